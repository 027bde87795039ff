"""E12: a measure that answers no problem of the report.

Belongs here: holding measures against problems. Does not belong here: the matters they may speak of (lexicon/evaluation.toml),
the words of other departments (lexicon/vocabulary.toml).

Two things are certain enough to be told: a measure in another department's words, of which neither the problems nor the
duties speak; and measures of matters that are all other ones than those of the problems, with no own word in common.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from pipelines.lexicon import load
from pipelines.quality.cases import Case, not_evaluable
from pipelines.quality.rules import Outcome
from pipelines.quality.text import ReportText, fold, letter_pairs
from pipelines.quality.text_rules.foreign_vocabulary import foreign_words
from pipelines.quality.text_rules.parameters import takes

STRANGE, OTHER_MATTER = "strange", "other_matter"


@takes(least_foreign=int)
def measures_answer(
    report: ReportText, rows: Sequence[Mapping[str, Any]], params: Mapping[str, Any]
) -> Iterator[Case]:
    """``rows``: kind, seq, text, fact of problems and measures. ``least_foreign``: how many words of one other kind of
    department make a measure strange."""
    problems = [row for row in rows if row["kind"] == "problem"]
    measures = [row for row in rows if row["kind"] == "measure"]
    if not problems or not measures:
        yield not_evaluable("no_measures", STRANGE)
        yield not_evaluable("no_measures", OTHER_MATTER)
        return
    yield from _strange(report, problems, measures, params["least_foreign"])
    yield _other_matter(problems, measures)


def _strange(
    report: ReportText,
    problems: Sequence[Mapping[str, Any]],
    measures: Sequence[Mapping[str, Any]],
    least: int,
) -> Iterator[Case]:
    known = fold("".join(row["text"] for row in problems))
    for row in measures:
        subject = str(row["seq"])
        words = foreign_words(report, fold(row["text"]), known)
        if words is None:
            yield not_evaluable("no_duties", STRANGE, subject)
        elif len(words[1]) < least:
            yield Case(Outcome.PASS, STRANGE, subject)
        else:
            values = {"observed": row["text"], "other": words[0], "terms": list(words[1])}
            facts = (row["fact"], *(problem["fact"] for problem in problems))
            yield Case(Outcome.FAIL, STRANGE, subject, values=values, facts=facts)


def _other_matter(problems: Sequence[Mapping[str, Any]], measures: Sequence[Mapping[str, Any]]) -> Case:
    named, answered = [_matters(row) for row in problems], [_matters(row) for row in measures]
    ours, theirs = frozenset[str]().union(*named), frozenset[str]().union(*answered)
    general = frozenset(row["name"] for row in load("evaluation")["matter"] if row.get("general"))
    if theirs & (ours | general) or _share_words(problems, measures):
        return Case(Outcome.PASS, OTHER_MATTER)
    if not all(named) or not all(answered):
        return not_evaluable("matters_unclear", OTHER_MATTER)
    values = {"observed": sorted(theirs), "expected": sorted(ours)}
    facts = tuple(row["fact"] for row in (*problems, *measures))
    return Case(Outcome.FAIL, OTHER_MATTER, values={k: "、".join(v) for k, v in values.items()}, facts=facts)


@cache
def _all_matters() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["name"], re.compile("|".join(row["says"]))) for row in load("evaluation")["matter"])


def _matters(row: Mapping[str, Any]) -> frozenset[str]:
    said = fold(row["text"])
    return frozenset(name for name, says in _all_matters() if says.search(said))


def _share_words(one: Sequence[Mapping[str, Any]], other: Sequence[Mapping[str, Any]]) -> bool:
    return bool(_pairs(one) & _pairs(other))


def _pairs(rows: Sequence[Mapping[str, Any]]) -> frozenset[str]:
    """Each two letters in a row that these say, but for those of any problem or measure."""
    pairs = frozenset[str]().union(*(letter_pairs(fold(row["text"])) for row in rows))
    return pairs - frozenset(load("evaluation")["matters"]["common"])
