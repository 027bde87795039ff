"""Indicators: rows of an indicator table before they are laid out.

Belongs here: choosing indicators, their weights, results and scores, and what they truly say. Does not belong here:
columns and headers (indicator_tables).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from random import Random

from benchmarks.golden import load
from benchmarks.golden.office import Office
from benchmarks.golden.truth import Row

_LEVEL1 = {
    "数量": "产出指标",
    "质量": "产出指标",
    "时效": "产出指标",
    "成本": "产出指标",
    "满意": "满意度指标",
    "服务": "满意度指标",
}
_FULL = {"产出指标": 50, "效益指标": 30, "满意度指标": 10}


@dataclass(frozen=True, slots=True)
class Indicator:
    """A row. ``target``: digits or words; ``operator`` and ``unit`` None where the target is in words."""

    level1: str
    level2: str
    name: str
    operator: str | None
    target: str
    unit: str | None
    actual: str
    weight: str
    score: str
    reason: str

    @property
    def in_words(self) -> bool:
        return self.operator is None

    def cells(self, *wanted: str) -> Row:
        """What a table with these cells says of the row: ``operator``, ``actual``, ``weight``, ``score``, ``reason``."""
        row: Row = {"level1": self.level1, "level2": self.level2, "level3": self.name}
        if self.in_words:
            row |= {"target_text": self.target}
        else:
            row |= {"target_num": self.target, "unit": self.unit}
            row |= {"operator": self.operator} if "operator" in wanted else {}
        if "actual" in wanted and self.actual:
            row["actual_text" if self.in_words else "actual_num"] = self.actual
        row |= {"weight": self.weight} if "weight" in wanted else {}
        row |= {"score": self.score} if "score" in wanted else {}
        row |= {"deviation_reason": self.reason} if "reason" in wanted and self.reason else {}
        return row


def invent(rng: Random, office: Office) -> tuple[Indicator, ...]:
    """At least one indicator of each level 1, in the order of the form; weights sum to 90."""
    kinds = {level: [i for i in office.indicators if level1_of(i[0]) == level] for level in _FULL}
    rows: list[Indicator] = []
    for level, full in _FULL.items():
        least = min(3 if level == "产出指标" else 1, len(kinds[level]))
        kept = sorted(rng.sample(range(len(kinds[level])), rng.randint(least, len(kinds[level]))))
        weights = split(rng, full, len(kept))
        rows += [_row(rng, level, kinds[level][n], weight) for n, weight in zip(kept, weights, strict=True)]
    return tuple(rows)


def level1_of(level2: str) -> str:
    """产出指标 for 数量指标, and so on."""
    return _LEVEL1.get(level2[:2], "效益指标")


def split(rng: Random, full: int, count: int) -> list[int]:
    """``count`` whole weights that sum to ``full``."""
    weights = [full // count] * count
    weights[rng.randrange(count)] += full - sum(weights)
    return weights


def total(rows: Sequence[Indicator], execution: str) -> str:
    """The total score: indicators and the points for execution."""
    value = sum((Decimal(row.score) for row in rows), Decimal(execution))
    return f"{value:f}"


def _row(rng: Random, level: str, one: tuple[str, ...], weight: int) -> Indicator:
    words = load("wording")["indicator"]
    level2, name, *rest = one
    missed = rng.random() < 0.15
    lost = Decimal(rng.choice(("0.5", "1", "2"))) if missed else Decimal(0)
    score = f"{Decimal(weight) - lost:f}"
    reason = rng.choice(words["reasons"]) if missed else ""
    if len(rest) == 1:
        actual = rng.choice((rest[0], *words["achieved"])) if not missed else words["partly"]
        return Indicator(level, level2, name, None, rest[0], None, actual, str(weight), score, reason)
    operator, target, unit = rest
    actual = _actual(rng, operator, target, unit, missed)
    return Indicator(level, level2, name, operator, target, unit, actual, str(weight), score, reason)


def _actual(rng: Random, operator: str, target: str, unit: str, missed: bool) -> str:
    value = Decimal(target)
    step = Decimal(1).scaleb(int(value.as_tuple().exponent))
    if operator == "=" and not missed:
        return target
    moved = (value * Decimal(rng.choice(("0.01", "0.02", "0.05"))) / step).to_integral_value() * step
    better = -moved if operator == "≤" else moved
    value += -better if missed else better
    if unit == "%" and value > 100:
        value = Decimal(100)
    return f"{max(value, Decimal(0)):f}"
