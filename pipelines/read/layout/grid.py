"""Cells of a page → grids with what is printed in them.

Belongs here: rows and columns, and glyphs into their cells. Does not belong here: which cells ruling lines enclose
(lattice), tables over pages (stitch).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from operator import itemgetter

from pipelines.model.frozen import dataclass
from pipelines.read.inner_tables import take_apart
from pipelines.read.layout.cell_wrap import join_numbers, least_room
from pipelines.read.layout.downwards import downward_lines
from pipelines.read.layout.inner_grids import inner_first, part_inner
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


@dataclass(frozen=True, slots=True)
class _Box:
    """A cell of a ruled table by its rows and its sides."""

    row: int
    row_span: int
    sides: CellBox


@dataclass(frozen=True, slots=True)
class _Ruled:
    """A ruled table: its cells from top to bottom, its lines, the glyphs of each cell, and the tables that cells hold."""

    boxes: Sequence[_Box]
    xs: Sequence[float]
    ys: Sequence[float]
    inside: dict[CellBox, list[Glyph]]
    inner: Mapping[CellBox, Sequence[_Ruled]]

    def holds(self, box: _Box) -> bool:
        """Whether a table stands in a cell."""
        return box.sides in self.inner

    def text(self, box: _Box) -> str:
        """What else stands in it."""
        return "".join(glyph.text for glyph in self.inside.get(box.sides, ()))

    def take_in(self) -> None:
        """Make what stands in the inner tables the text of the cells that hold them."""
        for sides, tables in self.inner.items():
            for table in tables:
                table.take_in()
                for glyphs in table.inside.values():
                    self.inside.setdefault(sides, []).extend(glyphs)


@dataclass(frozen=True, slots=True)
class Found:
    """The grids of a page from top to bottom, and the glyphs that lie in none of their cells.

    Grids have at least two cells; those of one are what stands beside a grid inside a cell of another. ``is_lost``: something is
    printed in none of the cells of a table, or what a grid inside a cell belongs to cannot be said: its text is that of the cell.
    """

    grids: list[Grid]
    outside: list[Glyph]
    is_lost: bool


def find_grids(edges: Iterable[Edge], glyphs: Iterable[Glyph]) -> Found:
    """The grids of a page. Raises TooManyLines."""
    outside = list(glyphs)
    lattice = Lattice(edges)
    tables, holders = part_inner([close_open_cells(table, lattice.down) for table in lattice.tables()])
    ruled: dict[int, _Ruled] = {}
    for number in inner_first(len(tables), holders):
        sides = sorted(tables[number], key=itemgetter(1, 0))
        xs = sorted({x for box in sides for x in (box[0], box[2])})
        ys = sorted({y for box in sides for y in (box[1], box[3])})
        row = {y: place for place, y in enumerate(ys)}
        boxes = [_Box(row[box[1]], row[box[3]] - row[box[1]], box) for box in sides]
        inside, outside = _sort_into(sides, xs, ys, outside)
        held: dict[CellBox, list[_Ruled]] = {}
        for inner, (outer, holder) in holders.items():
            if outer == number:
                held.setdefault(holder, []).append(ruled[inner])
        ruled[number] = _Ruled(boxes, xs, ys, inside, held)
    grids: list[Grid] = []
    lost = [_has_strays(ruled.values(), outside)]
    lost += [_add(table, grids, outside) for number, table in ruled.items() if number not in holders]
    return Found(sorted(grids, key=lambda grid: grid.top), outside, any(lost))


def _add(table: _Ruled, grids: list[Grid], outside: list[Glyph]) -> bool:
    """Add the grids of a table and of those inside it; whether some inside it were left in their cells."""
    parts = take_apart(table.boxes, table.holds, table.text) if table.inner else None
    if parts is None:
        table.take_in()
        grids.append(_grid(table, table.boxes, range(len(table.ys) - 1)))
        return bool(table.inner)
    is_lost = False
    for part in parts:
        if part.is_table:
            grids.append(_grid(table, part.cells, part.rows))
            continue
        behind: dict[int, float] = {}  # row → the end of the last table in it so far
        for box in sorted(part.cells, key=lambda box: (box.row, box.sides[0])):
            if table.holds(box):
                outside += table.inside.get(box.sides, ())
                for inner in table.inner[box.sides]:
                    is_lost |= _add(inner, grids, outside)
                behind[box.row] = max(inner.ys[-1] for inner in table.inner[box.sides])
            elif box.sides in table.inside:
                alone = _grid(table, [box], [box.row])
                grids.append(replace(alone, top=behind.get(box.row, alone.top)))
    return is_lost


def _has_strays(tables: Iterable[_Ruled], outside: Sequence[Glyph]) -> bool:
    """Whether something is printed between the outer lines of a table and yet in none of its cells."""
    for table in tables:
        sides = table.ys[0], table.ys[-1], table.xs[0], table.xs[-1]
        top, bottom, left, right = (2 * side for side in sides)
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


def _grid(table: _Ruled, boxes: Sequence[_Box], rows: Sequence[int]) -> Grid:
    """These rows of a table, or one of its cells."""
    filled = {
        box.sides: downward_lines(glyphs) or printed_lines(glyphs)
        for box in boxes
        if (glyphs := table.inside.get(box.sides))
    }
    least = least_room((sides[2] - sides[0], lines) for sides, lines in filled.items())
    cells = []
    for box in boxes:
        left, _, right, _ = box.sides
        lines = join_numbers(filled[box.sides], right - left, least) if box.sides in filled else ()
        cells.append(GridCell(rows.index(box.row), box.row_span, left, right, lines))
    if len(boxes) == 1:
        left, top, right, bottom = boxes[0].sides
        return Grid(1, (left, right), top, bottom, (replace(cells[0], row_span=1),))
    return Grid(len(rows), tuple(table.xs), table.ys[rows[0]], table.ys[rows[-1] + 1], tuple(cells))


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
