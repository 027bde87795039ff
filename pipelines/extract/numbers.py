"""Printed numbers: every number of a text that carries a unit of money, people, percent or score.

Belongs here: finding digits and the unit right after them, and turning both into an exact Quantity. Does not belong
here: what the number means (interpret) or a unit that stands elsewhere than beside it (tables).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from pipelines.lexicon import load
from pipelines.model.flow import Flow
from pipelines.model.quantity import Dimension, Quantity

NUMBER = re.compile(r"(?<![\d.A-Za-z])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?(?![\d.]*\d)")
BARE = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
WRAP_BEFORE = re.compile(r"[\d.] $")
WRAP_AFTER = re.compile(r"^\.? \d|^\. ")


@dataclass(frozen=True, slots=True)
class Unit:
    """A spelling of a unit with its factor into the base unit."""

    text: str
    dimension: Dimension
    factor: Decimal
    not_after: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PrintedNumber:
    """A number in a folded flow: digits at ``[start:digits_end)``, unit up to ``end``.

    ``quantity`` is None where no unit stands beside the digits. ``broken``: a line wrap may have cut the digits, so
    the value is not certain.
    """

    start: int
    digits_end: int
    end: int
    text: str
    quantity: Quantity | None
    broken: bool


@cache
def units() -> tuple[Unit, ...]:
    """All spellings of lexicon/units.toml, longest first."""
    found = [
        Unit(says, Dimension(row["dimension"]), Decimal(row["factor"]), tuple(row["not_after"]))
        for row in load("units")["unit"]
        for says in row["says"]
    ]
    return tuple(sorted(found, key=lambda u: -len(u.text)))


@cache
def announcements() -> tuple[re.Pattern[str], ...]:
    """Patterns that announce the unit of a table, a column or a page; group 1 is the unit."""
    return tuple(re.compile(p) for p in load("units")["announced"]["patterns"])


def announced_unit(text: str) -> Unit | None:
    """The unit that a caption, header or label announces: ``单位：万元`` or ``预算数(万元)``; None if none or several."""
    found = {match.group(1) for pattern in announcements() for match in pattern.finditer(text)}
    if len(found) != 1:
        return None
    name = found.pop()
    return next((unit for unit in units() if unit.text == name), None)


def unit_after(text: str, position: int) -> Unit | None:
    """The unit that stands at ``position``, one space allowed before it."""
    if text[position : position + 1] == " ":
        position += 1
    for unit in units():
        if text.startswith(unit.text, position):
            rest = text[position + len(unit.text) :]
            return None if any(rest.startswith(word) for word in unit.not_after) else unit
    return None


def quantity(digits: str, unit: Unit) -> Quantity:
    """Exact value in the base unit, with half of the last printed digit: ``141.19`` 万元 → 1411900.00 ± 50."""
    plain = digits.replace(",", "")
    decimals = len(plain.partition(".")[2])
    half = Decimal(5).scaleb(-decimals - 1) * unit.factor
    return Quantity(digits, unit.text, unit.dimension, Decimal(plain) * unit.factor, half)


def printed_numbers(flow: Flow) -> Iterator[PrintedNumber]:
    """All numbers of a folded flow in order, those without a unit included."""
    text = flow.text
    for match in NUMBER.finditer(text):
        start, stop = match.span()
        unit = unit_after(text, stop)
        end = stop if unit is None else text.index(unit.text, stop) + len(unit.text)
        broken = bool(
            WRAP_BEFORE.search(text[max(0, start - 2) : start]) or WRAP_AFTER.search(text[stop : stop + 3])
        )
        value = None if unit is None else quantity(match.group(), unit)
        yield PrintedNumber(start, stop, end, match.group(), value, broken)


def accountable(numbers: Sequence[PrintedNumber]) -> int:
    """How many of the numbers carry a unit that must be accounted for."""
    return sum(n.quantity is not None for n in numbers)
