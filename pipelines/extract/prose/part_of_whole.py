"""Parts of the whole: what stands above or before a figure says that it is of one named project, or of the 本级 of the department alone.

Belongs here: 「（二）低保项目执行情况」, 「（一）局机关本级」, 「我局本级2024年基本支出」. Does not belong here: other years and other units
(frames), titles of tables (tables.foreign), wording (lexicon/frames.toml, group part).
"""

from __future__ import annotations

from functools import cache

from pipelines.extract.meaning import GAP, YEAR, without_names, words
from pipelines.extract.outline.headings import marker
from pipelines.extract.prose.sentences import Sentence
from pipelines.extract.prose.standing import is_annex_title

SHORTEST_PROJECT = 2
SHORTEST_BARE = 4


def part_doubt(sentence: Sentence, before: str, names: tuple[str, ...]) -> str | None:
    """Whether the heading or the line above is on one named project, or on the 本级 of the department alone."""
    if is_annex_title(sentence.above):
        return "one_project"
    if words("frames", "part", "whole").search(before):
        return None
    if words("frames", "part", "said").search(before) and not is_own_level(names):
        return "own_level"
    for line in sentence.titles:
        if code := part_named(line, names):
            return code
    return None


def is_own_level(names: tuple[str, ...]) -> bool:
    """Whether the reporting unit is such a 本级 itself, or a town, which has no other."""
    return any(words("frames", "part", "of_level").search(name) for name in names)


@cache
def part_named(line: str, names: tuple[str, ...]) -> str | None:
    """``one_project`` for 低保项目执行情况, ``own_level`` for 局机关本级; None for the money of all projects and of the whole."""
    number = marker(line)
    title = without_names(line[number[1] :] if number else line, names).rstrip("。:;")
    titled = "".join(YEAR.sub("", words("frames", "part", "free").sub("", title)).split(GAP))
    project = words("frames", "part", "project").fullmatch(titled)
    if project is not None:
        named = words("frames", "part", "general").sub("", project["name"])
        return "one_project" if len(named) >= SHORTEST_PROJECT else None
    is_level = words("frames", "part", "level").fullmatch(titled)
    return "own_level" if is_level and not is_own_level(names) else None


def stands_below_a_thing(sentence: Sentence, before: str, names: tuple[str, ...]) -> bool:
    """Whether the heading or the line above names a thing that no word of reports is: 老旧小区改造, below which 项目资金 is its own."""
    if words("frames", "part", "whole").search(before):
        return False
    nearest = any(_names_a_thing(line, names) for line in (sentence.above, sentence.heading) if line)
    return nearest or any(_names_a_thing(line, names, SHORTEST_BARE) for line in sentence.upper)


@cache
def _names_a_thing(line: str, names: tuple[str, ...], shortest: int = SHORTEST_PROJECT) -> bool:
    """Whether words are left over of a line once those are taken away that headings of reports are made of."""
    number = marker(line)
    title = without_names(line[number[1] :] if number else line, names).rstrip("。:;")
    title = YEAR.sub("", "".join(title.split(GAP)))
    for group in (
        ("frames", "part", "general"),
        ("meaning", "whole", "heading"),
        ("frames", "part", "heading"),
    ):
        title = words(*group).sub("", title)
    return len(title) >= (shortest if number else SHORTEST_BARE)
