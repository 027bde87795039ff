"""Book: a document with the way from the offsets of a quote to what is printed there.

Belongs here: runs, blocks, cells and captions by their offsets, looked up for every quote. Does not belong here: what stands around
one quote (around).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from functools import cached_property, lru_cache
from operator import attrgetter, itemgetter, sub
from typing import Any, NamedTuple, TypeVar

from pipelines.model.document import BlockKind, Box, Cell, Document, Place, Run, Span
from pipelines.quality.verify.numbers import Printed, fold, numbers

CAPTION_REACH = 160
CAPTION_LINES = 4
"""So many characters and lines before a table may announce its unit before the page does."""

_SHORT = 100
"""So many characters has a piece of a cell at most whose folded form is remembered."""

T = TypeVar("T")
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
            text = "".join([without_space(raw[start:end]) for start, end in cell.pieces])
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


def without_space(text: str) -> str:
    """Folded, and without white space."""
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
