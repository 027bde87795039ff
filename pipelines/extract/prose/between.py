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
from pipelines.extract.prose.spending import is_divided
from pipelines.extract.prose.whole import BRACKETS, is_whole_so_far, names_a_subject
from pipelines.model.quantity import Dimension

CLAUSE = re.compile(r"[,，;；、:()。]+")
AMOUNT = re.compile(r"\d[\d.,]*[万亿]?元")
ONE_AMOUNT = 2
"""What stands before and behind it."""
SHORTEST = 2
PARTS = (("carried_in",), ("adjustment",))


def is_of_another(
    amount: Amount, meaning: Meaning, context: Context, said: Said, year: int | None, reader: Reader
) -> bool:
    """Whether an amount that inherits its category is of something else: words between bring it up, or the figure that it would
    be stands before it with another value; or one that inherits its source (财政拨款支出1200万元；总支出1280万元)."""
    labelled, value = amount.labelled, amount.quantity.value
    if _is_of_the_part_before(amount, meaning, said, reader) or _sums_up_what_is_named(
        amount, meaning, context, said, reader
    ):
        return True
    if _is_of_the_sentence_before(amount, meaning, context, said, reader):
        return True
    if meaning.source or labelled.depth:
        return False
    category, stages, source = said
    before = [] if meaning.category else context.levels
    if source != "all":
        before = [*context.earlier, *context.levels]
    told = (c for c in before if (c.category, c.fund_source, c.fact_year) == (category, source, year))
    if any(claim.stage in stages and claim.amount.value != value for claim in told):
        return True
    if meaning.category or not context.levels:
        return False
    between = words("meaning", "remark", "says").sub("", labelled.label[: -len(labelled.clause) or None])
    return any(
        _brings_up(clause, category, reader.names) for clause in CLAUSE.split(BRACKETS.sub("", between))
    )


def _is_of_the_part_before(amount: Amount, meaning: Meaning, said: Said, reader: Reader) -> bool:
    """Whether a bare 实际支出 of no more follows money of one source, of last year or added: 其他收入50万元，支出48万元."""
    if meaning.category or meaning.source or said[2] != "all" or said[1] != ("executed",):
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
    if said[0] != "total":  # 上年结转项目资金120万元，当年执行100万元
        return told.category == said[0] and told.stages == ("carried_in",)
    is_part = told.category is None and told.stages in PARTS
    is_part |= words("meaning", "spent", "part_income").search(before[-1].clause) is not None
    return is_part or (told.category in (None, "total") and told.source not in (None, reader.only_source))


def _is_of_the_sentence_before(
    amount: Amount, meaning: Meaning, context: Context, said: Said, reader: Reader
) -> bool:
    """财政拨款收入500万元。实际支出480万元: whether a bare 支出 follows a sentence whose only amount is of one source, no whole told."""
    sentence, labelled = amount.sentence, amount.labelled
    if sentence.first or meaning.category or meaning.source or said[2] != "all" or said[1] != ("executed",):
        return False
    if not words("meaning", "spent", "no_more").search(labelled.label) or is_divided(labelled, sentence):
        return False
    told = [part for part in sentence.lead.split("。") if AMOUNT.search(part)]
    amounts = AMOUNT.split(told[-1]) if told and not context.earlier else []
    return len(amounts) == ONE_AMOUNT and understand(amounts[0], reader.names).source not in (
        None,
        "carry_over",
        reader.only_source,
    )


def _sums_up_what_is_named(
    amount: Amount, meaning: Meaning, context: Context, said: Said, reader: Reader
) -> bool:
    """三公经费较上年减少1.2万元，支出总额8.2万元: a sum that says of nothing itself is of what its sentence has named."""
    sentence, labelled = amount.sentence, amount.labelled
    if said[0] != "total" or meaning.category != "total" or labelled.depth or reader.whole == "project":
        return False
    if not words("meaning", "whole", "bare_total").search(labelled.clause) or is_divided(labelled, sentence):
        return False
    if context.levels:
        between = labelled.label[: -len(labelled.clause)].lstrip(",，;、")
        return names_a_subject(between, reader.names)
    return not (context.whole and is_whole_so_far(sentence, labelled, reader, False, False))


def _brings_up(clause: str, category: str, names: tuple[str, ...]) -> bool:
    """Whether words are left over of a clause that neither say when or why nor judge the money itself."""
    said = understand(words("meaning", "remark", "between").sub("", clause), names)
    own = said.category in (None, "total", category)
    return not own or len(words("meaning", "whole", "heading").sub("", said.residue)) >= SHORTEST
