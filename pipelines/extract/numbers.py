"""Printed numbers: every number of a text that carries a unit of money, people, percent or score.

Belongs here: finding digits and the unit right after them, and turning both into an exact Quantity. Does not belong
here: what the number means (meaning) or a unit that stands elsewhere than beside it (tables).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from functools import cache, lru_cache
from operator import attrgetter

from pipelines.extract.prose.written import VAGUE_AMOUNT, repeats, written_amounts
from pipelines.lexicon import load
from pipelines.model.flow import Flow
from pipelines.model.frozen import dataclass
from pipelines.model.quantity import Dimension, Quantity

RUN = re.compile(r"\d(?<![\d.A-Za-z].)\d*(?:[.,]\d+)*")  # a digit first: the search leaps to the next one
MAY_HOLD_NUMBER = re.compile(r"[\d元圆]")
NUMBER = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
MINUS = re.compile(r"(?:^|[为是达:(,，])[-−]$")
RANGE = re.compile(r"[-−–—~]$|\d(?:万|亿)?元?[至到]$")
INEXACT = re.compile(r"[余多几来](?=百?[万亿]?元|人|名|%)")
VAGUE = re.compile("[约近超余]")
ABOUT = re.compile("(?:(?<![节制签合条违履预契邀])约|将近)$")
BARE = re.compile(r"-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
MISPRINTED = re.compile(r"0\d[\d.]*")
THOUSANDS = re.compile(r"[1-9]\d{0,2}\.\d{3}")
"""Digits that no sum is printed in: 0285.6万元 has lost some, the point of 450.000元 may part thousands."""
WRAP_BEFORE = re.compile(r"[\d.] $")
CONTEXT = 16
WRAP_AFTER = re.compile(r"^\.? \d|^\. ")
NOTE_MARK = re.compile(r"[¹²³⁰⁴-⁹①-⑳]{1,3}|[\[〔]\d{1,2}[\]〕]")
CUT_DECIMALS = re.compile(r" \.\d+")


_start = attrgetter("start")


@dataclass(frozen=True, slots=True)
class Unit:
    """A spelling of a unit with its factor into the base unit.

    ``only_after``: the words that make it one (编制20个); ``only_before``: what must follow it (资金29.6万，).
    """

    text: str
    dimension: Dimension
    factor: Decimal
    not_after: tuple[str, ...]
    only_after: re.Pattern[str] | None = None
    only_before: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class PrintedNumber:
    """A number in a folded flow: digits at ``[start:digits_end)``, unit up to ``end``.

    ``quantity`` is None where no unit stands beside the digits. ``broken``: a line wrap may have cut the digits, or
    they are no number (1,22.86). ``inexact``: a range or a round figure (50余万元). ``contradicted``: digits and words
    that should say the same do not. None of these values is certain. ``written``: an amount in words (贰佰万元整).
    """

    start: int
    digits_end: int
    end: int
    text: str
    quantity: Quantity | None
    broken: bool
    inexact: bool = False
    written: bool = False
    contradicted: bool = False

    @property
    def uncertain(self) -> str | None:
        """The kind of problem that keeps the value from being used; None where it is certain."""
        if self.contradicted:
            return "number_words_differ"
        if self.broken:
            return "number_broken"
        return "number_inexact" if self.inexact else None


@cache
def units() -> tuple[Unit, ...]:
    """All spellings of lexicon/units.toml, longest first."""
    found = [
        Unit(
            says,
            Dimension(row["dimension"]),
            Decimal(row["factor"]),
            tuple(row["not_after"]),
            re.compile(row["only_after"]) if "only_after" in row else None,
            re.compile(row["only_before"]) if "only_before" in row else None,
        )
        for row in load("units")["unit"]
        for says in row["says"]
    ]
    return tuple(sorted(found, key=lambda u: -len(u.text)))


@cache
def _units_by_first() -> dict[str, tuple[Unit, ...]]:
    """The units by the character that they begin with, the longest first."""
    firsts = dict.fromkeys(unit.text[0] for unit in units())
    return {first: tuple(unit for unit in units() if unit.text[0] == first) for first in firsts}


@cache
def announcements() -> tuple[re.Pattern[str], ...]:
    """Patterns that announce the unit of a table, a column or a page; group 1 is the unit."""
    return tuple(re.compile(p) for p in load("units")["announced"]["patterns"])


@cache
def _may_announce() -> re.Pattern[str]:
    """The last characters of all units: most texts hold none of them and announce nothing."""
    return re.compile(f"[{''.join(map(re.escape, sorted({unit.text[-1] for unit in units()})))}]")


@lru_cache(maxsize=8192)
def announced_unit(text: str) -> Unit | None:
    """The unit that a caption, header or label announces: ``单位：万元`` or ``预算数(万元)``; None if none or several."""
    if not _may_announce().search(text):
        return None
    found = {match.group(1) for pattern in announcements() for match in pattern.finditer(text)}
    if len(found) != 1:
        return None
    name = found.pop()
    return next((unit for unit in units() if unit.text == name), None)


def announces_several(text: str) -> bool:
    """Whether a text announces more than one unit of money: which of them holds is not known."""
    found = {match.group(1) for pattern in announcements() for match in pattern.finditer(text)}
    return len({name for name in found if name.endswith("元")}) > 1


def unit_after(text: str, position: int, before: str = "") -> Unit | None:
    """The unit that stands at ``position``, one space allowed before it; ``before``: the words before the digits."""
    if text[position : position + 1] == " ":
        position += 1
    for unit in _units_by_first().get(text[position : position + 1], ()):
        if text.startswith(unit.text, position):
            if text.startswith(unit.not_after, position + len(unit.text)):
                return None
            if unit.only_after is not None and not unit.only_after.search(before):
                continue
            if unit.only_before is None or unit.only_before.match(text, position + len(unit.text)):
                return unit
    return None


def quantity(digits: str, unit: Unit) -> Quantity:
    """Exact value in the base unit, with half of the last printed digit: ``141.19`` 万元 → 1411900.00 ± 50."""
    plain = digits.replace(",", "")
    decimals = len(plain.partition(".")[2])
    half = Decimal(5).scaleb(-decimals - 1) * unit.factor
    return Quantity(digits, unit.text, unit.dimension, Decimal(plain) * unit.factor, half)


def printed_numbers(flow: Flow) -> Iterator[PrintedNumber]:
    """All numbers of a folded flow in order, those without a unit included.

    Where an amount stands in digits and in words, the first of both is the number; the other only confirms it.
    """
    if not MAY_HOLD_NUMBER.search(flow.text):
        return
    last: PrintedNumber | None = None
    for number in sorted([*_in_digits(flow), *_in_words(flow), *_vague(flow)], key=_start):
        if (
            last is not None
            and last.written != number.written
            and repeats(flow.text[last.end : number.start])
        ):
            same = last.quantity and number.quantity and last.quantity.value == number.quantity.value
            last = last if same else replace(last, contradicted=True)
            continue
        if last is not None:
            yield last
        last = number
    if last is not None:
        yield last


def _in_words(flow: Flow) -> Iterator[PrintedNumber]:
    for amount in written_amounts(flow.text):
        yuan = next(unit for unit in units() if unit.text == "元")
        half = Decimal("0.005") if amount.exact else Decimal("0.5")
        value = Quantity(amount.text, yuan.text, Dimension.MONEY, amount.value, half)
        vague = VAGUE.search(flow.text[max(0, amount.start - 1) : amount.start]) is not None
        yield PrintedNumber(
            amount.start, amount.end - 1, amount.end, amount.text, value, False, inexact=vague, written=True
        )


def _vague(flow: Flow) -> Iterator[PrintedNumber]:
    for match in VAGUE_AMOUNT.finditer(flow.text):
        yield PrintedNumber(
            match.start(), match.end() - 1, match.end(), match.group(), None, False, inexact=True
        )


def is_misprinted(run: str, unit: Unit) -> bool:
    """Whether no amount of money is printed so."""
    if unit.dimension is not Dimension.MONEY:
        return False
    return MISPRINTED.fullmatch(run) is not None or (
        unit.text == "元" and THOUSANDS.fullmatch(run) is not None
    )


def _in_digits(flow: Flow) -> Iterator[PrintedNumber]:
    text = flow.text
    for match in RUN.finditer(text):
        start, stop = match.span()
        cut = CUT_DECIMALS.match(text, stop)  # 98765 .43万元
        stop = cut.end() if cut else stop
        run = text[start:stop]
        before = text[max(0, start - CONTEXT) : start]
        vague = INEXACT.match(text, stop)
        unit = unit_after(text, vague.end() if vague else stop, before)
        noted = NOTE_MARK.match(text, stop) if unit is None else None  # 300¹万元: of 300, or a digit of 3001
        unit = unit_after(text, noted.end(), before) if noted else unit
        end = stop if unit is None else text.index(unit.text, stop) + len(unit.text)
        well_formed = NUMBER.fullmatch(run) is not None
        if not well_formed and unit is None:
            continue
        broken = not well_formed or bool(
            WRAP_BEFORE.search(before[-2:]) or WRAP_AFTER.search(text[stop : stop + 3])
        )
        broken |= unit is not None and (noted is not None or is_misprinted(run, unit))
        negative = unit is not None and bool(MINUS.search(before))
        digits = f"-{run}" if negative else run
        value = quantity(digits, unit) if unit is not None and well_formed else None
        inexact = bool(vague) or (unit is not None and not negative and bool(RANGE.search(before)))
        inexact |= unit is not None and ABOUT.search(before) is not None
        yield PrintedNumber(start - negative, stop, end, digits, value, broken, inexact)
