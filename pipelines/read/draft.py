"""A Document being written down: text grows block by block, spans come out of it.

Belongs here: appending lines, paragraphs and tables for formats that do not come as plain text (docx). Does not
belong here: formats.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipelines.model.document import Block, BlockKind, Cell, Document, Loss, Page, Span, Table
from pipelines.read import shapes
from pipelines.read.source import Source


class DraftCell(NamedTuple):
    """A cell with its lines of text, before it has a place in the document's text."""

    row: int
    column: int
    row_span: int
    column_span: int
    lines: tuple[str, ...]


class Draft:
    """Collects blocks in reading order. Every line of a block and every cell has its own span."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._blocks: list[Block] = []
        self._tables: list[Table] = []
        self._pages: list[tuple[int, str]] = []
        self._losses: list[Loss] = []

    def add_paragraph(self, lines: Sequence[str], *, heading: bool = False, furniture: bool = False) -> None:
        """One block of these lines, in the kind that its shape or the caller says; nothing where all are blank."""
        pieces = self._write(lines)
        if not pieces:
            return
        text = lines[0].strip() if len(lines) == 1 else "".join(line.strip() for line in lines)
        if furniture or shapes.is_furniture(text):
            kind = BlockKind.FURNITURE
        else:
            kind = BlockKind.HEADING if heading or shapes.is_heading(text) else BlockKind.PARAGRAPH
        self._blocks.append(Block(kind, pieces))

    def add_table(self, rows: int, columns: int, cells: Sequence[DraftCell], header_rows: int = 0) -> None:
        """A table; its cells in printed order. Cells are set apart by tabs, lines and rows by newlines."""
        start = length = self._length
        parts = self._parts
        placed: list[Cell] = []
        last = 0
        for row, column, row_span, column_span, lines in cells:
            if row != last:
                parts.append("\n")
                length += 1
                last = row
            pieces: list[Span] = []
            for line in lines:
                text = line.strip()
                if text:
                    begin = length if len(text) == len(line) else length + line.index(text)
                    pieces.append(Span(begin, begin + len(text)))
                    parts.append(line)
                    parts.append("\n")
                    length += len(line) + 1
            if pieces:
                parts[-1] = "\t"  # one character as well, after the last line of the cell
            else:
                parts.append("\t")
                length += 1
            placed.append(Cell(row, column, row_span, column_span, tuple(pieces)))
        self._length = length
        self._append("\n")
        self._blocks.append(Block(BlockKind.TABLE, (Span(start, self._length),), len(self._tables)))
        self._tables.append(Table(rows, columns, tuple(placed), header_rows))

    def begin_page(self, name: str = "") -> None:
        """What follows stands on a new page without a size: a sheet of a workbook."""
        self._pages.append((self._length, name))

    def lose(self, loss: Loss) -> None:
        """Note what is in the file and not in the text."""
        self._losses.append(loss)

    def document(self, source: Source) -> Document:
        """What has been collected."""
        ends = [start for start, _ in self._pages[1:]] + [self._length]
        return Document(
            source.document_id,
            source.media_type,
            source.reader,
            "".join(self._parts),
            tuple(self._blocks),
            tuple(self._tables),
            tuple(
                Page(number, start, end, 0.0, 0.0, name)
                for number, ((start, name), end) in enumerate(zip(self._pages, ends, strict=False), 1)
            ),
            (),
            tuple(self._losses),
        )

    def _write(self, lines: Sequence[str]) -> tuple[Span, ...]:
        """Lines, each with its end; the spans of those that are not blank, without surrounding space."""
        spans: list[Span] = []
        for line in lines:
            text = line.strip()
            if text:
                start = self._length
                if len(text) != len(line):
                    start += line.index(text)
                spans.append(Span(start, start + len(text)))
                self._parts += (line, "\n")
                self._length += len(line) + 1
        return tuple(spans)

    def _append(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)
