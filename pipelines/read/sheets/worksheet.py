"""One worksheet of an XLSX file: its rows, cells, merged ranges and hidden parts (ECMA-376 part 1, 18.3).

Belongs here: the walk over the elements of a sheet and the text of a cell. Does not belong here: styles, strings, what
the cells are to a person (seen, regions).

Formula cells count by the value that the program stored. A formula without one has never been calculated: its place is
noted as not printed, unless it is a number that somebody wrote behind a sign (=200天, =95%), which has no other value.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from lxml import etree

from pipelines.read.result import Reason, Unreadable
from pipelines.read.sheets.dates import serial_of
from pipelines.read.sheets.number_format import print_number, print_text, prints_white, stored_number
from pipelines.read.sheets.package import Package, is_on, local_name, whole_number
from pipelines.read.sheets.strings import rich_text, seen_text, unescape
from pipelines.read.sheets.styles import NO_RULE_LOOKS, RuleLooks, Style
from pipelines.read.sheets.veils import Veil, draw_veils, ranges_in, read_veils_of
from pipelines.read.sheets.workbook import (
    MOST_COLUMNS,
    MOST_ROWS,
    Allowance,
    Merge,
    Sheet,
    SheetCell,
    place_name,
)

_PLACE: Final = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_CONSTANT: Final = re.compile(r"[0-9]{1,9}(?:\.[0-9]{1,4})?(?:%|[\u4e00-\u9fff]{1,3})")
_MOST_ELEMENTS: Final = 3_000_000  # cells that the sheet may list, most of them empty
_EMBEDDED: Final = ("oleObject", "control")
_NARROWEST: Final = 0.2  # of a digit
_LOWEST: Final = 1.0  # points
_PLAIN: Final = Style()


@dataclass(frozen=True, slots=True)
class Common:
    """What the sheets of a workbook share."""

    strings: Sequence[str]
    styles: Sequence[Style]
    from_1904: bool
    allowance: Allowance
    rule_looks: RuleLooks = NO_RULE_LOOKS


def read_worksheet(package: Package, part: str, sheet: Sheet, common: Common) -> list[str]:
    """Fill ``sheet`` from its part; the ids of its drawings. Embedded files and controls are noted as not read. Raises Unreadable: corrupt, too large, bomb."""
    walk = _Walk(sheet, common)
    drawings: list[str] = []
    veils: list[Veil] = []
    embedded: dict[str, str] = {}  # by shape: each is listed twice, in a new form and in an old one
    for element in package.elements(
        part, "sheetView", "col", "row", "mergeCell", "conditionalFormatting", "drawing", *_EMBEDDED
    ):
        name = local_name(element)
        if name == "row":
            walk.row(element)
        elif name == "mergeCell":
            walk.merge(element.get("ref", ""))
        elif name == "col":
            walk.column(element)
        elif name == "drawing":
            drawings += [str(value) for value in element.attrib.values()]
        elif name == "conditionalFormatting":
            ranges = [found for one in ranges_in(element) if (found := _range_of(one)) is not None]
            veils += read_veils_of(element, ranges, common.rule_looks)
        elif name in _EMBEDDED:
            embedded[element.get("shapeId", "")] = element.get("progId") or element.get("name") or name
        else:
            walk.zeros = is_on(element, "showZeros", True)
    draw_veils(sheet, veils)
    sheet.unread += embedded.values()
    return drawings


def place_of(text: str) -> tuple[int, int] | None:
    """Row and column of ``B12``, from 0; None where it is no place of a sheet."""
    match = _PLACE.fullmatch(text)
    if match is None:
        return None
    row, column = int(match[2]), _column_number(match[1])
    return (row - 1, column - 1) if 0 < row <= MOST_ROWS and column <= MOST_COLUMNS else None


def _range_of(text: str) -> Merge | None:
    """The range ``B2:C9``, or one place."""
    first, _, last = text.partition(":")
    start, end = place_of(first), place_of(last or first)
    return None if start is None or end is None else Merge(*start, *end)


@lru_cache(maxsize=MOST_COLUMNS)
def _column_number(name: str) -> int:
    """1 for ``A``; up to three letters."""
    number = 0
    for letter in name.upper():
        number = number * 26 + ord(letter) - 64
    return number


class _Walk:
    """The state of one walk: the sheet, and where the last row and cell stood."""

    def __init__(self, sheet: Sheet, common: Common) -> None:
        self.zeros = True
        self._sheet = sheet
        self._common = common
        self._row = -1
        self._elements = 0
        self._namespace = ""

    def column(self, element: etree._Element) -> None:
        """``<col>``: a range of columns that look alike."""
        if is_on(element, "hidden") or _is_nought(element.get("width"), _NARROWEST):
            first, last = whole_number(element.get("min"), 0), whole_number(element.get("max"), 0)
            if 0 < first <= last <= MOST_COLUMNS:
                self._sheet.hidden_columns.append((first - 1, last - 1))

    def merge(self, text: str) -> None:
        """``<mergeCell>``: a merged range."""
        first, _, last = text.partition(":")
        start, end = place_of(first), place_of(last or first)
        if start is None or end is None:
            raise Unreadable(Reason.CORRUPT, f"{self._sheet.name}!{text[:30]}")
        self._common.allowance.merge(self._sheet, Merge(*start, *end))

    def row(self, element: etree._Element) -> None:
        """``<row>``: its cells. Rows and cells that do not say where they stand follow the one before."""
        self._row = whole_number(element.get("r"), self._row + 2) - 1
        if not 0 <= self._row < MOST_ROWS:
            raise Unreadable(Reason.CORRUPT, f"{self._sheet.name}!{self._row + 1}")
        if is_on(element, "hidden") or (
            is_on(element, "customHeight") and _is_nought(element.get("ht"), _LOWEST)
        ):
            self._sheet.hidden_rows.append((self._row, self._row))
        self._elements += 1 + len(element)
        if self._elements > _MOST_ELEMENTS:
            raise Unreadable(Reason.TOO_LARGE, self._sheet.name)
        self._namespace = str(element.tag).removesuffix("row")
        column = -1
        for cell in element.iterchildren(self._namespace + "c"):
            reference = cell.get("r")
            if reference is None:
                row, column = self._row, column + 1
            else:
                place = place_of(reference)
                if place is None:
                    raise Unreadable(Reason.CORRUPT, f"{self._sheet.name}!{reference[:30]}")
                row, column = place
            self._cell(cell, row, column)

    def _cell(self, element: etree._Element, row: int, column: int) -> None:
        number = whole_number(element.get("s"), 0)
        style = self._common.styles[number] if number < len(self._common.styles) else _PLAIN
        text, has_value = self._content(element, style, (row, column)) if len(element) else ("", False)
        is_unseen = style.is_void if text else has_value
        if is_unseen:
            self._sheet.unprinted.append((row, column))
            text = ""
        if text or style.ruled:
            self._common.allowance.keep(self._sheet, row, column, SheetCell(text, style.ruled, style.filled))

    def _content(self, element: etree._Element, style: Style, place: tuple[int, int]) -> tuple[str, bool]:
        """What a cell prints, and whether it holds a value, which its format may hide."""
        value: str | None = None
        formula: str | None = None
        for child in element:
            name = str(child.tag).removeprefix(self._namespace)
            if name == "v":
                value = child.text or ""
            elif name == "is":
                text = seen_text(rich_text(child), is_filled=style.filled)
                return print_text(text, style.code), True
            elif name == "f":
                formula = (child.text or "").strip()
        kind = element.get("t", "n")
        if value is None or (not value and kind != "str"):
            if kind == "n" and formula is not None and _CONSTANT.fullmatch(formula):
                return f"={formula}", True
            return "", formula is not None and kind != "str"
        if kind in {"n", "d"}:
            return self._number(value, kind, style)
        if kind == "b":
            return ("FALSE" if value.strip() in {"0", "false"} else "TRUE"), True
        if kind == "e":
            return unescape(value), False
        text = self._string(value, place) if kind == "s" else unescape(value)
        text = seen_text(text, is_filled=style.filled)
        printed = "" if not style.filled and prints_white(None, style.code) else print_text(text, style.code)
        return printed, bool(text.strip())

    def _number(self, value: str, kind: str, style: Style) -> tuple[str, bool]:
        """As :meth:`_content`, of a number or a date."""
        stored = stored_number(value) if kind == "n" else serial_of(value.strip(), self._common.from_1904)
        if stored is None:
            return unescape(value), False
        if not stored and not self.zeros:
            return "", False
        if not style.filled and prints_white(stored, style.code):
            return "", True
        return print_number(stored, style.code, self._common.from_1904), bool(stored)

    def _string(self, number: str, place: tuple[int, int]) -> str:
        index = whole_number(number.strip(), -1)
        if not 0 <= index < len(self._common.strings):
            raise Unreadable(Reason.CORRUPT, f"{self._sheet.name}!{place_name(*place)}")
        return self._common.strings[index]


def _is_nought(size: str | None, least: float) -> bool:
    """Whether a row or column is so small that nothing of it is seen."""
    try:
        return size is not None and 0 <= float(size) < least
    except ValueError:
        return False
