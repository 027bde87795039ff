"""Placing: category, stages and source of an amount in prose.

Belongs here: what the label of an amount says of these, and what it inherits from the figures before it. Does not belong here: a
label that is of the whole because nothing else is spoken of (whole_figures), what is called 支出 and was spent (spending), wording
(lexicon/meaning.toml), claiming (money), lists (lists).
"""

from __future__ import annotations

from pipelines.extract.context import Context
from pipelines.extract.meaning import Meaning, is_part
from pipelines.extract.prose.sentences import LabelledNumber
from pipelines.model.claims import BudgetClaim

Said = tuple[str, tuple[str, ...], str]
"""Category, stages and source of a figure."""

NOT_FISCAL = frozenset({"own", "special_account"})


def placed(meaning: Meaning, context: Context, nested: bool) -> Said | None:
    """Category, stages and source of a figure: what its label says, and what it inherits; None where that is open."""
    parent = context.parent if nested else None
    if context.bracket_aside and nested and not meaning.category and (meaning.source or meaning.stages):
        return None  # 救助经费59万元（年初预算60万元）: of that amount
    if meaning.category and meaning.stages:
        if parent and not is_part(meaning.category, of=parent.category):
            return None
        return meaning.category, meaning.stages, meaning.source or _inherited_source(context, parent)
    if meaning.category:
        return _of_the_open_list(meaning, context, parent, nested)
    if meaning.stages:
        return _of_the_figure_before(meaning, context, parent)
    if parent and meaning.source and _fits(meaning, parent.stage) and not _is_beside(meaning.source, parent):
        return parent.category, (parent.stage,), meaning.source
    return None


def in_bracket(meaning: Meaning, labelled: LabelledNumber, context: Context) -> Said | None:
    """基本支出60万元（年初预算50万元）: the stage of a bracket is of the figure right before it."""
    last = context.last
    if last is None or labelled.depth == 0 or not labelled.label.startswith("(") or meaning.category:
        return None
    if not meaning.stages or context.bracket_aside:
        return None
    return last.category, meaning.stages, meaning.source or last.fund_source


def own_source(meaning: Meaning) -> str | None:
    """The source that a label names; 上年结转资金 as money carried in is a stage and no source."""
    return None if meaning.stages == ("carried_in",) and meaning.source == "carry_over" else meaning.source


def _of_the_open_list(
    meaning: Meaning, context: Context, parent: BudgetClaim | None, nested: bool
) -> Said | None:
    """A category without a stage: a part of the figure that opened the list, or of the stage that heads a list."""
    if parent is not None:
        if meaning.category is None or not _fits(meaning, parent.stage):
            return None
        if not is_part(meaning.category, of=parent.category):
            return None
        if meaning.category == parent.category and not meaning.source:
            return None
        if meaning.source is None and context.bracket_source is None and _is_of_a_source(context):
            return None
        return meaning.category, (parent.stage,), meaning.source or _inherited_source(context, parent)
    if meaning.category and context.list_stage and not nested and _fits(meaning, context.list_stage):
        return meaning.category, (context.list_stage,), meaning.source or context.default_source
    return None


def _of_the_figure_before(meaning: Meaning, context: Context, parent: BudgetClaim | None) -> Said | None:
    """A stage without a category: of the figure that opened the list, or of the one before it in the sentence."""
    last = context.last
    if parent is not None and last is not None and context.rest:
        of_source = last.fund_source not in (parent.fund_source, context.source)
        of_category = context.category is None and last.category != parent.category
        if of_source or of_category:
            return None  # 其中基本支出10万元，执行9万元; 其中财政拨款10万元，年初预算9万元: of the part or of the whole
    if parent is not None and context.category is None:
        return parent.category, meaning.stages, meaning.source or _inherited_source(context, parent)
    if context.category and not context.is_ambiguous(meaning.stages[0]):
        source = own_source(meaning) or context.source or context.default_source
        return context.category, meaning.stages, source
    return None


def _inherited_source(context: Context, parent: BudgetClaim | None) -> str:
    """The source of a label that names none: of the bracket it stands in, of the figure whose part it is, of the heading."""
    return context.bracket_source or (parent.fund_source if parent else context.default_source)


def _is_of_a_source(context: Context) -> bool:
    """其中一般公共预算基本支出1300万元、项目支出500万元: whether the second is of that source too is not said."""
    last, parent = context.last, context.parent
    if last is None or parent is None or last is parent:
        return False
    return last.category != parent.category and last.fund_source != parent.fund_source


def _is_beside(source: str, parent: BudgetClaim) -> bool:
    """财政拨款基本支出212万元，…；非财政拨款支出20万元: money of the unit's own divides none of the appropriation."""
    return parent.fund_source == "fiscal" and source in NOT_FISCAL


def _fits(meaning: Meaning, stage: str) -> bool:
    """Whether a label without a stage may inherit this one: 预算 is no 决算."""
    return not meaning.unsaid or stage in ("initial", "adjusted")
