"""Parts of a workbook that nobody sees are no part of a figure; what is seen on a coloured cell is read as ever."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Color, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.read.reading import read_bytes

WHITE = InlineFont(color=Color("FFFFFFFF"))
ROWS: list[list[str | float]] = [
    ["某县民政局2024年度部门整体支出绩效自评表"],
    ["单位：万元"],
    ["项目", "年初预算数", "决算数"],
    ["人员经费", 168.2, 175.46],
    ["公用经费", 22.5, 7777.77],
    ["项目支出", 100, 98],
]


def text_of(change: Callable[[Worksheet, Cell], None]) -> str:
    """What is read of a sheet whose cell C5 was changed."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in ROWS:
        sheet.append(row)
    cell = sheet["C5"]
    assert isinstance(cell, Cell)
    change(sheet, cell)
    stream = io.BytesIO()
    book.save(stream)
    document = read_bytes(stream.getvalue(), "a.xlsx").document
    assert document is not None
    return document.text


def white_run(_: Worksheet, cell: Cell) -> None:
    cell.value = CellRichText(TextBlock(WHITE, "1"), "30.5")


def white_run_on_blue(sheet: Worksheet, cell: Cell) -> None:
    white_run(sheet, cell)
    cell.fill = PatternFill("solid", fgColor="FF003366")


def all_white_runs(_: Worksheet, cell: Cell) -> None:
    cell.value = CellRichText(TextBlock(WHITE, "1"), TextBlock(WHITE, "30.5"))


def low_row(sheet: Worksheet, _: Cell) -> None:
    sheet.row_dimensions[5].height = 0.1


def narrow_column(sheet: Worksheet, _: Cell) -> None:
    sheet.column_dimensions["C"].width = 0.1


def test_a_white_digit_in_a_cell_is_no_part_of_the_figure() -> None:
    assert "130.5" not in text_of(white_run)
    assert "30.5" in text_of(white_run)


@pytest.mark.parametrize("change", [white_run_on_blue, all_white_runs])
def test_white_on_a_colour_or_throughout_is_read(change: Callable[[Worksheet, Cell], None]) -> None:
    assert "130.5" in text_of(change)


@pytest.mark.parametrize("change", [low_row, narrow_column])
def test_a_row_or_column_that_is_no_larger_than_a_line_is_hidden(
    change: Callable[[Worksheet, Cell], None],
) -> None:
    assert "7777" not in text_of(change)
    assert "168.2" in text_of(change)


def test_a_remark_on_a_cell_with_a_number_is_told() -> None:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in ROWS:
        sheet.append(row)
    sheet["C5"].comment = Comment("决算数应为 22.1", "a")
    sheet["C4"].comment = Comment("已核对", "a")
    stream = io.BytesIO()
    book.save(stream)
    document = read_bytes(stream.getvalue(), "a.xlsx").document
    assert document is not None
    assert [loss.place for loss in document.losses] == ["Sheet!C5 批注：决算数应为 22.1"]
    assert "22.1" not in document.text
