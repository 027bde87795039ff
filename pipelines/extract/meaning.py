"""Meaning: what a label says, by the lexicon alone.

Belongs here: matching the patterns of lexicon/meaning.toml. Does not belong here: context, inheritance, tables.
One interpreter serves prose and tables alike; a new wording is a row of the lexicon.

A label that names two things at once (人员经费和公用经费共100万元) is the label of neither: the words of the second stay
in the residue, and a label with a residue is never claimed.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Any

from pipelines.lexicon import load
from pipelines.model.frozen import dataclass
from pipelines.model.patterns import any_of

YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年")
GAP = "\x00"
OWN_LEVEL = "本级财政"
COUNTY_LEVEL = "县级财政"
COUNTY_SIGNS = "县区市旗"
SHORTEST_BARE = 3
"""A name without its county has at least so many characters: 医院 may be any."""
REACH = 120  # words farther from a number than this say nothing of its sort
BEGINS = re.compile("年初")
MODIFIER = "initial"  # 年初预算到位资金 is what arrived: the budget is only named


@dataclass(frozen=True, slots=True)
class Term:
    """A code of the data contract with the pattern of its wordings."""

    code: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Hit:
    """A wording of a code, found at ``[start:end)``."""

    code: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a label names; None where it does not. ``residue`` is what neither terms nor filler words explain.

    ``stages``: all of them where one number stands for several (预算数、决算数均为); else the one or none.
    ``unsaid``: a budget is named, but not which. ``stage_leads``: the stage stands before the category, so it may head a list (年初预算：人员经费…，公用经费…).
    """

    category: str | None
    stage: str | None
    source: str | None
    rate: str | None
    year: int | None
    last_year: bool
    this_year: bool
    residue: str
    stages: tuple[str, ...] = ()
    stage_leads: bool = False
    two_sources: bool = False
    unsaid: bool = False


@cache
def terms(lexicon: str, group: str) -> tuple[Term, ...]:
    """The entries of one group in order; the first that matches wins."""
    return tuple(Term(row["code"], any_of(row["says"])) for row in load(lexicon)[group])


@cache
def _any_term(group: str) -> re.Pattern[str]:
    """The wordings of all entries of a group: most labels hold none of them."""
    return any_of(f"(?:{term.pattern.pattern})" for term in terms("meaning", group))


@cache
def words(lexicon: str, *keys: str) -> re.Pattern[str]:
    """One pattern of all wordings under a path of keys."""
    node: Any = load(lexicon)
    for key in keys:
        node = node[key]
    return any_of(sorted(node, key=len, reverse=True))


@dataclass(frozen=True, slots=True)
class _Sort:
    """A row of the sorts: what stands before or after such a number, and what stands before it where it is none."""

    code: str
    before: re.Pattern[str] | None
    after: re.Pattern[str] | None
    unless: re.Pattern[str] | None


@cache
def _sorts() -> tuple[_Sort, ...]:
    def compiled(row: dict[str, Any], key: str) -> re.Pattern[str] | None:
        return any_of(row[key]) if row.get(key) else None

    return tuple(
        _Sort(row["code"], *(compiled(row, key) for key in ("before", "after", "unless")))
        for row in load("meaning")["sort"]
    )


@cache
def _parts_of() -> dict[str, frozenset[str]]:
    return {row["code"]: frozenset(row.get("parts", ())) for row in load("meaning")["category"]}


def is_part(category: str, of: str) -> bool:
    """Whether money of ``category`` may be counted inside ``of``: 人员经费 in 基本支出, never in 项目支出."""
    return category == of or category in _parts_of()[of]


def first_term(text: str, lexicon: str, group: str) -> tuple[str, re.Match[str]] | None:
    """Code and match of the first entry of a group that occurs in ``text``."""
    for term in terms(lexicon, group):
        match = term.pattern.search(text)
        if match:
            return term.code, match
    return None


def sort_of_number(before: str, after: str) -> str | None:
    """The sort of a number that is no level (change, share, standard, threshold, deduction …), else None."""
    return _sort_between(before[-REACH:], after)


@lru_cache(maxsize=4096)
def _sort_between(before: str, after: str) -> str | None:
    """The sort by the near words: each reader of a sentence asks for it, and each cell of a row."""
    for sort in _sorts():
        told = (sort.before and sort.before.search(before)) or (sort.after and sort.after.search(after))
        if told and not (sort.unless and sort.unless.search(before)):
            return sort.code
    return None


def unexplained_words(text: str, names: tuple[str, ...], *lexicons: str) -> str:
    """What is left of ``text`` after the report's own names and the filler words of the lexicons."""
    text = without_names(text, names)
    for lexicon in lexicons:
        text = words(lexicon, "filler", "says").sub(GAP, text)
    return text.replace(GAP, "")


def understand(label: str, names: tuple[str, ...] = ()) -> Meaning:
    """What a folded label names. ``names``: the report's own unit and county, which explain themselves."""
    if OWN_LEVEL in label:
        label = _own_level(names[:1]).sub(COUNTY_LEVEL, label)
    return _meaning_of(without_names(label, names))


@lru_cache(maxsize=64)
def _own_level(unit: tuple[str, ...]) -> re.Pattern[str]:
    """Where 本级财政资金 stands for money of the county: in the report of a unit of one."""
    of_county = any(map(words("meaning", "header", "of_county").search, unit))
    return re.compile(
        rf"(?:^|(?<=[,，、:;])){OWN_LEVEL}(?=资金|拨款|配套|安排|预算)" if of_county else r"(?!)"
    )


