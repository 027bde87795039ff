"""E08: the score of the whole department is derived from its projects alone.

Belongs here: reading what a conclusion rests its score on. Does not belong here: the words (lexicon/evaluation.toml).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from pipelines.lexicon import load
from pipelines.quality.cases import Case, not_evaluable
from pipelines.quality.rules import Outcome
from pipelines.quality.text import ReportText
from pipelines.quality.text_rules.finding import found
from pipelines.quality.text_rules.parameters import takes


@cache
def _words() -> dict[str, re.Pattern[str]]:
    return {name: re.compile("|".join(says)) for name, says in load("evaluation")["score_basis"].items()}


@takes(parts=list)
def score_of_projects_only(
    report: ReportText, rows: Sequence[Mapping[str, Any]], params: Mapping[str, Any]
) -> Iterator[Case]:
    """``parts``: where conclusions stand. Only a sentence that says both what the score rests on and the score is judged, and
    only where that basis speaks of projects and of nothing wider."""
    words, judged = _words(), False
    for section in report.of_parts(*params["parts"]):
        text = section.reading.without_titles()
        for sentence in section.reading.sentences():
            said = text[sentence.start() : sentence.end()]
            score = words["score"].search(said)
            basis = words["stated"].search(said[: score.start()]) if score else None
            if not basis:
                continue
            judged = True
            if words["project"].search(basis["basis"]) and not words["whole"].search(basis["basis"]):
                quote = basis.group().strip(",，")
                yield found(report, section, *sentence.span(), observed=quote)
                return
    yield Case(Outcome.PASS) if judged else not_evaluable("no_basis_stated")
