"""Figures of the whole: a label that names no stage or no category, and what it is of all the same.

Belongs here: 年初预算数…，执行数… where nothing speaks of anything but the whole, and a category whose stage its heading or its year
says. Does not belong here: whether a sentence speaks of the whole (whole), what was spent (spending), parts and lists (placing).
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from pipelines.extract.context import Context, Reader, goal_sections
from pipelines.extract.meaning import Meaning, is_part, sort_of_number, understand, words
from pipelines.extract.prose.amount import Amount, Reading
from pipelines.extract.prose.frames import names_an_institution
from pipelines.extract.prose.placing import Said, own_source
from pipelines.extract.prose.sentences import LabelledNumber, Sentence
from pipelines.extract.prose.spending import (
    is_divided,
    lists_no_spending,
    spending_of_category,
    spending_of_whole,
    stages_below,
)
from pipelines.extract.prose.whole import (
    begins_amid,
    heading_meaning,
    is_whole_so_far,
    may_be_whole,
    names_a_subject,
    names_something,
)
from pipelines.model.quantity import Dimension

ALL_KINDS = (["basic", "project"], ["operating", "personnel", "project"])
"""The kinds of spending that make up the whole."""


def of_the_whole(amount: Amount, meaning: Meaning, reading: Reading) -> Said | None:
    """A label that names no category (年初预算数…，执行数…) where nothing speaks of anything but the whole."""
    sentence, labelled = amount.sentence, amount.labelled
    reader, context = reading.reader, reading.context
    below = heading_meaning(sentence.heading, reader.names)
    source = meaning.source or _source_of_whole(context, amount.quantity.value)
    if meaning.category and meaning.category != "total":
        if source is None or (
            not meaning.stages and (lists_no_spending(amount) or _divides_income(amount, context))
        ):
            return None
        stages = stages_below(amount, meaning, below, context) or spending_of_category(
            amount, meaning, below, reading
        )
        return (meaning.category, stages, source) if stages else None
    if makes_up_adjusted(amount, meaning, reading):
        return "total", ("adjusted",), meaning.source or context.source or context.default_source
    if _received_in_full(amount, meaning, context):
        return "total", meaning.stages, context.default_source
    if (summed := _sums_up_kinds(amount, meaning, context)) is not None:
        return summed
    if set(context.said) - {"total"}:
        return None
    if meaning.category is None:
        if not is_whole_so_far(sentence, labelled, reader, bool(context.levels), _raises(amount, reading)):
            return None
        if not (context.whole or _is_divided_beside_costs(amount, reader)):
            return _of_the_heading(amount, meaning, reading)
    stages = (
        meaning.stages
        or spending_of_whole(amount, meaning, reading)
        or stages_below(amount, meaning, below, context)
    )
    of_any = words("meaning", "spent", "any_money").search(labelled.clause)
    own = None if of_any else own_source(meaning)
    income = context.income if not context.levels else None
    within = income is not None and amount.quantity.value <= income.amount
    of_income = income.source if income is not None and within else None
    return ("total", stages, own or context.source or of_income or context.default_source) if stages else None


def _divides_income(amount: Amount, context: Context) -> bool:
    """收入100万元，其中人员经费60万元，公用经费10万元，项目支出30万元: whether a sentence has told of nothing but income so far."""
    first = amount.sentence.numbers[0]
    told = not context.levels and first is not amount.labelled
    return told and sort_of_number(first.label, first.after) == "income"


def _is_divided_beside_costs(amount: Amount, reader: Reader) -> bool:
    """学费未足额返还18.8万元。全年支出4797.63万元，其中人员经费支出…，公用经费支出…，项目支出…: all kinds of spending make it up, and
    what the paragraph names before it is no other body that might spend on all of them."""
    sentence = amount.sentence
    if amount.labelled is not sentence.numbers[0] or not is_divided(amount.labelled, sentence):
        return False
    lead = sentence.lead
    for name in sorted(reader.names, key=len, reverse=True):
        lead = lead.replace(name, "")
    if words("meaning", "whole", "holder").search(lead) or names_an_institution(lead):
        return False
    return may_be_whole(replace(sentence, lead=""), reader, told=False)


def _received_in_full(amount: Amount, meaning: Meaning, context: Context) -> bool:
    """上级下达补助资金611万元，…，调整后预算2062万元。到位资金2062万元: all that the sentence before gave as the whole's budget arrived."""
    if meaning.category or meaning.source or meaning.residue or meaning.stages != ("received",):
        return False
    told = context.earlier[-1] if context.earlier and not context.levels else None
    whole = told is not None and (told.category, told.stage, told.fund_source) == ("total", "adjusted", "all")
    return whole and told is not None and told.amount.value == amount.quantity.value


def _source_of_whole(context: Context, amount: Decimal) -> str | None:
    """财政拨款支出决算400万元，基本支出345万元，项目支出55万元: of the source of the total that the sentence opens with; None where
    it is more than that total."""
    first = context.levels[0] if context.levels else None
    if first is None or first.category != "total":
        return context.default_source
    return first.fund_source if first.fund_source == "all" or amount <= first.amount.value else None


