"""Figures that the figures beside them prove or place: 年初预算1765万元，完成预算的107.45%; 较年初预算42万元节约3.38万元.

Belongs here: a budget without a category whose printed rate is that of one executed figure just before it and of no other,
the rate itself, and the initial budget that an executed figure is compared with. Does not belong here: what labels say
(placing, rates), wording (lexicon/meaning.toml), checking what was claimed (quality).
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from pipelines.extract.context import Context, Reader
from pipelines.extract.found import Found
from pipelines.extract.meaning import Meaning, first_term, sort_of_number, understand, words
from pipelines.extract.prose.amount import Amount, Reading
from pipelines.extract.prose.money_problems import stage_unsaid
from pipelines.extract.prose.placing import Said
from pipelines.extract.prose.sentences import LabelledNumber, Sentence
from pipelines.extract.prose.whole import names_something
from pipelines.extract.reasons import reason_words
from pipelines.model.claims import BudgetClaim, RateClaim
from pipelines.model.document import Span
from pipelines.model.quantity import Dimension, Interval, Quantity

NEAR = 2
"""Sentences before its own in which the executed figure of a rate may stand."""
BUDGETS = frozenset({"initial", "adjusted"})
CHANGED = re.compile("[,，]?(?:增加|减少|增长|下降|上升|降低|节约|压减)(?:了|率|额)*$")
HAD = frozenset({"adjusted", "received"})
SHARP = Decimal("0.05")
"""Half of the last digit of a rate that two amounts give by chance only rarely."""
PERCENT = Interval(Decimal(100), Decimal(100))


def proved_by_rate(
    sentence: Sentence, labelled: LabelledNumber, meaning: Meaning, reader: Reader, found: Found
) -> Said | None:
    """Category of a bare budget (年初预算为1765万元，完成预算的107.45%) whose rate one executed figure alone gives."""
    quantity = labelled.number.quantity
    if quantity is None or meaning.category or meaning.source or meaning.residue or meaning.last_year:
        return None
    if len(meaning.stages) != 1 or meaning.stages[0] not in BUDGETS:
        return None
    rate = _rate_behind(sentence, labelled)
    spent = _spent(quantity, rate, sentence, reader, found) if rate else None
    return (spent.category, meaning.stages, spent.fund_source) if spent else None


def spent_at_rate(
    sentence: Sentence, labelled: LabelledNumber, meaning: Meaning, reader: Reader, found: Found
) -> Said | None:
    """累计支出786.42万元，预算执行率98.92%: the whole's, where that is its share of the adjusted budget, or of the only one."""
    quantity, rate = labelled.number.quantity, _rate_behind(sentence, labelled)
    alone = not meaning.stages and words("meaning", "spent", "alone").search(labelled.label)
    if quantity is None or rate is None or labelled.depth or not (alone or meaning.stages == ("executed",)):
        return None
    if meaning.last_year or meaning.year not in (None, reader.fiscal_year):
        return None
    bare = any(words("meaning", "spent", sort).search(labelled.clause) for sort in ("bare", "numbered"))
    if not (bare or alone) or rate.half_unit > SHARP:
        return None
    before = sentence.flow.text[: labelled.number.start - len(labelled.clause)]
    before = words("meaning", "whole", "opening_day").sub("", before)
    if rate.value in (0, 100) or names_something(before, reader.names):
        return None
    if sentence.continues and (told := _spent_of_before(quantity, rate, sentence, reader, found)) is not None:
        return told.category, ("executed",), told.fund_source
    if alone:
        return None
    own = [
        claim
        for claim in found.budget
        if (claim.category, claim.fund_source, claim.fact_year) == (reader.whole, "all", reader.fiscal_year)
    ]
    if any(claim.stage == "executed" for claim in own):
        return None
    budgets = {claim.amount for claim in own if claim.stage == "adjusted"} or {
        claim.amount for claim in own if claim.stage == "initial"
    }
    fits = [b for b in budgets if b.value > b.half_unit and rate.interval().meets(_share(quantity, b))]
    return ("total", ("executed",), "all") if len(fits) == len(budgets) == 1 else None


def _spent_of_before(
    spent: Quantity, rate: Quantity, sentence: Sentence, reader: Reader, found: Found
) -> BudgetClaim | None:
    """项目支出预算600万元，到位600万元；支出566.12万元，支出率94.35%: what the words before the semicolon had, and spent this share of."""
    near = [claim for claim in found.budget if claim.sentence == sentence.number - 1]
    had = [c for c in near if c.stage in BUDGETS | {"received"} and c.amount.value > c.amount.half_unit]
    is_own = {(c.category, c.fund_source, c.fact_year) for c in near} == {
        (c.category, c.fund_source, reader.fiscal_year) for c in had[:1]
    }
    fits = any(rate.interval().meets(_share(spent, claim.amount)) for claim in had)
    return had[0] if fits and is_own else None


