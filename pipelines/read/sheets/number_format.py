"""A value as the spreadsheet prints it: 0.9987 by ``0.00%`` is 99.87%.

Belongs here: choosing the section, General, the short way for common codes. Does not belong here: the grammar of codes
(formats), digits and dates. Follows ECMA-376 part 1, 18.8.31.

What cannot be printed for certain (fractions, eras, unknown letters) is printed as the stored number in full: never
fewer digits than the file holds, never a guess. The width of the column is not asked: a number never becomes ####.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from typing import Final

from pipelines.read.sheets.dates import print_date
from pipelines.read.sheets.digits import ROUND, is_fraction, print_digits, print_exponent
from pipelines.read.sheets.formats import GENERAL, Format, Kind, Section, parse_format
from pipelines.read.sheets.numerals import in_digits, in_words

_NUMBER: Final = re.compile(r"\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,4})?\s*", re.IGNORECASE | re.ASCII)
_EXACT: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_FEW: Final = 15  # characters of a number that cannot have more digits than a spreadsheet keeps
_COMMON: Final = re.compile(r"(?P<groups>#,##)?0(\.(?P<places>0{1,15}))?(?P<percent>%?)(_[ )])?")
_COMPARE: Final = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}
_SIGN: Final = re.compile(r"[-−–—(（△▲▼↓负减亏欠]")
_PLAIN: Final = (-10, 20)  # powers of ten that General writes without an exponent


def stored_number(text: str) -> Decimal | None:
    """What a spreadsheet takes the digits in the file for: 15 significant ones; None where it is no number."""
    if len(text) <= _FEW and _EXACT.fullmatch(text):
        return Decimal(text)
    if _NUMBER.fullmatch(text) is None:
        return None
    number = float(text)
    return Decimal(f"{number:.15g}") if abs(number) < float("inf") else None


def print_number(value: Decimal, code: str = GENERAL, from_1904: bool = False) -> str:
    """The printed text of a number, without the spaces that only align it."""
    if code == GENERAL:
        return general(value)
    common = _common(code)
    if common is not None:
        return common.print(value)
    parsed = parse_format(code)
    printed = _by_section(parsed, value, from_1904) if parsed else None
    return general(value) if printed is None else printed.strip()


@dataclass(frozen=True, slots=True)
class _Common:
    """The codes of nearly all numbers, such as ``#,##0.00`` and ``0.00%``: printed without looking at tokens."""

    step: Decimal
    sample: str
    shift: int
    sign: str

    def print(self, value: Decimal) -> str:
        """The same text as by the section."""
        if not value:
            value = abs(value)
        return format(ROUND.quantize(value.scaleb(self.shift), self.step), self.sample) + self.sign


@lru_cache(maxsize=1024)
def _common(code: str) -> _Common | None:
    match = _COMMON.fullmatch(code)
    if match is None:
        return None
    step = Decimal(1).scaleb(-len(match["places"] or ""))
    return _Common(step, ",f" if match["groups"] else "f", 2 if match["percent"] else 0, match["percent"])


@lru_cache(maxsize=1024)
def _text_section(code: str) -> Section | None:
    parsed = parse_format(code)
    return parsed.text if parsed else None


def print_text(text: str, code: str = GENERAL) -> str:
    """The printed text of a text: itself, unless the code adds something or hides it."""
    section = _text_section(code)
    if section is None:
        return text
    if not section.tokens:
        return ""
    if any(token.kind not in {Kind.LITERAL, Kind.TEXT} for token in section.tokens):
        return text
    printed = "".join(text if token.kind is Kind.TEXT else token.text for token in section.tokens)
    return printed if section.has(Kind.TEXT) else printed.strip()


def prints_white(value: Decimal | None, code: str) -> bool:
    """Whether a code prints this number, or a text (None), in white ink: ``[White]0.00``."""
    if not _may_be_white(code) or (parsed := parse_format(code)) is None:
        return False
    if value is None:
        return parsed.text is not None and parsed.text.white
    chosen = _choose(parsed.numbers, value)
    return chosen is not None and chosen[0].white


