"""A story (正文、页眉、脚注) in order: paragraphs with their automatic numbers, lists, tables, boxes, sections.

Belongs here: walking blocks, which paragraph is a heading or a line of the contents, what is hidden. Does not belong
here: the characters of a paragraph (inline), counting (lists), spans of cells (table).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial
from typing import Final

from lxml import etree

from pipelines.read.breaks import lines_of, write_paragraph
from pipelines.read.draft import Draft
from pipelines.read.grids import PlacedCell, PlacedTable
from pipelines.read.inner_tables import read_order
from pipelines.read.numbering import numbered
from pipelines.read.odf.inline import SHAPES, InlineReader, Printed
from pipelines.read.odf.lists import Count, Lists
from pipelines.read.odf.losses import OdfLosses
from pipelines.read.odf.names import (
    DRAW,
    HEADING,
    PARAGRAPH,
    STYLE,
    STYLE_NAME,
    TABLE,
    TEXT,
    child,
    count,
    is_undisplayed,
)
from pipelines.read.odf.styles import Styles
from pipelines.read.odf.table import GridCell, find_cells

_TABLE: Final = TABLE + "table"
_LIST: Final = TEXT + "list"
_ITEMS: Final = (TEXT + "list-header", TEXT + "list-item")
_INDEXES: Final = frozenset(
    TEXT + name
    for name in (
        "table-of-content",
        "illustration-index",
        "table-index",
        "object-index",
        "user-index",
        "alphabetical-index",
        "bibliography",
    )
)
_THROUGH: Final = frozenset(
    {TEXT + "section", TEXT + "index-body", TEXT + "index-title", TEXT + "numbered-paragraph", DRAW + "a"}
)
_DRAWN: Final = frozenset({DRAW + "frame", DRAW + "g", *(DRAW + name for name in SHAPES)})
_CONTENTS: Final = ("contents ", "toc ", "wpsoffice手动目录")
_BODY_TEXT: Final = 9  # outline levels from here on are no headings


@dataclass(frozen=True, slots=True)
class _Item:
    """The list item in which a paragraph stands. ``first``: it is the one that bears the number."""

    counted: Count
    level: int
    start: int | None
    style: str | None
    first: bool


@dataclass(frozen=True, slots=True)
class _Place:
    """Where blocks stand: on every page or in the contents; on coloured paper; in which list item."""

    furniture: bool = False
    on_colour: bool = False
    item: _Item | None = None


class StoryReader:
    """Writes the blocks of one story after another into a draft."""

    def __init__(
        self, draft: Draft, inline: InlineReader, styles: Styles, lists: Lists, losses: OdfLosses
    ) -> None:
        self.draft = draft
        self.notes: list[tuple[str, etree._Element]] = []
        self._inline = inline
        self._styles = styles
        self._lists = lists
        self._losses = losses
        self._tables = 0
        self._mark = ""

    def read(self, parent: etree._Element, *, furniture: bool = False, mark: str = "") -> None:
        """Paragraphs, lists and tables below ``parent``; ``mark``: of the note that it is, before its first paragraph."""
        self._mark = mark
        self._blocks(parent, _Place(furniture))
        self._mark = ""

    def _blocks(self, parent: etree._Element, place: _Place) -> None:
        for element in parent:
            tag = element.tag
            if tag in {PARAGRAPH, HEADING}:
                self._paragraph(element, place)
                place = _behind(place)
            elif tag == _TABLE:
                self._table(element, place)
            elif tag == _LIST:
                self._items(element, place, table_cell=None)
            elif tag in _INDEXES:
                self._blocks(element, replace(place, furniture=True))
            elif tag in _DRAWN:
                self._drawn(element, place)
            elif tag in _THROUGH and not self._is_hidden(element):
                self._blocks(element, place)

    def _paragraph(self, element: etree._Element, place: _Place) -> None:
        printed = self._printed(element, place)
        style = element.get(STYLE_NAME)
        named = "" if style is None else self._styles.display_name("paragraph", style).lower()
        titled = element.tag == HEADING and count(element, TEXT + "outline-level") <= _BODY_TEXT
        contents = named.startswith(_CONTENTS)
        write_paragraph(self.draft, printed.text, titled=titled, furniture=place.furniture or contents)
        for box in printed.boxes:
            self._blocks(box, _Place(place.furniture, on_colour=True))

    def _printed(self, element: etree._Element, place: _Place) -> Printed:
        """What a paragraph prints, with its automatic number in front."""
        if _is_hidden_paragraph(element):
            return Printed()
        style = element.get(STYLE_NAME)
        on_colour = place.on_colour or self._styles.fills("paragraph", style)
        look = replace(self._styles.look("paragraph", style), filled=None)
        printed = self._inline.read(element, look, on_colour=on_colour)
        self.notes += printed.notes
        label = "" if look.hidden and not printed.text.strip() else self._label(element, place.item)
        if self._mark and printed.text.strip():
            label, self._mark = self._mark + label, ""
        printed.text = numbered(label, printed.text)
        return printed

    def _label(self, element: etree._Element, item: _Item | None) -> str:
        style = element.get(STYLE_NAME)
        if item is not None:
            own = item.style
            if own is None and item.counted.style not in self._styles.lists:
                own = self._styles.value("paragraph", style, STYLE + "list-style-name")
            return (
                self._lists.label(item.counted, item.level, style=own, start=item.start) if item.first else ""
            )
        if element.tag == HEADING and element.get(TEXT + "is-list-header") != "true":
            restarts = element.get(TEXT + "restart-numbering") == "true"
            start = (
                count(element, TEXT + "start-value")
                if restarts or element.get(TEXT + "start-value")
                else None
            )
            named = self._styles.value("paragraph", style, STYLE + "list-style-name")
            level = max(1, count(element, TEXT + "outline-level")) - 1
            return "" if named == "" else self._lists.heading(level, start=start)
        return ""

    def _items(self, element: etree._Element, place: _Place, table_cell: list[str] | None) -> None:
        """The items of a list; those of a list in it are a level deeper and counted with it."""
        item = place.item
        counted = self._lists.begin(element) if item is None else item.counted
        level = 0 if item is None else item.level + 1
        own = element.get(STYLE_NAME) if item is not None else None
        own = own if own is not None else (None if item is None else item.style)
        for entry in element.iterchildren(*_ITEMS):
            start = count(entry, TEXT + "start-value") if entry.get(TEXT + "start-value") else None
            style = entry.get(TEXT + "style-override", own)
            first = entry.tag == TEXT + "list-item"
            inside = replace(place, item=_Item(counted, level, start, style, first))
            if table_cell is None:
                self._blocks(entry, inside)
            else:
                self._lines(entry, inside, table_cell)

    def _table(self, element: etree._Element, place: _Place) -> None:
        if self._is_table_hidden(element):
            return
        grid = find_cells(element)
        if grid.has_hidden:
            self._losses.add(element.get(TABLE + "name") or "table:table")
        is_frame = len(grid.cells) == 1 or (
            grid.columns == 1 and any(child(cell.content, _TABLE) is not None for cell in grid.cells)
        )
        on_colour = place.on_colour or self._styles.fills("table", element.get(TABLE + "style-name"))
        if is_frame or place.furniture:  # set around text, not a table
            if grid.is_lost:
                self._losses.add(element.get(TABLE + "name") or "table:table")
            for cell in grid.cells:
                self._blocks(cell.content, self._inside(cell.content, place.furniture, on_colour))
            return
        nested = element.find(".//" + _TABLE) is not None
        for part in read_order(grid, _holds_table, _text) if nested else (grid,):
            if isinstance(part, PlacedCell):
                self._blocks(part.content, self._inside(part.content, False, on_colour))
            else:
                self._add_table(part, on_colour)

    def _add_table(self, grid: PlacedTable[etree._Element], on_colour: bool) -> None:
        self._tables += 1
        if grid.is_lost:
            self._losses.table(self._tables)
        drafted = grid.drafted(partial(self._cell_lines, on_colour=on_colour))
        if any(cell.lines for cell in drafted):
            self.draft.add_table(grid.rows, grid.columns, drafted, grid.header_rows)

    def _cell_lines(self, cell: etree._Element, *, on_colour: bool) -> list[str]:
        lines: list[str] = []
        self._lines(cell, self._inside(cell, False, on_colour), lines)
        return lines

    def _inside(self, cell: etree._Element, furniture: bool, on_colour: bool) -> _Place:
        row = cell.getparent()
        coloured = self._styles.fills("table-cell", cell.get(TABLE + "style-name")) or (
            row is not None and self._styles.fills("table-row", row.get(TABLE + "style-name"))
        )
        return _Place(furniture, on_colour or coloured)

    def _lines(self, parent: etree._Element, place: _Place, lines: list[str]) -> None:
        """Lines of a cell: its paragraphs, and the cells of tables inside it, in order."""
        for element in parent:
            tag = element.tag
            if tag in {PARAGRAPH, HEADING}:
                printed = self._printed(element, place)
                place = _behind(place)
                lines += lines_of(printed.text)
                for box in printed.boxes:
                    self._lines(box, _Place(on_colour=True), lines)
            elif tag == _LIST:
                self._items(element, place, lines)
            elif tag == _TABLE and not self._is_table_hidden(element):
                grid = find_cells(element)
                if grid.is_lost or grid.has_hidden:
                    self._losses.add(element.get(TABLE + "name") or "table:table")
                for cell in grid.cells:
                    self._lines(cell.content, self._inside(cell.content, False, place.on_colour), lines)
            elif tag in _THROUGH | _INDEXES and not self._is_hidden(element):
                self._lines(element, place, lines)
            elif tag in _DRAWN:
                self._drawn_lines(element, lines)

    def _drawn(self, element: etree._Element, place: _Place) -> None:
        """Something drawn that hangs on the page instead of on a paragraph."""
        for box in self._boxes(element):
            self._blocks(box, _Place(place.furniture, on_colour=True))

    def _drawn_lines(self, element: etree._Element, lines: list[str]) -> None:
        for box in self._boxes(element):
            self._lines(box, _Place(on_colour=True), lines)

    def _boxes(self, element: etree._Element) -> list[etree._Element]:
        if is_undisplayed(element):
            return []
        return self._inline.drawn(element)

    def _is_table_hidden(self, element: etree._Element) -> bool:
        shown = self._styles.value(
            "table", element.get(TABLE + "style-name"), TABLE + "display", "table-properties"
        )
        if shown == "false":
            self._losses.add(element.get(TABLE + "name") or "table:table")
        return shown == "false"

    def _is_hidden(self, element: etree._Element) -> bool:
        """Whether a section is not shown; its text is told as left out."""
        display = element.get(TEXT + "display")
        hidden = display == "none" or (display == "condition" and element.get(TEXT + "is-hidden") == "true")
        if hidden and any(text.strip() for text in element.itertext()):
            self._losses.add(element.get(TEXT + "name") or "text:section")
        return hidden


def _holds_table(cell: GridCell) -> bool:
    """Whether a cell holds a table of several columns that says something; others are frames around its own text."""
    return any(
        find_cells(table).columns > 1 and any(text.strip() for text in table.itertext())
        for table in cell.content.iter(_TABLE)
    )


def _text(cell: GridCell) -> str:
    return "".join(map(str, cell.content.itertext()))


def _behind(place: _Place) -> _Place:
    """The place of a paragraph behind the first one of a list item: it bears no number."""
    item = place.item
    return place if item is None or not item.first else replace(place, item=replace(item, first=False))


def _is_hidden_paragraph(element: etree._Element) -> bool:
    return any(
        field.get(TEXT + "is-hidden") == "true" for field in element.iterchildren(TEXT + "hidden-paragraph")
    )
