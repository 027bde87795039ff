"""Compare: one report's rows with its answers, by the rules of the hand-made answer files.

Belongs here: keys, values, what is judged. Does not belong here: databases (warehouse), counting (tally).
Amounts are compared as exact decimals, names after NFKC and without whitespace. A row marked ``optional`` counts
neither for nor against; ``also_accepted`` lists further right amounts, ``also`` further right spellings of a field of
the report (``*``: not judged), ``skip_tables`` tables that are not judged.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from benchmarks.accuracy.tally import CELLS, Item

Row = Mapping[str, Any]
Facts = Mapping[str, Sequence[Row]]

REPORT_FIELDS = (
    "region_code",
    "county",
    "department_type",
    "unit_name",
    "fiscal_year",
    "report_type",
    "signed_on",
)
_NUMBERS = ("target_num", "weight", "max_deduction", "actual_num", "score")
_CELLS = ("level1", "level2", "operator", "target_text", "unit", "actual_text", *_NUMBERS)
_RARE = {
    "stage": ("adjustment",),
    "category": ("agency_running",),
    "fund_source": ("town", "gov_fund", "special_account", "carry_over"),
}
"""Codes that no answer file lists."""
LACKING = "row with missing cells"
"""What came of an indicator whose row was found, and all of whose cells are right or missing."""
_UNITS = {"百分比": "%", "%(百分比)": "%", "百分数": "%"}


@dataclass(frozen=True, slots=True)
class Table:
    """How rows of a table are known, and which value is compared."""

    name: str
    key: Callable[[Row, int | None], str]
    column: str


def _budget_key(row: Row, year: int | None) -> str:
    place = (row.get("fact_year") or year, row["category"], row["stage"], row.get("fund_source") or "all")
    return "/".join(map(str, place))


_TABLES = (
    Table("budget_facts", _budget_key, "amount_yuan"),
    Table("stated_rates", lambda row, _: f"{row['category']}/{row.get('kind') or 'completion'}", "rate_pct"),
    Table("project_items", lambda row, _: name_of(row), "amount_yuan"),
    Table("staff_facts", lambda row, _: f"{row.get('staff_scope') or row.get('scope') or 'unit'}/{row['kind']}", "headcount"),
    Table("asset_facts", lambda row, _: str(row["measure"]), "amount_yuan"),
)  # fmt: skip


def compared(name: str, answers: Row, report: Row, facts: Facts) -> Iterator[Item]:
    """Every item of one report. ``report``: its row in core.reports, empty where there is none."""
    yield from _identity(name, answers, report)
    skipped = answers.get("skip_tables", ())
    year = answers["report"]["fiscal_year"]
    for table in _TABLES:
        if table.name not in skipped:
            yield from _matched(name, table, answers.get(table.name, ()), facts[table.name], year)
    if "scores" not in skipped:
        yield from _score(name, answers.get("score") or {}, facts["scores"])
    if "goals" not in skipped:
        yield from _goals(name, answers, facts["goals"])
    if "indicators" not in skipped:
        yield from _indicators(name, answers.get("indicators", ()), facts["indicators"])


def text_of(value: object) -> str:
    """Text as it is compared: NFKC, no whitespace; None is empty."""
    return "" if value is None else "".join(unicodedata.normalize("NFKC", str(value)).split())


def number_of(value: object) -> Decimal | None:
    """An exact decimal, or None where there is no number."""
    if value is None or value == "":
        return None
    try:
        return Decimal(str(value)).normalize()
    except InvalidOperation:
        return None


def name_of(row: Row) -> str:
    """The name of a goal or a project."""
    return text_of(row.get("name"))


def _shown(value: Decimal | None) -> str | None:
    return None if value is None else f"{value:f}"


def _marked(row: Row | None) -> bool:
    return row is not None and bool(row.get("is_marked"))


def _causes(row: Row | None) -> tuple[str, ...]:
    return () if row is None else tuple(row.get("causes", ()))


def _identity(name: str, answers: Row, report: Row) -> Iterator[Item]:
    """Fields of the report; a document that is no report may as well stay without one."""
    wanted, also = answers["report"], answers.get("also", {})
    if not report and wanted["report_type"] == "other":
        return
    for field in REPORT_FIELDS:
        accepted = [text_of(spelling) for spelling in also.get(field, ())]
        of_city = field == "county" and str(wanted["region_code"] or "").endswith("00")
        if "*" in accepted or of_city:
            continue
        expected, got = text_of(wanted.get(field)) or None, text_of(report.get(field)) or None
        marked = field in report.get("marked_fields", ())
        yield Item("reports", name, field, expected, expected if got in accepted else got, marked)


def _is_judged(table: str, row: Row) -> bool:
    """Answers list no rates of single projects, no posts by kind, and none of the rare codes."""
    if table == "stated_rates":
        of_all = not row.get("item_id") and (row.get("fund_source") or "all") == "all"
        return of_all and (row.get("kind") or "completion") in ("completion", "received")
    if table == "staff_facts":
        return row.get("kind") == "authorized" or row.get("basis") != "authorized"
    return table != "budget_facts" or not any(row.get(column) in codes for column, codes in _RARE.items())


def _matched(
    name: str, table: Table, wanted: Iterable[Row], found: Iterable[Row], year: int | None
) -> Iterator[Item]:
    """Pair rows by key; rows that are accepted beside the expected one are neither right nor wrong."""
    pool: dict[str, list[Row]] = defaultdict(list)
    for row in found:
        if _is_judged(table.name, row):
            pool[table.key(row, year)].append(row)
    for row in wanted:
        key, value = table.key(row, year), number_of(row[table.column])
        accepted = {value, *map(number_of, row.get("also_accepted", ()))}
        rest = [one for one in pool[key] if number_of(one[table.column]) not in accepted]
        got: Row | None = None
        if len(rest) < len(pool[key]):
            got = next(one for one in pool[key] if number_of(one[table.column]) in accepted)
            pool[key], shown = rest, value
        elif rest and not row.get("optional"):
            got = pool[key].pop(0)
            shown = number_of(got[table.column])
        else:
            shown = None
        if not row.get("optional"):
            yield Item(table.name, name, key, _shown(value), _shown(shown), _marked(got), _causes(got))
    for key, rest in pool.items():
        for row in rest:
            found_value = _shown(number_of(row[table.column]))
            yield Item(table.name, name, key, None, found_value, _marked(row), _causes(row))


def _score(name: str, wanted: Row, found: Iterable[Row]) -> Iterator[Item]:
    got: Row = next((row for row in found if row.get("scorer", "self") == "self"), {})
    total = _shown(number_of(wanted.get("total"))), _shown(number_of(got.get("total")))
    yield Item("scores", name, "total", *total, _marked(got), _causes(got))
    grade = text_of(wanted.get("grade")) or None, text_of(got.get("grade")) or None
    yield Item("scores", name, "grade", *grade, _marked(got))


def _goals(name: str, answers: Row, found: Iterable[Row]) -> Iterator[Item]:
    """By their names, or only how many there are."""
    targets = [row for row in found if (row.get("part") or "target") == "target"]
    if "goals" not in answers:
        if "goals_count" in answers:
            yield Item(
                "goals", name, "count", str(answers["goals_count"]), str(len(targets)) if targets else None
            )
        return
    pool: dict[str, list[Row]] = defaultdict(list)
    for row in targets:
        pool[name_of(row)].append(row)
    for goal in map(text_of, answers["goals"]):
        yield Item("goals", name, goal, "1", "1" if pool.pop(goal, ()) else None)
    for goal, rest in pool.items():
        for row in rest:
            yield Item("goals", name, goal, None, "1", _marked(row))


def _indicators(name: str, wanted: Iterable[Row], found: Iterable[Row]) -> Iterator[Item]:
    """Rows pair by the name of level 3, in order; a row is right when all cells that the answers hold agree."""
    pool: dict[str, list[Row]] = defaultdict(list)
    for row in sorted(found, key=lambda one: one.get("seq") or 0):
        pool[text_of(row.get("level3"))].append(row)
    for row in wanted:
        level3 = text_of(row.get("level3"))
        got = pool[level3].pop(0) if pool[level3] else None
        cells = [
            Item(
                CELLS,
                name,
                f"{level3}.{field}",
                _cell(row, field),
                None if got is None else _cell(got, field),
                _marked(got),
            )
            for field in _CELLS
            if _cell(row, field) is not None
        ]
        yield from cells
        agree = all(cell.is_right for cell in cells)
        empty = all(cell.is_right or cell.got is None for cell in cells)
        state = None if got is None else "row" if agree else LACKING if empty else "row with other cells"
        yield Item("indicators", name, level3, "row", state, _marked(got) or empty, _causes(got))
    for level3, rest in pool.items():
        for row in rest:
            yield Item("indicators", name, level3, None, "row", _marked(row), _causes(row))


def _cell(row: Row, field: str) -> str | None:
    text = text_of(row.get(field))
    return _shown(number_of(text)) if field in _NUMBERS else _UNITS.get(text, text) or None
