"""A number printed into the places of a section: ``#,##0.00``, ``0.0,``, ``0.00E+00`` (ECMA-376 part 1, 18.8.31).

Belongs here: rounding, grouping, scaling, exponents. Does not belong here: which section is asked (number_format).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import Final

from pipelines.read.sheets.formats import Kind, Token

# half up on the digits that are stored, as spreadsheets do; the largest float has 309 digits, a code up to 255 more
ROUND: Final = Context(prec=700, rounding=ROUND_HALF_UP)


def is_fraction(tokens: Sequence[Token]) -> bool:
    """``?/?``: a stroke between two digits."""
    return any(
        token.kind is Kind.LITERAL and token.text == "/" and tokens[i - 1].kind is Kind.DIGIT
        for i, token in enumerate(tokens)
        if i
    )


def print_exponent(tokens: Sequence[Token], value: Decimal) -> str | None:
    """A number of zero or more with its power of ten; None where the code is not understood."""
    mark = next(i for i, t in enumerate(tokens) if t.kind is Kind.EXPONENT)
    before, after = tokens[:mark], tokens[mark + 1 :]
    width = sum(t.kind is Kind.DIGIT for t in after)
    point = next((i for i, t in enumerate(before) if t.kind is Kind.POINT), mark)
    step = sum(t.kind is Kind.DIGIT for t in before[:point])
    decimals = sum(t.kind is Kind.DIGIT for t in before[point:])
    if not step or any(t.kind is not Kind.DIGIT for t in after):
        return None
    exponent = value.adjusted() // step * step if value else 0
    mantissa = ROUND.quantize(value.scaleb(-exponent), Decimal(1).scaleb(-decimals))
    if mantissa >= 10**step:
        exponent += step
    printed = print_digits(before, value.scaleb(-exponent))
    sign = "-" if exponent < 0 else tokens[mark].text[1].replace("-", "")
    return None if printed is None else f"{printed}{tokens[mark].text[0]}{sign}{abs(exponent):0{width}}"


def print_digits(tokens: Sequence[Token], value: Decimal) -> str | None:
    """A number of zero or more; None where the code is not understood."""
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
    digits = f"{ROUND.quantize(scaled, Decimal(1).scaleb(-decimals)):f}"
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
