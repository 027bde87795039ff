"""Proved rates: rates that no word near them places, and that only the figures of the whole, or of 三公经费, give.

Belongs here: 资金到位率99.18%，预算执行率96.63% below the table of the whole, and that of 三公经费 behind its parts. Does not belong here: rates whose words or
neighbours name their category (rates), rates in cells (tables.rates).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from pipelines.extract.context import Reader, goal_sections, result_sections
from pipelines.extract.found import Found
from pipelines.extract.meaning import sort_of_number, understand, words
from pipelines.extract.prose.sentences import LabelledNumber, Sentence
from pipelines.model.claims import BudgetClaim, ItemClaim, RateClaim
from pipelines.model.frozen import dataclass
from pipelines.model.quantity import Dimension, Interval, Quantity

FINEST = Decimal("0.05")
"""A rate printed to tenths of a percent or finer proves something; 100 % and 96 % are those of many figures."""
PARTS = {
    "completion": ("executed", ("adjusted", "initial")),
    "received": ("received", ("adjusted", "initial")),
}
"""Which stage a rate divides, and by which: by the second only where the report has no first."""
WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class _Subject:
    """Whose figures a rate may be of: a category or a project, and their source."""

    category: str | None
    source: str
    name: str


def settle_rates(told: Sequence[Sentence], reader: Reader, found: Found) -> None:
    """Claim the rates without a category that the figures of the whole, or of 三公经费, give, and those of nothing else."""
    left = {number.span for number in found.unexplained() if number.dimension is Dimension.PERCENT}
    if not left:
        return
    for sentence in told:
        for labelled in sentence.numbers:
            span = sentence.number_span(labelled)
            if span not in left or sentence.section in goal_sections() - result_sections():
                continue
            kind, rate = _kind(labelled, reader), labelled.number.quantity
            if kind is None or rate is None:
                continue
            if _is_the_whole_s(kind, rate, reader, found):
                category = reader.whole
            elif _is_three_public_s(kind, rate, sentence, reader, found):
                category = "three_public"
            else:
                continue
            quote = (sentence.quote_span(labelled),)
            found.rates.append(RateClaim(kind, category, "all", None, rate, quote, ("label_inherited",)))
            found.claimed.append(span)


def gives_rate(claim: BudgetClaim, rate: Quantity, reader: Reader, found: Found) -> bool | None:
    """Whether what was spent is this share of the budget of the same category; None where the report has told of no budget."""
    subject = _subject(claim)
    given = [said for of, said in _rates("completion", reader, found) if of == subject]
    return given[0].meets(rate.interval()) if given else None


def _kind(labelled: LabelledNumber, reader: Reader) -> str | None:
    """Which rate a clause names that says nothing else, and whose neighbours call it nothing else."""
    meaning = understand(labelled.clause, reader.names)
    if (
        meaning.category
        or meaning.source
        or meaning.residue
        or meaning.last_year
        or labelled.number.uncertain
    ):
        return None
    if meaning.year not in (None, reader.fiscal_year) or sort_of_number(labelled.label, labelled.after):
        return None
    basis = words("meaning", "rate_basis", "behind").match(labelled.after)
    return None if basis else meaning.rate


def _is_the_whole_s(kind: str, rate: Quantity, reader: Reader, found: Found) -> bool:
    if kind not in PARTS or rate.half_unit > FINEST or rate.value == WHOLE:
        return False
    given = {subject for subject, said in _rates(kind, reader, found) if said.meets(rate.interval())}
    return _Subject(reader.whole, "all", "") in given and {s.category for s in given} == {reader.whole}


def _is_three_public_s(kind: str, rate: Quantity, sentence: Sentence, reader: Reader, found: Found) -> bool:
    """三公经费预算6.2万元，决算3.68万元，其中接待费1.18万元、运行维护费2.5万元，完成预算的59.35%: its budget may say no stage."""
    if kind != "completion" or rate.half_unit > FINEST or rate.value == WHOLE:
        return False
    told = {c.category for c in found.budget if c.sentence == sentence.number and c.stage == "executed"}
    unsaid = [u.claim for u in found.unsaid if u.claim.category == "three_public"]
    given = {s for s, said in _rates(kind, reader, found, unsaid) if said.meets(rate.interval())}
    return told == {"three_public"} and given == {_Subject("three_public", "all", "")}


def _rates(
    kind: str, reader: Reader, found: Found, unsaid: Sequence[BudgetClaim] = ()
) -> Iterator[tuple[_Subject, Interval]]:
    """Every rate of this kind that the figures of the report's year give. ``unsaid``: budgets that do not say their stage."""
    amounts: dict[_Subject, dict[str, Quantity]] = {}
    claims: list[BudgetClaim | ItemClaim] = [*found.budget, *found.items, *unsaid]
    for claim in claims:
        if isinstance(claim, ItemClaim) or claim.fact_year == reader.fiscal_year:
            amounts.setdefault(_subject(claim), {}).setdefault(claim.stage, claim.amount)
    part, bases = PARTS[kind]
    for subject, stages in amounts.items():
        base = next((stages[stage] for stage in bases if stage in stages), None)
        if base is not None and part in stages and base.value > base.half_unit:
            share = stages[part].interval() / base.interval()
            yield subject, Interval(share.low * WHOLE, share.high * WHOLE)


def _subject(claim: BudgetClaim | ItemClaim) -> _Subject:
    if isinstance(claim, ItemClaim):
        return _Subject(None, claim.fund_source, claim.name)
    return _Subject(claim.category, claim.fund_source, "")
