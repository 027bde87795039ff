"""A12: numbers of headings that were lost, mostly those that Word counted itself, or that stand twice.

Belongs here: the order of numbers among headings. Does not belong here: which line is a heading (extract).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from pipelines.lexicon import load
from pipelines.quality.cases import Case, not_evaluable, passed
from pipelines.quality.rules import Outcome
from pipelines.quality.text import ReportText, SectionText, fold
from pipelines.quality.text_rules.parameters import takes

_DIGITS = {c: n for n, c in enumerate("一二三四五六七八九", start=1)}
_STYLES = (
    (1, re.compile(r"([一二三四五六七八九十]{1,3})[、.,]")),
    (2, re.compile(r"\(([一二三四五六七八九十]{1,3})\)")),
    (3, re.compile(r"(\d{1,2})[.、,](?!\d)")),
)
UNNUMBERED = frozenset({"preamble", "other", "appendix"})
_WRITTEN = ("", "{}、", "（{}）", "{}.")


@cache
def _levels() -> dict[str, tuple[int, bool]]:
    """Level of each kind of section, and whether it may stand without a number."""
    return {row["code"]: (row["level"], row.get("run_in", False)) for row in load("sections")["section"]}


@takes(least=int)
def numbering_lost(
    report: ReportText, rows: Sequence[Mapping[str, Any]], params: Mapping[str, Any]
) -> Iterator[Case]:
    """Only among headings that are numbered at all: where siblings have numbers and this one has none, or theirs again."""
    headed = [s for s in report.sections if s.heading]
    placed = [(s, *_number(s)) for s in headed]
    if sum(number > 0 for _, _, number in placed) < params["least"]:
        yield not_evaluable("no_numbering")
        return
    clean = True
    for index, (section, level, number) in enumerate(placed):
        before = _sibling(placed, range(index - 1, -1, -1), level)
        if number:
            wrong = before is not None and number == before and level < len(_STYLES)
            expected = number + 1
        else:
            level, expected = _lost(placed, index, level, before)
            wrong = expected > 0
        if wrong:
            clean = False
            written = _WRITTEN[level].format(_printed(expected, level))
            values = {"observed": section.heading, "expected": written}
            yield Case(Outcome.FAIL, subject=section.fact, values=values, facts=(section.fact,))
    if clean:
        yield passed()


def _number(section: SectionText) -> tuple[int, int]:
    """Level and number of a heading; number 0 where it has none."""
    heading = fold(section.heading)
    for level, style in _STYLES:
        if match := style.match(heading):
            printed = match[1]
            return level, int(printed) if printed.isdigit() else _counted(printed)
    return _levels().get(section.code, (0, True))[0], 0


def _lost(
    placed: Sequence[tuple[SectionText, int, int]], index: int, level: int, before: int | None
) -> tuple[int, int]:
    """Level and number that a heading without one should have; number 0 where it may well have none."""
    code = placed[index][0].code
    if code in UNNUMBERED:
        return level, 0
    ahead = range(index + 1, len(placed))
    after = _sibling(placed, ahead, level)
    if after is not None and after == (before or 0) + 2:
        return level, (before or 0) + 1
    first, next_first = _sibling(placed, range(index - 1, -1, -1), 1), _sibling(placed, ahead, 1)
    if first is not None and next_first == first + 2 and _is_alone(placed, index):
        return 1, first + 1
    closes = level > 1 and after is None and before and not _levels()[code][1]
    sound = next_first is None or next_first == (first or 0) + 1
    return level, before + 1 if closes and before and sound else 0


def _is_alone(placed: Sequence[tuple[SectionText, int, int]], index: int) -> bool:
    """Whether no other heading between the same two chapters lacks its number: else nobody knows which was the chapter."""
    chapters = [i for i, (_, level, number) in enumerate(placed) if level == 1 and number]
    start = max((i for i in chapters if i < index), default=-1)
    end = min((i for i in chapters if i > index), default=len(placed))
    return all(number for i, (_, _, number) in enumerate(placed[start + 1 : end], start + 1) if i != index)


def _sibling(placed: Sequence[tuple[SectionText, int, int]], way: range, level: int) -> int | None:
    """The nearest number of the same level that way, with no higher heading between."""
    for index in way:
        _, other, number = placed[index]
        if other < level and (number or other == 1):
            return None
        if other == level and number:
            return number
    return None


def _counted(printed: str) -> int:
    """十二 → 12, 二十 → 20."""
    tens, mark, ones = printed.rpartition("十")
    return (_DIGITS.get(tens, 1) * 10 if mark else 0) + _DIGITS.get(ones, 0)


def _printed(number: int, level: int) -> str:
    if level == len(_STYLES):
        return str(number)
    names = {n: c for c, n in _DIGITS.items()}
    tens, ones = divmod(number, 10)
    return ("" if tens == 0 else names[tens] * (tens > 1) + "十") + names.get(ones, "")
