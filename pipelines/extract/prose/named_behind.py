"""Named behind: amounts whose name stands behind them, or that are called the sum of the two before.

Belongs here: 其余6491万元为项目支出, 人员经费、公用经费…，二者合计2304.93万元: giving such a number the label that it would bear. Does not belong
here: names behind an amount that has one before it (qualified), wording (lexicon/meaning.toml, group named_behind), what is claimed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.extract.meaning import understand, words
from pipelines.extract.prose.sentences import LabelledNumber

BASIC = "基本支出"
PAY_AND_RUNNING = {"personnel", "operating"}


def with_names(numbers: Sequence[LabelledNumber]) -> tuple[LabelledNumber, ...]:
    """The numbers of a sentence, those among them under the words that name them."""
    return tuple(
        _under(said, labelled) if (said := _name(numbers[max(0, place - 2) : place], labelled)) else labelled
        for place, labelled in enumerate(numbers)
    )


def _under(said: str, labelled: LabelledNumber) -> LabelledNumber:
    begins = labelled.number.start - len(labelled.clause)
    return replace(labelled, label=f"，{said}", clause=said, named_at=begins)


def _name(before: Sequence[LabelledNumber], labelled: LabelledNumber) -> str:
    """What an amount is called behind it, or by what it sums up of the two ``before``; empty where it has a name before it, or none."""
    if words("meaning", "named_behind", "rest").fullmatch(labelled.label):
        behind = words("meaning", "named_behind", "kind").match(labelled.after)
        return behind[1] if behind and before else ""
    if not words("meaning", "named_behind", "two").fullmatch(labelled.label) or len(before) < 2:
        return ""
    amounts = [n.number.quantity for n in (*before, labelled)]
    first, second, whole = (quantity.value if quantity else None for quantity in amounts)
    kinds = {understand(n.clause).category for n in before}
    if first is None or second is None or kinds != PAY_AND_RUNNING or before[-1].depth != labelled.depth:
        return ""
    return BASIC if first + second == whole else ""
