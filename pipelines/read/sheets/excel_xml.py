"""SpreadsheetML 2003 (``<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">``) → Document.

Belongs here: sheets, cells, styles and merges of this one-file XML format. Does not belong here: XLSX, number formats,
paragraphs and tables (compose).
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Final

from lxml import etree

from pipelines.model.document import Document
from pipelines.read.raised import raised_behind
from pipelines.read.result import Reason, Unreadable
from pipelines.read.sheets.built_in import BUILT_IN
from pipelines.read.sheets.compose import compose
from pipelines.read.sheets.dates import serial_of
from pipelines.read.sheets.number_format import print_number, print_text, stored_number
from pipelines.read.sheets.package import attribute, local_name, whole_number
from pipelines.read.sheets.strings import printed_lines
from pipelines.read.sheets.styles import Style, is_white_rgb
from pipelines.read.sheets.workbook import (
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_SHEETS,
    Allowance,
    Merge,
    Sheet,
    SheetCell,
)
from pipelines.read.source import Source

_LARGEST: Final = 48 * 1024 * 1024  # bytes; the tree of elements takes ten times as much
_SIDES: Final = frozenset({"Left", "Right"})
_STRUCK: Final = frozenset({"S", "STRIKE", "DEL"})  # elements of HTML within a cell
_Look = tuple[bool, bool, bool]  # struck out; white; on white
_SEEN: Final[_Look] = (False, False, True)
_NAMED: Final = {
    "General": 0,
    "General Number": 0,
    "General Date": 22,
    "Long Date": 31,
    "Short Date": 14,
    "Long Time": 21,
    "Short Time": 20,
    "Currency": 7,
    "Fixed": 2,
    "Standard": 4,
    "Percent": 10,
    "Scientific": 11,
}


def read(source: Source) -> Document:
    """Read a workbook in XML. Raises Unreadable: corrupt, too large, no text."""
    return compose(read_sheets(source.data), source)


def read_sheets(data: bytes) -> list[Sheet]:
    """The sheets of the workbook in their order. Raises Unreadable."""
    if len(data) > _LARGEST:
        raise Unreadable(Reason.TOO_LARGE)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        tree = etree.parse(io.BytesIO(data), parser)
    except etree.XMLSyntaxError as fault:
        raise Unreadable(Reason.CORRUPT) from fault
    root = tree.getroot()
    if tree.docinfo.internalDTD is not None or local_name(root) != "Workbook":
        raise Unreadable(Reason.CORRUPT)
    found = list(_kinds(root, "Worksheet"))
    if len(found) > MOST_SHEETS:
        raise Unreadable(Reason.TOO_LARGE)
    from_1904 = any(True for book in _kinds(root, "ExcelWorkbook") for _ in _kinds(book, "Date1904"))
    walk = _Walk(_styles(root), from_1904)
    return [walk.sheet(element) for element in found]


def _kinds(parent: etree._Element, name: str) -> Iterator[etree._Element]:
    return (child for child in parent if local_name(child) == name)


def _styles(root: etree._Element) -> dict[str, Style]:
    """Styles by their id; a style that is based on another one takes from it what it does not say."""
    styles: dict[str, Style] = {}
    looks: dict[str, _Look] = {}
    for group in _kinds(root, "Styles"):
        for element in _kinds(group, "Style"):
            base = styles.get(attribute(element, "Parent") or "Default", Style())
            code, ruled, filled = base.code, base.ruled, base.filled
            struck, white, paper = looks.get(attribute(element, "Parent") or "Default", _SEEN)
            for child in element:
                name = local_name(child)
                if name == "NumberFormat" and attribute(child, "Format"):
                    code = attribute(child, "Format")
                    code = BUILT_IN[_NAMED[code]] if code in _NAMED else code
                elif name == "Borders" and len(child):
                    ruled = any(
                        attribute(b, "Position") in _SIDES and attribute(b, "LineStyle") not in {"", "None"}
                        for b in _kinds(child, "Border")
                    )
                elif name == "Interior":
                    pattern, colour = attribute(child, "Pattern"), attribute(child, "Color").upper()
                    filled = pattern == "Solid" and not is_white_rgb(colour.lstrip("#"))
                    paper = pattern in {"", "None"} or (
                        pattern == "Solid" and is_white_rgb(colour.lstrip("#"))
                    )
                elif name == "Font":
                    struck = attribute(child, "StrikeThrough") == "1" or struck
                    colour = attribute(child, "Color").upper()
                    white = is_white_rgb(colour.lstrip("#")) if colour else white
            looks[attribute(element, "ID")] = (struck, white, paper)
            styles[attribute(element, "ID")] = Style(code, ruled, filled, struck or (white and paper))
    return styles


class _Walk:
    """The state of one walk over a workbook."""

    def __init__(self, styles: dict[str, Style], from_1904: bool) -> None:
        self._styles = styles
        self._from_1904 = from_1904
        self._allowance = Allowance()

    def sheet(self, element: etree._Element) -> Sheet:
        """One sheet with its cells, merged ranges and hidden parts."""
        visible = [v.text for o in _kinds(element, "WorksheetOptions") for v in _kinds(o, "Visible")]
        sheet = Sheet(attribute(element, "Name"), hidden=any(v != "SheetVisible" for v in visible))
        for table in _kinds(element, "Table"):
            at = -1
            for column in _kinds(table, "Column"):
                at = _next(column, at)
                last = at + whole_number(attribute(column, "Span"), 0)
                if _is_hidden(column, "Width") and last < MOST_COLUMNS:
                    sheet.hidden_columns.append((at, last))
                at = last
            at = -1
            for row in _kinds(table, "Row"):
                at = _next(row, at)
                last = at + whole_number(attribute(row, "Span"), 0)
                if at >= MOST_ROWS:
                    raise Unreadable(Reason.CORRUPT, f"{sheet.name}!{at + 1}")
                if _is_hidden(row, "Height"):
                    sheet.hidden_rows.append((at, last))
                self._row(sheet, row, at)
                at = last
        return sheet

    def _row(self, sheet: Sheet, row: etree._Element, at: int) -> None:
        column = -1
        for element in _kinds(row, "Cell"):
            column = _next(element, column)
            across = whole_number(attribute(element, "MergeAcross"), 0)
            down = whole_number(attribute(element, "MergeDown"), 0)
            self._allowance.merge(sheet, Merge(at, column, at + down, column + across))
            name = attribute(element, "StyleID") or attribute(row, "StyleID") or "Default"
            style = self._styles.get(name, Style())
            data = next(_kinds(element, "Data"), None)
            text = "" if data is None else self._text(data, style)
            if style.is_void:
                text = ""
            if data is not None and not text and _characters(data).strip(" \n0"):
                sheet.unprinted.append((at, column))
            self._allowance.keep(sheet, at, column, SheetCell(text, style.ruled, style.filled))
            column += across

    def _text(self, data: etree._Element, style: Style) -> str:
        text = _characters(data)
        kind = attribute(data, "Type")
        if kind == "Boolean":
            return "FALSE" if text.strip() == "0" else "TRUE"
        number = None
        if kind == "Number":
            number = stored_number(text)
        elif kind == "DateTime":
            number = serial_of(text.strip(), self._from_1904)
        if number is not None:
            return print_number(number, style.code, self._from_1904)
        return print_text(printed_lines(text), style.code)


def _characters(element: etree._Element) -> str:
    """The characters of a cell, of runs in HTML those that are not struck out; raised digits are the mark of a note."""
    if not len(element):
        return str(element.text or "")
    parts = [str(element.text or "")]
    for child in element:
        name = local_name(child).upper()
        if name and name not in _STRUCK:
            text = _characters(child)
            parts.append(raised_behind("".join(parts), text) if name == "SUP" else text)
        parts.append(str(child.tail or ""))
    return "".join(parts)


def _next(element: etree._Element, before: int) -> int:
    """Where an element stands: where it says, else behind the one before."""
    return whole_number(attribute(element, "Index"), before + 2) - 1


def _is_hidden(element: etree._Element, size: str) -> bool:
    return attribute(element, "Hidden") == "1" or attribute(element, size) == "0"
