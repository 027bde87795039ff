"""Around: the characters of a quote in its document, and what stands about it.

Belongs here: the way from a quote's offsets to its printed characters, its table cell, the labels of that cell, its
place on the page. Does not belong here: judging any of it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property, lru_cache
from operator import attrgetter, itemgetter, sub
from typing import Any, NamedTuple, TypeVar

from pipelines.model.document import BlockKind, Box, Cell, Document, Place, Run, Span
from pipelines.model.frozen import dataclass
from pipelines.quality.verify.numbers import Printed, fold, numbers

CAPTION_REACH = 160
CAPTION_LINES = 4
"""So many characters and lines before a table may announce its unit before the page does."""

FORM_REACH = 1500
"""So many characters above a line of a copied form its header stands."""

SENTENCE = 240
"""So many characters before a figure its sentence begins at the most."""

_SHORT = 100
"""So many characters has a piece of a cell at most whose folded form is remembered."""

T = TypeVar("T")
_HAN = re.compile("[\u4e00-\u9fff]")
_UNITS = re.compile("[万亿千百]?元|[人名个位户辆台次]|万|亿")
_CELL_ENDS = re.compile(r"[\t|｜]")
_CLOSED = re.compile(r"\([^()]*\)")
_PLACE = attrgetter("start", "end")


class _Lines(NamedTuple):
    """The runs of a document in order, with where they start and end, and how long the longest is: for boxes alone."""

    runs: list[Run]
    starts: list[int]
    ends: list[int]
    longest: int

    @classmethod
    def of(cls, document: Document) -> _Lines:
        runs = sorted(document.runs, key=attrgetter("start"))
        starts, ends = [run.start for run in runs], [run.end for run in runs]
        return cls(runs, starts, ends, max(map(sub, ends, starts), default=0))


class Book:
    """A document with what is looked up for every quote: runs, blocks and cells by their offsets."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.furniture = sorted(
            (piece for b in document.blocks if b.kind is BlockKind.FURNITURE for piece in b.pieces),
            key=_PLACE,
        )
        blocks = [(piece, number) for number, b in enumerate(document.blocks) for piece in b.pieces]
        self._blocks = sorted(blocks)
        self._block_starts = [piece.start for piece, _ in self._blocks]
        self._reach = _furthest([piece for piece, _ in self._blocks])
        cells = [
            (piece, t, cell) for t, table in enumerate(document.tables) for cell in table.cells for piece in cell.pieces
        ]  # fmt: skip
        self._cells = sorted(cells, key=itemgetter(0))
        self._cell_starts = [piece.start for piece, *_ in self._cells]
        self._tables = {
            b.table: b.span.start for b in reversed(document.blocks) if b.table is not None and b.pieces
        }
        self._ends = {b.table: b.span.end for b in document.blocks if b.table is not None and b.pieces}
        self.grids = [table.grid() for table in document.tables]
        self._found: dict[tuple[str, int], Any] = {}
        self._texts: dict[int, str] = {}

    @cached_property
    def numbers(self) -> tuple[Printed, ...]:
        """All numbers of the document."""
        return numbers(fold(self.document.text))

    def printed(self, span: Span) -> str:
        """The characters of a span without the page numbers and running heads that stand inside it."""
        parts, start = [], span.start
        for piece in self.furniture:
            if piece.start >= span.end:
                break
            if piece.start >= start and piece.end <= span.end and piece != span:
                parts.append(self.document.text[start : piece.start])
                start = piece.end
        return "".join([*parts, self.document.text[start : span.end]])

    def place(self, span: Span) -> Place:
        """Page, first block and box on that page: what Document.locate says, found by offsets."""
        page = next((p.number for p in self.document.pages if p.start <= span.start < p.end), None)
        return Place(page, self.block(span), None if page is None else self._box(span, page))

    def block_start(self, span: Span) -> int:
        """Where the block begins that a span begins in; the span itself where it lies between blocks."""
        number = self.block(span)
        return span.start if number is None else self.document.blocks[number].span.start

    def block(self, span: Span) -> int | None:
        """The number of the first block that a span touches."""
        start, end = span
        found: int | None = None
        for place in range(bisect_right(self._block_starts, end - 1) - 1, -1, -1):
            if self._reach[place] <= start:
                break
            (begins, ends), number = self._blocks[place]
            if start < ends and begins < end and (found is None or number < found):
                found = number
        return found

    @cached_property
    def _lines(self) -> _Lines:
        return _Lines.of(self.document)

    def _box(self, span: Span, page: int) -> Box | None:
        runs, starts, ends, longest = self._lines
        first = max(0, bisect_right(starts, span.start - longest) - 1)
        boxes = [
            _part(runs[at], ends[at], span)
            for at in range(first, bisect_right(starts, span.end - 1))
            if span.start < ends[at] and runs[at].page == page
        ]
        if len(boxes) < 2:
            return boxes[0] if boxes else None
        return Box(
            min(b.x0 for b in boxes),
            min(b.top for b in boxes),
            max(b.x1 for b in boxes),
            max(b.bottom for b in boxes),
        )

    def cells_in(self, span: Span) -> list[tuple[int, Cell]]:
        """The table cells that a span touches, with the number of their table."""
        last = bisect_right(self._cell_starts, span.end - 1)
        found = []
        for place in range(last - 1, -1, -1):
            piece, table, cell = self._cells[place]
            if not span.overlaps(piece):
                break
            found.append((table, cell))
        return found[::-1]

    def remembered(self, key: tuple[str, int], find: Callable[[], T]) -> T:
        """What was found for a table the first time."""
        if key not in self._found:
            self._found[key] = find()
        found: T = self._found[key]
        return found

    def text_of(self, cell: Cell) -> str:
        """The folded characters of a cell of this document without white space."""
        text = self._texts.get(id(cell))
        if text is None:
            raw = self.document.text
            text = "".join([_bare(raw[start:end]) for start, end in cell.pieces])
            self._texts[id(cell)] = text
        return text

    def table_text(self, table: int) -> str:
        """All cells of a table, one a line."""
        cells = self.document.tables[table].cells
        return self.remembered(("text", table), lambda: "\n".join(filter(None, map(self.text_of, cells))))

    def caption(self, table: int) -> list[str]:
        """The last lines above a table."""
        lines = self.before_table(table, CAPTION_REACH).split("\n")
        return [line for line in lines if line.strip()][-CAPTION_LINES:]

    def line_below(self, table: int) -> str:
        """The folded line right below a table."""
        end = self._ends.get(table, len(self.document.text))
        below = self.document.text[end : end + CAPTION_REACH].strip()
        return fold(below.split("\n", 1)[0])

    def before_table(self, table: int, reach: int | None) -> str:
        """The folded text that ends where a table begins."""
        end = self._tables.get(table, 0)
        start = 0 if reach is None else max(0, end - reach)
        return fold(self.document.text[start:end])


