"""Corrected values: what a person writes as the right number, as an exact value of its field.

Belongs here: digits and unit → value and half of the last digit, within the digits of the column. Does not belong here:
files (entries), whether the correction still holds (replay).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import ROUND_CEILING, Decimal
from functools import cache
from typing import Final

from pipelines.lexicon import load

_NUMBER: Final = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_LONGEST: Final = 40
_FINEST: Final = Decimal("0.0001")
_PERCENT_SIGNS: Final = ("", "%")


@dataclass(frozen=True, slots=True)
class CorrectedValue:
    """The right value of a field in the unit of its column, beside it the digits and the unit as a person wrote them."""

    field: str
    text: str
    unit: str
    value: Decimal
    half_unit: Decimal


def default_field(table: str) -> str:
    """The field that a correction of this table means where it names none."""
    return str(next(iter(load("review")["table"][table]["fields"])))


def correct_value(table: str, field: str, text: str, unit: str) -> CorrectedValue | None:
    """The value; None where digits, unit or size do not fit the field."""
    sort = load("review")["table"][table]["fields"].get(field)
    factor = _factor(sort, unit)
    if sort is None or factor is None or len(text) > _LONGEST or not _NUMBER.fullmatch(text):
        return None
    plain = text.replace(",", "")
    decimals = len(plain.partition(".")[2])
    value = Decimal(plain) * factor
    limits = load("review")["sort"][sort]
    step = Decimal(1).scaleb(-limits["scale"])
    if abs(value) >= 10 ** (limits["digits"] - limits["scale"]) or value != value.quantize(step):
        return None
    if value < 0 and not limits["signed"]:
        return None
    half = (Decimal(5).scaleb(-decimals - 1) * factor).quantize(_FINEST, rounding=ROUND_CEILING)
    return CorrectedValue(field, text, unit, value, half)


def _factor(sort: str | None, unit: str) -> Decimal | None:
    """How much one of the unit is in the unit of the column; None where the sort has no such unit."""
    if sort == "money":
        return money_units().get(unit)
    if sort == "percent":
        return Decimal(1) if unit in _PERCENT_SIGNS else None
    return Decimal(1) if not unit or sort not in ("money", "percent") else None


@cache
def money_units() -> dict[str, Decimal]:
    """Factors of all spellings of units of money."""
    return {
        says: Decimal(row["factor"])
        for row in load("units")["unit"]
        if row["dimension"] == "money"
        for says in row["says"]
    }
