"""Whether a table without rules goes on at the top of the next page.

Belongs here: its header said again, the rest of its last row. Does not belong here: ruled tables (continues).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pipelines.read import shapes
from pipelines.read.layout.chunks import Chunk
from pipelines.read.layout.grid import Grid
from pipelines.read.layout.heads import HeadCell
from pipelines.read.layout.records import Row

_FULL: Final = 2.2  # em: a full line leaves less of its column than this


def is_rest_below(row: Row, above: Grid, em: float) -> bool:
    """Whether all that a row at the top of a page says goes on from full lines of the last row of the page before."""
    for line in row:
        for first, last, chunk in line.chunks:
            left = above.xs[first]
            column = [c for c in above.cells if c.x0 == left and c.x1 == above.xs[first + 1] and c.lines]
            widest = max((x.x1 - x.x0 for c in column for x in c.lines), default=0.0)
            over = [c for c in column if c.row + c.row_span == above.rows]
            if first != last or not over or shapes.begins_item(chunk.text):
                return False
            end = over[0].lines[-1]
            if end.x1 - end.x0 < widest - _FULL * em:
                return False
    return True


def holds_figures(above: Grid) -> bool:
    """Whether a table has a column, but for the first, of which most cells are figures."""
    for x in above.xs[1:-1]:
        said = [c.text for c in above.cells if c.x0 == x and c.row and c.lines]
        if said and sum(shapes.is_figure(text) for text in said) * 2 > len(said):
            return True
    return False


def counts_rows(above: Grid) -> bool:
    """Whether the first column of a table counts its rows."""
    said = [c.text for c in above.cells if c.x0 == above.xs[0] and c.x1 == above.xs[1] and c.row and c.lines]
    return sum(shapes.is_figure(text) for text in said) * 2 > len(said)


def is_said(chunk: Chunk, above: Grid) -> bool:
    """Whether words at the top of a page are those of a header cell: they are no row, even where the header is not whole."""
    return any(chunk.text == cell.text.replace(" ", "") for cell in above.cells if cell.row < 2)


def same_head(cells: Sequence[HeadCell], above: Grid) -> bool:
    """Whether these header cells say what those of the table above say."""
    said = {cell.text.replace(" ", "") for cell in above.cells if cell.row < 2}
    return all(cell.text in said for cell in cells)
