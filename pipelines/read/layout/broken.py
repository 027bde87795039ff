"""Numbers that a page break cuts: ``95.0`` at the end of a cell, ``2`` in the rest of the cell on the next page.

Belongs here: finding them before the text is written, so that they are written as one. Does not belong here: whether
two lines of a cell are one number (cell_wrap), the table that is put together (stitch).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from pipelines.read.layout.cell_wrap import join_numbers, least_room
from pipelines.read.layout.continues import goes_on
from pipelines.read.layout.furniture import PageLayout, find_furniture
from pipelines.read.layout.grid import Grid
from pipelines.read.layout.printed import PrintedLine
from pipelines.read.layout.stitch import cut_cells


class Rest(NamedTuple):
    """Lines that end a number on the next page, and that page's number."""

    lines: tuple[PrintedLine, ...]
    page: int


def broken_numbers(layouts: Sequence[PageLayout]) -> dict[PrintedLine, Rest]:
    """The rest of each number that a page cuts, by the line that begins it."""
    found: dict[PrintedLine, Rest] = {}
    between: list[PrintedLine] = []
    for page, following in pairwise(layouts):
        upper = next((item for item in reversed(page.items) if isinstance(item, Grid)), None)
        lower = next((item for item in following.items if isinstance(item, Grid)), None)
        if upper is None or lower is None or following.number != page.number + 1 or not goes_on(upper, lower):
            continue
        rests = _rests(upper, lower, following.number)
        if rests:
            found |= rests
            below = page.items[page.items.index(upper) + 1 :]
            above = following.items[: following.items.index(lower)]
            between += [item for item in (*below, *above) if isinstance(item, PrintedLine)]
    if found and not find_furniture(layouts).issuperset(between):
        return {}  # something is printed between the two parts, on some page: then they are not told for certain
    return found


def _rests(upper: Grid, lower: Grid, page: int) -> dict[PrintedLine, Rest]:
    rests: dict[PrintedLine, Rest] = {}
    cut = cut_cells(upper, lower)
    if not cut:
        return rests
    least = least_room((c.x1 - c.x0, c.lines) for grid in (upper, lower) for c in grid.cells)
    for above, below in cut:
        if above.lines and all(line.unbroken for line in above.lines[:-1]):
            joined = join_numbers((*above.lines, *below.lines), above.x1 - above.x0, least)
            if joined[len(above.lines) - 1].unbroken:
                rests[above.lines[-1]] = Rest(below.lines, page)
    return rests
