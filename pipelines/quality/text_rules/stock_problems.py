"""E13: the problems that a report names are those that everybody names.

Belongs here: judging the clauses of problems. Does not belong here: the phrases known to be everywhere
(lexicon/evaluation.toml), counting clauses over all reports (stock_problems.sql).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from pipelines.lexicon import load
from pipelines.quality.cases import Case, not_evaluable
from pipelines.quality.rules import MAIN, Outcome
from pipelines.quality.text import ReportText, fold
from pipelines.quality.text_rules.parameters import takes


@cache
def _seeds() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = load("evaluation")["stock_problem"]
    return re.compile("|".join(words["says"])), re.compile("|".join(words["opening"]))


@takes(top=int, least_units=int, share=float)
def stock_problems(
    report: ReportText, rows: Sequence[Mapping[str, Any]], params: Mapping[str, Any]
) -> Iterator[Case]:
    """``rows``: seq, text, fact, clauses (said, units, place) of each problem, and units on file. A clause is stock if a known
    phrase covers all of it, or if it is among the ``top`` clauses of all reports and stands in those of at least
    ``least_units`` units and ``share`` of all. A report fails where every clause of every problem is stock: it then names no problem of its own."""
    if not rows:
        yield not_evaluable("no_problems")
        return
    clauses = [(clause, row["units"]) for row in rows for clause in row["clauses"] or ()]
    if not clauses:
        yield not_evaluable("words_few")
        return
    if not all(_known(clause["said"]) or _common(clause, units, params) for clause, units in clauses):
        yield Case(Outcome.PASS)
        return
    most = max((clause for clause, _ in clauses), key=lambda clause: (clause["units"], clause["said"]))
    values = {"observed": "；".join(row["text"] for row in rows), "how": _told(most, params["least_units"])}
    yield Case(Outcome.FAIL, MAIN, values=values, facts=tuple(row["fact"] for row in rows))


def _told(clause: Mapping[str, Any], least_units: int) -> str:
    words = load("evaluation")["stock_problem"]
    template: str = words["told_known" if clause["units"] < least_units else "told_common"]
    return template.format(phrase=clause["said"], n=clause["units"])


def _known(said: str) -> bool:
    says, opening = _seeds()
    return says.fullmatch(opening.sub("", fold(said))) is not None


def _common(clause: Mapping[str, Any], units: int, params: Mapping[str, Any]) -> bool:
    needed = max(Decimal(params["least_units"]), Decimal(str(params["share"])) * units)
    return bool(clause["place"] <= params["top"] and clause["units"] >= needed)
