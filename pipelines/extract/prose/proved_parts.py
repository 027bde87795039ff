"""Proved parts: kinds of spending without a stage that are together what the report says, elsewhere, was spent on them.

Belongs here: 基本支出决算中，人员经费1862.15万元，日常公用经费148.22万元 below a table in which basic expenditure was 2010.37. Does not belong
here: parts of a figure in the same paragraph (lists), projects (told_projects), budgets (proved_later).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from pipelines.extract.context import Reader, goal_sections, list_opening
from pipelines.extract.found import Found
from pipelines.extract.meaning import understand, words
from pipelines.extract.prose.frames import frame_doubt
from pipelines.extract.prose.lists import CLOSED
from pipelines.extract.prose.sentences import LabelledNumber, Sentence
from pipelines.model.claims import BudgetClaim
from pipelines.model.quantity import Quantity

UNSAID = "stage_unsaid"
EXECUTED = re.compile("执行|决算|完成")
Parts = dict[str, LabelledNumber]
"""The one amount of each kind of spending in a sentence whose stage nobody says."""


def settle_parts(told: Sequence[Sentence], reader: Reader, found: Found) -> None:
    """Claim such parts as spent, where no other stage of their whole is the same amount and nothing speaks of a plan."""
    unsaid = {left.span for left in found.ignored if left.reason == UNSAID}
    spent = [claim for claim in found.budget if _is_own(claim, reader) and claim.stage == "executed"]
    if not unsaid or not spent:
        return
    for sentence in told:
        left = [n for n in sentence.numbers if sentence.number_span(n) in unsaid]
        if len(left) < 2 or sentence.section in goal_sections() or _speaks_of_a_plan(sentence):
            continue
        parts = _parts(left, reader)
        for whole, kinds in ((whole, kinds) for whole, closed in CLOSED.items() for kinds in closed):
            if set(parts) == set(kinds) and _is_proved(whole, list(parts.values()), reader, found):
                _claim(sentence, parts, reader, found)


def _is_own(claim: BudgetClaim, reader: Reader) -> bool:
    return claim.fund_source == "all" and claim.fact_year == reader.fiscal_year


def _speaks_of_a_plan(sentence: Sentence) -> bool:
    titles = (line for line in sentence.titles if not EXECUTED.search(line))
    told = "。".join((*titles, sentence.lead, sentence.flow.text))
    return words("meaning", "spent", "planned").search(told) is not None


def _parts(left: Sequence[LabelledNumber], reader: Reader) -> Parts:
    """None where a label says anything else, or a kind is told twice."""
    parts: Parts = {}
    for labelled in left:
        said = understand(list_opening().sub("", labelled.clause), reader.names)
        other_year = said.year not in (None, reader.fiscal_year) or said.last_year
        if said.category is None or said.category in parts or said.stages or said.source or said.residue:
            return {}
        if other_year or labelled.number.uncertain:
            return {}
        parts[said.category] = labelled
    return parts


def _is_proved(whole: str, parts: Sequence[LabelledNumber], reader: Reader, found: Found) -> bool:
    """Whether the parts make up what was spent on their whole, and no other figure of it."""
    amounts = [part.number.quantity for part in parts if part.number.quantity is not None]
    of_whole = [
        c for c in found.budget if _is_own(c, reader) and c.category in (whole, _as_told(whole, reader))
    ]
    made_up = {claim.stage for claim in of_whole if _adds_up(claim.amount, amounts)}
    return made_up == {"executed"}


def _as_told(whole: str, reader: Reader) -> str:
    return reader.whole if whole == "total" else whole


def _adds_up(whole: Quantity, parts: Sequence[Quantity]) -> bool:
    margin = sum((part.half_unit for part in parts), whole.half_unit)
    return abs(sum((part.value for part in parts), Decimal(0)) - whole.value) <= margin


def _claim(sentence: Sentence, parts: Parts, reader: Reader, found: Found) -> None:
    if any(frame_doubt(sentence, labelled, reader) for labelled in parts.values()):
        return
    for category, labelled in parts.items():
        quantity, span, quote = (
            labelled.number.quantity,
            sentence.number_span(labelled),
            sentence.quote_span(labelled),
        )
        assert quantity is not None
        found.budget.append(
            BudgetClaim(
                category=category,
                stage="executed",
                fund_source="all",
                fact_year=reader.fiscal_year,
                amount=quantity,
                spans=(quote,),
                sentence=sentence.number,
                causes=("label_inherited",),
            )
        )
        found.claimed.append(span)
        found.ignored = [left for left in found.ignored if left.span != span]
        found.problems = [p for p in found.problems if (p.kind, p.span) != (UNSAID, quote)]
