"""D14: a satisfaction of so many per cent, and no word about who was asked.

Belongs here: looking for a sample in the report's text and in the row itself. Does not belong here: the words
(lexicon/indicator_rules.toml).
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

CELLS = ("description", "scoring_rule", "basis", "actual_text")
BEFORE, BEHIND = 24, 40


@cache
def _sample() -> re.Pattern[str]:
    return re.compile("|".join(load("indicator_rules")["sample"]["says"]))


@cache
def _near() -> re.Pattern[str]:
    return re.compile(load("indicator_rules")["sample"]["near"])


def _tells(words: str) -> bool:
    """Whether a sample is told of; looked for only around words that one can be told with, which most texts have few of."""
    return any(
        _sample().search(words, max(0, near.start() - BEFORE), near.end() + BEHIND)
        for near in _near().finditer(words)
    )


def satisfaction_without_sample(
    report: ReportText, rows: Sequence[Mapping[str, Any]], params: Mapping[str, Any]
) -> Iterator[Case]:
    """``rows``: the indicators. One case for a report with satisfaction in numbers."""
    word = load("indicator_rules")["sample"]["satisfaction"]
    asked = [
        r
        for r in rows
        if word in f"{r['level1']}{r['level2']}{r['level3']}"
        and (r["target_num"] is not None or r["actual_num"] is not None)
    ]
    if not asked:
        yield not_evaluable("no_satisfaction")
    elif any(_tells(words) for words in _places(report, asked)):
        yield passed()
    else:
        yield Case(
            Outcome.FAIL,
            values={"names": [r["level3"] for r in asked]},
            facts=tuple(r["fact"] for r in asked),
        )


def _places(report: ReportText, rows: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for row in rows:
        yield from (fold(row[cell]) for cell in CELLS if row[cell])
    yield from (section.reading.folded for section in report.sections)
