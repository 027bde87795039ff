"""Money in prose: budget figures, lists of project items and rates of a sentence.

Belongs here: how labels are inherited from left to right, what opens and closes a list of parts, and when a label
names the whole category. Does not belong here: wording (lexicon/meaning.toml, items.toml), tables, headcounts, assets.

A figure is claimed for a category only if nothing is left of its label after taking away known terms, filler words
and the report's own names: ``县城绿化项目资金到位50万元`` is not the 项目资金 of the department.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from pipelines.extract.found import Found
from pipelines.extract.item_names import ItemName, item_name
from pipelines.extract.meaning import Meaning, sort_of_number, understand
from pipelines.extract.prose import LabelledNumber, Sentence
from pipelines.lexicon import load
from pipelines.model.claims import BudgetClaim, ItemClaim, RateClaim
from pipelines.model.problem import Problem
from pipelines.model.quantity import Dimension, Quantity


@dataclass(frozen=True, slots=True)
class Reader:
    """What a whole report lends to the reading of one sentence: its year and the names of its own unit."""

    fiscal_year: int | None
    names: tuple[str, ...]


@dataclass(slots=True)
class Context:
    """What a label inherits from the figures before it in the same sentence."""

    category: str | None = None
    stage: str | None = None
    source: str | None = None
    year: int | None = None
    parent: BudgetClaim | None = None
    in_list: bool = False
    rest: Decimal = Decimal(0)
    reason: str | None = None


@cache
def list_opening() -> re.Pattern[str]:
    """Words that open a list of parts."""
    return re.compile("|".join(load("items")["list"]["opens"]))


def read_money(sentence: Sentence, reader: Reader, found: Found) -> None:
    """Claim the budget figures, items and rates of one sentence; numbers of other sorts are left to others."""
    context = Context()
    for labelled in sentence.numbers:
        quantity = labelled.number.quantity
        if quantity is None:
            _missing_unit(sentence, labelled, reader, context, found)
        elif quantity.dimension is Dimension.MONEY:
            _amount(sentence, labelled, quantity, reader, context, found)
        elif quantity.dimension is Dimension.PERCENT:
            _rate(sentence, labelled, quantity, reader, context, found)


def _amount(
    sentence: Sentence,
    labelled: LabelledNumber,
    quantity: Quantity,
    reader: Reader,
    context: Context,
    found: Found,
) -> None:
    sort = sort_of_number(labelled.label, labelled.after)
    if sort:
        found.ignore(sentence.number_span(labelled), sort)
        return
    meaning = _meaning(labelled, reader, context)
    is_statement = bool(meaning.category and meaning.stage and not meaning.residue)
    if list_opening().search(labelled.label) and context.parent is not None:
        context.in_list, context.rest = True, context.parent.amount.value
        is_statement = False
    nested = context.in_list or labelled.depth > 0
    if context.in_list and context.parent and context.parent.category == "project" and not is_statement:
        if context.rest > 0:
            _item(sentence, labelled, quantity, context, found)
            return
        context.in_list = False
    stage = meaning.stage or (context.stage if nested or meaning.category is None else None)
    category = meaning.category or (context.category if meaning.stage else None)
    if category and stage and not meaning.residue:
        claim = BudgetClaim(
            category=category,
            stage=stage,
            fund_source=meaning.source or (context.source if nested else None) or "all",
            fact_year=_year(meaning, context, reader),
            amount=quantity,
            spans=(sentence.quote_span(labelled),),
            sentence=sentence.number,
        )
        found.budget.append(claim)
        found.claimed.append(sentence.number_span(labelled))
        if not nested or is_statement:
            context.parent, context.in_list = claim, False
            context.category, context.stage, context.source = category, stage, meaning.source
        context.year = claim.fact_year


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


def _year(meaning: Meaning, context: Context, reader: Reader) -> int | None:
    if meaning.last_year and reader.fiscal_year:
        return reader.fiscal_year - 1
    return meaning.year or context.year or reader.fiscal_year


def _item(
    sentence: Sentence, labelled: LabelledNumber, quantity: Quantity, context: Context, found: Found
) -> None:
    """A part of a list below a project total: the words before the amount are its name."""
    assert context.parent is not None
    name: ItemName = item_name(labelled.label)
    start = labelled.number.start - len(labelled.label) + name.offset
    spans = (sentence.span(start, labelled.number.end),)
    found.claimed.append(sentence.number_span(labelled))
    context.rest -= quantity.value
    if not name.text:
        found.problems.append(
            Problem(
                "item_without_name",
                f"项目清单中的 {quantity.text}{quantity.unit_text} 前没有项目名称，请核对原文",
                f"the amount {quantity.text}{quantity.unit_text} in a list of projects has no name before it",
                spans[0],
            )
        )
        return
    found.items.append(
        ItemClaim(
            seq=len(found.items) + 1,
            name=name.text,
            stage=context.parent.stage,
            amount=quantity,
            doc_no=name.doc_no,
            fund_source=name.fund_source,
            nature=name.nature,
            spans=spans,
        )
    )


def _rate(
    sentence: Sentence,
    labelled: LabelledNumber,
    quantity: Quantity,
    reader: Reader,
    context: Context,
    found: Found,
) -> None:
    sort = sort_of_number(labelled.label, labelled.after)
    meaning = understand(labelled.clause, reader.names)
    category = meaning.category or context.category
    if sort in ("change", "share", "threshold", "deduction"):
        found.ignore(sentence.number_span(labelled), sort)
    elif meaning.rate and category and sentence.section not in goal_sections():
        found.rates.append(
            RateClaim(
                meaning.rate,
                category,
                meaning.source or "all",
                None,
                quantity,
                (sentence.quote_span(labelled),),
            )
        )
        found.claimed.append(sentence.number_span(labelled))


@cache
def goal_sections() -> frozenset[str]:
    """Sections whose numbers speak of goals and results, not of the department's budget."""
    return frozenset(
        code
        for row in load("accounting")["reason"]
        if row["code"] == "stated_in_goal"
        for code in row["codes"]
    )


def _missing_unit(
    sentence: Sentence, labelled: LabelledNumber, reader: Reader, context: Context, found: Found
) -> None:
    """A number that stands where an amount stands, without a unit: never guessed."""
    meaning = _meaning(labelled, reader, context)
    category = meaning.category or context.category
    if not (category and meaning.stage) or meaning.residue:
        return
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
