"""Own names: whether a printed name is that of the reporting unit, or of another one.

Belongs here: short forms of the unit's own name, and names of institutions that begin with it (乌帕尔镇卫生院 is none of 乌帕尔镇). Does
not belong here: where such names stand (frames, tables.foreign), wording (lexicon/frames.toml, group unit).
"""

from __future__ import annotations

import re
from functools import cache

from pipelines.extract.prose.staff_scope import shortens_own_name
from pipelines.lexicon import load

SHORTEST_NAME = 3


def is_own_name(name: str, names: tuple[str, ...]) -> bool:
    """Whether the name of an institution is the reporting unit's own, or a short form of it."""
    bare = name.lstrip("县市区旗我本")
    names = tuple(own for own in names if own not in own_words())
    if any(calls_itself(bare, own) or (name[:1] in "我本" and own.endswith(bare)) for own in names):
        return True  # 我中心 in the report of a 疾病预防控制中心
    if len(bare) < SHORTEST_NAME and len(name) >= SHORTEST_NAME:
        bare = name
    holds = any(own in name and not names_below().match(name.partition(own)[2]) for own in names)
    return holds or any(bare in own for own in names) or shortens_own_name(bare, names)


def last_alone(name: str, told: str) -> int:
    """Where a name of the unit stands last, not as the head of another: 乌帕尔镇卫生院 is none of 乌帕尔镇."""
    place = told.rfind(name)
    while place >= 0 and names_below().match(told, place + len(name)):
        place = told.rfind(name, 0, place)
    return place


@cache
def names_below() -> re.Pattern[str]:
    """What makes of the name of a unit that of an institution below it."""
    said = load("frames")["unit"]
    return re.compile(f"{said['below_own']}{said['institution']}")


def own_words() -> tuple[str, ...]:
    """What units of some kinds call themselves: 学校, 公司, 街道."""
    return tuple(load("frames")["unit"]["calls_itself"])


def calls_itself(word: str, name: str) -> bool:
    """Whether the unit of this name calls itself so: 学校 for a 中学, 公司 for a company."""
    ends = load("frames")["unit"]["calls_itself"].get(word)
    return ends is not None and re.search(ends, name) is not None
