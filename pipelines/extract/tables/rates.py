"""Rates in tables: printed percentages of the money of a row.

Belongs here: whose rate it is, and a rate printed without its sign. Does not belong here: rates in prose (rates),
wording (lexicon/meaning.toml).
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from pipelines.extract.context import Reader
from pipelines.extract.found import Found
from pipelines.extract.meaning import Meaning
from pipelines.extract.numbers import quantity, unit_after
from pipelines.extract.tables.problems import tell_broken, tell_unit_missing
from pipelines.extract.tables.subject import Subject
from pipelines.extract.tables.tables import TableNumber
from pipelines.extract.tables.units import Amount, gives
from pipelines.model.claims import RateClaim
from pipelines.model.quantity import Dimension, Quantity

OVER = {
    "completion": ("executed", ("adjusted", "initial", "received")),
    "received": ("received", ("initial", "adjusted")),
}
"""Which stage a rate divides by which."""
DISAGREES = "rate_disagrees"
TOLERANCE = Decimal(1)
"""Points by which a printed rate may miss the amounts of its row before one of them is doubted."""


def read_rate(
    number: TableNumber,
    row: Meaning,
    column: Meaning,
    category: str | None,
    subject: Subject,
    before: Sequence[Amount],
    found: Found,
) -> None:
    """Claim a rate of a category, or of the department's people (控制率); ``before``: the amounts read so far."""
    kind = column.rate or row.rate
    alone = kind == "control" and category in (None, subject.nameless) and not row.source
    if kind is None or (category is None and not alone) or row.residue or column.residue or subject.mixed:
        return
    if number.broken:
        tell_broken(number, found)
        return
    if number.quantity and number.quantity.dimension is not Dimension.PERCENT:
        return
    rate = number.quantity or _proved(number, kind, before)
    if rate is None:
        tell_unit_missing(number, found)
        return
    if of_another_year(row, column, subject.reader):
        found.ignore(number.span, "other_year")
        return
    source = row.source or column.source or subject.source
    found.rates.append(RateClaim(kind, None if alone else category, source, None, rate, (number.quote,)))
    found.claimed.append(number.span)


def of_another_year(row: Meaning, column: Meaning, reader: Reader) -> bool:
    """Whether the labels speak of another year than the report."""
    years = {meaning.year for meaning in (row, column)} - {None, reader.fiscal_year}
    return bool(years) or row.last_year or column.last_year


def disagreeing(amounts: Sequence[Amount], rates: Sequence[TableNumber]) -> frozenset[int]:
    """Lines whose printed completion rate is far from executed ÷ every budget of the line: a number may be misread."""
    lines: dict[int, dict[str, Decimal]] = {}
    for amount in amounts:
        if amount.number.quantity is not None:
            lines.setdefault(amount.number.line, {})[amount.stage] = amount.number.quantity.value
    part, wholes = OVER["completion"]
    found: set[int] = set()
    for rate in rates:
        values = lines.get(rate.line, {})
        bases = [values[stage] for stage in wholes if values.get(stage)]
        if rate.quantity is None or part not in values or not bases:
            continue
        said = rate.quantity.value
        if all(abs(values[part] / base * 100 - said) > TOLERANCE for base in bases):
            found.add(rate.line)
    return frozenset(found)


def _proved(number: TableNumber, kind: str, before: Sequence[Amount]) -> Quantity | None:
    """A rate without its sign as a percentage, if two amounts of its row give it."""
    percent = unit_after("%", 0)
    if kind not in OVER or percent is None:
        return None
    rate = quantity(number.digits, percent)
    part, wholes = OVER[kind]
    here = {
        amount.stage: amount
        for amount in before
        if amount.number.line == number.line and not amount.number.broken
    }
    if part not in here:
        return None
    for whole in wholes:
        if whole in here and gives(here[part].printed, here[whole].printed, rate.interval()):
            return rate
    return None
