"""Paragraphs of a DOC file written down as blocks: tables, cells, headings, numbers.

Belongs here: which paragraphs make a table, a row, a cell; headings; what stands behind the main text. Does not belong
here: what is printed of a paragraph (story), the grid (tables). Follows [MS-DOC] 2.4.3 to 2.4.5 (tables, cells, rows).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import groupby
from typing import Final

from pipelines.model.document import Loss, LossKind
from pipelines.read import shapes
from pipelines.read.breaks import group_lines
from pipelines.read.doc.fib import Story
from pipelines.read.doc.numbers import Numbers
from pipelines.read.doc.rows import define_row
from pipelines.read.doc.story import CELL_END, PAGE, Paragraph, Stories
from pipelines.read.doc.styles import Styles
from pipelines.read.doc.tables import Row, place
from pipelines.read.draft import Draft
from pipelines.read.grids import PlacedCell, PlacedTable
from pipelines.read.inner_tables import read_order
from pipelines.read.numbering import numbered

_BODY: Final = 9  # outline level of body text
_MOST_LISTED: Final = 0x7FE  # larger values of ilfo say that a paragraph has no number


class Composer:
    """Writes stories to a draft."""

    def __init__(self, draft: Draft, stories: Stories, styles: Styles, numbers: Numbers) -> None:
        self._draft = draft
        self._stories = stories
        self._styles = styles
        self._numbers = numbers
        self._tables = 0

    def write(self, story: Story) -> None:
        """A story's blocks."""
        self._blocks(list(self._stories.paragraphs(story)), 0)

    def write_furniture(self, stories: Iterable[Story]) -> None:
        """Running headers and footers, each wording once."""
        seen: set[str] = set()
        for story in stories:
            for paragraph in self._stories.paragraphs(story):
                text = paragraph.text.strip()
                if text and text not in seen:
                    seen.add(text)
                    lines = paragraph.text.replace(PAGE, "\n").split("\n")
                    self._draft.add_paragraph(lines, furniture=True)

    def _blocks(self, paragraphs: Sequence[Paragraph], depth: int) -> None:
        """Paragraphs and tables inside ``depth`` tables."""
        at = 0
        while at < len(paragraphs):
            end = at + 1
            if paragraphs[at].properties.depth > depth:
                while end < len(paragraphs) and paragraphs[end].properties.depth > depth:
                    end += 1
                self._table(paragraphs[at:end], depth + 1)
            else:
                while end < len(paragraphs) and paragraphs[end].properties.depth <= depth:
                    end += 1
                for paragraph in _joined(paragraphs[at:end]):
                    self._paragraph(paragraph)
            at = end

    def _paragraph(self, paragraph: Paragraph) -> None:
        properties = paragraph.properties
        contents = paragraph.is_contents or self._styles.is_contents(properties.style)
        for page in self._labelled(paragraph).split(PAGE):
            for group in group_lines(page.split("\n")):
                text = "".join(line.strip() for line in group)
                titled = properties.outline < _BODY and len(text) <= shapes.longest_heading()
                heading = titled and not shapes.ends_sentence(text)
                self._draft.add_paragraph(group, heading=heading, furniture=contents)
        for box in paragraph.boxes:
            self.write(box)

    def _labelled(self, paragraph: Paragraph) -> str:
        """The text with its automatic number."""
        number = paragraph.properties.list_number
        if paragraph.goes_on or not 1 <= number <= _MOST_LISTED:
            return paragraph.text
        return numbered(self._numbers.label(number, paragraph.properties.level), paragraph.text)

    def _table(self, paragraphs: Sequence[Paragraph], depth: int) -> None:
        table = place(list(_rows(paragraphs, depth)))
        nested = any(p.properties.depth > depth for cell in table.cells for p in cell.content)
        if len(table.cells) == 1 or (table.columns == 1 and nested):  # a frame around text, not a table
            for cell in table.cells:
                self._blocks(cell.content, depth)
            return
        holds = partial(_holds_table, depth=depth)
        for part in read_order(table, holds, _text) if nested else (table,):
            if isinstance(part, PlacedCell):
                self._blocks(part.content, depth)
            else:
                self._add_table(part)

    def _add_table(self, table: PlacedTable[list[Paragraph]]) -> None:
        cells = table.drafted(self._lines)
        if any(cell.lines for cell in cells):
            self._tables += 1
            if table.is_lost:
                self._draft.lose(Loss(LossKind.TABLE_NOT_READ, place=str(self._tables)))
            self._draft.add_table(table.rows, table.columns, cells, table.header_rows)

    def _lines(self, paragraphs: Iterable[Paragraph]) -> Iterator[str]:
        """Lines of a cell: its paragraphs, those of tables inside it, those of boxes anchored in it."""
        for paragraph in _joined(p for p in paragraphs if not p.properties.is_row_end):
            lines = self._labelled(paragraph).replace(PAGE, "\n").split("\n")
            yield from (line for line in lines if line.strip())
            for box in paragraph.boxes:
                yield from self._lines(self._stories.paragraphs(box))


def _holds_table(cell: PlacedCell[list[Paragraph]], depth: int) -> bool:
    """Whether a cell in ``depth`` tables holds another one of several columns; others are frames around its own text."""
    for is_inner, group in groupby(cell.content, lambda paragraph: paragraph.properties.depth > depth):
        inner = place(list(_rows(list(group), depth + 1))) if is_inner else None
        holds = partial(_holds_table, depth=depth + 1)
        if inner is not None and (inner.columns > 1 or any(map(holds, inner.cells))):
            return True
    return False


def _text(cell: PlacedCell[list[Paragraph]]) -> str:
    return "".join(paragraph.text for paragraph in cell.content)


def _rows(paragraphs: Sequence[Paragraph], depth: int) -> Iterator[Row[list[Paragraph]]]:
    """Rows of the table at this depth; rows that were deleted are left out, with all that they hold: LibreOffice has the deletion begin
    with the end of the row above."""
    cells: list[list[Paragraph]] = []
    cell: list[Paragraph] = []
    for paragraph in paragraphs:
        properties = paragraph.properties
        if properties.depth > depth:
            cell.append(paragraph)
        elif properties.is_row_end:
            if cell:
                cells.append(cell)
            if cells and not (paragraph.is_deleted and not _has_text(cells)):
                yield Row(define_row(properties.table), cells)
            cells, cell = [], []
        else:
            cell.append(paragraph)
            if paragraph.mark == CELL_END or properties.is_inner_cell_end:
                cells.append(cell)
                cell = []
    if cell:
        cells.append(cell)
    if _has_text(cells):
        yield Row(define_row(()), cells)


def _has_text(cells: Iterable[Iterable[Paragraph]]) -> bool:
    return any(p.text.strip() for held in cells for p in held)


def _joined(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """Paragraphs whose marks are not printed, put together with the one that follows."""
    begun: list[Paragraph] = []
    for paragraph in paragraphs:
        begun.append(paragraph)
        if not paragraph.goes_on:
            yield _as_one(begun)
            begun = []
    if begun:
        yield _as_one(begun)


def _as_one(paragraphs: Sequence[Paragraph]) -> Paragraph:
    """The last paragraph with what stands before it on its line."""
    if len(paragraphs) == 1:
        return paragraphs[0]
    text = "".join(p.text for p in paragraphs)
    return replace(paragraphs[-1], text=text, boxes=tuple(box for p in paragraphs for box in p.boxes))
