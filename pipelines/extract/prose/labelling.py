"""Labelling: each number of a sentence with the words before and behind it.

Belongs here: which numbers carry words, and where those words begin and end. Does not belong here: what is a number and its unit
(extract/numbers), meaning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.extract.numbers import MAY_HOLD_NUMBER, PrintedNumber, printed_numbers
from pipelines.extract.prose.sentences import LabelledNumber
from pipelines.model.flow import Flow

CLAUSE_BOUND = re.compile(r"[(《〔“)》〕”，,；;。]")


def label_numbers(flow: Flow) -> Iterator[LabelledNumber]:
    """Each number of a sentence with a unit, and each number that might lack one, with its words."""
    text = flow.text
    if not MAY_HOLD_NUMBER.search(text):
        return
    numbers = list(printed_numbers(flow))
    carrying = [n for n in numbers if n.quantity is not None or n.uncertain or _may_lack_unit(text, n)]
    before = depth = 0
    for index, number in enumerate(carrying):
        label = text[before : number.start]
        limit = carrying[index + 1].start if index + 1 < len(carrying) else len(text)
        start = carrying[index - 1].start if index else 0
        depth += text.count("(", start, number.start) - text.count(")", start, number.start)
        yield LabelledNumber(label, _last_clause(label), text[number.end : limit], number, max(0, depth))
        before = number.end


def _may_lack_unit(text: str, number: PrintedNumber) -> bool:
    """A decimal number, or one at the end of a clause: the shape of an amount whose unit was left out."""
    following = text[number.end : number.end + 1]
    if following == ")" and number.text.isdigit() and text[number.start - 1 : number.start] == "(":
        return False  # (1) counts a list
    return (
        following in ("", "，", ",", "。", ";", ")", "万", "亿")
        and number.start > 0
        and text[number.start - 1] not in "第号〔-/.:"
    )


def _last_clause(label: str) -> str:
    """Words after the last comma outside brackets and quotation marks."""
    depth, start = 0, 0
    for bound in CLAUSE_BOUND.finditer(label):
        character = bound.group()
        if character in "(《〔“":
            depth += 1
        elif character in ")》〕”":
            depth = max(0, depth - 1)
        elif depth == 0:
            start = bound.end()
    return label[start:]
