"""Cells of a page → grids with what is printed in them.

Belongs here: rows and columns, and glyphs into their cells. Does not belong here: which cells ruling lines enclose
(lattice), tables over pages (stitch).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter

from pipelines.model.frozen import dataclass
from pipelines.read.layout.cell_wrap import join_numbers, least_room
from pipelines.read.layout.downwards import downward_lines
from pipelines.read.layout.lattice import CellBox, Lattice
from pipelines.read.layout.open_cells import close_open_cells
from pipelines.read.layout.page import Edge, Glyph
from pipelines.read.layout.printed import PrintedLine, printed_lines
from pipelines.read.layout.straddle import cut_words, goes_on, is_clipped, is_cut


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
        place = bisect_left(self.xs, x)
        if place == len(self.xs) or (place and x - self.xs[place - 1] <= self.xs[place] - x):
            return place - 1
        return place


def find_grids(edges: Iterable[Edge], glyphs: Iterable[Glyph]) -> tuple[list[Grid], list[Glyph]]:
    """Grids of at least two cells from top to bottom, and the glyphs that lie in none of their cells.

    Raises TooManyLines.
    """
    outside = list(glyphs)
    grids: list[Grid] = []
    lattice = Lattice(edges)
    for table in lattice.tables():
        boxes = close_open_cells(table, lattice.down)
        boxes.sort(key=itemgetter(1, 0))
        xs = sorted({x for box in boxes for x in (box[0], box[2])})
        ys = sorted({y for box in boxes for y in (box[1], box[3])})
        inside, outside = _sort_into(boxes, xs, ys, outside)
        grids.append(_grid(boxes, xs, ys, inside))
    return sorted(grids, key=lambda g: g.top), outside


def has_strays(grids: Sequence[Grid], outside: Sequence[Glyph]) -> bool:
    """Whether something is printed between the outer lines of a grid and yet in none of its cells."""
    for grid in grids:
        top, bottom, left, right = (2 * side for side in (grid.top, grid.bottom, grid.xs[0], grid.xs[-1]))
        for glyph in outside:
            inside = top < glyph[2] + glyph[4] < bottom and left < glyph[1] + glyph[3] < right
            if inside and not glyph[0].isspace():
                return True
    return False


def has_clipped(grids: Sequence[Grid]) -> bool:
    """Whether words of a cell end over its right side, so that some of them may not be printed."""
    return any(
        is_clipped(line.text, line.x1, line.bottom - line.top, cell.x1)
        for grid in grids
        for cell in grid.cells
        for line in cell.lines
        if line.x1 > cell.x1 and not line.confidence
    )


def _grid(
    boxes: Sequence[CellBox],
    xs: Sequence[float],
    ys: Sequence[float],
    inside: Mapping[CellBox, Sequence[Glyph]],
) -> Grid:
    row = {y: number for number, y in enumerate(ys)}
    filled = {box: downward_lines(glyphs) or printed_lines(glyphs) for box, glyphs in inside.items()}
    least = least_room((box[2] - box[0], lines) for box, lines in filled.items())
    cells = []
    for box in boxes:
        left, top, right, bottom = box
        lines = join_numbers(filled[box], right - left, least) if box in filled else ()
        cells.append(GridCell(row[top], row[bottom] - row[top], left, right, lines))
    return Grid(len(ys) - 1, tuple(xs), ys[0], ys[-1], tuple(cells))


def _sort_into(
    boxes: Sequence[CellBox], xs: Sequence[float], ys: Sequence[float], glyphs: Sequence[Glyph]
) -> tuple[dict[CellBox, list[Glyph]], list[Glyph]]:
    """Glyphs by the cell in which their middle lies (a figure: by that in which it begins; words that a line cuts: by that which they
    are set in), and those in no cell."""
    column = {x: number for number, x in enumerate(xs)}
    row = {y: number for number, y in enumerate(ys)}
    at = {
        (down, across): box
        for box in boxes
        for across in range(column[box[0]], column[box[2]])
        for down in range(row[box[1]], row[box[3]])
    }

    def cell(x: float, y: float) -> CellBox | None:
        return at.get((bisect_right(ys, y) - 1, bisect_right(xs, x) - 1))

    homes = cut_words(glyphs, xs, cell)
    inside: dict[CellBox, list[Glyph]] = {}
    outside: list[Glyph] = []
    left = top = right = bottom = 0.0  # of the cell of the glyph before, where the next one mostly lies too
    there = outside
    before: Glyph | None = None
    hangs_over = False
    first, last = ys[0], ys[-1]
    for place, glyph in enumerate(glyphs):
        y = (glyph[2] + glyph[4]) / 2
        if before is None and not first <= y < last:  # above or below the table
            outside.append(glyph)
            continue
        x = (glyph[1] + glyph[3]) / 2
        if place in homes:
            left, top, right, bottom = homes[place]
            there = inside.setdefault(homes[place], [])
            there.append(glyph)
            before, hangs_over = glyph, False
            continue
        if not (left <= x < right and top <= y < bottom):
            hangs_over = (
                before is not None
                and x >= right
                and goes_on(before, glyph)
                and (hangs_over or is_cut(before, right) or is_cut(glyph, right))
            )
            if not hangs_over:
                box = cell(x, y)
                if box is None:
                    outside.append(glyph)
                    before = None
                    continue
                left, top, right, bottom = box
                there = inside.setdefault(box, [])
        there.append(glyph)
        before = glyph
    return inside, outside
