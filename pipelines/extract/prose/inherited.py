"""Inheritance: what an amount in prose leaves to the amounts behind it.

Belongs here: lists of parts that open, go on and end, and category, stage and source that a later label may lack. Does not
belong here: what is claimed (money), the state itself (context), which total a list of whole sentences belongs to (lists).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import accumulate

from pipelines.extract.context import Context, list_opening
from pipelines.extract.meaning import Meaning, is_part, understand, words
from pipelines.extract.prose.lists import BALANCES, PART, add_up
from pipelines.extract.prose.placing import own_source
from pipelines.extract.prose.sentences import LabelledNumber, Sentence
from pipelines.model.claims import BudgetClaim
from pipelines.model.quantity import Dimension, Quantity

GOES_ON = (";", "；")
"""Behind a sentence whose list goes on in the next."""


def enter_list(
    meaning: Meaning,
    labelled: LabelledNumber,
    quantity: Quantity,
    context: Context,
    sentence: Sentence,
    names: tuple[str, ...],
) -> bool:
    """Whether an amount opens a list of parts of the figure before it; a list within a bracket ends behind the bracket."""
    if context.bracketed and labelled.depth == 0:  # 项目8个985万元（含结转项目50万元），…
        context.in_list, context.bracketed, context.parent = False, False, None
    if context.in_list and context.parent is not None and labelled.depth == 0:
        # …其中…；2023年三公经费支出4.8万元
        again = meaning.category == context.parent.category and not meaning.residue
        if again and meaning.year not in (None, context.parent.fact_year):
            context.in_list, context.parent = False, None
    if labelled.depth == 0:
        context.bracket_source, context.bracket_aside = None, False
    elif labelled.label.startswith("("):
        context.bracket_source = _source_before(sentence, labelled, context)
        context.bracket_aside = _is_behind_no_figure(sentence, labelled, context)
    opens = bool(list_opening().search(labelled.label)) and context.parent is not None
    if opens and not _may_hold(context.parent, quantity):
        context.parent = _divided_before(context)
        opens = context.parent is not None
    if opens and _is_behind_another_year(context, sentence, labelled, names):
        context.leave()
        context.parent, context.in_list, opens, context.subject = None, False, False, "other_year"
    if opens and _makes_up_another(context, sentence, labelled, names):
        context.parent, context.in_list, opens = None, False, False
    opens |= _opens_in_bracket(meaning, labelled, quantity, context)
    if opens and context.parent is not None:
        _open_list(context)
        behind = labelled.depth > 0 and labelled.label.startswith("(") and context.outer is None
        context.bracketed = behind and context.parent.category == "project"
    elif context.outer is not None and meaning.category and not meaning.residue:
        context.parent, context.outer = context.outer, None
    return opens


def _source_before(sentence: Sentence, labelled: LabelledNumber, context: Context) -> str | None:
    """The source of the part that stands right before a bracket, where it is one of the source alone."""
    last, parent = context.last, context.parent
    before = next((n for n in reversed(sentence.numbers) if n.number.end <= labelled.number.start), None)
    if last is None or parent is None or before is None or last is parent:
        return None
    is_part = last.category == parent.category and last.fund_source != parent.fund_source
    return last.fund_source if is_part and last.spans[0].end == sentence.number_span(before).end else None


def _is_behind_no_figure(sentence: Sentence, labelled: LabelledNumber, context: Context) -> bool:
    """Whether the amount right before a bracket is not the figure that was claimed last."""
    before = next((n for n in reversed(sentence.numbers) if n.number.end <= labelled.number.start), None)
    if before is None or before.number.quantity is None:
        return False
    return context.last is None or context.last.spans[0].end != sentence.number_span(before).end


def _may_hold(parent: BudgetClaim | None, part: Quantity) -> bool:
    """Whether what is carried over can have a part of this amount: in 总支出100万元，年末结余5万元，其中基本支出60万元 it cannot."""
    return parent is None or parent.stage not in BALANCES or part.value <= parent.amount.value


def _is_behind_another_year(
    context: Context, sentence: Sentence, labelled: LabelledNumber, names: tuple[str, ...]
) -> bool:
    """2024年总支出445万元，2023年400万元，其中基本支出310万元: of which year the parts are, only their sum can say."""
    parent, last = context.parent, context.levels[-1] if context.levels else None
    if parent is None or last is None or last.fact_year == parent.fact_year:
        return False
    before = next((n for n in reversed(sentence.numbers) if n.number.end <= labelled.number.start), None)
    if (
        before is None
        or last.spans[0].end != sentence.number_span(before).end
        or before.after != labelled.label
    ):
        return False
    parts = [n for n in sentence.numbers if n.number.start >= labelled.number.start]
    return not add_up(parent, parts, names)


def _makes_up_another(
    context: Context, sentence: Sentence, labelled: LabelledNumber, names: tuple[str, ...]
) -> bool:
    """年初预算100万元，决算90万元，其中基本支出60万元，项目支出40万元: the parts are those of the figure farther off, or it is misprinted;
    so may projects be that are together more than the nearer one."""
    parent = context.parent
    if parent is None or len(context.levels) < 2:
        return False
    parts = [n for n in sentence.numbers if n.number.start >= labelled.number.start]
    others = [
        claim
        for claim in context.levels
        if claim.category == parent.category and claim.amount.value != parent.amount.value
    ]
    if not others or add_up(parent, parts, names):
        return False
    if any(add_up(claim, parts, names) for claim in others):
        return True
    goes_on = sentence.upcoming if sentence.flow.text.endswith(GOES_ON) else ()
    sums = _sums(parts, names), _sums([*parts, *goes_on], names)
    if parent.category != "project" or parent.amount.value in sums[1]:
        return False
    exceeds = max(sums[0], default=Decimal(0)) > parent.amount.value + parent.amount.half_unit
    return exceeds or any(claim.amount.value in sums[1] for claim in others)


def _sums(parts: Sequence[LabelledNumber], names: tuple[str, ...]) -> list[Decimal]:
    """What amounts side by side under names of their own are together, from the first two on."""
    amounts: list[Decimal] = []
    for labelled in parts:
        quantity = labelled.number.quantity
        if quantity is None or quantity.dimension is not Dimension.MONEY:
            continue
        if labelled.depth != parts[0].depth or not understand(labelled.clause, names).residue:
            break
        amounts.append(quantity.value)
    return list(accumulate(amounts))[1:]


def _divided_before(context: Context) -> BudgetClaim | None:
    """The one figure of the sentence that is no balance; None where there are several."""
    levels = {claim.amount.value: claim for claim in context.levels if claim.stage not in BALANCES}
    return next(iter(levels.values())) if len(levels) == 1 else None


def _open_list(context: Context) -> None:
    """A list of parts of the open figure; behind a part that is project money, a list of projects within it."""
    assert context.parent is not None
    last = context.last
    if last is not None and last.category == "project" and context.parent.category != "project":
        context.outer, context.parent = context.parent, last
    context.in_list, context.rest, context.part = True, context.parent.amount.value, Decimal(0)


def _opens_in_bracket(
    meaning: Meaning, labelled: LabelledNumber, quantity: Quantity, context: Context
) -> bool:
    """项目支出226万元（食品抽检经费96万元、…）: the bracket right behind project money lists projects."""
    last = context.last
    if (
        last is None
        or context.parent is None
        or last.category != "project"
        or not labelled.label.startswith("(")
    ):
        return False
    return bool(meaning.residue) and not meaning.stages and quantity.value < last.amount.value


def goes_on(meaning: Meaning, quantity: Quantity, context: Context) -> bool:
    """Whether a figure with a stage of its own is a further part of an open list: 其中基本支出决算60万元，项目支出决算40万元."""
    parent = context.parent
    if not (context.in_list and parent and meaning.category) or meaning.source:
        return False
    fits = meaning.stages == (parent.stage,) and meaning.category != parent.category
    return fits and is_part(meaning.category, of=parent.category) and quantity.value <= context.rest


def pass_over(meaning: Meaning, context: Context) -> None:
    """An amount that is not claimed: what follows may speak of its subject, if that is plain (三公经费预算…，实际支出…)."""
    before = context.passed  # 基本支出100万元，项目支出200万元，实际支出…: of which of them is open
    context.leave()
    context.parent, context.in_list = None, False
    context.passed = meaning.category
    context.open_source |= meaning.source is not None and meaning.category in (None, "project")
    if meaning.residue:
        context.whole = False
    elif meaning.category and (meaning.unsaid or not before):
        context.category, context.source = meaning.category, meaning.source


def remember(
    claim: BudgetClaim, category: str, meaning: Meaning, context: Context, nested: bool, below: bool
) -> None:
    """What the next label inherits."""
    context.year, context.last = claim.fact_year, claim
    if nested:
        # 其中项目支出（年初）预算10万元，决算9万元: the part's own
        if meaning.stages or below or meaning.unsaid:
            context.category, context.source = category, meaning.source
            context.said.setdefault(category, []).append(claim.stage)
        if meaning.stage_leads and context.parent is not None and claim.stage != context.parent.stage:
            # 调整后预算370万元，其中年初预算基本支出280万元，项目支出84万元: of which of both is open
            context.parent, context.in_list = None, False
        return
    context.levels.append(claim)
    # 年中追加项目资金20万元，调整后预算…: of the whole again, or open
    if claim.stage == "adjustment" and meaning.category:
        context.said.setdefault(category, []).append(claim.stage)
        context.category = None
        return
    context.parent, context.in_list, context.part = claim, False, Decimal(0)
    context.category, context.stage = category, claim.stage
    of_source = meaning.source is not None and claim.stage != "received"
    if meaning.category or of_source or len(context.levels) == 1:
        of_income = context.income is not None and claim.fund_source != "all"
        context.source = own_source(meaning) or (claim.fund_source if of_income else None)
    context.said.setdefault(category, []).append(claim.stage)
    if meaning.stages or category == "total":
        context.list_stage = claim.stage if meaning.stage_leads else None
    else:
        context.category = None  # in a list under one stage, a bare stage that follows speaks of the whole


def is_within_spending(labelled: LabelledNumber, context: Context) -> bool:
    """支出25.5万元，含上年结转3万元, 项目支出决算140万元，其中当年项目90万元，上年结转项目50万元: so much was spent of what was carried in,
    which says nothing of how much was."""
    last = context.levels[-1] if context.levels else context.parent
    within = words("meaning", "left", "within").match(labelled.label) is not None
    within |= (context.in_list or PART.match(labelled.label) is not None) and context.parent is last
    return within and last is not None and last.stage == "executed"


def begun_later(sentence: Sentence, labelled: LabelledNumber, names: tuple[str, ...]) -> list[Decimal]:
    """The initial budget right behind an adjusted one of the same category: 调整预算50万元，年初预算1200万元."""
    behind = next((n for n in sentence.numbers if n.number.start > labelled.number.start), None)
    if behind is None or behind.number.quantity is None:
        return []
    meaning = understand(behind.clause, names)
    is_same = meaning.stages == ("initial",) and not (meaning.category or meaning.residue)
    return [behind.number.quantity.value] if is_same else []
