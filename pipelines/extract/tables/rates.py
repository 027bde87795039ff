"""Rates in tables: printed percentages of the money of a row.

Belongs here: whose rate it is, and a rate printed without its sign. Does not belong here: rates in prose (rates),
wording (lexicon/meaning.toml).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
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
WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class Unsigned:
    """A rate that is printed without its sign: of what, and from where the money. ``category`` is None for people."""

    number: TableNumber
    kind: str
    category: str | None
    source: str


def read_rate(
    number: TableNumber,
    row: Meaning,
    column: Meaning,
    category: str | None,
    subject: Subject,
    found: Found,
) -> Unsigned | None:
    """Claim a rate of a category, or of the department's people (控制率); one without its sign is handed back."""
    kind = column.rate or row.rate
    alone = kind == "control" and category in (None, subject.nameless) and not row.source
    if kind is None or (category is None and not alone) or row.residue or column.residue or subject.mixed:
        return None
    if number.broken:
        tell_broken(number, found)
        return None
    if number.quantity and number.quantity.dimension is not Dimension.PERCENT:
        return None
    if of_another_year(row, column, subject.reader):
        found.ignore(number.span, "other_year")
        return None
    source = row.source or column.source or subject.source
    unsigned = Unsigned(number, kind, None if alone else category, source)
    if number.quantity is None:
        return unsigned
    _claim(unsigned, number.quantity, found)
    return None


def settle_unsigned(waiting: Sequence[Unsigned], amounts: Sequence[Amount], found: Found) -> None:
    """Claim the rates without a sign that the amounts of their rows prove to be percentages; the others are told.

    Where a column holds a proved one that is not 100, its others are percentages too: a county that rounds up
    (96.945 → 96.95) has still written one.
    """
    proved = [_proved(rate, amounts, exact=True) for rate in waiting]
    columns = {
        (rate.number.place, rate.number.headed_at)
        for rate, known in zip(waiting, proved, strict=True)
        if known is not None and known.value != WHOLE
    }
    for rate, known in zip(waiting, proved, strict=True):
        if known is None and (rate.number.place, rate.number.headed_at) in columns:
            known = _proved(rate, amounts, exact=False)
        if known is None:
            tell_unit_missing(rate.number, found)
        else:
            _claim(rate, known, found)


def _claim(rate: Unsigned, value: Quantity, found: Found) -> None:
    number = rate.number
    found.rates.append(RateClaim(rate.kind, rate.category, rate.source, None, value, (number.quote,)))
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
        if all(abs(values[part] / base * WHOLE - said) > TOLERANCE for base in bases):
            found.add(rate.line)
    return frozenset(found)


def _proved(rate: Unsigned, amounts: Sequence[Amount], exact: bool) -> Quantity | None:
    """A rate without its sign as a percentage, if two amounts of its row give it, or come near it."""
    number, percent = rate.number, unit_after("%", 0)
    if rate.kind not in OVER or percent is None:
        return None
    said = quantity(number.digits, percent)
    part, wholes = OVER[rate.kind]
    here = {
        amount.stage: amount.printed
        for amount in amounts
        if amount.number.line == number.line and not amount.number.broken
    }
    bases = [here[stage] for stage in wholes if here.get(stage)]
    if part not in here or not bases:
        return None
    if exact:
        return said if any(gives(here[part], base, said.interval()) for base in bases) else None
    return said if any(abs(here[part] / base * WHOLE - said.value) <= TOLERANCE for base in bases) else None
