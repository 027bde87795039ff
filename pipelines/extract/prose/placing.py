"""Placing: category, stages and source of an amount in prose.

Belongs here: what the label of an amount says of these, and what it inherits from the figures, the heading and the
paragraph before it. Does not belong here: wording (lexicon/meaning.toml), claiming (money), lists (lists).
"""

from __future__ import annotations

from decimal import Decimal

from pipelines.extract.context import Context, Reader, goal_sections
from pipelines.extract.found import Found
from pipelines.extract.meaning import YEAR, Meaning, is_part, understand, words
from pipelines.extract.prose.lists import PART, add_up
from pipelines.extract.prose.sentences import LabelledNumber, Sentence
from pipelines.extract.prose.whole import (
    begins_amid,
    heading_meaning,
    is_whole_so_far,
    names_a_subject,
    names_something,
)
from pipelines.model.claims import BudgetClaim

BUDGETED = frozenset({"initial", "adjusted", "received"})
Said = tuple[str, tuple[str, ...], str]
"""Category, stages and source of a figure."""


def placed(meaning: Meaning, context: Context, nested: bool) -> Said | None:
    """Category, stages and source of a figure: what its label says, and what it inherits; None where that is open."""
    parent = context.parent if nested else None
    if context.bracket_aside and nested and not meaning.category and (meaning.source or meaning.stages):
        return None  # 救助经费59万元（年初预算60万元）: of that amount
    inherited = context.bracket_source or (parent.fund_source if parent else context.default_source)
    if meaning.category and meaning.stages:
        if parent and not is_part(meaning.category, of=parent.category):
            return None
        return meaning.category, meaning.stages, meaning.source or inherited
    if parent and not meaning.stages and not _fits(meaning, parent.stage):
        return None
    if parent and meaning.category:
        if meaning.category == parent.category or not is_part(meaning.category, of=parent.category):
            return None
        if meaning.source is None and context.bracket_source is None and _is_of_a_source(context):
            return None
        return meaning.category, (parent.stage,), meaning.source or inherited
    if parent and meaning.source and not meaning.stages:
        return parent.category, (parent.stage,), meaning.source
    if parent and meaning.stages and not meaning.category and context.category is None:
        if context.last and context.last.category != parent.category and context.rest:
            return None  # 其中基本支出10万元，执行9万元: of the part or of the whole
        return parent.category, meaning.stages, meaning.source or inherited
    if meaning.stages and context.category and not context.is_ambiguous(meaning.stages[0]):
        return (
            context.category,
            meaning.stages,
            own_source(meaning) or context.source or context.default_source,
        )
    if meaning.category and context.list_stage and not nested and _fits(meaning, context.list_stage):
        return meaning.category, (context.list_stage,), meaning.source or context.default_source
    return None


def _is_of_a_source(context: Context) -> bool:
    """其中一般公共预算基本支出1300万元、项目支出500万元: whether the second is of that source too is not said."""
    last, parent = context.last, context.parent
    if last is None or parent is None or last is parent:
        return False
    return last.category != parent.category and last.fund_source != parent.fund_source


def spent_after_budget(
    meaning: Meaning, labelled: LabelledNumber, context: Context, year: int | None
) -> Said | None:
    """三公经费预算86万元，支出61.44万元: what is called 支出 right behind a budget was spent of it."""
    if meaning.category or meaning.stages or meaning.unsaid or labelled.depth or context.income is not None:
        return None
    if not words("meaning", "spent", "alone").search(labelled.label) or context.is_ambiguous("executed"):
        return None
    last = context.levels[-1] if context.levels else None
    if last is None:
        told = context.category if context.category == context.passed else None
        return (told, ("executed",), context.source or context.default_source) if told else None
    if last is not context.last or last.stage not in BUDGETED or last.fact_year != year:
        return None
    return last.category, ("executed",), last.fund_source


def own_source(meaning: Meaning) -> str | None:
    """The source that a label names; 上年结转资金 as money carried in is a stage and no source."""
    return None if meaning.stages == ("carried_in",) and meaning.source == "carry_over" else meaning.source


