"""调整预算 in tables: a level after adjustment, or the difference that was added to the budget of the beginning.

Belongs here: telling the two apart for a whole column or row by the other budgets beside it. Does not belong here: the
size at which a lone amount is no level (adjusted), wording (lexicon/meaning.toml), other stages (stages, figures).

Beside 年初预算 100 and 全年预算数 180 an amount of 80 is the difference, proved by its sum, and one of 180 the level. A 调整数 of 270 beside
年初预算数 260 and 决算数 256 may be either.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pipelines.extract.adjusted import may_be_difference
from pipelines.extract.found import Found
from pipelines.extract.meaning import words
from pipelines.extract.tables.problems import tell_adjustment_unclear
from pipelines.extract.tables.tables import TableNumber
from pipelines.extract.tables.units import Amount

_Series = tuple[str, int]
_Key = tuple[int, str, str, int | None]


def tell_apart(amounts: Sequence[Amount], found: Found) -> list[Amount]:
    """The amounts with proved differences as ``adjustment``; what may be either is left out and told."""
    waiting: dict[_Series, list[Amount]] = {}
    for amount in amounts:
        series = _series(amount.number) if amount.stage == "adjusted" else None
        if series is not None:
            waiting.setdefault(series, []).append(amount)
    settled: dict[TableNumber, Amount | None] = {}
    for series, parts in waiting.items():
        others = [a for a in amounts if not a.number.broken and _series(a.number) is None]
        for amount, stage in zip(parts, _stages(series, parts, others), strict=True):
            settled[amount.number] = replace(amount, stage=stage) if stage else None
            if stage is None:
                tell_adjustment_unclear(amount.number, found)
    kept = [settled.get(a.number, a) for a in amounts]
    left = _without_levels([amount for amount in kept if amount is not None], found)
    return left


def _without_levels(amounts: Sequence[Amount], found: Found) -> list[Amount]:
    """The amounts without the columns of 调整数 that may hold levels; no column with an amount below zero does."""
    said = words("meaning", "header", "difference_or_level")
    columns: dict[int, list[Amount]] = {}
    for amount in amounts:
        if amount.stage == "adjustment" and said.search("".join(amount.number.column)):
            columns.setdefault(amount.number.place, []).append(amount)
    others = [a for a in amounts if not a.number.broken]
    doubted = [
        amount
        for column in columns.values()
        if min(a.printed for a in column) >= 0 and any(_may_be_level(a, others) for a in column)
        for amount in column
    ]
    for amount in doubted:
        tell_adjustment_unclear(amount.number, found)
    return [amount for amount in amounts if amount not in doubted]


def _may_be_level(amount: Amount, others: Sequence[Amount]) -> bool:
    """Whether a 调整数 is of the size of the budget that it stands beside, and neither its sum nor what was spent proves a difference."""
    series = ("column", amount.number.place)
    beside = {a.stage: a.printed for a in others if _key(series, a) == _key(series, amount)}
    began, value = beside.get("initial"), amount.printed
    if not began or 2 * value < began or beside.get("adjusted") == began + value:
        return False
    return beside.get("executed", value) <= max(value, began)


@dataclass(frozen=True, slots=True)
class _Beside:
    """An amount with the budget of the beginning and the level that stand beside it, where they do."""

    value: Decimal
    began: Decimal | None
    level: Decimal | None

    @property
    def is_level(self) -> bool:
        return self.value == self.level

    @property
    def is_difference(self) -> bool:
        return None not in (self.began, self.level) and self.value + (self.began or 0) == self.level


def _stages(series: _Series, parts: Sequence[Amount], others: Iterable[Amount]) -> list[str | None]:
    """The stage of each amount of one column or row, None where nobody can tell."""
    stated = {(a.stage, _key(series, a)): a.printed for a in others}
    beside = [None if a.number.broken else _beside(a, series, stated) for a in parts]
    whole = [b for b in beside if b is not None]
    proving = [b for b in whole if b.level is not None]
    if proving and all(b.is_level for b in proving):
        return ["adjusted"] * len(parts)
    if proving:
        proved = all(b.is_difference for b in proving) and any(b.value for b in proving)
        return ["adjustment" if proved and b is not None and b.is_difference else None for b in beside]
    label = "".join((*parts[0].number.row, *parts[0].number.column))
    doubted = any(b.began is not None and may_be_difference(label, b.value, [b.began]) for b in whole)
    return [None if doubted else "adjusted"] * len(parts)


def _beside(amount: Amount, series: _Series, stated: Mapping[tuple[str, _Key], Decimal]) -> _Beside:
    """A whole amount with what the table states beside it; digits that a space cuts are no amount yet."""
    key = _key(series, amount)
    return _Beside(amount.printed, stated.get(("initial", key)), stated.get(("adjusted", key)))


def _series(number: TableNumber) -> _Series | None:
    """The column or row of an amount whose label may say either."""
    said = words("meaning", "header", "level_or_difference")
    if said.search("".join(number.column)):
        return "column", number.place
    return ("row", number.line) if said.search("".join(number.row)) else None


def _key(series: _Series, amount: Amount) -> _Key:
    """What binds amounts of several stages together: their row below columns of stages, their column beside rows of them."""
    number = amount.number
    across = number.line if series[0] == "column" else number.place
    return across, amount.category, amount.fund_source, amount.fact_year
