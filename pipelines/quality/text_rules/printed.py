"""Numbers as a text rule's phrases print them: value, rounding, money.

Belongs here: from printed digits to exact values. Does not belong here: finding them (the rules), figures of the database.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import cache

from pipelines.lexicon import load


def number(printed: str) -> Decimal:
    """The value of digits that may be grouped by commas."""
    return Decimal(printed.replace(",", ""))


def decimals(printed: str) -> int:
    """How many stand behind the point."""
    return len(printed.partition(".")[2])


def half_unit(printed: str) -> Decimal:
    """Half a unit of the last printed digit: as much may be rounded away."""
    return Decimal(1).scaleb(-decimals(printed)) / 2


@cache
def yuan_by_unit() -> Mapping[str, Decimal]:
    """Unit of money → yuan."""
    return {
        says: Decimal(unit["factor"])
        for unit in load("units")["unit"]
        if unit["dimension"] == "money"
        for says in unit["says"]
    }
