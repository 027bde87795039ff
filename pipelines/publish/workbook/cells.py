"""Cells: one value of a row → one cell, exactly, with its link where it has one.

Belongs here: what stands in a cell. Does not belong here: which rows and columns there are (sheets), colours (styles).

Text is always written as text, whatever it begins with. A number that Excel could not keep exactly (more than 15 digits)
is written as text too. A number that is missing is a word, never an empty cell: Excel counts an empty cell as 0.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as declared
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from pipelines.lexicon import load
from pipelines.publish.site import SITE
from pipelines.publish.site.addresses import report_page
from pipelines.publish.workbook.fields import MAPS, Field, Kind
from pipelines.publish.workbook.styles import Styles, number_format

if TYPE_CHECKING:
    from xlsxwriter.format import Format  # type: ignore[import-untyped]
    from xlsxwriter.worksheet import Worksheet  # type: ignore[import-untyped]

LONGEST = 32_000
"""Characters; Excel has room for 32,767."""
DIGITS = 15
SHORT = 6
"""A reason of so many characters stands in the cell of the number, a longer one only in its own column."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LEVELS = ("ok", "qualified", "unsound")
Number = Decimal | int | float


@dataclass(slots=True)
class Writer:
    """Writes the rows of one table into one sheet. ``linked``: names of the columns whose cells may lead to a page."""

    sheet: Worksheet
    styles: Styles
    fields: Sequence[Field]
    places: Mapping[str, int]
    linked: frozenset[str]
    formats: Mapping[int, str] = declared(init=False)
    words: Mapping[str, Any] = declared(init=False)

    def __post_init__(self) -> None:
        self.formats = {field.at: number_format(field) for field in self.fields}
        self.words = load("workbook")

    def write(self, at: int, row: Sequence[Any]) -> None:
        """Row ``at`` of the sheet."""
        told = {name: row[self.places[name]] or {} for name in MAPS if name in self.places}
        for column, field in enumerate(self.fields):
            value = row[field.at]
            if field.kind is Kind.NUMBER:
                self._number(at, column, field, value, row, told)
            elif value is not None:
                self._other(at, column, field, value, row)

    def _number(
        self,
        at: int,
        column: int,
        field: Field,
        value: Number | None,
        row: Sequence[Any],
        told: Mapping[str, Any],
    ) -> None:
        name = field.column.name
        if value is None or value != value:
            self._text(at, column, self._why(field, row, told.get("missing", {})), "none")
            return
        quote = told.get("evidence", {}).get(name) if name in self.linked else None
        if isinstance(value, Decimal) and len(value.normalize().as_tuple().digits) > DIGITS:
            self._text(at, column, f"{value:f}", "none")
            return
        style = self.styles.number(self.formats[field.at], linked=quote is not None)
        if quote is not None:
            self._go(at, column, row[self.places["report_id"]], quote, "", style)
        self.sheet.write_number(at, column, value, style)

    def _why(self, field: Field, row: Sequence[Any], missing: Mapping[str, str]) -> str:
        words = self.words
        reason = missing.get(field.column.name) or (row[self.places[field.reason]] if field.reason else None)
        said = str(words["codes"].get(reason, reason) if reason else "")
        return said if 0 < len(said) <= SHORT else str(words["none"])

    def _other(self, at: int, column: int, field: Field, value: Any, row: Sequence[Any]) -> None:  # noqa: ANN401
        words = self.words
        match field.kind:
            case Kind.YES_NO:
                self._text(at, column, words["yes"] if value else words["no"])
            case Kind.DAY | Kind.TIME:
                self._time(at, column, field, value)
            case Kind.REPORT:
                self._link(at, column, field, value, None, value)
            case Kind.REPORTS:
                if value:
                    self._link(at, column, field, value[0], None, words["many_reports"].format(n=len(value)))
            case Kind.QUOTE:
                report = row[self.places[field.report]] if field.report else None
                self._link(at, column, field, report, value, words["quote"])
            case Kind.QUOTES:
                reports = row[self.places[field.report]] if field.report else None
                if value:
                    report = reports[0] if reports and len(reports) == len(value) else None
                    said = words["many_quotes"].format(n=len(value))
                    self._link(at, column, field, report, value[0], said)
            case _:
                text = said_of(value, field.codes)
                is_level = field.column.name == "comparability" and value in _LEVELS
                self._text(at, column, text, value if is_level else "text")

    def _time(self, at: int, column: int, field: Field, value: date | datetime) -> None:
        self.sheet.write_datetime(at, column, value, self.styles.number(self.formats[field.at]))

    def _link(
        self, at: int, column: int, field: Field, report_id: str | None, evidence_id: str | None, text: str
    ) -> None:
        if report_id is None or field.column.name not in self.linked:
            self._text(at, column, text)
        else:
            style = "link" if field.kind is Kind.REPORT else "quote"
            self._go(at, column, report_id, evidence_id, text, self.styles.named(style))

    def _go(
        self, at: int, column: int, report_id: str, evidence_id: str | None, text: str, style: Format
    ) -> None:
        from pipelines.publish.workbook.links import Link  # xlsxwriter is loaded by now, not at import

        link = Link(page_of(report_id, evidence_id))
        link.text = text
        self.sheet.write_url(at, column, link, style)

    def _text(self, at: int, column: int, text: str, style: str = "text") -> None:
        if len(text) > LONGEST:
            text = text[:LONGEST] + self.words["cut"]
        if style == "text" and text.startswith(_FORMULA):
            style = "prefixed"
        self.sheet.write_string(at, column, text, self.styles.named(style))


def page_of(report_id: str, evidence_id: str | None) -> str:
    """The address of a report's page, or of a quote on it, from the folder of the build."""
    anchor = f"#e-{evidence_id}" if evidence_id else ""
    return f"external:{SITE}/{report_page(report_id)}{anchor}"


def said_of(value: Any, codes: Mapping[str, str]) -> str:  # noqa: ANN401 - a value of any column
    """A value as people read it: codes by their meaning, lists and structures in one line."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(load("workbook")["yes" if value else "no"])
    if isinstance(value, str):
        return str(codes.get(value) or load("workbook")["codes"].get(value, value))
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    if isinstance(value, Mapping):
        return "，".join(said for item in value.values() if (said := said_of(item, codes)))
    if isinstance(value, list | tuple):
        return "；".join(said_of(item, codes) for item in value)
    return str(value)
