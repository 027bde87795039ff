"""The rows of a table without rules whose labels stand in the middle of the rows that they reach over.

Belongs here: telling rows by the distance of lines, and labels by the middle of their rows. Does not belong here: which
lines are such a table (centred).

Lines of one cell stand one pitch apart, two cells stand farther apart: so cells show themselves, and the column with the
most cells shows the rows. A label belongs to the rows in whose middle it stands. Only where the labels of each column part
all rows in one way, and every other cell stands at the height of a row, it is a table.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from statistics import median
from typing import Final

from pipelines.read.layout.chunks import Chunk, ChunkLine
from pipelines.read.layout.columns import Columns

_FEWEST_ROWS: Final = 3
_SLACK: Final = 0.12  # em: by how much the distance of lines of one cell may differ
_LEVEL: Final = 0.25  # em: how far cells at one height may be apart
_MIDDLE: Final = 0.4  # em: how far a label may stand from the middle of its rows
_MOST_WAYS: Final = 8

Cell = tuple[Chunk, ...]
PlacedCell = tuple[int, int, int, Cell]  # row, rows, column
_Span = tuple[int, int]  # rows, half-open


def by_column(lines: Sequence[ChunkLine], columns: Columns) -> list[list[Chunk]] | None:
    """The chunks of each column from top to bottom, each at its own height; None where one stands in two."""
    found: list[list[Chunk]] = [[] for _ in range(len(columns))]
    for line in lines:
        for chunk in line.chunks:
            first, last = columns.place(chunk)
            if first != last:
                return None
            heights = [(g.top + g.bottom) / 2 for g in chunk.glyphs if not g.text.isspace()]
            found[first].append(Chunk(chunk.glyphs, median(heights)))
    for column in found:
        column.sort(key=lambda c: (c.middle, c.x0))
    return found


class CentredRows:
    """The rows that cells show. ``pitch``: lines of a cell stand so far apart; 0 where no cell has two lines.

    ``at_top``: cells stand at the top of their rows, not in the middle.
    """

    def __init__(
        self,
        columns: Sequence[Sequence[Chunk]],
        pitch: float,
        totals: Sequence[ChunkLine],
        em: float,
        *,
        at_top: bool,
    ) -> None:
        self._em = em
        self._at_top = at_top
        self._totals = totals
        self._columns = [_cells(chunks, pitch + _SLACK * em if pitch else 0.0) for chunks in columns]
        counts = [len(cells) for cells in self._columns]
        self._own = counts.index(max(counts))  # the first column with a cell in every row
        self._half = 0.0  # from the middle of a row's outer line to its edge
        self._heights = [self._height(cell) for cell in self._columns[self._own]]

    def cells(self, begun: bool, is_open: bool) -> list[PlacedCell] | None:
        """Row, rows, column and chunks of each cell; None where one stands nowhere for certain."""
        count = len(self._heights)
        if (count < _FEWEST_ROWS and not begun and not is_open) or any(
            _holds_two_figures(c) for cells in self._columns for c in cells
        ):
            return None
        placed: dict[tuple[int, int], Cell] = {
            (row, self._own): c for row, c in enumerate(self._columns[self._own])
        }
        for column in range(self._own + 1, len(self._columns)):
            own = self._beside(column)
            if own is None:
                return None
            placed |= {(row, column): cell for row, cell in own.items()}
        filled = [
            sum((row, c) in placed for c in range(self._own + 1, len(self._columns))) for row in range(count)
        ]
        if min(filled) < 2:
            return None
        found = [
            (row, 1, column, placed.get((row, column), ()))
            for row in range(count)
            for column in range(self._own, len(self._columns))
        ]
        edges = self._edges(placed)
        allowed = list(range(count + 1))
        for column in range(self._own - 1, -1, -1):
            if begun and not self._columns[column]:
                found.append((0, count, column, ()))  # the label on the page before reaches over all of them
                continue
            spans = self._spans(self._columns[column], edges, allowed, begun, is_open and not self._totals)
            if spans is None:
                return None
            found += [
                (a, b - a, column, cell) for (a, b), cell in zip(spans, self._columns[column], strict=True)
            ]
            if spans[0][0]:
                found.append((0, spans[0][0], column, ()))  # its label stands on the page before
            allowed = sorted({0, spans[0][0], *(b for _, b in spans)})
        return found

    def _height(self, cell: Cell) -> float:
        """Where a cell stands: its middle, or its first line."""
        return cell[0].middle if self._at_top else (cell[0].middle + cell[-1].middle) / 2

    def _beside(self, column: int) -> dict[int, Cell] | None:
        """The cells of a column right of the names, by row. A figure with empty places above and below may be of all three."""
        found: dict[int, Cell] = {}
        for cell in self._columns[column]:
            height = self._height(cell)
            rows = [r for r, own in enumerate(self._heights) if abs(own - height) <= _LEVEL * self._em]
            if len(rows) != 1 or rows[0] in found:
                return None
            found[rows[0]] = cell
        count = len(self._heights)
        is_last = column == len(self._columns) - 1
        for row, cell in found.items():
            alone = 0 < row < count - 1 and not any(near in found for near in (row - 1, row + 1))
            if alone and (not is_last or any(c.is_figure and any(map(str.isdigit, c.text)) for c in cell)):
                return None
        return found

    def _edges(self, placed: dict[tuple[int, int], Cell]) -> list[float]:
        """The heights between rows, and of the outer ends: in the middle between what is printed in them."""
        extents = [(height, height) for height in self._heights]
        for (row, _), cell in placed.items():
            extents[row] = (min(extents[row][0], cell[0].middle), max(extents[row][1], cell[-1].middle))
        for cells in self._columns[: self._own]:
            for cell in cells:  # a label of one row may be its tallest cell
                row = min(range(len(extents)), key=lambda r: abs(self._heights[r] - self._height(cell)))
                others = (e for r, e in enumerate(extents) if r != row)
                within = any(
                    a - self._em < cell[-1].middle and cell[0].middle < b + self._em for a, b in others
                )
                if abs(self._heights[row] - self._height(cell)) <= _LEVEL * self._em and not within:
                    extents[row] = (
                        min(extents[row][0], cell[0].middle),
                        max(extents[row][1], cell[-1].middle),
                    )
        between = [(a[1] + b[0]) / 2 for a, b in pairwise(extents)]
        half = self._half = min([(b[0] - a[1]) / 2 for a, b in pairwise(extents)], default=self._em)
        last = (extents[-1][1] + self._totals[0].middle) / 2 if self._totals else extents[-1][1] + half
        return [extents[0][0] - half, *between, last]

    def _spans(
        self,
        cells: Sequence[Cell],
        edges: Sequence[float],
        allowed: Sequence[int],
        begun: bool,
        is_open: bool,
    ) -> list[_Span] | None:
        """The rows of each label in order: those in whose middle it stands; None where that goes in no way or in several.

        ``begun``: the first rows may have their label on the page before. ``is_open``: the last label may stand at the
        top of its rows, which go on on the next page.
        """
        if not cells:
            return None
        if self._at_top:
            return self._from_top(cells, allowed, begun)
        ways: list[list[_Span]] = [[(0, first)] for first in (allowed[:-1] if begun else [0])]
        for number, cell in enumerate(cells, start=1):
            is_last = number == len(cells)
            ways = [
                [*way, (way[-1][1], end)]
                for way in ways
                for end in allowed
                if end > way[-1][1]
                and (end == allowed[-1]) == is_last
                and self._stands(cell, edges, (way[-1][1], end), is_last and is_open)
            ]
            if len(ways) > _MOST_WAYS:
                return None
        return ways[0][1:] if len(ways) == 1 else None

    def _from_top(self, cells: Sequence[Cell], allowed: Sequence[int], begun: bool) -> list[_Span] | None:
        """The same where each label stands at the top of its rows: beside the first of them."""
        starts: list[int] = []
        for cell in cells:
            beside = [r for r in allowed[:-1] if abs(self._heights[r] - cell[0].middle) <= _LEVEL * self._em]
            starts += beside
            if len(beside) != 1:
                return None
        if starts != sorted(set(starts)) or (starts[0] and not begun):
            return None
        return list(pairwise([*starts, allowed[-1]]))

    def _stands(self, cell: Cell, edges: Sequence[float], span: _Span, is_open: bool) -> bool:
        """Whether a label stands in the middle of its rows, or at their top where it may."""
        top, bottom = edges[span[0]], edges[span[1]]
        if not (top < cell[0].middle and cell[-1].middle < bottom):
            return False
        off = abs((top + bottom) / 2 - self._height(cell))
        if is_open:
            off = min(off, abs(top + self._half - cell[0].middle))
        return off <= _MIDDLE * self._em


def _cells(chunks: Sequence[Chunk], reach: float) -> list[Cell]:
    """Chunks of a column as cells: those no farther apart than ``reach`` are one."""
    cells: list[list[Chunk]] = []
    for chunk in chunks:
        if cells and chunk.middle - cells[-1][-1].middle <= reach:
            cells[-1].append(chunk)
        else:
            cells.append([chunk])
    return [tuple(cell) for cell in cells]


def _holds_two_figures(cell: Cell) -> bool:
    return sum(chunk.is_figure for chunk in cell) > 1
