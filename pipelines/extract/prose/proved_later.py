"""Budgets that what follows proves: 三公经费预算20万元。支出9.07万元，较年初预算数减少10.93万元.

Belongs here: an amount of a category whose stage was not said, and the spending behind it that is said to differ from the
initial budget by just the difference of the two. Does not belong here: what the words right before an amount prove (proved),
wording (lexicon/meaning.toml).
"""

from __future__ import annotations

from pipelines.extract.context import Reader
from pipelines.extract.found import Found, Unsaid
from pipelines.extract.meaning import Meaning, words
from pipelines.extract.prose.amount import Amount, Reading
from pipelines.extract.prose.compared_budgets import stands_before
from pipelines.extract.prose.money_problems import stage_unsaid
from pipelines.model.claims import BudgetClaim
from pipelines.model.quantity import Quantity

BUDGET = "预算"
NEAR = 6
"""Sentences before its own in which the budget may stand."""


def leave_unsaid(amount: Amount, meaning: Meaning, reader: Reader, found: Found) -> None:
    """A problem, until what follows proves that it is the initial budget."""
    problem = stage_unsaid(amount.sentence, amount.labelled)
    found.ignore(amount.span, "stage_unsaid")
    found.problems.append(problem)
    says_budget = meaning.unsaid or (meaning.category == "total" and BUDGET in amount.labelled.clause)
    if meaning.category is None or not says_budget or meaning.year not in (None, reader.fiscal_year):
        return
    claim = BudgetClaim(
        category=reader.whole if meaning.category == "total" else meaning.category,
        stage="initial",
        fund_source=meaning.source or "all",
        fact_year=reader.fiscal_year,
        amount=amount.quantity,
        spans=(amount.quote,),
        sentence=amount.sentence.number,
        causes=("label_inherited",),
    )
    found.unsaid.append(Unsaid(claim, amount.span, problem))


def claim_proved_budget(change: Amount, reading: Reading) -> None:
    """Claim the one unsaid budget of the category that the spending and its change against 年初预算 give."""
    labelled, context, found = change.labelled, reading.context, reading.found
    said = words("meaning", "compared", "against_initial").search(labelled.label)
    spent = context.levels[-1] if context.levels else None
    if said is None or spent is None or found.budget[-1] is not spent or labelled.depth:
        return
    if (spent.stage, spent.fact_year) != ("executed", reading.reader.fiscal_year):
        return
    if not stands_before(spent, change.sentence, labelled):
        return
    less = words("meaning", "compared", "less").search(labelled.label) is not None
    fitting = [u for u in found.unsaid if _gives(u.claim, spent, change.quantity, less)]
    if len(fitting) == 1:
        _settle(fitting[0], spent, found)


def _gives(budget: BudgetClaim, spent: BudgetClaim, change: Quantity, less: bool) -> bool:
    """Whether the spending is this much less, or more, than the budget."""
    if not 0 <= spent.sentence - budget.sentence <= NEAR:
        return False
    of_budget = (budget.category, budget.fund_source, budget.fact_year)
    if of_budget != (spent.category, spent.fund_source, spent.fact_year):
        return False
    gap = budget.amount.value - spent.amount.value
    margin = budget.amount.half_unit + spent.amount.half_unit + change.half_unit
    return abs(gap - (change.value if less else -change.value)) < margin


def _settle(unsaid: Unsaid, spent: BudgetClaim, found: Found) -> None:
    """The budget is claimed before the spending, as it is printed; the problem that its stage was not said is gone."""
    found.budget.insert(found.budget.index(spent), unsaid.claim)
    found.claimed.append(unsaid.span)
    found.unsaid.remove(unsaid)
    found.problems.remove(unsaid.problem)
    found.ignored = [ignored for ignored in found.ignored if ignored.span != unsaid.span]