def in_bracket(meaning: Meaning, labelled: LabelledNumber, context: Context) -> Said | None:
    """基本支出60万元（年初预算50万元）: the stage of a bracket is of the figure right before it."""
    last = context.last
    if last is None or labelled.depth == 0 or not labelled.label.startswith("(") or meaning.category:
        return None
    if not meaning.stages or context.bracket_aside:
        return None
    return last.category, meaning.stages, meaning.source or last.fund_source


def of_the_whole(
    meaning: Meaning,
    labelled: LabelledNumber,
    sentence: Sentence,
    reader: Reader,
    context: Context,
    found: Found,
) -> Said | None:
    """A label that names no category (年初预算数…，执行数…) where nothing speaks of anything but the whole."""
    below = heading_meaning(sentence.heading, reader.names)
    if meaning.category and meaning.category != "total":
        stages = _stages_below(meaning, labelled, sentence, below) or _spent_plainly(
            meaning, labelled, sentence, below, reader, found
        )
        return (meaning.category, stages, meaning.source or context.default_source) if stages else None
    adds_up = _adds_up(meaning, labelled, reader, context, found)
    if set(context.said) - {"total"} and not adds_up:
        return None
    if meaning.category is None and not adds_up:
        if not is_whole_so_far(sentence, labelled, reader, bool(context.levels), _raises(labelled, context)):
            return None
        if not context.whole:
            return _of_the_heading(meaning, labelled, sentence, reader, context, below)
    if adds_up:
        return "total", ("adjusted",), meaning.source or context.source or context.default_source
    stages = (
        meaning.stages
        or _spending(meaning, labelled, sentence, context)
        or _fiscal_spending(meaning, labelled, sentence, found)
        or _stages_below(meaning, labelled, sentence, below)
    )
    source = None if words("meaning", "spent", "any_money").search(labelled.clause) else own_source(meaning)
    return ("total", stages, source or context.source or context.default_source) if stages else None


def _raises(labelled: LabelledNumber, context: Context) -> bool:
    """Whether an amount is more than the initial budget of the whole that the paragraph gave."""
    quantity = labelled.number.quantity
    began = [c.amount.value for c in context.earlier if (c.category, c.stage) == ("total", "initial")]
    return quantity is not None and context.told_whole() and bool(began) and quantity.value > max(began)


def _of_the_heading(
    meaning: Meaning,
    labelled: LabelledNumber,
    sentence: Sentence,
    reader: Reader,
    context: Context,
    below: Meaning,
) -> Said | None:
    """Below the heading （一）人员经费 a bare 年初预算 is that of the category."""
    if below.category in (None, "total") or below.residue or not meaning.stages or begins_amid(sentence):
        return None
    if below.category == "project" and not words("meaning", "whole", "project_heading").search(
        sentence.heading
    ):
        return None
    if heading_meaning(sentence.above, reader.names).residue:
        return None
    if names_a_subject(sentence.lead, reader.names) or sentence.section in goal_sections():
        return None
    if names_something(sentence.before(labelled), reader.names):
        return None  # below 项目支出情况: 城乡低保资金：年初预算200万元，实际支出198.5万元
    if context.income is not None or _divides_more(sentence, below.category, reader):
        return None
    return below.category, meaning.stages, meaning.source or context.default_source


def _divides_more(sentence: Sentence, category: str, reader: Reader) -> bool:
    """Whether what follows below the heading 基本支出情况 is no basic expenditure either: 支出164万元，其中基本支出…，项目支出…."""
    told = (understand(n.label, reader.names).category for n in (*sentence.numbers, *sentence.upcoming))
    return any(other and not is_part(other, of=category) for other in told)


def _adds_up(
    meaning: Meaning, labelled: LabelledNumber, reader: Reader, context: Context, found: Found
) -> bool:
    """Whether an adjusted budget, or a 合计, is the whole's: the initial one before it and what was added make it up."""
    quantity = labelled.number.quantity
    summed_up = meaning.category in (None, "total") and not meaning.stages and not meaning.source
    summed_up &= bool(words("meaning", "whole", "summed_up").search(labelled.clause))
    adjusted = meaning.category is None and meaning.stages == ("adjusted",)
    if not (adjusted or summed_up) or quantity is None or not context.added:
        return False

    def told(stage: str) -> list[Decimal]:
        key = (reader.whole, stage, reader.fiscal_year)
        return [c.amount.value for c in found.budget if (c.category, c.stage, c.fact_year) == key]

    # 年中追加30万元，其中追加人员支出20万元: what follows the first may be its parts
    changes = {sum(context.added, Decimal(0)), context.added[0]}
    brought_in = [Decimal(0), *told("carried_in")]
    return any(
        abs(began + change + before - quantity.value) <= quantity.half_unit
        for began in told("initial")
        for change in changes
        for before in brought_in
    )


