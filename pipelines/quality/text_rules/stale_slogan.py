"""A08: a slogan whose time was over before the report's year.

Belongs here: looking for the phrases of lexicon/slogans.toml. Does not belong here: the phrases and their years.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pipelines.lexicon import load
from pipelines.quality.cases import Case, not_evaluable, passed
from pipelines.quality.text import ReportText
from pipelines.quality.text_rules.excerpt import excerpt
from pipelines.quality.text_rules.finding import found


def stale_slogan(
    report: ReportText, rows: Sequence[Mapping[str, Any]], params: Mapping[str, Any]
) -> Iterator[Case]:
    """A phrase is stale in every year after its ``until``; titles of documents may hold it for ever."""
    year = report.fiscal_year
    if year is None or not report.sections:
        yield not_evaluable("year_unknown" if year is None else "no_sections")
        return
    stale = [row for row in load("slogans")["slogan"] if row["until"] < year and row["says"] in report.folded]
    clean = True
    for section in report.sections if stale else ():
        text = section.reading.without_titles()
        for row in stale:
            start = text.find(row["says"])
            if start >= 0:
                clean = False
                end = start + len(row["says"])
                quote = excerpt(section.reading, start, end)
                yield found(
                    report, section, start, end, quote=quote, observed=row["says"], expected=row["until"]
                )
    if clean:
        yield passed()
