"""A story (正文、页眉、脚注) in order: paragraphs with their automatic numbers, tables, text boxes.

Belongs here: walking blocks, what joins or cuts paragraphs, which paragraph is a heading. Does not belong here: the
characters of a paragraph (inline), merged cells (table).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from lxml import etree

from pipelines.read.breaks import lines_of, write_paragraph
from pipelines.read.docx.inline import InlineReader
from pipelines.read.docx.lists import Lists
from pipelines.read.docx.losses import DocxLosses
from pipelines.read.docx.names import (
    CELL_PROPERTIES,
    DELETED,
    MOVED_AWAY,
    NUMBERING,
    OUTLINE,
    PARAGRAPH,
    PARAGRAPH_PROPERTIES,
    PARAGRAPH_STYLE,
    RUN,
    RUN_PROPERTIES,
    SECTION,
    TABLE,
    UNSEEN,
    VAL,
    VANISH,
    W,
    child,
    is_on,
    leading,
    number,
    value,
)
from pipelines.read.docx.styles import BODY_TEXT, Style, Styles
from pipelines.read.docx.table import Grid, GridCell, find_cells
from pipelines.read.draft import Draft
from pipelines.read.grids import PlacedCell
from pipelines.read.inner_tables import read_order
from pipelines.read.numbering import numbered

_IMPORTED: Final = frozenset({W + "altChunk", W + "subDoc"})
_BLOCKS: Final = _IMPORTED | {PARAGRAPH, TABLE}
_CONTROL: Final = W + "sdt"
_NO_LIST: Final = "0"
_CHARACTERS: Final = W + "t"
_GALLERIES: Final = frozenset({"Table of Contents", "目录"})


# style, outline level, list, its level, whether the mark is unprinted and ends a section: as the paragraph says it
_Said = tuple[str | None, int | None, str | None, int | None, bool, bool]
_NOTHING_SAID: Final[_Said] = (None, None, None, None, False, False)


@dataclass(frozen=True, slots=True)
class _Facts:
    """What a paragraph says about itself.

    ``goes_on``: its mark is not printed, the next one follows on its line. ``ends_section``: an empty one is nothing
    but the end of a section and shows no number.
    """

    style: Style
    outline: int | None
    num_id: str | None
    level: int
    goes_on: bool
    ends_section: bool


class StoryReader:
    """Writes the blocks of one story after another into a draft."""

    def __init__(
        self, draft: Draft, inline: InlineReader, styles: Styles, lists: Lists, losses: DocxLosses
    ) -> None:
        self.draft = draft
        self._inline = inline
        self._styles = styles
        self._lists = lists
        self._losses = losses
        self._tables = 0
        self._known: dict[_Said, _Facts] = {}

    def read(self, parent: etree._Element, *, furniture: bool = False) -> None:
        """Paragraphs and tables below ``parent``, through wrappers such as content controls."""
        begun: list[etree._Element] = []
        for kind, element in _blocks(parent):
            if kind == PARAGRAPH:
                begun.append(element)
                facts = self._facts(element)
                if not facts.goes_on:
                    self._paragraph(begun, facts, furniture=furniture)
                    begun = []
                continue
            if begun:
                self._paragraph(begun, self._facts(begun[-1]), furniture=furniture)
                begun = []
            if kind == TABLE:
                self._table(element, furniture=furniture)
            elif kind in _IMPORTED:
                self._losses.part(element)
            else:  # the table of contents
                self.read(element, furniture=True)
        if begun:
            self._paragraph(begun, self._facts(begun[-1]), furniture=furniture)

    def _paragraph(self, elements: list[etree._Element], facts: _Facts, *, furniture: bool) -> None:
        """Write down one printed paragraph: several elements where the marks between them are not printed."""
        text, boxes, contents = self._printed(elements, facts)
        titled = facts.style.is_heading if facts.outline is None else facts.outline < BODY_TEXT
        write_paragraph(
            self.draft, text, titled=titled, furniture=furniture or contents or facts.style.is_contents
        )
        for box in boxes:
            self.read(box, furniture=furniture)

    def _printed(
        self, elements: list[etree._Element], facts: _Facts
    ) -> tuple[str, list[etree._Element], bool]:
        """Characters with the automatic number in front; text boxes; whether it is a line of the contents."""
        inline = self._inline
        text = inline.read(elements[0], facts.style)
        boxes, contents = inline.boxes, inline.is_contents
        if len(elements) > 1:
            boxes = list(boxes)
            texts = [text]
            for element in elements[1:]:
                texts.append(inline.read(element, facts.style))
                boxes += inline.boxes
                contents |= inline.is_contents
            text = "".join(texts)
        if facts.num_id is not None and (text.strip() or not (facts.goes_on or facts.ends_section)):
            text = numbered(self._lists.label(facts.num_id, facts.level), text)
        return text, boxes, contents

    def _facts(self, paragraph: etree._Element) -> _Facts:
        """Most paragraphs say the same of themselves: each set of facts is made once."""
        properties = leading(paragraph, PARAGRAPH_PROPERTIES)
        if properties is None:
            said = _NOTHING_SAID
        else:
            style_id: str | None = None
            outline = level = None
            num_id: str | None = None
            goes_on = ends_section = False
            for element in properties:
                tag = element.tag
                if tag == PARAGRAPH_STYLE:
                    style_id = element.get(VAL)
                elif tag == NUMBERING:
                    num_id = value(element, W + "numId")
                    level = number(value(element, W + "ilvl"))
                elif tag == OUTLINE:
                    outline = number(element.get(VAL))
                elif tag == RUN_PROPERTIES:
                    goes_on = _is_unprinted(element)
                elif tag == SECTION:
                    ends_section = True
            said = style_id, outline, num_id, level, goes_on, ends_section
        return self._made(said)

    def _made(self, said: _Said) -> _Facts:
        facts = self._known.get(said)
        if facts is None:
            facts = self._known[said] = self._make_facts(said)
        return facts

    def _make_facts(self, said: _Said) -> _Facts:
        style_id, outline, num_id, level, goes_on, ends_section = said
        style = self._styles.style(style_id)
        num_id = style.num_id if num_id is None else num_id
        level = style.level if level is None else level
        return _Facts(
            style, outline, None if num_id == _NO_LIST else num_id, level or 0, goes_on, ends_section
        )

    def _table(self, element: etree._Element, *, furniture: bool) -> None:
        grid = find_cells(element)
        is_frame = len(grid.cells) == 1 or (
            grid.columns == 1 and any(child(cell.content, TABLE) is not None for cell in grid.cells)
        )
        if is_frame or furniture:  # set around text, not a table
            for cell in grid.cells:
                self.read(cell.content, furniture=furniture)
            return
        nested = element.find(".//" + TABLE) is not None
        for part in read_order(grid, _holds_table, _text) if nested else (grid,):
            if isinstance(part, PlacedCell):
                self.read(part.content)
            else:
                self._add_table(part)

    def _add_table(self, grid: Grid) -> None:
        self._tables += 1
        if grid.is_lost:
            self._losses.table(self._tables)
        drafted = grid.drafted(self._cell_lines)
        if any(cell.lines for cell in drafted):
            self.draft.add_table(grid.rows, grid.columns, drafted, grid.header_rows)

    def _cell_lines(self, parent: etree._Element) -> list[str]:
        """Lines of a cell: its paragraphs, and the cells of tables inside it, in order."""
        parts = list(parent)
        # nearly every cell
        if len(parts) == 2 and parts[1].tag == PARAGRAPH and parts[0].tag == CELL_PROPERTIES:
            text = self._plain_text(parts[1])
            if text is not None:
                return lines_of(text)
        lines: list[str] = []
        blocks = _blocks(parent)
        begun: list[etree._Element] = []
        for kind, element in blocks:
            if kind == PARAGRAPH:
                begun.append(element)
                facts = self._facts(element)
                if not facts.goes_on:
                    self._add_lines(lines, begun, facts)
                    begun = []
                continue
            if begun:
                self._add_lines(lines, begun, self._facts(begun[-1]))
                begun = []
            if kind == TABLE:
                for cell in find_cells(element).cells:
                    lines += self._cell_lines(cell.content)
            elif kind in _IMPORTED:
                self._losses.part(element)
            else:
                lines += self._cell_lines(element)
        if begun:
            self._add_lines(lines, begun, self._facts(begun[-1]))
        return lines

    def _plain_text(self, paragraph: etree._Element) -> str | None:
        """The characters of a paragraph that is one run of one text and has no number; None where it is more."""
        parts = list(paragraph)
        if len(parts) == 1:
            facts = self._made(_NOTHING_SAID)
        elif len(parts) == 2 and parts[0].tag == PARAGRAPH_PROPERTIES:
            facts = self._facts(paragraph)
        else:
            return None
        run = parts[-1]
        is_plain = facts.num_id is None and not facts.style.is_odd and run.tag == RUN
        return self._inline.plain_text(run) if is_plain else None

    def _add_lines(self, lines: list[str], elements: list[etree._Element], facts: _Facts) -> None:
        text, boxes, _ = self._printed(elements, facts)
        lines += lines_of(text)
        for box in boxes:
            lines += self._cell_lines(box)


def _holds_table(cell: GridCell) -> bool:
    """Whether a cell holds a table of several columns that says something; others are frames around its own text."""
    return any(
        find_cells(table).columns > 1 and any(text.strip() for text in table.itertext(_CHARACTERS))
        for table in cell.content.iter(TABLE)
    )


def _text(cell: GridCell) -> str:
    return "".join(map(str, cell.content.itertext(_CHARACTERS)))


def _blocks(parent: etree._Element) -> list[tuple[str, etree._Element]]:
    """Paragraphs, tables, imported pieces, and tables of contents as the control that they stand in."""
    blocks: list[tuple[str, etree._Element]] = []
    for element in parent:
        tag = element.tag
        if tag in _BLOCKS or (tag == _CONTROL and _is_contents(element)):
            blocks.append((tag, element))
        elif tag not in UNSEEN:
            blocks += _blocks(element)
    return blocks


def _is_contents(control: etree._Element) -> bool:
    properties = child(control, W + "sdtPr")
    gallery = next(properties.iter(W + "docPartGallery"), None) if properties is not None else None
    return gallery is not None and gallery.get(VAL) in _GALLERIES


def _is_unprinted(mark: etree._Element) -> bool:
    """Whether the mark at the end of a paragraph is deleted, moved away or hidden."""
    return any(
        (tag := element.tag) in {DELETED, MOVED_AWAY} or (tag == VANISH and is_on(element))
        for element in mark
    )
