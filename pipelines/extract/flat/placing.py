"""Placing: the values of a row of a copied form under its columns, by their sorts and by arithmetic.

Belongs here: rows that lost their empty cells. Does not belong here: finding titles and rows (money_rows).

A row that is complete needs no arithmetic: what it contradicts is for the rules to tell. A shorter one is placed only where
one way is left: amounts under amounts, points under points, a rate that is executed ÷ budget, a score no higher than its full mark.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from typing import Final

from pipelines.extract.flat.tokens import Token, is_number

_DIGITS: Final = re.compile(r"-?\d[\d, ]*(?:\.\d+)?")
_ROUNDING: Final = Decimal("0.5")
_FULL: Final = Decimal(100)


@dataclass(frozen=True, slots=True)
class Column:
    """A title. ``sort``: amount, rate, points, score or other; ``stage`` of an amount."""

    sort: str
    stage: str | None = None


def placed(values: Sequence[Token], columns: Sequence[Column]) -> tuple[Token | None, ...] | None:
    """The values under their columns; None where more than one way, or none, agrees with the arithmetic."""
    if len(values) == len(columns):
        return tuple(values) if _fits(values, columns) else None
    printed = [value for value in values if not value.is_empty]
    if not any(is_number(value.text) for value in printed):
        return (None,) * len(columns)  # nothing but signs for nothing
    for kept in (values, printed, [value for value in printed if is_number(value.text)]):
        ways = [
            way
            for chosen in combinations(range(len(columns)), min(len(kept), len(columns)))
            if len(kept) <= len(columns)
            and _fits(way := _spread(kept, chosen, len(columns)), columns)
            and _adds_up(way, columns)
        ]
        if len(ways) == 1:
            return ways[0]
    return None


def _spread(values: Sequence[Token], chosen: Sequence[int], width: int) -> tuple[Token | None, ...]:
    at = dict(zip(chosen, values, strict=True))
    return tuple(at.get(column) for column in range(width))


def _fits(row: Sequence[Token | None], columns: Sequence[Column]) -> bool:
    """Whether each value is of the sort of its column: per cent under a rate, whole points under 分值."""
    for token, column in zip(row, columns, strict=True):
        value = _value(token)
        if token is None or value is None:
            continue
        if token.text.endswith("%") and column.sort != "rate":
            return False
        if column.sort == "points" and not (value == value.to_integral_value() and 0 < value <= _FULL):
            return False
    return True


def _adds_up(row: Sequence[Token | None], columns: Sequence[Column]) -> bool:
    """Whether the rate is that of the amounts, the score within its full mark, and nothing stands without its base."""
    values = [_value(token) for token in row]
    pairs = [(c, v) for c, v in zip(columns, values, strict=True) if v is not None]
    amounts = {column.stage: value for column, value in pairs if column.sort == "amount"}
    full = min((value for column, value in pairs if column.sort == "points"), default=_FULL)
    sorts = {column.sort for column, _ in pairs}
    if not amounts or "other" in sorts or ("score" in sorts) != ("points" in sorts):
        return False
    return all(
        (column.sort != "score" or 0 <= value <= full) and (column.sort != "rate" or _is_rate(value, amounts))
        for column, value in pairs
    )


def _is_rate(value: Decimal, amounts: dict[str | None, Decimal]) -> bool:
    """Whether a printed rate is executed ÷ one of the budgets, within half a point; nothing of nothing is printed as 0 %."""
    done = amounts.get("executed")
    if done is None:
        return False
    bases = [amount for stage, amount in amounts.items() if stage != "executed" and amount]
    if not bases:
        return done == value == 0
    return any(abs(done / base * 100 - value) <= _ROUNDING for base in bases)


def _value(token: Token | None) -> Decimal | None:
    if token is None or token.is_empty or not is_number(token.text):
        return None
    match = _DIGITS.match(token.text)
    return Decimal(match.group().replace(",", "").replace(" ", "")) if match else None
