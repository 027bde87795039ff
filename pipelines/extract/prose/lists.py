"""Lists of parts: to which figure the parts belong that 其中 opens.

Belongs here: a list that goes on after a semicolon, that opens the sentence after its total, or that follows in numbered
paragraphs. Does not belong here: what is claimed (money), items (item_lists).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import cache

from pipelines.extract.context import MODIFIED, Context, list_opening
from pipelines.extract.found import Found
from pipelines.extract.meaning import Meaning, is_part, understand, words
from pipelines.extract.prose.announced_list import ANNOUNCES
from pipelines.extract.prose.project_sums import projects_made_up
from pipelines.extract.prose.sentences import LabelledNumber, Sentence
from pipelines.model.claims import BudgetClaim
from pipelines.model.quantity import Dimension, Quantity

NEAR = 6
PART = re.compile(r"[,，:;(]*其中")
CLOSED = {
    "total": (("basic", "project"), ("personnel", "operating", "project")),
    "basic": (("personnel", "operating"),),
}
LEVELS = frozenset({"initial", "adjusted", "executed"})
"""Parts that make up a whole, where all of them are named."""
BALANCES = frozenset({"carried_in", "carried_out"})


def begin(
    sentence: Sentence, before: Context | None, names: tuple[str, ...], told: Sequence[BudgetClaim]
) -> Context:
    """The context at the start of a sentence: an open list, or the total of a list that opens in it.

    ``told``: what has been claimed so far, in reading order.
    """
    if before is None:
        return Context(heading=sentence.heading)
    if before.subject == MODIFIED:
        before.subject = None
    within = _named(sentence, told, names) if sentence.continues and before.in_list else None
    if sentence.continues and before.in_list and within is None:
        before.income = None
        return before
    context = Context(head=before.head if sentence.below else None, heading=sentence.heading)
    if sentence.heading == before.heading:
        context.budgeted = before.budgeted
    if not sentence.first:
        context.earlier = [*before.earlier, *before.levels]
        context.added = before.added
        context.incomes, context.incomes_above = before.incomes, before.incomes_above
        context.whole_named = before.whole_named
        if sentence.continues or _says_only_a_stage(sentence, names):
            context.subject = before.subject
        if sentence.continues:
            context.income = before.income if not before.levels else None
            context.source = before.source if before.category == "total" else None
            if context.list_stage is None and before.list_stage and not before.income:
                context.list_stage, context.year = before.list_stage, before.year
    else:
        context.incomes_above = before.incomes or before.incomes_above
    if sentence.below and sentence.first:
        _open(context, context.head)
        context.in_list = context.head is not None
    elif _opens_at_start(sentence):
        heads = before.levels or _nested_heads(before, (*sentence.numbers, *sentence.upcoming), names)
        if _lists_projects(sentence):
            heads = _of_projects(heads, sentence, told)
        named = _named(sentence, told, names)
        if not sentence.numbers:
            context.levels = list(heads)
        numbers = (*sentence.numbers, *sentence.upcoming)
        if before.levels and before.parent is None:
            # 年初预算8000万元；预算增至9735万元。按性质分：…: of an amount that was passed over, or else they make it up
            heads = [level for level in heads if add_up(level, numbers, names)]
        head = (
            named
            or _staged(sentence, told)
            or _divided(sentence, numbers, told, names)
            or _head(heads, numbers, names)
            or _summed_up(sentence, told, names)
        )
        if head is not None and _begins_at_another_stage(sentence, head, names):
            head = None
        if head is not None:
            context.earlier.append(head)
        _open(context, head)
        context.in_list = context.parent is not None and _lists_projects(sentence)
    else:
        _open(context, _summed_up(sentence, told, names) or projects_made_up(sentence, told, names))
        context.in_list = context.parent is not None
    return context


def _says_only_a_stage(sentence: Sentence, names: tuple[str, ...]) -> bool:
    """县福利院年初预算100万元。执行90万元: whether a sentence names nobody, and goes on with whom the one before it speaks of."""
    if not sentence.numbers:
        return False
    label = sentence.numbers[0].label
    said = understand(label, names)
    bare = bool(said.stages) or words("meaning", "spent", "alone").search(label) is not None
    return bare and not (said.category or said.residue)


def _begins_at_another_stage(sentence: Sentence, head: BudgetClaim, names: tuple[str, ...]) -> bool:
    """调整后预算370万元。按类别看，年初预算中基本支出268万元，项目支出84万元: whether the list names another stage, at which all of it is."""
    if not sentence.numbers:
        return False
    first = understand(sentence.numbers[0].label, names)
    return first.stage_leads and head.stage not in first.stages


def _nested_heads(
    before: Context, numbers: Sequence[LabelledNumber], names: tuple[str, ...]
) -> list[BudgetClaim]:
    """What a list divides behind a list: the part that was named last, or the total of both where it makes that up.

    In 资金来源：财政拨款880万元，自有资金20万元。按性质分：基本支出500万元，… no source is divided further.
    """
    last, whole = before.last or before.parent, before.parent
    if last is None or whole is None or last is whole:
        return [last] if last else []
    of_source = last.category == whole.category and last.fund_source != whole.fund_source
    return (
        [whole]
        if of_source or (add_up(whole, numbers, names) and not add_up(last, numbers, names))
        else [last]
    )


def _named(sentence: Sentence, told: Sequence[BudgetClaim], names: tuple[str, ...]) -> BudgetClaim | None:
    """基本支出中，…: the figure of that category that was given last, a few sentences before at most.

    Of several stages what was spent, where the parts make it up and the sentence speaks of no plan.
    """
    match = words("items", "list", "within").match(sentence.flow.text)
    if match is None:
        return None
    said = understand(match.group())
    category = said.category
    near = [
        claim
        for claim in told[-NEAR:]
        if claim.category == (category or "total")
        and (category or claim.stage == "executed")
        and (not said.stages or claim.stage in said.stages)
        and sentence.number - claim.sentence <= NEAR
    ]
    if len({claim.stage for claim in near}) > 1 and not words("meaning", "spent", "planned").search(
        sentence.flow.text
    ):
        numbers = (*sentence.numbers, *sentence.upcoming)
        near = [claim for claim in near if claim.stage == "executed" and add_up(claim, numbers, names)]
    return near[-1] if near and len({claim.stage for claim in near}) == 1 else None


def _of_projects(
    heads: Sequence[BudgetClaim], sentence: Sentence, told: Sequence[BudgetClaim]
) -> list[BudgetClaim]:
    """2018年项目支出主要有：…: the project money before it, and what projects spent near, but never the whole."""
    of_projects = [claim for claim in heads if claim.category == "project"]
    if of_projects or "支出" not in sentence.flow.text:
        return of_projects
    near = [
        claim
        for claim in told[-NEAR:]
        if (claim.category, claim.stage, claim.fund_source) == ("project", "executed", "all")
        and sentence.number - claim.sentence <= NEAR
    ]
    return near if len({claim.amount.value for claim in near}) == 1 else []


def _staged(sentence: Sentence, told: Sequence[BudgetClaim]) -> BudgetClaim | None:
    """年初预算安排的主要项目有：…: the one figure of project money of that stage, however far above it was told."""
    match = words("items", "list", "opens_staged").match(sentence.flow.text)
    if match is None:
        return None
    stages = understand(match.group()).stages
    totals = {c.amount.value: c for c in told if c.category == "project" and (c.stage,) == stages}
    return next(iter(totals.values())) if len(totals) == 1 else None


def _divided(
    sentence: Sentence, numbers: Sequence[LabelledNumber], told: Sequence[BudgetClaim], names: tuple[str, ...]
) -> BudgetClaim | None:
    """按支出用途分类，…: the one figure of the sentences before that the parts add up to, divided already or not.

    支出按性质分：… divides what was spent, where the sentences before tell of nothing else but what is left.
    """
    opening = words("items", "list", "divides").match(sentence.flow.text)
    if opening is None:
        return None
    near = [claim for claim in told[-2 * NEAR :] if sentence.number - claim.sentence <= NEAR]
    exact = [c for c in near if c.category == "total" and c.stage in LEVELS and add_up(c, numbers, names)]
    if len({(claim.stage, claim.fact_year) for claim in exact}) == 1:
        return exact[-1]
    near = near[-NEAR:]
    if len(near) < 2:
        return None
    stages = understand(opening.group()).stages  # 决算支出按资金来源分: of what was spent
    said = {c.amount.value: c for c in near if stages == (c.stage,) and c.category == "total"}
    head = _head(near, numbers, names)
    if head is not None and head.stage != "executed" and not add_up(head, numbers, names):
        head = None  # 支出合计… that was not taken may stand between
    head = head or (_alone_spent(near) if "支出" in opening.group() else None)
    return head or (next(iter(said.values())) if len(said) == 1 else None)


def _alone_spent(near: Sequence[BudgetClaim]) -> BudgetClaim | None:
    """What was spent, where all figures near are that one and balances."""
    levels = {(c.category, c.stage, c.amount.value): c for c in near if c.stage not in BALANCES}
    spent = [
        claim for (category, stage, _), claim in levels.items() if (category, stage) == ("total", "executed")
    ]
    return spent[0] if len(spent) == len(levels) == 1 else None


def _summed_up(sentence: Sentence, told: Sequence[BudgetClaim], names: tuple[str, ...]) -> BudgetClaim | None:
    """基本支出1538.26万元，项目支出2863.93万元 without a stage: parts of the one figure before that they make up.

    Where nothing in the sentence speaks of a plan, what is called 支出 is a part only of what was spent.
    """
    first = next((n for n in sentence.numbers if n.number.quantity is not None), None)
    said = understand(list_opening().sub("", first.clause), names) if first is not None else None
    if said is None or said.category in (None, "total") or said.stages or said.residue or said.year:
        return None
    numbers = (*sentence.numbers, *sentence.upcoming)
    near = [claim for claim in told[-NEAR:] if 0 <= sentence.number - claim.sentence <= NEAR]
    fitting = [c for c in near if c.category in CLOSED and c.stage in LEVELS and add_up(c, numbers, names)]
    compared = words("meaning", "spent", "beside_plan").sub("", sentence.flow.text)
    if not words("meaning", "spent", "planned").search(compared):
        fitting = [claim for claim in fitting if claim.stage == "executed"]
    if sentence.first and words("meaning", "spent", "planned").search(sentence.heading):
        fitting = [claim for claim in fitting if claim.stage != "executed"]  # below 五、基本支出预算
    fitting = [claim for claim in fitting if claim.fund_source == "all"] or fitting
    one = {(claim.category, claim.stage, claim.fund_source, claim.fact_year) for claim in fitting}
    return fitting[-1] if len(one) == 1 else None


def end(sentence: Sentence, context: Context, names: tuple[str, ...]) -> None:
    """Remember the head of a numbered list that the sentence announces (…，其中：)."""
    if ANNOUNCES.search(sentence.flow.text):
        context.head = _head(context.levels, sentence.upcoming, names)


def is_of_part(meaning: Meaning, quantity: Quantity, context: Context) -> bool:
    """其中农村低保60万元，执行50万元: of the part or of the whole, as long as it is no more than the largest part."""
    return (
        context.in_list and not meaning.category and bool(meaning.stages) and quantity.value <= context.part
    )


def is_part_of_unclaimed(
    sentence: Sentence, labelled: LabelledNumber, meaning: Meaning, found: Found
) -> bool:
    """全年预算数2089元：其中中央预算资金1777万元: a source of an amount that was not claimed is of that amount's stage."""
    if not (PART.match(labelled.label) and meaning.source and meaning.stages == ("initial",)):
        return False
    before = next((n for n in reversed(sentence.numbers) if n.number.end <= labelled.number.start), None)
    if before is None or before.number.quantity is None:
        return False
    of_money = before.number.quantity.dimension is Dimension.MONEY
    return of_money and sentence.number_span(before) not in found.claimed


