"""Left over: 年末结转结余89.67万元 that the money had and the spending prove, though its words do not say of what it is left.

Belongs here: amounts that are left at the end of the year, of the whole or of the category named. Does not belong here: what
labels say (placing), what was carried in, wording (lexicon/meaning.toml, group left).
"""

from __future__ import annotations

from decimal import Decimal

from pipelines.extract.context import Context, Reader
from pipelines.extract.found import Found
from pipelines.extract.meaning import Meaning, first_term, words
from pipelines.extract.prose.placing import Said
from pipelines.extract.prose.sentences import LabelledNumber, Sentence
from pipelines.extract.reasons import reason_words

HAD = frozenset({"adjusted", "received"})


def proved_left_over(
    sentence: Sentence,
    labelled: LabelledNumber,
    meaning: Meaning,
    reader: Reader,
    context: Context,
    found: Found,
) -> Said | None:
    """年末结转结余89.67万元, 项目资金结转6.17万元 behind a list of kinds of spending: the whole's, or the category's that it names, where it
    is all that this had, with or without what was carried in, less what it spent."""
    quantity = labelled.number.quantity
    named = first_term(labelled.clause, "meaning", "category") if meaning.category else None
    clause = labelled.clause.replace(named[1].group(), "", 1) if named else labelled.clause
    behind = words("meaning", "left", "behind").match(labelled.after) is not None
    bare = behind or (not meaning.stages and words("meaning", "left", "bare").search(clause) is not None)
    if quantity is None or not (bare or (meaning.stages == ("carried_out",) and not meaning.residue)):
        return None
    if (
        meaning.source
        or meaning.last_year
        or meaning.year not in (None, reader.fiscal_year)
        or labelled.depth
    ):
        return None
    named_category = meaning.category or (context.category if bare else _only_before(sentence, reader, found))
    category = reader.whole if named_category in (None, "total") else named_category
    own = [
        claim
        for claim in found.budget
        if (claim.category, claim.fund_source, claim.fact_year) == (category, "all", reader.fiscal_year)
    ]
    spent = {claim.amount.value for claim in own if claim.stage == "executed"}
    had = {claim.amount.value for claim in own if claim.stage in HAD}
    if category == reader.whole == "total" and not spent:
        spent = _spent_by_kinds(reader, found)
    if category == reader.whole:
        had |= {*context.incomes, *context.incomes_above}
        had |= {a + c.amount.value for a in had for c in own if c.stage == "carried_in"}
    left = quantity.value + _given_to_funds(sentence)
    proved = quantity.value > 0 and any(before - after == left for before in had for after in spent)
    return (named_category or "total", ("carried_out",), "all") if proved else None


def _only_before(sentence: Sentence, reader: Reader, found: Found) -> str | None:
    """项目预算调整为359万元，资金执行331.75万元。年末结转27.25万元: the one category of the sentence before, where no money of the whole is told."""
    if any(claim.category == reader.whole for claim in found.budget):
        return None
    near = {claim.category for claim in found.budget if claim.sentence == sentence.number - 1}
    return near.pop() if len(near) == 1 else None


def _given_to_funds(sentence: Sentence) -> Decimal:
    """结余分配提取专用基金312.6万元，年末结转和结余2502.21万元: what a sentence says was taken out of what is left."""
    gone = (n.number.quantity for n in sentence.numbers if reason_words("surplus").search(n.clause))
    return sum((quantity.value for quantity in gone if quantity is not None), Decimal(0))


def _spent_by_kinds(reader: Reader, found: Found) -> set[Decimal]:
    """What 基本支出 and 项目支出 come to where no sum of theirs is told, and each is told once."""
    kinds = [
        {
            claim.amount.value
            for claim in found.budget
            if (claim.category, claim.stage, claim.fund_source, claim.fact_year)
            == (kind, "executed", "all", reader.fiscal_year)
        }
        for kind in ("basic", "project")
    ]
    return (
        {sum((min(kind) for kind in kinds), Decimal(0))} if all(len(kind) == 1 for kind in kinds) else set()
    )
