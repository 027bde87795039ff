"""Balanced totals: 总支出 that holds what is left over at the end of the year, so that both sides of the accounts are one amount.

Belongs here: 总收入99.87万元，总支出99.87万元 where the report also gives 本年支出98.04万元 and 年末结转1.83万元. Does not belong here: wording
(收支总计 says so itself: lexicon/meaning.toml), totals that nothing else explains.
"""

from __future__ import annotations

from pipelines.extract.context import Reader
from pipelines.extract.found import Found
from pipelines.extract.prose.frames import REASON
from pipelines.model.claims import BudgetClaim


def leave_balanced_total(reader: Reader, found: Found) -> None:
    """Take back what was executed where it is exactly another amount of the same figure and what was carried out of that year."""
    for claim in [c for c in found.budget if c.stage == "executed" and c.category == reader.whole]:
        beside = [c for c in found.budget if _figure(c) == _figure(claim)]
        spent = [c.amount.value for c in beside if c.stage == "executed"]
        left = [c.amount.value for c in beside if c.stage == "carried_out" and c.amount.value > 0]
        if any(claim.amount.value == one + rest for one in spent for rest in left):
            found.budget.remove(claim)
            found.ignore(claim.spans[0], REASON)


def _figure(claim: BudgetClaim) -> tuple[object, ...]:
    return claim.category, claim.fund_source, claim.fact_year
