"""Columns: how many digits a stored decimal has, and how a printed quantity gets there without a silent loss.

Belongs here: precision of the decimal columns of the contract and the step from Quantity to column. Does not belong
here: SQL types (warehouse/schema) and Arrow types (shard), which follow this table.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_CEILING, ROUND_HALF_EVEN, Decimal, localcontext
from functools import cache, lru_cache
from typing import Final

from pipelines.model.frozen import dataclass
from pipelines.model.quantity import Quantity

PRECISION: Final[Mapping[str, tuple[int, int]]] = {
    "amount_yuan": (18, 2),
    "half_unit_yuan": (18, 4),
    "rate_pct": (9, 4),
    "half_unit_pct": (9, 4),
    "change_pct": (9, 4),
    "change_half_unit_pct": (9, 4),
    "completion_pct": (9, 4),
    "max_deduction": (24, 6),
    "weight": (24, 6),
    "score": (24, 6),
    "total": (24, 6),
    "full_mark": (24, 6),
    "self_score": (24, 6),
    "target_num": (24, 6),
    "actual_num": (24, 6),
    "confidence": (9, 4),
    "match_confidence": (9, 4),
}
"""Digits in all and digits after the point, by the name of the column."""

LARGEST_YUAN: Final[Mapping[str, Decimal]] = {
    "three_public": Decimal(10) ** 8,
    "agency_running": Decimal(10) ** 9,
    "operating": Decimal(10) ** 9,
}
"""What no department of a county spends on this; of any other category ``LARGEST_TOTAL``: a unit is wrong."""

LARGEST_TOTAL: Final = Decimal(10) ** 10

LARGEST_HEADCOUNT: Final = 10**6
"""No department of a county has a tenth of these people."""

_POINTS: Final = ("max_deduction", "weight", "score", "total", "full_mark", "self_score")
_LARGEST: Final[Mapping[str, Decimal]] = {
    "amount_yuan": Decimal(10) ** 12,
    "half_unit_yuan": Decimal(10) ** 12,
    "target_num": Decimal(10) ** 13,
    "actual_num": Decimal(10) ** 13,
    **dict.fromkeys(_POINTS, Decimal(10) ** 5),
}
"""More than any project or county has, any indicator counts and any scale of points reaches: rules add and multiply up to here
without overflow, which would be a rule of no result and a night that is not published."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A quantity as stored. The interval ``value ± half_unit`` always holds the printed one."""

    value: Decimal
    half_unit: Decimal


@lru_cache(maxsize=4096)
def fits(column: str, value: Decimal | None) -> bool:
    """Whether the column holds the value exactly."""
    if value is None:
        return True
    _, scale = PRECISION[column]
    with localcontext() as context:
        context.prec = 60
        return value.is_finite() and abs(value) < bound(column) and value == _step(value, scale)


def fit(quantity: Quantity, value_column: str, half_unit_column: str) -> Stored | None:
    """The quantity in the digits of its columns; None where it is too large for them.

    A number printed finer than the column (a fraction of a 分, which only computed cells show) is rounded, and its
    half unit grows by what was rounded away, so that no comparison takes it for more exact than it is.
    """
    _, scale = PRECISION[value_column]
    _, half_scale = PRECISION[half_unit_column]
    with localcontext() as context:
        context.prec = 60
        if not quantity.value.is_finite() or abs(quantity.value) >= bound(value_column) - 1:
            return None
        value = _step(quantity.value, scale)
        half_unit = quantity.half_unit + abs(value - quantity.value)
        half_unit = half_unit.quantize(_last_digit(half_scale), rounding=ROUND_CEILING)
        if half_unit >= bound(half_unit_column):
            return None
        return Stored(value, half_unit)


@cache
def bound(column: str) -> Decimal:
    """The first value that a column does not take, up or down."""
    digits, scale = PRECISION[column]
    return min(_LARGEST.get(column, Decimal("Infinity")), Decimal(10) ** (digits - scale))


def _step(value: Decimal, scale: int) -> Decimal:
    return value.quantize(_last_digit(scale), rounding=ROUND_HALF_EVEN)


@cache
def _last_digit(scale: int) -> Decimal:
    return Decimal(1).scaleb(-scale)
