"""Qualified figures: words right behind an amount that say that it is not what its label says.

Belongs here: 支出100万元(不含项目), (预计数), (上年数), (财政拨款), another amount in the bracket; 200万元被压减, 未纳入决算, 合计100万元，为年初预算. Does not belong here: wording
(lexicon/frames.toml, group qualified), lists of parts in a bracket (lists), what stands above and before a figure (frames).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from pipelines.extract.meaning import understand, words
from pipelines.extract.prose.sentences import LabelledNumber, Sentence
from pipelines.model.claims import BudgetClaim
from pipelines.model.quantity import Dimension

PAID = frozenset({"executed", "received"})
"""Stages that say when money moved."""


def is_qualified(new: Sequence[Any], sentence: Sentence, labelled: LabelledNumber, year: int | None) -> bool:
    """Whether what stands right behind an amount contradicts the figure that was just claimed of it."""
    figures = [claim for claim in new if isinstance(claim, BudgetClaim)]
    if not figures:
        return False
    end = labelled.number.end
    behind = sentence.flow.text[end : end + 32]
    stages = {claim.stage for claim in figures}
    if words("frames", "qualified", "denied").match(behind):
        return True
    if stages == {"executed"} and words("frames", "qualified", "carried").match(behind):
        return True
    if stages == {"executed"} and words("frames", "qualified", "all_budget").search(sentence.flow.text, end):
        return True
    if stages <= PAID and _is_paid_in_another_year(behind, figures, year):
        return True
    if _is_another_amount(sentence, labelled) or _names_another(behind, figures):
        return True
    if _names_another_stage(behind, figures):
        return True
    if words("frames", "qualified", "summed").search(labelled.clause) and words(
        "frames", "qualified", "of_this_year"
    ).match(behind):
        return True
    if not behind.startswith("("):
        return False
    if any(words("frames", "qualified", key).match(behind) for key in ("part", "estimate", "no_level")):
        return True
    if words("frames", "qualified", "source").match(behind) and any(c.fund_source == "all" for c in figures):
        return True
    if stages == {"executed"} and words("frames", "qualified", "planned").match(behind):
        return True
    if words("frames", "qualified", "executed").match(behind) and not stages <= {"executed"}:
        return True
    if words("frames", "qualified", "initial").match(behind) and not stages <= {"initial"}:
        return True
    other = words("frames", "qualified", "year").match(behind)
    if other is not None and year is not None:
        named = int(other[1]) if other[1] else year - 1
        return any(claim.fact_year != named for claim in figures)
    return False


def _is_paid_in_another_year(behind: str, figures: Sequence[BudgetClaim], year: int | None) -> bool:
    """支出40万元（2025年1月支付）: the money of another year than the figure's."""
    paid = words("frames", "qualified", "paid").match(behind)
    if paid is None:
        return False
    named = int(paid[1]) if paid[1] else None
    return any(named != (claim.fact_year or year) for claim in figures)


def _names_another(behind: str, figures: Sequence[BudgetClaim]) -> bool:
    """290万元(人员经费), 45万元为公用经费决算: what follows says that the amount is of another kind of money."""
    named = words("frames", "qualified", "names").match(behind)
    said = next(filter(None, named.groups()), None) if named is not None else None
    meaning = understand(said) if said is not None else None
    if meaning is None or meaning.category is None or meaning.residue:
        return False
    return all(claim.category != meaning.category for claim in figures)


def _names_another_stage(behind: str, figures: Sequence[BudgetClaim]) -> bool:
    """项目支出87万元(年初预算), 人员支出30万元(调整后): a bracket that holds nothing but the name of another stage."""
    bracket = words("frames", "qualified", "bracket").match(behind)
    meaning = understand(bracket[1]) if bracket is not None else None
    if meaning is None or meaning.category or meaning.residue:
        return False
    return bool(meaning.stages) and any(claim.stage not in meaning.stages for claim in figures)


def _is_another_amount(sentence: Sentence, labelled: LabelledNumber) -> bool:
    """支出45万元(540,000元), 45万元，合450元: two amounts for one figure."""
    behind = next((n for n in sentence.numbers if n.number.start > labelled.number.start), None)
    if behind is None or not words("frames", "qualified", "again").match(behind.label):
        return False
    if behind.label.startswith("(") and not behind.after.startswith(")"):
        return False
    own, other = labelled.number.quantity, behind.number.quantity
    if own is None or other is None or other.dimension is not Dimension.MONEY:
        return False
    return abs(own.value - other.value) > own.half_unit + other.half_unit
