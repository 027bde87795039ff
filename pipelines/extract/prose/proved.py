"""Figures that a printed rate proves or places: 年初预算1765万元，完成预算的107.45%; 累计支出786.42万元，预算执行率98.92%.

Belongs here: a budget or spending without a category whose printed rate is that of one figure just before it and of no other, and
the rate itself. Does not belong here: what labels say (placing, rates), budgets that spending is compared with (compared_budgets),
what is left over (left_over), wording (lexicon/meaning.toml), checking what was claimed (quality).
"""

from __future__ import annotations

from decimal import Decimal

from pipelines.extract.context import Reader
from pipelines.extract.found import Found
from pipelines.extract.meaning import Meaning, understand, words
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
SHARP = Decimal("0.05")
"""Half of the last digit of a rate that two amounts give by chance only rarely."""
EXACT = 4
"""Digits of an amount that is another only rarely by chance."""
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
    label = words("meaning", "whole", "opening_day").sub("", labelled.label)
    alone = not meaning.stages and words("meaning", "spent", "alone").search(label)
    if quantity is None or rate is None or labelled.depth or not (alone or meaning.stages == ("executed",)):
        return None
    if meaning.last_year or meaning.year not in (None, reader.fiscal_year):
        return None
    bare = any(words("meaning", "spent", sort).search(labelled.clause) for sort in ("bare", "numbered"))
    if not (bare or alone) or not (rate.half_unit <= SHARP or rate.value == 100):
        return None
    before = sentence.flow.text[: labelled.number.start - len(labelled.clause)]
    before = words("meaning", "whole", "opening_day").sub("", before)
    if not rate.value or names_something(before, reader.names):
        return None
    if (
        rate.value != 100
        and sentence.continues
        and (told := _spent_of_before(quantity, rate, sentence, reader, found)) is not None
    ):
        return told.category, ("executed",), told.fund_source
    own = [
        claim
        for claim in found.budget
        if (claim.category, claim.fund_source, claim.fact_year) == (reader.whole, "all", reader.fiscal_year)
    ]
    if any(claim.stage == "executed" for claim in own):
        return None
    stated = [claim for claim in own if claim.stage == "adjusted"] or [c for c in own if c.stage == "initial"]
    if (alone or rate.value == 100) and any(c.sentence != sentence.number - 1 for c in stated):
        return None
    budgets = {claim.amount for claim in stated}
    fits = [b for b in budgets if b.value > b.half_unit and _is_share(quantity, b, rate)]
    return ("total", ("executed",), "all") if len(fits) == len(budgets) == 1 else None


def _is_exact(amount: Quantity) -> bool:
    return len(amount.value.normalize().as_tuple().digits) >= EXACT


def _is_share(spent: Quantity, budget: Quantity, rate: Quantity) -> bool:
    """Whether a rate is that of two amounts; of 100 % only where they are one, to four digits at least."""
    if rate.value == 100:
        return spent.value == budget.value and _is_exact(spent)
    return rate.interval().meets(share(spent, budget))


def _spent_of_before(
    spent: Quantity, rate: Quantity, sentence: Sentence, reader: Reader, found: Found
) -> BudgetClaim | None:
    """项目支出预算600万元，到位600万元；支出566.12万元，支出率94.35%: what the words before the semicolon had, and spent this share of."""
    near = [claim for claim in found.budget if claim.sentence == sentence.number - 1]
    had = [c for c in near if c.stage in BUDGETS | {"received"} and c.amount.value > c.amount.half_unit]
    is_own = {(c.category, c.fund_source, c.fact_year) for c in near} == {
        (c.category, c.fund_source, reader.fiscal_year) for c in had[:1]
    }
    fits = any(rate.interval().meets(share(spent, claim.amount)) for claim in had)
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
        and rate.interval().meets(share(claim.amount, budget))
    ]
    return fitting[0] if len({(claim.category, claim.fund_source) for claim in fitting}) == 1 else None


def share(part: Quantity, whole: Quantity) -> Interval:
    """What an amount is of another, in percent. Raises ZeroDivisionError where the other may be zero."""
    return part.interval() / whole.interval() * PERCENT
