"""Wholes in tables: what tells that rows without a name are the department's whole, and that a sum over units is its own.

Belongs here: titles of the whole, rows of years or stages, sums over units with the own offices among them. Does not
belong here: the category of a cell (subject).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal

from pipelines.extract.context import Reader
from pipelines.extract.meaning import Meaning, words
from pipelines.extract.tables.header import header_pattern
from pipelines.extract.tables.tables import TableNumber, TableNumbers
from pipelines.model.frozen import dataclass
from pipelines.model.quantity import Dimension

FEWEST_UNITS = 2


@dataclass(frozen=True, slots=True)
class Kind:
    """What a row of a closed list of kinds of spending is: its category, and its source."""

    category: str
    source: str


def titles_whole(caption: str) -> bool:
    """Whether a title is that of all money of a department (部门收支情况), and of nothing special (会议费支出情况)."""
    lines = [line for line in caption.split() if not _says_no_title(line)]
    if not lines or header_pattern("one_thing", "foreign_total").search(caption):
        return False
    return header_pattern("whole_of_unit").search(lines[-1]) is not None


def _says_no_title(line: str) -> bool:
    return (
        bool(header_pattern("caption_line").search(line))
        or header_pattern("unit_line").fullmatch(line) is not None
    )


def are_years_or_stages(rows: Iterable[tuple[tuple[str, ...], Meaning]], columns: Iterable[Meaning]) -> bool:
    """Whether no label names anything but years, stages and rates, and no row adds up those of several years."""
    named = [*rows]
    sums = any(row and header_pattern("total_row").search(row[-1]) for row, _ in named)
    if any(
        m.residue or m.source or m.category not in (None, "total") for m in [*(m for _, m in named), *columns]
    ):
        return False
    if sums and any(m.year or m.last_year or m.this_year for _, m in named):
        return False
    return all(not row or m.year or m.last_year or m.this_year or m.stages or m.rate for row, m in named)


def sums_over_units(table: TableNumbers, reader: Reader) -> frozenset[TableNumber]:
    """Amounts of the one row 合计 that are the sum of all rows of units, the own offices among them, and rates beside them."""
    money = [
        n
        for n in table.numbers
        if n.quantity is not None and n.quantity.dimension is Dimension.MONEY and not n.broken
    ]
    sums = [n for n in money if _is_sum(n)]
    if len({n.line for n in sums}) != 1 or any(n.broken for n in table.numbers):
        return frozenset()
    rows = [n for n in money if not _is_sum(n)]
    if not any(is_own_office(n, reader) for n in rows) or not all(map(_of_unit, rows)):
        return frozenset()
    proved = [n for n in sums if _adds_up(n, [row for row in rows if row.place == n.place])]
    rates = [n for n in table.numbers if _is_sum(n) and n not in sums] if len(proved) == len(sums) else []
    return frozenset([*proved, *rates])


def lists_units(table: TableNumbers) -> bool:
    """Whether rows are named after several units, each with money."""
    rows = {n.row for n in table.numbers if _of_unit(n) and not _is_sum(n)}
    return len(rows) >= FEWEST_UNITS


def _adds_up(total: TableNumber, rows: list[TableNumber]) -> bool:
    parts = [n.quantity.value for n in rows if n.quantity is not None]
    return (
        len(parts) >= FEWEST_UNITS
        and total.quantity is not None
        and sum(parts, Decimal(0)) == total.quantity.value
    )


def _is_sum(number: TableNumber) -> bool:
    return bool(number.row) and bool(header_pattern("total_row").search(number.row[-1]))


def _of_unit(number: TableNumber) -> bool:
    """Whether a row is named after a unit and nothing else."""
    return len(number.row) == 1 and any(header_pattern("units").search(head) for head in number.heads)


def is_own_office(number: TableNumber, reader: Reader) -> bool:
    """Whether a row is that of the unit itself among its units: 局机关, 本级, its own name."""
    label = "".join(number.row)
    return label in reader.names or words("staffing", "scope", "unit").search(label) is not None


def sources_add_up(table: TableNumbers, meanings: dict[tuple[str, ...], Meaning]) -> bool:
    """Whether the rows of sources add up to the row of the total in each column of amounts that holds both."""
    sources = {row for row, m in meanings.items() if m.source and not (m.category or m.residue)}
    parts: dict[tuple[str, ...], Decimal] = {}
    totals: dict[tuple[str, ...], Decimal] = {}
    for number in table.numbers:
        if number.broken or number.quantity is None or number.quantity.dimension is not Dimension.MONEY:
            continue
        if number.row in sources:
            parts[number.column] = parts.get(number.column, Decimal(0)) + number.quantity.value
        elif _is_sum(number):
            totals[number.column] = number.quantity.value
    shared = parts.keys() & totals.keys()
    return bool(shared) and all(parts[c] == totals[c] for c in shared) and any(totals[c] for c in shared)


def is_sum_of_natures(table: TableNumbers, meanings: dict[tuple[str, ...], Meaning]) -> bool:
    """Whether the rows without a name (预算数 | 到位数 | 执行数) are 基本支出 and 项目支出 together, in each column that holds them."""
    columns: dict[int, dict[str, list[Decimal]]] = {}
    for number in table.numbers:
        meaning = meanings[number.row]
        if meaning.residue or meaning.source or number.broken or number.quantity is None:
            continue
        if number.quantity.dimension is Dimension.MONEY and meaning.category in (None, "basic", "project"):
            column = columns.setdefault(number.place, {})
            column.setdefault(meaning.category or "", []).append(number.quantity.value)
    nameless = [column for column in columns.values() if "" in column]
    return any(any(column[""]) for column in nameless) and all(
        len(column.get("basic", ())) == len(column.get("project", ())) == len(column[""]) == 1
        and column["basic"][0] + column["project"][0] == column[""][0]
        for column in nameless
    )


def closed_kinds(
    table: TableNumbers, meanings: dict[tuple[str, ...], Meaning]
) -> dict[tuple[str, ...], Kind]:
    """What the rows 人员类项目, 公用经费 and 特定目标类项目 are, of one source each or of none, where with nothing else they are the 合计 of
    each column: 特定目标类项目 is project money, and the one row of a kind is all of it."""
    kinds = {row: kind for row, m in meanings.items() if (kind := _kind_of(row, m)) is not None}
    sums = {row for row in meanings if row and header_pattern("total_row").search(row[-1])}
    if len(sums) != 1 or set(meanings) != {*kinds, *sums}:
        return {}
    if {kind.category for kind in kinds.values()} != {"personnel", "operating", "project"}:
        return {}
    columns: dict[int, dict[tuple[str, ...], Decimal]] = {}
    for number in table.numbers:
        if number.broken or number.quantity is None or number.quantity.dimension is not Dimension.MONEY:
            continue
        columns.setdefault(number.place, {})[number.row] = number.quantity.value
    total = next(iter(sums))
    closes = all(
        column.keys() == meanings.keys() and sum(column[row] for row in kinds) == column[total]
        for column in columns.values()
    )
    if not columns or not closes:
        return {}
    told = Counter(kind.category for kind in kinds.values())
    return {row: replace(k, source=k.source if told[k.category] > 1 else "all") for row, k in kinds.items()}


def _kind_of(row: tuple[str, ...], meaning: Meaning) -> Kind | None:
    """The kind of spending that a row names, with no more than a source in a cell of its own."""
    if row and words("meaning", "targeted", "says").search(row[0]):
        if len(row) == 1:
            return Kind("project", "all")
        return Kind("project", meaning.source) if len(row) == FEWEST_UNITS and meaning.source else None
    named = meaning.category in ("personnel", "operating") and not meaning.residue
    return Kind(meaning.category, meaning.source or "all") if named and meaning.category else None


def names_once(table: TableNumbers) -> bool:
    """Whether a column names the projects, each of them in one row, whatever unit stands beside it."""
    named: dict[str, set[int]] = {}
    for number in table.numbers:
        for label, head in zip(number.row, number.heads, strict=True):
            if header_pattern("item").search(head) and not header_pattern("total_row").search(label):
                named.setdefault(label, set()).add(number.line)
    return bool(named) and all(len(lines) == 1 for lines in named.values())
