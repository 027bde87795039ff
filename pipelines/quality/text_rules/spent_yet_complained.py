"""E07: everything is spent, and execution is named as a problem.

Belongs here: finding the complaint. Does not belong here: whether all is spent (spent_to_the_cent.sql), the words
(lexicon/evaluation.toml).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from pipelines.lexicon import load
from pipelines.quality.cases import Case, not_evaluable
from pipelines.quality.rules import MAIN, Outcome
from pipelines.quality.text import ReportText, fold

_CLAUSE = re.compile(r"[^,，;。]+")


@cache
def _words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    words = load("evaluation")["underspent"]
    return re.compile("|".join(words["says"])), re.compile("|".join(words["unless"]))


def spent_yet_complained(
    report: ReportText, rows: Sequence[Mapping[str, Any]], params: Mapping[str, Any]
) -> Iterator[Case]:
    """``rows``: the problems with text and fact, and of the report: complete (all spent; None where nothing says so), n, facts."""
    if not rows:
        yield not_evaluable("no_problems")
        return
    if rows[0]["complete"] is None:
        yield not_evaluable("not_spent_out")
        return
    complaint = next(((row, said) for row in rows for said in _complaints(row["text"])), None)
    if complaint is None or not rows[0]["complete"]:
        yield Case(Outcome.PASS)
        return
    row, said = complaint
    facts = (row["fact"], *dict.fromkeys(f for f in row["facts"] if f))
    yield Case(Outcome.FAIL, MAIN, values={"observed": said, "expected": row["n"]}, facts=facts)


def _complaints(text: str) -> Iterator[str]:
    says, unless = _words()
    for clause in _CLAUSE.finditer(fold(text)):
        if says.search(clause.group()) and not unless.search(clause.group()):
            yield clause.group()
