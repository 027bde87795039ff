"""Outgrown parts: sources of money below a category that they cannot be parts of, because they are more than it.

Belongs here: 2.项目支出 9600 over 二、其中：财政拨款 13630.60 and 其他资金 600, which add up to 一、资金总额 14230.60. Does not belong
here: to which row above a source belongs by the words of both (subject), rows of categories below a source (source_groups).

Where they add up to the whole in every column they are parts of that; else whose parts they are is told.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from pipelines.extract.context import Reader
from pipelines.extract.found import Found
from pipelines.extract.tables.doubtful import tell_doubtful
from pipelines.extract.tables.subject import OF_DEPARTMENT, column_meaning, row_meaning
from pipelines.extract.tables.units import Amount

_Sums = dict[tuple[str, int | None], Decimal]
"""By stage and year."""


def with_parts_of_whole(amounts: Sequence[Amount], reader: Reader, found: Found) -> list[Amount]:
    """The amounts, those of sources that make up the whole as parts of it."""
    kept = list(amounts)
    for category in OF_DEPARTMENT - {reader.whole}:
        parts = [a for a in kept if a.category == category and _is_of_source_alone(a, reader)]
        sums, own, whole = _sums(parts), _of(kept, category), _of(kept, reader.whole)
        if _agree(sums, own) or not parts:
            continue
        if _agree(sums, whole):
            kept = [replace(a, category=reader.whole) if a in parts else a for a in kept]
        elif any(own.get(key, value) < value for part in parts for key, value in _sums([part]).items()):
            tell_doubtful("outgrown", [a.number for a in parts], found)
            kept = [a for a in kept if a not in parts]
    return kept


def _is_of_source_alone(amount: Amount, reader: Reader) -> bool:
    row, column = row_meaning(amount.number, reader.names), column_meaning(amount.number, reader.names)
    return amount.fund_source != "all" and bool(row.source) and not (row.category or column.category)


def _of(amounts: Iterable[Amount], category: str) -> _Sums:
    """What the table gives of a category, all sources together."""
    return {
        (a.stage, a.fact_year): a.number.quantity.value
        for a in amounts
        if a.category == category and a.fund_source == "all" and a.number.quantity is not None
    }


def _sums(parts: Iterable[Amount]) -> _Sums:
    sums: defaultdict[tuple[str, int | None], Decimal] = defaultdict(Decimal)
    for part in parts:
        if part.number.quantity is not None:
            sums[part.stage, part.fact_year] += part.number.quantity.value
    return dict(sums)


def _agree(sums: _Sums, others: _Sums) -> bool:
    """Whether both say the same wherever both say something."""
    shared = sums.keys() & others.keys()
    return bool(shared) and all(sums[key] == others[key] for key in shared)
