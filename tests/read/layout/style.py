"""How a table is printed: which rules it has, how cells are set."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from pipelines.samples.parts import Grid, Merge


class Rules(StrEnum):
    """Which ruling lines a table has."""

    RULED = "ruled"
    NONE = "unruled"
    THREE = "three-line"
    ROWS = "row rules"
    OPEN = "open sides"


@dataclass(frozen=True, slots=True)
class Style:
    """``across`` and ``down`` are the padding of a cell in points; ``numbers`` is the side on which numbers stand."""

    rules: Rules
    size: float = 10.5
    across: float = 5.4
    down: float = 2.0
    numbers: str = "right"
    middle: bool = False
    centred_header: bool = True


def is_figure(text: str) -> bool:
    """Whether a cell is set like a number."""
    return bool(text) and not text.strip("0123456789.,%％-—≥≤")


def side(style: Style, row: int, grid: Grid, text: str) -> str:
    """left, center or right."""
    if row < grid.header_rows:
        return "center" if style.centred_header else "left"
    if is_figure(text):
        return style.numbers
    return "left"


def flattened(grid: Grid) -> Grid:
    """Without cells merged downwards in the body: the label stands in its first row, the rows below it are empty.

    Without rules nobody could see how far such a cell reaches.
    """
    rows = tuple(
        tuple("" if entry is Merge.UP and number >= grid.header_rows else entry for entry in row)
        for number, row in enumerate(grid.rows)
    )
    return Grid(rows, grid.widths, grid.title, grid.note, grid.header_rows)