def initial_of_told(
    sentence: Sentence, labelled: LabelledNumber, meaning: Meaning, reader: Reader, found: Found
) -> Said | None:
    """三公经费支出2.36万元，全部为公务接待费；年初预算3万元: behind a semicolon, of the one 三公经费 spent before it."""
    if not sentence.continues or meaning.stages != ("initial",) or labelled.depth:
        return None
    if meaning.category or meaning.source or meaning.residue or labelled.label != sentence.before(labelled):
        return None
    near = [claim for claim in found.budget if claim.sentence == sentence.number - 1]
    own = [claim for claim in near if claim.fact_year == reader.fiscal_year]
    if len(own) != 1 or (own[0].category, own[0].stage) != ("three_public", "executed"):
        return None
    return (
        ("three_public", meaning.stages, own[0].fund_source)
        if {claim.category for claim in near} == {"three_public"}
        else None
    )


def claim_shared_budget(amount: Amount, reading: Reading) -> bool:
    """基本支出1210.5万元，占年初预算1150万元的105.26%: the budget of the spending that is this share of it; the list goes on with that."""
    labelled, reader, found = amount.labelled, reading.reader, reading.found
    meaning = understand(words("meaning", "fulfilled", "alike").sub("", labelled.clause), reader.names)
    said = proved_by_rate(amount.sentence, labelled, meaning, reader, found)
    if said is None or not _is_fulfilled(labelled):
        return False
    claim = BudgetClaim(
        category=said[0],
        stage=said[1][0],
        fund_source=said[2],
        fact_year=reader.fiscal_year,
        amount=amount.quantity,
        spans=(amount.quote,),
        sentence=amount.sentence.number,
        causes=("label_inherited",),
    )
    found.budget.append(claim)
    found.claimed.append(amount.span)
    return True


def proved_left_over(
    sentence: Sentence,
    labelled: LabelledNumber,
    meaning: Meaning,
    reader: Reader,
    context: Context,
    found: Found,
) -> Said | None:
    """年末结转结余89.67万元, 项目资金结转6.17万元 behind a list of kinds of spending: the whole's, or the category's that it names, where it
    is all that this had, with or without what was carried in, less what it spent."""
    quantity = labelled.number.quantity
    named = first_term(labelled.clause, "meaning", "category") if meaning.category else None
    clause = labelled.clause.replace(named[1].group(), "", 1) if named else labelled.clause
    bare = not meaning.stages and words("meaning", "left", "bare").search(clause) is not None
    if quantity is None or not (bare or (meaning.stages == ("carried_out",) and not meaning.residue)):
        return None
    if (
        meaning.source
        or meaning.last_year
        or meaning.year not in (None, reader.fiscal_year)
        or labelled.depth
    ):
        return None
    named_category = meaning.category or (context.category if bare else None)
    category = reader.whole if named_category in (None, "total") else named_category
    own = [
        claim
        for claim in found.budget
        if (claim.category, claim.fund_source, claim.fact_year) == (category, "all", reader.fiscal_year)
    ]
    spent = {claim.amount.value for claim in own if claim.stage == "executed"}
    had = {claim.amount.value for claim in own if claim.stage in HAD}
    if category == reader.whole == "total" and not spent:
        spent = _spent_by_kinds(reader, found)
    if category == reader.whole:
        had |= {*context.incomes, *context.incomes_above}
        had |= {a + c.amount.value for a in had for c in own if c.stage == "carried_in"}
    left = quantity.value + _given_to_funds(sentence)
    proved = quantity.value > 0 and any(before - after == left for before in had for after in spent)
    return (named_category or "total", ("carried_out",), "all") if proved else None


def _given_to_funds(sentence: Sentence) -> Decimal:
    """结余分配提取专用基金312.6万元，年末结转和结余2502.21万元: what a sentence says was taken out of what is left."""
    gone = (n.number.quantity for n in sentence.numbers if reason_words("surplus").search(n.clause))
    return sum((quantity.value for quantity in gone if quantity is not None), Decimal(0))


def _spent_by_kinds(reader: Reader, found: Found) -> set[Decimal]:
    """What 基本支出 and 项目支出 come to where no sum of theirs is told, and each is told once."""
    kinds = [
        {
            claim.amount.value
            for claim in found.budget
            if (claim.category, claim.stage, claim.fund_source, claim.fact_year)
            == (kind, "executed", "all", reader.fiscal_year)
        }
        for kind in ("basic", "project")
    ]
    return (
        {sum((min(kind) for kind in kinds), Decimal(0))} if all(len(kind) == 1 for kind in kinds) else set()
    )


