"""Uncertain numbers: set aside before anybody reads what they mean, and told.

Belongs here: numbers cut by a wrap, ranges, round figures, words beside that say another value. Does not belong here: seeing that
a number is uncertain (numbers, sentences), numbers that the report takes back (corrections).
"""

from __future__ import annotations

from dataclasses import replace

from pipelines.extract.found import Found
from pipelines.extract.meaning import words
from pipelines.extract.prose.corrections import without_corrected
from pipelines.extract.prose.sentences import LabelledNumber, Sentence
from pipelines.model.problem import Problem

LEAD = 24
"""Characters before an uncertain number without words of its own that its problem shows."""
WHY = {
    "number_broken": (
        "数字可能被换行截断或书写有误",
        "the number may be cut by a line wrap or misprinted",
    ),
    "label_cut": (
        "前一段没有写完，数字前的文字可能被换行截断",
        "the paragraph before breaks off, so the words before the number may be cut",
    ),
    "number_words_differ": (
        "数字与旁边的大写金额不一致",
        "the amount in digits and the amount in words beside it differ",
    ),
}
INEXACT = "是约数、区间或正负不明的数", "a round figure, a range or a number of unclear sign"


def without_uncertain(sentence: Sentence, found: Found) -> Sentence:
    """Set aside numbers whose value or label is not certain (cut by a wrap, a range, a round figure, or taken back), and those that say one again."""
    if not sentence.numbers:
        return sentence
    sentence = _without_rounded(sentence, found)
    kinds = [n.number.uncertain or ("label_cut" if sentence.cuts(n) else None) for n in sentence.numbers]
    for labelled, kind in zip(sentence.numbers, kinds, strict=True):
        if kind == "number_inexact" and words("accounting", "bands", "says").search(sentence.flow.text):
            found.ignore(sentence.number_span(labelled), "scoring_text")
        elif kind and labelled.number.end > labelled.number.digits_end:
            found.ignore(sentence.number_span(labelled), kind)
            found.problems.append(_uncertain(sentence, labelled, kind))
    told = list(zip(sentence.numbers, kinds, strict=True))
    kept = tuple([n for n, kind in told if kind is None])
    aside = tuple([n.number.start for n, kind in told if kind is not None])
    certain = replace(sentence, numbers=kept, set_aside=aside) if aside else sentence
    return without_corrected(certain, found)


def _without_rounded(sentence: Sentence, found: Found) -> Sentence:
    """The sentence without amounts that say the one right before them again to more or fewer digits: 61238.45万元（约6.12亿元）, 即6.12亿元,
    0.86万元（8600元）."""
    pairs = zip(sentence.numbers, sentence.numbers[1:], strict=False)
    rounded = {n.number.start: n for exact, n in pairs if _rounds(exact, n)}
    if not rounded:
        return sentence
    for labelled in rounded.values():
        found.ignore(sentence.number_span(labelled), "rounded_again")
    return replace(sentence, numbers=tuple(n for n in sentence.numbers if n.number.start not in rounded))


def _rounds(exact: LabelledNumber, labelled: LabelledNumber) -> bool:
    """Whether a number is the one before it to another digit."""
    if exact.number.uncertain or not words("accounting", "rounded", "says").fullmatch(labelled.label):
        return False
    before, after = exact.number.quantity, labelled.number.quantity
    if before is None or after is None or before.dimension is not after.dimension:
        return False
    return before.half_unit != after.half_unit and after.interval().meets(before.interval())


def _uncertain(sentence: Sentence, labelled: LabelledNumber, kind: str) -> Problem:
    number = labelled.number
    text = sentence.flow.text
    lead = labelled.clause if labelled.clause.strip() else text[max(0, number.start - LEAD) : number.start]
    quote = f"{lead}{text[number.start : number.end]}"
    why_zh, why_en = WHY.get(kind, INEXACT)
    return Problem(
        kind,
        f"“{quote}”：{why_zh}，未入库，请核对原文",
        f"'{quote}': {why_en}; it was not stored",
        sentence.quote_span(labelled),
    )