def _raises(amount: Amount, reading: Reading) -> bool:
    """Whether an amount is more than the initial budget of the whole that the paragraph gave."""
    context = reading.context
    began = [c.amount.value for c in context.earlier if (c.category, c.stage) == ("total", "initial")]
    return context.told_whole() and bool(began) and amount.quantity.value > max(began)


def _of_the_heading(amount: Amount, meaning: Meaning, reading: Reading) -> Said | None:
    """Below the heading （一）人员经费, or a line of these words alone, a bare 年初预算 is that of the category."""
    sentence, reader, context = amount.sentence, reading.reader, reading.context
    line, below = sentence.heading, heading_meaning(sentence.heading, reader.names)
    if (told := heading_meaning(sentence.above, reader.names)).category is not None:
        if not sentence.close:
            return None
        line, below = sentence.above, told
    if below.category in (None, "total") or below.residue or not meaning.stages or begins_amid(sentence):
        return None
    of_projects = words("meaning", "whole", "project_heading")
    if below.category == "project" and not of_projects.search(line):
        return None
    if heading_meaning(sentence.above, reader.names).residue:
        return None
    in_goals = sentence.section in goal_sections() and sentence.titled is None
    if names_a_subject(sentence.lead, reader.names) or in_goals:
        return None
    if names_something(amount.before, reader.names):
        return None  # below 项目支出情况: 城乡低保资金：年初预算200万元，实际支出198.5万元
    if context.income is not None or _divides_more(sentence, below.category, reader):
        return None
    return below.category, meaning.stages, meaning.source or context.default_source


def _divides_more(sentence: Sentence, category: str, reader: Reader) -> bool:
    """Whether what follows below the heading 基本支出情况 is no basic expenditure either: 支出164万元，其中基本支出…，项目支出…."""
    told = (understand(n.label, reader.names).category for n in (*sentence.numbers, *sentence.upcoming))
    return any(other and not is_part(other, of=category) for other in told)


def _sums_up_kinds(amount: Amount, meaning: Meaning, context: Context) -> Said | None:
    """人员经费支出80万元，公用经费支出20万元，项目支出100万元，合计200万元: all kinds of spending, of one stage and source, each told once."""
    kinds = context.levels
    if not kinds or meaning.stages or meaning.source or meaning.category not in (None, "total"):
        return None
    if not words("meaning", "whole", "summed_up").search(amount.labelled.label):
        return None
    first, told = kinds[0], sorted(claim.category for claim in kinds)
    same = {(c.stage, c.fund_source, c.fact_year) for c in kinds} == {
        (first.stage, first.fund_source, first.fact_year)
    }
    whole = sum((claim.amount.value for claim in kinds), Decimal(0)) == amount.quantity.value
    return ("total", (first.stage,), first.fund_source) if same and whole and told in ALL_KINDS else None


def changes_right_before(sentence: Sentence, adjusted: LabelledNumber) -> list[Decimal]:
    """因人员调资等因素调增58.12万元，县级调减项目36.20万元，调整后全年预算…: each change, whatever its reason names, the last first; of those
    that one raise lists (执行中增加救助经费8万元、干部调入增资3.14万元) the sum."""
    changes: list[Decimal] = []
    listed = Decimal(0)
    for labelled in reversed([n for n in sentence.numbers if n.number.end <= adjusted.number.start]):
        quantity = labelled.number.quantity
        if quantity is None or quantity.dimension is not Dimension.MONEY:
            break
        if words("meaning", "whole", "raised_by").search(labelled.clause):
            changes.append(quantity.value + listed)
            listed = Decimal(0)
        elif words("meaning", "whole", "cut_by").search(labelled.clause):
            changes.append(-quantity.value)
        elif words("meaning", "whole", "raised_too").match(labelled.label):
            listed += quantity.value
        else:
            break
    return [] if listed else changes


def makes_up_adjusted(amount: Amount, meaning: Meaning, reading: Reading) -> bool:
    """Whether an adjusted budget, or a 合计, is the whole's: the initial one before it and what was added make it up."""
    added, reader, quantity = reading.context.added, reading.reader, amount.quantity
    summed_up = meaning.category in (None, "total") and not meaning.stages and not meaning.source
    summed_up &= bool(words("meaning", "whole", "summed_up").search(amount.labelled.clause))
    adjusted = meaning.category is None and meaning.stages == ("adjusted",)
    if not (adjusted or summed_up):
        return False
    # 年中追加30万元，其中追加人员支出20万元: what follows the first may be its parts
    changes = {sum(added, Decimal(0)), added[0]} if added else set()
    if right_before := changes_right_before(amount.sentence, amount.labelled):
        changes.add(sum(right_before, Decimal(0)))
    if not changes:
        return False

    def told(stage: str) -> list[Decimal]:
        key = (reader.whole, stage, reader.fiscal_year)
        return [c.amount.value for c in reading.found.budget if (c.category, c.stage, c.fact_year) == key]

    brought_in = [Decimal(0), *told("carried_in")]
    return any(
        abs(began + change + before - quantity.value) <= quantity.half_unit
        for began in told("initial")
        for change in changes
        for before in brought_in
    )
