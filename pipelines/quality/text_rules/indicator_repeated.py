"""D08: two rows of one table that measure the same thing against the same target.

Belongs here: when two names mean the same. A likeness of letters alone is unsafe: 合格率 and 培训率 of one training are two
indicators, and so is one rate of two groups of people. Does not belong here: the words (lexicon/indicator_rules.toml).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from rapidfuzz import fuzz

from pipelines.lexicon import load
from pipelines.quality.cases import Case, not_evaluable, passed
from pipelines.quality.rules import Outcome
from pipelines.quality.text import ReportText, fold, without_brackets
from pipelines.quality.text_rules.parameters import takes
from pipelines.quality.wording import plain


@cache
def _words() -> dict[str, re.Pattern[str]]:
    return {name: re.compile(says) for name, says in load("indicator_rules")["repeated"].items()}


@dataclass(frozen=True, slots=True)
class _Name:
    whole: str
    measure: str
    """What is measured of the subject (合格率); empty where the name does not say (…情况)."""
    subject: str

    @classmethod
    def of(cls, level3: str) -> _Name:
        whole = without_brackets(fold(level3))
        found = _words()["measure"].search(whole)
        measure = found.group() if found else ""
        return cls(whole, measure, _words()["filler"].sub("", whole.removesuffix(measure)))

    def means_the_same(self, other: _Name, ratio: float, stem: int) -> bool:
        if self.whole == other.whole:
            return len(self.whole) >= stem
        if self.measure and other.measure and self.measure != other.measure:
            return False
        short, long = sorted((self.subject, other.subject), key=len)
        return len(short) >= stem and short == long and fuzz.ratio(self.whole, other.whole) >= ratio


@takes(least_ratio=int, least_stem=int)
def indicator_repeated(
    report: ReportText, rows: Sequence[Mapping[str, Any]], params: Mapping[str, Any]
) -> Iterator[Case]:
    """``rows``: the indicators in order. Each is held against those before it in the same table with the same target."""
    seen: dict[tuple[Any, ...], list[tuple[_Name, Mapping[str, Any]]]] = {}
    for table, row in _by_table(rows):
        subject = str(row["seq"])
        if row["target_num"] is None:
            yield not_evaluable("not_measured", subject=subject)
            continue
        name = _Name.of(row["level3"])
        same_target = seen.setdefault((table, row["operator"], row["target_num"], row["unit"]), [])
        twin = next(
            (
                r
                for n, r in same_target
                if n.means_the_same(name, params["least_ratio"], params["least_stem"])
            ),
            None,
        )
        same_target.append((name, row))
        if twin is None:
            yield passed(subject=subject)
            continue
        values = {
            "seq": row["seq"],
            "name": row["level3"],
            "other_seq": twin["seq"],
            "other_name": twin["level3"],
            "expected": f"{row['operator'] or ''}{plain(row['target_num'])}{row['unit'] or ''}",
        }
        yield Case(Outcome.FAIL, subject=subject, values=values, facts=(row["fact"], twin["fact"]))


def _by_table(rows: Sequence[Mapping[str, Any]]) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """Each row with the number of its table: a first level that comes back after others opens the table of another project."""
    table, last, seen = 0, None, set[Any]()
    for row in rows:
        if row["level1"] != last and row["level1"] in seen:
            table, seen = table + 1, set()
        last = row["level1"]
        seen.add(last)
        yield table, row
