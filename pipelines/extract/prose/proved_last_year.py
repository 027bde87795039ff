"""Figures of last year that those of this year prove: 与上年6284.41万元相比, 比2023年的11.05万元减少1.18万元.

Belongs here: amounts that a figure of this year is compared with. Does not belong here: budgets that figures prove (proved,
proved_later), wording (lexicon/meaning.toml).
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from pipelines.extract.context import Context, Reader
from pipelines.extract.found import Found
from pipelines.extract.meaning import YEAR, words
from pipelines.extract.prose.amount import Amount, Reading
from pipelines.extract.prose.compared_budgets import change_behind, changes, is_change, stands_before
from pipelines.extract.prose.levels import DECREASE
from pipelines.extract.prose.sentences import LONGEST_LEAD
from pipelines.model.claims import BudgetClaim
from pipelines.model.quantity import Dimension, Quantity

BEHIND_BUDGET = re.compile(r"^(?:[)]|(?:范围)?[以之]?内)+")
"""What of the figure before stands at the start of a label: (控制在年初预算10.20万元)以内，与2016年的…."""
FINEST = Decimal("0.05")
"""Half of the last digit of a change in percent that leads from one amount to another only rarely by chance."""
NEAR_CHANGE = 4
"""Sentences before its own in which the figure may stand to which a change leads to the last digit."""


def claim_of_last_year(amount: Amount, reading: Reading) -> bool:
    """与上年6284.41万元相比, right after a figure of this year, is the same figure of last year."""
    sentence, labelled = amount.sentence, amount.labelled
    reader, context, found = reading.reader, reading.context, reading.found
    last = context.levels[-1] if context.levels else None
    if last is None or found.budget[-1] is not last or last.fact_year != reader.fiscal_year:
        return _claim_changed(amount, reader, found)
    if not stands_before(last, sentence, labelled):
        return _claim_changed(amount, reader, found)
    year, label = YEAR.search(labelled.label), BEHIND_BUDGET.sub("", labelled.label)
    if words("meaning", "compared", "told_last_year").search(label):
        last = _spent_before(context)
    if (
        last is None
        or reader.fiscal_year is None
        or not (
            words("meaning", "compared", "last_year").search(label)
            or words("meaning", "compared", "other_year").search(label)
            or (_is_told_of_a_year(label) and changes(last, sentence, labelled))
        )
    ):
        return False
    _claim_earlier(last, int(year.group(1)) if year else reader.fiscal_year - 1, amount, found)
    context.levels.append(found.budget[-1])
    return True


def _claim_earlier(now: BudgetClaim, year: int, amount: Amount, found: Found) -> None:
    claim = replace(
        now, fact_year=year, amount=amount.quantity, spans=(amount.quote,), causes=("year_inferred",)
    )
    found.budget.append(claim)
    found.claimed.append(amount.span)


def _claim_changed(amount: Amount, reader: Reader, found: Found) -> bool:
    """与上年支出7531204.66元相比，增加453713.81元 in a sentence behind, or behind other comparisons of its own: the figure from which
    exactly that leads to one spent this year."""
    sentence, labelled = amount.sentence, amount.labelled
    said = change_behind(sentence, labelled)
    opens = amount.before == labelled.label
    if said is None or reader.fiscal_year is None or not said.value:
        return False
    if said.dimension is not Dimension.MONEY and (opens or said.half_unit > FINEST):
        return False
    label = BEHIND_BUDGET.sub("", labelled.label)
    year = words("meaning", "compared", "opens_named_year" if opens else "named_year").search(label)
    last_year = words("meaning", "compared", "last_year").search(label)
    if not (year or last_year):
        return False
    named = YEAR.search(labelled.label)
    told = int(named[1]) if named else reader.fiscal_year - 1
    if told >= reader.fiscal_year:
        return False
    fell = DECREASE.search(labelled.after) is not None
    led = [
        claim
        for claim in found.budget
        if (claim.stage, claim.fact_year) == ("executed", reader.fiscal_year)
        and not _may_be_of_a_part(claim, sentence.lead[-LONGEST_LEAD:] if opens else amount.before)
        and 0 <= sentence.number - claim.sentence <= (NEAR_CHANGE if opens else 0)
        and _leads_to(amount.quantity, said, claim.amount, fell=fell)
    ]
    if len({(claim.category, claim.fund_source) for claim in led}) != 1:
        return False
    _claim_earlier(led[0], told, amount, found)
    return True


def _leads_to(before: Quantity, said: Quantity, now: Quantity, *, fell: bool) -> bool:
    """Whether a change, to the last digit or in percent, leads from one amount to another."""
    if said.dimension is Dimension.PERCENT:
        return (now.value < before.value) is fell and is_change(now, before, said)
    return before.value + (-said.value if fell else said.value) == now.value


def _may_be_of_a_part(claim: BudgetClaim, lead: str) -> bool:
    """三公经费支出9万元，其中公务接待费9万元。较上年10万元减少1万元: of the whole, or of a part that is all of it."""
    if claim.category != "three_public":
        return False
    return lead.count(claim.amount.text) != 1


def _spent_before(context: Context) -> BudgetClaim | None:
    """支出3.92万元，年初预算5万元，上年支出4.1万元: what was spent this year, of the category that both figures are of."""
    near = context.levels[-2:]
    if len({claim.category for claim in near}) > 1:
        return None
    return next((claim for claim in reversed(near) if claim.stage == "executed"), None)


def _is_told_of_a_year(label: str) -> bool:
    """比2019年支出…, 上年支出…: of what, only the change behind it can prove."""
    return any(words("meaning", "compared", key).search(label) for key in ("named_year", "told_last_year"))
