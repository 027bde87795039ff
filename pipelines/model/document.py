"""Document: what a reader makes of one file, whatever its format.

Belongs here: the text in reading order, its blocks, tables and pages, and the way back from a character to its
place. Does not belong here: how a format is parsed (read) and what the words mean (extract).

``Document.text`` is raw: characters exactly as printed, blocks separated by newlines, table cells included, in
reading order. Everything else points into it with half-open offsets.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import field
from enum import StrEnum
from operator import attrgetter
from typing import NamedTuple, TypeVar, cast

from pipelines.model.atlas import Atlas
from pipelines.model.flow import Flow, join_pieces
from pipelines.model.frozen import dataclass

T = TypeVar("T")


class Span(NamedTuple):
    """Half-open range of character offsets into ``Document.text``.

    A tuple, as no other object is made, compared and looked up so often.
    """

    start: int
    end: int

    def holds(self, other: Span) -> bool:
        """Whether the other range lies in this one, its ends included."""
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        """Whether the two ranges share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Box:
    """Rectangle on a page in points, origin at the top left."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Place:
    """Where a span lies: page number from 1 (None where the format has no pages), block number, box."""

    page: int | None
    block: int | None
    box: Box | None


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive characters on one printed line: character ``start + i`` lies between ``edges[i]`` and ``edges[i+1]``.

    ``confidence``: how sure recognition (OCR) was of each character, 0 to 1; empty where the characters were not
    recognised but stand in the file.
    """

    start: int
    page: int
    top: float
    bottom: float
    edges: tuple[float, ...]
    confidence: tuple[float, ...] = ()

    @property
    def end(self) -> int:
        """Offset after the last character."""
        return self.start + len(self.edges) - 1


@dataclass(frozen=True, slots=True)
class Page:
    """A printed page: its number from 1, its text range, its size in points.

    A sheet of a workbook is a page without a size; ``name`` is the sheet's name, else empty.
    """

    number: int
    start: int
    end: int
    width: float
    height: float
    name: str = ""


