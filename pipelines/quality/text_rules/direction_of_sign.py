"""D06: an operator that contradicts what its indicator means.

Belongs here: comparing the operator with name, class and scoring rule. Does not belong here: the words
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
from pipelines.quality.text import ReportText, fold, without_brackets

AT_LEAST, AT_MOST = frozenset("≥>"), frozenset("≤<")


@cache
def _words() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(says) for name, says in load("indicator_rules")["direction"].items()}


def direction_of_sign(
    report: ReportText, rows: Sequence[Mapping[str, Any]], params: Mapping[str, Any]
) -> Iterator[Case]:
    """``rows``: the indicators. Judged are those with an upper or lower limit whose direction their words tell for certain."""
    for row in rows:
        subject = str(row["seq"])
        wanted = _wanted(row) if row["operator"] in AT_LEAST | AT_MOST else None
        if wanted is None:
            yield not_evaluable("no_direction", subject=subject)
        elif row["operator"] in (AT_LEAST if wanted == "≥" else AT_MOST):
            yield passed(subject=subject)
        else:
            values = {
                "seq": row["seq"],
                "name": row["level3"],
                "observed": row["operator"],
                "expected": wanted,
            }
            yield Case(Outcome.FAIL, subject=subject, values=values, facts=(row["fact"],))


def _wanted(row: Mapping[str, Any]) -> str | None:
    """The sign that fits the indicator; None where its words do not tell, or contradict each other."""
    words, name = _words(), without_brackets(fold(row["level3"]))
    told = set()
    if words["unsure"].search(name):
        return None
    if not words["turned"].search(name):
        if words["more"].search(name):
            told.add("≥")
        if words["fewer"].search(name):
            told.add("≤")
    if _is_cost_in_money(row, name):
        told.add("≤")
    if rule := fold(row["scoring_rule"] or ""):
        short, excess = words["short_of"].search(rule), words["excess_of"].search(rule)
        if (short is None) != (excess is None):
            told.add("≥" if short else "≤")
    return told.pop() if len(told) == 1 else None


def _is_cost_in_money(row: Mapping[str, Any], name: str) -> bool:
    words = _words()
    level = fold(f"{row['level1'] or ''}|{row['level2'] or ''}")
    return bool(
        words["cost_level"].search(level)
        and row["unit"]
        and words["money"].search(fold(row["unit"]))
        and not words["saving"].search(name)
    )
