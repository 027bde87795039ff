"""Cut-offs: up to which day the money of a sentence was counted, and whether that day ends the year of a figure.

Belongs here: 截至2025年3月，2024年度支出… (also what was spent after the year), 至今, 以来, 12月25日止, and sums of unknown years
(累计). Does not belong here: wording (lexicon/frames.toml, group cut_off), parts of the year that begin and end in it (meaning, year,
part), days of headcounts and balances (moments).

Only the end of the figure's own year makes a sum up to a day the year's; of every other day a person is told.
"""

from __future__ import annotations

import re
from functools import cache

from pipelines.extract.meaning import words
from pipelines.lexicon import load

OPENED = re.compile("(?:^|[。;])[^。;,，]{0,40}")
DATED = re.compile("截[至止][^,，;。]*")
SENTENCE_END = re.compile("[。;]")
UNTIL = re.compile("截[至止]")
ASIDE = re.compile(r"^\(([^()]*)\)")


def is_cut_off(before: str, after: str, year: int) -> bool:
    """Whether the words around a figure count it up to a day that does not end ``year``, the figure's own."""
    aside = ASIDE.match(after)
    return _last_is_other(before, year) or (aside is not None and _last_is_other(aside[1], year))


def opens_cut_off(lead: str, year: int) -> bool:
    """Whether a sentence before it opens with such a day, which none behind it takes back."""
    return any(_last_is_other(opened[0].lstrip("。;"), year) for opened in OPENED.finditer(lead))


def announces_cut_off(lead: str, year: int) -> bool:
    """Whether a sentence before it says nothing but such a day: 截至2025年3月底。2024年项目支出执行40万元."""
    return any(
        UNTIL.search(said) is not None
        and words("frames", "cut_off", "announcing").sub("", said) == ""
        and _last_is_other(said, year)
        for said in SENTENCE_END.split(lead)
    )


def is_all_cut_off(told: str, year: int) -> bool:
    """Whether a sentence says of all figures around up to which day they were counted: 以下数据截至2025年3月31日."""
    said = list(words("frames", "cut_off", "of_all").finditer(told))
    return bool(said) and _ends_year(year).match(told, said[-1].end()) is None


def is_of_unknown_years(clause: str, told: str) -> bool:
    """Whether 累计 stands before a figure, and nothing that is told but a day says of which year: money of several years may be meant."""
    return (
        words("frames", "cut_off", "summed").search(clause) is not None
        and words("frames", "cut_off", "year_named").search(DATED.sub("", told)) is None
    )


def _last_is_other(told: str, year: int) -> bool:
    """Whether the last day up to which something is told is not the end of the year."""
    other = False
    for until in words("frames", "cut_off", "until").finditer(told):
        other = _ends_year(year).match(told, until.end()) is None
    ends = [open_end.end() for open_end in words("frames", "cut_off", "open").finditer(told)]
    if ends:
        since = told[ends[-1] :]
        other = other or words("frames", "cut_off", "whole").search(since) is None
    return other


@cache
def _ends_year(year: int) -> re.Pattern[str]:
    """The end of a year as it is printed behind 截至; a year that is printed must be this one."""
    said = load("frames")["cut_off"]
    return re.compile(rf"(?:{year}|(?:{'|'.join(said['own_year'])})?)(?:{'|'.join(said['year_end'])})")
