"""XLS: values as printed, hidden parts, old and broken files."""

from __future__ import annotations

import datetime
import io
import struct
import time

import pytest
import xlwt
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.read.reading import read_bytes
from pipelines.read.sheets import xls
from pipelines.read.sheets.workbook import Sheet
from pipelines.read.sheets.xls_drawing import read_drawings
from tests.read.canon import reports
from tests.read.sheets.books import by_xlwt, read, rows_of


def bytes_of(book: xlwt.Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_values_are_printed_by_their_formats() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    values = [
        (0.9987, "0.00%", "99.87%"),
        (7.9878999999999998, "0.0000", "7.9879"),
        (141.19, "General", "141.19"),
        (1234.567, "#,##0.00", "1,234.57"),
        (datetime.date(2020, 3, 25), 'yyyy"年"m"月"d"日"', "2020年3月25日"),
        (datetime.date(2020, 3, 25), "M/D/YY", "2020/3/25"),  # number 14, shown in the order of the system
        (True, "General", "TRUE"),
        ("宁晋县", "@", "宁晋县"),
        ("上\n下", "General", "上 下"),
    ]
    for column, (value, code, _) in enumerate(values):
        sheet.write(0, column, value, xlwt.easyxf(num_format_str=code))
        sheet.write(1, column, "值")
    printed = rows_of(read(bytes_of(book), "xls"))[0]
    assert [text.replace("上下", "上 下") for text in printed] == [text for _, _, text in values]


def test_hidden_parts_are_left_out_and_named() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    for row in range(3):
        for column in range(3):
            sheet.write(row, column, f"{row}{column}")
    sheet.row(1).hidden = True
    sheet.col(1).hidden = True
    hidden = book.add_sheet("底稿")
    hidden.write(0, 0, "藏")
    hidden.visibility = 1
    document = read(bytes_of(book), "xls")
    assert rows_of(document) == [["00", "02"], ["20", "22"]]
    assert [loss.place for loss in document.losses] == ["表!B1, A2, B2, C2, B3", "底稿"]


def test_a_row_that_says_no_height_is_seen_and_one_drawn_down_to_nothing_is_not() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    for row, drawn_down in enumerate((False, True)):
        sheet.write(row, 0, f"行{row}")
        sheet.row(row).height = 0
        sheet.row(row).height_mismatch = drawn_down
    document = read(bytes_of(book), "xls")
    assert document.text.split() == ["行0"]
    assert [loss.place for loss in document.losses] == ["表!A2"]


def test_dates_that_count_from_1904() -> None:
    book = xlwt.Workbook()
    book.dates_1904 = True
    book.add_sheet("表").write(0, 0, 42087, xlwt.easyxf(num_format_str="YYYY-MM-DD"))
    assert read(bytes_of(book), "xls").text.strip() == "2019-03-25"


def test_a_far_cell_costs_nothing() -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    sheet.write(0, 0, "近")
    sheet.write(65535, 255, "远")
    started = time.process_time()
    result = read_bytes(bytes_of(book), "远.xls")
    assert result.document is not None
    assert result.document.text.split() == ["近", "远"]
    assert time.process_time() - started < 20  # all cells between them take minutes


def test_a_protected_book_is_encrypted() -> None:
    data = bytearray(by_xlwt(reports()[0][1]))
    first = data.index(struct.pack("<HH", 0x0042, 2))  # the CODEPAGE record gives its place to FILEPASS
    data[first : first + 2] = struct.pack("<H", 0x002F)
    result = read_bytes(bytes(data), "密.xls")
    assert (result.document, result.reason) == (None, "encrypted")


def record(code: int, data: bytes) -> bytes:
    return struct.pack("<HH", code, len(data)) + data


def old_book(text: bytes, code_page: int | None) -> bytes:
    """A workbook stream of Excel 5 with one text; its texts are in the code page of the system."""
    font = struct.pack("<HHHHHBBBBB", 200, 0, 0, 400, 0, 0, 0, 134, 0, 5) + b"Arial"
    begin = record(0x0042, struct.pack("<H", code_page)) if code_page else b""
    begin = record(0x0809, struct.pack("<HHHH", 0x0500, 5, 0, 0)) + begin
    begin += record(0x0031, font) * 5 + record(0x00E0, bytes(16)) * 16
    sheet = record(0x0809, struct.pack("<HHHH", 0x0500, 0x10, 0, 0))
    sheet += record(0x0204, struct.pack("<HHHH", 0, 0, 0, len(text)) + text) + record(0x000A, b"")
    place = len(begin) + 4 + 7 + 6 + 4
    return (
        begin + record(0x0085, struct.pack("<IBBB", place, 0, 0, 6) + b"Sheet1") + record(0x000A, b"") + sheet
    )


@pytest.mark.parametrize("code_page", [None, 936])
@pytest.mark.parametrize("text", ["宁晋县统计局", "㐀镕€"])
def test_texts_of_old_books_are_chinese(text: str, code_page: int | None) -> None:
    sheet = xls.read_sheets(old_book(text.encode("gb18030"), code_page))[0]
    assert [cell.text for cell in sheet.cells.values()] == [text]


def drawn(kind: int, *pieces: bytes) -> bytes:
    """An object of this kind, and the text in it where there is one."""
    made = record(0x005D, struct.pack("<HHHH", 0x15, 0x12, kind, 1) + bytes(18))
    characters = sum((len(piece) - 1) // (2 if piece[0] else 1) for piece in pieces)
    if pieces:
        made += record(0x01B6, struct.pack("<HHHHHHHH", 0, 0, 0, 0, 0, characters, 16, 0))
    return (
        made + b"".join(record(0x003C, piece) for piece in pieces) + record(0x003C, bytes(16)) * bool(pieces)
    )


def test_text_boxes_are_read_and_charts_and_pictures_named() -> None:
    inner = record(0x0809, bytes(16)) + drawn(6, b"\0chart title") + record(0x000A, b"")
    body = drawn(6, b"\1" + "填报".encode("utf-16-le"), b"\1" + "说明".encode("utf-16-le"))
    body += drawn(0x19, b"\0comment") + drawn(8) + drawn(5) + inner + drawn(0x0E, b"\0label\rtwo")
    sheet = Sheet("表")
    read_drawings(record(0x0809, bytes(16)) + body + record(0x000A, b"") + drawn(6, b"\0after"), 0, sheet)
    assert sheet.notes == ["填报说明", "label\ntwo"]
    assert sheet.unread == ["picture", "chart"]


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9])
def test_a_cut_file_is_corrupt_or_still_readable(share: float) -> None:
    data = by_xlwt(reports()[0][1])
    result = read_bytes(data[: int(len(data) * share)], "断.xls")
    assert result.document is not None or result.reason in {"corrupt", "no_text"}


def test_a_hole_in_a_file_never_takes_cells_away_in_silence() -> None:
    whole = read(WHOLE, "xls").text
    for place in range(512, len(WHOLE), 512):
        result = read_bytes(WHOLE[:place] + bytes(512) + WHOLE[place + 512 :], "洞.xls")
        assert result.document is None or result.document.text == whole, place


WHOLE = by_xlwt(reports()[0][1])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(512, len(WHOLE) - 1), st.integers(0, 255)), min_size=1, max_size=40))
def test_changed_bytes_never_break_the_reader(changes: list[tuple[int, int]]) -> None:
    data = bytearray(WHOLE)
    for place, value in changes:
        data[place] = value
    result = read_bytes(bytes(data), "坏.xls")
    assert result.document is not None or result.reason in {"corrupt", "no_text", "encrypted", "unsupported"}
