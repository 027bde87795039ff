"""E09: each goal has its result and each result its goal, in whatever order.

Belongs here: what to make of goals and results that were not matched. Does not belong here: matching (done where goals are
extracted; core.goals has it), its words (lexicon/goals.toml).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from pipelines.lexicon import load
from pipelines.quality.cases import Case, not_evaluable
from pipelines.quality.rules import MAIN, Outcome
from pipelines.quality.text import ReportText, fold, letter_pairs
from pipelines.quality.text_rules.parameters import takes

_SIDE = {"target": "目标", "result": "完成情况"}


@takes(near=float)
def goals_matched(
    report: ReportText, rows: Sequence[Mapping[str, Any]], params: Mapping[str, Any]
) -> Iterator[Case]:
    """``rows``: part, seq, name, content, matched_seq, fact. ``near``: the share of its pairs of letters that an unmatched text
    has in common with one of the other side, from which on it may belong there (a goal with two results)."""
    goals = [row for row in rows if row["part"] == "target"]
    results = [row for row in rows if row["part"] == "result"]
    if not goals or not results:
        yield not_evaluable("no_goals")
        return
    if min(len(goals), len(results)) == 1 < max(len(goals), len(results)):
        yield not_evaluable("goals_not_itemised")
        return
    name = fold(report.unit_name or "")
    alone = [*_alone(goals, results, name, params["near"]), *_alone(results, goals, name, params["near"])]
    strangers = [row for row, certain in alone if certain]
    if not alone:
        yield Case(Outcome.PASS)
    elif not strangers or _stand_opposite(goals, results):
        yield not_evaluable("goals_unclear")
    else:
        values = {
            "observed": len(results),
            "expected": len(goals),
            "alone": [f"{_SIDE[row['part']]}{row['seq']}“{_short(row['name'])}”" for row in strangers],
        }
        yield Case(Outcome.FAIL, MAIN, values=values, facts=tuple(row["fact"] for row in strangers))


def _stand_opposite(goals: Sequence[Mapping[str, Any]], results: Sequence[Mapping[str, Any]]) -> bool:
    """Whether as many results as goals are listed and those without a match have the same numbers: 1.保障运转 and 1.已完成 in
    opposite cells of a form may belong together, whatever their words."""
    unmatched = [{row["seq"] for row in side if row["matched_seq"] is None} for side in (goals, results)]
    return len(goals) == len(results) and unmatched[0] == unmatched[1]


def _short(name: str | None) -> str:
    return name if name and len(name) <= 20 else f"{(name or '')[:19]}…"


def _alone(
    side: Sequence[Mapping[str, Any]], other: Sequence[Mapping[str, Any]], name: str, near: float
) -> Iterator[tuple[Mapping[str, Any], bool]]:
    """Texts of one side without a match, and whether nothing on the other side can be meant."""
    unmatched = [row for row in side if row["matched_seq"] is None]
    there = [_pairs(row, name) for row in other] if unmatched else []
    for row in unmatched:
        own = _pairs(row, name)
        likest = max((len(own & pairs) / max(1, min(len(own), len(pairs))) for pairs in there), default=0.0)
        yield row, bool(own) and likest < near


def _pairs(row: Mapping[str, Any], name: str) -> frozenset[str]:
    said = fold(f"{row['name'] or ''}。{row['content'] or ''}")
    said = said.replace(name, "。") if name else said
    return letter_pairs(said) - _common()


@cache
def _common() -> frozenset[str]:
    return frozenset(load("goals")["match"]["common"])