def read_fulfilled(
    sentence: Sentence, labelled: LabelledNumber, rate: Quantity, reader: Reader, found: Found
) -> bool:
    """Claim 72.58% of 支出26.13万元，完成预算36.00万元的72.58% where the amounts give it; whether the wording is that."""
    if labelled.label != "的":
        return False
    budget = next((n for n in sentence.numbers if n.number.end == labelled.number.start - 1), None)
    if budget is None or budget.number.quantity is None or not _is_fulfilled(budget):
        return False
    spent = _spent(budget.number.quantity, rate, sentence, reader, found)
    if spent is None:
        return _leave_three_public_part(sentence, budget, labelled, found)
    quote = sentence.quote_span(budget)
    whole = Span(quote.start, sentence.number_span(labelled).end)
    found.rates.append(RateClaim("completion", spent.category, spent.fund_source, None, rate, (whole,)))
    found.claimed.append(sentence.number_span(labelled))
    untold = stage_unsaid(sentence, budget)
    if not understand(budget.clause, reader.names).stages and untold not in found.problems[-1:]:
        found.ignore(sentence.number_span(budget), "stage_unsaid")
        found.problems.append(untold)
    return True


def _leave_three_public_part(
    sentence: Sentence, budget: LabelledNumber, rate: LabelledNumber, found: Found
) -> bool:
    """公务接待费支出决算为1.76万元，完成预算5万元的35.2%: budget and rate are those of the part named before them."""
    before = next((n for n in reversed(sentence.numbers) if n.number.end <= budget.number.start), None)
    if before is None or not reason_words("three_public_part").search(before.clause):
        return False
    for number in (budget, rate):
        found.ignore(sentence.number_span(number), "three_public_part")
    return True


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
    return before is not None and said is not None and _is_change(last.amount, before, said)


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
    return _is_change(last.amount, other, said) and not _is_change(own, other, said)


def _is_change(now: Quantity, before: Quantity, said: Quantity) -> bool:
    """Whether an amount or a percentage is the change from ``before`` to ``now``."""
    if said.dimension is Dimension.PERCENT:
        if before.value - before.half_unit <= 0:
            return False
        share = _share(now, before)
        return any(
            said.interval().meets(Interval(min(ends), max(ends)))
            for ends in ((100 - share.low, 100 - share.high), (share.low - 100, share.high - 100))
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
    if says("bound"):
        return words("meaning", "compared", "inside").match(labelled.after) is not None
    alone = {level.category for level in context.levels} == {"three_public"}
    if alone and len(context.levels) > 1:
        return says("not_above") or says("behind_last_year")
    return says("not_above") or (alone and says("beside"))


def _rate_behind(sentence: Sentence, labelled: LabelledNumber) -> Quantity | None:
    """The completion rate that follows an amount directly, as a clause of its own or as 完成年初预算1765万元的107.45%."""
    behind = next((n for n in sentence.numbers if n.number.start >= labelled.number.end), None)
    if behind is None or behind.number.quantity is None:
        return None
    if behind.number.quantity.dimension is not Dimension.PERCENT:
        return None
    said = understand(behind.clause)
    bare = said.rate == "completion" and not (said.category or said.residue or said.last_year)
    if bare or (behind.label == "的" and _is_fulfilled(labelled)):
        return behind.number.quantity
    return None


def _is_fulfilled(labelled: LabelledNumber) -> bool:
    """完成年初预算 right before an amount, 的 right behind it."""
    return bool(
        words("meaning", "fulfilled", "before").search(labelled.clause)
        and words("meaning", "fulfilled", "after").search(labelled.after)
    )


def _spent(
    budget: Quantity, rate: Quantity, sentence: Sentence, reader: Reader, found: Found
) -> BudgetClaim | None:
    """The one executed figure near before that is this share of the budget; None where it is none or several."""
    if budget.value - budget.half_unit <= 0:
        return None
    fitting = [
        claim
        for claim in found.budget
        if (claim.stage, claim.fact_year) == ("executed", reader.fiscal_year)
        and 0 <= sentence.number - claim.sentence <= NEAR
        and rate.interval().meets(_share(claim.amount, budget))
    ]
    return fitting[0] if len({(claim.category, claim.fund_source) for claim in fitting}) == 1 else None


def _share(part: Quantity, whole: Quantity) -> Interval:
    return part.interval() / whole.interval() * PERCENT
