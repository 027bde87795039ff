"""Compared budgets: the initial budget that an executed figure is compared with: 较年初预算42万元节约3.38万元, 控制在年初预算25万元以内.

Belongs here: such budgets, and which change leads from one amount to another. Does not belong here: last year's figure
(proved_last_year), budgets that a printed rate proves (proved), wording (lexicon/meaning.toml, group compared).
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.extract.context import Context
from pipelines.extract.found import Found
from pipelines.extract.meaning import sort_of_number, words
from pipelines.extract.prose.amount import Amount, Reading
from pipelines.extract.prose.proved import share
from pipelines.extract.prose.sentences import LabelledNumber, Sentence
from pipelines.extract.reasons import reason_words
from pipelines.model.claims import BudgetClaim
from pipelines.model.quantity import Dimension, Interval, Quantity

CHANGED = re.compile("[,，]?(?:增加|减少|增长|下降|上升|降低|节约|压减)(?:了|率|额)*$")


def claim_compared_budget(amount: Amount, reading: Reading) -> bool:
    """The initial budget that an executed figure right before it is compared with: 较年初预算42万元节约3.38万元."""
    sentence, labelled, context, found = amount.sentence, amount.labelled, reading.context, reading.found
    before = context.levels[-1] if context.levels else None
    last = before
    if before is not None and "year_inferred" in before.causes and len(context.levels) > 1:
        last = context.levels[-2]  # 支出21.35万元，比上年度的23.62万元下降9.61%，控制在年初预算25万元以内
    if before is None or last is None or found.budget[-1] is not before or context.last is not last:
        return False
    if last.stage != "executed" or last.fact_year != reading.reader.fiscal_year:
        return False
    if not stands_before(before, sentence, labelled) or _sums_up(context, found):
        return False
    if not _names_initial_budget(labelled, context):
        return False
    claim = replace(
        last,
        stage="initial",
        amount=amount.quantity,
        spans=(amount.quote,),
        sentence=sentence.number,
        causes=(),
    )
    found.budget.append(claim)
    found.claimed.append(amount.span)
    return True


def stands_before(last: BudgetClaim, sentence: Sentence, labelled: LabelledNumber) -> bool:
    """Whether a claim is of the number before this one, changes and rates between them left aside.

    In 支出28.9万元，其中接待费8万元，较上年9万元… another amount stands between: the comparison is its own. What stands in a
    bracket between is not compared, nor are parts of 三公经费 where the change that is said behind is that of the whole.
    """
    end = last.spans[-1].end
    for number in reversed([n for n in sentence.numbers if n.number.end <= labelled.number.start]):
        if sentence.number_span(number).end == end:
            return True
        quantity = number.number.quantity
        if number.depth > labelled.depth or _is_passed_part(last, number, sentence, labelled):
            continue
        compared = sort_of_number(number.label, number.after) in ("change", "compared", "threshold")
        if not compared and (quantity is None or quantity.dimension is not Dimension.PERCENT):
            return False
    return False


def change_behind(sentence: Sentence, labelled: LabelledNumber) -> Quantity | None:
    """The change that is said right behind an amount: 下降9.61%, 减少1.18万元."""
    change = next((n for n in sentence.numbers if n.number.start >= labelled.number.end), None)
    if change is None:
        return None
    said = sort_of_number(change.label, change.after) == "change" or CHANGED.match(change.label)
    return change.number.quantity if said else None


def changes(last: BudgetClaim, sentence: Sentence, labelled: LabelledNumber) -> bool:
    """Whether the change behind an amount leads from it to a figure."""
    before, said = labelled.number.quantity, change_behind(sentence, labelled)
    return before is not None and said is not None and is_change(last.amount, before, said)


def _is_passed_part(
    last: BudgetClaim, part: LabelledNumber, sentence: Sentence, labelled: LabelledNumber
) -> bool:
    """支出21.35万元，其中接待费9.87万元，比上年度的23.62万元下降9.61%: the change proves that the whole is compared, and not the part."""
    if last.category != "three_public" or not reason_words("three_public_part").search(part.clause):
        return False
    own, other = part.number.quantity, labelled.number.quantity
    said = change_behind(sentence, labelled)
    if own is None or other is None or said is None:
        return False
    return is_change(last.amount, other, said) and not is_change(own, other, said)


def is_change(now: Quantity, before: Quantity, said: Quantity) -> bool:
    """Whether an amount or a percentage is the change from ``before`` to ``now``."""
    if said.dimension is Dimension.PERCENT:
        if before.value - before.half_unit <= 0:
            return False
        ratio = share(now, before)
        return any(
            said.interval().meets(Interval(min(ends), max(ends)))
            for ends in ((100 - ratio.low, 100 - ratio.high), (ratio.low - 100, ratio.high - 100))
        )
    return said.dimension is before.dimension and abs(now.value - before.value) == said.value


def _sums_up(context: Context, found: Found) -> bool:
    """Whether spending of several categories stands before a budget, so that it may be the budget of them all."""
    budgeted = {(c.category, c.sentence) for c in found.budget if c.stage == "initial"}
    spent = [c for c in context.levels if c.stage == "executed" and (c.category, c.sentence) not in budgeted]
    return len({c.category for c in spent}) > 1


def _names_initial_budget(labelled: LabelledNumber, context: Context) -> bool:
    """Whether the words around an amount say that it is the initial budget of the spending before it.

    较年初预算42万元节约…, 控制在年初预算31万元以内, 未超过年初预算12万元; and of 三公经费, which is no part of a sum of its
    sentence, 年初预算数为3万元.
    """

    def says(key: str) -> bool:
        return words("meaning", "compared", key).search(labelled.label.lstrip(")")) is not None

    if labelled.depth:
        return False
    if says("initial"):
        return words("meaning", "compared", "then").match(labelled.after) is not None
    if says("bound_before"):
        return words("meaning", "compared", "bound_behind").match(labelled.after) is not None
    if says("bound"):
        return words("meaning", "compared", "inside").match(labelled.after) is not None
    alone = {level.category for level in context.levels} == {"three_public"}
    if alone and len(context.levels) > 1:
        return says("not_above") or says("behind_last_year")
    return says("not_above") or (alone and says("beside"))
