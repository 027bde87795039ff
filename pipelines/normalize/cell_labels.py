"""Labels of table cells: what stands at the left of a figure and above it, for the words beside its quote.

Belongs here: the row label and the column header of the cell on a place of the text. Does not belong here: what
labels mean (extract). Made once a table, so that many figures of one table cost no more than a look-up each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from pipelines.model.atlas import Atlas
from pipelines.model.document import Cell, Document, Span, Table
from pipelines.model.frozen import dataclass

MOST_LEFT: Final = 2
_Place = tuple[int, int]  # row and column of a cell

NUMBER: Final = re.compile(r"[-≥≤><=¥￥]*\d[\d,. ]*\D{0,3}")


@dataclass(frozen=True, slots=True)
class CellLabels:
    """The words of each cell of one table: ``人员经费 · 执行数``; "" where nothing labels it."""

    cells: Atlas[tuple[str, ...]]

    @classmethod
    def of(cls, document: Document, table: Table) -> CellLabels:
        """The labels of all cells: the nearest words at the left, and the header that stands nearest above.

        A header stands in a row without numbers: of several headers in one table each cell has that of its own part.
        """
        words = {place: _Words.of(document, cell) for place, cell in _filled(table)}
        heads: dict[int, _Words] = {}
        labels: dict[_Place, list[_Words]] = {}
        for row in table.grid():
            places = list(dict.fromkeys((c.row, c.column) for c in row if c is not None and c.pieces))
            filled = [words[place] for place in places]
            for place, left in zip(places, _labels_left(filled), strict=True):
                if place not in labels:
                    head = heads.get(place[1])
                    labels[place] = left if head is None or head in left else [*left, head]
            if not any(cell.is_number for cell in filled):
                heads |= {
                    column: words[cell.row, cell.column]
                    for column, cell in enumerate(row)
                    if cell is not None and cell.pieces
                }
        return cls(
            Atlas.of(
                (piece.start, piece.end, tuple([label.text for label in labels[place]]))
                for place, cell in _filled(table)
                for piece in cell.pieces
                if place in labels
            )
        )

    def around(self, span: Span) -> str:
        """The labels of the cell that a span lies in."""
        return " · ".join(self.cells.first(span.start, span.end) or ())


@dataclass(frozen=True, slots=True, eq=False)
class _Words:
    """The folded text of a cell, and what it is good for."""

    text: str
    is_number: bool
    is_label: bool

    @classmethod
    def of(cls, document: Document, cell: Cell) -> _Words:
        text = document.flow(cell).folded().text
        return cls(text, *_number_or_label(text))


@lru_cache(maxsize=8192)
def _number_or_label(text: str) -> tuple[bool, bool]:
    """Whether a folded text is a number, with a unit or a sign at most, and whether it is words."""
    is_number = NUMBER.fullmatch(text) is not None
    return is_number, not is_number and any(map(str.isalpha, text))


def _filled(table: Table) -> Iterator[tuple[_Place, Cell]]:
    return (((cell.row, cell.column), cell) for cell in table.cells if cell.pieces)


def _labels_left(row: list[_Words]) -> Iterator[list[_Words]]:
    """For each cell of a row the labels at its left, outer to inner, back to the numbers of the half before them."""
    near: list[_Words] = []
    is_parted = False  # a number stands behind the labels so far
    for cell in row:
        yield near
        if cell.is_label:
            near = [cell] if is_parted else [*near, cell][-MOST_LEFT:]
        is_parted = cell.is_number or (is_parted and not cell.is_label)
