"""Rows of a sheet as they are cut into paragraphs and tables.

Belongs here: one row. Does not belong here: which rows belong together (regions, beside).
"""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.read.sheets.seen import SeenCell


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the sheet: its cells that begin here, and whether any of them has a border at its side."""

    row: int
    cells: tuple[SeenCell, ...]
    ruled: bool

    @property
    def texts(self) -> tuple[SeenCell, ...]:
        """The cells with text."""
        return tuple(cell for cell in self.cells if cell.text.strip())
