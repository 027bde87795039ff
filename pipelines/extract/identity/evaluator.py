"""Evaluator: who judges in an evaluation report, the unit itself or somebody on behalf of the finance bureau.

Belongs here: the signs of a key evaluation (重点评价) in title and opening. Does not belong here: the words beside a
score (score_clauses).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipelines.extract.identity.titles import Line, Title
from pipelines.lexicon import load

SELF = "self"
_FIRST_LINES = 40


def evaluator(lines: Sequence[Line], title: Title | None) -> str:
    """The scorer whose judgement the report is: ``self`` unless title or opening name another."""
    words = load("kinds")["evaluator"]
    if title is not None and any(word in title.text for word in words["self"]):
        return SELF
    start = title.first if title is not None else 0
    near = "\n".join(line.text for line in lines[max(0, start - 3) : start + _FIRST_LINES])
    for code, in_title, in_text in _signs():
        if (title is not None and in_title.search(title.text)) or in_text.search(near):
            return code
    return SELF


@cache
def _signs() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]:
    return tuple(
        (row["code"], re.compile("|".join(row["title"])), re.compile("|".join(row["says"]), re.MULTILINE))
        for row in load("kinds")["evaluator"]["other"]
    )
