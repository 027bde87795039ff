"""Labels of table cells: what stands at the left of a figure and above it, for the words beside its quote.

Belongs here: the row label and the column header of the cell on a place of the text. Does not belong here: what
labels mean (extract). Made once a table, so that many figures of one table cost no more than a look-up each.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from pipelines.model.atlas import Atlas
from pipelines.model.document import Cell, Document, Span, Table

MOST_LEFT: Final = 2
NUMBER: Final = re.compile(r"[-≥≤><=¥￥]*\d[\d,. ]*\D{0,3}")


@dataclass(frozen=True, slots=True)
class CellLabels:
    """The words of each cell of one table: ``人员经费 · 执行数``; "" where nothing labels it."""

    cells: Atlas[str]

    @classmethod
    def of(cls, document: Document, table: Table) -> CellLabels:
        """The labels of all cells: the nearest words at the left, and the header that stands nearest above.

        A header stands in a row without numbers: of several headers in one table each cell has that of its own part.
        """
        texts = {cell: document.flow(cell).folded().text for cell in table.cells if cell.pieces}
        heads: dict[int, Cell] = {}
        labels: dict[Cell, list[Cell]] = {}
        for row in table.grid():
            filled = [cell for cell in dict.fromkeys(row) if cell is not None and cell in texts]
            for place, cell in enumerate(filled):
                if cell not in labels:
                    labels[cell] = _left(filled[:place], texts)
                    head = heads.get(cell.column)
                    if head is not None and head not in labels[cell]:
                        labels[cell].append(head)
            if not any(_is_number(texts[cell]) for cell in filled):
                heads |= {
                    column: cell for column, cell in enumerate(row) if cell in texts and cell is not None
                }
        return cls(
            Atlas.of(
                (piece.start, piece.end, " · ".join(texts[label] for label in found))
                for cell, found in labels.items()
                for piece in cell.pieces
            )
        )

    def around(self, span: Span) -> str:
        """The labels of the cell that a span lies in."""
        return next(self.cells.meeting(span.start, span.end), "")


def _left(cells: list[Cell], texts: dict[Cell, str]) -> list[Cell]:
    """The labels of the row at the left of a cell, outer to inner, back to the numbers of the half before it."""
    found: list[Cell] = []
    for cell in reversed(cells):
        if (found and _is_number(texts[cell])) or len(found) == MOST_LEFT:
            break
        if not _is_number(texts[cell]) and any(character.isalpha() for character in texts[cell]):
            found.append(cell)
    return found[::-1]


def _is_number(text: str) -> bool:
    """Whether a cell holds a number, with a unit or a sign at most."""
    return bool(NUMBER.fullmatch(text))
