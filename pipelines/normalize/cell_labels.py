"""Labels of table cells: what stands at the left of a figure and above it, for the words beside its quote.

Belongs here: the row label and the column header of the cell on a place of the text. Does not belong here: what
labels mean (extract). Made once a table, so that many figures of one table cost no more than a look-up each.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.model.atlas import Atlas
from pipelines.model.document import Cell, Document, Span, Table


@dataclass(frozen=True, slots=True)
class CellLabels:
    """The words of each cell of one table: ``人员经费 · 执行数``; "" where nothing labels it."""

    cells: Atlas[str]

    @classmethod
    def of(cls, document: Document, table: Table) -> CellLabels:
        """The labels of all cells: the first words at the left in the row, the topmost words in the column."""
        words = {cell: document.flow(cell).folded().text for cell in table.cells if _is_words(document, cell)}
        tops: dict[int, Cell] = {}
        lefts: dict[int, Cell] = {}
        for row, cells in enumerate(table.grid()):
            for column, cell in enumerate(cells):
                if cell in words and cell is not None:
                    tops.setdefault(column, cell)
                    lefts.setdefault(row, cell)
        return cls(
            Atlas.of(
                (piece.start, piece.end, " · ".join(words[label] for label in labels))
                for cell in table.cells
                for labels in [_labels(cell, lefts.get(cell.row), tops.get(cell.column))]
                for piece in cell.pieces
            )
        )

    def around(self, span: Span) -> str:
        """The labels of the cell that a span lies in."""
        return next(self.cells.meeting(span.start, span.end), "")


def _labels(cell: Cell, left: Cell | None, top: Cell | None) -> list[Cell]:
    """The label of the row, if it stands at the left of the cell, and the header of the column, if it stands above."""
    kept = []
    if left is not None and left is not cell and left.column < cell.column:
        kept.append(left)
    if top is not None and top is not cell and top is not left and top.row < cell.row:
        kept.append(top)
    return kept


def _is_words(document: Document, cell: Cell) -> bool:
    """Whether a cell holds more than a number or a sign: row numbers and empty cells label nothing."""
    return any(character.isalpha() for character in document.flow(cell).text)
