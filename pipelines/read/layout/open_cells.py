"""Cells that a page break leaves open: side lines without a line below (or above) them.

Belongs here: closing them where the table ends on this page. Does not belong here: finding cells that are ruled on
all sides (pdf_grid), putting their parts together again (pdf_stitch).

Browsers draw no line where a page break cuts a merged cell. Without this the column would be missing on that page,
and its words would stand outside the table.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

CellBox = tuple[float, float, float, float]


def close_open_cells(table: Sequence[CellBox], edges: Sequence[dict[str, Any]], near: float) -> list[CellBox]:
    """The cells of a table, and those that its first and last line leave open although both sides are ruled.

    ``edges`` are the merged ruling lines of the page; ``near`` is how far, in points, two may be apart and meet.
    """
    top, bottom = min(b[1] for b in table), max(b[3] for b in table)
    xs = sorted({x for b in table for x in (b[0], b[2])})
    found: list[CellBox] = []
    for place, x0 in enumerate(xs[:-1]):
        column = [b for b in table if b[0] <= x0 < b[2]]
        if not column:
            continue
        last, first = max(column, key=lambda b: b[3]), min(column, key=lambda b: b[1])
        if bottom - last[3] > near and (last[0], last[2]) == (x0, xs[place + 1]):
            found.append((x0, last[3], last[2], bottom))
        if first[1] - top > near and (first[0], first[2]) == (x0, xs[place + 1]):
            found.append((x0, top, first[2], first[1]))
    sides = [e for e in edges if e["orientation"] == "v"]
    return [
        *table,
        *(b for b in found if all(_is_ruled(x, b[1], b[3], sides, near) for x in (b[0], b[2]))),
    ]


def _is_ruled(x: float, top: float, bottom: float, sides: Sequence[dict[str, Any]], near: float) -> bool:
    """Whether vertical lines at ``x`` reach from ``top`` to ``bottom`` without a gap."""
    reached = top
    for edge in sorted((e for e in sides if abs(e["x0"] - x) <= near), key=lambda e: float(e["top"])):
        if edge["top"] > reached + near:
            break
        reached = max(reached, edge["bottom"])
    return reached >= bottom - near
