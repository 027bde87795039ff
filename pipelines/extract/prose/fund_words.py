"""Fund words: what a clause of a project's report says of the project's own money, and that it says nothing else.

Belongs here: taking the fund's names, source and stage out of a clause until no word is left. Does not belong here: which
numbers are claimed (fund_money), wording (lexicon/fund.toml).
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from pipelines.lexicon import load
from pipelines.model.flow import fold
from pipelines.model.frozen import dataclass

GAP = "\x00"
PLACE = re.compile(
    r"(?<![^\u4e00-\u9fff])[\u4e00-\u9fff]{1,8}?(?:自治[县州旗]|[县区旗市州盟])(?=[\u4e00-\u9fff]{2})"
)


@dataclass(frozen=True, slots=True)
class FundClause:
    """What a clause says of the fund. ``source`` is ``all`` where none is named."""

    stage: str | None
    source: str
    given_out: bool


def read_clause(clause: str, names: tuple[str, ...]) -> FundClause | None:
    """What a folded clause says of the fund; None where a word is left over, or two stages or sources are named."""
    text, sources = _taken(without_fund(clause, names), "source")
    given = bool(_pattern("given_out", "says").search(text))
    text = _pattern("given_out", "says").sub(GAP, text)
    text, stages = _taken(text, "stage")
    text = _pattern("neutral", "says").sub("", text).replace(GAP, "")
    if text or len(stages) > 1 or (stages and given):
        return None
    source = next(iter(sources)) if len(sources) == 1 else "all"
    return FundClause(next(iter(stages), None), source, given)


def names_source(clause: str, names: tuple[str, ...]) -> bool:
    """Whether a clause calls the fund by its name and says which level or whose own money it is of, whatever else it says."""
    return names_fund(clause, names) and bool(_taken(clause, "source")[1])


def names_fund(clause: str, names: tuple[str, ...]) -> bool:
    """Whether a clause calls the fund by its name."""
    return any(_heart_in(clause, _heart(name))[1] for name in names)


def own_words(names: tuple[str, ...]) -> tuple[str, ...]:
    """The report's own names as they stand in folded text, and the places that its unit is named after."""
    folded = tuple("".join(fold(name).split()) for name in names)
    places = (place for name in folded for place in PLACE.findall(name))
    return tuple(dict.fromkeys((*folded, *places)))


def says_spent(clause: str) -> bool:
    """Whether a clause calls its amount spent or given out, and names no other stage."""
    text = _pattern("given_out", "says").sub("", clause)
    _, stages = _taken(text, "stage")
    return set(stages) == {"executed"} or (text != clause and not stages)


def source_of(clause: str, stage: str) -> str | None:
    """The one source that a clause names, where it names no other stage than ``stage``."""
    text, sources = _taken(clause, "source")
    _, stages = _taken(text, "stage")
    return next(iter(sources)) if len(sources) == 1 and set(stages) <= {stage} else None


def without_fund(clause: str, names: tuple[str, ...]) -> str:
    """The clause without the report's own names and without the fund, by whichever part of its name it is called."""
    text = clause
    for name in sorted(names, key=len, reverse=True):
        text = text.replace(name, GAP)
    for name in names:
        start, end = _heart_in(text, _heart(name))
        if end:
            follows = re.compile(load("fund")["name"]["follows"]).match(text, end)
            text = f"{text[:start]}{GAP}{text[follows.end() if follows else end :]}"
    return text


@cache
def _heart(name: str) -> str:
    """The words of a fund's name that tell it from others: 困难群众救助 of 中央困难群众救助补助资金."""
    return re.sub("|".join(load("fund")["name"]["generic"]), "", name)


def _heart_in(text: str, heart: str) -> tuple[int, int]:
    """The longest stretch of the heart that stands in a text, if it is enough of it; (0, 0) where it is not."""
    rule = load("fund")["name"]
    enough = max(int(rule["shortest"]), round(len(heart) * float(rule["share"])))
    for length in range(len(heart), enough - 1, -1):
        for first in range(len(heart) - length + 1):
            place = text.find(heart[first : first + length])
            if place >= 0:
                return place, place + length
    return 0, 0


def _taken(text: str, group: str) -> tuple[str, dict[str, None]]:
    """The text without the words of a group, and the codes that they stand for."""
    codes: dict[str, None] = {}
    for code, pattern in _group(group):
        text, count = pattern.subn(GAP, text)
        if count:
            codes[code] = None
    return text, codes


@cache
def _group(group: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["code"], re.compile("|".join(row["says"]))) for row in load("fund")[group])


@cache
def _pattern(*keys: str) -> re.Pattern[str]:
    node: Any = load("fund")
    for key in keys:
        node = node[key]
    return re.compile("|".join(sorted(node, key=len, reverse=True)) if isinstance(node, list) else node)


def fund_pattern(*keys: str) -> re.Pattern[str]:
    """A pattern of lexicon/fund.toml."""
    return _pattern(*keys)
