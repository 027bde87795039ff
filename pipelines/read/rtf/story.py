"""A story of an RTF file (正文、脚注、文本框): characters → paragraphs, cells, rows, tables, nested or not.

Belongs here: where paragraphs, cells and rows end. Does not belong here: control words (interpreter), writing it all
down (compose).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from pipelines.read.doc.rows import RowDefinition
from pipelines.read.doc.tables import Row
from pipelines.read.result import Reason, Unreadable
from pipelines.read.rtf.rows import RowBuilder

_DEEPEST: Final = 32  # tables in tables
_MOST_PIECES: Final = 200_000  # paragraphs and cells of a story


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Printed characters with LINE and PAGE (read.breaks) at manual breaks."""

    text: str
    is_heading: bool = False
    is_contents: bool = False


@dataclass(slots=True)
class Table:
    """Rows that are finished."""

    rows: list[Row[list[Piece]]] = field(default_factory=list)


Piece = Paragraph | Table


@dataclass(slots=True)
class _OpenTable:
    """A table being read: finished rows, finished cells of the row, pieces of the cell."""

    table: Table = field(default_factory=Table)
    cells: list[list[Piece]] = field(default_factory=list)
    pieces: list[Piece] = field(default_factory=list)


class Story:
    """Collects the pieces of one story. ``row`` and ``nested`` are the row definitions in force in it."""

    def __init__(self) -> None:
        self.row = RowBuilder()
        self.nested = RowBuilder()
        self.text: list[str] = []
        self._pieces: list[Piece] = []
        self._open: list[_OpenTable] = []
        self._later: list[Piece] = []
        self._count = 0

    def end_paragraph(self, depth: int, *, is_heading: bool, is_contents: bool) -> None:
        """A paragraph ends that stands in ``depth`` tables."""
        self._begin_tables(depth)
        text = _whole("".join(self.text))
        self.text.clear()
        target = self._open[-1].pieces if self._open else self._pieces
        if text and not text.isspace():
            self._add(target, Paragraph(text, is_heading, is_contents))
        for piece in self._later:
            self._add(target, piece)
        self._later.clear()

    def end_cell(self, depth: int) -> None:
        """A cell ends; its last paragraph has been ended before."""
        self._begin_tables(max(1, depth))
        innermost = self._open[-1]
        self._count += 1
        innermost.cells.append(innermost.pieces)
        innermost.pieces = []

    def end_row(self, depth: int, definition: RowDefinition) -> None:
        """A row ends that stands in ``depth`` tables, its own included."""
        self._begin_tables(max(1, depth))
        self._close_row(definition)

    def insert_later(self, pieces: list[Piece]) -> None:
        """A text box: its pieces follow the paragraph on which it hangs."""
        self._later += pieces

    def finish(self) -> list[Piece]:
        """Everything in order; what is still open is closed."""
        depth = len(self._open)
        if self.text or self._later:
            self.end_paragraph(depth, is_heading=False, is_contents=False)
        self._begin_tables(0)
        return self._pieces

    def _add(self, target: list[Piece], piece: Piece) -> None:
        self._count += 1
        if self._count > _MOST_PIECES:
            raise Unreadable(Reason.BOMB)
        target.append(piece)

    def _begin_tables(self, depth: int) -> None:
        """Open and close tables until ``depth`` of them are open."""
        depth = min(depth, _DEEPEST)
        while len(self._open) > depth:
            self._close_row((self.row if len(self._open) == 1 else self.nested).definition())
            table = self._open.pop().table
            if table.rows:
                self._add(self._open[-1].pieces if self._open else self._pieces, table)
        while len(self._open) < depth:
            self._open.append(_OpenTable())

    def _close_row(self, definition: RowDefinition) -> None:
        innermost = self._open[-1]
        if innermost.pieces:  # a writer that left out the last \cell
            innermost.cells.append(innermost.pieces)
            innermost.pieces = []
        while len(innermost.cells) > len(definition.cells) > 0 and not innermost.cells[-1]:
            innermost.cells.pop()  # LibreOffice: empty ones behind those of the row
        if innermost.cells:
            innermost.table.rows.append(Row(definition, innermost.cells))
            innermost.cells = []


def _whole(text: str) -> str:
    """Text in which the two halves of a character beyond U+FFFF, which RTF writes apart, are one again."""
    if not text.isascii() and any("\ud800" <= c <= "\udfff" for c in text):
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text
