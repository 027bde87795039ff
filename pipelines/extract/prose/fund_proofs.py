"""Fund proofs: figures of a project's fund that the figures around them prove.

Belongs here: what was spent of the fund, by the rate behind it (收到149.63万元，实际发放107.78万元，执行率72.03%), and its sources, by their
sum. Does not belong here: what clauses say (fund_words), what follows (fund_money).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from pipelines.extract.prose.fund_words import fund_pattern, says_spent, source_of
from pipelines.extract.prose.sentences import LabelledNumber, Sentence
from pipelines.model.claims import BudgetClaim
from pipelines.model.quantity import Dimension, Interval

NEAR = 3
"""Sentences before its own in which the whole of a rate may stand."""
WHOLES = frozenset({"received", "adjusted", "initial"})
PERCENT = Interval(Decimal(100), Decimal(100))
FEWEST_SOURCES = 2


def is_whole(claim: BudgetClaim, sentence: Sentence) -> bool:
    """Whether a claim is the whole fund, told shortly before."""
    of_fund = claim.category == "project" and claim.fund_source == "all" and claim.stage in WHOLES
    return of_fund and 0 <= sentence.number - claim.sentence <= NEAR and claim.amount.value > 0


def proved_spending(
    labelled: LabelledNumber, behind: Sequence[LabelledNumber], wholes: Sequence[BudgetClaim]
) -> bool:
    """Whether an amount that is called spent is just the share of the fund that the rate right behind it says."""
    quantity = labelled.number.quantity
    rate = behind[0].number.quantity if behind else None
    if quantity is None or quantity.dimension is not Dimension.MONEY or labelled.depth or rate is None:
        return False
    if rate.dimension is not Dimension.PERCENT or not fund_pattern("rate", "says").match(behind[0].clause):
        return False
    if behind[0].clause != behind[0].label.lstrip(",，") or fund_pattern("rate", "received").search(
        behind[0].clause
    ):
        return False
    if not says_spent(labelled.clause):
        return False
    shares = (quantity.interval() / whole.amount.interval() * PERCENT for whole in wholes)
    return any(rate.interval().meets(share) for share in shares)


def proved_sources(
    numbers: Sequence[LabelledNumber], parent: BudgetClaim | None
) -> list[tuple[LabelledNumber, str, str]]:
    """The amounts from here on that name one source each and add up to the whole before them: number, stage, source."""
    if parent is None:
        return []
    found: list[tuple[LabelledNumber, str, str]] = []
    total, margin = Decimal(0), parent.amount.half_unit
    for labelled in numbers:
        quantity, source = labelled.number.quantity, source_of(labelled.clause, parent.stage)
        if quantity is None or quantity.dimension is not Dimension.MONEY or source is None:
            break
        found.append((labelled, parent.stage, source))
        total, margin = total + quantity.value, margin + quantity.half_unit
        if abs(total - parent.amount.value) <= margin:
            each_once = len({source for _, _, source in found}) == len(found) >= FEWEST_SOURCES
            return found if each_once else []
    return []
