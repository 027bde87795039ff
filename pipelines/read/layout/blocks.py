"""Lines and grids of all pages of a PDF → blocks and tables over page breaks.

Belongs here: how pages are set (margins, distance of lines), what goes on on the next page. Does not belong here:
whether a line goes on in the next (lines), how two grids become one (stitch).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import sub
from statistics import median
from typing import Final

from pipelines.model.document import Block, BlockKind, Cell, Span, Table
from pipelines.read.layout.continues import goes_on
from pipelines.read.layout.furniture import PageLayout, find_furniture, find_notes
from pipelines.read.layout.grid import Grid, GridCell
from pipelines.read.layout.printed import PrintedLine
from pipelines.read.layout.ruleless_grid import head_rows
from pipelines.read.layout.stitch import stitch
from pipelines.read.layout.written import Written
from pipelines.read.lines import Line, find_wrap, join_lines
from pipelines.read.shapes import is_heading

_IDEOGRAPHS: Final = re.compile("[\u4e00-\u9fff]+")
_EM: Final = 12.0  # points, where a page has no ideograph to measure
_NO_WIDTH: Final = 0.5  # points: damaged files hold ideographs narrower than that
_FAR: Final = 1.9  # line pitches: a wider distance ends a paragraph
_TIGHTEST: Final = 10  # one in so many lines at least goes on from the line above
_APART: Final = 1.35  # of the distance of lines of one paragraph: a wider one lies between two paragraphs
_INDENT: Final = 8  # half ems: the deepest a first line is indented
_FAR_GAP: Final = 3  # empty lines that lines.py is told of then


@dataclass(slots=True)
class _TablePart:
    """A table that may go on: its grid so far, its last page, where it stands, header rows said again."""

    grid: Grid
    page: int
    pieces: list[Span]
    header_rows: int = 0
    repeated: list[PrintedLine] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Setting:
    """How pages of one width are set: left margin, half an em, distance of lines, the full width in columns.

    ``tight``: the distance of lines of one paragraph, which is smaller where paragraphs are set apart.
    """

    left: float
    half: float
    pitch: float
    tight: float
    columns: int


def build_blocks(
    layouts: Sequence[PageLayout], written: Written
) -> tuple[tuple[Block, ...], tuple[Table, ...]]:
    """Blocks in the order in which they begin, tables in the same order."""
    return _Blocks(layouts, written).build()


class _Blocks:
    """Lines and grids of all pages → blocks and tables over page breaks."""

    def __init__(self, layouts: Sequence[PageLayout], written: Written) -> None:
        self._layouts = layouts
        self._written = written
        self._furniture = find_furniture(layouts)
        self._notes = {line for page in layouts for line in find_notes(page, self._furniture)}
        widths = {round(p.width) for p in layouts} | {-round(p.width) for p in layouts if p.columns}
        self._settings = {width: self._setting(width) for width in widths}
        self._parts: list[_TablePart | tuple[int, list[Line]]] = []

    def build(self) -> tuple[tuple[Block, ...], tuple[Table, ...]]:
        """Blocks in the order in which they begin, tables in the same order."""
        for layout in self._layouts:
            self._page(layout)
        wraps = {
            width: find_wrap(
                [x for p in self._parts if not isinstance(p, _TablePart) and p[0] == width for x in p[1]],
                setting.columns,
            )
            for width, setting in self._settings.items()
        }
        blocks: list[Block] = []
        tables: list[Table] = []
        for part in self._parts:
            if isinstance(part, _TablePart) and len(part.grid.cells) == 1:
                blocks += self._label(part.grid.cells[0])
            elif isinstance(part, _TablePart):
                blocks.append(Block(BlockKind.TABLE, tuple(part.pieces), len(tables)))
                tables.append(self._table(part.grid, part.header_rows))
                blocks += [Block(BlockKind.FURNITURE, (self._written.spans[x],)) for x in part.repeated]
            else:
                blocks += join_lines(part[1], wraps[part[0]])
        return tuple(sorted(blocks, key=lambda b: b.span.start)), tuple(tables)

    def _page(self, layout: PageLayout) -> None:
        width = round(layout.width)
        if not layout.items:
            self._parts.append((width, []))  # nothing goes on over a page that is blank, or could not be read
        above: PrintedLine | None = None
        first = True
        for item in layout.items:
            if isinstance(item, Grid):
                self._add_grid(item, layout.number, first)
                above = None
            else:
                own, aside = _place(item, layout)
                line = self._line(item, above, self._settings[own], aside)
                last = self._parts[-1] if self._parts else None
                if last is None or isinstance(last, _TablePart) or last[0] != own:
                    self._parts.append((own, [line]))
                else:
                    last[1].append(line)
                above = item
            first = first and not isinstance(item, Grid) and item in self._furniture

    def _add_grid(self, grid: Grid, page: int, first: bool) -> None:
        last = self._open_table()
        span = self._written.grids[grid]
        if first and last is not None and last.page == page - 1 and goes_on(last.grid, grid):
            stitched = stitch(last.grid, grid)
            last.grid, last.page = stitched.grid, page
            last.pieces.append(span)
            last.repeated += stitched.repeated
            last.header_rows = last.header_rows or stitched.header_rows
        else:
            self._parts.append(_TablePart(grid, page, [span], head_rows(grid)))

    def _open_table(self) -> _TablePart | None:
        """The table after which nothing but furniture has come."""
        for part in reversed(self._parts):
            if isinstance(part, _TablePart):
                return part
            if not all(line.is_furniture for line in part[1]):
                return None
        return None

    def _line(self, line: PrintedLine, above: PrintedLine | None, setting: _Setting, aside: float) -> Line:
        left = setting.left + aside
        step = line.top - above.top if above is not None else 0.0
        is_far = step > setting.pitch * _FAR
        if above is not None and not aside:
            is_far |= _is_beside(line, above, setting.half * _INDENT)
        return Line(
            self._written.spans[line],
            line.text,
            max(0, round((line.x0 - left) / setting.half)),
            _FAR_GAP if is_far else 0,
            round((line.x1 - left) / setting.half),
            line in self._furniture,
            line in self._notes,
            step > setting.tight * _APART,
        )

    def _setting(self, width: int) -> _Setting:
        """How lines are set: of pages of this width, or of the columns of such pages, whose width is told as a negative one."""
        pages = [p for p in self._layouts if round(p.width) == abs(width)]
        prose = [
            [
                x
                for x in p.items
                if isinstance(x, PrintedLine) and x not in self._furniture and _place(x, p)[0] == width
            ]
            for p in pages
        ]
        lines = [line for page in prose for line in page]
        half = median([e for line in lines for e in _ems(line)] or [_EM]) / 2
        aside = [_place(line, p)[1] for p, page in zip(pages, prose, strict=True) for line in page]
        starts = Counter(round(line.x0 - by) for line, by in zip(lines, aside, strict=True))
        usual = [x for x, count in starts.items() if count * 20 >= len(lines)]
        left = float(min(usual)) if usual else 0.0
        right = width - left
        if width < 0:
            right = max(line.x1 - by for line, by in zip(lines, aside, strict=True))
        steps = [b.top - a.top for page in prose for a, b in pairwise(page) if b.top > a.top]
        steps = sorted(steps) or [half * 4]
        tight = steps[len(steps) // _TIGHTEST]
        return _Setting(left, half, median(steps), tight, round((right - left) / half))

    def _label(self, cell: GridCell) -> Iterator[Block]:
        """What stands beside a table inside a cell: it leads to that table."""
        pieces = tuple(_without_breaks(self._written.spans[line] for line in cell.lines))
        if pieces:
            yield Block(BlockKind.HEADING if is_heading(cell.text) else BlockKind.PARAGRAPH, pieces)

    def _table(self, grid: Grid, header_rows: int) -> Table:
        cells = []
        sides = {x for cell in grid.cells for x in (cell.x0, cell.x1)}
        columns = {x: grid.column(x) for x in sides}
        for cell in sorted(grid.cells, key=lambda c: (c.row, c.x0)):
            column = columns[cell.x0]
            pieces = tuple(_without_breaks(self._written.spans[line] for line in cell.lines))
            cells.append(Cell(cell.row, column, cell.row_span, max(1, columns[cell.x1] - column), pieces))
        return Table(grid.rows, len(grid.xs) - 1, tuple(cells), header_rows)


def _place(line: PrintedLine, page: PageLayout) -> tuple[int, float]:
    """How a line is set: the width of its page, or where it stands in one of two columns that width as a negative number, and by
    how much this column stands aside."""
    width = round(page.width)
    aside = None if page.columns is None else page.columns.place(line)
    return (width, 0.0) if aside is None else (-width, aside)


def _is_beside(line: PrintedLine, above: PrintedLine, indent: float) -> bool:
    """Whether no part of a line stands below the one above it: text around a frame does not go on in the frame. A first line may
    be indented by more than what is left of its sentence."""
    return line.x0 >= above.x1 or (line.x1 <= above.x0 and above.x0 - line.x0 > indent)


def _without_breaks(spans: Iterable[Span]) -> list[Span]:
    """Ranges between which something is printed; those of a broken number follow one another and become one."""
    joined: list[Span] = []
    for span in spans:
        if joined and joined[-1].end == span.start:
            joined[-1] = Span(joined[-1].start, span.end)
        else:
            joined.append(span)
    return joined


def _ems(line: PrintedLine) -> list[float]:
    """Widths of the ideographs of a line, but for those that have none."""
    edges = line.edges
    widths: list[float] = []
    for run in _IDEOGRAPHS.finditer(line.text):
        start, end = run.span()
        widths += map(sub, edges[start + 1 : end + 1], edges[start:end])
    return widths if not widths or min(widths) > _NO_WIDTH else [w for w in widths if w > _NO_WIDTH]
