"""Proved parts: kinds of spending without a stage that are together what the report says, elsewhere, was spent on them.

Belongs here: 基本支出决算中，人员经费1862.15万元，日常公用经费148.22万元 below a table in which basic expenditure was 2010.37; parts of a
whole on lines of their own, or behind sentences on the first (基本支出668.73万元。其中：人员经费620.50万元，主要包括…。公用经费48.23万元). Does not
belong here: other parts of a figure in the same paragraph (lists), projects (told_projects), budgets (proved_later).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from pipelines.extract.context import Reader, goal_sections, list_opening
from pipelines.extract.found import Found
from pipelines.extract.meaning import understand, words
from pipelines.extract.prose.frames import frame_doubt
from pipelines.extract.prose.lists import CLOSED, LEVELS
from pipelines.extract.prose.parallel import in_parallel
from pipelines.extract.prose.sentences import LabelledNumber, Sentence
from pipelines.model.claims import BudgetClaim
from pipelines.model.document import Span
from pipelines.model.frozen import dataclass
from pipelines.model.quantity import Dimension, Quantity

UNSAID = "stage_unsaid"
SHARE, TAKES = "share", "占"
EXECUTED = re.compile("执行|决算|完成")
BUDGETS = frozenset({("total", "initial"), ("total", "adjusted")})
BELOW = 12
"""Sentences below a whole in which its parts may be told."""


@dataclass(frozen=True, slots=True)
class _Left:
    """An amount of a kind of spending whose stage nobody says, in its sentence."""

    sentence: Sentence
    labelled: LabelledNumber
    quantity: Quantity


def settle_parts(told: Sequence[Sentence], reader: Reader, found: Found) -> None:
    """Claim such parts of a paragraph as spent, where all of them are proved: no other stage of their whole is the same
    amount, and nothing speaks of a plan, or all budgets of their whole are known."""
    unsaid = {left.span for left in found.ignored if left.reason == UNSAID}
    if unsaid and reader.whole == "total":
        shares = {left.span for left in found.ignored if left.reason == SHARE}
        _settle_below(told, unsaid | shares, reader, found)
        unsaid = {left.span for left in found.ignored if left.reason == UNSAID}
    spent = any(_is_own(claim, reader) and claim.stage == "executed" for claim in found.budget)
    for paragraph in _paragraphs(told) if unsaid and spent else ():
        left = [
            _Left(sentence, labelled, labelled.number.quantity)
            for sentence in paragraph
            for labelled in sentence.numbers
            if labelled.number.quantity is not None and sentence.number_span(labelled) in unsaid
        ]
        if len(left) < 2 or any(s.section in goal_sections() for s in paragraph):
            continue
        parts = _parts(left, reader)
        if not parts or _proved(parts, reader, found) != set(parts):
            continue
        planned = any(map(_speaks_of_a_plan, paragraph))
        if planned and (any(map(_plans, parts.values())) or not _was_budgeted(parts, reader, found)):
            continue
        _claim(parts, ("executed", "all"), reader, found)


def _settle_below(told: Sequence[Sentence], unsaid: set[Span], reader: Reader, found: Found) -> None:
    """Claim parts that are told shortly below their whole and are, with those claimed there, all of it to the last digit; nothing
    where two stages or sources fit."""
    is_told = any(_is_own(c, reader) and (c.category, c.stage) in BUDGETS for c in found.budget)
    left = {
        one.sentence.number_span(labelled): (category, one)
        for sentence in told
        if sentence.section not in goal_sections()
        for labelled in in_parallel(sentence, reader.names)
        if labelled.number.quantity is not None and sentence.number_span(labelled) in unsaid
        if labelled.number.quantity.dimension is Dimension.MONEY
        for category, one in _parts([_Left(sentence, labelled, labelled.number.quantity)], reader).items()
    }
    fitting = {
        span: set() if _is_budget(one.labelled) else _repeated(category, one, reader, found)
        for span, (category, one) in left.items()
    }
    anew = {span: left[span] for span, levels in fitting.items() if not levels}
    planned = {span for span, (_, one) in anew.items() if _speaks_of_a_plan(one.sentence, is_told=is_told)}
    budgets = {span for span, (_, one) in anew.items() if _is_budget(one.labelled)}
    wholes = [c for c in found.budget if c.category in CLOSED and c.stage in LEVELS and c.sentence >= 0]
    for whole in wholes if anew else ():  # those of tables stand in no sentence
        if whole.fact_year == reader.fiscal_year:
            # 年初预算416.8万元，人员经费228.3万元，公用经费124.5万元，项目支出64万元: a sentence that plans them with their whole
            beside = {span for span, (_, one) in anew.items() if one.sentence.number == whole.sentence}
            out = planned | budgets if whole.stage == "executed" else planned - budgets - beside
            if whole.stage != "executed" and _was_spent_otherwise(whole, found):
                out = set()
            for span in _rest_of(whole, {s: told for s, told in anew.items() if s not in out}, found):
                fitting[span].add((whole.stage, whole.fund_source))
    for span, levels in fitting.items():
        category, one = left[span]
        _claim({category: one}, levels.pop() if len(levels) == 1 else None, reader, found)


def _was_spent_otherwise(whole: BudgetClaim, found: Found) -> bool:
    """Whether the report tells that another sum was spent on a whole, so that parts which make up its budget were not."""
    spent = {
        c.amount.value
        for c in found.budget
        if (c.category, c.fund_source, c.fact_year) == (whole.category, whole.fund_source, whole.fact_year)
        and c.stage == "executed"
    }
    return bool(spent) and whole.amount.value not in spent


def _repeated(kind: str, one: _Left, reader: Reader, found: Found) -> set[tuple[str, str]]:
    """The stages and sources of which the same amount of a kind was told shortly before: what is said again opens no other stage
    (支出100万元，其中：基本支出60万元，项目支出40万元。（1）基本支出60万元，其中…)."""
    return {
        (claim.stage, claim.fund_source)
        for claim in found.budget
        if claim.category == kind and claim.fact_year == reader.fiscal_year
        if claim.sentence >= 0 and 0 <= one.sentence.number - claim.sentence <= BELOW
        if claim.amount.value == one.quantity.value
    }


def _rest_of(whole: BudgetClaim, left: Mapping[Span, tuple[str, _Left]], found: Found) -> list[Span]:
    """The open amounts below a whole that make it up, in one way or two, with its parts that are claimed there; none where a kind is
    told twice."""
    claimed = [
        c
        for c in found.budget
        if (c.stage, c.fund_source, c.fact_year) == (whole.stage, whole.fund_source, whole.fact_year)
        and 0 <= c.sentence - whole.sentence <= BELOW
    ]
    near = {
        span: (kind, one)
        for span, (kind, one) in left.items()
        if 0 <= one.sentence.number - whole.sentence <= BELOW
    }
    proved: dict[Span, None] = {}
    for kinds in CLOSED[whole.category]:
        rest = {span: one for span, (kind, one) in near.items() if kind in kinds}
        parts = [c for c in claimed if c.category in kinds]
        names = [near[span][0] for span in rest] + [c.category for c in parts]
        amounts = [one.quantity for one in rest.values()] + [c.amount for c in parts]
        if rest and sorted(names) == sorted(kinds) and _adds_up(whole.amount, amounts):
            proved |= dict.fromkeys(rest)
    return list(proved)


def _proved(parts: Mapping[str, _Left], reader: Reader, found: Found) -> set[str]:
    """The kinds that make up what was spent on their whole, and those that make up one of these."""
    proved: set[str] = set()
    for whole, closed in CLOSED.items():
        for kinds in closed:
            amounts = [parts[kind].quantity for kind in kinds if kind in parts]
            if len(amounts) < len(kinds):
                continue
            inside = whole in proved and _adds_up(parts[whole].quantity, amounts)
            if inside or _is_spent(whole, amounts, reader, found):
                proved |= set(kinds)
    return proved


def _was_budgeted(parts: Mapping[str, _Left], reader: Reader, found: Found) -> bool:
    """Whether the report tells both budgets of what such parts are of, so that these are known not to be it: 年初预算 and 全年预算 of
    基本支出 beside 人员经费 and 公用经费 that make up what was spent."""
    whole = "total" if "project" in parts else "basic"
    told = {c.stage for c in found.budget if _is_own(c, reader) and c.category == _as_told(whole, reader)}
    return {"initial", "adjusted"} <= told


def _paragraphs(told: Sequence[Sentence]) -> Iterator[list[Sentence]]:
    """The sentences of each paragraph that have numbers."""
    paragraph: list[Sentence] = []
    for sentence in told:
        if sentence.first and paragraph:
            yield paragraph
            paragraph = []
        if sentence.numbers:
            paragraph.append(sentence)
    if paragraph:
        yield paragraph


def _is_own(claim: BudgetClaim, reader: Reader) -> bool:
    return claim.fund_source == "all" and claim.fact_year == reader.fiscal_year


def _speaks_of_a_plan(sentence: Sentence, *, is_told: bool = False) -> bool:
    """Whether words of a sentence or above it are those of a plan; of titles they say nothing where the budget ``is_told``."""
    titles = () if is_told else (line for line in sentence.titles if not EXECUTED.search(line))
    told = "。".join((*titles, sentence.lead, sentence.flow.text))
    return words("meaning", "spent", "planned").search(told) is not None


def _is_budget(labelled: LabelledNumber) -> bool:
    """项目支出预算45.54万元，执行13.41万元: an amount that says itself that it is a budget, if not which."""
    return words("meaning", "unsaid", "says").search(labelled.clause) is not None


def _plans(one: _Left) -> bool:
    return words("meaning", "spent", "planned").search(one.sentence.flow.text) is not None


def _parts(left: Sequence[_Left], reader: Reader) -> dict[str, _Left]:
    """The one amount of each kind; none where a label says anything else, or a kind is told twice."""
    parts: dict[str, _Left] = {}
    for one in left:
        clause = one.labelled.clause.removesuffix(TAKES)  # 基本支出预算里，人员经费占1968.52万元
        said = understand(list_opening().sub("", clause), reader.names)
        other_year = said.year not in (None, reader.fiscal_year) or said.last_year
        if said.category is None or said.category in parts or said.stages or said.source or said.residue:
            return {}
        if other_year or one.labelled.number.uncertain:
            return {}
        parts[said.category] = one
    return parts


def _is_spent(whole: str, amounts: Sequence[Quantity], reader: Reader, found: Found) -> bool:
    """Whether amounts make up what was spent on a whole, and no other figure of it."""
    of_whole = [
        c for c in found.budget if _is_own(c, reader) and c.category in (whole, _as_told(whole, reader))
    ]
    return {claim.stage for claim in of_whole if _adds_up(claim.amount, amounts)} == {"executed"}


def _as_told(whole: str, reader: Reader) -> str:
    return reader.whole if whole == "total" else whole


def _adds_up(whole: Quantity, parts: Sequence[Quantity]) -> bool:
    margin = sum((part.half_unit for part in parts), whole.half_unit)
    return abs(sum((part.value for part in parts), Decimal(0)) - whole.value) <= margin


def _claim(parts: Mapping[str, _Left], told_of: tuple[str, str] | None, reader: Reader, found: Found) -> None:
    """Claim parts as of one stage and source; nothing where that is open, or where a frame is another."""
    if told_of is None or any(frame_doubt(one.sentence, one.labelled, reader) for one in parts.values()):
        return
    for category, one in parts.items():
        span, quote = one.sentence.number_span(one.labelled), one.sentence.quote_span(one.labelled)
        found.budget.append(
            BudgetClaim(
                category=category,
                stage=told_of[0],
                fund_source=told_of[1],
                fact_year=reader.fiscal_year,
                amount=one.quantity,
                spans=(quote,),
                sentence=one.sentence.number,
                causes=("label_inherited",),
            )
        )
        found.claimed.append(span)
        found.ignored = [left for left in found.ignored if left.span != span]
        found.problems = [p for p in found.problems if (p.kind, p.span) != (UNSAID, quote)]
