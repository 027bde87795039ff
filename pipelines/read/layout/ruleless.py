"""Tables without rules and three-line tables (三线表): found by the columns that white space shows.

Belongs here: which lines of a page may be such a table, and when that is certain. Does not belong here: columns,
headers and rows themselves (columns, heads, ruleless_rows).

Certain means: a header with words over every column, at least one column of figures, rows that can be cut in one way
only, and never two figures in one cell. Anything else stays the lines that it is: prose, signatures, contents.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from pipelines.read import shapes
from pipelines.read.layout.centred import find_centred, go_on_centred, heads_nothing
from pipelines.read.layout.certain import figure_columns, fills, is_certain
from pipelines.read.layout.chunks import ChunkLine, chunk_lines, find_em
from pipelines.read.layout.columns import (
    Columns,
    add_empty_columns,
    columns_below,
    find_columns,
    merge_columns,
)
from pipelines.read.layout.furniture import WORDS_MARGIN, PageLayout
from pipelines.read.layout.grid import Grid
from pipelines.read.layout.heads import SPREAD, HeadCell, find_head, is_title
from pipelines.read.layout.onward import counts_rows, holds_figures, is_rest_below, is_said, same_head
from pipelines.read.layout.page import Edge, Glyph
from pipelines.read.layout.printed import PrintedLine
from pipelines.read.layout.ruleless_grid import Found, RulelessGrid, build_grid
from pipelines.read.layout.ruleless_rows import TableBody
from pipelines.read.layout.rules import horizontal_rules
from pipelines.read.layout.runs import COLUMN_GAP, FAR, RULED_GAP, Runs

_MOST_LINES: Final = 400  # of a page: more is a drawing
_MOST_CHUNKS: Final = 4_000
_NEXT: Final = 1.9  # em: the next line of the same header is not farther away
_HEAD_LINES: Final = 8
_QUICK_GAP: Final = 0.33  # of the height of a line
_SPACES: Final = re.compile(" +")


def may_hold_columns(lines: Sequence[PrintedLine]) -> bool:
    """Whether lines of a page have gaps that no sentence has: a quick look that spares pages of prose the long one."""
    gaps = 0
    for line in lines:
        if " " not in line.text:
            continue
        least = _QUICK_GAP * (line.bottom - line.top)
        wide = sum(
            line.edges[found.end()] - line.edges[found.start()] > least
            for found in _SPACES.finditer(line.text)
        )
        gaps += wide if wide > 1 or any(c.isdigit() for c in line.text) else 0
    return gaps > 1


def find_ruleless(
    glyphs: Sequence[Glyph], edges: Sequence[Edge], begun: Grid | None = None, margin: float = 0.0
) -> tuple[list[RulelessGrid], list[Glyph], bool]:
    """Tables from top to bottom among these glyphs, which lie in no closed grid, the glyphs outside them, and whether
    lines are left that can only be a table.

    ``begun`` is a table of this kind that may go on at the top of this page (see ``open_table``);
    ``margin`` is how far down running headers reach.
    """
    em = find_em(glyphs)
    lines = chunk_lines(glyphs, em)
    if len(lines) > _MOST_LINES or sum(len(line.chunks) for line in lines) > _MOST_CHUNKS:
        return [], list(glyphs), False
    finder = _Finder(lines, horizontal_rules(edges), em, margin)
    grids = finder.find(begun)
    for found in find_centred(lines, finder.spans, em, begun):
        finder.taken += lines[found.start : found.end]
        grids.append(found.grid)
    unread = finder.breaks_off or heads_nothing(lines, finder.taken, em)
    if not grids:
        return [], list(glyphs), unread
    taken = {id(g) for line in finder.taken for chunk in line.chunks for g in chunk.glyphs}
    return grids, [glyph for glyph in glyphs if id(glyph) not in taken], unread


def open_table(page: PageLayout) -> Grid | None:
    """The table of this kind with which a page ends, what stands in its lower margin aside."""
    for item in reversed(page.items):
        in_margin = item.top >= page.height * (1 - WORDS_MARGIN)
        if isinstance(item, PrintedLine) and (in_margin or shapes.is_page_number(item.text)):
            continue
        return item if isinstance(item, RulelessGrid) else None
    return None


class _Finder:
    """The tables among the lines of one page."""

    def __init__(self, lines: Sequence[ChunkLine], rules: Sequence[Edge], em: float, margin: float) -> None:
        self._lines = lines
        self._rules = rules
        self._body = TableBody(lines, rules)
        self._em = em
        self._margin = margin
        self._middle = sum((min(x.chunks[0].x0 for x in lines), max(x.chunks[-1].x1 for x in lines))) / 2
        self.taken: list[ChunkLine] = []
        self.spans: list[tuple[int, int]] = []
        self.breaks_off = False  # a table of the page before goes on here, nobody knows how

    def find(self, begun: Grid | None) -> list[RulelessGrid]:
        """Tables from top to bottom."""
        grids: list[RulelessGrid] = []
        floor = 0
        centred = isinstance(begun, RulelessGrid) and begun.centred
        if begun is not None and centred:
            floor = self._centred_below(begun, grids)
            begun = None
        for first, last in Runs(self._lines, self._em).find():
            if first < floor:
                continue
            em = find_em(g for x in self._lines[first : last + 1] for c in x.chunks for g in c.glyphs)
            found = self._begun(first, last, begun, em) if begun and not grids else None
            found = found or self._table(first, last, floor, em)
            if found is not None and begun is not None and not grids:
                found = self._below(begun, found)
            if found is not None:
                self.taken += self._lines[found.start : found.end]
                self.spans.append((found.start, found.end))
                grids.append(build_grid(found, self._lines))
                floor = found.end
        if begun is not None and not grids:
            self._centred_below(begun, grids)
        return grids

    def _centred_below(self, above: Grid, grids: list[RulelessGrid]) -> int:
        """Takes the rows at the top of the page that go on with a table, by the middle of its cells; the line below them."""
        lines = self._lines
        for margin in (0.0, self._margin):
            start = next(
                (i for i, x in enumerate(lines) if not self._is_outside(x, above, margin)), len(lines)
            )
            found = go_on_centred(lines, start, above, self._em)
            if found is not None:
                self.taken += lines[found.start : found.end]
                self.spans.append((found.start, found.end))
                grids.append(found.grid)
                return found.end
            top = lines[start : start + 1]
            self.breaks_off |= any(
                len(x.chunks) > 2 and columns_below(above.xs, top, 0.0) is not None for x in top
            )
        return 0

    def _below(self, above: Grid, found: Found) -> Found:
        """A table at the top of the page on the lines of the one above it, where it has the same header."""
        alone = all(self._is_outside(line, above, self._margin) for line in self._lines[: found.start])
        if not alone or len(above.xs) != len(found.columns.xs) or not same_head(found.head, above):
            return found
        return replace(found, columns=replace(found.columns, xs=above.xs))

    def _is_outside(self, line: ChunkLine, above: Grid, margin: float) -> bool:
        """Whether a line is a running header, a page number, or stands beside the table."""
        return (
            line.middle < margin
            or shapes.is_page_number(line.text)
            or line.chunks[-1].x1 < above.xs[0]
            or line.chunks[0].x0 > above.xs[-1]
        )

    def _begun(self, first: int, last: int, above: Grid | None, em: float) -> Found | None:
        """Rows at the top of the page in the columns of the table above."""
        if above is None:
            return None
        start = next(
            (i for i in range(first + 1) if not self._is_outside(self._lines[i], above, self._margin)), first
        )
        columns = columns_below(above.xs, self._lines[first : last + 1], RULED_GAP * em)
        if columns is None or (start < first - _HEAD_LINES):
            return None
        lead = (c for x in self._lines[start:first] for c in x.chunks)
        for head in range(start, first):
            cells = find_head(self._lines[start : head + 1], columns, em)
            if cells and same_head(cells, above):
                return self._onward(cells, start, head + 1, last, columns, above, em)
        if any(not columns.holds(chunk) or is_said(chunk, above) for chunk in lead):
            return None
        return self._onward([], start, start, last, columns, above, em)

    def _onward(
        self,
        head: list[HeadCell],
        start: int,
        body: int,
        last: int,
        columns: Columns,
        above: Grid,
        em: float,
    ) -> Found | None:
        """Rows from ``body`` on, of which the first may be the rest of the last row of the page before."""
        rows, end = self._body.rows(body, last, columns, em, begun=True)
        if not rows or (not head and not figure_columns(rows, len(columns))):
            return None
        rest = not any(chunk.is_figure for line in rows[0] for *_, chunk in line.chunks)
        if rest and not holds_figures(above):
            rest = not fills(rows[0], 0)  # in a table of words, what has a first cell is a row
        if rest and not is_rest_below(rows[0], above, em):
            return None
        return Found(head, rows, columns, start, end, counts_rows(above), rest)

    def _table(self, first: int, last: int, floor: int, em: float) -> Found | None:
        ruled = self._hints(first, floor, em)
        gap = (RULED_GAP if ruled else COLUMN_GAP) * em
        columns = find_columns(self._lines[first : last + 1], gap)
        if columns is None:
            return None
        reach = self._reach(first, last, em)
        for body in range(first, max(floor, first - _HEAD_LINES) - 1, -1):
            open_above = False
            for start in range(body - 1, max(floor, body - _HEAD_LINES) - 1, -1):
                fitting = self._headed(start, body, columns)
                head = find_head(self._lines[start:body], fitting, em, reach)
                if head is None:
                    continue
                if open_above and not any(cell.row for cell in head):
                    break  # the line above belongs to this header, and only a row of groups tells how
                if start > floor and self._may_be_more(start, head, fitting, em, reach):
                    open_above = True
                    continue
                rows, end = self._body.rows(body, last, fitting, em)
                found = Found(head, rows, fitting, start, end, 0 in figure_columns(rows, len(fitting)))
                if rows and is_certain(head, rows, len(fitting), em):
                    return found
                break
        return None

    def _reach(self, first: int, last: int, em: float) -> float:
        """How far apart the rows of a table stand: the two rows of its header are no farther."""
        steps = (b.middle - a.middle for a, b in pairwise(self._lines[max(0, first - 1) : last + 1]))
        return SPREAD * max((step for step in steps if step <= FAR * em), default=0.0)

    def _may_be_more(
        self, start: int, head: Sequence[HeadCell], columns: Columns, em: float, reach: float
    ) -> bool:
        """Whether the line above a header may be one more row of it, of which nobody can tell what it heads."""
        above = self._lines[start - 1]
        step = self._lines[start].middle - above.middle
        if step > _NEXT * em:
            # several titles as far above as rows are apart are a row of the header, one is a title
            return step <= reach and len(above.chunks) > 1 and not is_title(above, columns, self._middle, em)
        corner = all(cell.first > 0 for cell in head)
        twice = len({cell.text for cell in head}) < len(head)
        return corner or twice or not is_title(above, columns, self._middle, em)

    def _headed(self, start: int, body: int, columns: Columns) -> Columns:
        """Columns of which several have one header cell and nothing below it are one; a header may head nothing."""
        columns = add_empty_columns(columns, self._lines[body - 1])
        placed = [
            (*place, c)
            for x in self._lines[start:body]
            for place, c in zip(columns.place_header(x), x.chunks, strict=True)
        ]
        joined: list[tuple[int, int]] = []
        for first, last, chunk in placed:
            alone = not any(a <= last and first <= b and c is not chunk for a, b, c in placed)
            if first < last and alone:
                joined.append((first, last))
        if not joined:
            return columns
        ranges: list[tuple[int, int]] = []
        column = 0
        while column < len(columns):
            end = next((b for a, b in joined if a == column), column)
            ranges.append((column, end))
            column = end + 1
        return merge_columns(columns, ranges) if len(ranges) > 1 else columns

    def _hints(self, first: int, floor: int, em: float) -> bool:
        """Whether rules stand above and below the header: two within a few lines above the first figures."""
        top = self._lines[max(floor, first - _HEAD_LINES)].middle - 2 * em
        return sum(top < r.top < self._lines[first].middle for r in self._rules) >= 2
