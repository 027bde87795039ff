"""E03: the total score is the sum of its parts.

Belongs here: the parts that a conclusion tells in words (产出指标50分，得49分), and what to make of those of a table. Does not
belong here: adding up the table (score_not_divided.sql), the words (lexicon/evaluation.toml).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from pipelines.lexicon import load
from pipelines.quality.cases import Case, not_evaluable
from pipelines.quality.rules import Outcome
from pipelines.quality.text import ReportText
from pipelines.quality.wording import plain

ABSENT, SUM = "absent", "sum"
LEAST_PARTS = 3
LEAST_BARE = 2


@cache
def _says() -> re.Pattern[str]:
    return re.compile("|".join(load("evaluation")["part_scores"]["says"]))


@cache
def _near() -> tuple[re.Pattern[str], ...]:
    """What every such part holds, quick to look for: each begins with certain signs."""
    return tuple(map(re.compile, load("evaluation")["part_scores"]["near"]))


@cache
def _bare() -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, load("evaluation")["part_scores"]["bare"]))


@cache
def _printed() -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, load("evaluation")["part_scores"]["printed"]))


def parts_printed(report: ReportText) -> bool:
    """Whether part scores stand in the text in a form that was not read: a table that lost its cells."""
    return any(pattern.search(report.folded) for pattern in _printed())


def told_parts(report: ReportText, full_mark: Decimal) -> Decimal | None:
    """The sum of part scores told in one section in words; None unless their full marks are those of the whole."""
    for section in report.sections:
        if sum(len(pattern.findall(section.reading.folded)) for pattern in _near()) < LEAST_PARTS:
            continue
        told = [(Decimal(m["of"]), Decimal(m["got"])) for m in _says().finditer(section.reading.folded)]
        if (
            len(told) >= LEAST_PARTS
            and sum(of for of, _ in told) == full_mark
            and all(got <= of for of, got in told)
        ):
            return sum((got for _, got in told), Decimal(0))
    return None


def bare_parts(report: ReportText, total: Decimal) -> bool:
    """Whether a sentence that names the total divides it: scores without their full marks after 其中, which add up to it."""
    after = load("evaluation")["part_scores"]["bare_after"]
    for section in report.sections:
        if after not in section.reading.folded:
            continue
        for sentence in section.reading.sentences():
            whole, _, parts = sentence.group().partition(after)
            if f"{total.normalize():f}分" not in whole:
                continue
            for pattern in _bare():
                got = [Decimal(match["got"]) for match in pattern.finditer(parts)]
                if len(got) >= LEAST_BARE and sum(got) == total:
                    return True
    return False


def score_parts(
    report: ReportText, rows: Sequence[Mapping[str, Any]], params: Mapping[str, Any]
) -> Iterator[Case]:
    """``rows``: total, full_mark, fact; of the indicator rows n, scored, points, apart (points that stand outside the table), facts,
    and where scores are on a scale of 100 before weighting: on_scale, weighted, slack (rounding of the weighted scores)."""
    for row in rows:
        told = told_parts(report, row["full_mark"])
        facts = (row["fact"], *row["facts"])
        if row["scored"] == 0 and told is None and parts_printed(report):
            yield not_evaluable("scores_unread", ABSENT)
        elif row["scored"] == 0 and told is None:
            yield Case(Outcome.FAIL, ABSENT, values={"observed": row["total"]}, facts=(row["fact"],))
        elif row["scored"] == 0 and told is not None:
            yield _judged(row, told, told == row["total"], (row["fact"],), Decimal(0))
        elif row["scored"] == row["n"] and row["points"] == row["total"]:
            yield Case(Outcome.PASS, SUM, facts=facts)
        elif row["scored"] < row["n"] or row["apart"] is None:
            yield not_evaluable("scores_partial", SUM)
        elif row["points"] <= row["total"] <= row["points"] + row["apart"]:
            yield Case(Outcome.PASS, SUM, facts=facts)
        elif row["on_scale"]:
            low, high = row["weighted"] - row["slack"], row["weighted"] + row["slack"] + row["apart"]
            yield (
                Case(Outcome.PASS, SUM) if low <= row["total"] <= high else not_evaluable("score_scale", SUM)
            )
        else:
            yield _judged(row, row["points"], False, facts, row["apart"])


def _judged(
    row: Mapping[str, Any], points: Decimal, holds: bool, facts: tuple[str, ...], apart: Decimal
) -> Case:
    form = load("evaluation")["part_scores"]["apart"]
    told = form.format(apart=plain(apart)) if apart else ""
    values = {"observed": row["total"], "expected": points, "apart": told}
    return Case(Outcome.PASS if holds else Outcome.FAIL, SUM, values=values, facts=facts)
