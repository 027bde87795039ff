"""XLSX: a document as a workbook of one sheet, as forms are filled in and published, by openpyxl.

Belongs here: cells, merged ranges, borders. Does not belong here: wording. Numbers are written as numbers where the
cell's text is one, with a number format that shows them as printed.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import datetime

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.samples.parts import Grid, Part

_NUMBER = re.compile(r"\d{1,12}(\.\d{1,6})?")
_PERCENT = re.compile(r"(\d{1,3}(?:\.\d{1,2})?)%")
_THIN = Side(style="thin")
_BOX = Border(_THIN, _THIN, _THIN, _THIN)


def render(parts: Sequence[Part]) -> bytes:
    """The file's bytes."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    across = max((len(part.widths) for part in parts if isinstance(part, Grid)), default=8)
    at = 1
    for part in parts:
        at = _part(sheet, part, at, across)
    book.properties.created = book.properties.modified = datetime(2020, 1, 1)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def _part(sheet: Worksheet, part: Part, at: int, across: int) -> int:
    """The first row behind the part."""
    if isinstance(part, Grid):
        return _grid(sheet, part, at, across)
    return _line(sheet, part.text, at, across)


def _line(sheet: Worksheet, text: str, at: int, across: int) -> int:
    sheet.cell(at, 1, text).alignment = Alignment(horizontal="center", wrap_text=True)
    if across > 1:
        sheet.merge_cells(start_row=at, end_row=at, start_column=1, end_column=across)
    return at + 1


def _grid(sheet: Worksheet, grid: Grid, at: int, across: int) -> int:
    for text in (grid.title, grid.note):
        if text:
            at = _line(sheet, text, at, across)
    for cell in grid.cells():
        row, column = at + cell.row, 1 + cell.column
        _fill(sheet, row, column, cell.text)
        if cell.row_span > 1 or cell.column_span > 1:
            sheet.merge_cells(
                start_row=row,
                end_row=row + cell.row_span - 1,
                start_column=column,
                end_column=column + cell.column_span - 1,
            )
    for row in range(at, at + len(grid.rows)):
        for column in range(1, len(grid.widths) + 1):
            sheet.cell(row, column).border = _BOX
    for column, width in enumerate(grid.widths, 1):
        sheet.column_dimensions[get_column_letter(column)].width = 2 + 2 * width
    return at + len(grid.rows) + 1


def _fill(sheet: Worksheet, row: int, column: int, text: str) -> None:
    cell = sheet.cell(row, column)
    cell.alignment = Alignment(wrap_text=True, vertical="center")
    if _NUMBER.fullmatch(text) and (text == "0" or not re.match(r"0\d", text)):
        decimals = len(text.partition(".")[2])
        cell.value = float(text) if decimals else int(text)
        cell.number_format = "0." + "0" * decimals if decimals else "0"
    elif match := _PERCENT.fullmatch(text):
        decimals = len(match[1].partition(".")[2])
        cell.value = round(float(match[1]) / 100, decimals + 2)
        cell.number_format = ("0." + "0" * decimals if decimals else "0") + "%"
    elif text:
        cell.value = text
        cell.data_type = "s"  # else a target that begins with = is taken for a formula