def _spending(
    meaning: Meaning, labelled: LabelledNumber, sentence: Sentence, context: Context
) -> tuple[str, ...]:
    """支出总额, 全年支出 are what was spent; 支出 alone is of the stage of the income before it."""
    if meaning.unsaid:
        return ()
    if context.income is not None and words("meaning", "spent", "alone").search(labelled.label):
        return () if context.income.open else context.income.stages or ("executed",)
    alone = words("meaning", "spent", "alone").search(labelled.clause)
    if _leaves_the_rest(labelled, sentence, context):
        return ("executed",)
    if alone and words("meaning", "spent", "then_rate").search(labelled.after):
        return ("executed",)
    said = words("meaning", "spent", "says").search(labelled.clause)
    planned = words("meaning", "spent", "planned").search(labelled.clause)
    return ("executed",) if said and not planned else ()


def _leaves_the_rest(labelled: LabelledNumber, sentence: Sentence, context: Context) -> bool:
    """收入168.42万元。2022年支出164.58万元，…，结余结转3.84万元: what is left of an income says that the rest was spent."""
    quantity = labelled.number.quantity
    if quantity is None or not words("meaning", "spent", "of_year").search(labelled.clause):
        return False
    left = {
        number.number.quantity.value
        for number in sentence.numbers
        if number.number.quantity is not None
        and number.number.start > labelled.number.start
        and words("meaning", "left", "bare").search(number.clause)
    }
    return any(income - quantity.value in left for income in context.incomes)


def _fiscal_spending(
    meaning: Meaning, labelled: LabelledNumber, sentence: Sentence, found: Found
) -> tuple[str, ...]:
    """2022年财政拨款支出1653.42万元, 2022年支出164万元 with its parts: spent, where nothing in or above the paragraph speaks of a plan."""
    of_fiscal = words("meaning", "spent", "of_fiscal").search(labelled.clause)
    of_year = words("meaning", "spent", "of_year").search(labelled.clause)
    if meaning.unsaid or not (
        of_fiscal or (of_year and is_divided(labelled, sentence) and not _planned_so_far("total", found))
    ):
        return ()
    told = f"{sentence.heading}{sentence.lead}{sentence.before(labelled)}"
    planned = words("meaning", "spent", "planned").search(told)
    return () if planned or not YEAR.search(sentence.before(labelled)) else ("executed",)


def is_divided(labelled: LabelledNumber, sentence: Sentence) -> bool:
    """Whether the kinds of spending named behind an amount make it up: 2022年支出164万元，其中基本支出122万元，项目支出42万元."""
    quantity = labelled.number.quantity
    behind = [n for n in sentence.numbers if n.number.start > labelled.number.start]
    if quantity is None or labelled.depth:
        return False
    whole = BudgetClaim("total", "executed", "all", None, quantity, (), sentence.number, ())
    further = sentence.upcoming if sentence.upcoming and PART.match(sentence.upcoming[0].label) else ()
    return add_up(whole, (*behind, *further), ())


