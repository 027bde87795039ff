"""A table without rules as a grid like any other.

Belongs here: what was found, and the cells that it amounts to. Does not belong here: finding it (ruleless).
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.model.frozen import dataclass
from pipelines.read import shapes
from pipelines.read.layout.chunks import Chunk, ChunkLine
from pipelines.read.layout.columns import Columns
from pipelines.read.layout.grid import Grid, GridCell
from pipelines.read.layout.heads import HeadCell
from pipelines.read.layout.printed import PrintedLine, printed_lines
from pipelines.read.layout.records import Row


@dataclass(frozen=True, slots=True, eq=False)
class RulelessGrid(Grid):
    """A grid whose lines nobody printed; its first ``head`` rows are header.

    ``rest``: the row below them is the rest of the last row of the page before. ``centred``: labels stand in the middle
    of the rows that they reach over; ``pitch``: how far apart the lines of its cells are then.
    """

    head: int = 0
    rest: bool = False
    centred: bool = False
    pitch: float = 0.0


def head_rows(grid: Grid) -> int:
    """How many rows at the top are known to be header: those of a table without rules, which has one for certain."""
    return grid.head if isinstance(grid, RulelessGrid) else 0


@dataclass(frozen=True, slots=True)
class Found:
    """A table: header cells, rows below, columns, the lines from ``start`` to ``end``.

    ``serial``: its first column counts the rows. ``rest``: its first row is the rest of one on the page before.
    """

    head: list[HeadCell]
    rows: list[Row]
    columns: Columns
    start: int
    end: int
    serial: bool
    rest: bool = False


def build_grid(found: Found, lines: Sequence[ChunkLine]) -> RulelessGrid:
    """The grid of a table that was found among these lines of its page."""
    xs = found.columns.xs
    cells = [GridCell(h.row, h.row_span, xs[h.first], xs[h.last + 1], lines_of(h.chunks)) for h in found.head]
    above = max((h.row + h.row_span for h in found.head), default=0)
    named = {
        (h.row + down, c)
        for h in found.head
        for down in range(h.row_span)
        for c in range(h.first, h.last + 1)
    }
    cells += [
        GridCell(row, 1, xs[c], xs[c + 1], ())
        for row in range(above)
        for c in range(len(found.columns))
        if (row, c) not in named
    ]
    for number, row in enumerate(found.rows, above):
        inside = _cells(row, found.serial)
        taken = {c for first, last in inside for c in range(first, last + 1)}
        spans = [*inside, *((c, c) for c in range(len(found.columns)) if c not in taken)]
        cells += [GridCell(number, 1, xs[a], xs[b + 1], lines_of(inside.get((a, b), ()))) for a, b in spans]
    cells.sort(key=lambda c: (c.row, c.x0))
    glyphs = [g for x in lines[found.start : found.end] for c in x.chunks for g in c.glyphs]
    top, bottom = min(g.top for g in glyphs), max(g.bottom for g in glyphs)
    return RulelessGrid(above + len(found.rows), xs, top, bottom, tuple(cells), above, found.rest)


def _cells(row: Row, serial: bool) -> dict[tuple[int, int], list[Chunk]]:
    """The chunks of each cell by its first and last column.

    A total in a column that only counts the rows stands there because its cell reaches over the empty labels.
    """
    cells: dict[tuple[int, int], list[Chunk]] = {}
    for placed in row:
        for first, last, chunk in placed.chunks:
            cells.setdefault((first, last), []).append(chunk)
    label = "".join(chunk.text for chunk in cells.get((0, 0), ()))
    if serial and shapes.is_total(label) and not any(first <= 1 <= last for first, last in cells):
        cells[0, 1] = cells.pop((0, 0))
    return cells


def lines_of(chunks: Sequence[Chunk]) -> tuple[PrintedLine, ...]:
    """The lines that the chunks of a cell print."""
    return tuple(printed_lines(glyph for chunk in chunks for glyph in chunk.glyphs))
