"""Spending: what is called 支出 without a stage, and was spent.

Belongs here: the sentences, headings and figures that prove that 支出 is no budget. Does not belong here: a stage that the label
says itself (meaning), spending told by a later sentence (spent_later), wording (lexicon/meaning.toml, group spent).
"""

from __future__ import annotations

import re

from pipelines.extract.context import Context, Reader
from pipelines.extract.found import Found
from pipelines.extract.meaning import YEAR, Meaning, understand, words
from pipelines.extract.prose.amount import Amount, Reading
from pipelines.extract.prose.lists import PART, add_up
from pipelines.extract.prose.placing import Said
from pipelines.extract.prose.sentences import LabelledNumber, Sentence
from pipelines.model.claims import BudgetClaim

BUDGETED = frozenset({"initial", "adjusted", "received"})
EXECUTED = ("executed",)
CALLED_SO = frozenset({"three_public", "personnel", "operating"})
"""Categories whose names do not say 支出 themselves."""


def spent_after_budget(amount: Amount, meaning: Meaning, reading: Reading) -> Said | None:
    """三公经费预算86万元，支出61.44万元: what is called 支出 right behind a budget was spent of it."""
    labelled, context = amount.labelled, reading.context
    again = _says_category_again(meaning, labelled, reading)
    if (meaning.category and not again) or meaning.stages or meaning.unsaid or labelled.depth:
        return None
    if not (again or _spent("alone").search(labelled.label.removeprefix(")"))) or context.income is not None:
        return None
    if context.is_ambiguous("executed"):
        return None
    last = context.levels[-1] if context.levels else None
    if again and meaning.category != (last.category if last is not None else context.category):
        return None
    if last is None:
        told = context.category if context.category == context.passed else None
        return (told, EXECUTED, context.source or context.default_source) if told else None
    if last.stage not in BUDGETED or last.fact_year != reading.reader.fiscal_year:
        return None
    bracketed = labelled.label.startswith(")")
    if (bracketed or last is not context.last) and not _is_beside(last, context.last):
        return None
    return last.category, EXECUTED, last.fund_source


def _says_category_again(meaning: Meaning, labelled: LabelledNumber, reading: Reading) -> bool:
    """“三公”预算19万元、“三公”支出14.21万元: whether a label right behind a number names a kind of money that no other 支出 is called by."""
    if meaning.category not in CALLED_SO or meaning.residue or meaning.source or meaning.last_year:
        return False
    if meaning.year not in (None, reading.reader.fiscal_year):
        return False
    return _spent("again").match(labelled.label) is not None


def spending_of_whole(amount: Amount, meaning: Meaning, reading: Reading) -> tuple[str, ...]:
    """The stages of the whole's money where a label says none: 支出总额, 全年支出, 2022年财政拨款支出 are what was spent."""
    return _spending(amount, meaning, reading.context) or _fiscal_spending(amount, meaning, reading.found)


def spending_of_category(
    amount: Amount, meaning: Meaning, below: Meaning, reading: Reading
) -> tuple[str, ...]:
    """2021年三公经费支出8.5万元, where nothing in the paragraph or above it speaks of a plan."""
    labelled, sentence, found = amount.labelled, amount.sentence, reading.found
    after, said = labelled.after, amount.before
    if meaning.stages or meaning.unsaid or not _spent("suffix").search(labelled.clause):
        return ()
    if _spent("against_budget").match(after):
        return EXECUTED
    if _spent("beside_budget").match(after) and below.stages in ((), EXECUTED) and not below.unsaid:
        return _unless_planned(said)
    if reading.context.may_be_budget(meaning.category, amount.sentence.first):
        return ()  # 2024年部门预算746万元。其中，2024年基本支出456万元，比上年增加10万元
    if _spent("against_last_year").match(after):
        return () if _repeats_plan(meaning, labelled, found) else _unless_planned(said)
    if _spent("against_last_amount").match(after):
        told = "。".join((*sentence.titles, sentence.lead, said))
        return () if _repeats_plan(meaning, labelled, found) else _unless_planned(told)
    if meaning.category == "three_public" and _has_budget_behind(sentence, labelled, reading.reader):
        return _unless_planned(said)
    return _dated_spending(amount, meaning, below, reading)


def lists_no_spending(amount: Amount) -> bool:
    """Whether a sentence opens with what nobody spent: 2024年收到财政拨款445万元，其中…，项目支出100万元."""
    first = amount.sentence.numbers[0]
    return first is not amount.labelled and _spent("no_level").search(first.clause) is not None