def without_names(text: str, names: tuple[str, ...]) -> str:
    """``text`` with a gap where one of the names stands, the province and county that may be printed before it included."""
    for name in _longest_first(names):
        text = text.replace(name, GAP)
    text = _without_county(names).sub(GAP, text)
    return words("meaning", "own_place", "says").sub("", text) if GAP in text else text


@lru_cache(maxsize=256)
def _without_county(names: tuple[str, ...]) -> re.Pattern[str]:
    """2017年水务局 in the report of 渠县水务局: the unit's name without its county, where no other place stands before it."""
    bare = [name[1:] for name in names if len(name) > SHORTEST_BARE and name[0] in COUNTY_SIGNS]
    return re.compile(rf"(?:^|(?<=[年度,，;、:(]))(?:{'|'.join(map(re.escape, bare))})" if bare else r"(?!)")


@lru_cache(maxsize=256)
def _longest_first(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(names, key=len, reverse=True))


@lru_cache(maxsize=8192)
def _meaning_of(text: str) -> Meaning:
    """What a label names whose own names are gaps: the same words in a thousand reports."""
    hits = {group: _hits(text, group) for group in ("rate", "category", "stage", "source")}
    categories, too_many = _one_category(text, hits["category"])
    is_due = bool(words("meaning", "unsaid", "due").search(text))
    stages, two_stages = _stages(text, [] if is_due else hits["stage"])
    sources, two_sources = _one_unless_joined(text, hits["source"])
    kept = [*hits["rate"], *categories, *stages, *sources]
    doubt = [*too_many, *two_stages, *two_sources]
    left = _uncovered(text, [*kept, *hits["stage"]], doubt)
    left = words("meaning", "year", "last").sub(GAP, left)
    residue = unexplained_words(left, (), "meaning") + "".join(text[h.start : h.end] for h in doubt)
    years = list(dict.fromkeys(YEAR.findall(text)))
    if len(years) > 1:
        residue += "".join(years)
    category, stage = (found[0] if found else None for found in (categories, stages))
    return Meaning(
        category=category.code if category else None,
        stage=stage.code if stage else None,
        source=sources[0].code if sources else None,
        rate=hits["rate"][0].code if hits["rate"] else None,
        year=int(years[-1]) if years else None,
        last_year=bool(words("meaning", "year", "last").search(text)),
        this_year=bool(words("meaning", "year", "this").search(text)),
        residue=residue,
        stages=tuple(hit.code for hit in stages),
        stage_leads=bool(category and stage and stage.start < category.start),
        two_sources=bool(two_sources),
        unsaid=not stages and bool(words("meaning", "unsaid", "says").search(left)),
    )


def _hits(text: str, group: str) -> list[Hit]:
    """All wordings of a group, the entries in order; a word taken by an earlier entry is not read again."""
    found: list[Hit] = []
    if not _any_term(group).search(text):
        return found
    for term in terms("meaning", group):
        for match in term.pattern.finditer(text):
            if match.group() and not any(h.start < match.end() and match.start() < h.end for h in found):
                found.append(Hit(term.code, match.start(), match.end()))
    return found


def _one_category(text: str, hits: list[Hit]) -> tuple[list[Hit], list[Hit]]:
    """The category that is meant, and the words that make it doubtful: parts of a whole are named after the whole."""
    codes = list(dict.fromkeys(hit.code for hit in hits))
    if len(codes) < 2:
        return hits, []
    meant = hits[0]
    wholes = [hit for hit in hits if hit.code != meant.code]
    if all(is_part(meant.code, of=hit.code) and not _joined(text, meant, hit) for hit in wholes):
        return hits, []
    return [hit for hit in hits if hit.code == meant.code], wholes


def _stages(text: str, hits: list[Hit]) -> tuple[list[Hit], list[Hit]]:
    """The stages that are meant: several only where 均 says that one number stands for each of them.

    年初预算(全年预算), 年初(调整)预算: one of the two, and which is not said.
    """
    others = [
        hit
        for hit in hits[1:]
        if hit.code != hits[0].code
        and (hit.code != MODIFIER or _joined(text, hits[0], hit) or _called_both(text, hits[0], hit))
    ]
    if not others:
        return hits[:1], []
    if all(_joined(text, hits[0], hit) for hit in others) and words("meaning", "each", "says").search(text):
        return [hits[0], *others], []
    return hits[:1], others


def _one_unless_joined(text: str, hits: list[Hit]) -> tuple[list[Hit], list[Hit]]:
    others = [hit for hit in hits[1:] if hit.code != hits[0].code and _joined(text, hits[0], hit)]
    return ([hit for hit in hits if hit not in others], others)


def _joined(text: str, one: Hit, other: Hit) -> bool:
    """Whether 和 、 及 or the like stands between two wordings."""
    first, second = sorted((one, other), key=lambda hit: hit.start)
    return bool(words("meaning", "joiner", "says").search(text[first.end : second.start]))


def _called_both(text: str, one: Hit, other: Hit) -> bool:
    """Whether a bracket stands between the words of the adjusted and of the initial budget, and nothing else; 预算安排(调整后) says which."""
    first, second = sorted((one, other), key=lambda hit: hit.start)
    begins = BEGINS.search(text, other.start, other.end) is not None
    return one.code == "adjusted" and begins and text[first.end : second.start].strip("数") == "("


def _uncovered(text: str, kept: list[Hit], doubt: list[Hit]) -> str:
    covered = [False] * len(text)
    for hit in kept:
        if hit not in doubt:
            covered[hit.start : hit.end] = [True] * (hit.end - hit.start)
    return "".join(GAP if done else character for character, done in zip(text, covered, strict=True))
