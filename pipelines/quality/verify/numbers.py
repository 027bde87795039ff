"""Numbers of a quote, read anew: digits or Chinese numerals with the unit behind them.

Belongs here: from printed characters to exact values. Does not belong here: the extractor's reader of numbers
(extract.numbers), which this one must be able to contradict, nor what a number stands for.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cache, lru_cache

from pipelines.lexicon import load
from pipelines.model.frozen import dataclass
from pipelines.model.scripts import SIMPLIFIED

_RUN = re.compile(r"\d+(?:[.,]\d+)*")
_PLAIN = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
_MINUS = re.compile(r"(?:^|[为是达:(,，、≥≤<>=\s])-\Z")
_NUMERALS = "〇零一二两三四五六七八九壹贰叁肆伍陆柒捌玖"
_STEPS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_LARGE = {"万": 10_000, "亿": 100_000_000}
_WRITTEN = re.compile(rf"[{_NUMERALS}{''.join(_STEPS)}{''.join(_LARGE)}]+(?:点[{_NUMERALS}]+)?")
_WIDE_GROUP = re.compile("，(?<=[０-９]，)(?=[０-９]{3}(?![０-９]))")
_HALF = Decimal("0.5")
_SHORT = 400
"""So many characters has a quote, a cell or a row at most that is remembered: they return, from table to table and from
county to county."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A number as printed. ``unit`` stands right behind it, None where no known unit does; ``half`` is half of the
    last printed digit. ``is_glued``: its digits are part of a run that is no single number (194.9194.9)."""

    value: Decimal
    half: Decimal
    unit: str | None
    start: int
    end: int
    is_glued: bool = False


def fold(text: str) -> str:
    """Full-width letters, digits and signs as ASCII, traditional characters as simplified ones; a ＊ is a mask. A full-width comma groups full-width digits alone."""
    if text.isascii():
        return text
    if "，" in text:
        text = _WIDE_GROUP.sub(",", text)
    return _folded().sub(_fold_one, text)


def _fold_one(found: re.Match[str]) -> str:
    return _fold_table()[found.group()]


@cache
def _folded() -> re.Pattern[str]:
    """The characters that are folded: few of a text, so they are searched for, and the rest is left as it is."""
    return re.compile(f"[{''.join(map(re.escape, _fold_table()))}]")


@cache
def _fold_table() -> dict[str, str]:
    table = {
        chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if chr(code) not in "，＊"
    } | SIMPLIFIED
    return table | {"\u2212": "-", "\ufe63": "-", "\u3000": " ", "\xa0": " ", "\u200b": "", "\ufeff": ""}


@cache
def factors(dimension: str) -> Mapping[str, Decimal]:
    """Printed unit → factor, of ``money``, ``people`` or ``percent``."""
    return {unit: Decimal(factor) for unit, factor in load("verify")[dimension].items()}


def numbers(text: str) -> tuple[Printed, ...]:
    """The numbers of a folded text in order, those in Chinese numerals only where a unit of money or people follows."""
    return _remembered(text) if len(text) <= _SHORT else tuple(_numbers(text))


@lru_cache(maxsize=8192)
def _remembered(text: str) -> tuple[Printed, ...]:
    return tuple(_numbers(text))


def _numbers(text: str) -> Iterator[Printed]:
    for run in _RUN.finditer(text):
        digits, (start, end) = run.group(), run.span()
        unit = unit_at(text, end)
        if digits.isdecimal() or _PLAIN.fullmatch(digits):
            before = text[max(0, start - 2) : start]
            sign = -1 if "-" in before and _MINUS.search(before) else 1
            yield _printed(digits, sign, unit, start, end)
        else:
            yield from _pieces(run, unit)
    for written in _WRITTEN.finditer(text):
        yield from _in_words(text, written)


def unit_at(text: str, position: int) -> str | None:
    """The longest known unit at a place, white space before it and inside it left out of account."""
    if position == len(text):
        return None
    found = _unit().match("".join(text[position : position + 12].split()))
    return found.group() if found else None


@cache
def _unit() -> re.Pattern[str]:
    """Any known unit, the longest first."""
    known = {unit for dimension in ("money", "people", "percent") for unit in factors(dimension)}
    return re.compile("|".join(map(re.escape, sorted(known, key=len, reverse=True))))


def _printed(
    digits: str, sign: int, unit: str | None, start: int, end: int, is_glued: bool = False
) -> Printed:
    plain = digits.replace(",", "")
    half = _half(len(plain.partition(".")[2]))
    return Printed(sign * Decimal(plain), half, unit, start, end, is_glued)


@cache
def _half(decimals: int) -> Decimal:
    return _HALF.scaleb(-decimals)


def _pieces(run: re.Match[str], unit: str | None) -> Iterator[Printed]:
    """Every number that a run of glued digits may hold: from its start or behind a printed number, to any place."""
    text = run.group()
    for start in range(len(text)):
        for end in range(start + 1, min(len(text), start + 16) + 1):
            if _PLAIN.fullmatch(text, start, end):
                behind = unit if end == len(text) else None
                yield _printed(
                    text[start:end], 1, behind, run.start() + start, run.start() + end, is_glued=True
                )


def _in_words(text: str, written: re.Match[str]) -> Iterator[Printed]:
    """壹拾贰万元 is 12 万元 or 120000 元: the unit may begin inside the numerals."""
    whole = written.group()
    if whole[0] in _LARGE:  # 万 of 12万元 belongs to the digits before it
        return
    for end in range(len(whole), 0, -1):
        unit = unit_at(text, written.start() + end)
        if unit is not None and unit != "%":
            value = chinese_numeral(whole[:end])
            if value is not None:
                yield Printed(value, _HALF, unit, written.start(), written.start() + end)


def chinese_numeral(text: str) -> Decimal | None:
    """The value of 三百二十 or 壹佰零伍点三; None for what is no numeral."""
    whole, _, decimals = text.partition("点")
    total = section = digit = 0
    for character in whole:
        if character in _NUMERALS:
            digit = _digit(character)
        elif character in _STEPS:
            section += (digit or 1) * _STEPS[character]
            digit = 0
        elif character in _LARGE:
            total = (total + section + digit) * _LARGE[character]
            section = digit = 0
        else:
            return None
    value = Decimal(total + section + digit)
    if decimals:
        value += Decimal("0." + "".join(str(_digit(character)) for character in decimals))
    return value


def _digit(character: str) -> int:
    place = _NUMERALS.index(character)
    return (0, 0, 1, 2, 2, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3, 4, 5, 6, 7, 8, 9)[place]
