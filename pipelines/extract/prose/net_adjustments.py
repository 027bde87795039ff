"""Net adjustments: 年中追加300万元、收回50万元. The budget changed by their sum, so neither amount is the adjustment of the year.

Belongs here: taking back the one that was claimed where its sentence also cuts, unless the initial and the adjusted budget prove
it. Does not belong here: which words cut (lexicon/meaning.toml, group compared), a change that may be a level (extract.adjusted).
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.extract.found import Found
from pipelines.extract.meaning import words
from pipelines.extract.prose.money_problems import adjustment_not_net
from pipelines.extract.prose.sentences import Sentence
from pipelines.model.claims import BudgetClaim


def settle_net_adjustments(told: Sequence[Sentence], found: Found) -> None:
    """Take back such changes, and tell a person of each."""
    cutting = {sentence.number: sentence for sentence in told if _cuts(sentence)}
    for claim in [c for c in found.budget if c.stage == "adjustment" and c.sentence in cutting]:
        sentence = cutting[claim.sentence]
        own = [n for n in sentence.numbers if sentence.quote_span(n) in claim.spans]
        if not own or _is_proved(claim, found.budget):
            continue
        found.budget.remove(claim)
        for labelled in own:
            found.ignore(sentence.number_span(labelled), "adjustment_unclear")
            found.problems.append(adjustment_not_net(sentence, labelled))


def _cuts(sentence: Sentence) -> bool:
    """Whether an amount of the sentence was taken from the budget."""
    cut = words("meaning", "compared", "cut")
    return any(cut.search(labelled.clause) or cut.search(labelled.label) for labelled in sentence.numbers)


def _is_proved(change: BudgetClaim, budget: Sequence[BudgetClaim]) -> bool:
    """Whether what the budget began with and this change make what it became."""
    of = [
        claim
        for claim in budget
        if (claim.category, claim.fund_source, claim.fact_year)
        == (change.category, change.fund_source, change.fact_year)
    ]
    began, became = ({c.amount.value for c in of if c.stage == stage} for stage in ("initial", "adjusted"))
    return any(value + change.amount.value in became for value in began)
