"""Digits that a narrow column breaks over lines, where other cells of the table prove how they belong together.

Belongs here: 470.4 / 3 read as 470.43 because the row says 470.43 elsewhere, or its rate or total gives it. Does not
belong here: breaks that leave only one number (1,224. / 86; cells). What nothing proves is a problem.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from pipelines.extract.numbers import BARE, quantity, unit_after
from pipelines.extract.table_rates import OVER
from pipelines.extract.table_units import Amount, gives
from pipelines.extract.tables import TableNumber

CAUSE = "wrap_joined"


def joined(amount: Amount, amounts: Sequence[Amount], rates: Sequence[TableNumber]) -> Amount | None:
    """The amount with its digits joined, if another cell proves them; None where nothing does."""
    number = amount.number
    whole = number.digits.replace(" ", "")
    if not BARE.fullmatch(whole) or number.unit is None:
        return None
    mended = replace(number, digits=whole, quantity=quantity(whole, number.unit), broken=False)
    candidate = replace(amount, number=mended)
    here = [other for other in amounts if other.number.line == number.line and other is not amount]
    if any(_printed(other) == candidate.printed for other in here if not other.number.broken):
        return candidate
    if _rate_gives(candidate, here, rates) or _is_sum(candidate, amounts):
        return candidate
    return None


def _printed(amount: Amount) -> Decimal:
    return Decimal(amount.number.digits.replace(",", "").replace(" ", ""))


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
            if (
                candidate.stage == part
                and other.stage in wholes
                and gives(_printed(candidate), _printed(other), said)
            ):
                return True
            if (
                other.stage == part
                and candidate.stage in wholes
                and gives(_printed(other), _printed(candidate), said)
            ):
                return True
    return False


def _is_sum(candidate: Amount, amounts: Sequence[Amount]) -> bool:
    """Whether the amounts of the sources below a total of the same stage add up to it."""
    column = [a for a in amounts if a.stage == candidate.stage and a.category == candidate.category]
    parts = [a for a in column if a.fund_source != "all"]
    return (
        candidate.fund_source == "all"
        and len(parts) > 1
        and sum((_printed(a) for a in parts), Decimal(0)) == candidate.printed
    )