def _opens_at_start(sentence: Sentence) -> bool:
    opening = list_opening().match(sentence.flow.text)
    return bool(opening and opening.group()) or _lists_projects(sentence)


def _lists_projects(sentence: Sentence) -> bool:
    """项目支出明细：… at the start of a sentence or paragraph."""
    return _opens_projects().match(sentence.flow.text) is not None


@cache
def _opens_projects() -> re.Pattern[str]:
    opens = (words("items", "list", sort).pattern for sort in ("opens_items", "opens_staged"))
    return re.compile("|".join(opens))


def _may_hold(head: BudgetClaim, numbers: Sequence[LabelledNumber], names: tuple[str, ...]) -> bool:
    """Whether the first amount of a list, and every kind of spending in it, may be a part of a figure at all."""
    most = head.amount.value + head.amount.half_unit
    amounts = [n for n in numbers if n.number.quantity and n.number.quantity.dimension is Dimension.MONEY]
    for labelled in amounts:
        quantity = labelled.number.quantity
        assert quantity is not None
        if quantity.value - quantity.half_unit > most and (
            labelled is amounts[0] or _is_plain_part(labelled, head, names)
        ):
            return False
    return True


def _is_plain_part(labelled: LabelledNumber, head: BudgetClaim, names: tuple[str, ...]) -> bool:
    said = understand(list_opening().sub("", labelled.clause), names)
    if said.category in (None, head.category) or said.stages or said.year or said.last_year or said.residue:
        return False
    return is_part(said.category, of=head.category)


