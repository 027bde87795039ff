"""Workbook: what every spreadsheet format hands over, cells with their printed text and what a person sees of them.

Belongs here: sheets, cells, merged ranges, hidden rows and columns, and the caps that hold for all formats. Does not
belong here: formats (xlsx, xls, excel_xml), what is a table and what a title (regions).

Rows and columns count from 0. Only cells that exist in the file are kept, never the range that a sheet claims to have.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final, NamedTuple

from pipelines.read.result import Reason, Unreadable

MOST_ROWS: Final = 1_048_576
MOST_COLUMNS: Final = 16_384
MOST_SHEETS: Final = 1_000
_MOST_CELLS: Final = 300_000  # with text or a border, in the whole workbook; six seconds of work
_MOST_MERGES: Final = 100_000
_MOST_CHARACTERS: Final = 16_000_000


class SheetCell(NamedTuple):
    """A cell: its text as printed, lines set apart by newlines; has it a border at its left or right; is it filled?

    A named tuple, because a workbook has hundreds of thousands of them. Lines above and below say little: a title
    shares its lower one with the table, a blank to be filled in has one as well.
    """

    text: str
    ruled: bool
    filled: bool


class Merge(NamedTuple):
    """A merged range, all four ends within."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Sheet:
    """One sheet as the file has it. ``hidden``: the person who opens the workbook does not see the sheet.

    ``hidden_rows`` and ``hidden_columns`` are ranges, both ends within, in no order. ``notes`` are the texts of boxes
    drawn over the sheet; ``unread`` names what else the sheet holds that was not read (pictures, charts).
    """

    name: str
    hidden: bool = False
    cells: dict[tuple[int, int], SheetCell] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: list[tuple[int, int]] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    unprinted: list[tuple[int, int]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)


class Allowance:
    """What a workbook may still hold; every cell and merge is taken from it."""

    def __init__(self) -> None:
        self._cells = _MOST_CELLS
        self._characters = _MOST_CHARACTERS
        self._merges = _MOST_MERGES

    def keep(self, sheet: Sheet, row: int, column: int, cell: SheetCell) -> None:
        """Put a cell into its sheet. Raises Unreadable: too large, a place outside, two cells at one place."""
        if not (0 <= row < MOST_ROWS and 0 <= column < MOST_COLUMNS):
            raise Unreadable(Reason.CORRUPT, f"{sheet.name}!{place_name(row, column)}")
        if not cell.text.strip():
            if not cell.ruled:
                return
            cell = SheetCell("", True, cell.filled)
        if (row, column) in sheet.cells:
            raise Unreadable(Reason.CORRUPT, f"{sheet.name}!{place_name(row, column)}")
        self._cells -= 1
        self._characters -= len(cell.text)
        if self._cells < 0:
            raise Unreadable(Reason.TOO_LARGE, sheet.name)
        if self._characters < 0:
            raise Unreadable(Reason.BOMB, sheet.name)
        sheet.cells[row, column] = cell

    def merge(self, sheet: Sheet, merge: Merge) -> None:
        """Put a merged range into its sheet; a range of one cell or outside the sheet is none."""
        self._merges -= 1
        if self._merges < 0:
            raise Unreadable(Reason.TOO_LARGE, sheet.name)
        top, left, bottom, right = merge
        if (
            0 <= top <= bottom < MOST_ROWS
            and 0 <= left <= right < MOST_COLUMNS
            and (top < bottom or left < right)
        ):
            sheet.merges.append(merge)


def column_name(column: int) -> str:
    """``A`` for 0, ``XFD`` for 16383."""
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(65 + letter) + name
    return name


def place_name(row: int, column: int) -> str:
    """``A1`` for 0, 0."""
    return f"{column_name(column)}{row + 1}"
