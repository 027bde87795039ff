"""Quantity: a printed number with its unit, and Interval: what its printed precision leaves open.

Belongs here: exact decimal arithmetic on printed figures. Does not belong here: which units exist (lexicon/units.toml).
"""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum

from pipelines.model.frozen import dataclass


class Dimension(StrEnum):
    """What a unit measures. Base units: yuan, persons, percent (100 = 100 %), points (分)."""

    MONEY = "money"
    PEOPLE = "people"
    PERCENT = "percent"
    SCORE = "score"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Interval:
    """Closed interval of exact decimals: a value printed with d decimals stands for ± half of its last digit."""

    low: Decimal
    high: Decimal

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __sub__(self, other: Interval) -> Interval:
        return Interval(self.low - other.high, self.high - other.low)

    def __mul__(self, other: Interval) -> Interval:
        ends = [a * b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(ends), max(ends))

    def __truediv__(self, other: Interval) -> Interval:
        """Raises ZeroDivisionError where the divisor may be zero."""
        if other.low <= 0 <= other.high:
            raise ZeroDivisionError("the divisor's interval holds zero")
        ends = [a / b for a in (self.low, self.high) for b in (other.low, other.high)]
        return Interval(min(ends), max(ends))

    def meets(self, other: Interval) -> bool:
        """Whether both may be the same number."""
        return self.low <= other.high and other.low <= self.high


@dataclass(frozen=True, slots=True)
class Quantity:
    """A printed number. ``value`` and ``half_unit`` are in the base unit: 141.19 万元 is 1411900.00 ± 50."""

    text: str
    unit_text: str
    dimension: Dimension
    value: Decimal
    half_unit: Decimal

    def interval(self) -> Interval:
        """All values that would have been printed like this."""
        return Interval(self.value - self.half_unit, self.value + self.half_unit)
