"""Text that is struck out, or white on white, is no figure of a workbook; where a whole cell is, a person is told."""

from __future__ import annotations

from collections.abc import Callable

import openpyxl
import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Color, Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.model.document import Document
from tests.read.sheets.books import read, rows_of, saved

BLUE = PatternFill("solid", fgColor="FF4472C4")
WHITE = PatternFill("solid", fgColor="FFFFFFFF")


def book(change: Callable[[Worksheet], object]) -> Document:
    made = openpyxl.Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    for row in (["项目", "年初预算数", "决算数"], ["人员经费", 168.2, 174.1], ["公用经费", 25.4, 24.96]):
        sheet.append(row)
    change(sheet)
    return read(saved(made))


def dressed(font: Font, fill: PatternFill | None = None) -> Callable[[Worksheet], None]:
    """Cell B2 in this font."""

    def change(sheet: Worksheet) -> None:
        sheet["B2"].font = font
        if fill is not None:
            sheet["B2"].fill = fill

    return change


@pytest.mark.parametrize(
    "change",
    [dressed(Font(strike=True)), dressed(Font(color="FFFFFFFF")), dressed(Font(color="FFFFFFFF"), WHITE)],
)
def test_a_struck_or_white_cell_is_empty_and_named(change: Callable[[Worksheet], None]) -> None:
    document = book(change)
    assert "168.2" not in document.text
    assert rows_of(document)[1][0] == "人员经费"
    assert ["B2" in loss.place for loss in document.losses] == [True]


@pytest.mark.parametrize(
    "change",
    [
        dressed(Font(strike=False)),
        dressed(Font(color="FFFFFFFF"), BLUE),
        dressed(Font(color=Color(theme=0))),
        dressed(Font(color="FFFFFFFF"), PatternFill("gray125")),
    ],
)
def test_what_is_seen_or_may_be_is_read(change: Callable[[Worksheet], None]) -> None:
    document = book(change)
    assert rows_of(document)[1] == ["人员经费", "168.2", "174.1"]
    assert document.losses == ()


def test_a_struck_run_of_a_cell_is_not_said() -> None:
    def change(sheet: Worksheet) -> None:
        old, new = TextBlock(InlineFont(strike=True), "168.20"), TextBlock(InlineFont(), "175.46")
        sheet["B2"] = CellRichText(old, new)

    assert rows_of(book(change))[1][1] == "175.46"
