"""A05: the name of another county, left in from the text that was copied.

Belongs here: telling a county that is out of place from one that has reason to be named. Does not belong here: names
(counties) and reasons (lexicon/strays.toml).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from pipelines.lexicon import load
from pipelines.quality.cases import Case, not_evaluable, passed
from pipelines.quality.text import ReportText, SectionText
from pipelines.quality.text_rules.counties import counties
from pipelines.quality.text_rules.excerpt import excerpt
from pipelines.quality.text_rules.finding import found

_HAN = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class _Words:
    innocent: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    unit: re.Pattern[str]


@cache
def _words() -> _Words:
    words = load("strays")["place"]
    innocent = "|".join(map(re.escape, words["innocent"]))
    return _Words(*map(re.compile, (innocent, words["before"], words["not_before"], words["unit"])))


def stray_place(
    report: ReportText, rows: Sequence[Mapping[str, Any]], params: Mapping[str, Any]
) -> Iterator[Case]:
    """``rows``: the code of the report's region. Several other counties in one sentence are a list, not a leftover."""
    codes = {row["region_code"] for row in rows if row["region_code"]}
    if len(codes) != 1:
        yield not_evaluable("no_unit")
        return
    if not report.sections:
        yield not_evaluable("no_sections")
        return
    code = codes.pop()
    own = counties().of_code(code)
    clean = True
    for section in report.sections:
        told: set[str] = set()
        for start, end, name in _strangers(section, code, own):
            if name in told:
                continue
            told.add(name)
            clean = False
            quote = excerpt(section.reading, start, end)
            yield found(report, section, start, end, quote=quote, observed=name, expected=report.county or "")
    if clean:
        yield passed()


def _strangers(section: SectionText, code: str, own: frozenset[str]) -> Iterator[tuple[int, int, str]]:
    folded = section.reading.folded
    named = [
        (start, end)
        for start, end in counties().mentions(folded)
        if not _at_home(folded[start:end], code, own)
    ]
    if not named:
        return
    text, words = section.reading.without_titles(), _words()
    for start, end in named:
        name = folded[start:end]
        if text[start:end] != name or words.after.match(text, end) or words.before.search(text[:start]):
            continue
        if any(longer.endswith(name) and text.startswith(longer, end - len(longer)) for longer in own):
            continue
        if (len(name) == 2 or name[-1] in "区市盟") and not _stands_alone(text, start, end):
            continue
        first, last = section.reading.sentence_around(start)
        others = {folded[s:e] for s, e in named if first <= s < last}
        if len(others) == 1 and not words.innocent.search(text, first, last):
            yield start, end, name


def _at_home(name: str, code: str, own: frozenset[str]) -> bool:
    """Its own name under any code, the county that became it (藁城市, 藁城区), the city that it belongs to, or one within
    the city that reports. A county led by its province belongs to any city of it."""
    if name in own or any(name[:-1] == mine[:-1] for mine in own):
        return True
    codes = counties().places[name]
    if any(
        c.endswith("00") and c[:2] == code[:2] for c in codes if c[2:4] in ("00", code[2:4]) or code[2] == "9"
    ):
        return True
    return code.endswith("00") and any(c[:4] == code[:4] for c in codes)


def _stands_alone(text: str, start: int, end: int) -> bool:
    """No longer word (信息县级, 中心城区) that it could be the end of: a mark before it, or a word that a place follows
    and a body of that place behind it; a district needs the body in any case."""
    has_body = _words().unit.match(text, end) is not None
    if start == 0 or not _HAN.match(text, start - 1):
        return has_body or text[end - 1] == "县"
    return has_body and text[start - 1] in load("strays")["place"]["leads"]
