"""D07: one threshold, said in the description, in the scoring rule and as the target.

Belongs here: taking the one threshold that a cell states for certain. Does not belong here: the words
(lexicon/indicator_rules.toml), steps of a scoring rule (no threshold is taken from those).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from typing import Any

from pipelines.lexicon import load
from pipelines.quality.cases import Case, not_evaluable, passed
from pipelines.quality.rules import Outcome
from pipelines.quality.text import ReportText, fold

_BELOW = ("≤", "<")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_CLAUSE_END = re.compile(r"[。;,，；]")


@cache
def _words() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(says) for name, says in load("indicator_rules")["threshold"].items()}


def thresholds_agree(
    report: ReportText, rows: Sequence[Mapping[str, Any]], params: Mapping[str, Any]
) -> Iterator[Case]:
    """``rows``: the indicators. Only cells that state exactly one threshold in the target's unit are held against it."""
    for row in rows:
        subject = str(row["seq"])
        said = [] if row["target_num"] is None or not row["unit"] else list(_thresholds(row))
        off = [s for s in said if s[1] != row["target_num"]]
        if not said:
            yield not_evaluable("no_threshold", subject=subject)
        elif not off:
            yield passed(subject=subject)
        else:
            where, number, words = off[0]
            values = {
                "seq": row["seq"],
                "name": row["level3"],
                "observed": number,
                "expected": row["target_num"],
                "unit": row["unit"],
                "where": where,
                "words": words,
            }
            yield Case(Outcome.FAIL, subject=subject, values=values, facts=(row["fact"],))


def _thresholds(row: Mapping[str, Any]) -> Iterator[tuple[str, Decimal, str]]:
    words = _words()
    for cell, where in (("description", "指标描述"), ("scoring_rule", "评分标准")):
        text = words["when"].sub("", fold(row[cell] or "")).rstrip("。;.")
        numbers = list(_NUMBER.finditer(text))
        unit = fold(row["unit"])
        in_unit = [n for n in numbers if text.startswith(unit, n.end())]
        if cell == "scoring_rule" and len(full := [n for n in in_unit if _earns_all(text, n, unit)]) == 1:
            yield where, Decimal(full[0].group()), row[cell]
            continue
        if len(in_unit) != 1 or words["unclear"].search(text):
            continue
        before, behind = text[: in_unit[0].start()], text[in_unit[0].end() + len(unit) :]
        if cell == "description":
            alone = len(numbers) == 1 and bool(
                words["marks_before"].search(before) or words["marks_behind"].search(behind)
            )
        else:
            deducted = words["deducted_behind"].search(behind)
            missed = words["exceeded_before" if row["operator"] in _BELOW else "missed_before"]
            alone = bool(missed.search(before) and deducted) and _is_whole(row, deducted)
        if alone:
            yield where, Decimal(in_unit[0].group()), row[cell]


def _earns_all(text: str, number: re.Match[str], unit: str) -> bool:
    """Whether a scoring rule gives all points from this number on, and says so in a clause that is about nothing else."""
    words = _words()
    clause = _CLAUSE_END.split(text[: number.start()])[-1]
    return bool(
        words["full_before"].search(clause)
        and words["full_behind"].search(text[number.end() + len(unit) :])
        and not words["full_unclear"].search(clause)
    )


def _is_whole(row: Mapping[str, Any], deducted: re.Match[str] | None) -> bool:
    """Whether missing it costs all that the indicator has: only then the threshold is the target and no step below it."""
    full = row["weight"] if row["weight"] is not None else row["max_deduction"]
    return deducted is not None and full is not None and Decimal(deducted["points"]) == full
