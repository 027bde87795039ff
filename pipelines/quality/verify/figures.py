"""Figures: whether a quote still gives a stored amount, rate, headcount or score.

Belongs here: one check for each sort of number, on the printed characters alone. Does not belong here: which columns a
table has (facts), words.

Where a unit stands behind a number of the quote, the last such number is the figure, for a quote ends with its figure;
in a cell of digits alone the unit must be announced at the nearest place that announces any.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from functools import cache
from itertools import permutations

from pipelines.lexicon import load
from pipelines.quality.verify import units
from pipelines.quality.verify.around import Around
from pipelines.quality.verify.mismatch import Mismatch, Values
from pipelines.quality.verify.numbers import Printed, chinese_numeral, factors, fold, numbers
from pipelines.quality.verify.words import stands_in

_FEN = Decimal("0.01")
_RATE = Decimal("0.0001")
_IN_WORDS = re.compile(r"百分之([〇零一二两三四五六七八九十百点]+|\d+(?:\.\d+)?)")
_SPACED = re.compile(r"(?<![\d.,])\d{1,3}(?:\s\d{3})+(?!\d)")
_CUT = re.compile(
    r"(?<=[\d.,])\s*\n\s*(?=[\d.,])|(?<=\d)\s+(?=\.\d)|(?<=\d\.)\s+(?=\d)|(?<=\d)，(?=\d{3}(?!\d))"
)
_CHANGE_REACH = 120
_TELLING = 3
_Found = tuple[Decimal, Decimal, str | None]
"""Value and half unit in the base unit, the unit beside the number."""


def amount(around: Around, values: Values) -> Iterator[Mismatch]:
    """``amount_yuan`` with its printed text, unit and half unit."""
    unit, stored = fold(values["unit_text"] or ""), values["amount_yuan"]
    factor = factors("money").get(unit)
    if factor is None:
        yield Mismatch("unit_differs", "unit_text", values["unit_text"] or "", "?")
        return
    found = _figure(around, "money", stored, factor, _FEN)
    if found is None or found[0].quantize(_FEN, ROUND_HALF_EVEN) != stored:
        yield Mismatch("value_differs", "amount_yuan", f"{stored}", _said(found))
        return
    value, half, own = found
    yield from _precision("half_unit_yuan", values["half_unit_yuan"], half, abs(value - stored))
    yield from _text("amount_text", values["amount_text"], value / factor, around)
    if own is None:
        yield from _announced(around, unit, factor)
    elif factors("money")[own] != factor:
        yield Mismatch("unit_differs", "unit_text", values["unit_text"], own)


def restated(around: Around, values: Values) -> Iterator[Mismatch]:
    """A further place of an amount: it may be printed more coarsely, never otherwise."""
    factor = factors("money").get(fold(values["unit_text"] or ""), Decimal(1))
    stored, slack = values["amount_yuan"], values["half_unit_yuan"]
    known = factors("money")
    candidates = [
        (n.value * by, n.half * by)
        for n in around.numbers
        if n.unit is None or n.unit in known
        for by in (_factors(around, factor) if n.unit is None else [known[n.unit]])
    ]
    if not any(_meet(value, half, stored, slack) for value, half in candidates):
        yield Mismatch("value_differs", "amount_yuan", f"{stored}", _list(v for v, _ in candidates))


def rate(around: Around, values: Values) -> Iterator[Mismatch]:
    """``rate_pct`` with its printed text and half unit."""
    stored = values["rate_pct"]
    found = _figure(around, "percent", stored, Decimal(1), _RATE)
    if found is None and (said := _IN_WORDS.search(around.quote)):
        spelled = chinese_numeral(said.group(1))
        found = (Decimal(said.group(1)) if spelled is None else spelled, values["half_unit_pct"], "%")
    found = _as_percent(found, stored, around)
    if found is None or found[0].quantize(_RATE, ROUND_HALF_EVEN) != stored:
        yield Mismatch("value_differs", "rate_pct", f"{stored}", _said(found))
        return
    value, half, own = found
    yield from _precision("half_unit_pct", values["half_unit_pct"], half, abs(value - stored))
    yield from _text("rate_text", values["rate_text"], value, around)
    if own is None and not any(_percent().search(text) for text in around.labels()):
        yield Mismatch("unit_differs", "rate_pct", "%", "—")


def _as_percent(found: _Found | None, stored: Decimal, around: Around) -> _Found | None:
    """A fraction (0.9712) as the percentage that two numbers of its row or column give; everything else as it is."""
    if found is None or found[2] is not None or (found[0] * 100).quantize(_RATE, ROUND_HALF_EVEN) != stored:
        return found
    value, half, _ = found
    for line in (around.row, around.column):
        beside = [n.value for n in numbers(fold(line))]
        if any(
            whole and abs(part - value * whole) <= half * whole for part, whole in permutations(beside, 2)
        ):
            return value * 100, half * 100, "%"
    return found


def rate_again(around: Around, values: Values) -> Iterator[Mismatch]:
    """A further place of a rate."""
    stored, slack = values["rate_pct"], values["half_unit_pct"]
    if not any(_meet(n.value, n.half, stored, slack) for n in around.numbers):
        yield Mismatch("value_differs", "rate_pct", f"{stored}", _list(n.value for n in around.numbers))


def headcount(around: Around, values: Values) -> Iterator[Mismatch]:
    """``headcount``, and the change behind it."""
    yield from headcount_again(around, values)
    change = values["change_vs_prior"]
    if change is not None:
        behind = [*around.numbers, *numbers(around.after(_CHANGE_REACH))]
        yield from _among("change_vs_prior", change, behind)


def headcount_again(around: Around, values: Values) -> Iterator[Mismatch]:
    """The headcount alone, which further places repeat."""
    stored = Decimal(values["headcount"])
    found = _figure(around, "people", stored, Decimal(1), Decimal(1))
    if found is None or found[0] != stored:
        yield Mismatch("value_differs", "headcount", f"{stored}", _said(found))


def change_of_assets(around: Around, values: Values) -> Iterator[Mismatch]:
    """``change_pct``, printed behind the amount."""
    if values["change_pct"] is not None:
        behind = [*around.numbers, *numbers(around.after(_CHANGE_REACH))]
        yield from _among("change_pct", values["change_pct"], behind)


def points(around: Around, values: Values) -> Iterator[Mismatch]:
    """``total`` in the quote; ``full_mark`` there or in the passage."""
    if values["total"] is not None:
        yield from _among("total", values["total"], around.numbers)
    if values["full_mark"] is not None:
        yield from _among("full_mark", values["full_mark"], [*around.numbers, *numbers(around.passage)])


def _precision(what: str, stored: Decimal, half: Decimal, rounded: Decimal) -> Iterator[Mismatch]:
    """Half of the last printed digit, and what was rounded away where more digits are printed than stored."""
    if not half <= stored <= half + rounded + _RATE:
        yield Mismatch("value_differs", what, f"{stored}", f"{half}")


def _text(what: str, stored: str | None, value: Decimal, around: Around) -> Iterator[Mismatch]:
    """The printed number as text: the same number, or words that stand in the quote (壹拾贰万元)."""
    digits = _digits(stored)
    if digits is None and stands_in(stored or "—", around.quote):
        return
    if digits is None or abs(digits) != abs(value):
        yield Mismatch("value_differs", what, stored or "—", f"{value:f}")


def _among(what: str, stored: int | Decimal, printed: Sequence[Printed]) -> Iterator[Mismatch]:
    """One of the printed numbers, whatever its sign, is the stored one."""
    if not any(abs(n.value) == abs(stored) for n in printed):
        yield Mismatch("value_differs", what, f"{stored}", _list(n.value for n in printed))


def _figure(around: Around, dimension: str, stored: Decimal, factor: Decimal, step: Decimal) -> _Found | None:
    """The figure of a quote: what its last number of this dimension is worth, else its last bare number."""
    known = factors(dimension)
    found: _Found | None = None
    for text in dict.fromkeys((around.quote, _closed_up(around.quote))):
        printed = numbers(text)
        with_unit = [n for n in printed if n.unit in known]
        found = None
        for number in _last(with_unit or [n for n in printed if n.unit is None]):
            own = number.unit if with_unit else None
            by = known[own] if own is not None else factor
            found = (number.value * by, number.half * by, own)
            signed = _signed(found[0], stored, around.quote)
            if signed.quantize(step, ROUND_HALF_EVEN) == stored:
                return signed, found[1], own
    return found


def _last(printed: Sequence[Printed]) -> list[Printed]:
    """The last number; of glued digits or Chinese numerals every reading that ends or stands there."""
    if not printed:
        return []
    last = max(printed, key=lambda n: n.end)
    if not last.is_glued:
        return [last, *(n for n in printed if n.start == last.start and n is not last)]
    return [n for n in printed if n.is_glued]


def _signed(value: Decimal, stored: Decimal, quote: str) -> Decimal:
    """A decrease is stored as a negative number where words say so: 调减5万元."""
    decreases = stored < 0 < value and re.search(load("verify")["words"]["decrease"], quote)
    return -value if decreases else value


def _closed_up(text: str) -> str:
    """Digits cut by a line wrap, by white space at the decimal point (152 .36), between thousands (1 626.00) or by wide
    commas (1，626.00), as one number."""
    closed = _CUT.sub("", text) if _CUT.search(text) else text
    return _SPACED.sub(lambda found: "".join(found.group().split()), closed)


def _announced(around: Around, unit: str, factor: Decimal) -> Iterator[Mismatch]:
    """The nearest place that announces a unit announces the stored one; a table whose own places announce none may
    repeat a telling figure that stands elsewhere with that unit."""
    said = units.nearest(around)
    if not said:
        if _stands_with_unit(around, factor):
            return
        said = units.of_page(around)
    if factor not in {factors("money")[found] for found in said}:
        yield Mismatch("unit_differs", "unit_text", unit, "、".join(sorted(said)) or "—")


def _stands_with_unit(around: Around, factor: Decimal) -> bool:
    """Whether a number of the table, of three digits or more, stands elsewhere with a unit of this worth behind it."""
    known = factors("money")
    elsewhere = {n.value for n in around.book.numbers if known.get(n.unit or "") == factor}
    return bool(around.cells) and any(
        n.value in elsewhere and len(n.value.normalize().as_tuple().digits) >= _TELLING
        for n in around.table_numbers
    )


def _factors(around: Around, factor: Decimal) -> list[Decimal]:
    """What a bare number may be counted in at a further place: what its own surroundings announce first."""
    said = units.nearest(around) or units.of_page(around)
    return [factors("money")[unit] for unit in sorted(said)] or [factor]


def _meet(value: Decimal, half: Decimal, stored: Decimal, slack: Decimal) -> bool:
    return abs(abs(value) - abs(stored)) <= half + slack


def _digits(text: str | None) -> Decimal | None:
    """The number of a stored text, None where it is not printed in digits."""
    plain = fold(text or "").replace(",", "").strip()
    return Decimal(plain) if re.fullmatch(r"-?\d+(?:\.\d+)?", plain) else None


def _said(found: _Found | None) -> str:
    return "—" if found is None else f"{found[0]:f}"


def _list(values: Iterator[Decimal]) -> str:
    return "、".join(dict.fromkeys(f"{value:f}" for value in values)) or "—"


@cache
def _percent() -> re.Pattern[str]:
    return re.compile(load("verify")["announced"]["percent"])
