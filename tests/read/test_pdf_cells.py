"""Cells of PDF tables as other programs print them: numbers broken in two, cells that a page break leaves open."""

from __future__ import annotations

import io
from collections.abc import Sequence

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from pipelines.model.document import Document
from pipelines.model.flow import Flow
from pipelines.read.layout.cell_wrap import is_one_number
from pipelines.read.reading import read_bytes
from tests.read.files import BODY  # registers the font

FONT, SIZE, PADDING = BODY.fontName, 10.0, 5.0
DIGIT = pdfmetrics.stringWidth("0", FONT, SIZE)


def read(data: bytes) -> Document:
    document = read_bytes(data, "报告.pdf").document
    assert document is not None
    return document


def ruled(lines: Sequence[str], room: float, beside: str = "执行率") -> bytes:
    """A table of one row: a label, and a cell of this room (padding not counted) with these lines."""
    stream = io.BytesIO()
    canvas = Canvas(stream, A4, invariant=1)
    _row(canvas, 700, [(beside, 60), (lines, room)])
    canvas.save()
    return stream.getvalue()


def _row(canvas: Canvas, top: float, cells: Sequence[tuple[str | Sequence[str], float]]) -> None:
    canvas.setFont(FONT, SIZE)
    x = 72.0
    for content, room in cells:
        lines = [content] if isinstance(content, str) else content
        canvas.rect(x, top - 60, room + 2 * PADDING, 60)
        for number, line in enumerate(lines):
            canvas.drawString(x + PADDING, top - 14 - 14 * number, line + " ")
        x += room + 2 * PADDING


def last_cell(data: bytes) -> str:
    document = read(data)
    cell = document.tables[0].cells[-1]
    text = document.flow(cell).folded().text
    if len(cell.pieces) == 1:
        assert Flow.alone(document.quote(cell.pieces[0]).replace(" ", "")).folded().text == text
        assert document.locate(cell.pieces[0]).box is not None
    return text


@pytest.mark.parametrize(
    ("lines", "digits", "text"),
    [
        (("12", "00"), 2, "1200"),
        (("9.", "8"), 2, "9.8"),
        (("10", "0"), 2, "100"),
        (("93.3", "9"), 4, "93.39"),
        (("=100", "%"), 8, "=100%"),
        ((">=9", "7％"), 4.5, ">=97%"),  # there was room for the digit, none for it and its sign
        (("≥126", "8.4吨"), 5.3, "≥1268.4吨"),
        (("76.220", "2 吨"), 5.6, "76.2202吨"),
        (("２４７．", "６４"), 8, "247.64"),
        (("2,476,4", "64.6"), 7, "2,476,464.6"),
    ],
)
def test_a_number_that_its_cell_breaks_is_whole(lines: Sequence[str], digits: float, text: str) -> None:
    assert last_cell(ruled(lines, DIGIT * digits)) == text


@pytest.mark.parametrize(
    ("lines", "digits"),
    [
        (("2022", "2023"), 4),  # two years
        (("12", "00"), 6),  # there was room
        (("100", "90", "80"), 3),
        (("95.5", "98.2"), 4),
        (("100", "50"), 3),
        (("≥95", "98"), 4),  # a limit and what came of it
        (("2,476", "64.6"), 5),
    ],
)
def test_numbers_below_each_other_are_never_made_one(lines: Sequence[str], digits: float) -> None:
    assert last_cell(ruled(lines, DIGIT * digits)) == " ".join(lines)


def test_a_bracket_printed_over_the_edge_of_its_cell_hides_no_broken_number() -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, A4, invariant=1)
    _row(canvas, 700, [("部门预算", 4 * SIZE), ("（%）", 2.3 * SIZE), (("140.6", "4"), DIGIT * 5)])
    canvas.save()
    assert last_cell(stream.getvalue()) == "140.64"


def test_only_the_end_of_a_number_ends_a_number() -> None:
    assert is_one_number("1,", "200")
    assert is_one_number("≥12", "00户")
    assert not is_one_number("2022", "2023")
    assert not is_one_number("12.5", "0.5")
    assert not is_one_number("共有", "3")


