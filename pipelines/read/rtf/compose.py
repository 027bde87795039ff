"""Pieces of RTF stories written down as blocks: paragraphs, tables with their grids, frames.

Belongs here: what becomes a block of which kind. Does not belong here: control words (interpreter), the geometry of
tables (doc.tables, whose model RTF shares).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipelines.model.document import Loss, LossKind
from pipelines.read.breaks import lines_of, write_paragraph
from pipelines.read.doc.tables import place
from pipelines.read.draft import Draft
from pipelines.read.grids import PlacedCell, PlacedTable
from pipelines.read.inner_tables import read_order
from pipelines.read.rtf.story import Paragraph, Piece, Table


class Composer:
    """Writes stories to a draft."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self._tables = 0

    def write(self, pieces: Sequence[Piece]) -> None:
        """Blocks of the main text, a note or a frame."""
        for piece in pieces:
            if isinstance(piece, Paragraph):
                write_paragraph(self._draft, piece.text, titled=piece.is_heading, furniture=piece.is_contents)
            else:
                self._table(piece)

    def write_furniture(self, stories: Sequence[Sequence[Piece]]) -> None:
        """Running headers and footers, each wording once: every section of a file repeats them."""
        for line in dict.fromkeys(line for pieces in stories for line in _lines(pieces)):
            self._draft.add_paragraph([line], furniture=True)

    def _table(self, table: Table) -> None:
        grid = place(table.rows)
        nested = any(isinstance(piece, Table) for cell in grid.cells for piece in cell.content)
        if len(grid.cells) == 1 or (grid.columns == 1 and nested):  # a frame around text, not a table
            for cell in grid.cells:
                self.write(cell.content)
            return
        for part in read_order(grid, _holds_table, _text):
            if isinstance(part, PlacedCell):
                self.write(part.content)
            else:
                self._add_table(part)

    def _add_table(self, grid: PlacedTable[list[Piece]]) -> None:
        cells = grid.drafted(_lines)
        if any(cell.lines for cell in cells):
            self._tables += 1
            if grid.is_lost:
                self._draft.lose(Loss(LossKind.TABLE_NOT_READ, place=str(self._tables)))
            self._draft.add_table(grid.rows, grid.columns, cells, grid.header_rows)


def _holds_table(cell: PlacedCell[list[Piece]]) -> bool:
    """Whether a cell holds a table of several columns; others are frames around its own text."""
    inner = [place(piece.rows) for piece in cell.content if isinstance(piece, Table)]
    return any(grid.columns > 1 or any(map(_holds_table, grid.cells)) for grid in inner)


def _text(cell: PlacedCell[list[Piece]]) -> str:
    return "".join(_lines(cell.content))


def _lines(pieces: Sequence[Piece]) -> Iterator[str]:
    """Lines of a cell: its paragraphs, and the cells of tables inside it."""
    for piece in pieces:
        if isinstance(piece, Paragraph):
            yield from lines_of(piece.text)
        else:
            for cell in place(piece.rows).cells:
                yield from _lines(cell.content)
