"""Purse: amounts of money that a document prints exactly, in its own unit and manner.

Belongs here: inventing amounts, splitting them, printing them. Does not belong here: what they are for.
Amounts are exact yuan; each is a whole number of the last printed digits, so that printing loses nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from random import Random

_YUAN = {"元": Decimal(1), "万元": Decimal(10000)}
_FULL_WIDTH = str.maketrans("0123456789.,", "０１２３４５６７８９．，")


@dataclass(frozen=True, slots=True)
class Purse:
    """How a document prints money. ``bare``: without trailing zeros."""

    unit: str
    decimals: int
    thousands: bool
    bare: bool
    full_width: bool

    @property
    def step(self) -> Decimal:
        """The last printed digit in yuan."""
        return _YUAN[self.unit].scaleb(-self.decimals)

    def some(self, rng: Random, low: int, high: int) -> Decimal:
        """An amount between ``low`` and ``high`` 万元."""
        return self.exact(Decimal(rng.randint(low * 10**6, high * 10**6)) / 100)

    def exact(self, yuan: Decimal) -> Decimal:
        """The nearest amount that can be printed."""
        return (yuan / self.step).quantize(Decimal(1), ROUND_HALF_UP) * self.step

    def part(self, rng: Random, whole: Decimal, low: float, high: float) -> Decimal:
        """A part of an amount, ``low`` to ``high`` of it."""
        return self.exact(whole * Decimal(str(round(rng.uniform(low, high), 4))))

    def show(self, yuan: Decimal, unit: bool = False) -> str:
        """As printed; ``unit``: with 万元 or 元 behind it."""
        number = yuan / _YUAN[self.unit]
        text = f"{number:{',' if self.thousands else ''}.{self.decimals}f}"
        if self.bare and "." in text:
            text = text.rstrip("0").rstrip(".")
        if self.full_width:
            text = text.translate(_FULL_WIDTH)
        return text + (self.unit if unit else "")


def purse(rng: Random, *units: str) -> Purse:
    """A manner of printing, mostly 万元 with two decimals, as real reports have it."""
    unit = rng.choice(units or ("万元", "万元", "万元", "元"))
    if unit == "元":
        return Purse(unit, 2, rng.random() < 0.5, rng.random() < 0.3, False)
    decimals = rng.choice((2, 2, 2, 2, 4, 0, 6))
    return Purse(unit, decimals, rng.random() < 0.2, rng.random() < 0.35, rng.random() < 0.06)


def percent(part: Decimal, whole: Decimal, decimals: int = 2) -> str:
    """A rate in percent without its sign."""
    return f"{(part * 100 / whole).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP):f}"
