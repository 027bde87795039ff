"""Corrupting a printed number the way people and machines do.

Belongs here: kinds of slips. Does not belong here: what the number stands for (figures).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from random import Random

NUMBER = re.compile(r"(?<![\d.])\d+(?:\.\d+)?(?![\d.])")
Slip = Callable[[Random, str], str | None]


def _wrong_digit(rng: Random, number: str) -> str | None:
    places = [i for i, c in enumerate(number) if c.isdigit()]
    at = rng.choice(places)
    return number[:at] + rng.choice([d for d in "0123456789" if d != number[at]]) + number[at + 1 :]


def _swapped_digits(rng: Random, number: str) -> str | None:
    places = [
        i for i in range(len(number) - 1) if (pair := number[i : i + 2]).isdigit() and pair[0] != pair[1]
    ]
    if not places:
        return None
    at = rng.choice(places)
    return number[:at] + number[at + 1] + number[at] + number[at + 2 :]


def _lost_digit(rng: Random, number: str) -> str | None:
    whole, _, decimals = number.partition(".")
    if len(whole) < 2:
        return None
    at = rng.randrange(len(whole))
    return whole[:at] + whole[at + 1 :] + ("." + decimals if decimals else "")


def _moved_point(rng: Random, number: str) -> str | None:
    whole, _, decimals = number.partition(".")
    if decimals and rng.random() < 0.5:
        return whole + decimals[0] + ("." + decimals[1:] if decimals[1:] else "")
    return f"{whole[:-1]}.{whole[-1]}{decimals}" if len(whole) > 1 else None


SLIPS: Mapping[str, Slip] = {
    "错一位 wrong digit": _wrong_digit,
    "两位颠倒 swapped digits": _swapped_digits,
    "漏一位 lost digit": _lost_digit,
    "小数点错位 moved point": _moved_point,
}


def slips(rng: Random, number: str) -> Iterator[tuple[str, str]]:
    """(kind, corrupted number) for each kind that changes this number's value."""
    for kind, slip in SLIPS.items():
        changed = slip(rng, number)
        if changed is not None and changed != number and not re.match(r"0\d", changed):
            yield kind, changed