def _open(context: Context, head: BudgetClaim | None) -> None:
    if head is not None:
        context.parent, context.year, context.source = head, head.fact_year, head.fund_source
        context.rest = head.amount.value


def _head(
    levels: Sequence[BudgetClaim], numbers: Sequence[LabelledNumber], names: tuple[str, ...]
) -> BudgetClaim | None:
    """The one figure before a list of parts, or of several the one that the parts add up to."""
    levels = [level for level in levels if _may_hold(level, numbers, names)]
    if len(levels) == 1:
        return levels[0]
    fitting = [level for level in levels if add_up(level, numbers, names)]
    return fitting[0] if len({level.stage for level in fitting}) == 1 else None


def _makes(level: BudgetClaim, parts: Sequence[tuple[Decimal, Decimal]]) -> bool:
    """Whether amounts, each with half of its last digit, are together the amount of a figure."""
    margin = sum((half for _, half in parts), level.amount.half_unit)
    return abs(sum((value for value, _ in parts), Decimal(0)) - level.amount.value) <= margin


def add_up(level: BudgetClaim, numbers: Sequence[LabelledNumber], names: tuple[str, ...]) -> bool:
    """Whether the parts that numbers name, by kind or by source, are together the amount of a figure."""
    parts: dict[str, tuple[Decimal, Decimal]] = {}
    sources: dict[str, tuple[Decimal, Decimal]] = {}
    items = Decimal(0)
    for labelled in numbers:
        quantity = labelled.number.quantity
        if quantity is None or quantity.dimension is not Dimension.MONEY:
            continue
        meaning = understand(list_opening().sub("", labelled.clause), names)
        items += quantity.value
        if meaning.source and not (meaning.category or meaning.stages or meaning.residue):
            sources.setdefault(meaning.source, (quantity.value, quantity.half_unit))
        if meaning.category and not meaning.stages and is_part(meaning.category, of=level.category):
            parts.setdefault(meaning.category, (quantity.value, quantity.half_unit))
    for closed in CLOSED.get(level.category, ()):
        if all(category in parts for category in closed):
            return _makes(level, [parts[category] for category in closed])
    if len(sources) > 1 and not parts and _makes(level, list(sources.values())):
        return True
    return level.category == "project" and items == level.amount.value
