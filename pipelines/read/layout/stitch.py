"""Tables that a page break cuts, put together again.

Belongs here: whether a grid goes on on the next page, repeated header rows, rows cut in two. Does not belong here:
cells merged over rows that a page cuts: their second part stays empty, and extraction fills down.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from pipelines.read.layout.cell_wrap import is_full, is_one_number, least_room
from pipelines.read.layout.grid import Grid, GridCell
from pipelines.read.layout.lattice import NEAR
from pipelines.read.layout.printed import PrintedLine

_MOST_HEADER_ROWS: Final = 3
_LOOK_BACK: Final = 5  # rows that show which columns are always filled


@dataclass(frozen=True, slots=True)
class Stitched:
    """The table so far, and the lines of repeated header rows that were dropped."""

    grid: Grid
    repeated: tuple[PrintedLine, ...]


def goes_on(upper: Grid, lower: Grid) -> bool:
    """Whether ``lower``, first on its page, has the columns of ``upper``, last on the page before."""
    if abs(upper.xs[0] - lower.xs[0]) > NEAR or abs(upper.xs[-1] - lower.xs[-1]) > NEAR:
        return False
    return _within(lower.xs, upper.xs) or _within(upper.xs, lower.xs)


def stitch(upper: Grid, lower: Grid) -> Stitched:
    """Put ``lower`` below ``upper``: without repeated header rows, a row that the break cut joined."""
    xs = upper.xs if _within(lower.xs, upper.xs) else lower.xs
    upper, lower = _on(upper, xs), _on(lower, xs)
    header = _repeated_rows(upper, lower)
    repeated = tuple(line for cell in lower.cells if cell.row < header for line in cell.lines)
    lower = _without_rows(lower, header)
    cells = list(upper.cells)
    if lower.rows and _is_cut_row(upper, lower):
        for cell in _starting(lower, 0):
            if cell.row_span == 1 and cell.lines:
                index = next(i for i, c in enumerate(cells) if _above(c, cell, upper.rows))
                cells[index] = replace(cells[index], lines=cells[index].lines + cell.lines)
        lower = _without_rows(lower, 1)
    cells += [replace(cell, row=cell.row + upper.rows) for cell in lower.cells]
    grid = Grid(upper.rows + lower.rows, xs, upper.top, lower.bottom, tuple(cells))
    return Stitched(grid, repeated)


def _within(few: tuple[float, ...], many: tuple[float, ...]) -> bool:
    return all(any(abs(x - y) <= NEAR for y in many) for x in few)


def _on(grid: Grid, xs: tuple[float, ...]) -> Grid:
    """The same grid with its cells on these vertical lines."""
    target = replace(grid, xs=xs)
    cells = (replace(c, x0=xs[target.column(c.x0)], x1=xs[target.column(c.x1)]) for c in grid.cells)
    return replace(target, cells=tuple(cells))


def _starting(grid: Grid, row: int) -> list[GridCell]:
    return [cell for cell in grid.cells if cell.row == row]


def _repeated_rows(upper: Grid, lower: Grid) -> int:
    """How many first rows of ``lower`` say again what the first rows of ``upper`` say, cell by cell."""
    for count in range(min(_MOST_HEADER_ROWS, lower.rows - 1, upper.rows), 0, -1):
        heads = [
            [(c.row, c.row_span, c.x0, c.text) for c in g.cells if c.row < count] for g in (upper, lower)
        ]
        closed = all(c.row + c.row_span <= count for c in lower.cells if c.row < count)
        if closed and heads[0] == heads[1] and any(text for *_, text in heads[0]):
            return count
    return 0


def _without_rows(grid: Grid, count: int) -> Grid:
    """Without the first rows; a cell that goes on below them begins below them."""
    if not count:
        return grid
    kept = []
    for cell in grid.cells:
        end = cell.row + cell.row_span - count
        if end > 0:
            row = max(cell.row - count, 0)
            kept.append(replace(cell, row=row, row_span=end - row))
    return replace(grid, rows=grid.rows - count, cells=tuple(kept))


def _is_cut_row(upper: Grid, lower: Grid) -> bool:
    """Whether the first row of ``lower`` is the rest of the last row of ``upper``.

    It is where columns that every row fills are empty, the leftmost of them too, and no two numbers would meet; or
    where all that it says goes on from lines that were full, a broken number included.
    """
    first = max(0, upper.rows - 1 - _LOOK_BACK)
    rows = range(first, upper.rows - 1) if upper.rows > 2 else range(upper.rows - 1, upper.rows)
    always = [x for x in upper.xs[:-1] if all(_fills(upper, row, x) for row in rows)]
    empty = [x for x in always if not _fills(lower, 0, x)]
    if not empty or len(empty) * 2 < len(always):
        return False
    least = least_room((c.x1 - c.x0, c.lines) for grid in (upper, lower) for c in grid.cells)
    goes_on = True
    for cell in _starting(lower, 0):
        if cell.row_span == 1 and cell.lines:
            above = next((c for c in upper.cells if _above(c, cell, upper.rows)), None)
            if above is None:
                return False
            full = bool(above.lines) and is_full(above.lines[-1], cell.lines[0], cell.x1 - cell.x0, least)
            numbers = _is_number(above.text) and _is_number(cell.text)
            if numbers and not (full and is_one_number(above.text, cell.text)):
                return False
            goes_on = goes_on and full
    return goes_on or empty[0] == always[0]


def _fills(grid: Grid, row: int, x: float) -> bool:
    return any(
        c.row <= row < c.row + c.row_span and c.row_span == 1 and c.x0 <= x < c.x1 and c.lines
        for c in grid.cells
    )


def _above(upper: GridCell, lower: GridCell, rows: int) -> bool:
    return upper.row + upper.row_span == rows and (upper.x0, upper.x1) == (lower.x0, lower.x1)


def _is_number(text: str) -> bool:
    return text.strip("%％-－").replace(".", "").replace(",", "").isdigit()
