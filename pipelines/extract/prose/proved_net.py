"""Proved by changes: 部门预算为2846.17万元 … 追加418万元，追加96.3万元，压减12.64万元，调整预算数为3347.83万元.

Belongs here: a budget of the whole that does not say which it is, where the changes behind it lead from it to the adjusted budget to
the last digit: it is the initial one. Does not belong here: budgets proved by spending (proved_later), by another place
(proved_initial), parts (proved_parts), wording (lexicon/meaning.toml).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from pipelines.extract.context import Reader, goal_sections
from pipelines.extract.found import Found, Unsaid
from pipelines.extract.meaning import understand
from pipelines.extract.prose.frames import frame_doubt
from pipelines.extract.prose.labels import bare_label
from pipelines.extract.prose.sentences import LabelledNumber, Sentence
from pipelines.extract.prose.whole_figures import changes_right_before

NEAR = 8
"""Sentences behind the budget in which it may be adjusted."""


def settle_net_initial(told: Sequence[Sentence], reader: Reader, found: Found) -> None:
    """Claim the one such budget, and the adjusted one where nothing else says that it is the whole's."""
    own = [c for c in found.budget if (c.category, c.fund_source) == (reader.whole, "all")]
    own = [claim for claim in own if claim.fact_year == reader.fiscal_year]
    open_budgets = [u for u in found.unsaid if (u.claim.category, u.claim.fund_source) == ("total", "all")]
    if reader.whole != "total" or not open_budgets or any(claim.stage == "initial" for claim in own):
        return
    ends = {claim.amount.value for claim in own if claim.stage == "adjusted"}
    proofs = [
        (budget, sentence, labelled)
        for sentence, labelled, change in _adjusted(told, reader)
        for budget in open_budgets
        if 0 <= sentence.number - budget.claim.sentence <= NEAR and _leads(budget, change, labelled)
    ]
    if len(proofs) != 1 or len({budget.claim.amount.value for budget in open_budgets}) != 1:
        return
    budget, sentence, labelled = proofs[0]
    quantity = labelled.number.quantity
    if quantity is None or ends - {quantity.value} or frame_doubt(sentence, labelled, reader):
        return
    if not ends:
        quote, span = sentence.quote_span(labelled), sentence.number_span(labelled)
        found.budget.append(
            replace(budget.claim, stage="adjusted", amount=quantity, spans=(quote,), sentence=sentence.number)
        )
        found.claimed.append(span)
        found.ignored = [left for left in found.ignored if left.span != span]
        found.problems = [problem for problem in found.problems if problem.span != quote]
    found.budget.append(budget.claim)
    found.claimed.append(budget.span)
    found.unsaid.remove(budget)
    found.problems.remove(budget.problem)
    found.ignored = [left for left in found.ignored if left.span != budget.span]


def _adjusted(told: Sequence[Sentence], reader: Reader) -> Iterator[tuple[Sentence, LabelledNumber, Decimal]]:
    """Amounts that are called the adjusted budget and nothing else, with the sum of the changes told right before them."""
    for sentence in told:
        if sentence.section in goal_sections():
            continue
        for labelled in sentence.numbers:
            said = understand(bare_label(labelled.clause), reader.names)
            plain = said.stages == ("adjusted",) and said.category in (None, "total")
            if not plain or said.source or said.residue or said.year not in (None, reader.fiscal_year):
                continue
            changes = changes_right_before(sentence, labelled)
            if changes and labelled.number.quantity is not None and not labelled.number.uncertain:
                yield sentence, labelled, sum(changes, Decimal(0))


def _leads(budget: Unsaid, change: Decimal, labelled: LabelledNumber) -> bool:
    end = labelled.number.quantity
    return end is not None and change != 0 and budget.claim.amount.value + change == end.value
