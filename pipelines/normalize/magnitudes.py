"""Magnitudes: amounts whose own report proves them ten thousand times too large or too small, yuan taken for 万元.

Belongs here: what one report alone contradicts for certain. Does not belong here: what other years and other units make
unlikely (rule B01), amounts without a unit (extract), which of two amounts is right: a person tells.

Two amounts of a report, one 10,000 times the other to the last digit, are one figure in two units, one of them wrong. No person
costs ten million yuan a year, no part is a hundred times its whole, and no small unit prints every amount with two decimals and
above a hundred million, and no department lives a year on less than ten thousand yuan: where one amount of a table or sentence is so, its unit is wrong, and all of them are doubtful.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Set
from dataclasses import replace
from decimal import Decimal
from operator import attrgetter
from typing import Final, TypeVar

from pipelines.model.rows import BudgetFact, Fact, ProjectItem
from pipelines.normalize.columns import LARGEST_TOTAL
from pipelines.normalize.filing import Filing
from pipelines.normalize.rows import DocumentRows

CAUSE: Final = "magnitude_contradicted"
_TIMES: Final = Decimal(10_000)
_TELLING: Final = 4
"""Significant digits from which on equal figures are no coincidence."""
_MOST_A_HEAD: Final = {
    **dict.fromkeys(("personnel", "basic", "operating"), Decimal(10_000_000)),
    **dict.fromkeys(("project", "total"), Decimal(100_000_000)),
}
"""Yuan a head and year: of pay and running costs fifty times what the dearest county spends."""
_USUAL_A_HEAD: Final = Decimal(1_000_000)
"""Up to here a large unit has as many people as its money needs."""
_FAR: Final = 100
_ALL_ABOVE, _ONE_ABOVE, _SEVERAL = Decimal(10) ** 8, Decimal(10) ** 9, 3
"""Yuan: a table of so many amounts and more, all above the one and some above the other, is not that of a county's department."""
_PAY: Final = frozenset({"personnel", "basic", "total"})
_LEVELS: Final = frozenset({"initial", "adjusted", "executed"})
_LEAST_PAY: Final = Decimal(10_000)
"""Yuan a year."""
_WAN: Final = "万元"
_YUAN: Final = "元"
_CENTS: Final = re.compile(r"\.\d\d$")

F = TypeVar("F", bound=Fact)


def settle_magnitudes(filing: Filing, rows: DocumentRows) -> DocumentRows:
    """The rows, the amounts that their own report contradicts with that cause and lower confidence."""
    doubted = {
        *_ten_thousandfold(rows),
        *_beside(
            rows,
            {
                *filing.beyond,
                *_above_any_pay(rows),
                *_below_any_pay(rows),
                *_above_the_whole(rows),
                *_all_in_cents(rows),
            },
        ),
        *_items_above_all(rows),
    }
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


_Table = tuple[int, str]
"""A sentence or table, and a unit of it."""


def _table(fact: BudgetFact) -> _Table:
    return fact.sentence_no, fact.unit_text


def _beside(rows: DocumentRows, tables: Set[_Table]) -> Iterator[str]:
    """Ids of all amounts of these tables."""
    yield from (fact.fact_id for fact in rows.budget_facts if _table(fact) in tables)


def _heads(rows: DocumentRows) -> int:
    return max((fact.headcount for fact in rows.staff_facts), default=0)


def _above_any_pay(rows: DocumentRows) -> Iterator[_Table]:
    """Tables with money that no number of people whom the report counts can cost."""
    heads = _heads(rows)
    for fact in rows.budget_facts if heads else ():
        most = _MOST_A_HEAD.get(fact.category)
        if most is not None and fact.amount_yuan > heads * most:
            yield _table(fact)


def _below_any_pay(rows: DocumentRows) -> Iterator[_Table]:
    """Tables in yuan by which a year of all pay, of all running costs with it or of everything costs less than one person's."""
    for fact in rows.budget_facts:
        is_whole = fact.category in _PAY and fact.fund_source == "all" and fact.stage in _LEVELS
        if is_whole and fact.unit_text == _YUAN and 0 < fact.amount_yuan < _LEAST_PAY:
            yield _table(fact)


def _above_the_whole(rows: DocumentRows) -> Iterator[_Table]:
    """Tables of a part that is far above the whole of its year, and of that whole: one of them is in another unit."""
    wholes: dict[int | None, BudgetFact] = {}
    for fact in rows.budget_facts:
        known = wholes.get(fact.fact_year)
        if fact.category == "total" and (known is None or fact.amount_yuan > known.amount_yuan):
            wholes[fact.fact_year] = fact
    for fact in rows.budget_facts:
        whole = wholes.get(fact.fact_year)
        if whole is not None and whole.amount_yuan > 0 and fact.amount_yuan > _FAR * whole.amount_yuan:
            yield from (_table(fact), _table(whole))


def _all_in_cents(rows: DocumentRows) -> Iterator[_Table]:
    """Tables in 万元 whose amounts are all huge and all printed to the cent, as amounts in yuan are."""
    tables: dict[_Table, list[BudgetFact]] = defaultdict(list)
    for fact in rows.budget_facts:
        if fact.unit_text == _WAN and fact.amount_yuan > 0:
            tables[_table(fact)].append(fact)
    for table, facts in tables.items():
        amounts = {fact.amount_yuan for fact in facts}
        if len(amounts) < _SEVERAL or min(amounts) < _ALL_ABOVE or max(amounts) < _ONE_ABOVE:
            continue
        is_usual = max(amounts) <= _heads(rows) * _USUAL_A_HEAD
        if not is_usual and all(_CENTS.search(fact.amount_text) for fact in facts):
            yield table


def _items_above_all(rows: DocumentRows) -> Iterator[str]:
    """Ids of the projects in a unit of which one is far above all money of the report, and of that money; or above any county's."""
    money = max((fact.amount_yuan for fact in rows.budget_facts), default=Decimal(0))
    above = {
        item.unit_text
        for item in rows.project_items
        if item.amount_yuan > LARGEST_TOTAL or 0 < money * _FAR < item.amount_yuan
    }
    yield from (item.fact_id for item in rows.project_items if item.unit_text in above)
    if above:
        yield from (fact.fact_id for fact in rows.budget_facts)
