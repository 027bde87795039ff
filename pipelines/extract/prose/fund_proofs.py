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
from pipelines.model.quantity import Dimension, Interval, Quantity

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
) -> LabelledNumber | None:
    """The rate behind an amount that is called spent and is just this share of the fund: right behind it, or behind the parts that
    make it up (两个项目累计支付351.27万元，其中：…支付196.50万元，…支付154.77万元，预算执行率91.00%); None where there is none."""
    quantity = labelled.number.quantity
    behind = behind[_parts(quantity, behind) :]
    rate = behind[0].number.quantity if behind else None
    if quantity is None or quantity.dimension is not Dimension.MONEY or labelled.depth or rate is None:
        return None
    if rate.dimension is not Dimension.PERCENT or not fund_pattern("rate", "says").match(behind[0].clause):
        return None
    if behind[0].clause != behind[0].label.lstrip(",，") or fund_pattern("rate", "received").search(
        behind[0].clause
    ):
        return None
    if not says_spent(labelled.clause):
        return None
    shares = (quantity.interval() / whole.amount.interval() * PERCENT for whole in wholes)
    return behind[0] if any(rate.interval().meets(share) for share in shares) else None


def _parts(whole: Quantity | None, behind: Sequence[LabelledNumber]) -> int:
    """How many amounts right behind one are spent as well and make it up exactly; 0 where they do not."""
    total = Decimal(0)
    for count, part in enumerate(behind, start=1):
        quantity = part.number.quantity
        is_money = quantity is not None and quantity.dimension is Dimension.MONEY
        if whole is None or quantity is None or not is_money or part.depth:
            return 0
        if count == 1 and not fund_pattern("other", "parts").match(part.label):
            return 0
        total += quantity.value
        if total == whole.value:
            return count if count > 1 else 0
    return 0


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
