"""Cells: one value of a row → one cell, exactly, with its link where it has one.

Belongs here: what stands in a cell. Does not belong here: which rows and columns there are (sheets), colours (styles).

Text is always written as text, whatever it begins with. A number that Excel could not keep exactly (more than 15 digits)
is written as text too. A number that is missing is a word, never an empty cell: Excel counts an empty cell as 0.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pipelines.lexicon import load
from pipelines.publish.site import SITE
from pipelines.publish.site.addresses import report_page
from pipelines.publish.workbook.fields import Field, Kind
from pipelines.publish.workbook.styles import Styles, number_format

if TYPE_CHECKING:
    from xlsxwriter.format import Format  # type: ignore[import-untyped]
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

LONGEST = 32_000
"""Characters; Excel has room for 32,767."""
DIGITS = 15
PLACES = 6
"""No column has more decimals."""
SHORT = 14
"""A reason of so many characters stands in the cell of the number, a longer one only in its own column."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LEVELS = ("ok", "qualified", "unsound")
Number = Decimal | int | float


class Writer:
    """Writes the rows of one table into one sheet. ``places``: of the table's columns in a row; ``linked``: names of the
    columns whose cells may lead to a page."""

    def __init__(
        self,
        sheet: Worksheet,
        styles: Styles,
        fields: Sequence[Field],
        places: Mapping[str, int],
        linked: frozenset[str],
    ) -> None:
        self._sheet = sheet
        self._places = places
        self._linked = linked
        self._words = load("workbook")
        self._named = {
            name: styles.named(name) for name in ("text", "prefixed", "none", "link", "quote", *_LEVELS)
        }
        self._shapes = [_Shape(field, styles, self._how(field)) for field in fields]
        self._evidence, self._missing = places.get("evidence"), places.get("missing")

    def write(self, at: int, row: Sequence[Any]) -> None:
        """Row ``at`` of the sheet."""
        for column, shape in enumerate(self._shapes):
            value = row[shape.at]
            if value is not None or shape.is_number:
                shape.write(at, column, shape, value, row)

    def _how(self, field: Field) -> _Way:
        ways: dict[Kind, _Way] = {
            Kind.NUMBER: self._number,
            Kind.YES_NO: self._yes_no,
            Kind.DAY: self._time,
            Kind.TIME: self._time,
            Kind.REPORT: self._report,
            Kind.REPORTS: self._reports,
            Kind.QUOTE: self._quote,
            Kind.QUOTES: self._quotes,
        }
        if field.column.name == "comparability":
            return self._level
        return ways.get(field.kind, self._said)

    def _number(self, at: int, column: int, shape: _Shape, value: Number | None, row: Sequence[Any]) -> None:
        if value is None or value != value:
            self._text(at, column, self._why(shape, row), "none")
            return
        if isinstance(value, Decimal) and value.adjusted() + PLACES >= DIGITS and _digits(value) > DIGITS:
            self._text(at, column, f"{value:f}", "none")
            return
        if self._evidence is not None and shape.name in self._linked:
            quote = (row[self._evidence] or {}).get(shape.name)
            if quote is not None:
                self._go(at, column, row[self._places["report_id"]], quote, "", shape.linked)
                self._sheet.write_number(at, column, value, shape.linked)
                return
        self._sheet.write_number(at, column, value, shape.format)

    def _why(self, shape: _Shape, row: Sequence[Any]) -> str:
        missing = row[self._missing] or {} if self._missing is not None else {}
        reason = missing.get(shape.name) or (row[self._places[shape.reason]] if shape.reason else None)
        said = str(self._words["codes"].get(reason, reason) if reason else "")
        return said if 0 < len(said) <= SHORT else str(self._words["none"])

    def _yes_no(self, at: int, column: int, shape: _Shape, value: bool, row: Sequence[Any]) -> None:
        self._text(at, column, self._words["yes" if value else "no"])

    def _time(self, at: int, column: int, shape: _Shape, value: date | datetime, row: Sequence[Any]) -> None:
        self._sheet.write_datetime(at, column, value, shape.format)

    def _report(self, at: int, column: int, shape: _Shape, value: str, row: Sequence[Any]) -> None:
        self._link(at, column, shape, (value, None), value, "link")

    def _reports(self, at: int, column: int, shape: _Shape, value: Sequence[str], row: Sequence[Any]) -> None:
        if value:
            said = self._words["many_reports"].format(n=len(value))
            self._link(at, column, shape, (value[0], None), said, "quote")

    def _quote(self, at: int, column: int, shape: _Shape, value: str, row: Sequence[Any]) -> None:
        report = row[self._places[shape.report]] if shape.report else None
        self._link(at, column, shape, (report, value), self._words["quote"], "quote")

    def _quotes(self, at: int, column: int, shape: _Shape, value: Sequence[str], row: Sequence[Any]) -> None:
        if value:
            reports = row[self._places[shape.report]] if shape.report else None
            # of several reports nobody says which one holds the first quote
            of = {reports} if isinstance(reports, str) else set(reports or ())
            report = of.pop() if len(of) == 1 else None
            said = self._words["many_quotes"].format(n=len(value))
            self._link(at, column, shape, (report, value[0]), said, "quote")

    def _level(self, at: int, column: int, shape: _Shape, value: str, row: Sequence[Any]) -> None:
        self._text(at, column, said_of(value, shape.codes), value if value in _LEVELS else "text")

    def _said(self, at: int, column: int, shape: _Shape, value: Any, row: Sequence[Any]) -> None:  # noqa: ANN401
        self._text(at, column, said_of(value, shape.codes))

    def _link(
        self, at: int, column: int, shape: _Shape, to: tuple[str | None, str | None], text: str, style: str
    ) -> None:
        report_id, evidence_id = to
        if report_id is None or shape.name not in self._linked:
            self._text(at, column, text)
        else:
            self._go(at, column, report_id, evidence_id, text, self._named[style])

    def _go(
        self, at: int, column: int, report_id: str, evidence_id: str | None, text: str, style: Format
    ) -> None:
        from pipelines.publish.workbook.links import Link  # xlsxwriter is loaded by now, not at import

        link = Link(page_of(report_id, evidence_id))
        link.text = text
        self._sheet.write_url(at, column, link, style)

    def _text(self, at: int, column: int, text: str, style: str = "text") -> None:
        if len(text) > LONGEST:
            text = text[:LONGEST] + self._words["cut"]
        if text.startswith(_FORMULA) and style == "text":
            style = "prefixed"
        self._sheet.write_string(at, column, text, self._named[style])


