"""XLS: a figure that a conditional format hides is left out and named; one that the rule leaves alone is read."""

from __future__ import annotations

import struct

import pytest
import xlwt

from pipelines.read.sheets.xls import read_sheets

END = struct.pack("<HH", 0x000A, 0)
FONT, PATTERN, NUMBER = 0x0400_0000, 0x2000_0000, 0x0200_0000
WHITE, BLACK, NAVY = 9, 8, 18
EQUAL, GREATER = 3, 5


def record(code: int, data: bytes) -> bytes:
    return struct.pack("<HH", code, len(data)) + data


def font(colour: int) -> bytes:
    return bytes(80) + struct.pack("<I", colour) + bytes(34)


def looks(said: int, *parts: bytes, own_code: bool = False) -> bytes:
    return struct.pack("<IH", said, own_code) + b"".join(parts)


def rule(look: bytes, formula: bytes, kind: int = 1, operator: int = GREATER) -> bytes:
    """The conditional format of B1."""
    area = struct.pack("<4H", 0, 0, 1, 1)
    condition = struct.pack("<HH", 1, 0) + area + struct.pack("<H", 1) + area
    head = struct.pack("<BBHH", kind, operator if kind == 1 else 0, len(formula), 0)
    return record(0x01B0, condition) + record(0x01B1, head + look + formula)


def printed(rules: bytes, fill: str = "") -> tuple[str, list[tuple[int, int]]]:
    """What is read of B1, which holds 7777, and the cells that are named."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    sheet.write(0, 0, "项目支出")
    sheet.write(0, 1, 7777, xlwt.easyxf(fill))
    stream = book.get_biff_data()
    place = stream.rindex(END)
    [read] = read_sheets(stream[:place] + rules + stream[place:])
    return read.cells[0, 1].text if (0, 1) in read.cells else "", read.unprinted


def whole(number: int) -> bytes:
    return struct.pack("<BH", 0x1E, number)


IS_ERROR = struct.pack("<BHHBH", 0x44, 0, 1, 0x41, 3)
OF_ANOTHER = struct.pack("<BHHB", 0x44, 0, 0, 0x1E) + b"\1\0\x0d"  # A1 > 1
WHITE_INK = looks(FONT, font(WHITE))


@pytest.mark.parametrize(
    "rules",
    [
        rule(WHITE_INK, whole(1)),
        rule(WHITE_INK, whole(7777), operator=EQUAL),
        rule(WHITE_INK, OF_ANOTHER, kind=2),
        rule(WHITE_INK, b"\x1d\1", kind=2),
        rule(looks(FONT | PATTERN, font(NAVY), struct.pack("<HH", 0, NAVY << 7)), whole(1)),
        rule(looks(NUMBER, struct.pack("<HHB", 8, 3, 0) + b";;;", own_code=True), whole(1)),
    ],
    ids=["compared", "equal", "cannot be reckoned", "always", "ink as paper", "no number"],
)
def test_a_figure_that_a_rule_hides_is_left_out_and_named(rules: bytes) -> None:
    assert printed(rules) == ("", [(0, 1)])


@pytest.mark.parametrize(
    "rules",
    [
        rule(WHITE_INK, whole(0), operator=EQUAL),
        rule(WHITE_INK, IS_ERROR, kind=2),
        rule(looks(FONT, font(BLACK)), whole(1)),
        rule(looks(FONT | PATTERN, font(WHITE), struct.pack("<HH", 0, NAVY << 7)), whole(1)),
        rule(looks(FONT), b""),
        record(0x01B1, b"\1"),
    ],
    ids=["noughts alone", "errors alone", "black", "white on navy", "cut off", "too short"],
)
def test_a_figure_that_a_rule_leaves_alone_is_read(rules: bytes) -> None:
    assert printed(rules) == ("7777", [])


def test_white_ink_in_a_coloured_cell_is_read() -> None:
    assert printed(rule(WHITE_INK, whole(1)), "pattern: pattern solid, fore_colour dark_blue")[0] == "7777"
