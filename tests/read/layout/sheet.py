"""A page drawn by hand: text and ruling lines as readers hand them over, without a file format.

Belongs here: glyphs of the width that a printer gives them. Does not belong here: whole reports (invented, composed).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipelines.model.document import BlockKind, Document
from pipelines.read.layout.document import compose_document
from pipelines.read.layout.page import Edge, Glyph, PageContent
from pipelines.read.source import Source

WIDTH, HEIGHT = 595.0, 842.0


@dataclass(slots=True)
class Sheet:
    """What is drawn so far."""

    glyphs: list[Glyph] = field(default_factory=list)
    edges: list[Edge] = field(default_factory=list)
    width: float = WIDTH
    height: float = HEIGHT

    def text(self, x: float, y: float, text: str, size: float = 10.5, right: bool = False) -> Sheet:
        """Text whose top is at ``y``, from ``x`` to the right or (``right``) up to ``x``."""
        widths = [size * (0.5 if character.isascii() else 1.0) for character in text]
        place = x - sum(widths) if right else x
        for character, wide in zip(text, widths, strict=True):
            if not character.isspace():
                self.glyphs.append(Glyph(character, place, y, place + wide, y + size))
            place += wide
        return self

    def row(self, y: float, cells: Sequence[str], xs: Sequence[float], size: float = 10.5) -> Sheet:
        """Cells at these left ends; figures end where the next column begins, less an em."""
        for number, cell in enumerate(cells):
            if cell and cell[0].isdigit() and number + 1 < len(xs):
                self.text(xs[number + 1] - size, y, cell, size, right=True)
            elif cell:
                self.text(xs[number], y, cell, size)
        return self

    def rule(self, y: float, x0: float = 72.0, x1: float = 523.0) -> Sheet:
        """A horizontal line."""
        self.edges.append(Edge(x0, y, x1, y))
        return self

    def grid(
        self,
        xs: Sequence[float],
        ys: Sequence[float],
        rows: Sequence[Sequence[str]],
        merged: Sequence[tuple[int, int, int]] = (),
    ) -> Sheet:
        """A ruled table. ``merged``: column, first row and number of rows of a cell over rows."""
        for column, (x0, x1) in enumerate(pairwise(xs)):
            inside = {r for c, first, count in merged if c == column for r in range(first + 1, first + count)}
            for row, y in enumerate(ys):
                if row not in inside:
                    self.edges.append(Edge(x0, y, x1, y))
        self.edges += [Edge(x, ys[0], x, ys[-1]) for x in xs]
        for row, cells in enumerate(rows):
            for column, cell in enumerate(cells):
                for number, line in enumerate(cell.split("\n") if cell else ()):
                    self.text(xs[column] + 3, ys[row] + 3 + 12 * number, line)
        return self


def compose(*sheets: Sheet) -> Document:
    """The document of these pages."""
    pages = [
        PageContent(number, sheet.width, sheet.height, tuple(sheet.glyphs), tuple(sheet.edges))
        for number, sheet in enumerate(sheets, 1)
    ]
    return compose_document(pages, Source(b"", "0" * 16, "application/pdf", "pdf"))


def rows(document: Document, table: int = 0) -> list[list[str]]:
    """The texts of a table, merged cells at every place."""
    grid = document.tables[table].grid()
    return [[document.flow(cell).text if cell else "∅" for cell in row] for row in grid]


def said(document: Document, *kinds: BlockKind) -> list[str]:
    """The texts of blocks of these kinds, of paragraphs and headings where none is given."""
    chosen = kinds or (BlockKind.PARAGRAPH, BlockKind.HEADING)
    return [document.flow(block).text for block in document.blocks if block.kind in chosen]
