"""Ruling lines → grids of cells, and glyphs into their cells.

Belongs here: table geometry of one page, by pdfplumber's own functions. Does not belong here: lines from a file
(pdf_page), tables over pages (pdf_stitch).
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from pdfplumber.table import cells_to_tables, edges_to_intersections, intersections_to_cells, merge_edges

from pipelines.read.layout.cell_wrap import join_numbers, least_room
from pipelines.read.layout.open_cells import CellBox, close_open_cells
from pipelines.read.layout.page import Edge, Glyph
from pipelines.read.layout.printed import PrintedLine, printed_lines

NEAR: Final = 3.0  # points: lines nearer than this are one line
_MOST_CROSSINGS: Final = 6_000
_SHORTEST: Final = 3.0


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell by its rows and its left and right lines, with its printed lines."""

    row: int
    row_span: int
    x0: float
    x1: float
    lines: tuple[PrintedLine, ...]

    @property
    def text(self) -> str:
        """Lines joined as they come."""
        return "".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True, eq=False)
class Grid:
    """A ruled table on one page, or a stitched one: its vertical lines ``xs`` from left to right, cells row by row."""

    rows: int
    xs: tuple[float, ...]
    top: float
    bottom: float
    cells: tuple[GridCell, ...]

    def column(self, x: float) -> int:
        """Index of the vertical line nearest to ``x``."""
        return min(range(len(self.xs)), key=lambda i: abs(self.xs[i] - x))


def find_grids(edges: Sequence[Edge], glyphs: Iterable[Glyph]) -> tuple[list[Grid], list[Glyph]]:
    """Grids of at least two cells from top to bottom, and the glyphs that lie in none of their cells."""
    outside = list(glyphs)
    grids: list[Grid] = []
    for boxes in _tables(edges):
        xs, ys = (
            sorted({x for b in boxes for x in (b[0], b[2])}),
            sorted({y for b in boxes for y in (b[1], b[3])}),
        )
        inside, outside = _sort_into(boxes, xs, ys, outside)
        lines = {b: printed_lines(inside[b]) for b in sorted(boxes, key=lambda b: (b[1], b[0]))}
        least = least_room((b[2] - b[0], found) for b, found in lines.items())
        cells = [
            GridCell(
                ys.index(b[1]),
                ys.index(b[3]) - ys.index(b[1]),
                b[0],
                b[2],
                join_numbers(found, b[2] - b[0], least),
            )
            for b, found in lines.items()
        ]
        grids.append(Grid(len(ys) - 1, tuple(xs), ys[0], ys[-1], tuple(cells)))
    return sorted(grids, key=lambda g: g.top), outside


def _tables(edges: Sequence[Edge]) -> list[list[CellBox]]:
    if not edges:
        return []
    merged = merge_edges([_as_dict(e) for e in edges], NEAR, NEAR, NEAR, NEAR)
    merged = [e for e in merged if max(e["x1"] - e["x0"], e["bottom"] - e["top"]) >= _SHORTEST]
    crossings = edges_to_intersections(merged, NEAR, NEAR)
    if len(crossings) > _MOST_CROSSINGS:
        return []
    tables: list[list[CellBox]] = cells_to_tables(intersections_to_cells(crossings))
    return [close_open_cells(table, merged, NEAR) for table in tables if len(table) > 1]


def _as_dict(edge: Edge) -> dict[str, Any]:
    return {
        "x0": edge.x0,
        "x1": edge.x1,
        "top": edge.top,
        "bottom": edge.bottom,
        "width": edge.x1 - edge.x0,
        "height": edge.bottom - edge.top,
        "orientation": "h" if edge.top == edge.bottom else "v",
    }


def _sort_into(
    boxes: Sequence[CellBox], xs: Sequence[float], ys: Sequence[float], glyphs: Iterable[Glyph]
) -> tuple[dict[CellBox, list[Glyph]], list[Glyph]]:
    """Glyphs by the cell in which their middle lies, and those in no cell."""
    at: dict[tuple[int, int], CellBox] = {}
    for box in boxes:
        for column in range(xs.index(box[0]), xs.index(box[2])):
            for row in range(ys.index(box[1]), ys.index(box[3])):
                at[row, column] = box
    inside: dict[CellBox, list[Glyph]] = defaultdict(list)
    outside: list[Glyph] = []
    for glyph in glyphs:
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
        found = at.get((bisect_right(ys, y) - 1, bisect_right(xs, x) - 1))
        (outside if found is None else inside[found]).append(glyph)
    return inside, outside
