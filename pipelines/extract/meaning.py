"""Meaning: what a label says, by the lexicon alone.

Belongs here: matching the patterns of lexicon/meaning.toml. Does not belong here: context, inheritance, tables.
One interpreter serves prose and tables alike; a new wording is a row of the lexicon.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipelines.lexicon import load

YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})年")


@dataclass(frozen=True, slots=True)
class Term:
    """A code of the data contract with the pattern of its wordings."""

    code: str
    pattern: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a label names; None where it does not. ``residue`` is what neither terms nor filler words explain."""

    category: str | None
    stage: str | None
    source: str | None
    rate: str | None
    year: int | None
    last_year: bool
    residue: str


@cache
def terms(lexicon: str, group: str) -> tuple[Term, ...]:
    """The entries of one group in order; the first that matches wins."""
    return tuple(Term(row["code"], re.compile("|".join(row["says"]))) for row in load(lexicon)[group])


@cache
def _sorts() -> tuple[tuple[str, re.Pattern[str] | None, re.Pattern[str] | None], ...]:
    def compiled(row: dict[str, Any], key: str) -> re.Pattern[str] | None:
        return re.compile("|".join(row[key])) if row[key] else None

    return tuple(
        (row["code"], compiled(row, "before"), compiled(row, "after")) for row in load("meaning")["sort"]
    )


@cache
def _fillers() -> re.Pattern[str]:
    return re.compile("|".join(sorted(load("meaning")["filler"]["says"], key=len, reverse=True)))


@cache
def _last_year() -> re.Pattern[str]:
    return re.compile("|".join(load("meaning")["year"]["last"]))


def first_term(text: str, lexicon: str, group: str) -> tuple[str, re.Match[str]] | None:
    """Code and match of the first entry of a group that occurs in ``text``."""
    for term in terms(lexicon, group):
        match = term.pattern.search(text)
        if match:
            return term.code, match
    return None


def sort_of_number(before: str, after: str) -> str | None:
    """The sort of a number that is no level (change, share, standard, threshold, deduction), else None."""
    for code, left, right in _sorts():
        if (left and left.search(before)) or (right and right.search(after)):
            return code
    return None


def understand(label: str, names: tuple[str, ...] = ()) -> Meaning:
    """What a folded label names. ``names``: the report's own unit and county, which explain themselves."""
    found = {group: first_term(label, "meaning", group) for group in ("rate", "category", "stage", "source")}
    years = YEAR.findall(label)
    residue = label
    for name in sorted(names, key=len, reverse=True):
        residue = residue.replace(name, "")
    for hit in found.values():
        if hit:
            residue = residue.replace(hit[1].group(), "")
    residue = _last_year().sub("", residue)
    codes = {group: hit[0] if hit else None for group, hit in found.items()}
    return Meaning(
        category=codes["category"],
        stage=codes["stage"],
        source=codes["source"],
        rate=codes["rate"],
        year=int(years[-1]) if years else None,
        last_year=bool(_last_year().search(label)),
        residue=_fillers().sub("", residue),
    )
