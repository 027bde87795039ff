"""Headings: what a heading means, whatever its number.

Belongs here: list and heading numbers, where a heading ends in its paragraph, and its likeness to the titles of
lexicon/sections.toml. Does not belong here: the text below a heading (sections).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from pipelines.lexicon import load
from pipelines.model.frozen import dataclass

LONGEST = 40
"""A longer text is a sentence, not a heading."""

_MARKERS = (
    r"第[一二三四五六七八九十]{1,3}部分[、.:]?",
    r"[一二三四五六七八九十]{1,3}[、.]",
    r"\([一二三四五六七八九十]{1,3}\)、?",
    r"\d{1,2}[.、](?!\d)",
    r"\(\d{1,2}\)、?|\d{1,2}\)",
    r"[①-⑳]",
)
"""Numbers of headings, the place of each is its level."""

_MARKER = re.compile("|".join(f"({says})" for says in _MARKERS))
_MAY_BE_NUMBERED = re.compile(r"[第一二三四五六七八九十(\d①-⑳]")
_TAIL_BRACKETS = re.compile(r"\([^()]*\)?$")
_YEAR = re.compile(r"\d{4}年(?:度)?")
_PAGE_NUMBER_AT_END = re.compile(r"(?:[.·…]{2,}|\d)$")
_HEAD_END = re.compile(r"[。:]")


@dataclass(frozen=True, slots=True)
class SectionKind:
    """A row of lexicon/sections.toml. ``part``: the mandatory part that it belongs to, None where it is in none.

    ``run_in``: without a number it may stand at the start of its paragraph (资产情况：截至…).
    """

    code: str
    name: str
    part: str | None
    mandatory: bool
    level: int
    run_in: bool


@dataclass(frozen=True, slots=True)
class Heading:
    """A recognised heading in folded text: it ends at ``end``, the text below it begins at ``body``.

    ``code`` is None for a numbered heading whose meaning is not known. ``level``: 0 第一部分 · 1 一、 · 2 （一） ·
    3 1. ; of a heading without a number the usual one. ``certain``: number or layout say that it is a heading.
    """

    code: str | None
    level: int
    certain: bool
    end: int
    body: int


@cache
def section_kinds() -> dict[str, SectionKind]:
    """All section codes in the order of a report."""
    return {
        row["code"]: SectionKind(
            row["code"],
            row["name"],
            row.get("part"),
            row.get("mandatory", False),
            row["level"],
            row.get("run_in", False),
        )
        for row in load("sections")["section"]
    }


@lru_cache(maxsize=256)
def marker(text: str) -> tuple[int, int] | None:
    """Level and length of the number at the start of folded text; None where there is none. Several who read a paragraph ask."""
    if not _MAY_BE_NUMBERED.match(text):
        return None
    found = _MARKER.match(text)
    return None if found is None or found.lastindex is None else (found.lastindex - 1, found.end())


@lru_cache(maxsize=4096)
def read_heading(text: str, is_heading: bool) -> Heading | None:
    """The heading with which the folded text of a paragraph begins.

    ``is_heading``: the file's layout says that it is one. A paragraph without a number counts only where its title is
    one of the lexicon's; a numbered one also where it resembles one. Anything else is None.
    """
    if _appendix().match(text):
        return Heading("appendix", 0, True, len(text), len(text)) if _is_title(text) else None
    number = marker(text)
    level, start = number if number else (None, 0)
    end, body = _extent(text, start)
    whole = body >= len(text)
    if not 0 < end - start <= LONGEST or (whole and _PAGE_NUMBER_AT_END.search(text)):
        return None
    code = _meaning(canonical(text[start:end]), resembling=level is not None or is_heading)
    if level is not None:
        return Heading(code, level, True, end, body) if code is not None or whole else None
    if code is None or not (whole or (text[end] == ":" and section_kinds()[code].run_in)):
        return None
    return Heading(code, section_kinds()[code].level, is_heading, end, body)


@lru_cache(maxsize=4096)
def canonical(title: str) -> str:
    """A title without what makes no difference: hints in brackets, years, filler words."""
    bare = title
    while "(" in bare and (shorter := _TAIL_BRACKETS.sub("", bare)) != bare and shorter:
        bare = shorter
    bare = _YEAR.sub("", bare).strip("。:;,，、. ")
    if not _noise().search(bare):
        return bare
    core = bare
    for word in load("sections")["noise"]:
        core = core.replace(word, "")
    return core or bare


@cache
def _noise() -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, load("sections")["noise"])))


def title_code(title: str) -> str | None:
    """The code of a canonical title that stands in the lexicon exactly so."""
    return _titles().get(title)


@cache
def _titles() -> dict[str, str]:
    titles: dict[str, str] = {}
    for row in load("sections")["section"]:
        for title in row["titles"]:
            titles.setdefault(canonical(title), row["code"])
    return titles


@cache
def _meaning(title: str, resembling: bool) -> str | None:
    titles = _titles()
    exact = titles.get(title)
    if exact is not None or not resembling or len(title) < 4:
        return exact
    best = process.extractOne(
        title, titles.keys(), scorer=fuzz.ratio, score_cutoff=load("sections")["likeness"]
    )
    return titles[best[0]] if best else None


def _extent(text: str, start: int) -> tuple[int, int]:
    """End of the title and start of the text run in after it."""
    stop = _HEAD_END.search(text, start)
    if stop is None:
        return len(text), len(text)
    return stop.start(), stop.end()


@cache
def _appendix() -> re.Pattern[str]:
    return re.compile(load("sections")["appendix"])


def _is_title(text: str) -> bool:
    return len(text) <= 2 * LONGEST and not text.endswith("。")
