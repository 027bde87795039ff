"""Rates in tables: printed percentages of the money of a row.

Belongs here: whose rate it is, and a rate printed without its sign. Does not belong here: rates in prose (rates),
wording (lexicon/meaning.toml).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from operator import attrgetter

from pipelines.extract.context import Reader
from pipelines.extract.found import Found
from pipelines.extract.meaning import Meaning
from pipelines.extract.numbers import quantity, unit_after
from pipelines.extract.tables.header import header_pattern
from pipelines.extract.tables.problems import tell_broken, tell_unit_missing
from pipelines.extract.tables.subject import Subject
from pipelines.extract.tables.tables import TableNumber
from pipelines.extract.tables.units import Amount
from pipelines.model.claims import RateClaim
from pipelines.model.quantity import Dimension, Interval, Quantity

OVER = {
    "completion": ("executed", ("adjusted", "initial", "received")),
    "received": ("received", ("initial", "adjusted")),
}
"""Which stage a rate divides by which."""
DISAGREES = "rate_disagrees"
PERCENT, FRACTION = "percent", "fraction"
LARGEST_FRACTION = Decimal("1.5")
"""No rate of money that is written as a fraction is larger; a percentage as small is hardly ever one."""
TOLERANCE = Decimal(1)
"""Points by which a printed rate may miss the amounts of its row before one of them is doubted."""
WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class Unsigned:
    """A rate that only the amounts beside it prove: of what, and from where the money. ``category`` is None for people.

    ``perhaps``: its title (决算数 | 比例) may as well be that of a share. ``by_row``: its row is the rate, and the amounts stand in its column.
    """

    number: TableNumber
    kind: str
    category: str | None
    source: str
    perhaps: bool = False
    by_row: bool = False


def read_rate(
    number: TableNumber,
    row: Meaning,
    column: Meaning,
    category: str | None,
    subject: Subject,
    found: Found,
) -> Unsigned | None:
    """Claim a rate of a category, or of the department's people (控制率); one without its sign is handed back."""
    perhaps = (column.rate is None or bool(column.residue)) and row.rate is None and may_be_rate(number)
    kind = "completion" if perhaps else column.rate or row.rate
    alone = kind == "control" and category in (None, subject.nameless) and not row.source
    if kind is None or (category is None and not alone) or row.residue or subject.mixed:
        return None
    if column.residue and not perhaps:
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
    unsigned = Unsigned(
        number, kind, None if alone else category, source, perhaps, not column.rate and not perhaps
    )
    if number.quantity is None or perhaps or _may_be_fraction(number):
        return unsigned
    _claim(unsigned, number.quantity, found)
    return None


def may_be_rate(number: TableNumber) -> bool:
    """Whether a column is titled 占调整预算(%) or 执行数 | 比例: a rate, or a share of something else."""
    return bool(header_pattern("perhaps_rate").search("".join(number.column)))


def _may_be_fraction(number: TableNumber) -> bool:
    """Whether a percentage whose sign stands only in its title may have been written as a fraction: 0.9712 under 执行率(%)."""
    return (
        not number.has_own_unit
        and number.quantity is not None
        and 0 < number.quantity.value <= LARGEST_FRACTION
    )


def settle_unsigned(waiting: Sequence[Unsigned], amounts: Sequence[Amount], found: Found) -> None:
    """Claim the rates that the amounts beside them prove to be percentages or fractions; the others are told."""
    series: dict[tuple[bool, int, int], list[Unsigned]] = defaultdict(list)
    for rate in waiting:
        own = rate.number.line if rate.by_row else rate.number.place
        series[rate.by_row, own, rate.number.headed_at].append(rate)
    for rates in series.values():
        for rate, value in zip(rates, _settled(rates, amounts), strict=True):
            if value is not None:
                _claim(rate, value, found)
            elif rate.perhaps:
                found.ignore(rate.number.span, "share")
            elif rate.number.quantity is not None:
                tell_broken(rate.number, found)
            else:
                tell_unit_missing(rate.number, found)


