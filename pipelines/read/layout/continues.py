"""Whether a table goes on on the next page, and what that page says again.

Belongs here: columns that agree, repeated header rows, a form that begins anew. Does not belong here: joining (stitch).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from pipelines.read.layout.grid import Grid, GridCell
from pipelines.read.layout.lattice import NEAR

_MOST_HEADER_ROWS: Final = 3
_SHIFTED: Final = 20.0  # points: how far the whole table may stand aside on the next page
_MOVED: Final = 6.0  # points: how far one line may stand aside where all lines are there
_LABELS: Final = 2  # labels that must come again in the same order before a form is a new one

_WHOLE_FORM: Final = 3  # labels of a form that says nothing but what the one above it says


def goes_on(upper: Grid, lower: Grid) -> bool:
    """Whether ``lower``, first on its page, is the rest of ``upper``, last on the page before."""
    if _line_up(upper.xs, lower.xs) is None:
        return False
    return not _begins_anew(*same_columns(upper, lower))


def same_columns(upper: Grid, lower: Grid) -> tuple[Grid, Grid]:
    """Both parts on the vertical lines of the part that has more."""
    shift = _line_up(upper.xs, lower.xs)
    if shift is None:
        return upper, lower
    if len(lower.xs) == len(upper.xs):
        return upper, _on(lower, upper.xs)
    if len(lower.xs) < len(upper.xs):
        return upper, _on(_moved(lower, -shift), upper.xs)
    return _on(upper, tuple(x - shift for x in lower.xs)), _moved(lower, -shift)


def repeated_rows(upper: Grid, lower: Grid) -> int:
    """How many first rows of ``lower`` say again what the first rows of ``upper`` say, cell by cell.

    A cell that reaches further down than the rows that are repeated is cut there.
    """
    first = [[c for c in g.cells if c.row < _MOST_HEADER_ROWS] for g in (upper, lower)]
    for count in range(min(_MOST_HEADER_ROWS, lower.rows - 1, upper.rows), 0, -1):
        above, below = ([c for c in cells if c.row < count] for cells in first)
        if len(above) != len(below) or any(c.row + c.row_span > count for c in below):
            continue
        heads = [
            [(c.row, min(c.row_span, count - c.row), c.x0, c.text) for c in cells] for cells in (above, below)
        ]
        if heads[0] == heads[1] and any(text for *_, text in heads[0]):
            return count
    return 0


def _line_up(upper: Sequence[float], lower: Sequence[float]) -> float | None:
    """How far the lower lines stand to the right of the upper ones; None where they are others."""
    shift = lower[0] - upper[0]
    if abs(shift) > _SHIFTED or abs(lower[-1] - upper[-1] - shift) > _MOVED:
        return None
    placed = [x - shift for x in lower]
    if len(upper) == len(lower):
        narrow = min((b - a for a, b in pairwise(upper)), default=0.0)
        most = min(_MOVED, max(NEAR, narrow / 3))
        return shift if all(abs(x - y) <= most for x, y in zip(upper, placed, strict=True)) else None
    few, many = sorted((tuple(upper), tuple(placed)), key=len)
    return shift if all(any(abs(x - y) <= NEAR for y in many) for x in few) else None


def _begins_anew(upper: Grid, lower: Grid) -> bool:
    """Whether ``lower`` is another form like ``upper``: its labels come again from the first, or its numbering does."""
    header = repeated_rows(upper, lower)
    above, below = _first_labels(upper), _first_labels(lower)
    same = [a == b for a, b in zip(above[header:], below[header:], strict=False)]
    if len(set(below)) >= _WHOLE_FORM and below == above[: len(below)]:
        return True
    if header and same[:1] == [True] and below[header].strip(".、．") == "1":
        return True
    labels = below[header : header + _LABELS]
    return len(set(labels)) == _LABELS and same[:_LABELS] == [True] * _LABELS


def _first_labels(grid: Grid) -> list[str]:
    """What the first column says, cell by cell from the top; titles over the whole width and empty cells left out."""
    whole = (grid.xs[0], grid.xs[-1])
    cells = [c for c in grid.cells if c.x0 == grid.xs[0] and (c.x0, c.x1) != whole and c.lines]
    return [cell.text.replace(" ", "") for cell in sorted(cells, key=lambda c: c.row)]


def _moved(grid: Grid, by: float) -> Grid:
    xs = tuple(x + by for x in grid.xs)
    return replace(grid, xs=xs, cells=tuple(replace(c, x0=c.x0 + by, x1=c.x1 + by) for c in grid.cells))


def _on(grid: Grid, xs: tuple[float, ...]) -> Grid:
    """The same grid with its cells on these vertical lines."""
    if grid.xs == xs:
        return grid
    lines = grid if len(grid.xs) == len(xs) else replace(grid, xs=xs)
    at = {x: xs[lines.column(x)] for x in {x for c in grid.cells for x in (c.x0, c.x1)}}
    cells = (GridCell(c.row, c.row_span, at[c.x0], at[c.x1], c.lines) for c in grid.cells)
    return replace(grid, xs=xs, cells=tuple(cells))
