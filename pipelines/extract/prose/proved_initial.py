"""Proved initial budgets: 支出预算总额486.7213万元，其中基本支出408.7213万元、项目支出78万元 where 年初预算486.7213万元 stands elsewhere.

Belongs here: a budget of the whole that does not say which it is, with the parts that close it in the same sentence, where it is the
initial budget to the last digit and no other of the year. Does not belong here: budgets that a change proves (proved_later),
parts that were spent (proved_parts), wording.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from pipelines.extract.context import Reader
from pipelines.extract.found import Found
from pipelines.extract.meaning import understand
from pipelines.extract.prose.frames import frame_doubt
from pipelines.extract.prose.labels import bare_label
from pipelines.extract.prose.lists import add_up
from pipelines.extract.prose.sentences import LabelledNumber, Sentence
from pipelines.model.claims import BudgetClaim

UNSAID = "stage_unsaid"
BUDGET = "预算"
OTHERS = frozenset({"adjusted", "received", "executed"})


def settle_initial(told: Sequence[Sentence], reader: Reader, found: Found) -> None:
    """Claim such budgets with their parts, and withdraw the problems that their stage was not said."""
    unsaid = {left.span for left in found.ignored if left.reason == UNSAID}
    began = _began(reader, found) if unsaid else None
    for sentence in told if began is not None else ():
        run = [n for n in sentence.numbers if sentence.number_span(n) in unsaid]
        claims = [_claim(sentence, labelled, reader) for labelled in run]
        whole, parts = claims[0] if claims else None, [c for c in claims[1:] if c is not None]
        if whole is None or whole.amount.value != began or BUDGET not in run[0].clause:
            continue
        if whole.category != reader.whole or len(parts) < len(run) - 1:
            continue
        if not add_up(whole, run[1:], reader.names) or any(frame_doubt(sentence, n, reader) for n in run):
            continue
        _settle(sentence, run, [whole, *parts], found)


def _began(reader: Reader, found: Found) -> Decimal | None:
    """The one initial budget of the whole, where no other figure of the whole is the same."""
    own = [
        claim
        for claim in found.budget
        if (claim.category, claim.fund_source, claim.fact_year) == (reader.whole, "all", reader.fiscal_year)
    ]
    began = {claim.amount.value for claim in own if claim.stage == "initial"}
    others = {claim.amount.value for claim in own if claim.stage in OTHERS}
    return began.pop() if len(began) == 1 and not began & others else None


def _claim(sentence: Sentence, labelled: LabelledNumber, reader: Reader) -> BudgetClaim | None:
    """An amount as an initial budget, where its words name a kind of spending or the whole and nothing else."""
    said, quantity = understand(bare_label(labelled.clause), reader.names), labelled.number.quantity
    other_year = said.last_year or said.year not in (None, reader.fiscal_year)
    if quantity is None or said.stages or said.residue or said.source or other_year:
        return None
    return BudgetClaim(
        category=reader.whole if said.category in (None, "total") else said.category,
        stage="initial",
        fund_source="all",
        fact_year=reader.fiscal_year,
        amount=quantity,
        spans=(sentence.quote_span(labelled),),
        sentence=sentence.number,
        causes=("label_inherited",),
    )


def _settle(
    sentence: Sentence, run: Sequence[LabelledNumber], claims: Sequence[BudgetClaim], found: Found
) -> None:
    spans = [sentence.number_span(labelled) for labelled in run]
    quotes = {claim.spans[0] for claim in claims}
    found.budget += claims
    found.claimed += spans
    found.ignored = [left for left in found.ignored if left.span not in spans]
    found.problems = [p for p in found.problems if p.kind != UNSAID or p.span not in quotes]