@lru_cache(maxsize=1024)
def _may_be_white(code: str) -> bool:
    parsed = parse_format(code) if "[" in code else None
    return parsed is not None and any(one.white for one in (*parsed.numbers, parsed.text) if one is not None)


def general(value: Decimal) -> str:
    """``General``: all digits that are stored, no trailing zeros, an exponent only for extreme numbers."""
    if not value:
        return "0"
    if _PLAIN[0] <= value.adjusted() <= _PLAIN[1]:
        plain = f"{value:f}"
        return plain.rstrip("0").rstrip(".") if "." in plain else plain
    mantissa = general(value.scaleb(-value.adjusted()))
    return f"{mantissa}E{value.adjusted():+03}"


def _by_section(parsed: Format, value: Decimal, from_1904: bool) -> str | None:
    chosen = _choose(parsed.numbers, value)
    if chosen is None:
        return None
    section, sign = chosen
    if not section.tokens:
        return "" if len(parsed.numbers) != 1 or parsed.text is not None else general(value)
    if section.is_date:
        return print_date(section, value, from_1904) if section.numerals < 3 else None
    printed = _print(section, abs(value))
    return None if printed is None else sign + printed.strip()


def _choose(sections: Sequence[Section], value: Decimal) -> tuple[Section, str] | None:
    """The section for this value and the sign that stands before it; None where the code leaves it open."""
    sign = "-" if value < 0 else ""
    if len(sections) == 1 and sections[0].condition is None:
        return sections[0], sign
    if any(section.condition for section in sections):
        if value < 0:
            return None
        for section in sections:
            if section.condition is None or _COMPARE[section.condition[0]](value, section.condition[1]):
                return section, ""
        return None
    if value < 0:
        # ``0.00;`` prints a lone sign in one program and nothing in another
        if not sections[1].tokens and len(sections) <= 2:
            return None
        return sections[1], "-" if _is_told_by_colour(sections[1]) else ""
    return sections[2 if not value and len(sections) > 2 else 0], ""


def _is_told_by_colour(section: Section) -> bool:
    """Whether a section marks a number as below nought by its colour alone, and by no sign, bracket or word: ``0.00;[Red]0.00``."""
    says = any(token.kind is Kind.LITERAL and _SIGN.search(token.text) for token in section.tokens)
    return section.coloured and section.has(Kind.DIGIT, Kind.GENERAL) and not says


def _print(section: Section, value: Decimal) -> str | None:
    tokens = section.tokens
    if section.has(Kind.GENERAL, Kind.TEXT):
        if section.has(Kind.DIGIT, Kind.EXPONENT, Kind.PERCENT, Kind.POINT):
            return None
        number = _in_chinese(general(value), section.numerals)
        if number is None:
            return None
        return "".join(number if t.kind in {Kind.GENERAL, Kind.TEXT} else t.text for t in tokens)
    if not section.has(Kind.DIGIT):
        return "".join(token.text for token in tokens)
    if is_fraction(tokens):
        return None
    if section.has(Kind.EXPONENT):
        return print_exponent(tokens, value) if not section.numerals else None
    printed = print_digits(tokens, value)
    if section.numerals and printed is not None:
        # programs agree on whole numbers only: 壹贰叁; with a point or groups one says 壹仟贰佰, another does not
        plain = all(t.kind is Kind.LITERAL or t.text == "0" for t in tokens) or section.numerals == 3
        return in_digits(printed, section.numerals) if plain else None
    return printed


def _in_chinese(number: str, style: int) -> str | None:
    if not style:
        return number
    whole, point, fraction = number.partition(".")
    words = in_words(whole, style) if whole.isdigit() else None
    return None if words is None else words + point + in_digits(fraction, style)
