"""Fields: how the columns of a table become the columns of a sheet.

Belongs here: their order, what sort of cell each has, where its cells lead. Does not belong here: writing cells (cells),
number formats (styles).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from pipelines.lexicon import load
from pipelines.store import Column, Table

_EVIDENCE = "evidence_id"
_REPORT = "report_id"
_REASON = "missing_reason"
_NUMBERS = ("DECIMAL", "DOUBLE", "FLOAT", "INTEGER", "BIGINT", "SMALLINT", "HUGEINT", "UBIGINT")
_PASSAGES = 'STRUCT("quote" '
MAPS = ("evidence", "missing")
"""Columns that say of other columns where they stand and why they are empty; no columns of a sheet."""


FOR_JOINS = (
    "version_id",
    "fact_id",
    "fact_ids",
    "result_id",
    "branch",
    "section_code",
    "field",
    "figure",
    "subject",
)
"""Endings of columns that serve joins in the database alone; the sheets leave them out. Codes have their name beside them."""


class Kind(StrEnum):
    """What a cell holds."""

    TEXT = "text"
    NUMBER = "number"
    YES_NO = "yes_no"
    DAY = "day"
    TIME = "time"
    LIST = "list"
    REPORT = "report"
    REPORTS = "reports"
    QUOTE = "quote"
    QUOTES = "quotes"
    PASSAGES = "passages"


@dataclass(frozen=True, slots=True)
class Field:
    """A column of a sheet. ``report``: the column with the report that its quote stands in; ``reason``: the column that
    says why it is empty; ``at``: its place among the columns of the table."""

    column: Column
    kind: Kind
    at: int
    codes: Mapping[str, str]
    report: str | None = None
    reason: str | None = None

    @property
    def is_linked(self) -> bool:
        """Whether its cells lead to a page of their own accord."""
        return self.kind in (Kind.REPORT, Kind.REPORTS, Kind.QUOTE, Kind.QUOTES, Kind.PASSAGES)


def sheet_fields(table: Table, codes: Mapping[str, Mapping[str, str]]) -> tuple[Field, ...]:
    """The fields of a table, names first, reports and then ids last. ``codes``: of columns that do not list their own, by name."""
    names = {column.name for column in table.columns}
    lead: Sequence[str] = load("workbook")["lead"]
    explained = _explained(table)
    fields = [
        Field(
            column,
            kind,
            at,
            column.codes or codes.get(column.name, {}),
            _report_of(column.name, kind, names),
            explained.get(column.name),
        )
        for at, column in enumerate(table.columns)
        if (kind := _kind(column)) is not None
    ]
    return tuple(sorted(fields, key=lambda f: (_rank(f, lead), f.at)))


def leading(fields: Sequence[Field], lead: Sequence[str]) -> int:
    """How many fields stay in view."""
    return sum(field.column.name in lead for field in fields)


def codes_by_name(tables: Sequence[Table]) -> dict[str, dict[str, str]]:
    """Codes by the name of the column whose comment lists them; other columns of that name may refer to it."""
    found: dict[str, dict[str, str]] = {}
    for table in tables:
        for column in table.columns:
            if column.codes:
                found.setdefault(column.name, {}).update(column.codes)
    return found


def _rank(field: Field, lead: Sequence[str]) -> int:
    name = field.column.name
    if name in lead:
        return lead.index(name)
    if field.kind is Kind.REPORT:
        return len(lead) + 1
    return len(lead) + (2 if name.endswith(("_id", "_ids")) and field.kind is Kind.TEXT else 0)


def _kind(column: Column) -> Kind | None:
    name, sql_type = column.name, column.sql_type
    if (name in MAPS and sql_type.startswith("MAP")) or name.endswith(FOR_JOINS):
        return None
    if sql_type == "VARCHAR":
        if name.endswith(_EVIDENCE):
            return Kind.QUOTE
        return Kind.REPORT if name.endswith(_REPORT) else Kind.TEXT
    if sql_type == "VARCHAR[]" and name.endswith(("evidence_ids", "report_ids")):
        return Kind.QUOTES if name.endswith("evidence_ids") else Kind.REPORTS
    if sql_type.startswith(_PASSAGES):
        return Kind.PASSAGES
    if sql_type.endswith("]") or sql_type.startswith(("STRUCT", "MAP")):
        return Kind.LIST
    simple = {"BOOLEAN": Kind.YES_NO, "DATE": Kind.DAY}
    if sql_type.startswith("TIMESTAMP"):
        return Kind.TIME
    return simple.get(sql_type, Kind.NUMBER if sql_type.startswith(_NUMBERS) else Kind.TEXT)


def _report_of(name: str, kind: Kind, names: set[str]) -> str | None:
    """The column with the report that a quote stands in: ``prior_evidence_id`` in ``prior_report_id``, else ``report_id``."""
    if kind is Kind.PASSAGES:
        return _REPORT
    if kind not in (Kind.QUOTE, Kind.QUOTES):
        return None
    prefix = name.partition(_EVIDENCE)[0]
    wanted: tuple[str, ...] = (f"{prefix}{_REPORT}", _REPORT)
    if kind is Kind.QUOTES:
        wanted = (*wanted, f"{prefix}{_REPORT}s", f"{_REPORT}s")
    return next((name for name in wanted if name in names), None)


def _explained(table: Table) -> dict[str, str]:
    """Number → the column with the reason why it is empty. ``x_missing_reason`` is of ``x`` or of what begins with it; a bare
    ``missing_reason`` is of ``value``, else of the number before it."""
    numbers = [(at, column.name) for at, column in enumerate(table.columns) if _kind(column) is Kind.NUMBER]
    reasons = {c.name: at for at, c in enumerate(table.columns) if c.name.endswith(_REASON)}
    found: dict[str, str] = {}
    for name in reasons:
        stem = name.removesuffix(_REASON).rstrip("_")
        if stem:
            found |= {
                number: name for _, number in numbers if number == stem or number.startswith(f"{stem}_")
            }
    if _REASON in reasons:
        before = [name for at, name in numbers if at < reasons[_REASON] and name not in found]
        names = [name for name in before if name == "value"] or before[-1:]
        found |= dict.fromkeys(names, _REASON)
    return found
