"""Parts: a report as headings, paragraphs and grids, before any file format.

Belongs here: the shapes that every writer understands. Does not belong here: wording (compose), formats (txt, docx, pdf).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, StrEnum


class Merge(Enum):
    """Marks a place in a row that belongs to the cell at its left or above it."""

    LEFT = "left"
    UP = "up"


Entry = str | Merge


class Align(StrEnum):
    """How a paragraph stands: indented body text, flush heading, in the middle, at the right."""

    BODY = "body"
    HEADING = "heading"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of thought; ``level`` 0 is the title, 1 to 3 are headings, 9 is body text."""

    text: str
    align: Align = Align.BODY
    level: int = 9


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell at its top-left place."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. ``widths``: relative column widths; ``title`` stands above it; ``note`` says the unit."""

    rows: tuple[tuple[Entry, ...], ...]
    widths: tuple[int, ...]
    title: str | None = None
    note: str | None = None
    header_rows: int = 1

    def __post_init__(self) -> None:
        if any(len(row) != len(self.widths) for row in self.rows):
            raise ValueError(f"every row needs {len(self.widths)} entries: {self.title}")

    def cells(self) -> tuple[GridCell, ...]:
        """The cells in reading order, merged ones once."""
        return tuple(
            GridCell(row, column, self._below(row, column), self._beside(row, column), entry)
            for row, entries in enumerate(self.rows)
            for column, entry in enumerate(entries)
            if isinstance(entry, str)
        )

    def _beside(self, row: int, column: int) -> int:
        return 1 + _run([entry is Merge.LEFT for entry in self.rows[row][column + 1 :]])

    def _below(self, row: int, column: int) -> int:
        return 1 + _run([entries[column] is Merge.UP for entries in self.rows[row + 1 :]])


Part = Paragraph | Grid


def _run(flags: Sequence[bool]) -> int:
    return flags.index(False) if False in flags else len(flags)
