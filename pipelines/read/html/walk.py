"""The parsed page → what it prints, in order: blocks of text and tables (HTML, 15.3 and 4.9).

Belongs here: one iterative walk, what is not shown left out, links counted. Does not belong here: the parser's guards
(markup), tables themselves (grid), which of it is the report (report).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from selectolax.lexbor import LexborHTMLParser

from pipelines.read.html.collector import Collector
from pipelines.read.html.elements import (
    BLANK,
    BLOCK_STYLE,
    BLOCKS,
    FILE,
    FRAMES,
    MAY_HIDE,
    NO_ATTRIBUTES,
    PARTS,
    PLAIN_LIST,
    PREFORMATTED,
    SITE,
    TYPED,
    UNSEEN,
    Attributes,
    count_in,
    is_hidden,
    is_icon,
)
from pipelines.read.html.grid import OpenCell, OpenTable
from pipelines.read.html.markup import Markup
from pipelines.read.html.tokens import (
    END,
    PARAGRAPH,
    RAW,
    ROW,
    START,
    TEXT,
    VOID,
    attributes_of,
    cells,
    plain,
    tokens,
)
from pipelines.read.html.units import Container, Prose, Shown

_MOST_SEEN: Final = 50  # frames and pictures that are remembered
_PARAGRAPH: Final = ("paragraph", 0, "")

# what is to be done when an element is left: which way, the order at which it began, its id and classes
Closing = tuple[str, int, str] | None


def walk(markup: Markup) -> Shown:
    """All that the page prints. Raises Unreadable: too large."""
    parser = LexborHTMLParser(markup.data)
    walker = _Walk(markup)
    small = markup.data.lower()
    if b"shlink" in small:
        # the sheets of a workbook that Excel has saved as a page
        sheets = parser.css("link#shLink")[:_MOST_SEEN]
        walker.frames += [link.attributes.get("href") or "" for link in sheets]
    _take_out_drawings(parser, small)
    walker.run(tokens(parser))
    return Shown(
        walker.units,
        walker.containers,
        _titles(parser, small),
        walker.frames,
        walker.pictures,
        walker.hidden_characters,
        markup.unsure,
    )


def _take_out_drawings(parser: LexborHTMLParser, small: bytes) -> None:
    """Nothing in them is printed as text, and scripts and styles in them are not written as those of the page are."""
    for name, mark in (("svg", b"<svg"), ("math", b"<math")):
        if mark in small:
            for drawing in reversed(parser.css(name)):  # those inside others first
                drawing.decompose()


def _titles(parser: LexborHTMLParser, small: bytes) -> list[str]:
    """What the page is called: its title, and the one that the rules for government sites ask for.

    ``small``: the page in small letters. Selectors are only made where they are needed: making one takes as long as
    walking through a table.
    """
    title = next((node for node in parser.head.iter() if node.tag == "title"), None) if parser.head else None
    if title is None and b"<title" in small:
        title = parser.css_first("title")
    stated = parser.css_first('meta[name="ArticleTitle" i]') if b"articletitle" in small else None
    names = [
        title.text(deep=False) if title is not None else "",
        stated.attributes.get("content") if stated is not None else "",
    ]
    return [name for name in names if name]


class _Walk(Collector):
    """One walk: what the open elements mean for the text that is collected."""

    def __init__(self, markup: Markup) -> None:
        super().__init__(keeps_space=markup.keeps_space)
        self.frames: list[str] = []
        self.pictures: list[tuple[int, str]] = []
        self._hides = markup.may_hide
        self._known: dict[str, Attributes] = {}
        self._tables: list[OpenTable] = []
        self._lists: list[int | None] = []

    def run(self, found: Iterator[re.Match[str]]) -> None:
        """Walk through everything that stands in the page, in order."""
        stack: list[Closing] = []
        unseen = 0  # open elements of which nothing is shown
        for token in found:
            kind = token.lastindex
            if kind == START:
                tag = token[10]
                if unseen or tag in UNSEEN:
                    unseen += tag not in VOID
                    continue
                closing = self._enter(tag, token[11])
                if tag not in VOID:
                    stack.append(closing)
                elif closing is not None:
                    self._leave(closing)
            elif kind == END:
                if unseen:
                    unseen -= token[9] not in VOID  # in a drawing even these have an end tag
                elif stack:
                    closing = stack.pop()
                    if closing is not None:
                        self._leave(closing)
            elif unseen or kind is None:
                continue
            elif kind == TEXT:
                self._text(plain(token[12]))
            elif kind == PARAGRAPH:
                self._paragraph(token[7], token[8])
            elif kind == ROW:
                self._row(token)
            elif kind in RAW:
                closing = self._enter(token[kind - 2], token[kind - 1])
                if token[kind]:
                    self._text(token[kind])
                if closing is not None:
                    self._leave(closing)
            else:
                self._cell(token[3], token[4], token[5] or token[6] or "")
        self._flush()

    def _attributes(self, tag: str) -> Attributes:
        """Attributes from how they stand in a tag: a page has few different ones."""
        known = self._known.get(tag)
        if known is None:
            known = self._known[tag] = attributes_of(tag)
        return known

    def _enter(self, tag: str, written: str) -> Closing:
        """Begin an element; what is to be done when it is left."""
        if tag == "br":
            if not self._hidden:
                self._break()
            return None
        if tag == "tr" and not (written or self._hidden):
            return self._enter_part(tag)
        attributes = self._attributes(written) if written else NO_ATTRIBUTES
        if self._hidden or (self._hides and attributes and is_hidden(tag, attributes)):
            if tag == "a" and attributes.get("href"):
                self._links += 1
                return ("link", 0, "")
            self._hidden += 1
            return ("hidden", 0, "")
        if tag in BLOCKS:
            return self._enter_block(tag, attributes)
        if tag in {"td", "th"}:
            return self._enter_cell(tag, attributes)
        if tag == "table":
            self._flush()
            self._tables.append(OpenTable(len(self.containers), attributes.get("role") == "presentation"))
            return ("table", self._order, "")
        if tag in PARTS:
            return self._enter_part(tag)
        if tag == "a":
            return self._enter_link(attributes.get("href") or "")
        if attributes:
            return self._enter_inline(tag, attributes)
        return None

    def _paragraph(self, written: str, text: str) -> None:
        """A paragraph with nothing but text in it."""
        if self._hidden or (self._hides and written and is_hidden("p", self._attributes(written))):
            closing = self._enter("p", written)
            if text:
                self._text(plain(text))
            if closing is not None:
                self._leave(closing)
            return
        self._flush()
        if text:
            self._text(plain(text))
            self._flush()

    def _enter_block(self, tag: str, attributes: Attributes) -> Closing:
        self._flush()
        names = f"{attributes.get('id') or ''} {attributes.get('class') or ''}" if attributes else ""
        if tag == "p":
            return _PARAGRAPH
        if tag == "div":
            return ("block", self._order, names)
        if tag[0] == "h" and tag[1:].isdigit():
            self._level = int(tag[1:])
            return ("heading", self._order, names)
        if tag in SITE:
            self._links += 1
            return ("link", self._order, names)
        if tag in PREFORMATTED:
            self._preformatted += 1
            return ("pre", self._order, names)
        if tag == "ol":
            plain = PLAIN_LIST.search(attributes.get("style") or "")
            self._lists.append(None if plain else count_in(attributes.get("start"), 1))
            return ("list", self._order, names)
        if tag in {"ul", "menu", "dir"}:
            self._lists.append(None)
            return ("list", self._order, names)
        if tag == "li" and self._lists and self._lists[-1] is not None:
            number = count_in(attributes.get("value"), self._lists[-1])
            self._lists[-1] = number + 1
            self._marker = f"{number}. "
        return ("block", self._order, names)

    def _enter_cell(self, tag: str, attributes: Attributes) -> Closing:
        self._flush()
        if not self._tables or not self._tables[-1].rows:
            return ("block", self._order, "")
        cell = OpenCell(
            count_in(attributes.get("rowspan"), 1), count_in(attributes.get("colspan"), 1), tag == "th", []
        )
        self._tables[-1].rows[-1].append(cell)
        self._sinks.append(cell.units)
        return ("cell", self._order, f"{attributes.get('id') or ''} {attributes.get('class') or ''}")

    def _row(self, token: re.Match[str]) -> None:
        """A row whose cells hold nothing but text: in one step, unless something is hidden in it or all of it is a link."""
        if (
            self._keeps_space
            or self._links
            or self._hidden
            or not self._tables
            or (self._hides and MAY_HIDE.search(token[0]))
        ):
            closing = self._enter("tr", token[1])
            for of_cell, of_paragraph, in_paragraph, text in cells(token[2]):
                self._cell(of_cell, of_paragraph, in_paragraph or text)
            if closing is not None:
                self._leave(closing)
            return
        self._enter_part("tr")
        row = self._tables[-1].rows[-1]
        for written, _, in_paragraph, text in cells(token[2]):
            down = right = 1
            if "span=" in written:
                attributes = self._attributes(written)
                down, right = count_in(attributes.get("rowspan"), 1), count_in(attributes.get("colspan"), 1)
            line = plain(in_paragraph or text).strip(BLANK)
            if line and not line.isspace():
                row.append(
                    OpenCell(down, right, False, [Prose((line,), len(line), 0, 0, False, self._order)])
                )
                self._order += 1
            else:
                row.append(OpenCell(down, right, False, []))

    def _cell(self, of_cell: str, of_paragraph: str, text: str) -> None:
        """A cell with nothing but text, step by step."""
        closing = self._enter("td", of_cell)
        self._paragraph(of_paragraph, text)
        if closing is not None:
            self._leave(closing)

    def _enter_part(self, tag: str) -> Closing:
        self._flush()
        if not self._tables:
            return None
        table = self._tables[-1]
        if tag == "thead":
            table.in_head = True
            return ("head", 0, "")
        if tag == "tr":
            table.rows.append([])
            table.head += table.in_head
        return None

    def _enter_link(self, target: str) -> Closing:
        target = target.strip()
        if not target or (target[0] == "#" and len(target) > 1):
            return None  # an anchor, or a place in the same page
        self._attached = self._attached or FILE.search(target) is not None
        self._links += 1
        return ("link", -1, "")

    def _enter_inline(self, tag: str, attributes: Attributes) -> Closing:
        if tag in FRAMES:
            target = (attributes.get("src") or attributes.get("data") or "").strip()
            if target and len(self.frames) < _MOST_SEEN:
                self.frames.append(target)
        elif tag == "img":
            source = attributes.get("src") or ""
            if source and len(self.pictures) < _MOST_SEEN and not is_icon(source, attributes):
                self.pictures.append((self._order, source))
        elif tag == "input":
            if (attributes.get("type") or "").lower() in TYPED:
                self._put(attributes.get("value") or "")
        elif BLOCK_STYLE.search(attributes.get("style") or ""):
            self._flush()
            return ("block", self._order, "")
        return None

    def _leave(self, closing: tuple[str, int, str]) -> None:
        way, start, names = closing
        if way == "paragraph":
            self._flush()
            return
        if way == "hidden":
            self._hidden -= 1
            return
        if way == "link":
            if start >= 0:
                self._flush()
            self._links -= 1
            return
        if way == "head":
            self._tables[-1].in_head = False
            return
        self._flush()
        if way == "cell":
            self._sinks.pop()
        elif way == "table":
            self._leave_table()
            return
        elif way == "list":
            self._lists.pop()
        elif way == "pre":
            self._preformatted -= 1
        elif way == "heading":
            self._level = 0
        self._marker = ""
        if self._order > start + (way == "cell"):  # a cell with one block is its block
            self.containers.append(Container(start, self._order, names))

    def _leave_table(self) -> None:
        table = self._tables.pop()
        if table.is_layout():
            self._sinks[-1] += table.units()
            return
        self._sinks[-1] += table.parts(self._order)
        self._order += 1
        del self.containers[table.first_container :]
