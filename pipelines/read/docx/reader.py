"""DOCX → Document: an own walk over word/document.xml.

Belongs here: paragraphs, tables and text boxes in order; what Word does not show (deletions, hidden text) left out.
Does not belong here: the zip and its guards (package), merged cells (docx_table). Automatic numbers, headers,
footers and footnotes are not read.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from pipelines.model.document import Document
from pipelines.read import shapes
from pipelines.read.docx import package
from pipelines.read.docx.table import MARK, find_cells, is_on, kinds, name_of
from pipelines.read.draft import Draft, DraftCell
from pipelines.read.result import Reason, Unreadable
from pipelines.read.source import Source

_UNSEEN: Final = frozenset({"del", "moveFrom", "pPr", "rPr", "Fallback", "instrText", "delText", "rt"})
_BREAKS: Final = frozenset({"br", "cr"})
_LONG_LINE: Final = 20  # characters: a shorter line before a manual break is a line of its own


def read(source: Source) -> Document:
    """Read a DOCX file. Raises Unreadable: encrypted, corrupt, bomb, no text."""
    opened = package.open_package(source.data)
    body = next((child for child in opened.document if name_of(child) == "body"), None)
    if body is None:
        raise Unreadable(Reason.CORRUPT, opened.document_name)
    walk = _Walk(package.heading_styles(opened.styles), package.contents_styles(opened.styles))
    walk.blocks(body)
    document = walk.draft.document(source)
    if not document.blocks:
        raise Unreadable(Reason.NO_TEXT)
    return document


class _Walk:
    """The state of one walk: the draft, and which styles mean headings and contents."""

    def __init__(self, headings: frozenset[str], contents: frozenset[str]) -> None:
        self.draft = Draft()
        self._headings = headings
        self._contents = contents
        self._begun: list[etree._Element] = []

    def blocks(self, parent: etree._Element) -> None:
        """Paragraphs and tables below ``parent``, through wrappers such as content controls."""
        for child in parent:
            name = name_of(child)
            if name == "p":
                self._begun.append(child)
                if not _goes_on(child):
                    self._paragraph()
                continue
            self._paragraph()
            if name == "tbl":
                self._table(child)
            elif name not in _UNSEEN and name not in {"sectPr", "tcPr"}:
                self.blocks(child)
        self._paragraph()

    def _paragraph(self) -> None:
        """Write down the paragraph that has been read: several elements where the marks between them are deleted."""
        elements, self._begun = self._begun, []
        if not elements:
            return
        properties = kinds(elements[-1], "pPr")
        style = next((s.get(MARK + "val", "") for p in properties for s in kinds(p, "pStyle")), "")
        direct = any(kinds(p, "outlineLvl") for p in properties)
        lines = "".join(c for element in elements for c in _characters(element)).split("\n")
        for group in _grouped(lines):
            text = "".join(line.strip() for line in group)
            titled = (direct or style in self._headings) and len(text) <= shapes.longest_heading()
            heading = titled and not shapes.ends_sentence(text)
            self.draft.add_paragraph(group, heading=heading, furniture=style in self._contents)
        for box in (box for element in elements for box in _text_boxes(element)):
            self.blocks(box)

    def _table(self, element: etree._Element) -> None:
        rows, columns, cells = find_cells(element)
        if len(cells) == 1:  # a frame around text, not a table
            self.blocks(cells[0].element)
            return
        drafted = [
            DraftCell(c.row, c.column, c.row_span, c.column_span, tuple(_cell_lines(c.element)))
            for c in cells
        ]
        if drafted and any(cell.lines for cell in drafted):
            self.draft.add_table(rows, columns, drafted)


def _goes_on(paragraph: etree._Element) -> bool:
    """Whether the mark at the end of a paragraph is deleted or moved away, so that the next one is printed behind it."""
    marks = (mark for p in kinds(paragraph, "pPr") for mark in kinds(p, "rPr"))
    return any(kinds(mark, "del") or kinds(mark, "moveFrom") for mark in marks)


def _lines(paragraph: etree._Element) -> list[str]:
    """Printed characters of a paragraph, cut at manual line breaks."""
    return "".join(_characters(paragraph)).split("\n")


def _characters(parent: etree._Element) -> Iterator[str]:
    for child in parent:
        name = name_of(child)
        if name == "t":
            yield (child.text or "").replace("\n", " ")
        elif name in {"tab", "ptab"}:
            yield "\t"
        elif name in _BREAKS:
            yield "\n"
        elif name == "noBreakHyphen":
            yield "-"
        elif name == "sym":
            yield _symbol(child)
        elif name in _UNSEEN or name == "txbxContent" or (name == "r" and _is_hidden(child)):
            continue
        else:
            yield from _characters(child)


def _symbol(element: etree._Element) -> str:
    code = element.get(MARK + "char", "")
    try:
        return chr(int(code, 16))
    except (ValueError, OverflowError):
        return "\ufffd"


def _is_hidden(run: etree._Element) -> bool:
    return any(is_on(v) for p in kinds(run, "rPr") for v in kinds(p, "vanish"))


def _text_boxes(parent: etree._Element) -> Iterator[etree._Element]:
    for child in parent:
        name = name_of(child)
        if name == "txbxContent":
            yield child
        elif name not in _UNSEEN:
            yield from _text_boxes(child)


def _cell_lines(parent: etree._Element) -> Iterator[str]:
    """Lines of a cell: its paragraphs, then those of tables and boxes inside it."""
    begun = ""
    for child in parent:
        name = name_of(child)
        if name == "p":
            lines = _lines(child)
            lines[0] = begun + lines[0]
            begun = lines.pop() if _goes_on(child) else ""
            yield from (line for line in lines if line.strip())
            for box in _text_boxes(child):
                yield from _cell_lines(box)
        elif name not in _UNSEEN and name != "tcPr":
            yield from _cell_lines(child)
    if begun.strip():
        yield begun


def _grouped(lines: list[str]) -> Iterator[list[str]]:
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
