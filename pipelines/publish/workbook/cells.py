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
from unicodedata import east_asian_width

from pipelines.lexicon import load
from pipelines.publish.site import SITE
from pipelines.publish.site.addresses import report_page
from pipelines.publish.site.shown import join_lines
from pipelines.publish.workbook.fields import Field, Kind
from pipelines.publish.workbook.styles import Styles, number_format

if TYPE_CHECKING:
    from pipelines.publish.workbook.rows import RowWriter

LONGEST = 32_000
"""Characters; Excel has room for 32,767."""
DIGITS = 15
PLACES = 6
"""No column has more decimals."""
SHORT = 14
"""A reason of so many characters stands in the cell of the number, a longer one only in its own column."""
TALLEST = 25
"""Lines; Excel has no taller rows."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
_LEVELS = ("ok", "qualified", "unsound")
Number = Decimal | int | float


class Writer:
    """Writes the rows of one table into one sheet. ``places``: of the table's columns in a row; ``linked``: names of the
    columns whose cells may lead to a page; ``empty``: columns whose empty cells mean something, and what; ``widths``:
    of the columns of a table whose texts are read to their end, on as many lines as they need; quotes, which are links, are not."""

    def __init__(
        self,
        rows: RowWriter,
        styles: Styles,
        fields: Sequence[Field],
        places: Mapping[str, int],
        linked: frozenset[str],
        empty: Mapping[str, str],
        widths: Sequence[float] = (),
    ) -> None:
        self._rows = rows
        self._places = places
        self._linked = linked
        self._words = load("workbook")
        self._widths, self._lines = widths, 1
        wrapped = {"text": "wrapped"} if widths else {}
        self._named = {
            name: styles.index(styles.named(wrapped.get(name, name)))
            for name in ("text", "prefixed", "none", "label", "link", "quote", *_LEVELS)
        }
        self._shapes = [
            _Shape(field, styles, self._how(field), empty.get(field.column.name)) for field in fields
        ]
        self._evidence, self._missing = places.get("evidence"), places.get("missing")

    def write(self, at: int, row: Sequence[Any]) -> None:
        """Row ``at`` of the sheet."""
        self._lines = 1
        cells = [
            self._text(at, column, shape.empty, "label")
            if value is None and shape.empty is not None
            else shape.write(at, column, shape, value, row)
            for column, shape in enumerate(self._shapes)
            if (value := row[shape.at]) is not None or shape.is_number or shape.empty is not None
        ]
        self._rows.put(at, cells, min(self._lines, TALLEST))

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
            Kind.PASSAGES: self._passages,
        }
        if field.column.name == "comparability":
            return self._level
        return ways.get(field.kind, self._said)

    def _number(self, at: int, column: int, shape: _Shape, value: Number | None, row: Sequence[Any]) -> str:
        if value is None or value != value:
            return self._text(at, column, self._why(shape, row), "none")
        if isinstance(value, Decimal) and value.adjusted() + PLACES >= DIGITS and _digits(value) > DIGITS:
            return self._text(at, column, f"{value:f}", "none")
        if self._evidence is not None and shape.name in self._linked:
            quote = (row[self._evidence] or {}).get(shape.name)
            if quote is not None:
                self._rows.link(at, column, *page_of(row[self._places["report_id"]], quote))
                return self._rows.number(at, column, value, shape.linked)
        return self._rows.number(at, column, value, shape.style)

    def _why(self, shape: _Shape, row: Sequence[Any]) -> str:
        missing = row[self._missing] or {} if self._missing is not None else {}
        reason = missing.get(shape.name) or (row[self._places[shape.reason]] if shape.reason else None)
        said = str(self._words["codes"].get(reason, reason) if reason else "")
        return said if 0 < len(said) <= SHORT else str(self._words["none"])

    def _yes_no(self, at: int, column: int, shape: _Shape, value: bool, row: Sequence[Any]) -> str:
        return self._text(at, column, self._words["yes" if value else "no"])

    def _time(self, at: int, column: int, shape: _Shape, value: date | datetime, row: Sequence[Any]) -> str:
        return self._rows.time(at, column, value, shape.style)

    def _report(self, at: int, column: int, shape: _Shape, value: str, row: Sequence[Any]) -> str:
        return self._link(at, column, shape, (value, None), value, "link")

    def _reports(self, at: int, column: int, shape: _Shape, value: Sequence[str], row: Sequence[Any]) -> str:
        if not value:
            return ""
        said = self._words["many_reports"].format(n=len(value))
        return self._link(at, column, shape, (value[0], None), said, "quote")

    def _quote(self, at: int, column: int, shape: _Shape, value: str, row: Sequence[Any]) -> str:
        report = row[self._places[shape.report]] if shape.report else None
        return self._link(at, column, shape, (report, value), self._words["quote"], "quote")

    def _quotes(self, at: int, column: int, shape: _Shape, value: Sequence[str], row: Sequence[Any]) -> str:
        if not value:
            return ""
        reports = row[self._places[shape.report]] if shape.report else None
        # of several reports nobody says which one holds the first quote
        of = {reports} if isinstance(reports, str) else set(reports or ())
        report = of.pop() if len(of) == 1 else None
        said = self._words["many_quotes"].format(n=len(value))
        return self._link(at, column, shape, (report, value[0]), said, "quote")

    def _passages(
        self, at: int, column: int, shape: _Shape, value: Sequence[Mapping[str, Any]], row: Sequence[Any]
    ) -> str:
        """What a finding quotes, in words with file and page; the cell leads to the first place in the report itself."""
        if not value:
            return ""
        first = value[0]
        is_own = first["role"] != "other" and shape.report is not None
        to = (row[self._places[shape.report or ""]], str(first["evidence_id"])) if is_own else (None, None)
        return self._link(at, column, shape, to, passages_said(value), "link")

    def _level(self, at: int, column: int, shape: _Shape, value: str, row: Sequence[Any]) -> str:
        return self._text(at, column, said_of(value, shape.codes), value if value in _LEVELS else "text")

    def _said(self, at: int, column: int, shape: _Shape, value: Any, row: Sequence[Any]) -> str:  # noqa: ANN401
        return self._text(at, column, said_of(value, shape.codes))

    def _link(
        self, at: int, column: int, shape: _Shape, to: tuple[str | None, str | None], text: str, style: str
    ) -> str:
        report_id, evidence_id = to
        if report_id is None or shape.name not in self._linked:
            return self._text(at, column, text)
        self._rows.link(at, column, *page_of(report_id, evidence_id))
        return self._rows.text(at, column, text, self._named[style])

    def _text(self, at: int, column: int, text: str, style: str = "text") -> str:
        if not text:
            return ""  # nothing: a text of no characters would count as filled in (COUNTA)
        if len(text) > LONGEST:
            text = text[:LONGEST] + self._words["cut"]
        if text.startswith(_FORMULA) and style == "text":
            style = "prefixed"
        if self._widths:  # what stands between two words or in the margins takes a little more
            self._lines = max(self._lines, -(-cells_wide(text) // int(self._widths[column] * 0.9)))
        return self._rows.text(at, column, text, self._named[style])


class _Shape:
    """A field with all that its cells have in common, looked up once."""

    __slots__ = ("at", "codes", "empty", "is_number", "linked", "name", "reason", "report", "style", "write")

    def __init__(self, field: Field, styles: Styles, write: _Way, empty: str | None) -> None:
        self.empty = empty
        self.at, self.name = field.at, field.column.name
        self.report, self.reason = field.report, field.reason
        self.is_number = field.kind is Kind.NUMBER
        self.codes = {**load("workbook")["codes"], **field.codes}
        self.style = styles.index(styles.number(number_format(field)))
        self.linked = styles.index(styles.number(number_format(field), linked=True))
        self.write = write


_Way = Callable[[int, int, _Shape, Any, Sequence[Any]], str]


def cells_wide(text: str) -> int:
    """How wide a text is in Latin characters: a Chinese one counts two."""
    return sum(2 if east_asian_width(char) in "WFA" else 1 for char in text)


def _digits(value: Decimal) -> int:
    return len(value.normalize().as_tuple().digits)


def page_of(report_id: str, evidence_id: str | None) -> tuple[str, str]:
    """The address of a report's page from the folder of the build, and the place of a quote on it."""
    return f"{SITE}/{report_page(report_id)}", f"e-{evidence_id}" if evidence_id else ""


def passages_said(passages: Sequence[Mapping[str, Any]]) -> str:
    """Quotes with the file and the page, where there are pages; the file once for those that follow each other."""
    words = load("workbook")["passage"]
    said, before = [], None
    for passage in passages:
        place = words["page"].format(page=passage["page"]) if passage["page"] else ""
        if passage["file_name"] != before:
            before = passage["file_name"]
            place = f"{before} {place}".rstrip()
        text = words["quote"].format(quote=join_lines(passage["quote"] or ""))
        said.append(f"{text}（{place}）" if place else text)
    return "；".join(said)


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