def _spent_plainly(
    meaning: Meaning,
    labelled: LabelledNumber,
    sentence: Sentence,
    below: Meaning,
    reader: Reader,
    found: Found,
) -> tuple[str, ...]:
    """2021年三公经费支出8.5万元, where nothing in the paragraph or above it speaks of a plan."""
    if meaning.stages or meaning.unsaid or not words("meaning", "spent", "suffix").search(labelled.clause):
        return ()
    said = sentence.before(labelled)
    if words("meaning", "spent", "against_budget").match(labelled.after):
        return ("executed",)
    beside = words("meaning", "spent", "beside_budget").match(labelled.after)
    if beside and below.stages in ((), ("executed",)) and not below.unsaid:
        return () if words("meaning", "spent", "planned").search(said) else ("executed",)
    if words("meaning", "spent", "against_last_year").match(labelled.after):
        planned = words("meaning", "spent", "planned").search(said) or _repeats_plan(meaning, labelled, found)
        return () if planned else ("executed",)
    if words("meaning", "spent", "against_last_amount").match(labelled.after):
        told = "。".join((*sentence.titles, sentence.lead, said))
        planned = words("meaning", "spent", "planned").search(told) or _repeats_plan(meaning, labelled, found)
        return () if planned else ("executed",)
    if meaning.category == "three_public" and _has_budget_behind(sentence, labelled, reader):
        return () if words("meaning", "spent", "planned").search(said) else ("executed",)
    past = meaning.year is not None and reader.fiscal_year is not None and meaning.year < reader.fiscal_year
    told = said if past else f"{sentence.lead}{said}"
    if below.stages != ("executed",) and not past:
        told = f"{sentence.heading}{told}"
        compared = words("meaning", "spent", "beside_plan").match(labelled.after)
        if not compared and _planned_so_far(meaning.category, found):
            return ()
    dated = YEAR.search(said) or _is_of_the_one_year(meaning, sentence, reader)
    return ("executed",) if dated and not words("meaning", "spent", "planned").search(told) else ()


def _has_budget_behind(sentence: Sentence, labelled: LabelledNumber, reader: Reader) -> bool:
    """“三公”经费支出2.86万元，其中公务接待费0.5万元；年初预算3万元: so the first is no budget, whatever stands above."""
    behind = (n for n in sentence.numbers if n.number.start > labelled.number.start)
    for number in (*behind, *sentence.upcoming):
        if words("meaning", "compared", "bare_initial").search(number.label):
            return True
        if understand(number.clause, reader.names).category is not None:
            return False
    return False


def _is_of_the_one_year(meaning: Meaning, sentence: Sentence, reader: Reader) -> bool:
    """“三公”经费支出2.63万元 without a year: no other year and no plan stands before it in its paragraph or above."""
    if meaning.category != "three_public" or reader.fiscal_year is None:
        return False
    told = "。".join((*sentence.titles, sentence.lead))
    others = {int(year) for year in YEAR.findall(told)} - {reader.fiscal_year}
    planned = words("meaning", "spent", "planned").search(told)
    return not (others or planned or words("meaning", "year", "last").search(told))


def _planned_so_far(category: str | None, found: Found) -> bool:
    """Whether the money of a category was last spoken of as a budget (基本支出预算88万元): an account of budgets calls
    the same money 基本支出 a paragraph later."""
    planned = [u.claim.sentence for u in found.unsaid if u.claim.category == category]
    spent = [c.sentence for c in found.budget if (c.category, c.stage) == (category, "executed")]
    return bool(planned) and max(planned) > max(spent, default=-1)


def _repeats_plan(meaning: Meaning, labelled: LabelledNumber, found: Found) -> bool:
    """基本支出预算88万元 … 基本支出88万元，较上年减少2%: the budget once more, compared with that of last year."""
    quantity = labelled.number.quantity
    return quantity is not None and any(
        u.claim.category == meaning.category and u.claim.amount.value == quantity.value for u in found.unsaid
    )


def _stages_below(
    meaning: Meaning, labelled: LabelledNumber, sentence: Sentence, below: Meaning
) -> tuple[str, ...]:
    """Below a heading 支出决算情况 what is called 支出 was spent, unless the sentence has spoken of a plan.

    Below 年初预算安排 a budget that does not say which it is is the initial one.
    """
    if below.stages == ("initial",) and not meaning.stages and "年初" in sentence.heading:
        is_budget = words("meaning", "unsaid", "says").search(labelled.clause)
        later = words("meaning", "spent", "replanned").search(sentence.before(labelled))
        return below.stages if is_budget and not later else ()
    if words("meaning", "spent", "planned").search(sentence.before(labelled)):
        return ()
    if below.stages != ("executed",) or below.unsaid or meaning.unsaid or meaning.stages:
        return ()
    of_the_heading = (
        meaning.category == below.category == "three_public"
    )  # “三公”经费决算情况: 三公经费41万元
    return below.stages if of_the_heading or "支出" in labelled.clause else ()


def _fits(meaning: Meaning, stage: str) -> bool:
    """Whether a label without a stage may inherit this one: 预算 is no 决算."""
    return not meaning.unsaid or stage in ("initial", "adjusted")