def _dated_spending(amount: Amount, meaning: Meaning, below: Meaning, reading: Reading) -> tuple[str, ...]:
    """Spending that only its year shows to be over."""
    sentence, said, year = amount.sentence, amount.before, reading.reader.fiscal_year
    past = meaning.year is not None and year is not None and meaning.year < year
    told = said if past else f"{sentence.lead}{said}"
    if below.stages != EXECUTED and not past:
        told = f"{sentence.heading}{told}"
        compared = _spent("beside_plan").match(amount.labelled.after)
        if not compared and _planned_so_far(meaning.category, reading.found):
            return ()
    dated = (
        YEAR.search(said)
        or _goes_on_with_the_year(sentence, year, reading.found)
        or _is_of_the_one_year(meaning, sentence, reading.reader)
    )
    return _unless_planned(told) if dated else ()


def is_divided(labelled: LabelledNumber, sentence: Sentence) -> bool:
    """Whether the kinds of spending named behind an amount make it up: 2022年支出164万元，其中基本支出122万元，项目支出42万元."""
    quantity = labelled.number.quantity
    behind = [n for n in sentence.numbers if n.number.start > labelled.number.start]
    if quantity is None or labelled.depth:
        return False
    whole = BudgetClaim("total", "executed", "all", None, quantity, (), sentence.number, ())
    listed = sentence.flow.text.endswith(";") or (
        sentence.upcoming and PART.match(sentence.upcoming[0].label)
    )
    further = sentence.upcoming if listed else ()
    return add_up(whole, (*behind, *further), ())


def without_cause(amount: Amount, meaning: Meaning, names: tuple[str, ...]) -> Meaning:
    """人口普查使全年支出达到1023.7万元: what brought spending to an amount is no name of it, where the kinds of spending behind make it up."""
    labelled, sentence = amount.labelled, amount.sentence
    cause = _spent("brought_to").match(labelled.clause) if meaning.residue else None
    if cause is None or labelled.depth:
        return meaning
    whole = BudgetClaim("total", "executed", "all", None, amount.quantity, (), sentence.number, ())
    behind = [n for n in sentence.numbers if n.number.start > labelled.number.start]
    made_up = add_up(whole, (*behind, *sentence.upcoming), names)
    return understand(labelled.clause[cause.end() :], names) if made_up else meaning


def stages_below(amount: Amount, meaning: Meaning, below: Meaning, context: Context) -> tuple[str, ...]:
    """Below a heading 支出决算情况 what is called 支出 was spent, unless the sentence has spoken of a plan, or it may divide the budget
    that was told last.

    Below 年初预算安排 a budget that does not say which it is is the initial one.
    """
    labelled = amount.labelled
    if below.stages == ("initial",) and not meaning.stages and "年初" in amount.sentence.heading:
        is_budget = words("meaning", "unsaid", "says").search(labelled.clause)
        later = _spent("replanned").search(amount.before)
        return below.stages if is_budget and not later else ()
    if _spent("planned").search(_told_before(amount)) or _spent("both").search(amount.sentence.heading):
        return ()
    if below.stages != EXECUTED or below.unsaid or meaning.unsaid or meaning.stages:
        return ()
    if context.may_be_budget(meaning.category, amount.sentence.first):
        return ()
    # “三公”经费决算情况: 三公经费41万元
    of_the_heading = meaning.category == below.category == "three_public"
    return below.stages if of_the_heading or "支出" in labelled.clause else ()


def _told_before(amount: Amount) -> str:
    """The words before an amount, with the sentence that 其中 divides: 批复部门预算收入986万元。其中，基本支出806万元；项目支出180万元."""
    sentence, before = amount.sentence, amount.before
    said, _, last = sentence.lead.rstrip("。;").rpartition("。")
    if PART.match(sentence.numbers[0].label):
        return f"{last}。{before}"
    goes_on = sentence.continues and PART.match(last)
    return f"{said.rpartition('。')[2]}。{before}" if goes_on else before


def _spent(group: str) -> re.Pattern[str]:
    return words("meaning", "spent", group)


def _unless_planned(told: str) -> tuple[str, ...]:
    """Executed, unless the words speak of a plan."""
    return () if _spent("planned").search(told) else EXECUTED


def _spending(amount: Amount, meaning: Meaning, context: Context) -> tuple[str, ...]:
    """支出总额, 全年支出 are what was spent; 支出 alone is of the stage of the income before it."""
    labelled = amount.labelled
    if meaning.unsaid:
        return ()
    if context.income is not None and _spent("alone").search(labelled.label):
        return () if context.income.open else context.income.stages or EXECUTED
    if _leaves_the_rest(amount, context):
        return EXECUTED
    if _spent("alone").search(labelled.clause) and _spent("then_rate").search(labelled.after):
        return EXECUTED
    return _unless_planned(labelled.clause) if _spent("says").search(labelled.clause) else ()


