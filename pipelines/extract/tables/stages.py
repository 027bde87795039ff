"""Stages that a table does not print beside its amounts: what sums prove, and what other figures suggest.

Belongs here: halves of a form (按收入性质分 | 按支出性质分) that add up to one printed total, columns of sources (其中 over
财政拨款 | 其他资金) that add up to one column in every row, and problems of budgets that do not say which they are. Does not
belong here: stages that labels name (figures).

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
    proved += _of_source_columns(waiting, amounts)
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


def _of_source_columns(waiting: Sequence[Stageless], amounts: Sequence[Amount]) -> list[Amount]:
    """Columns of sources without a stage, where they make up one stage of the table in each of its rows, and no other in all."""
    rows: dict[int, list[Stageless]] = {}
    for entry in waiting:
        if entry.number.column and entry.source != "all" and entry.category:
            rows.setdefault(entry.number.line, []).append(entry)
    if len(rows) < FEWEST or len({tuple(e.number.place for e in row) for row in rows.values()}) != 1:
        return []
    shared = set.intersection(*(_made_up(row, amounts) for row in rows.values()))
    if len(shared) != 1:
        return []
    (stage,) = shared
    return [
        Amount(entry.number, str(entry.category), stage, entry.source, whole.fact_year)
        for line, row in rows.items()
        for whole in [next(a for a in amounts if a.number.line == line and a.stage == stage)]
        for entry in row
    ]


def _made_up(row: Sequence[Stageless], amounts: Sequence[Amount]) -> set[str]:
    """The stages whose amount in this row is the sum of its sources, those of the stage itself (其中：财政拨款) included."""
    beside = [a for a in amounts if a.number.line == row[0].number.line and a.category == row[0].category]
    made_up = set()
    for whole in (a for a in beside if a.fund_source == "all"):
        known = [a for a in beside if a.stage == whole.stage and a.fund_source != "all"]
        sources = [*(e.source for e in row), *(a.fund_source for a in known)]
        total = _sum([*(e.number for e in row), *(a.number for a in known)])
        is_whole = whole.number.quantity is not None and whole.number.quantity.value == total
        if is_whole and len(set(sources)) == len(sources) >= FEWEST:
            made_up.add(whole.stage)
    return made_up


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