class BlockKind(StrEnum):
    """What a block is for. FURNITURE is set apart: page numbers, running headers, tables of contents."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    TABLE = "table"
    FURNITURE = "furniture"


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of the reading order.

    ``pieces`` are the raw ranges that make it up, one per printed line where the format wraps lines, so that a
    sentence goes on over wraps, page numbers and pages. ``table`` is the index into ``Document.tables``.
    """

    kind: BlockKind
    pieces: tuple[Span, ...]
    table: int | None = None

    @property
    def span(self) -> Span:
        """From the first to the last character, furniture between them included."""
        return Span(self.pieces[0].start, self.pieces[-1].end)


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell at its top-left grid place. An empty cell has no pieces."""

    row: int
    column: int
    row_span: int
    column_span: int
    pieces: tuple[Span, ...]


READING_ORDER = attrgetter("row", "column")
"""Cells from left to right, one row after the other."""


@dataclass(frozen=True, slots=True)
class Table:
    """A grid of cells; merged cells occur once, at their top left. A table cut by pages is one Table.

    ``header_rows``: how many rows at the top the format itself marks as header, 0 where it marks none.
    """

    rows: int
    columns: int
    cells: tuple[Cell, ...]
    header_rows: int = 0
    _memo: list[tuple[tuple[Cell | None, ...], ...]] = field(
        default_factory=list, init=False, repr=False, compare=False
    )

    def grid(self) -> tuple[tuple[Cell | None, ...], ...]:
        """``rows`` rows of ``columns`` cells; a merged cell stands at every place that it covers."""
        if not self._memo:  # asked for by the extractor, the labels of evidence and the second reading
            self._memo.append(tuple(map(tuple, self._laid_out())))
        return self._memo[0]

    def _laid_out(self) -> list[list[Cell | None]]:
        grid: list[list[Cell | None]] = [[None] * self.columns for _ in range(self.rows)]
        for cell in self.cells:
            for row in range(cell.row, min(cell.row + cell.row_span, self.rows)):
                for column in range(cell.column, min(cell.column + cell.column_span, self.columns)):
                    grid[row][column] = cell
        return grid


class LossKind(StrEnum):
    """What a reader knows that it did not read. Sentences for people: lexicon/reading.toml."""

    PAGE_NOT_READ = "page_not_read"
    TABLE_NOT_READ = "table_not_read"
    PART_NOT_READ = "part_not_read"
    MEMBER_NOT_READ = "member_not_read"


@dataclass(frozen=True, slots=True)
class Loss:
    """A part of the file that is not in the text: its page (None where there are none) and, in words, which part."""

    kind: LossKind
    page: int | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Document:
    """One file as read. ``document_id`` is the first 16 hex digits of the SHA-256 of the file's bytes.

    ``losses``: what could not be read although the rest could; each becomes a problem for a person. ``blocks_read``: the
    reader's own blocks, where some were made tables since: places are told by these, as they are stored.
    """

    document_id: str
    media_type: str
    reader: str
    text: str
    blocks: tuple[Block, ...]
    tables: tuple[Table, ...]
    pages: tuple[Page, ...]
    runs: tuple[Run, ...]
    losses: tuple[Loss, ...] = ()
    blocks_read: tuple[Block, ...] | None = None
    _memo: _Memo = field(default_factory=lambda: _Memo(), init=False, repr=False, compare=False)

    def flow(self, part: Block | Cell | Span) -> Flow:
        """Reading text of a block, cell or range: wraps joined, each character with its raw offset."""
        pieces = (part,) if isinstance(part, Span) else part.pieces
        found = self._memo.flows.get(pieces)
        if found is None:
            found = self._memo.flows[pieces] = join_pieces(self.text, pieces)
        return found

    def remember(self, name: str, make: Callable[[Document], T]) -> T:
        """What ``make`` gives for this document, worked out once and kept under ``name``."""
        if name not in self._memo.made:
            self._memo.made[name] = make(self)
        return cast(T, self._memo.made[name])

    def quote(self, span: Span) -> str:
        """The raw characters of a span."""
        return self.text[span.start : span.end]

    def is_recognised(self, span: Span) -> bool:
        """Whether any character of the span comes from recognition (OCR)."""
        return self._recognised().first(span.start, span.end) is not None

    def locate(self, span: Span) -> Place:
        """Page, block and enclosing box of a span; the box covers the part on the span's first page."""
        page = self.page_at(span)
        return Place(page, self.block_at(span), None if page is None else self.box_on(span, page))

    def page_at(self, span: Span) -> int | None:
        """The page on which a span begins; None where the format has no pages."""
        return self._pages().first(span.start, span.start + 1)

    def block_at(self, span: Span) -> int | None:
        """Number of the first block that holds a character of the span; None where it lies between blocks."""
        return min(self._blocks().meeting(span.start, span.end), default=None)

    def table_at(self, span: Span) -> int | None:
        """Number of the table that a span lies in whole, furniture between its pages included; None outside of tables."""
        for place, table in self._tables().meeting(span.start, span.end):
            if place.holds(span):
                return table
        return None

    def box_on(self, span: Span, page: int) -> Box | None:
        """The box around the characters of a span that stand on this page; None where none does."""
        boxes = list(self.boxes_on(span, page))
        if len(boxes) < 2:
            return boxes[0] if boxes else None
        return Box(
            min([b.x0 for b in boxes]),
            min([b.top for b in boxes]),
            max([b.x1 for b in boxes]),
            max([b.bottom for b in boxes]),
        )

    def boxes_on(self, span: Span, page: int) -> Iterator[Box]:
        """A box for each printed line of a span on this page."""
        for run in self._runs().meeting(span.start, span.end):
            if run.page == page:
                start, edges = run.start, run.edges
                first = span.start - start if span.start > start else 0
                yield Box(edges[first], run.top, edges[min(span.end - start, len(edges) - 1)], run.bottom)

    def _pages(self) -> Atlas[int]:
        if self._memo.pages is None:
            self._memo.pages = Atlas.of((page.start, page.end, page.number) for page in self.pages)
        return self._memo.pages

    def _blocks(self) -> Atlas[int]:
        if self._memo.blocks is None:
            self._memo.blocks = Atlas.of(
                (piece.start, piece.end, place)
                for place, block in enumerate(self.blocks_read or self.blocks)
                for piece in block.pieces
            )
        return self._memo.blocks

    def _tables(self) -> Atlas[tuple[Span, int]]:
        if self._memo.tables is None:
            tables = [(block.span, block.table) for block in self.blocks if block.table is not None]
            self._memo.tables = Atlas.of((place.start, place.end, (place, table)) for place, table in tables)
        return self._memo.tables

    def _recognised(self) -> Atlas[Run]:
        if self._memo.recognised is None:
            self._memo.recognised = Atlas.of((r.start, r.end, r) for r in self.runs if r.confidence)
        return self._memo.recognised

    def _runs(self) -> Atlas[Run]:
        if self._memo.runs is None:
            self._memo.runs = Atlas.of((run.start, run.end, run) for run in self.runs)
        return self._memo.runs


@dataclass(slots=True)
class _Memo:
    """What a document has worked out about itself once; no part of what it says."""

    flows: dict[tuple[Span, ...], Flow] = field(default_factory=dict)
    made: dict[str, object] = field(default_factory=dict)
    pages: Atlas[int] | None = None
    blocks: Atlas[int] | None = None
    tables: Atlas[tuple[Span, int]] | None = None
    runs: Atlas[Run] | None = None
    recognised: Atlas[Run] | None = None
