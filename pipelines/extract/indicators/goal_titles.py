"""Titles of goals: what 预期目标, 实际完成情况 and 年度总体目标 of a form head.

Belongs here: titles by their words alone (lexicon/goals.toml). Does not belong here: the cells that they head (goal_tables).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from pipelines.lexicon import load

_BRACKETS = re.compile(r"\([^()]*\)")
ROW_NUMBER = re.compile(r"^[一二三四五六七八九十]{1,2}、")


@cache
def titles_of(group: str, name: str) -> frozenset[str]:
    """The titles of this name in a group of lexicon/goals.toml (fields, rows)."""
    return frozenset(load("goals")[group][name])


@lru_cache(maxsize=4096)
def bare_title(text: str) -> str:
    """A folded title without what stands in brackets, its number in the form and its colon."""
    return ROW_NUMBER.sub("", (_BRACKETS.sub("", text) if "(" in text else text).strip(":"))


@lru_cache(maxsize=4096)
def title_kind(title: str) -> str | None:
    """Whether a title (folded, without brackets) heads a goal (target), an adjusted goal or a result."""
    listed = _listed_titles()
    if title in listed:
        return listed[title]
    return next((kind for kind, like in _title_patterns() if like.fullmatch(title)), None)


def heads_goal(title: str) -> bool:
    """Whether a title (folded, without brackets) heads a goal that stands right behind it."""
    return title_kind(title) == "target" or beside_kind(title) == "target"


def beside_kind(title: str) -> str | None:
    """What a title heads beside whose text nothing else stands: a goal, else a result; None for any other title."""
    return _beside_titles().get(title)


@cache
def _listed_titles() -> dict[str, str | None]:
    """The titles of fields, each with what it heads; None where that is neither goal nor result."""
    heads = {
        "adjusted": "adjusted",
        "target": "target",
        "result": "result",
        "groups": None,
        "other_titles": None,
    }
    listed: dict[str, str | None] = {}
    for name, kind in heads.items():
        for title in titles_of("fields", name):
            listed.setdefault(title, kind)
    return listed


@cache
def _beside_titles() -> dict[str, str]:
    """The titles beside whose text nothing else stands, each with what it heads: a goal, else a result."""
    return {title: kind for kind in ("result", "target") for title in titles_of("fields", f"beside_{kind}")}


@cache
def _title_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((kind, re.compile(load("goals")["fields"][f"{kind}_like"])) for kind in ("target", "result"))


def is_goal_title(text: str) -> bool:
    """Whether a text heads a field of goals, or another field of such a form."""
    title = bare_title(text)
    return (
        any(title in titles_of("fields", name) for name in ("groups", "other_titles"))
        or title_kind(title) is not None
    )
