"""Marks: results, scores and deductions of an invented report.

Belongs here: a target met gives full points, a target missed points in proportion and a reason; the total is the sum.
Does not belong here: wording, money other than the execution rate.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from random import Random

from pipelines.lexicon import load
from pipelines.samples.histories import Year, rate_of, total_of
from pipelines.samples.model import Deduction, Indicator, IndicatorForm

TENTH = Decimal("0.1")
WEIGHTS = (
    10,
    10,
    10,
    10,
    10,
    15,
    15,
    10,
)  # 数量 数量 质量 时效 成本 社会效益 可持续影响 满意度; 预算执行率 has the other 10
BANDS = ((90, "优"), (80, "良"), (60, "中"), (0, "差"))


@dataclass(frozen=True, slots=True)
class Marks:
    """``goal_rates``: completion of the goals in percent, in order."""

    indicators: tuple[Indicator, ...]
    deductions: tuple[Deduction, ...]
    score: Decimal
    goal_rates: tuple[Decimal, ...]


def grade_of(score: Decimal) -> str:
    """优 良 中 差 by the half-open bands."""
    return next((grade for low, grade in BANDS if score >= low), BANDS[-1][1])


def mark(rng: Random, rows: Sequence[Sequence[str]], year: Year, form: IndicatorForm) -> Marks:
    """Results for the rows of sample_departments.toml and for the budget execution rate."""
    missed = set(rng.sample((0, 1, 2, 5, 6, 7), rng.choice((1, 1, 2, 2, 3, 4, 6))))
    depth = rng.choice((50, 120, 300, 450))
    indicators = [
        _missed(rng, row, weight, depth) if place in missed else _met(rng, row, weight)
        for place, (row, weight) in enumerate(zip(rows, WEIGHTS, strict=True))
    ]
    indicators.append(_execution(year))
    return finished(rng, tuple(indicators))


def finished(rng: Random, indicators: tuple[Indicator, ...]) -> Marks:
    """Total and deductions that belong to the rows."""
    deductions = tuple(
        Deduction(i.name, i.weight - i.score, i.reason)
        for i in indicators
        if i.score is not None and i.reason is not None and i.score < i.weight
    )
    score = sum((i.score for i in indicators if i.score is not None), Decimal(0))
    rates = tuple(Decimal(rng.choice((100, 100, 98, 96, 95, 92))) for _ in range(6))
    return Marks(indicators, deductions, _short(score), (*rates[:1], Decimal(97), *rates[1:]))


def _row(row: Sequence[str], weight: int, actual: Decimal, score: Decimal, reason: str | None) -> Indicator:
    level2, name, description, operator, target, unit, _, _, basis = row
    level1 = load("sample_phrases")["levels"][level2]
    return Indicator(
        level1,
        level2,
        name,
        description,
        operator,
        Decimal(target),
        unit,
        basis,
        Decimal(weight),
        actual,
        score,
        reason,
    )


def _met(rng: Random, row: Sequence[str], weight: int) -> Indicator:
    low, high = Decimal(row[6]), Decimal(row[7])
    step = min(_unit_of(low), _unit_of(high))
    actual = (low + (high - low) * Decimal(rng.randint(0, 10)) / 10).quantize(step, ROUND_HALF_UP)
    return _row(row, weight, actual, Decimal(weight), None)


def _missed(rng: Random, row: Sequence[str], weight: int, depth: int) -> Indicator:
    """Falls short of a ≥ or = target: points in proportion, one decimal."""
    target = Decimal(row[4])
    part = 1 - Decimal(rng.randint(20, 20 + depth)) / 1000
    actual = (target * part).quantize(_unit_of(target) if row[5] != "%" else TENTH, ROUND_DOWN)
    score = _in_proportion(weight, actual, target)
    return _row(
        row, weight, actual, _short(score), rng.choice(load("sample_phrases")["reasons"]["deviation"])
    )


def _execution(year: Year) -> Indicator:
    words = load("sample_phrases")["execution"]
    total = total_of(year.budget)
    target = Decimal(words["target"])
    if total.executed is None or total.adjusted is None:
        raise ValueError("an invented unit states every stage")
    actual = rate_of(total.executed, total.adjusted)
    score = Decimal(10) if actual >= target else _in_proportion(10, actual, target)
    level = words["level"]
    reason = load("sample_phrases")["reasons"]["deviation"][0] if score < 10 else None
    return Indicator(
        level, level, words["name"], words["description"], "≥", target, "%", words["basis"], Decimal(10), actual,
        _short(score), reason,
    )  # fmt: skip


def _in_proportion(weight: int, actual: Decimal, target: Decimal) -> Decimal:
    """Points for a target that is missed: one decimal, never the full mark."""
    return min((weight * actual / target).quantize(TENTH, ROUND_HALF_UP), weight - TENTH)


def _unit_of(value: Decimal) -> Decimal:
    exponent = value.as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def _short(value: Decimal) -> Decimal:
    """Without needless zeros: 10.0 is printed 10, but 100 stays 100."""
    return value.quantize(Decimal(1)) if value == value.to_integral_value() else value.normalize()
