"""Money in prose: the budget figures of a sentence.

Belongs here: how labels are inherited from left to right, what opens and closes a list of parts, and when a label
names the whole category. Does not belong here: wording (lexicon/meaning.toml, items.toml), items (item_lists), rates,
tables, headcounts, assets.

A figure is claimed for a category only if nothing is left of its label after taking away known terms, filler words
and the report's own names: ``县城绿化项目资金到位50万元`` is not the 项目资金 of the department.
"""

from __future__ import annotations

from pipelines.extract.context import (
    Context,
    Reader,
    goal_sections,
    heading_source,
    list_opening,
    part_of_year,
)
from pipelines.extract.found import Found
from pipelines.extract.item_lists import may_be_item, read_item
from pipelines.extract.meaning import Meaning, is_part, sort_of_number, understand, words
from pipelines.extract.parallel import in_parallel
from pipelines.extract.prose import CLAUSE_END, LabelledNumber, Sentence
from pipelines.extract.rates import read_rate
from pipelines.model.claims import BudgetClaim
from pipelines.model.problem import Problem
from pipelines.model.quantity import Dimension, Quantity


def read_money(sentence: Sentence, reader: Reader, found: Found, before: Context | None = None) -> Context:
    """Claim the budget figures, items and rates of one sentence; numbers of other sorts are left to others.

    ``before``: what the sentence before it left, for a list that goes on after a semicolon.
    """
    context = before if before and before.in_list and sentence.continues else Context()
    context.default_source = heading_source(sentence.heading, reader.names)
    for labelled in in_parallel(sentence, reader.names):
        quantity = labelled.number.quantity
        if quantity is None:
            _missing_unit(sentence, labelled, reader, context, found)
        elif quantity.dimension is Dimension.MONEY:
            _amount(sentence, labelled, quantity, reader, context, found)
        elif quantity.dimension is Dimension.PERCENT:
            read_rate(sentence, labelled, quantity, reader, context, found)
    _in_words(sentence, reader, found)
    return context


def _in_words(sentence: Sentence, reader: Reader, found: Found) -> None:
    """An amount written out in Chinese numerals behind the label of a figure is one for a person."""
    text = sentence.flow.text
    for match in words("units", "written_out", "says").finditer(text):
        clause = CLAUSE_END.split(text[: match.start()])[-1]
        meaning = understand(_bare(clause), reader.names)
        if meaning.category and meaning.stage and not meaning.residue:
            quote = f"{clause}{match.group()}"
            found.problems.append(
                Problem(
                    "number_in_words",
                    f"“{quote}”：金额用汉字书写，未入库，请核对原文",
                    f"'{quote}': the amount is written out in words; it was not stored",
                    sentence.span(match.start() - len(clause), match.end()),
                )
            )


def _amount(
    sentence: Sentence,
    labelled: LabelledNumber,
    quantity: Quantity,
    reader: Reader,
    context: Context,
    found: Found,
) -> None:
    first, context.begun = not context.begun, True
    sort = sort_of_number(labelled.label, labelled.after)
    if sort is None and part_of_year(sentence.flow.text[: labelled.number.start]):
        sort = "part_of_year"
    if sort:
        found.ignore(sentence.number_span(labelled), sort)
        if sort in ("income", "part_of_year"):
            context.leave()
        return
    meaning = _meaning(labelled, reader, context)
    opens = bool(list_opening().search(labelled.label)) and context.parent is not None
    if opens and context.parent is not None:
        context.in_list, context.rest = True, context.parent.amount.value
    complete = bool(meaning.category and meaning.stage and not meaning.residue)
    is_statement = complete and not opens and labelled.depth == 0
    if may_be_item(meaning, labelled.label, context) and not is_statement:
        read_item(sentence, labelled, quantity, context, found)
        return
    nested = not is_statement and (context.in_list or labelled.depth > 0)
    said = _placed(meaning, context, nested)
    if said is None and first and not nested:
        said = _of_the_project(meaning, sentence, reader, context)
    if context.open_source and not meaning.source:
        said = None
    if said is None or meaning.residue or _year_is_open(meaning, context, reader, said[1]):
        if not nested:
            _pass_over(meaning, context)
        return
    category, stages, source = said
    if context.in_list and nested:
        context.rest -= quantity.value
    for stage in stages:
        claim = BudgetClaim(
            category=reader.whole if category == "total" else category,
            stage=stage,
            fund_source=source,
            fact_year=_year(meaning, context, reader),
            amount=quantity,
            spans=(sentence.quote_span(labelled),),
            sentence=sentence.number,
        )
        found.budget.append(claim)
        found.claimed.append(sentence.number_span(labelled))
        _remember(claim, category, meaning, context, nested)


