"""Tables in cells of another table (表中表): how the outer one is read so that each inner one is a table of its own.

Belongs here: which rows of the outer table stay together, which are read cell by cell, in which order. Does not belong here: finding inner tables,
the text of cells (story, compose of each format).

A row whose cell holds a table lays out the page: its labels are what stands above that table. Rows that a merged cell ties to it go
with it. The other rows stay a table, in their place; where figures stand below such a row, a header above it may head them, so
they stay together, and what the cells with tables hold comes behind.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Final, Generic, Protocol, TypeVar

from pipelines.read.grids import Content, PlacedCell, PlacedTable

_FIGURE: Final = re.compile(r"[\s¥￥(（+-]*\d[\d\s,，.．:：/]*(?:[%％‰]|[万亿]?元|人|名|个|分)?[)）\s]*")


class Placed(Protocol):
    """A cell at its top-left place in the grid."""

    @property
    def row(self) -> int:
        """Its first row."""

    @property
    def row_span(self) -> int:
        """How many rows it covers."""


Cell = TypeVar("Cell", bound=Placed)


@dataclass(frozen=True, slots=True)
class Part(Generic[Cell]):
    """Rows of the outer table by their numbers: a table of their own, or cells that are read one by one."""

    rows: tuple[int, ...]
    cells: tuple[Cell, ...]
    is_table: bool


def read_order(
    table: PlacedTable[Content],
    holds: Callable[[PlacedCell[Content]], bool],
    text: Callable[[PlacedCell[Content]], str],
) -> Iterator[PlacedTable[Content] | PlacedCell[Content]]:
    """The tables that a table is read as, and between them the cells that are read one by one: one table, lost, where what it
    holds cannot be parted from its figures. ``holds`` and ``text`` as in :func:`take_apart`."""
    if not any(map(holds, table.cells)):
        yield table
        return
    parts = take_apart(table.cells, holds, text)
    if parts is None:
        yield replace(table, is_lost=True)
        return
    for part in parts:
        if part.is_table:
            yield table.of_rows(part.rows)
        else:
            yield from part.cells


def take_apart(
    cells: Sequence[Cell], holds: Callable[[Cell], bool], text: Callable[[Cell], str]
) -> list[Part[Cell]] | None:
    """The parts of a table in the order in which they are read; None where figures stand beside an inner table, so that it cannot be
    said what they belong to. ``holds``: whether a cell holds a table; ``text``: what else it holds."""
    laid_out = _tied(cells, {row for cell in cells if holds(cell) for row in _rows(cell)})
    if any(cell.row in laid_out and not holds(cell) and is_figure(text(cell)) for cell in cells):
        return None
    begun = {row: [cell for cell in cells if cell.row == row] for row in {r for c in cells for r in _rows(c)}}
    with_figures = {row for row in begun if any(is_figure(text(cell)) for cell in begun[row])} - laid_out
    first = min(laid_out)
    is_headed = any(row < first and len(begun[row]) > 1 for row in begun)
    if is_headed and first < max(with_figures, default=first):
        titles = {row for row in laid_out for row in _titles_above(row, begun)}
        apart = laid_out | titles
        together = [row for row in sorted(begun) if row not in apart]
        return [_part(begun, together, is_table=True), _part(begun, sorted(apart), is_table=False)]
    return [
        _part(begun, rows, is_table=not inner and any(len(begun[row]) > 1 for row in rows))
        for inner, rows in (
            (key, list(group)) for key, group in groupby(sorted(begun), laid_out.__contains__)
        )
    ]


def _rows(cell: Placed) -> range:
    return range(cell.row, cell.row + cell.row_span)


def _tied(cells: Iterable[Placed], rows: set[int]) -> set[int]:
    """These rows and those that merged cells tie to them."""
    merged = [set(_rows(cell)) for cell in cells if cell.row_span > 1]
    while more := {row for tied in merged if tied & rows for row in tied} - rows:
        rows |= more
    return rows


def _titles_above(row: int, begun: dict[int, list[Cell]]) -> Iterable[int]:
    """The rows of one cell right above a row: titles of what stands in it."""
    while row - 1 in begun and len(begun[row - 1]) == 1:
        row -= 1
        yield row


def _part(begun: dict[int, list[Cell]], rows: Sequence[int], *, is_table: bool) -> Part[Cell]:
    return Part(tuple(rows), tuple(cell for row in rows for cell in begun[row]), is_table)


def is_figure(text: str) -> bool:
    """Whether a cell says nothing but a figure with or without its unit."""
    return _FIGURE.fullmatch(text) is not None
