"""A04: a year of another time where the report's own period should stand.

Belongs here: judging a year that one of the phrases of lexicon/strays.toml names. Does not belong here: the phrases.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from pipelines.lexicon import load
from pipelines.quality.cases import Case, not_evaluable, passed
from pipelines.quality.text import ReportText
from pipelines.quality.text_rules.excerpt import excerpt
from pipelines.quality.text_rules.finding import found

_SOME_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")


@cache
def _phrases() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Where a year speaks of the report's period, and the words that make its sentence innocent."""
    words = load("strays")["year"]
    return re.compile("|".join(words["says"])), re.compile("|".join(map(re.escape, words["innocent"])))


def stray_year(
    report: ReportText, rows: Sequence[Mapping[str, Any]], params: Mapping[str, Any]
) -> Iterator[Case]:
    """The year before and the year after are at home in every report; history and plans name years of their own."""
    year = report.fiscal_year
    if year is None or not report.sections:
        yield not_evaluable("year_unknown" if year is None else "no_sections")
        return
    near = {str(y) for y in (year - 1, year, year + 1)}
    says, innocent = _phrases()
    clean = True
    for section in report.sections:
        if set(_SOME_YEAR.findall(section.reading.folded)) <= near:
            continue
        text = section.reading.without_titles()
        for match in says.finditer(text):
            seen = next(g for g in match.groups() if g)
            first, last = section.reading.sentence_around(match.start())
            if seen in near or innocent.search(text, first, last):
                continue
            clean = False
            quote = excerpt(section.reading, *match.span())
            yield found(report, section, *match.span(), quote=quote, observed=seen, expected=year)
    if clean:
        yield passed()
