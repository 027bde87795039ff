"""Magnitudes: amounts whose own report proves them ten thousand times too large or too small, yuan taken for 万元.

Belongs here: what one report alone contradicts for certain. Does not belong here: what other years and other units make
unlikely (rule B01), amounts without a unit (extract), which of two amounts is right: a person tells.

Two amounts of a report, one 10,000 times the other to the last digit, are one figure in two units, one of them wrong. And no
person in post costs ten million yuan a year: such money for personnel makes all amounts of its table or sentence doubtful.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from operator import attrgetter
from typing import Final, TypeVar

from pipelines.model.rows import BudgetFact, Fact, ProjectItem
from pipelines.normalize.filing import Filing
from pipelines.normalize.rows import DocumentRows

CAUSE: Final = "magnitude_contradicted"
_TIMES: Final = Decimal(10_000)
_TELLING: Final = 4
"""Significant digits from which on equal figures are no coincidence."""
_MOST_A_HEAD: Final = Decimal(10_000_000)
"""Yuan of personnel money a head and year: fifty times what the dearest county pays."""

F = TypeVar("F", bound=Fact)


def settle_magnitudes(filing: Filing, rows: DocumentRows) -> DocumentRows:
    """The rows, the amounts that their own report contradicts with that cause and lower confidence."""
    doubted = {*_ten_thousandfold(rows), *_above_any_pay(rows)}
    if not doubted:
        return rows

    def settle(table: str, facts: tuple[F, ...]) -> tuple[F, ...]:
        return filing.doubt(table, facts, CAUSE, lambda fact: fact.fact_id in doubted)

    return replace(
        rows,
        budget_facts=settle("budget_facts", rows.budget_facts),
        project_items=settle("project_items", rows.project_items),
    )


def _ten_thousandfold(rows: DocumentRows) -> Iterator[str]:
    """Ids of the amounts of which another one is the 10,000th part, to the last digit that both print."""
    listed: list[BudgetFact | ProjectItem] = [*rows.budget_facts, *rows.project_items]
    amounts = sorted(listed, key=attrgetter("amount_yuan"))
    values = [amount.amount_yuan for amount in amounts]
    for small in amounts:
        if small.amount_yuan <= 0 or len(_digits(small.amount_text)) < _TELLING:
            continue
        middle, slack = small.amount_yuan * _TIMES, small.half_unit_yuan * _TIMES
        for large in amounts[bisect_left(values, middle - slack) : bisect_right(values, middle + slack)]:
            if len(_digits(large.amount_text)) >= _TELLING:
                yield from (large.fact_id, small.fact_id)


def _digits(text: str) -> str:
    """The significant digits of a printed amount; those of 壹拾贰 are not counted."""
    return "".join(filter(str.isdecimal, text)).strip("0")


def _above_any_pay(rows: DocumentRows) -> Iterator[str]:
    """Ids of all amounts beside personnel money that no number of people whom the report counts can cost."""
    heads = max((fact.headcount for fact in rows.staff_facts), default=0)
    above = {
        (fact.sentence_no, fact.unit_text)
        for fact in rows.budget_facts
        if heads and fact.category == "personnel" and fact.amount_yuan > heads * _MOST_A_HEAD
    }
    yield from (fact.fact_id for fact in rows.budget_facts if (fact.sentence_no, fact.unit_text) in above)
