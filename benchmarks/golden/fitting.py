"""Fitting: columns of a page's table wide enough for their numbers.

Belongs here: widths, for writers whose lines never break inside a number. Does not belong here: drawing.
A program that prints a form sees to it that no number runs over the edge of its cell; so does this.
"""

from __future__ import annotations

from dataclasses import replace

from pipelines.samples.lines import TOKEN, columns
from pipelines.samples.parts import Grid
from pipelines.samples.pdf import CELL_SIZE, LEFT, PADDING, RIGHT

_ROOM = (RIGHT - LEFT) / CELL_SIZE
_EDGES = 2 * PADDING / CELL_SIZE
_SLACK = 1.1  # digits are a little wider than half a character


def fitted(grid: Grid) -> Grid:
    """The same table with every column at least as wide as its longest number."""
    needed = [1.0 + _EDGES] * len(grid.widths)
    for cell in grid.cells():
        token = max((columns(text) for text in TOKEN.findall(cell.text)), default=0.0)
        share = (token * _SLACK + _EDGES) / cell.column_span
        for column in range(cell.column, cell.column + cell.column_span):
            needed[column] = max(needed[column], share)
    spare = max(0.0, _ROOM - sum(needed))
    wished = [max(0.0, width - least) for width, least in zip(grid.widths, needed, strict=True)]
    whole = sum(wished) or 1.0
    widths = [least + spare * wish / whole for least, wish in zip(needed, wished, strict=True)]
    return replace(grid, widths=tuple(round(100 * width) for width in widths))
