"""D05: an indicator that stands in a class whose subject it does not measure.

Belongs here: comparing an indicator's words and unit with its second level. Does not belong here: the words
(lexicon/doc_words.toml).
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

CELLS = ("level3", "description", "target_text", "unit")


@cache
def _classes() -> tuple[tuple[dict[str, Any], re.Pattern[str]], ...]:
    return tuple((row, re.compile("|".join(row["measures"]))) for row in load("doc_words")["indicator_class"])


def indicator_misclassified(
    report: ReportText, rows: Sequence[Mapping[str, Any]], params: Mapping[str, Any]
) -> Iterator[Case]:
    """``rows``: the indicators with a second level. Each is held against the class that this level names."""
    if not rows:
        yield not_evaluable("no_input", "class")
        return
    for row in rows:
        level2 = fold(row["level2"])
        for kind, measures in _classes():
            if not any(word in level2 for word in kind["level2"]):
                continue
            subject = f"{row['seq']}/{kind['code']}"
            words = fold("|".join(row[cell] for cell in CELLS if row[cell]))
            if bool(measures.search(words)) is not kind["negated"]:
                yield passed(kind["branch"], subject)
                continue
            values = {
                "seq": row["seq"],
                "name": row["level3"],
                "observed": kind["name"],
                "expected": kind["lacks"],
            }
            yield Case(Outcome.FAIL, kind["branch"], subject, values=values, facts=(row["fact"],))
