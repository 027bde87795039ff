"""Digits that a narrow column breaks over lines, where other cells of the table prove how they belong together.

Belongs here: 470.4 / 3 read as 470.43 because the row says 470.43 elsewhere, or its rate or total gives it. Does not
belong here: breaks that leave only one number (1,224. / 86; cells). What nothing proves is a problem.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from pipelines.extract.numbers import BARE, quantity, unit_after
from pipelines.extract.tables.rates import OVER
from pipelines.extract.tables.tables import TableNumber
from pipelines.extract.tables.units import Amount, gives

CAUSE = "wrap_joined"
KINDS = (("total", "basic", "project"), ("basic", "personnel", "operating"))
"""A whole and the two kinds of spending that it is made of."""
LARGEST = 500
"""Amounts of a table beyond which no form is: its broken digits are left to a person."""


def joined(amount: Amount, amounts: Sequence[Amount], rates: Sequence[TableNumber]) -> Amount | None:
    """The amount with its digits joined, if another cell proves them; None where nothing does."""
    number = amount.number
    whole = number.digits.replace(" ", "")
    if not BARE.fullmatch(whole) or number.unit is None or len(amounts) > LARGEST:
        return None
    mended = replace(number, digits=whole, quantity=quantity(whole, number.unit), broken=False)
    candidate = replace(amount, number=mended)
    here = [other for other in amounts if other.number.line == number.line and other is not amount]
    if any(_printed(other) == candidate.printed for other in here):
        return candidate
    if any(_is_cut_alike(other.number, mended) for other in here):
        return candidate
    if _rate_gives(candidate, here, rates) or _is_sum(candidate, amounts) or _closes(candidate, amounts):
        return candidate
    return None


def _is_cut_alike(other: TableNumber, mended: TableNumber) -> bool:
    """Whether a wrap cut another number of the row beyond doubt (413. / 73), and this one joins to as many decimals."""
    decimals = [len(number.digits.partition(".")[2]) for number in (other, mended)]
    return other.was_cut and not other.broken and decimals[0] == decimals[1] > 0


def _printed(amount: Amount) -> Decimal | None:
    digits = amount.number.digits.replace(" ", "")
    return Decimal(digits.replace(",", "")) if BARE.fullmatch(digits) else None


def _rate_gives(candidate: Amount, here: Sequence[Amount], rates: Sequence[TableNumber]) -> bool:
    """Whether a rate of the row is the quotient of this amount and another one of the row."""
    percent = unit_after("%", 0)
    part, wholes = OVER["completion"]
    if percent is None or candidate.stage not in (part, *wholes):
        return False
    for rate in rates:
        if rate.line != candidate.number.line or rate.broken:
            continue
        said = quantity(rate.digits, percent).interval()
        for other in here:
            value = _printed(other)
            if value is None:
                continue
            if candidate.stage == part and other.stage in wholes and gives(candidate.printed, value, said):
                return True
            if other.stage == part and candidate.stage in wholes and gives(value, candidate.printed, said):
                return True
    return False


def _is_sum(candidate: Amount, amounts: Sequence[Amount]) -> bool:
    """Whether the amounts of the sources below a total of the same stage add up to it."""
    column = [a for a in amounts if a.stage == candidate.stage and a.category == candidate.category]
    parts = [_printed(a) for a in column if a.fund_source != "all"]
    known = [part for part in parts if part is not None]
    return (
        candidate.fund_source == "all"
        and len(known) == len(parts) > 1
        and sum(known, Decimal(0)) == candidate.printed
    )


def _closes(candidate: Amount, amounts: Sequence[Amount]) -> bool:
    """Whether a whole and its two kinds of spending add up in its column, the candidate being one of the three."""
    number = candidate.number
    column = {
        a.category: _printed(a)
        for a in amounts
        if a.number.place == number.place and a.key[1:] == candidate.key[1:]
    }
    column[candidate.category] = candidate.printed
    for names in KINDS:
        whole, *parts = (column.get(name) for name in names)
        known = [part for part in parts if part]
        if candidate.category in names and len(known) == len(parts) and sum(known, Decimal(0)) == whole:
            return True
    return False
