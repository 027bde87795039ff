"""List items: a run of statements cut at its numbers, and nowhere else.

Belongs here: 1.…；2.…  （一）…  一是…；二是…  first，second …, in one paragraph or over several. Does not belong here:
what an item means.

A number opens an item only where it is the next of its row and stands at the start of a paragraph or after the end of
a clause; so 2017年, 第八期, 2.82万元 and 5% never do.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from pipelines.model.flow import Flow
from pipelines.model.frozen import dataclass

_CHINESE = (
    "一",
    "二",
    "三",
    "四",
    "五",
    "六",
    "七",
    "八",
    "九",
    "十",
    "十一",
    "十二",
    "十三",
    "十四",
    "十五",
)
_CLAUSE_ENDS = "。;；！？:：!?"
_QUOTES = '”’"」』)'


@dataclass(frozen=True, slots=True)
class Item:
    """An item without its number. ``more``: the unnumbered paragraphs that follow it."""

    text: Flow
    more: tuple[Flow, ...]


def split_items(paragraphs: Sequence[Flow]) -> tuple[Item, ...]:
    """The items of the first numbered list; () where there is none. Paragraphs before it are left out."""
    folded = [Flow.alone(flow.text).folded() for flow in paragraphs]
    best: list[_Mark] = []
    for style in _STYLES:
        marks = _marks(folded, style)
        if marks and (not best or marks[0].place < best[0].place):
            best = marks
    return tuple(_items(paragraphs, folded, best)) if best else ()


@dataclass(frozen=True, slots=True)
class _Mark:
    """A number: its (paragraph, start) and the end of it in folded text."""

    place: tuple[int, int]
    end: int


@lru_cache(maxsize=1024)
def _number(style: str, count: int) -> re.Pattern[str] | None:
    chinese = _CHINESE[count - 1] if count <= len(_CHINESE) else None
    if style == "digits":
        return re.compile(rf"{count}(?:[.、](?!\d)|[.、](?=\d{{4}}年))")
    if style == "bracketed digits":
        return re.compile(rf"\({count}\)[、.]?|(?<![(\d]){count}\)")
    if style == "circled":
        return re.compile(chr(0x2460 + count - 1)) if count <= 20 else None
    if chinese is None:
        return None
    patterns = {
        "chinese": rf"{chinese}、",
        "bracketed chinese": rf"\({chinese}\)、?",
        "firstly": rf"{chinese}(?:是|为|要)",
        "ordinal": rf"第{chinese}[,，、]",
    }
    return re.compile(patterns[style])


_STYLES = ("digits", "bracketed digits", "circled", "chinese", "bracketed chinese", "firstly", "ordinal")


def _marks(folded: Sequence[Flow], style: str) -> list[_Mark]:
    """The numbers 1, 2, 3 … of one style in reading order; the row ends where the next is not found."""
    marks: list[_Mark] = []
    at, start = 0, 0
    while (pattern := _number(style, len(marks) + 1)) is not None:
        found = next(
            (
                (place, match)
                for place in range(at, len(folded))
                for match in pattern.finditer(folded[place].text, start if place == at else 0)
                if _opens(folded[place].text, match.start())
            ),
            None,
        )
        if found is None:
            break
        at, match = found
        start = match.end()
        marks.append(_Mark((at, match.start()), match.end()))
    return marks


def _opens(text: str, start: int) -> bool:
    while start and text[start - 1] in _QUOTES:
        start -= 1
    return start == 0 or text[start - 1] in _CLAUSE_ENDS


def _items(paragraphs: Sequence[Flow], folded: Sequence[Flow], marks: Sequence[_Mark]) -> list[Item]:
    items: list[Item] = []
    for mark, following in zip(marks, (*marks[1:], None), strict=True):
        place = mark.place[0]
        last = following.place[0] if following else len(paragraphs)
        flow, places = paragraphs[place], folded[place]
        begin = places.offsets[mark.end] if mark.end < len(places.text) else len(flow.text)
        end = places.offsets[following.place[1]] if following and last == place else len(flow.text)
        more = tuple(paragraphs[place + 1 : last])
        items.append(Item(trimmed(flow.part(begin, end)), more))
    return items


def trimmed(flow: Flow) -> Flow:
    """Without white space at either end."""
    left = len(flow.text) - len(flow.text.lstrip())
    return flow.part(left, len(flow.text.rstrip())) if flow.text.strip() else flow.part(0, 0)