def _pass_over(meaning: Meaning, context: Context) -> None:
    """An amount that is not claimed: what follows may speak of its subject, if that is plain (三公经费预算…，实际支出…)."""
    context.leave()
    context.parent, context.in_list = None, False
    context.open_source |= meaning.source is not None
    if meaning.category and not meaning.residue:
        context.category, context.source = meaning.category, meaning.source


def _placed(meaning: Meaning, context: Context, nested: bool) -> tuple[str, tuple[str, ...], str] | None:
    """Category, stages and source of a figure: what its label says, and what it inherits; None where that is open."""
    parent = context.parent if nested else None
    inherited = parent.fund_source if parent else context.default_source
    if meaning.category and meaning.stages:
        if parent and not is_part(meaning.category, of=parent.category):
            return None
        return meaning.category, meaning.stages, meaning.source or inherited
    if parent and not meaning.stages and not _fits(meaning, parent.stage):
        return None
    if parent and meaning.category:
        if meaning.category == parent.category or not is_part(meaning.category, of=parent.category):
            return None
        return meaning.category, (parent.stage,), meaning.source or inherited
    if parent and meaning.source and not meaning.stages:
        return parent.category, (parent.stage,), meaning.source
    if meaning.stages and context.category and not context.is_ambiguous(meaning.stages[0]):
        tells_itself = meaning.stages == ("carried_in",) and meaning.source == "carry_over"
        source = None if tells_itself else meaning.source
        return context.category, meaning.stages, source or context.source or context.default_source
    if meaning.category and context.list_stage and not nested and _fits(meaning, context.list_stage):
        return meaning.category, (context.list_stage,), meaning.source or context.default_source
    return None


def _of_the_project(
    meaning: Meaning, sentence: Sentence, reader: Reader, context: Context
) -> tuple[str, tuple[str, ...], str] | None:
    """In the report of a single project a bare 全年预算数 or 到位资金 that opens a sentence is the project's own."""
    if reader.whole != "project" or meaning.category or sentence.section in goal_sections():
        return None
    return ("total", meaning.stages, meaning.source or context.default_source) if meaning.stages else None


def _fits(meaning: Meaning, stage: str) -> bool:
    """Whether a label without a stage may inherit this one: 预算 is no 决算."""
    return not meaning.unsaid or stage in ("initial", "adjusted")


def _remember(claim: BudgetClaim, category: str, meaning: Meaning, context: Context, nested: bool) -> None:
    """What the next label inherits."""
    context.year = claim.fact_year
    if nested:
        return
    context.parent, context.in_list = claim, False
    context.category, context.stage = category, claim.stage
    if meaning.category:
        context.source = meaning.source
    context.said.setdefault(category, []).append(claim.stage)
    if meaning.stages:
        context.list_stage = claim.stage if meaning.stage_leads else None
    else:
        context.category = None  # in a list under one stage, a bare stage that follows speaks of the whole


def _meaning(labelled: LabelledNumber, reader: Reader, context: Context) -> Meaning:
    """The meaning of the last clause; where it names no category, an earlier clause of the label may."""
    meaning = understand(_bare(labelled.clause), reader.names)
    if meaning.category is None and context.category is None and labelled.clause != labelled.label:
        wider = understand(_bare(labelled.label), reader.names)
        if wider.category and not wider.residue:
            return wider
    return meaning


def _bare(label: str) -> str:
    return list_opening().sub("", label)


def _year_is_open(meaning: Meaning, context: Context, reader: Reader, stages: tuple[str, ...]) -> bool:
    """Whether a label leaves open which year it means: 上年 of an unknown year, or another stage after last year's."""
    if meaning.last_year:
        return reader.fiscal_year is None
    if meaning.year or meaning.this_year or context.year in (None, reader.fiscal_year):
        return False
    return meaning.category is not None and context.stage not in stages


def _year(meaning: Meaning, context: Context, reader: Reader) -> int | None:
    if meaning.last_year and reader.fiscal_year:
        return reader.fiscal_year - 1
    if meaning.this_year and not meaning.year:
        return reader.fiscal_year
    return meaning.year or context.year or reader.fiscal_year


def _missing_unit(
    sentence: Sentence, labelled: LabelledNumber, reader: Reader, context: Context, found: Found
) -> None:
    """A number that stands where an amount stands, without a unit: never guessed."""
    meaning = _meaning(labelled, reader, context)
    category = meaning.category or context.category
    if not (category and meaning.stage) or meaning.residue:
        return
    context.category = category
    span = sentence.quote_span(labelled)
    quote = f"{labelled.clause}{labelled.number.text}"
    found.problems.append(
        Problem(
            "unit_missing",
            f"“{quote}”：金额没有单位，未入库，请核对原文",
            f"'{quote}': the amount has no unit; it was not stored",
            span,
        )
    )
