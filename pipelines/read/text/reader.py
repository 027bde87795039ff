"""TXT → Document: encoding, lines, and the layouts of county reports, mixed in any way.

Belongs here: decoding, and cutting the text into prose and tables. Does not belong here: joining prose (lines), laying
out tables (cell_lines, tab_rows).
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from pipelines.model.document import Block, BlockKind, Document, Span, Table
from pipelines.read import shapes
from pipelines.read.lines import Line, find_cut, find_wrap, join_lines, paragraph
from pipelines.read.result import Reason, Unreadable
from pipelines.read.source import Source
from pipelines.read.text.cell_lines import Draft, Row, lay_out
from pipelines.read.text.tab_rows import TAB, PrintedLine, TabTable, find_table

_LARGEST: Final = 16 * 1024 * 1024  # bytes: a report has less than one million
_ENDS_TABLE: Final = 2  # empty lines
_CONTROLS: Final = frozenset(map(chr, (*range(9), 11, *range(14, 26), *range(28, 32))))


@dataclass(frozen=True, slots=True)
class Region:
    """Rows of one-cell-per-line tables, and page numbers that stand between them."""

    rows: tuple[Row, ...]
    furniture: tuple[Span, ...]


class _Raw(PrintedLine):
    """A line as it stands in the text, all its spaces included."""

    __slots__ = ()

    @property
    def is_cell(self) -> bool:
        return self.text.startswith(TAB) and TAB not in self.text.strip()

    @property
    def is_empty(self) -> bool:
        return not self.is_cell and not self.text.strip()

    @property
    def span(self) -> Span:
        """Range of the printed characters."""
        lead = len(self.text) - len(self.text.lstrip())
        return Span(self.start + lead, self.start + max(lead, len(self.text.rstrip())))


def read(source: Source) -> Document:
    """Read a text file. Raises Unreadable: no encoding fits, or nothing is printed in it."""
    if len(source.data) > _LARGEST:
        raise Unreadable(Reason.TOO_LARGE)
    text = decode(source.data).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise Unreadable(Reason.EMPTY)
    parts = _cut(list(_raw_lines(text)))
    lines = [line for part in parts if isinstance(part, list) for line in part]
    wrap = find_cut(lines) or find_wrap(lines)
    blocks: list[Block] = []
    tables: list[Table] = []
    for part in parts:
        if isinstance(part, list):
            blocks += join_lines(part, wrap)
        elif isinstance(part, TabTable):
            blocks.append(Block(BlockKind.TABLE, (part.span,), len(tables)))
            tables.append(part.table(text))
        else:
            blocks += _region_blocks(part, text, tables)
    return Document(
        source.document_id, source.media_type, source.reader, text, tuple(blocks), tuple(tables), (), ()
    )


def decode(data: bytes) -> str:
    """By byte order mark, else strict UTF-8, else GB18030 (of which GBK and GB2312 are parts). Never by statistics.

    Raises Unreadable where none fits or the result is full of control characters.
    """
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encodings = ["utf-16"]
    elif data.startswith(codecs.BOM_UTF8):
        encodings = ["utf-8-sig"]
    else:
        encodings = ["utf-8", "gb18030"]
    for encoding in encodings:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        if sum(c in _CONTROLS for c in text) * 100 <= len(text):
            return text
    raise Unreadable(Reason.CORRUPT)


def _raw_lines(text: str) -> Iterator[_Raw]:
    start = 0
    for line in text.split("\n"):
        yield _Raw(start, line)
        start += len(line) + 1


def _cut(raw: Sequence[_Raw]) -> list[list[Line] | Region | TabTable]:
    """Runs of prose lines and tables, in order."""
    parts: list[list[Line] | Region | TabTable] = []
    run: list[Line] = []
    index = gap = 0
    while index < len(raw):
        table = find_table(raw, index)
        if table is not None:
            parts += [run, table] if run else [table]
            run, gap, index = [], 0, index + table.lines
            continue
        if raw[index].is_cell:
            parts += [run] if run else []
            region, index = _region(raw, index)
            parts.append(region)
            run, gap = [], 0
            continue
        if raw[index].is_empty:
            gap += 1
        else:
            run.append(_line(raw[index], gap))
            gap = 0
        index += 1
    return [*parts, run] if run else parts


def _line(raw: _Raw, gap: int) -> Line:
    content = raw.text.strip()
    indent = shapes.width(raw.text[: len(raw.text) - len(raw.text.lstrip())])
    return Line(raw.span, content, indent, gap, indent + shapes.width(content))


def _region(raw: Sequence[_Raw], index: int) -> tuple[Region, int]:
    """The table region that begins at ``index``, and the index of the line after it."""
    rows: list[Row] = []
    furniture: list[Span] = []
    cells: list[tuple[Span, ...]] = []
    begin = empty = 0
    end = index
    while index < len(raw) and empty < _ENDS_TABLE:
        line = raw[index]
        if line.is_empty:
            empty += 1
            if cells:
                rows.append(Row(tuple(cells), Span(begin, end)))
                cells = []
        elif line.is_cell:
            begin = begin if cells else line.start
            end = line.start + len(line.text)
            cells.append((line.span,) if line.text.strip() else ())
            empty = 0
        elif shapes.is_page_number(line.text.strip()):
            furniture.append(line.span)
            empty = 0
        elif cells and cells[-1] and _inside_row(raw, index):
            cells[-1] = (*cells[-1], line.span)
            end = line.start + len(line.text)
        else:
            break
        index += 1
    if cells:
        rows.append(Row(tuple(cells), Span(begin, end)))
    return Region(tuple(rows), tuple(furniture)), index


def _inside_row(raw: Sequence[_Raw], index: int) -> bool:
    """Whether a line without a tab is the second line of a cell: cells follow it without an empty line."""
    while index < len(raw) and not raw[index].is_cell and not raw[index].is_empty:
        index += 1
    return index < len(raw) and raw[index].is_cell


def _region_blocks(region: Region, text: str, tables: list[Table]) -> list[Block]:
    blocks = [Block(BlockKind.FURNITURE, (span,)) for span in region.furniture]
    for part in lay_out(region.rows, text):
        if isinstance(part, Draft):
            blocks.append(Block(BlockKind.TABLE, _together(part.spans, text), len(tables)))
            tables.append(part.table())
        else:
            blocks.append(paragraph([_line(_Raw(part.start, text[part.start : part.end]), 0)]))
    return sorted(blocks, key=lambda b: b.span.start)


def _together(spans: Sequence[Span], text: str) -> tuple[Span, ...]:
    """Ranges of rows, those joined between which nothing else is printed."""
    joined = [spans[0]]
    for span in spans[1:]:
        if text[joined[-1].end : span.start].strip():
            joined.append(span)
        else:
            joined[-1] = Span(joined[-1].start, span.end)
    return tuple(joined)
