"""Groups of sources: rows of categories below the row of a source that they make up are money of that source.

Belongs here: 一般公共预算 500 over 基本支出 310 and 项目支出 190, 政府性基金 30 over 项目支出 30. Does not belong here: sources below
a category (subject), columns of sources (stages).

Only where rows of two sources or more have amounts, and where the rows right below one make up its amount in every column: else
the categories may be those of all money. Below the others of such a table they are of nobody.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from pipelines.extract.context import Reader
from pipelines.extract.found import Found
from pipelines.extract.tables.doubtful import tell_doubtful
from pipelines.extract.tables.subject import row_meaning
from pipelines.extract.tables.tables import TableNumber, TableNumbers
from pipelines.extract.tables.units import Amount

FEWEST = 2
PARTS_OF_BASIC = frozenset({"personnel", "operating"})


def with_source_above(
    amounts: Sequence[Amount], table: TableNumbers, reader: Reader, found: Found
) -> list[Amount]:
    """The amounts, those of such groups with the source that heads them."""
    heads = _heads(table, reader)
    if len(heads) < FEWEST:
        return list(amounts)
    ends = [*list(heads)[1:], max(number.line for number in table.numbers) + 1]
    of_all = [a for a in amounts if a.fund_source == "all" and a.category != reader.whole]
    source_of: dict[Amount, str] = {}
    for (line, (source, values)), end in zip(heads.items(), ends, strict=True):
        inside = [a for a in of_all if line < a.number.line < end]
        if inside and _make_up(inside, values):
            source_of |= dict.fromkeys(inside, source)
    open_ = [a for a in of_all if source_of and a.number.line > min(heads) and a not in source_of]
    tell_doubtful("told_twice", [a.number for a in open_], found)
    return [replace(a, fund_source=source_of.get(a, a.fund_source)) for a in amounts if a not in open_]


def _heads(table: TableNumbers, reader: Reader) -> dict[int, tuple[str, dict[int, Decimal]]]:
    """By line, the sources that rows name alone, with their amounts by column."""
    heads: dict[int, tuple[str, dict[int, Decimal]]] = {}
    for number in table.numbers:
        row = row_meaning(number, reader.names)
        if row.source and not (row.category or row.residue) and (value := _value(number)):
            heads.setdefault(number.line, (row.source, {}))[1][number.place] = value
    return heads


def _make_up(inside: Sequence[Amount], values: dict[int, Decimal]) -> bool:
    """Whether the categories of each column that both have add up to the source; 人员经费 and 公用经费 are inside 基本支出."""
    has_basic = any(a.category == "basic" for a in inside)
    sums: dict[int, Decimal] = {}
    for amount in inside:
        if not (has_basic and amount.category in PARTS_OF_BASIC):
            sums[amount.number.place] = sums.get(amount.number.place, Decimal(0)) + _value(amount.number)
    shared = sums.keys() & values.keys()
    return bool(shared) and all(sums[place] == values[place] for place in shared)


def _value(number: TableNumber) -> Decimal:
    return number.quantity.value if number.quantity is not None and not number.broken else Decimal(0)
