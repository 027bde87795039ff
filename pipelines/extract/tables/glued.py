"""Glued digits: which numbers a run of digits without gaps was, where arithmetic leaves one reading.

Belongs here: cutting a run into the values of its columns. Does not belong here: finding runs and what they mean
(glued_forms).

64.864.864.8100% under three amounts and a rate reads 64.8 | 64.8 | 64.8 | 100%: the rate is the executed amount over a
budget within its printed precision; a rate in whole per cent, which proves little, has to be exact. A run with no such
reading, or more than one, has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

AMOUNT: Final = re.compile(r"(?:0|[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d*)(?:\.\d{1,6})?")
RATE: Final = re.compile(r"(?:0|[1-9]\d{0,2})(?:\.\d{1,4})?%")
NONE: Final = re.compile(r"-|—{1,2}|/")
POINTS: Final = re.compile(r"[1-9]\d?|100")
SCORE: Final = re.compile(r"(?:0|[1-9]\d?|100)(?:\.\d{1,2})?")
LONGEST: Final = 64
MOST_COLUMNS: Final = 8
BUDGETS: Final = ("adjusted", "initial", "received")
ROUNDING: Final = Decimal("0.1")
WAYS: Final = 2
"""As soon as there are two readings there is none."""


def split_run(run: str, columns: Sequence[str]) -> tuple[str, ...] | None:
    """The values of a run under its columns; None unless exactly one reading agrees with the printed rate."""
    if len(run) > LONGEST or len(columns) > MOST_COLUMNS or columns.count("rate") != 1:
        return None
    found: list[tuple[str, ...]] = []
    for values in _readings(run.replace(" ", ""), tuple(columns)):
        if _agrees(values, columns):
            found.append(values)
            if len(found) == WAYS:
                return None
    return found[0] if found and _is_telling(found[0], columns) else None


def proves(values: Sequence[str], columns: Sequence[str]) -> bool:
    """Whether values that stand apart fit their columns and the rate proves them."""
    return (
        len(values) == len(columns)
        and "rate" in columns
        and all(
            _pattern(code).fullmatch(value) or (code != "rate" and NONE.fullmatch(value))
            for value, code in zip(values, columns, strict=True)
        )
        and _agrees(values, columns)
    )


def split_like(run: str, whole: Sequence[str], amounts: int) -> tuple[str, ...] | None:
    """The amounts of a row that prints no rate: those of the whole once more, or zeros in each of its columns.

    2020 below 20 | 20 is 20 | 20, where the whole is of one source; 0.000.000.00 is three times nothing.
    """
    digits = run.replace(" ", "").rstrip("-—/")
    for values in (tuple(whole), *((zero,) * amounts for zero in ("0.00", "0.0", "0"))):
        if len(values) == amounts >= WAYS and "".join(values) == digits:
            return values
    return None


def _readings(run: str, columns: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """All ways to cut the run; the rate, which ends in %, parts it in two."""
    sign = run.find("%")
    if sign < 0 or run.count("%") != 1:
        return
    place = columns.index("rate")
    for left in _cut(run[: sign + 1], columns[: place + 1]):
        for right in _cut(run[sign + 1 :], columns[place + 1 :]):
            yield (*left, *right)


def _cut(run: str, columns: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if not columns:
        if not run:
            yield ()
        return
    pattern = _pattern(columns[0])
    for end in range(1, len(run) - len(columns) + 2) if len(columns) > 1 else (len(run),):
        if pattern.fullmatch(run, 0, end) or (columns[0] != "rate" and NONE.fullmatch(run, 0, end)):
            for rest in _cut(run[end:], columns[1:]):
                yield (run[:end], *rest)


def _pattern(code: str) -> re.Pattern[str]:
    return {"rate": RATE, "points": POINTS, "score": SCORE}.get(code, AMOUNT)


def _is_telling(values: Sequence[str], columns: Sequence[str]) -> bool:
    """Whether the agreement is no accident: a rate with decimals, or one that is exact (100 %)."""
    rate = values[list(columns).index("rate")].rstrip("%")
    if "." in rate:
        return True
    by_code = _by_code(values, columns)
    base = next(by_code[code] for code in BUDGETS if by_code.get(code))
    return by_code["executed"] > 0 and by_code["executed"] * 100 == by_code["rate"] * base


def _agrees(values: Sequence[str], columns: Sequence[str]) -> bool:
    """Whether the rate is executed ÷ budget within its last digit, and the score that share of its full mark."""
    by_code = _by_code(values, columns)
    rate = values[list(columns).index("rate")].rstrip("%")
    half = Decimal(5).scaleb(-len(rate.partition(".")[2]) - 1)
    base = next((by_code[code] for code in BUDGETS if by_code.get(code)), None)
    if "executed" not in by_code or base is None:
        return False
    if "score" in by_code and "points" in by_code:
        due = by_code["points"] * by_code["rate"] / 100
        if abs(by_code["score"] - due) > ROUNDING:
            return False
    return abs(by_code["executed"] / base * 100 - by_code["rate"]) <= half


def _by_code(values: Sequence[str], columns: Sequence[str]) -> dict[str, Decimal]:
    """The numbers by their columns; a column that holds a dash has none."""
    return {
        code: _value(value) for value, code in zip(values, columns, strict=True) if not NONE.fullmatch(value)
    }


def _value(text: str) -> Decimal:
    return Decimal(text.replace(",", "").rstrip("%"))
