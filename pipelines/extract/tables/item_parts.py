"""Parts of projects in tables: rows that divide the project above them, and are no projects.

Belongs here: 办公楼维修工程 | 120 over 其中：土建 | 50 and 安装 | 70. Does not belong here: the parts of 项目支出 itself (items), sources
beside one another (items), prose (prose/item_parts).

Rows are parts of the one above where their amounts are its own in every column, and either 其中 opens them or the total of the table
holds without them and not with them: that 30 is 10 and 20 may be chance.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from decimal import Decimal

from pipelines.extract.context import Reader
from pipelines.extract.meaning import understand
from pipelines.extract.prose.lists import PART
from pipelines.extract.tables.items import value_of
from pipelines.extract.tables.subject import column_meaning, is_bare_total
from pipelines.extract.tables.tables import TableNumber, TableNumbers

REASON = "item_part"
FEWEST = 2
Row = Mapping[int, TableNumber]
"""The amounts of a line by column."""


def parts_of_items(table: TableNumbers, reader: Reader) -> frozenset[TableNumber]:
    """The amounts of all rows that divide the project above them."""
    rows, totals = _rows(table, reader)
    opened: list[Row] = []
    summed: list[Row] = []
    at = 0
    while at < len(rows):
        end, named = _end_of_parts(rows, at)
        (opened if named else summed).extend(rows[at + 1 : end])
        at = max(end, at + 1)
    parts = [*opened, *summed] if summed and _holds_without(rows, [*opened, *summed], totals) else opened
    return frozenset(number for row in parts for number in row.values())


def _rows(table: TableNumbers, reader: Reader) -> tuple[list[Row], list[Row]]:
    """The rows of projects and those of totals, with what they have in the columns of a stage."""
    lines: dict[int, dict[int, TableNumber]] = defaultdict(dict)
    for number in table.numbers:
        column = column_meaning(number, reader.names)
        if number.row and not number.broken and not column.rate and (column.stages or column.unsaid):
            lines[number.line][number.place] = number
    rows: list[Row] = [*lines.values()]
    totals = [row for row in rows if _is_total(row)]
    return [row for row in rows if not _is_total(row)], totals


def _is_total(row: Row) -> bool:
    *outer, _ = labels = next(iter(row.values())).row
    return is_bare_total(labels) and not any(understand(label).residue for label in outer)


def _end_of_parts(rows: Sequence[Row], at: int) -> tuple[int, bool]:
    """Behind the rows right below a project that divide it, and whether 其中 opens them; itself where there are none."""
    whole = {place: value_of(number) for place, number in rows[at].items() if value_of(number)}
    named = at + 1 < len(rows) and any(map(PART.match, next(iter(rows[at + 1].values())).row))
    sums = dict.fromkeys(whole, Decimal(0))
    for end in range(at + 1, len(rows)):
        for place in whole:
            number = rows[end].get(place)
            sums[place] += value_of(number) if number is not None else Decimal(0)
        if any(sums[place] > whole[place] for place in whole):
            break
        if whole and sums == whole and (named or end - at >= FEWEST):
            return end + 1, named
    return (at + 2, True) if named else (at, False)


def _holds_without(rows: Sequence[Row], parts: Sequence[Row], totals: Sequence[Row]) -> bool:
    """Whether a total is that of all rows but the parts in each of its columns, and in none of all of them."""
    left = [row for row in rows if row not in parts]
    return any(
        all(
            _sum(left, place) == value_of(number) != _sum(rows, place)
            for place, number in total.items()
            if value_of(number)
        )
        for total in totals
    )


def _sum(rows: Sequence[Row], place: int) -> Decimal:
    return sum((value_of(row[place]) for row in rows if place in row), Decimal(0))
