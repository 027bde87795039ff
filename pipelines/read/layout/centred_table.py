"""One table without rules whose labels stand in the middle of their rows: its lines as a grid.

Belongs here: rows, totals and cells of lines that are taken for such a table. Does not belong here: which lines those are
(centred), telling rows apart (centred_rows).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from operator import itemgetter
from typing import Final

from pipelines.read import shapes
from pipelines.read.layout.centred_rows import CentredRows, PlacedCell, by_column
from pipelines.read.layout.chunks import ChunkLine
from pipelines.read.layout.columns import Columns
from pipelines.read.layout.grid import Grid, GridCell
from pipelines.read.layout.heads import HeadCell
from pipelines.read.layout.ruleless_grid import RulelessGrid, lines_of

_SAME: Final = 0.3  # em: what is nearer stands on one line
_NEAREST: Final = 1.0  # em: no two lines of one cell are nearer

_place = itemgetter(0, 2)


class CentredTable:
    """Lines of which the first ``body`` are a header. ``begun``: the table that it goes on with; ``is_open``: it may go on."""

    def __init__(
        self,
        lines: Sequence[ChunkLine],
        body: int,
        columns: Columns,
        head: Sequence[HeadCell],
        em: float,
        *,
        begun: Grid | None,
        is_open: bool,
    ) -> None:
        self._lines = lines
        self._body = body
        self._em = em
        self._columns = columns
        self._head = head
        self._begun = begun is not None
        self._above = begun.pitch if isinstance(begun, RulelessGrid) else 0.0
        self._is_open = is_open
        self._pitch = 0.0

    def holds(self, line: ChunkLine) -> bool:
        """Whether a line above the header is no farther from it than its own lines are apart."""
        return self._lines[0].middle - line.middle <= max(self._pitch, _NEAREST * self._em)

    def grid(self) -> RulelessGrid | None:
        """The table; None where it does not come out even, or in more than one way."""
        totals = self._totals()
        body = self._lines[self._body : len(self._lines) - len(totals)]
        chunks = by_column(body, self._columns)
        if chunks is None or not any(chunks):
            return None
        steps = [
            b.middle - a.middle
            for c in chunks
            for a, b in pairwise(c)
            if b.middle - a.middle > _SAME * self._em
        ]
        pitch = min([*steps, *([self._above] if self._above else [])], default=0.0)
        if pitch < _NEAREST * self._em:
            return None
        ways: list[tuple[float, list[PlacedCell]]] = []
        for wrap in (pitch, 0.0):
            for at_top in (False, True):
                rows = CentredRows(chunks, wrap, totals, self._em, at_top=at_top)
                cells = rows.cells(self._begun, self._is_open)
                if cells is not None and all(sorted(cells, key=_place) != way for _, way in ways):
                    ways.append((wrap, sorted(cells, key=_place)))
        if len(ways) != 1:
            return None
        self._pitch = ways[0][0]
        first = self._lines[self._body].middle
        if self._body and first - self._lines[self._body - 1].middle <= self._pitch:
            return None
        return self._built(ways[0][1], totals)

    def _totals(self) -> list[ChunkLine]:
        """The last lines, where they are totals."""
        first = len(self._lines)
        while first > self._body and shapes.is_total(self._lines[first - 1].chunks[0].text):
            first -= 1
        return list(self._lines[first:])

    def _built(
        self,
        cells: Sequence[PlacedCell],
        totals: Sequence[ChunkLine],
    ) -> RulelessGrid:
        columns, head = self._columns, self._head
        xs = columns.xs
        above = max((h.row + h.row_span for h in head), default=0)
        built = [GridCell(h.row, h.row_span, xs[h.first], xs[h.last + 1], lines_of(h.chunks)) for h in head]
        headed = {c for h in head for c in range(h.first, h.last + 1)}
        corners = set(range(len(columns))) - headed if head else set()
        built += [GridCell(0, above, xs[c], xs[c + 1], ()) for c in corners]
        built += [
            GridCell(above + row, span, xs[c], xs[c + 1], lines_of(chunks)) for row, span, c, chunks in cells
        ]
        rows = above + max(row + span for row, span, *_ in cells)
        for number, line in enumerate(totals, rows):
            said = {columns.place(c)[0]: c for c in line.chunks[1:]}
            first = min(said, default=len(columns))
            built.append(GridCell(number, 1, xs[0], xs[first], lines_of(line.chunks[:1])))
            built += [
                GridCell(number, 1, xs[c], xs[c + 1], lines_of([said[c]] if c in said else []))
                for c in range(first, len(columns))
            ]
        glyphs = [g for x in self._lines for c in x.chunks for g in c.glyphs]
        top, bottom = min(g.top for g in glyphs), max(g.bottom for g in glyphs)
        built.sort(key=lambda c: (c.row, c.x0))
        return RulelessGrid(
            rows + len(totals), xs, top, bottom, tuple(built), above, centred=True, pitch=self._pitch
        )