class _Shape:
    """A field with all that its cells have in common, looked up once."""

    __slots__ = ("at", "codes", "format", "is_number", "linked", "name", "reason", "report", "write")

    def __init__(self, field: Field, styles: Styles, write: _Way) -> None:
        self.at, self.name = field.at, field.column.name
        self.report, self.reason = field.report, field.reason
        self.is_number = field.kind is Kind.NUMBER
        self.codes = {**load("workbook")["codes"], **field.codes}
        self.format = styles.number(number_format(field))
        self.linked = styles.number(number_format(field), linked=True)
        self.write = write


_Way = Callable[[int, int, _Shape, Any, Sequence[Any]], None]


def _digits(value: Decimal) -> int:
    return len(value.normalize().as_tuple().digits)


def page_of(report_id: str, evidence_id: str | None) -> str:
    """The address of a report's page, or of a quote on it, from the folder of the build."""
    anchor = f"#e-{evidence_id}" if evidence_id else ""
    return f"external:{SITE}/{report_page(report_id)}{anchor}"


def said_of(value: Any, codes: Mapping[str, str]) -> str:  # noqa: ANN401 - a value of any column
    """A value as people read it: codes by their meaning, lists and structures in one line."""
    if isinstance(value, str):
        return codes.get(value, value)
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(load("workbook")["yes" if value else "no"])
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, Mapping):
        return "，".join(said for item in value.values() if (said := said_of(item, codes)))
    if isinstance(value, list | tuple):
        return "；".join(said_of(item, codes) for item in value)
    return str(value)
