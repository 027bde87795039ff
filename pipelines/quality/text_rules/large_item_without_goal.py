"""B17: a large project item that no goal, indicator or result speaks of.

Belongs here: looking for the item's own words in the text. Does not belong here: words that any item may carry
(lexicon/quality.toml), which items are large (large_items.sql).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from pipelines.lexicon import load
from pipelines.quality.cases import Case, not_evaluable
from pipelines.quality.rules import MAIN, Outcome
from pipelines.quality.text import ReportText, fold, letter_pairs

GOALS = ("goals_indicators", "achievement", "achievement_overall", "achievement_items")
MONEY = ("income_expenditure", "preamble", "signers")


@cache
def _generic() -> re.Pattern[str]:
    return re.compile("|".join(load("quality")["item_words"]["generic"]))


def large_item_without_goal(
    report: ReportText, rows: Sequence[Mapping[str, Any]], params: Mapping[str, Any]
) -> Iterator[Case]:
    """``rows``: seq, name, amount, share, fact of large items. An item is spoken of where any two letters in a row of its
    own words stand outside the part about money: lenient, so that what is left has really not been mentioned."""
    if not rows:
        yield not_evaluable("no_large_item")
        return
    if not any(s.reading.folded for s in report.sections if s.code in GOALS):
        yield not_evaluable("no_goals")
        return
    said = "\n".join(s.heading + s.reading.folded for s in report.sections if s.code not in MONEY)
    for row in rows:
        subject, facts = str(row["seq"]), (row["fact"],)
        pairs = _own_pairs(row["name"], report.unit_name or "", report.county or "")
        if not pairs:
            yield not_evaluable("name_generic", subject=subject)
        elif any(pair in said for pair in pairs):
            yield Case(Outcome.PASS, MAIN, subject, facts=facts)
        else:
            values = {"name": row["name"], "observed": row["amount"], "share": row["share"]}
            yield Case(Outcome.FAIL, MAIN, subject, values=values, facts=facts)


def _own_pairs(name: str, *owners: str) -> frozenset[str]:
    """Each two letters in a row of an item's own words: the unit's name and words of any item are cut out."""
    rest = fold(name)
    for owner in owners:
        if owner:
            rest = rest.replace(fold(owner), "|")
    return letter_pairs(_generic().sub("|", rest))
