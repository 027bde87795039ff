"""ODS → Document: sheets of an OpenDocument spreadsheet (ISO/IEC 26300-3, chapter 9) and its flat form FODS.

Belongs here: rows, columns and cells with the text that the program that saved them printed; what of them is not seen.
Does not belong here: the package, styles and characters (read.odf), paragraphs and tables (compose).

A cell holds its value and the text that is printed for it (``text:p``): the text is what is read. A cell without any is
printed by its value; an empty text is a value that its format hides.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from decimal import Decimal
from typing import Final

from lxml import etree

from pipelines.model.document import Document
from pipelines.read.breaks import LINE
from pipelines.read.odf.inline import InlineReader
from pipelines.read.odf.losses import OdfLosses, remarks_in
from pipelines.read.odf.names import (
    DRAW,
    FO,
    OFFICE,
    PARAGRAPH,
    STYLE,
    TABLE,
    child,
    count,
    is_undisplayed,
    points,
)
from pipelines.read.odf.package import Package
from pipelines.read.odf.styles import Styles, is_white
from pipelines.read.odf.table import CELL, COVERED, columns_of, is_collapsed, rows_of
from pipelines.read.result import Reason, Unreadable
from pipelines.read.sheets.compose import compose
from pipelines.read.sheets.number_format import general, stored_number
from pipelines.read.sheets.strings import printed_lines
from pipelines.read.sheets.workbook import (
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_SHEETS,
    Allowance,
    Merge,
    Sheet,
    SheetCell,
    place_name,
)
from pipelines.read.source import Source

_MOST_BLANK: Final = (
    64  # cells with borders and no text in a row or column of their like: behind a form, not in it
)
_LOWEST: Final = 1.0  # points: nothing of such a row or column is seen
_NAME: Final = TABLE + "style-name"
_DEFAULT: Final = TABLE + "default-cell-style-name"
_COMPARED: Final = re.compile(r"cell-content\(\)(=|!=|<=|>=|<|>)(-?\d+(?:\.\d+)?)")
_NUMBERS: Final = frozenset({"float", "currency", "percentage"})
_SIGNED: Final = re.compile(
    r"[^\d\s.,%％¥￥$元万]|^[^1-9]*$"
)  # a sign, a bracket or a word; or nothing but noughts
_BORDERS: Final = tuple(FO + name for name in ("border", "border-left", "border-right"))
_EMBEDDED: Final = (DRAW + "object", DRAW + "object-ole", DRAW + "image", DRAW + "plugin")


def read(source: Source) -> Document:
    """Read an OpenDocument spreadsheet. Raises Unreadable: encrypted, corrupt, bomb, too large, no text."""
    return compose(read_sheets(source.data), source)


def read_sheets(data: bytes) -> list[Sheet]:
    """The sheets in their order. Raises Unreadable."""
    package = Package(data)
    tables = list(package.body("spreadsheet").iterchildren(TABLE + "table"))
    if not tables or len(tables) > MOST_SHEETS:
        raise Unreadable(Reason.TOO_LARGE if tables else Reason.CORRUPT, "table:table")
    looks = _Looks(Styles(package.styles, package.content), package)
    allowance = Allowance()
    sheets = [_Walk(table, looks, allowance).sheet for table in tables]
    sheets[0].unread += package.damaged
    return sheets


class _Looks:
    """What the cells of a workbook share: styles, and the reader of their characters."""

    def __init__(self, styles: Styles, package: Package) -> None:
        self.styles = styles
        self._inline = InlineReader(styles, OdfLosses(package.styles), package)
        self._known: dict[str | None, tuple[bool, bool, bool]] = {}
        self._rules: dict[str | None, tuple[str, ...]] = {}

    def cell(self, name: str | None) -> tuple[bool, bool, bool]:
        """Of a cell of this style: has it a line at its side; is it filled; does its number format print in white?"""
        found = self._known.get(name)
        if found is None:
            styles = self.styles
            lines = (styles.value("table-cell", name, key, "table-cell-properties") for key in _BORDERS)
            ruled = any(line is not None and not line.startswith(("none", "0", "hidden")) for line in lines)
            filled = styles.fills("table-cell", name)
            format = styles.data.get(styles.value("table-cell", name, STYLE + "data-style-name") or "")
            ink = child(format, STYLE + "text-properties")
            white = ink is not None and is_white(ink.get(FO + "color", ""))
            found = self._known[name] = ruled, filled, white and not filled
        return found

    def rules(self, name: str | None, filled: bool) -> tuple[str, ...]:
        """The conditions under which a cell of this style takes on a look in which nothing of it is seen."""
        found = self._rules.get(name)
        if found is None:
            styles, hiding = self.styles, []
            for rule in styles.maps("table-cell", name):
                applied = rule.get(STYLE + "apply-style-name")
                look = styles.look("table-cell", applied)
                whitens = look.white and not filled and not look.filled
                if whitens or look.struck or look.hidden or look.tiny:
                    hiding.append(rule.get(STYLE + "condition", ""))
            found = self._rules[name] = tuple(hiding)
        return found

    def text(self, element: etree._Element, name: str | None) -> str:
        """The printed lines of a cell of this style."""
        look = self.styles.look("table-cell", name)
        lines = [self._inline.read(p, look).text.replace(LINE, "\n") for p in element.iterchildren(PARAGRAPH)]
        return printed_lines("\n".join(lines))

    def hides(self, element: etree._Element, family: str, size: str) -> bool:
        """Whether a row or column is not shown, or so small that nothing of it is seen."""
        if is_collapsed(element):
            return True
        said = self.styles.value(family, element.get(_NAME), STYLE + size, family + "-properties")
        length = points(said)
        return length is not None and 0 <= length < _LOWEST


class _Walk:
    """The state of one walk over a sheet."""

    def __init__(self, table: etree._Element, looks: _Looks, allowance: Allowance) -> None:
        shown = looks.styles.value("table", table.get(_NAME), TABLE + "display", "table-properties")
        self.sheet = Sheet(table.get(TABLE + "name", ""), hidden=shown == "false")
        self._looks = looks
        self._allowance = allowance
        self._firsts: list[int] = []
        self._defaults: list[str | None] = []
        self._row = 0
        for column, first, number in columns_of(table):
            self._firsts.append(first)
            self._defaults.append(column.get(_DEFAULT))
            if first < MOST_COLUMNS and looks.hides(column, "table-column", "column-width"):
                self.sheet.hidden_columns.append((first, min(first + number, MOST_COLUMNS) - 1))
        for row, _ in rows_of(table):
            self._read_row(row)
        for shapes in table.iterchildren(TABLE + "shapes"):
            for shape in shapes:
                self._drawn(shape)

    def _read_row(self, element: etree._Element) -> None:
        """Take in a row as often as it is repeated; the blank ones that fill the sheet up are passed over."""
        repeated = max(1, count(element, TABLE + "number-rows-repeated"))
        last = min(self._row + repeated, MOST_ROWS) - 1
        if self._row <= last and self._looks.hides(element, "table-row", "row-height"):
            self.sheet.hidden_rows.append((self._row, last))
        cells = [cell for cell in element if cell.tag in {CELL, COVERED}]
        said = any(len(cell) or cell.get(OFFICE + "value-type") for cell in cells)
        for _ in range(repeated if said else min(repeated, _MOST_BLANK)):
            column = 0
            for cell in cells:
                column = self._cell(cell, column, element.get(_DEFAULT))
            self._row += 1
        self._row += 0 if said else max(0, repeated - _MOST_BLANK)

    def _cell(self, element: etree._Element, column: int, usual: str | None) -> int:
        """Take in a cell as often as it is repeated; the column behind it."""
        repeated = max(1, count(element, TABLE + "number-columns-repeated"))
        name = element.get(_NAME, usual if usual is not None else self._usual(column))
        ruled, filled, white = self._looks.cell(name)
        text = self._text(element, name) if len(element) or element.get(OFFICE + "value-type") else ""
        veiled = white or any(_may_hold(rule, element) for rule in self._looks.rules(name, filled))
        is_unseen = text is None or (veiled and bool(text))
        text = "" if text is None or veiled else text
        down = count(element, TABLE + "number-rows-spanned")
        across = count(element, TABLE + "number-columns-spanned")
        times = repeated if text or is_unseen else min(repeated, _MOST_BLANK) if ruled else 0
        for place in range(column, column + times):
            if is_unseen:
                self.sheet.unprinted.append((self._row, place))
            self._allowance.keep(self.sheet, self._row, place, SheetCell(text, ruled, filled))
        self.sheet.unread += [f"{place_name(self._row, column)} {remark}" for remark in remarks_in(element)]
        if element.tag == CELL and (down > 1 or across > 1):
            end = min(self._row + max(1, down), MOST_ROWS) - 1, min(column + max(1, across), MOST_COLUMNS) - 1
            self._allowance.merge(self.sheet, Merge(self._row, column, *end))
        for drawn in element:
            if str(drawn.tag).startswith(DRAW):
                self._drawn(drawn)
        return column + repeated

    def _usual(self, column: int) -> str | None:
        """The style of cells of this column that name none."""
        place = bisect_right(self._firsts, column) - 1
        return self._defaults[place] if place >= 0 else None

    def _text(self, element: etree._Element, name: str | None) -> str | None:
        """The printed text; None where there is one, or a value, of which nothing is seen."""
        kind = element.get(OFFICE + "value-type", "")
        value = element.get(OFFICE + "value", "")
        paragraphs = list(element.iterchildren(PARAGRAPH))
        if not paragraphs:
            return _print(element, kind, value)
        text = self._looks.text(element, name)
        number = stored_number(value) if kind in _NUMBERS else None
        if number is not None and text and not text.strip("#"):
            return _print(element, kind, value)  # the column was too narrow on that screen
        if text.strip():
            # 120.00 in red for -120, as the number format of the cell may have it
            return f"-{text}" if number is not None and number < 0 and not _SIGNED.search(text) else text
        said = any(str(part).strip() for p in paragraphs for part in p.itertext())
        return None if said or number else ""

    def _drawn(self, element: etree._Element) -> None:
        """Something drawn over the sheet: its text is a note, a picture or chart is told."""
        if is_undisplayed(element) or not isinstance(element.tag, str):
            return
        if next(element.iter(*_EMBEDDED), None) is not None:
            embedded = next(element.iter(*_EMBEDDED))
            self.sheet.unread.append("picture" if embedded.tag == DRAW + "image" else "chart")
            return
        lines = [
            self._looks.text(holder, None)
            for holder in element.iter()
            if child(holder, PARAGRAPH) is not None
        ]
        text = "\n".join(line for line in lines if line.strip())
        if text:
            self.sheet.notes.append(text)


def _may_hold(condition: str, cell: etree._Element) -> bool:
    """Whether a condition holds for a cell, or may: only what compares its own value with a number is reckoned."""
    compared = _COMPARED.fullmatch("".join(condition.split()))
    if compared is None:
        return True
    value = stored_number(cell.get(OFFICE + "value", ""))
    bound = stored_number(compared[2])
    if value is None or bound is None:
        return value is not None or compared[1] == "!="
    return {
        "=": value == bound,
        "!=": value != bound,
        "<": value < bound,
        ">": value > bound,
        "<=": value <= bound,
        ">=": value >= bound,
    }[compared[1]]


def _print(element: etree._Element, kind: str, value: str) -> str | None:
    """A value without a text, as it is stored: no format is known to say it otherwise."""
    number = stored_number(value) if kind in _NUMBERS else None
    if number is not None:
        return general(number * Decimal(100)) + "%" if kind == "percentage" else general(number)
    if kind == "boolean":
        return "TRUE" if element.get(OFFICE + "boolean-value") == "true" else "FALSE"
    said = element.get(OFFICE + (kind if kind in {"date", "time"} else "string") + "-value", "")
    return printed_lines(said)
