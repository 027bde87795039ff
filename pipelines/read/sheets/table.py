"""The grid of one table of a sheet.

Belongs here: rows and columns that a person can tell apart, spans counted in them, empty places filled. Does not belong
here: which rows make a table (regions).

A column in which no cell begins (merged away in every row, or an empty one that only keeps distance) is none.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import product
from typing import Final

from pipelines.read.draft import DraftCell
from pipelines.read.result import Reason, Unreadable
from pipelines.read.sheets.lines import Line

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
    row_places = {row: place for place, row in enumerate(rows)}
    column_places = {column: place for place, column in enumerate(columns)}
    drafted: dict[tuple[int, int], DraftCell] = {}
    covered: set[tuple[int, int]] = set()
    for cell in cells:
        if cell.right < left or cell.column > right:
            continue
        top, first = row_places[cell.row], column_places.get(cell.column, 0)
        down = bisect_left(rows, cell.bottom + 1) - top if cell.row_span > 1 else 1
        across = bisect_left(columns, cell.right + 1) - first if cell.column_span > 1 else 1
        drafted[top, first] = DraftCell(top, first, down, across, _lines(cell.text))
        if down > 1 or across > 1:
            covered |= {(top + r, first + c) for r in range(down) for c in range(across)}
    for place in product(range(len(rows)), range(len(columns))):
        if place not in drafted and place not in covered:
            drafted[place] = DraftCell(*place, 1, 1, ())
    return len(rows), len(columns), [drafted[place] for place in sorted(drafted)]


def _lines(text: str) -> tuple[str, ...]:
    return tuple(line for line in text.split("\n") if line.strip()) if text else ()
