"""Cells that a page break leaves open: side lines without a line below (or above) them.

Belongs here: closing them where the table ends on this page. Does not belong here: finding cells that are ruled on
all sides (lattice), putting their parts together again (stitch).

Browsers draw no line where a page break cuts a merged cell. Without this the column would be missing on that page,
and its words would stand outside the table.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise
from operator import itemgetter

from pipelines.read.layout.lattice import NEAR, CellBox, Rule


def close_open_cells(table: Sequence[CellBox], uprights: Sequence[Rule]) -> list[CellBox]:
    """The cells of a table, and those that its first and last line leave open although both sides are ruled.

    ``uprights`` are the merged vertical lines of the page.
    """
    top, bottom = min(b[1] for b in table), max(b[3] for b in table)
    xs = sorted({x for b in table for x in (b[0], b[2])})
    columns: dict[float, list[CellBox]] = {x: [] for x in xs}
    for box in table:
        for x in xs[bisect_left(xs, box[0]) : bisect_left(xs, box[2])]:
            columns[x].append(box)
    found: list[CellBox] = []
    for x0, x1 in pairwise(xs):
        column = columns[x0]
        if not column:
            continue
        last, first = max(column, key=itemgetter(3)), min(column, key=itemgetter(1))
        if bottom - last[3] > NEAR and (last[0], last[2]) == (x0, x1):
            found.append((x0, last[3], x1, bottom))
        if first[1] - top > NEAR and (first[0], first[2]) == (x0, x1):
            found.append((x0, top, x1, first[1]))
    return [*table, *(b for b in found if all(_is_ruled(x, b[1], b[3], uprights) for x in (b[0], b[2])))]


def _is_ruled(x: float, top: float, bottom: float, uprights: Sequence[Rule]) -> bool:
    """Whether vertical lines at ``x`` reach from ``top`` to ``bottom`` without a gap."""
    reached = top
    for rule in sorted((r for r in uprights if abs(r.place - x) <= NEAR), key=itemgetter(1)):
        if rule.start > reached + NEAR:
            break
        reached = max(reached, rule.end)
    return reached >= bottom - NEAR
