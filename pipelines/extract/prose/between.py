"""Between: a clause without figures that brings up something else, before an amount that names no category of its own.

Belongs here: 决算98万元，驻村帮扶扎实开展，决算11万元: 11万元 is not what 98万元 is. Does not belong here: clauses that name a category or a
kind of cost (labels), amounts without any figure before them (whole), wording (lexicon/meaning.toml, group remark).
"""

from __future__ import annotations

import re

from pipelines.extract.context import Context, Reader
from pipelines.extract.meaning import Meaning, understand, words
from pipelines.extract.prose.amount import Amount
from pipelines.extract.prose.placing import Said
from pipelines.extract.prose.whole import BRACKETS
from pipelines.model.quantity import Dimension

CLAUSE = re.compile(r"[,，;；、:()。]+")
SHORTEST = 2
PARTS = (("carried_in",), ("adjustment",))


def is_of_another(
    amount: Amount, meaning: Meaning, context: Context, said: Said, year: int | None, reader: Reader
) -> bool:
    """Whether an amount that inherits its category is of something else: words between bring it up, or the figure that it would
    be stands before it with another value."""
    labelled, value = amount.labelled, amount.quantity.value
    if _is_of_the_part_before(amount, meaning, said, reader):
        return True
    if meaning.category or meaning.source or labelled.depth or not context.levels:
        return False
    category, stages, source = said
    told = (c for c in context.levels if (c.category, c.fund_source, c.fact_year) == (category, source, year))
    if any(claim.stage in stages and claim.amount.value != value for claim in told):
        return True
    between = words("meaning", "remark", "says").sub("", labelled.label[: -len(labelled.clause) or None])
    return any(
        _brings_up(clause, category, reader.names) for clause in CLAUSE.split(BRACKETS.sub("", between))
    )


def _is_of_the_part_before(amount: Amount, meaning: Meaning, said: Said, reader: Reader) -> bool:
    """Whether a bare 实际支出 of no more follows money of one source, of last year or added: 其他收入50万元，支出48万元."""
    if (
        meaning.category
        or meaning.source
        or said[0] != "total"
        or said[2] != "all"
        or said[1] != ("executed",)
    ):
        return False
    depth = (
        amount.labelled.depth
    )  # 收入1215万元（其中财政拨款1200万元），支出1190万元: of the income before the bracket
    before = [
        n
        for n in amount.sentence.numbers
        if n.number.end <= amount.labelled.number.start and n.depth <= depth
    ]
    quantity = before[-1].number.quantity if before else None
    if (
        quantity is None
        or quantity.dimension is not Dimension.MONEY
        or quantity.value < amount.quantity.value
    ):
        return False
    told = understand(before[-1].clause, reader.names)
    is_part = told.category is None and told.stages in PARTS
    is_part |= words("meaning", "spent", "part_income").search(before[-1].clause) is not None
    return is_part or (told.category in (None, "total") and told.source not in (None, reader.only_source))


def _brings_up(clause: str, category: str, names: tuple[str, ...]) -> bool:
    """Whether words are left over of a clause that neither say when or why nor judge the money itself."""
    said = understand(words("meaning", "remark", "between").sub("", clause), names)
    own = said.category in (None, "total", category)
    return not own or len(words("meaning", "whole", "heading").sub("", said.residue)) >= SHORTEST
