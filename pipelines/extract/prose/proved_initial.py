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
from pipelines.extract.meaning import understand, words
from pipelines.extract.prose.frames import frame_doubt
from pipelines.extract.prose.labels import bare_label
from pipelines.extract.prose.lists import add_up
from pipelines.extract.prose.sentences import LabelledNumber, Sentence, with_semicolons
from pipelines.model.claims import BudgetClaim

UNSAID = "stage_unsaid"
BUDGET = "预算"
OTHERS = frozenset({"adjusted", "received", "executed"})


def settle_initial(told: Sequence[Sentence], reader: Reader, found: Found) -> None:
    """Claim such budgets with their parts, and withdraw the problems that their stage was not said."""
    unsaid = {left.span for left in found.ignored if left.reason == UNSAID}
    incomes = _began_incomes(told, reader, found)
    _claim_raised(incomes, reader, found)
    _claim_compared(told, reader, found)
    began = _began(incomes, reader, found) if unsaid else None
    for joined in with_semicolons(told) if began is not None else ():
        run = [(s, n) for s in joined for n in s.numbers if s.number_span(n) in unsaid]
        claims = [initial_budget(sentence, labelled, reader) for sentence, labelled in run]
        whole, parts = claims[0] if claims else None, [c for c in claims[1:] if c is not None]
        if whole is None or whole.amount.value != began or BUDGET not in run[0][1].clause:
            continue
        if whole.category != reader.whole or len(parts) < len(run) - 1:
            continue
        if not add_up(whole, [labelled for _, labelled in run[1:]], reader.names):
            continue
        if any(frame_doubt(sentence, labelled, reader) for sentence, labelled in run):
            continue
        settle(run, [whole, *parts], found)


def _began_incomes(
    told: Sequence[Sentence], reader: Reader, found: Found
) -> list[tuple[Sentence, LabelledNumber]]:
    """The amounts that are called 年初预算收入, and nothing else: a budget of income is what may be spent."""
    incomes = {left.span for left in found.ignored if left.reason == "income"}
    if not incomes or reader.whole == "project":
        return []
    return [
        (sentence, labelled)
        for sentence in told
        for labelled in sentence.numbers
        if sentence.number_span(labelled) in incomes
        and words("meaning", "spent", "began_income").search(labelled.clause)
        and initial_budget(sentence, labelled, reader, ("initial",)) is not None
        and not frame_doubt(sentence, labelled, reader)
    ]


def _claim_raised(incomes: Sequence[tuple[Sentence, LabelledNumber]], reader: Reader, found: Found) -> None:
    """年初预算收入986万元，年中追加120万元，调整后预算1106万元: claim the first, which what was added makes the adjusted budget."""
    own = _of_whole(reader, found)
    changes = [claim.amount.value for claim in own if claim.stage == "adjustment"]
    ends = {claim.amount.value for claim in own if claim.stage == "adjusted"}
    values = {n.number.quantity.value for _, n in incomes if n.number.quantity is not None}
    if len(values) != 1 or len(ends) != 1 or not changes or any(c.stage == "initial" for c in own):
        return
    sentence, labelled = incomes[0]
    claim = initial_budget(sentence, labelled, reader, ("initial",))
    if claim is not None and values.pop() + sum(changes) == ends.pop():
        settle([(sentence, labelled)], [claim], found)


def _claim_compared(told: Sequence[Sentence], reader: Reader, found: Found) -> None:
    """与年初预算1632.78万元相比，年中追加1687.8万元: claim what the initial budgets of 基本支出 and 项目支出 come to."""
    compared = {left.span for left in found.ignored if left.reason == "compared"}
    if not compared or any(claim.stage == "initial" for claim in _of_whole(reader, found)):
        return
    kinds = [
        {c.amount.value for c in _of(kind, reader, found) if c.stage == "initial"}
        for kind in ("basic", "project")
    ]
    if any(len(kind) != 1 for kind in kinds):
        return
    began = sum((kind.pop() for kind in kinds), Decimal(0))
    for sentence in told:
        for labelled in sentence.numbers:
            if sentence.number_span(labelled) not in compared or frame_doubt(sentence, labelled, reader):
                continue
            said = words("meaning", "compared", "initial_alone").search(labelled.clause)
            claim = initial_budget(sentence, labelled, reader, ("initial",)) if said else None
            if claim is not None and claim.amount.value == began:
                settle([(sentence, labelled)], [claim], found)
                return


def _of_whole(reader: Reader, found: Found) -> list[BudgetClaim]:
    return _of(reader.whole, reader, found)


def _of(category: str, reader: Reader, found: Found) -> list[BudgetClaim]:
    return [
        claim
        for claim in found.budget
        if (claim.category, claim.fund_source, claim.fact_year) == (category, "all", reader.fiscal_year)
    ]


def _began(
    incomes: Sequence[tuple[Sentence, LabelledNumber]], reader: Reader, found: Found
) -> Decimal | None:
    """The one initial budget of the whole, or else of its income, where no other figure of the whole is the same."""
    own = _of_whole(reader, found)
    began = {claim.amount.value for claim in own if claim.stage == "initial"}
    began = began or {n.number.quantity.value for _, n in incomes if n.number.quantity is not None}
    others = {claim.amount.value for claim in own if claim.stage in OTHERS}
    return began.pop() if len(began) == 1 and not began & others else None


def initial_budget(
    sentence: Sentence, labelled: LabelledNumber, reader: Reader, stages: tuple[str, ...] = ()
) -> BudgetClaim | None:
    """An amount as an initial budget, where its words name a kind of spending or the whole and nothing else but ``stages``."""
    said, quantity = understand(bare_label(labelled.clause), reader.names), labelled.number.quantity
    other_year = said.last_year or said.year not in (None, reader.fiscal_year)
    if quantity is None or said.stages not in ((), stages) or said.residue or said.source or other_year:
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


def settle(
    run: Sequence[tuple[Sentence, LabelledNumber]], claims: Sequence[BudgetClaim], found: Found
) -> None:
    """File the claims of these amounts, and withdraw the problems that their stage was not said."""
    spans = [sentence.number_span(labelled) for sentence, labelled in run]
    quotes = {claim.spans[0] for claim in claims}
    found.budget += claims
    found.claimed += spans
    found.ignored = [left for left in found.ignored if left.span not in spans]
    found.problems = [p for p in found.problems if p.kind != UNSAID or p.span not in quotes]
