"""Corrections: numbers that the report itself takes back: 项目支出405万元（原报告误写为450万元，实为405万元）.

Belongs here: which of a number and its corrections stands, before anybody reads what they mean. Does not belong here: figures that a
sentence or cell of its own takes back (taken_back), wording (lexicon/corrections.toml), what people correct in review.

The number before the bracket stands where every correction gives that same value; where they differ, all of them wait for
a person: whether the text was mended or only the remark was added, it does not say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipelines.extract.found import Found
from pipelines.extract.meaning import words
from pipelines.extract.prose.lists import add_up
from pipelines.extract.prose.sentences import LabelledNumber, Sentence
from pipelines.model.claims import BudgetClaim
from pipelines.model.document import Span
from pipelines.model.problem import Problem

KIND = "corrected_in_text"


def without_corrected(sentence: Sentence, found: Found) -> Sentence:
    """The sentence without numbers that it takes back itself, and without those of which it is open."""
    if not words("corrections", "speaks", "says").search(sentence.flow.text):
        return sentence
    kept: list[LabelledNumber] = []
    numbers = [n for n in sentence.numbers if n.number.quantity is not None]
    taken: set[int] = set()
    aside = list(sentence.set_aside)
    for place, labelled in enumerate(numbers):
        remark = _remark(sentence, labelled)
        if remark is None or labelled.number.start in taken:
            continue
        inside = [n for n in numbers[place + 1 :] if n.number.end <= remark]
        taken |= {n.number.start for n in inside}
        if not (_confirms(labelled, inside) or _is_made_up(sentence, labelled, inside, remark)):
            taken.add(labelled.number.start)
            aside.append(labelled.number.start)
            found.problems.append(_open(sentence, labelled, remark))
    for labelled in sentence.numbers:
        if labelled.number.start in taken:
            found.ignore(sentence.number_span(labelled), "corrected")
            continue
        behind = words("corrections", "remark", "opens").match(labelled.after)
        kept.append(replace(labelled, after="") if behind else labelled)
    return replace(sentence, numbers=tuple(kept), set_aside=tuple(aside))


def _remark(sentence: Sentence, labelled: LabelledNumber) -> int | None:
    """Where the remark right behind a number ends that says it was mended or is to be; None where there is none."""
    text, start = sentence.flow.text, labelled.number.end
    bracket = words("corrections", "remark", "bracket").match(text, start)
    if bracket is not None:
        return bracket.end() if words("corrections", "speaks", "says").search(bracket.group()) else None
    clause = words("corrections", "remark", "clause").match(text, start)
    return clause.end() if clause is not None else None


def _confirms(labelled: LabelledNumber, inside: Sequence[LabelledNumber]) -> bool:
    """Whether the corrections beside a number give its own value, and what they take back is another one."""
    own = labelled.number.quantity
    assert own is not None
    right = [n for n in inside if words("corrections", "speaks", "right").search(n.clause)]
    wrong = [n for n in inside if n not in right]
    if any(n.number.quantity and n.number.quantity.value != own.value for n in right):
        return False
    told_wrong = [n for n in wrong if words("corrections", "speaks", "wrong").search(n.clause)]
    taken_back = all(n.number.quantity and n.number.quantity.value != own.value for n in told_wrong)
    return bool(right or told_wrong) and taken_back


def _is_made_up(
    sentence: Sentence, labelled: LabelledNumber, inside: Sequence[LabelledNumber], remark: int
) -> bool:
    """全年支出613.85万元（快报曾填612.40万元，决算时已更正）。其中人员经费…，公用经费…，项目支出…: kinds of spending behind the remark make up the
    number before it, and none of those in it."""
    behind = [n for n in sentence.numbers if n.number.start >= remark]
    amounts = [n.number.quantity for n in (labelled, *inside)]
    wholes = [
        BudgetClaim("total", "executed", "all", None, amount, (), sentence.number, ())
        for amount in amounts
        if amount
    ]
    return [add_up(whole, (*behind, *sentence.upcoming), ()) for whole in wholes] == [
        True,
        *[False] * len(inside),
    ]


def _open(sentence: Sentence, labelled: LabelledNumber, end: int) -> Problem:
    quote = f"{labelled.clause}{sentence.flow.text[labelled.number.start : end]}"
    start = sentence.quote_span(labelled).start
    return Problem(
        KIND,
        f"“{quote}”：原文自己更正了这个数，以哪个为准没有写明，都未入库，请核对原文",
        f"'{quote}': the text itself takes this number back; which of them holds is not said, none was stored",
        Span(start, sentence.span(labelled.number.start, end).end),
    )
