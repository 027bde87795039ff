"""Sums of projects: amounts under names of their own that are together exactly what projects spent.

Belongs here: the proof by the sum, where nothing says that the names are those of projects, or of which stage they are. Does
not belong here: lists that are announced (lists), the claims of their items (item_lists).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from pipelines.extract.context import list_opening
from pipelines.extract.meaning import Meaning, sort_of_number, understand, words
from pipelines.extract.prose.sentences import LabelledNumber, Sentence
from pipelines.model.claims import BudgetClaim
from pipelines.model.quantity import Dimension, Quantity

SHORTEST = 4
"""So many characters beside a level of government name a project: 县级医院能力提升."""
BUDGETED = frozenset({"initial", "adjusted", "received"})


def projects_made_up(
    sentence: Sentence, told: Sequence[BudgetClaim], names: tuple[str, ...]
) -> BudgetClaim | None:
    """工会经费支出28.5万元，培训支出43.3万元: two or more named amounts that are exactly what projects spent.

    Below 项目支出情况 the names alone will do, where projects spent another sum than they were to have; the sum may stand
    before them once more.
    """
    numbers = [*sentence.numbers, *sentence.upcoming]
    if not numbers:
        return None
    below = sentence.first and "项目" in sentence.heading
    below = below and words("meaning", "whole", "projects_spent").search(sentence.heading) is not None
    restated = _restated(numbers[0], names) if below else None
    amounts: list[Decimal] = []
    for labelled in numbers[restated is not None :]:
        quantity = labelled.number.quantity
        if below and quantity is not None and quantity.dimension is not Dimension.MONEY:
            continue
        if quantity is None or quantity.dimension is not Dimension.MONEY:
            return None
        if not _names_spending(labelled, below, names):
            return None
        amounts.append(quantity.value)
    claim = spent_on_projects(told, alone=below) if len(amounts) > 1 else None
    if claim is None or (restated is not None and restated.value != claim.amount.value):
        return None
    return claim if sum(amounts, Decimal(0)) == claim.amount.value else None


def restates_total(meaning: Meaning, quantity: Quantity, parent: BudgetClaim | None) -> bool:
    """项目支出551.56万元 of no stage before the list of its projects: the figure that was told already."""
    of_projects = parent is not None and parent.category == meaning.category == "project"
    return of_projects and not meaning.stages and parent is not None and parent.amount.value == quantity.value


def _restated(labelled: LabelledNumber, names: tuple[str, ...]) -> Quantity | None:
    """An amount of project money that says no stage."""
    said = understand(labelled.clause, names)
    plain = said.category == "project" and not (said.stages or said.residue or said.unsaid or said.year)
    return labelled.number.quantity if plain else None


def spent_on_projects(told: Sequence[BudgetClaim], *, alone: bool) -> BudgetClaim | None:
    """The one amount that projects spent; ``alone``: no budget of theirs may be the same."""
    of_projects = [claim for claim in told if (claim.category, claim.fund_source) == ("project", "all")]
    spent = {(c.fact_year, c.amount.value): c for c in of_projects if c.stage == "executed"}
    if len(spent) != 1:
        return None
    [claim] = spent.values()
    planned = any(c.stage in BUDGETED and c.amount.value == claim.amount.value for c in of_projects)
    return None if alone and planned else claim


def planned_for_projects(told: Sequence[BudgetClaim], stage: str) -> BudgetClaim | None:
    """The one budget of projects of a stage, where no other figure of theirs is the same."""
    of_projects = [claim for claim in told if (claim.category, claim.fund_source) == ("project", "all")]
    planned = {(c.fact_year, c.amount.value): c for c in of_projects if c.stage == stage}
    others = {claim.amount.value for claim in of_projects if claim.stage != stage}
    if len(planned) != 1:
        return None
    [claim] = planned.values()
    return None if claim.amount.value in others else claim


def _names_spending(labelled: LabelledNumber, below: bool, names: tuple[str, ...]) -> bool:
    """Whether the words before an amount are a name and say that it was spent; ``below`` a heading that says so the name will do."""
    clause = list_opening().sub("", labelled.clause)
    meaning = understand(clause, names)
    if not meaning.residue or meaning.category or meaning.last_year or labelled.depth:
        return False
    if meaning.source and not (below and len(meaning.residue) >= SHORTEST):
        return False
    if meaning.stages not in ((), ("executed",)) or sort_of_number(labelled.label, labelled.after):
        return False
    if below:
        return not words("meaning", "whole", "plan_ends").search(clause)
    planned = words("meaning", "spent", "planned").search(clause)
    return not planned and clause.rstrip("为共:").endswith("支出")
