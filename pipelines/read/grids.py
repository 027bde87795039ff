"""A table of a word-processing file as a grid: cells at their places, each with what its format holds in it.

Belongs here: the places, some rows taken as a table of their own. Does not belong here: finding the places (table, tables of
each format), grids drawn on pages (layout).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from pipelines.read.draft import DraftCell

Content = TypeVar("Content")


@dataclass(slots=True)
class PlacedCell(Generic[Content]):
    """A cell at its top-left place in the grid; its spans grow while the grid is found."""

    row: int
    column: int
    row_span: int
    column_span: int
    content: Content


@dataclass(frozen=True, slots=True)
class PlacedTable(Generic[Content]):
    """Cells in printed order. ``is_lost``: cells are left out or their places are a guess, which is told as a loss."""

    rows: int
    columns: int
    cells: Sequence[PlacedCell[Content]]
    header_rows: int
    is_lost: bool

    def of_rows(self, rows: Sequence[int]) -> PlacedTable[Content]:
        """These of its rows, to which no cell of the others reaches."""
        cells = [replace(cell, row=rows.index(cell.row)) for cell in self.cells if cell.row in rows]
        headed = sum(row < self.header_rows for row in rows)
        return PlacedTable(len(rows), self.columns, cells, headed, self.is_lost)

    def drafted(self, lines: Callable[[Content], Iterable[str]]) -> list[DraftCell]:
        """The cells with the lines of what they hold."""
        return [
            DraftCell(c.row, c.column, c.row_span, c.column_span, tuple(lines(c.content))) for c in self.cells
        ]
