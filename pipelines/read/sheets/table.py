"""The grid of one table of a sheet.

Belongs here: rows and columns that a person can tell apart, spans counted in them, empty places filled. Does not belong
here: which rows make a table (regions).

A column in which no cell begins (merged away in every row, or an empty one that only keeps distance) is none.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from pipelines.read.draft import DraftCell
from pipelines.read.result import Reason, Unreadable
from pipelines.read.sheets.regions import Line
from pipelines.read.sheets.seen import SeenCell

_MOST_PLACES: Final = 1_000_000


def lay_out(lines: Sequence[Line]) -> tuple[int, int, list[DraftCell]]:
    """Rows, columns and cells in printed order; every place is covered once. Raises Unreadable: too large."""
    cells = [cell for line in lines for cell in line.cells]
    right = max(cell.right for cell in cells if cell.text)
    left = min(cell.column for cell in cells if cell.text)
    rows = sorted({cell.row for cell in cells})
    columns = sorted({cell.column for cell in cells if left <= cell.column <= right})
    if len(rows) * len(columns) > _MOST_PLACES:
        raise Unreadable(Reason.TOO_LARGE)
    drafted: dict[tuple[int, int], DraftCell] = {}
    covered: set[tuple[int, int]] = set()
    for cell in cells:
        if cell.right < left or cell.column > right:
            continue
        placed = _place(cell, rows, columns)
        places = {
            (placed.row + down, placed.column + across)
            for down in range(placed.row_span)
            for across in range(placed.column_span)
        }
        covered |= places
        drafted[placed.row, placed.column] = placed
    for row in range(len(rows)):
        for column in range(len(columns)):
            if (row, column) not in covered:
                drafted[row, column] = DraftCell(row, column, 1, 1, ())
    return len(rows), len(columns), [drafted[place] for place in sorted(drafted)]


def _place(cell: SeenCell, rows: Sequence[int], columns: Sequence[int]) -> DraftCell:
    top, left = bisect_left(rows, cell.row), bisect_left(columns, cell.column)
    bottom, right = bisect_left(rows, cell.bottom + 1), bisect_left(columns, cell.right + 1)
    lines = tuple(line for line in cell.text.split("\n") if line.strip())
    return DraftCell(top, left, bottom - top, right - left, lines)
