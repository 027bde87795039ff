"""Stages that a table does not print beside its amounts: what sums prove, and what other figures suggest.

Belongs here: halves of a form (按收入性质分 | 按支出性质分) that add up to one printed total, and problems of budgets that do
not say which they are. Does not belong here: stages that labels name (figures).

A half is proved where its parts give one total of the same table exactly and no total of another stage: 900.20 + 500.00 =
1400.20 below 年初预算数 1250.36 | 全年预算数 1486.20 | 全年执行数 1400.20 is what was executed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipelines.extract.context import Reader
from pipelines.extract.found import Found
from pipelines.extract.tables.problems import tell_stage_unsaid
from pipelines.extract.tables.tables import TableNumber
from pipelines.extract.tables.units import Amount
from pipelines.model.claims import BudgetClaim

CAUSE = "stage_by_sum"
NATURES = frozenset({"basic", "project"})
FEWEST = 2
"""Fewest parts by source: one alone proves nothing."""
BUDGETS = frozenset({"initial", "adjusted"})


@dataclass(frozen=True, slots=True)
class Stageless:
    """An amount whose labels name what it is of, but no stage. ``category`` is None where that is open too."""

    number: TableNumber
    category: str | None
    source: str


def settle_stages(
    waiting: Sequence[Stageless], amounts: Sequence[Amount], reader: Reader, found: Found
) -> list[Amount]:
    """The amounts whose stage a sum proves; the others are told, with the figure elsewhere that equals them."""
    proved = [amount for half in _halves(waiting) for amount in _proved(half, amounts, reader)]
    settled = {amount.number for amount in proved}
    left = [
        (entry.number, _suggested(entry, found.budget)) for entry in waiting if entry.number not in settled
    ]
    for number, stage in sorted(left, key=lambda told: told[1] is None):  # a column is told once
        tell_stage_unsaid(number, found, stage)
    return proved


def _halves(waiting: Sequence[Stageless]) -> Iterator[list[Stageless]]:
    """The parts by nature (基本支出, 项目支出) and the parts by source, which stand under no title of a column."""
    bare = [entry for entry in waiting if not entry.number.column]
    natures = [entry for entry in bare if entry.source == "all"]
    if sorted(entry.category or "" for entry in natures) == sorted(NATURES):
        yield natures
    sources = [entry for entry in bare if entry.source != "all"]
    if len({entry.source for entry in sources}) == len(sources) >= FEWEST:
        yield sources


def _proved(half: Sequence[Stageless], amounts: Sequence[Amount], reader: Reader) -> Iterator[Amount]:
    total = _sum(entry.number for entry in half)
    wholes = [a for a in amounts if (a.category, a.fund_source) == (reader.whole, "all") and a.number.column]
    stages = {a.stage for a in wholes if a.number.quantity and a.number.quantity.value == total}
    if not total or len(stages) != 1:
        return
    (stage,), year = stages, reader.fiscal_year
    for entry in half:
        category = reader.whole if entry.source != "all" else str(entry.category)
        yield Amount(entry.number, category, stage, entry.source, year)


def _sum(numbers: Iterable[TableNumber]) -> Decimal:
    return sum((n.quantity.value for n in numbers if n.quantity is not None), Decimal(0))


def _suggested(entry: Stageless, claims: Sequence[BudgetClaim]) -> str | None:
    """The stage of a budget that the report states elsewhere with the same amount, where there is one such stage."""
    if entry.number.quantity is None:
        return None
    value = entry.number.quantity.value
    stages = {
        claim.stage
        for claim in claims
        if claim.stage in BUDGETS
        and (claim.category, claim.fund_source) == (entry.category, entry.source)
        and claim.amount.value == value != 0
    }
    return stages.pop() if len(stages) == 1 else None