def _settled(rates: Sequence[Unsigned], amounts: Sequence[Amount]) -> list[Quantity | None]:
    """The values of one column of rates, None where nothing proves what they are.

    Where a column holds a proved one that is not 100, its others are written alike: a county that rounds up (96.945 →
    96.95) has still written a percentage. What may be a share is a rate only where none of the column disagrees.
    """
    proved = [_first(_readings(rate, amounts, exact=True)) for rate in rates]
    scales = {found[0] for found in proved if found is not None and found[1].value != WHOLE}
    near = [_readings(rate, amounts, exact=False) for rate in rates]
    values = [
        known[1] if known is not None else _first_value(close, scales)
        for known, close in zip(proved, near, strict=True)
    ]
    comparable = [value for rate, value in zip(rates, values, strict=True) if _quotients(rate, amounts)]
    if rates[0].perhaps and (not scales or None in comparable):
        return [None] * len(rates)
    return values


def _first(readings: Sequence[tuple[str, Quantity]]) -> tuple[str, Quantity] | None:
    return readings[0] if readings else None


def _first_value(readings: Sequence[tuple[str, Quantity]], scales: set[str]) -> Quantity | None:
    return next((value for scale, value in readings if scales == {scale}), None)


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
    told: dict[int, dict[str, dict[str, Decimal]]] = defaultdict(lambda: defaultdict(dict))
    for amount in amounts:
        if amount.number.quantity is not None:
            told[amount.number.line][amount.fund_source][amount.stage] = amount.number.quantity.value
    part, wholes = OVER["completion"]
    found: set[int] = set()
    for rate in rates:
        shares = [
            values[part] / values[stage] * WHOLE
            for values in told.get(rate.line, {}).values()
            for stage in wholes
            if part in values and values.get(stage)
        ]
        said = rate.quantity.value if rate.quantity is not None else None
        if said is not None and shares and all(abs(share - said) > TOLERANCE for share in shares):
            found.add(rate.line)
    return frozenset(found)


def _readings(rate: Unsigned, amounts: Sequence[Amount], exact: bool) -> list[tuple[str, Quantity]]:
    """What a rate is, as a percentage or as a fraction, if two amounts beside it give it, or come near it."""
    quotients = _quotients(rate, amounts)
    found = []
    for scale, said in _candidates(rate.number):
        if any(_is_said(said, share * WHOLE, scale, exact) for share in quotients):
            found.append((scale, said))
    return found


def _is_said(said: Quantity, percent: Decimal, scale: str, exact: bool) -> bool:
    if scale == FRACTION and said.half_unit > TOLERANCE:
        return said.value == percent  # 1 for 100 %: of so few digits only the very value is proved
    if exact:
        return said.interval().meets(Interval(percent, percent))
    return abs(percent - said.value) <= TOLERANCE


def _candidates(number: TableNumber) -> list[tuple[str, Quantity]]:
    """A printed rate as a percentage, and as a fraction where its digits may be one (0.9712 is 97.12 %)."""
    percent = unit_after("%", 0)
    assert percent is not None
    said = quantity(number.digits, percent)
    if number.has_own_unit or not 0 < said.value <= LARGEST_FRACTION:
        return [(PERCENT, said)]
    # the text is that of the percentage: wherever it is shown, the sign is set behind it
    text = f"{said.value.scaleb(2):f}"
    value = replace(said, text=text, value=Decimal(text), half_unit=said.half_unit.scaleb(2))
    return [(PERCENT, said), (FRACTION, value)]


def _quotients(rate: Unsigned, amounts: Sequence[Amount]) -> list[Decimal]:
    """The amount that such a rate is a part of, and the part, divided, for each budget that stands beside it."""
    if rate.kind not in OVER:
        return []
    part, wholes = OVER[rate.kind]
    across = attrgetter("place" if rate.by_row else "line")
    here = {
        a.stage: a.printed
        for a in amounts
        if across(a.number) == across(rate.number)
        and (a.category, a.fund_source) == (rate.category, rate.source)
        and not a.number.broken
    }
    return [here[part] / here[whole] for whole in wholes if part in here and here.get(whole)]
