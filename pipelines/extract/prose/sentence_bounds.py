"""Sentence bounds: where the sentences of a paragraph begin and end, and which of them is a title.

Belongs here: full stops, brackets, titles that open a paragraph. Does not belong here: what a title holds for (standing).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipelines.extract.meaning import YEAR, words
from pipelines.extract.outline.headings import marker

BOUND = re.compile(r"[(《〔)》〕。！？!?;]")
MONTHS = re.compile(r"(?:\d{1,2}月?[-—~至到])?\d{1,2}月(?:份|\d{1,2}日)?")
NOT_IN_TITLE = re.compile(r"[\d,，;]")
LONGEST_TITLE = 40


def sentence_bounds(text: str) -> Iterator[tuple[int, int]]:
    """Ends at 。！？； outside brackets, and behind a title; an unclosed bracket does not swallow the paragraph."""
    start, depth = _colon_title(text), 0
    if start:
        yield 0, start
    for bound in BOUND.finditer(text, start):
        character = bound.group()
        if character in "(《〔":
            depth += 1
        elif character in ")》〕":
            depth = max(0, depth - 1)
        elif depth == 0 or character == "。":
            yield start, bound.end()
            start, depth = bound.end(), 0
    if start < len(text):
        yield start, len(text)


def is_title(text: str) -> bool:
    """A numbered title without an amount of its own, alone or at the start of its paragraph."""
    if len(text) > LONGEST_TITLE or text.endswith(";"):
        return False
    number = marker(text)
    if number is None:
        return False
    words = YEAR.sub("", _without_months(text[number[1] :]))
    return not NOT_IN_TITLE.search(words)


def _colon_title(text: str) -> int:
    """Where a numbered title ends that its paragraph goes on behind: 1.资金安排及到位情况:年初…; 0 where there is none."""
    number = marker(text)
    title = words("meaning", "title", "colon").match(text, number[1]) if number is not None else None
    return title.end() if title and title.end() < len(text) else 0


def _without_months(title: str) -> str:
    """A title that ends in 情况 or a bracket without the part of the year that it is on: 1-10月收支情况, 执行情况(2024年12月)."""
    return MONTHS.sub("", title) if title.rstrip("。:;").endswith(("情况", "月)", "月份)")) else title