@dataclass(frozen=True)
class Around:
    """One quote in its book. Texts are folded; those of cells have no white space."""

    book: Book
    span: Span

    @cached_property
    def quote(self) -> str:
        """The quoted characters."""
        return fold(self.book.printed(self.span))

    @property
    def sheet(self) -> str:
        """The folded name of the sheet that the quote stands on, empty outside of workbooks."""
        document = self.book.document
        page = document.page_at(self.span)
        return next((fold(p.name) for p in document.pages if p.number == page), "")

    @cached_property
    def numbers(self) -> tuple[Printed, ...]:
        """The numbers of the quote."""
        return numbers(self.quote)

    @cached_property
    def cells(self) -> list[tuple[int, Cell]]:
        """The cells that the quote stands in."""
        return self.book.cells_in(self.span)

    @cached_property
    def row(self) -> str:
        """All cells that stand in a row of the quote, cells merged over several rows included, one a line.

        Without a table, the cells of the printed line that was copied as text; the quote where it is no such line.
        """
        if not self.cells:
            return self._copied_row or self.quote
        grid = self.book.grids[self.cells[0][0]]
        rows = sorted({cell.row for _, cell in self.cells})
        return "\n".join(self._texts(cell for row in rows for cell in grid[row]))

    @property
    def _copied_row(self) -> str:
        text = self.book.document.text
        end = text.find("\n", self.span.end)
        line = text[text.rfind("\n", 0, self.span.start) + 1 : None if end < 0 else end]
        return "\n".join(map(_bare, _CELL_ENDS.split(line))) if _CELL_ENDS.search(line) else ""

    @cached_property
    def column(self) -> str:
        """All cells in the column of the quote, one a line; empty where there is no table."""
        if not self.cells:
            return ""
        number, cell = self.cells[-1]
        return "\n".join(self._texts(row[cell.column] for row in self.book.grids[number]))

    @cached_property
    def all_cells(self) -> str:
        """All cells of the table, one a line; the quote's block where there is no table."""
        return self.book.table_text(self.cells[0][0]) if self.cells else self.passage

    @property
    def table_numbers(self) -> tuple[Printed, ...]:
        """The numbers of all cells."""
        if not self.cells:
            return numbers(self.all_cells)
        return self.book.remembered(("numbers", self.cells[0][0]), lambda: numbers(self.all_cells))

    @cached_property
    def is_bare_cell(self) -> bool:
        """Whether the figure stands alone in a cell of a table, its words in other cells."""
        return bool(self.cells) and not _HAN.search(_UNITS.sub("", self.book.text_of(self.cells[-1][1])))

    @cached_property
    def clause(self) -> str:
        """The quote without white space."""
        return "".join(self.quote.split())

    @cached_property
    def sentence(self) -> str:
        """The words of the sentence up to the end of the quote, closed brackets left out.

        Empty where they are cells of a line that was copied as text, and for a quote of digits alone.
        """
        if not _HAN.search(self.quote):
            return ""
        within = [cell.pieces[0].start for _, cell in self.cells[-1:]] or [self.book.block_start(self.span)]
        text = self.book.document.text[max(self.span.start - SENTENCE, *within, 0) : self.span.end]
        if _CELL_ENDS.search(text):
            return ""
        return _CLOSED.sub("", "".join(fold(text).split()).rpartition("。")[2])

    @cached_property
    def passage(self) -> str:
        """The folded text of the block that the quote begins in, the quote included."""
        number = self.book.block(self.span)
        if number is None:
            return self.quote
        block = self.book.document.blocks[number].span
        whole = Span(min(block.start, self.span.start), max(block.end, self.span.end))
        return fold(self.book.printed(whole))

    @cached_property
    def before(self) -> str:
        """The folded text before the quote."""
        return fold(self.book.document.text[: self.span.start])

    def after(self, reach: int) -> str:
        """The folded text behind the quote, up to the end of its sentence."""
        text = self.book.document.text[self.span.end : self.span.end + reach]
        return fold(text.partition("。")[0])

    def labels(self) -> Iterator[str]:
        """The words that a cell may stand under: its column, its row, the lines above the table.

        Without a table, as in a form that was copied as text: its passage and the lines above it.
        """
        if not self.cells:
            yield self.passage
            yield self.before[-FORM_REACH:]
            return
        number, cell = self.cells[-1]
        grid = self.book.grids[number]
        yield from self._texts(grid[row][cell.column] for row in range(cell.row))
        yield from self._texts(grid[cell.row][: cell.column])
        yield from self.book.caption(number)

    def _texts(self, cells: Iterable[Cell | None]) -> list[str]:
        texts: dict[int, str] = {}
        for cell in cells:
            if cell is not None and id(cell) not in texts:
                texts[id(cell)] = self.book.text_of(cell)
        return [text for text in texts.values() if text]


def _bare(text: str) -> str:
    return _remembered(text) if len(text) <= _SHORT else fold("".join(text.split()))


@lru_cache(maxsize=8192)
def _remembered(text: str) -> str:
    return fold("".join(text.split()))


def _part(run: Run, end: int, span: Span) -> Box:
    first, last = max(run.start, span.start), min(end, span.end)
    return Box(run.edges[first - run.start], run.top, run.edges[last - run.start], run.bottom)


def _furthest(pieces: list[Span]) -> list[int]:
    """For each piece, the furthest end among it and all before it."""
    furthest, ends = 0, []
    for piece in pieces:
        furthest = max(furthest, piece.end)
        ends.append(furthest)
    return ends
