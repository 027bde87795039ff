"""A10: an instruction of the form that was left in.

Belongs here: looking for the hints of lexicon/templates.toml. Does not belong here: the hints.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from pipelines.lexicon import load
from pipelines.quality.cases import Case, not_evaluable, passed
from pipelines.quality.rules import Outcome
from pipelines.quality.text import ReportText, fold
from pipelines.quality.text_rules.finding import found


@cache
def hints() -> re.Pattern[str]:
    """All hints as one pattern over folded text."""
    return re.compile("|".join(load("templates")["hint"]["says"]))


@cache
def _each() -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, load("templates")["hint"]["says"]))


def _may_hold(folded: str) -> bool:
    """Each hint by itself: nearly all begin with a certain sign, and are found many times as fast as all at once."""
    return any(pattern.search(folded) for pattern in _each())


def template_hint(
    report: ReportText, rows: Sequence[Mapping[str, Any]], params: Mapping[str, Any]
) -> Iterator[Case]:
    """Headings are looked at too: forms put their hints in brackets after them."""
    if not report.sections:
        yield not_evaluable("no_sections")
        return
    clean = True
    headings = "\n".join(section.heading for section in report.sections)
    if not _may_hold(report.folded) and not _may_hold(fold(headings)):
        yield passed()
        return
    for section in report.sections:
        for match in hints().finditer(fold(section.heading)):
            clean = False
            yield Case(
                Outcome.FAIL,
                subject=f"{section.fact}#{match.start()}",
                values={"observed": match.group()},
                facts=(section.fact,),
            )
        for match in hints().finditer(section.reading.folded):
            clean = False
            yield found(report, section, *match.span(), observed=match.group())
    if clean:
        yield passed()