def _leaves_the_rest(amount: Amount, context: Context) -> bool:
    """收入168.42万元。2022年支出164.58万元，…，结余结转3.84万元: what is left of an income says that the rest was spent."""
    labelled = amount.labelled
    if not (_spent("of_year").search(labelled.clause) or _spent("alone").search(labelled.label)):
        return False
    left = {
        number.number.quantity.value
        for number in amount.sentence.numbers
        if number.number.quantity is not None
        and number.number.start > labelled.number.start
        and words("meaning", "left", "bare").search(number.clause)
    }
    return any(income - amount.quantity.value in left for income in context.incomes)


def _fiscal_spending(amount: Amount, meaning: Meaning, found: Found) -> tuple[str, ...]:
    """2022年财政拨款支出1653.42万元, 2022年支出164万元 with its parts: spent, where nothing in or above the paragraph speaks of a
    plan."""
    sentence, labelled = amount.sentence, amount.labelled
    of_year = _spent("of_year").search(labelled.clause)
    divided = of_year and is_divided(labelled, sentence) and not _planned_so_far("total", found)
    if meaning.unsaid or not (divided or _spent("of_fiscal").search(labelled.clause)):
        return ()
    told = f"{sentence.heading}{sentence.lead}{amount.before}"
    return _unless_planned(told) if YEAR.search(amount.before) else ()


def _has_budget_behind(sentence: Sentence, labelled: LabelledNumber, reader: Reader) -> bool:
    """“三公”经费支出2.86万元，其中公务接待费0.5万元；年初预算3万元: so the first is no budget, whatever stands above."""
    behind = (n for n in sentence.numbers if n.number.start > labelled.number.start)
    for number in (*behind, *sentence.upcoming):
        if words("meaning", "compared", "bare_initial").search(number.label):
            return True
        if understand(number.clause, reader.names).category is not None:
            return False
    return False


def _goes_on_with_the_year(sentence: Sentence, year: int | None, found: Found) -> bool:
    """2024年人员经费支出800万元，占61.54%；公用经费支出200万元: behind a semicolon and what was spent, where no other year was named."""
    told = sentence.lead.rpartition("。")[2]
    last = found.budget[-1] if found.budget else None
    if not sentence.continues or last is None or words("meaning", "year", "last").search(told):
        return False
    spent = (last.sentence, last.stage, last.fact_year) == (sentence.number - 1, "executed", year)
    return spent and {int(said) for said in YEAR.findall(told)} == {year}


def _is_of_the_one_year(meaning: Meaning, sentence: Sentence, reader: Reader) -> bool:
    """“三公”经费支出2.63万元 without a year: no other year and no plan stands before it in its paragraph or above."""
    if meaning.category != "three_public" or reader.fiscal_year is None:
        return False
    told = "。".join((*sentence.titles, sentence.lead))
    others = {int(year) for year in YEAR.findall(told)} - {reader.fiscal_year}
    planned = _spent("planned").search(told)
    return not (others or planned or words("meaning", "year", "last").search(told))


def _planned_so_far(category: str | None, found: Found) -> bool:
    """Whether the money of a category was last spoken of as a budget (基本支出预算88万元): an account of budgets calls
    the same money 基本支出 a paragraph later."""
    planned = [u.claim.sentence for u in found.unsaid if u.claim.category == category]
    spent = [c.sentence for c in found.budget if (c.category, c.stage) == (category, "executed")]
    return bool(planned) and max(planned) > max(spent, default=-1)


def _is_beside(budget: BudgetClaim, aside: BudgetClaim | None) -> bool:
    """年初预算100万元（调整预算120万元），支出110万元: whether what the bracket told is another stage of the same money, none of it spent."""
    if aside is None or aside is budget or aside.stage == "executed":
        return False
    same = (budget.category, budget.fund_source, budget.fact_year)
    return (aside.category, aside.fund_source, aside.fact_year) == same


def _repeats_plan(meaning: Meaning, labelled: LabelledNumber, found: Found) -> bool:
    """基本支出预算88万元 … 基本支出88万元，较上年减少2%: the budget once more, compared with that of last year."""
    quantity = labelled.number.quantity
    return quantity is not None and any(
        u.claim.category == meaning.category and u.claim.amount.value == quantity.value for u in found.unsaid
    )
