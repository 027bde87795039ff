"""A02: one year in title, body and closing dates.

Belongs here: which mentions of a year bind the report. Does not belong here: wording (lexicon/doc_words.toml).

Years in 文号, in 《》, in comparisons and in history do not bind it: only the phrases of lexicon/doc_words.toml are looked
at, and a phrase speaks against the report only where it never names the report's own year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from pipelines.lexicon import load
from pipelines.quality.cases import Case, not_evaluable, passed
from pipelines.quality.rules import Outcome
from pipelines.quality.text import ReportText, SectionText
from pipelines.quality.text_rules.excerpt import excerpt
from pipelines.quality.text_rules.finding import found

TEXT, FIGURES = "text", "figures"


@cache
def _mentions() -> tuple[tuple[str, frozenset[str], tuple[re.Pattern[str], ...]], ...]:
    """Phrases each by itself: a pattern that begins with certain signs is found many times as fast as a choice of several."""
    return tuple(
        (row["name"], frozenset(row["parts"]), tuple(map(re.compile, row["says"])))
        for row in load("doc_words")["year_mention"]
    )


def year_consistent(
    report: ReportText, rows: Sequence[Mapping[str, Any]], params: Mapping[str, Any]
) -> Iterator[Case]:
    """``rows``: year and fact of the report's amounts."""
    year = report.fiscal_year
    if year is None:
        yield not_evaluable("year_unknown", TEXT)
        yield not_evaluable("year_unknown", FIGURES)
        return
    wrong = False
    mentioned = False
    for name, parts, patterns in _mentions():
        seen = [
            (int(match.group(1)), section, match)
            for section in report.sections
            if section.part in parts or section.code in parts
            for match in _in_order(patterns, section.reading.without_titles())
        ]
        mentioned |= bool(seen)
        if seen and all(y != year for y, _, _ in seen):
            wrong = True
            yield _contradiction(report, name, *seen[0])
    if not wrong:
        yield passed(TEXT) if mentioned else not_evaluable("no_mentions", TEXT)
    yield from () if wrong else _figures(year, rows)


def _in_order(patterns: Sequence[re.Pattern[str]], text: str) -> list[re.Match[str]]:
    found = [match for pattern in patterns for match in pattern.finditer(text)]
    return sorted(found, key=lambda match: match.start())


def _contradiction(
    report: ReportText, where: str, seen: int, section: SectionText, match: re.Match[str]
) -> Case:
    quote = excerpt(section.reading, *match.span())
    return found(
        report,
        section,
        *match.span(),
        TEXT,
        where=where,
        quote=quote,
        observed=seen,
        expected=report.fiscal_year,
    )


def _figures(year: int, rows: Sequence[Mapping[str, Any]]) -> Iterator[Case]:
    """Tables of several years are common: only figures of which none is of the report's year contradict it."""
    years = sorted({row["year"] for row in rows})
    if not years:
        yield not_evaluable("no_mentions", FIGURES)
    elif year in years:
        yield passed(FIGURES)
    else:
        values = {"where": "收支金额", "observed": "、".join(map(str, years)), "expected": year}
        yield Case(Outcome.FAIL, FIGURES, values=values, facts=tuple(sorted(row["fact"] for row in rows)))
