"""A value as the spreadsheet prints it: 0.9987 by ``0.00%`` is 99.87%.

Belongs here: choosing the section, digits, grouping, scaling, exponents, General. Does not belong here: the grammar of
codes (formats), dates. Follows ECMA-376 part 1, 18.8.31.

What cannot be printed for certain (fractions, eras, unknown letters) is printed as the stored number in full: never
fewer digits than the file holds, never a guess. The width of the column is not asked: a number never becomes ####.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache
from typing import Final

from pipelines.read.sheets.dates import print_date
from pipelines.read.sheets.formats import GENERAL, Format, Kind, Section, Token, parse_format
from pipelines.read.sheets.numerals import in_digits, in_words

_NUMBER: Final = re.compile(r"\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,4})?\s*", re.IGNORECASE | re.ASCII)
_EXACT: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_FEW: Final = 15  # characters of a number that cannot have more digits than a spreadsheet keeps
_COMMON: Final = re.compile(r"(?P<groups>#,##)?0(\.(?P<places>0{1,15}))?(?P<percent>%?)(_[ )])?")
_ROUND: Final = Context(
    prec=700, rounding=ROUND_HALF_UP
)  # digits: the largest float has 309, a code up to 255 more
_COMPARE: Final = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "<>": operator.ne,
}
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
        return format(_ROUND.quantize(value.scaleb(self.shift), self.step), self.sample) + self.sign


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
        return (sections[1], "") if sections[1].tokens or len(sections) > 2 else None
    return sections[2 if not value and len(sections) > 2 else 0], ""


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
    if _is_fraction(tokens):
        return None
    if section.has(Kind.EXPONENT):
        return _print_exponent(tokens, value) if not section.numerals else None
    printed = _print_digits(tokens, value)
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


def _is_fraction(tokens: Sequence[Token]) -> bool:
    """``?/?``: a stroke between two digits."""
    return any(
        token.kind is Kind.LITERAL and token.text == "/" and tokens[i - 1].kind is Kind.DIGIT
        for i, token in enumerate(tokens)
        if i
    )


def _print_exponent(tokens: Sequence[Token], value: Decimal) -> str | None:
    mark = next(i for i, t in enumerate(tokens) if t.kind is Kind.EXPONENT)
    before, after = tokens[:mark], tokens[mark + 1 :]
    width = sum(t.kind is Kind.DIGIT for t in after)
    point = next((i for i, t in enumerate(before) if t.kind is Kind.POINT), mark)
    step = sum(t.kind is Kind.DIGIT for t in before[:point])
    decimals = sum(t.kind is Kind.DIGIT for t in before[point:])
    if not step or any(t.kind is not Kind.DIGIT for t in after):
        return None
    exponent = value.adjusted() // step * step if value else 0
    mantissa = _ROUND.quantize(value.scaleb(-exponent), Decimal(1).scaleb(-decimals))
    if mantissa >= 10**step:
        exponent += step
    printed = _print_digits(before, value.scaleb(-exponent))
    sign = "-" if exponent < 0 else tokens[mark].text[1].replace("-", "")
    return None if printed is None else f"{printed}{tokens[mark].text[0]}{sign}{abs(exponent):0{width}}"


def _print_digits(tokens: Sequence[Token], value: Decimal) -> str | None:
    point = next((i for i, t in enumerate(tokens) if t.kind is Kind.POINT), len(tokens))
    whole, fraction = tokens[:point], tokens[point + 1 :]
    places = [i for i, t in enumerate(tokens) if t.kind is Kind.DIGIT]
    if any(t.kind is Kind.POINT for t in fraction):
        return None
    last_whole = max((i for i in places if i < point), default=places[-1])
    thousands = sum(_commas_behind(tokens, place) for place in {last_whole, places[-1]})
    percents = sum(t.kind is Kind.PERCENT for t in tokens)
    decimals = sum(t.kind is Kind.DIGIT for t in fraction)
    scaled = value.scaleb(2 * percents - 3 * thousands)
    digits = f"{_ROUND.quantize(scaled, Decimal(1).scaleb(-decimals)):f}"
    before, _, behind = digits.partition(".")
    left = _print_whole(whole, before.lstrip("0"))
    if point == len(tokens):
        return left
    return left + "." + _print_fraction(fraction, behind)


def _commas_behind(tokens: Sequence[Token], place: int) -> int:
    """Each comma right behind the last digit takes three digits away."""
    return next(
        (i for i, t in enumerate(tokens[place + 1 :]) if t.kind is not Kind.COMMA), len(tokens) - place - 1
    )


def _print_whole(tokens: Sequence[Token], digits: str) -> str:
    """Digits before the point, from the right; the first place takes all that is left."""
    places = [i for i, t in enumerate(tokens) if t.kind is Kind.DIGIT]
    if not places:
        return "".join(t.text for t in tokens) + digits
    first, last = places[0], places[-1]
    grouped = any(t.kind is Kind.COMMA for t in tokens[first:last])
    printed: list[str] = []
    count = 0
    for index in range(len(tokens) - 1, -1, -1):
        token = tokens[index]
        if token.kind is Kind.COMMA:
            continue
        if token.kind is not Kind.DIGIT:
            printed.append(token.text)
            continue
        taken = 0
        while True:
            digit = digits[-1:] or {"0": "0", "?": " ", "#": ""}[token.text]
            digits = digits[:-1]
            if digit and grouped and count and count % 3 == 0:
                printed.append("," if digit != " " else " ")
            printed.append(digit)
            count += bool(digit)
            taken += 1
            if index != first or not digits:
                break
    return "".join(reversed(printed))


def _print_fraction(tokens: Sequence[Token], digits: str) -> str:
    """Digits behind the point; zeros at the end only where the code has a 0."""
    needed = len(digits.rstrip("0"))
    printed: list[str] = []
    place = 0
    for token in tokens:
        if token.kind is Kind.COMMA:
            continue
        if token.kind is not Kind.DIGIT:
            printed.append(token.text)
            continue
        blank = place >= needed and token.text != "0"
        printed.append((" " if token.text == "?" else "") if blank else digits[place])
        place += 1
    return "".join(printed)
