"""Money in prose: the budget figures of a sentence.

Belongs here: going through the amounts of a sentence from left to right. Does not belong here: wording (lexicon/meaning.toml,
items.toml), category, stage and source of one amount (placing), money that is no figure (asides), what it leaves to the next
(inherited), which total a list belongs to (lists), items (item_lists), rates, tables, headcounts, assets.

A figure is claimed for a category only if nothing is left of its label after taking away known terms, filler words
and the report's own names: ``县城绿化项目资金到位50万元`` is not the 项目资金 of the department.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from pipelines.extract.adjusted import may_be_difference
from pipelines.extract.context import (
    Context,
    Reader,
    heading_source,
)
from pipelines.extract.doubts import label_causes
from pipelines.extract.found import Found
from pipelines.extract.meaning import YEAR, Meaning, words
from pipelines.extract.prose.amount import Amount, Reading
from pipelines.extract.prose.asides import is_aside
from pipelines.extract.prose.between import is_of_another
from pipelines.extract.prose.chapters import leaves_budget_open, turn_to_budget
from pipelines.extract.prose.class_lines import leave_class_line, leave_three_public_parts
from pipelines.extract.prose.inherited import (
    begun_later,
    enter_list,
    goes_on,
    pass_over,
    remember,
)
from pipelines.extract.prose.item_lists import (
    is_given_among_sources,
    is_of_unsaid,
    is_source_of_the_fund,
    is_use_of_the_fund,
    may_be_item,
    read_item,
)
from pipelines.extract.prose.item_parts import REASON as ITEM_PART
from pipelines.extract.prose.item_parts import parts_of_item
from pipelines.extract.prose.labels import label_meaning, turns_to_a_part
from pipelines.extract.prose.left_over import proved_left_over
from pipelines.extract.prose.lists import begin, end, is_of_part, is_part_of_unclaimed
from pipelines.extract.prose.money_problems import adjustment_unclear
from pipelines.extract.prose.no_level import is_no_level
from pipelines.extract.prose.parallel import in_parallel
from pipelines.extract.prose.placing import Said, in_bracket, placed
from pipelines.extract.prose.project_sums import restates_total
from pipelines.extract.prose.proved import (
    initial_of_told,
    proved_by_rate,
    spent_at_rate,
)
from pipelines.extract.prose.proved_later import leave_unsaid
from pipelines.extract.prose.rates import read_rate
from pipelines.extract.prose.refusing import Claims
from pipelines.extract.prose.sentences import LabelledNumber, Sentence
from pipelines.extract.prose.spending import spent_after_budget, without_cause
from pipelines.extract.prose.spent_later import spent_of_told
from pipelines.extract.prose.staged_items import read_staged, staged_items
from pipelines.extract.prose.unitless import read_unitless
from pipelines.extract.prose.whole import (
    may_be_whole,
    names_a_subject,
)
from pipelines.extract.prose.whole_figures import makes_up_adjusted, of_the_whole
from pipelines.model.claims import BudgetClaim
from pipelines.model.quantity import Dimension


def read_money(sentence: Sentence, reader: Reader, found: Found, before: Context | None = None) -> Context:
    """Claim the budget figures, items and rates of one sentence; numbers of other sorts are left to others.

    ``before``: what the sentence before it left, for a list that goes on in it.
    """
    context = begin(sentence, before, reader.names, found.budget)
    if not sentence.numbers:
        end(sentence, context, reader.names)
        return context
    of_line = heading_source(sentence.above, reader)
    context.default_source = heading_source(sentence.heading, reader) if of_line == "all" else of_line
    context.whole = may_be_whole(sentence, reader, context.told_whole(), context.told_adjusted())
    context.item_parts = {}
    context.open_source |= leaves_budget_open(sentence.lead, sentence.flow.text)
    claims, reading = Claims(found), Reading(reader, context, found)
    staged = staged_items(sentence, reader)
    for labelled in in_parallel(sentence, reader.names):
        quantity = labelled.number.quantity
        if sentence.follows_set_aside(labelled):
            context.forget()
        turn_to_budget(labelled.label, reader, context)
        if labelled.number.start in staged:
            read_staged(sentence, labelled, staged[labelled.number.start], found)
        elif quantity is None:
            read_unitless(sentence, labelled, reader, context, found)
        elif quantity.dimension is Dimension.MONEY:
            _read_amount(Amount(sentence, labelled, quantity), reading)
        elif quantity.dimension is Dimension.PERCENT:
            read_rate(sentence, labelled, quantity, reading)
        if claims.refuse_framed(sentence, labelled, reader, context):
            context.forget()
    leave_class_line(sentence, reader, found)
    leave_three_public_parts(sentence, reader, found)
    end(sentence, context, reader.names)
    return context


def _read_amount(amount: Amount, reading: Reading) -> None:
    if is_no_level(amount, reading):
        return
    sentence, labelled, quantity = amount.sentence, amount.labelled, amount.quantity
    reader, context, found = reading.reader, reading.context, reading.found
    if turns_to_a_part(labelled, context.category):
        context.leave()
    meaning = without_cause(amount, label_meaning(labelled, reader, context), reader.names)
    if is_aside(amount, meaning, reading):
        return
    if labelled.number.start in context.item_parts:
        if context.item_parts[labelled.number.start]:
            found.ignore(amount.span, ITEM_PART)
        return
    if context.parent is None and is_of_unsaid(meaning, quantity, context):
        context.unsaid -= quantity.value
        found.ignore(amount.span, "unsaid_part")
        return
    opens = enter_list(meaning, labelled, quantity, context, sentence, reader.names)
    complete = bool(meaning.category and meaning.stage and not meaning.residue)
    is_statement = complete and not opens and labelled.depth == 0 and not goes_on(meaning, quantity, context)
    is_item = may_be_item(meaning, labelled.label, context) and not is_statement
    if is_item and not is_source_of_the_fund(labelled, reader):
        if is_given_among_sources(sentence, labelled, reader.names):
            found.ignore(amount.span, "item_source")
            return
        if is_use_of_the_fund(labelled, reader):
            context.rest -= quantity.value
            found.ignore(amount.span, "expense_line")
            return
        read_item(sentence, labelled, quantity, context, found)
        context.item_parts |= parts_of_item(sentence, labelled, context.rest)
        context.part = max(context.part, quantity.value)
        return
    nested = not is_statement and (context.in_list or labelled.depth > 0)
    meaning, said, causes = _placed(amount, meaning, reading, nested=nested)
    open_year = said is not None and _year_is_open(meaning, context, reader, said[1])
    if said is None or meaning.residue or open_year or _is_of_that_year(amount, meaning, reader):
        _leave(amount, meaning, reading, nested=nested)
        return
    parent = context.parent
    # 决算支出按资金来源分：中央资金512万元，…: what opens the list says the stage once more
    of_source = opens and parent is not None and meaning.source and meaning.stages == (parent.stage,)
    plain = meaning.stages and not meaning.category and not of_source
    nested = labelled.depth > 0 or (nested and not plain)
    _claim(amount, meaning, said, causes, reading, nested=nested)


def _placed(
    amount: Amount, meaning: Meaning, reading: Reading, *, nested: bool
) -> tuple[Meaning, Said | None, tuple[str, ...]]:
    """Category, stages and source of an amount, where they are certain, and the causes to doubt them; the meaning with the
    stage that only stands behind the amount."""
    sentence, labelled = amount.sentence, amount.labelled
    reader, context, found = reading.reader, reading.context, reading.found
    spent = left = None
    said = (
        in_bracket(meaning, labelled, context)
        or placed(meaning, context, nested)
        or (spent := spent_after_budget(amount, meaning, reading))
    )
    if spent is not None:
        meaning = replace(meaning, stages=spent[1])
    causes = label_causes(meaning, labelled, sentence, context, placed=said is not None)
    if said is None and (not nested or context.parent is None or meaning.stages == ("carried_in",)):
        said = (
            proved_by_rate(sentence, labelled, meaning, reader, found)
            or initial_of_told(sentence, labelled, meaning, reader, found)
            or spent_of_told(sentence, labelled, meaning, reader)
            or of_the_whole(amount, meaning, reading)
            or spent_at_rate(sentence, labelled, meaning, reader, found)
            or (left := proved_left_over(sentence, labelled, meaning, reader, context, found))
        )
    if (
        said is not None
        and is_of_another(amount, meaning, context, said, _year(meaning, context, reader), reader)
        and not (said[0] == "total" and makes_up_adjusted(amount, meaning, reading))
    ):
        said = None
    elif left is not None:
        meaning = replace(meaning, stages=left[1], residue="")
    if context.open_source and makes_up_adjusted(amount, meaning, reading):
        context.open_source = False  # 因中央补助调增48万元，调整后预算390万元: all sources together again
    of_one_source = (
        context.open_source
        and not meaning.source
        and spent_of_told(sentence, labelled, meaning, reader) is None
    )
    if of_one_source or is_of_part(meaning, amount.quantity, context):
        said = None
    if said is not None and said[1] == ("carried_in",) and _is_not_carried_in(labelled, meaning, said):
        said = None
    if (
        said is not None
        and context.parent is None
        and is_part_of_unclaimed(sentence, labelled, meaning, found)
    ):
        said = None
    return meaning, said, causes


def _is_not_carried_in(labelled: LabelledNumber, meaning: Meaning, said: Said) -> bool:
    """Whether an amount only follows money carried in: 年初结转项目资金20万元，当年安排项目资金180万元; or whose that is, is not said: 人员
    经费年初预算300万元，另有上年结转50万元."""
    if not meaning.stages:
        planned = words("meaning", "spent", "planned").search(labelled.clause)
        return meaning.this_year or planned is not None
    besides = words("meaning", "left", "besides").search(labelled.label)
    return meaning.category is None and said[0] != "total" and besides is not None


def _leave(amount: Amount, meaning: Meaning, reading: Reading, *, nested: bool) -> None:
    """What an amount that is no figure leaves to the next; the year is that of what follows all the same."""
    labelled, quantity = amount.labelled, amount.quantity
    reader, context, found = reading.reader, reading.context, reading.found
    if meaning.year is not None and not meaning.residue and labelled.depth == 0:
        context.year = meaning.year
    if _says_no_stage(meaning, labelled, context, nested):
        leave_unsaid(amount, meaning, reader, found)
        if context.budgeted or words("meaning", "spent", "planned").search(labelled.clause):
            context.note_budget(meaning.category)
        context.income = None
        bare = meaning.category is None and not names_a_subject(labelled.label, reader.names)
        context.whole_named |= bare or meaning.category == "total"
        context.unsaid = quantity.value if meaning.category == "project" else Decimal(0)
    if nested and restates_total(meaning, quantity, context.parent):
        found.ignore(amount.span, "restated_total")
    if nested and meaning.residue:
        context.part = max(context.part, quantity.value)
    if nested and meaning.residue and context.parent is not None and context.parent.stage == "adjustment":
        found.ignore(amount.span, "adjustment_part")
    elif not nested:
        pass_over(meaning, context)
    elif meaning.category and meaning.unsaid and not meaning.residue:
        context.category, context.source = meaning.category, meaning.source


def _claim(
    amount: Amount, meaning: Meaning, said: Said, causes: tuple[str, ...], reading: Reading, *, nested: bool
) -> None:
    """A figure for each stage that the amount stands for, unless it may be a difference that is called a level."""
    sentence, labelled = amount.sentence, amount.labelled
    reader, context, found = reading.reader, reading.context, reading.found
    category, stages, source = said
    if stages == ("adjusted",) and _may_be_difference(amount, category, reading):
        found.ignore(amount.span, "adjustment_unclear")
        found.problems.append(adjustment_unclear(sentence, labelled))
        return
    if context.in_list and nested:
        context.rest -= amount.quantity.value
    for stage in stages:
        claim = BudgetClaim(
            category=reader.whole if category == "total" else category,
            stage=stage,
            fund_source=source,
            fact_year=_year(meaning, context, reader),
            amount=amount.quantity,
            spans=(amount.quote,),
            sentence=sentence.number,
            causes=causes,
        )
        found.budget.append(claim)
        found.claimed.append(amount.span)
        remember(claim, category, meaning, context, nested, sentence.below)
        context.note_figure(category, stage)
    beside_budget = words("meaning", "spent", "beside_budget")
    if not nested and stages == ("executed",) and beside_budget.match(labelled.after):
        context.category = category  # 人员经费支出1215.4万元，年初预算1180万元


def _may_be_difference(amount: Amount, category: str, reading: Reading) -> bool:
    """Whether what is called 调整预算 may be what was added to the initial budget of the category."""
    began = [c.amount.value for c in reading.found.budget if (c.category, c.stage) == (category, "initial")]
    began += begun_later(amount.sentence, amount.labelled, reading.reader.names)
    return may_be_difference(amount.labelled.clause, amount.quantity.value, began)


def _says_no_stage(meaning: Meaning, labelled: LabelledNumber, context: Context, nested: bool) -> bool:
    """Whether a category of the department is named plainly, and only the stage is open."""
    if meaning.stages or meaning.residue or (nested and context.parent):
        return False
    if meaning.category:
        return True
    return meaning.unsaid and context.whole and labelled.depth == 0


def _year_is_open(meaning: Meaning, context: Context, reader: Reader, stages: tuple[str, ...]) -> bool:
    """Whether a label leaves open which year it means: 上年 of an unknown year, spending of a year to come (截至2025年12月31日), or another
    stage after last year's."""
    if meaning.last_year:
        return reader.fiscal_year is None
    if meaning.year and reader.fiscal_year and meaning.year > reader.fiscal_year and "executed" in stages:
        return True
    if meaning.year or meaning.this_year or context.year in (None, reader.fiscal_year):
        return False
    return meaning.category is not None and context.stage not in stages


def _is_of_that_year(amount: Amount, meaning: Meaning, reader: Reader) -> bool:
    """2023年收入1215万元，支出1190万元，当年结余25万元: 当年 is the year named last, and what that is of is not the report's."""
    named = YEAR.findall(amount.before)
    if meaning.year or "当年" not in amount.labelled.clause or not named:
        return False
    return reader.fiscal_year not in (None, int(named[-1]))


def _year(meaning: Meaning, context: Context, reader: Reader) -> int | None:
    if meaning.last_year and reader.fiscal_year:
        return reader.fiscal_year - 1
    if meaning.this_year and not meaning.year:
        return reader.fiscal_year
    return meaning.year or context.year or reader.fiscal_year