def indicators_over_a_page(lower_label: str, upper_label: str) -> bytes:
    """Two pages; the merged first column has no line where the page cuts it."""
    stream = io.BytesIO()
    canvas = Canvas(stream, A4, invariant=1)
    for top, label, names in ((140.0, upper_label, ("甲率", "乙率")), (780.0, lower_label, ("丙率", "丁率"))):
        canvas.setFont(FONT, SIZE)
        bottom = top - 20 * len(names)
        for number, name in enumerate(names):
            y = top - 20 * number
            canvas.rect(152, y - 20, 100, 20)
            canvas.drawString(157, y - 14, f"{name} ")
        canvas.line(72, bottom, 72, top)
        canvas.line(152, bottom, 152, top)
        canvas.line(72, top if top < 700 else bottom, 152, top if top < 700 else bottom)
        if top < 700:  # a row above it, so that the column is known
            canvas.rect(72, top, 80, 20)
            canvas.rect(152, top, 100, 20)
            canvas.drawString(77, top + 6, "一级指标")
            canvas.drawString(157, top + 6, "三级指标")
        else:  # and one below it
            canvas.rect(72, bottom - 20, 80, 20)
            canvas.rect(152, bottom - 20, 100, 20)
            canvas.drawString(77, bottom - 14, "满意度指标")
            canvas.drawString(157, bottom - 14, "戊率")
        canvas.drawString(77, top - 14, f"{label} ")
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def test_a_merged_cell_that_the_page_leaves_open_is_in_the_table() -> None:
    document = read(indicators_over_a_page("", "产出指标"))
    (table,) = document.tables
    rows = [[document.flow(c).text if c else "∅" for c in row] for row in table.grid()]
    assert rows == [
        ["一级指标", "三级指标"],
        ["产出指标", "甲率"],
        ["产出指标", "乙率"],
        ["产出指标", "丙率"],
        ["产出指标", "丁率"],
        ["满意度指标", "戊率"],
    ]


def test_a_row_and_a_number_cut_by_the_page_make_no_new_row() -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, A4, invariant=1)
    room = pdfmetrics.stringWidth("部门预算执", FONT, SIZE)
    rows = [
        ("1", "救助对象数", "95.0"),
        ("2", "时效指标按", "100"),
        ("3", "部门预算执", "95.5"),
        ("", "行率", "8"),
    ]
    for number, (seq, name, figure) in enumerate(rows):
        if not seq:
            canvas.showPage()
        top = 240 - 60 * number if seq else 800
        _row(canvas, top, [(seq, 20), (name, room), (figure, DIGIT * 4), ("10" if seq else "", 20)])
    canvas.save()
    document = read(stream.getvalue())
    (table,) = document.tables
    assert [document.flow(c).text for c in table.cells][-4:] == ["3", "部门预算执行率", "95.58", "10"]


@pytest.mark.parametrize(
    ("first", "room", "second", "cells"),
    [
        ("1355.329013", 50.0, "1408.47", ["1355.329013", "1408.47"]),  # hangs over its cell
        ("135.32", 40.0, "1408.47", ["135.32", "1408.47"]),
        ("1355", DIGIT * 4, "20", ["1355", "20"]),  # fills its cell to the line
        ("（元）", 27.0, "1408.47", ["（元）", "1408.47"]),  # no line begins with a bracket that closes
    ],
)
def test_a_figure_that_hangs_over_its_cell_stays_one_figure(
    first: str, room: float, second: str, cells: list[str]
) -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, A4, invariant=1)
    canvas.setFont(FONT, SIZE)
    x = 72.0
    for text, width in (("年初预算", 60.0), (first, room), (second, 80.0)):
        canvas.rect(x, 640, width, 60)
        canvas.drawString(x + (0 if width == DIGIT * 4 else 4), 686, text)
        x += width
    canvas.save()
    document = read(stream.getvalue())
    assert [document.flow(cell).text for cell in document.tables[0].cells[1:]] == cells
