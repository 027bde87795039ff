"""Paragraphs of a DOC file written down as blocks: tables, cells, headings, numbers.

Belongs here: which paragraphs make a table, a row, a cell; headings; what stands behind the main text. Does not belong
here: what is printed of a paragraph (story), the grid (tables). Follows [MS-DOC] 2.4.3 (tables), 2.4.4 (nested).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from pipelines.model.document import Loss, LossKind
from pipelines.read import shapes
from pipelines.read.doc.fib import Story
from pipelines.read.doc.numbers import Numbers
from pipelines.read.doc.rows import define_row
from pipelines.read.doc.story import CELL_END, Paragraph, Stories
from pipelines.read.doc.styles import Styles
from pipelines.read.doc.tables import Row, place
from pipelines.read.draft import Draft, DraftCell

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
                    self._draft.add_paragraph(paragraph.text.split("\n"), furniture=True)

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
        for group in grouped((self._label(paragraph) + paragraph.text).split("\n")):
            text = "".join(line.strip() for line in group)
            titled = properties.outline < _BODY and len(text) <= shapes.longest_heading()
            heading = titled and not shapes.ends_sentence(text)
            self._draft.add_paragraph(group, heading=heading, furniture=contents)
        for box in paragraph.boxes:
            self.write(box)

    def _label(self, paragraph: Paragraph) -> str:
        number = paragraph.properties.list_number
        if paragraph.goes_on or not 1 <= number <= _MOST_LISTED:
            return ""
        return self._numbers.label(number, paragraph.properties.level)

    def _table(self, paragraphs: Sequence[Paragraph], depth: int) -> None:
        rows = list(_rows(paragraphs, depth))
        table = place(rows)
        if table.is_guessed:
            self._draft.lose(Loss(LossKind.TABLE_NOT_READ, place=f"table {self._tables + 1}"))
        if len(table.cells) == 1:  # a frame around text, not a table
            self._blocks(table.cells[0].content, depth)
            return
        cells = [
            DraftCell(c.row, c.column, c.row_span, c.column_span, tuple(self._lines(c.content)))
            for c in table.cells
        ]
        if any(cell.lines for cell in cells):
            self._tables += 1
            self._draft.add_table(table.rows, table.columns, cells, table.header_rows)

    def _lines(self, paragraphs: Iterable[Paragraph]) -> Iterator[str]:
        """Lines of a cell: its paragraphs, those of tables inside it, those of boxes anchored in it."""
        for paragraph in _joined(paragraphs):
            yield from (
                line for line in (self._label(paragraph) + paragraph.text).split("\n") if line.strip()
            )
            for box in paragraph.boxes:
                yield from self._lines(self._stories.paragraphs(box))


def _rows(paragraphs: Sequence[Paragraph], depth: int) -> Iterator[Row[list[Paragraph]]]:
    """Rows of the table at this depth; rows that were deleted are left out."""
    cells: list[list[Paragraph]] = []
    cell: list[Paragraph] = []
    for paragraph in paragraphs:
        properties = paragraph.properties
        if properties.depth > depth:
            cell.append(paragraph)
        elif properties.is_row_end:
            if cell:
                cells.append(cell)
            if cells and not paragraph.is_deleted:
                yield Row(define_row(properties.table), cells)
            cells, cell = [], []
        else:
            cell.append(paragraph)
            if paragraph.mark == CELL_END or properties.is_inner_cell_end:
                cells.append(cell)
                cell = []
    if cell:
        cells.append(cell)
    if any(p.text.strip() for held in cells for p in held):
        yield Row(define_row(()), cells)


def _joined(paragraphs: Iterable[Paragraph]) -> Iterator[Paragraph]:
    """Paragraphs whose marks are not printed, put together with the one that follows."""
    begun: Paragraph | None = None
    for paragraph in paragraphs:
        if begun is not None:
            paragraph = replace(
                paragraph, text=begun.text + paragraph.text, boxes=begun.boxes + paragraph.boxes
            )
        begun = paragraph if paragraph.goes_on else None
        if begun is None:
            yield paragraph
    if begun is not None:
        yield begun


_LONG_LINE: Final = 20  # characters: a shorter line before a manual break is a line of its own


def grouped(lines: Sequence[str]) -> Iterator[list[str]]:
    """Lines of one paragraph that a manual break cuts: those that only go on stay together."""
    group: list[str] = []
    for line in lines:
        content = line.strip()
        if not content:
            continue
        if group and not _continues(group[-1].strip(), content):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _continues(above: str, line: str) -> bool:
    return len(above) >= _LONG_LINE and not (
        shapes.ends_sentence(above) or shapes.is_heading(above) or shapes.begins_item(line)
    )
