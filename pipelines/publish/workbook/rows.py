"""Rows: the cells of a row as the XML of the file, joined and written at once.

Belongs here: how a text, a number and a time look in the file (ECMA-376 part 1, 18.3.1.4 and 18.18.11), the name of a cell. Does not
belong here: what stands in a cell (cells), everything else of a sheet, which xlsxwriter writes.

Called cell by cell, xlsxwriter spends most of its time on looking at each cell again. What this writes is what xlsxwriter would write.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from pipelines.publish.workbook.links import LinkedSheet

_ODD = re.compile(r"[&<>_\x00-\x1f\ufffe\uffff]|^\s|\s$")
"""Text with any of these has to be escaped, or a word said about its spaces."""
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_REMEMBERED = 1 << 14
LINE = 15
"""Points."""


class RowWriter:
    """Writes rows into a sheet in constant memory, after its header and from top to bottom. ``style``: the index of a format."""

    def __init__(self, sheet: LinkedSheet, columns: int) -> None:
        self._sheet = sheet
        self._letters = tuple(xl_col_to_name(column) for column in range(columns))
        sheet._write_single_row(1)  # the header

    def text(self, at: int, column: int, text: str, style: int) -> str:
        """A cell of text, whatever it begins with."""
        return f'<c r="{self._letters[column]}{at + 1}" s="{style}" t="inlineStr">{_words(text)}</c>'

    def number(self, at: int, column: int, value: Decimal | int | float, style: int) -> str:
        """A cell of a number of no more digits than Excel keeps."""
        return f'<c r="{self._letters[column]}{at + 1}" s="{style}"><v>{value:.16G}</v></c>'

    def time(self, at: int, column: int, value: date | datetime, style: int) -> str:
        """A day or a time, which Excel counts in days."""
        return self.number(at, column, self._sheet._convert_date_time(value), style)

    def link(self, at: int, column: int, page: str, anchor: str) -> None:
        """Lead from a cell to a place on a page."""
        self._sheet.link(f"{self._letters[column]}{at + 1}", page, anchor)

    def put(self, at: int, cells: Sequence[str], lines: int = 1) -> None:
        """Row ``at`` (from 0) with these cells, in order of columns; said how tall, for not every program looks itself."""
        tall = f' ht="{lines * LINE}" customHeight="1"' if lines > 1 else ""
        self._sheet.fh.write(f'<row r="{at + 1}"{tall}>{"".join(cells)}</row>')

    def close(self, last: int) -> None:
        """Tell the sheet how far it reaches; ``last``: the last row written, 0 where none was."""
        if last:
            self._sheet._check_dimensions(last, len(self._letters) - 1)
        self._sheet.previous_row = last + 1


@lru_cache(_REMEMBERED)
def _words(text: str) -> str:
    """The content of a cell of text. Cells of a mart say the same few words again and again."""
    if not _ODD.search(text):
        return f"<is><t>{text}</t></is>"
    escaped = Worksheet._escape_control_characters(text)
    space = ' xml:space="preserve"' if text[:1].isspace() or text[-1:].isspace() else ""
    return f"<is><t{space}>{escaped.translate(_ENTITIES)}</t></is>"
