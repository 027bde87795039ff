"""Amounts in tables without a unit beside them: which other place of the same report proves the unit.

Belongs here: a column that leaves out the unit of its neighbours, a table that repeats figures of another one. Does not
belong here: units that a cell, header, label or caption announce (tables). What nothing proves is a problem: a unit is
never guessed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from pipelines.extract.found import Found
from pipelines.extract.numbers import Unit, quantity, units
from pipelines.extract.tables.problems import tell_unit_missing
from pipelines.extract.tables.tables import TableNumber
from pipelines.model.claims import BudgetClaim, ItemClaim
from pipelines.model.quantity import Dimension, Interval, Quantity

CAUSE = "unit_far"
FEWEST = 2
"""So many projects at least make a sum."""
TELLING = 3
"""Significant digits from which on an equal figure is no coincidence."""


@dataclass(frozen=True, slots=True)
class Amount:
    """A cell of a table with the codes of its labels."""

    number: TableNumber
    category: str
    stage: str
    fund_source: str
    fact_year: int | None

    @property
    def key(self) -> tuple[str, str, str, int | None]:
        """What it is a figure of."""
        return self.category, self.stage, self.fund_source, self.fact_year

    @property
    def printed(self) -> Decimal:
        """The digits as a number."""
        return Decimal(self.number.digits.replace(",", ""))


NO_AMOUNT = Quantity("", "", Dimension.MONEY, Decimal(0), Decimal(0))
"""What stands in the claim of an open item until its unit is known."""


@dataclass(frozen=True, slots=True)
class OpenItem:
    """An amount of a project without a unit, and what is claimed of it as soon as that is proved."""

    number: TableNumber
    item: ItemClaim


@dataclass(frozen=True, slots=True)
class UnitlessTable:
    """The amounts of one table, those of them without a unit, the table's rates, and its projects without a unit."""

    index: int
    amounts: tuple[Amount, ...]
    unitless: tuple[Amount, ...]
    rates: tuple[TableNumber, ...] = ()
    items: tuple[OpenItem, ...] = ()


def settle_units(tables: Iterable[UnitlessTable], fiscal_year: int | None, found: Found) -> None:
    """Claim the amounts whose unit is proved; the others become problems."""
    waiting = [table for table in tables if table.unitless or table.items]
    for table in waiting:
        unit = _of_neighbours(table)
        if unit is not None:
            _claim(table, unit, found)
    for table in waiting:
        if _of_neighbours(table) is not None:
            continue
        unit = _of_equal_figures(table, found.budget)
        if unit is not None:
            _claim(table, unit, found)
            continue
        summed = _of_sums(table, fiscal_year, found.budget)
        for entry in table.items:
            if entry.number.place in summed:
                _claim_item(entry, summed[entry.number.place], found)
        left = (item.number for item in table.items if item.number.place not in summed)
        for number in sorted([*(a.number for a in table.unitless), *left], key=lambda number: number.span):
            tell_unit_missing(number, found)


def _of_neighbours(table: UnitlessTable) -> Unit | None:
    """The unit of the other columns, where exact sums or differences within each row bind them together."""
    said = {amount.number.neighbour for amount in table.unitless}
    unit = said.pop() if len(said) == 1 else None
    if unit is None or unit.dimension is not Dimension.MONEY:
        return None
    for line in dict.fromkeys(amount.number.line for amount in table.unitless):
        row = [amount for amount in table.amounts if amount.number.line == line]
        open_values = [a.printed for a in row if a.number.quantity is None]
        known = [
            a.printed
            for a in row
            if a.number.quantity is not None and a.number.quantity.unit_text == unit.text
        ]
        rates = [rate for rate in table.rates if rate.line == line and not rate.broken]
        if not _bound(known, open_values, rates):
            return None
    return unit


def _bound(known: list[Decimal], values: list[Decimal], rates: Sequence[TableNumber]) -> bool:
    """Whether every value is zero, equal to a known one, part of an exact difference, or of a rate, with known ones."""
    known, rest = list(known), [value for value in values if value]
    while rest:
        proved = next(
            (
                v
                for v in rest
                if v in known
                or any(abs(v - a) in known or v + a in known or _rated(v, a, rates) for a in known)
            ),
            None,
        )
        if proved is None:
            return False
        rest.remove(proved)
        known.append(proved)
    return True


def _rated(value: Decimal, known: Decimal, rates: Sequence[TableNumber]) -> bool:
    """Whether a printed rate of the row is one of the two over the other; 100 % proves nothing but equality."""
    return any(
        gives(part, whole, rate.quantity.interval())
        for rate in rates
        for part, whole in ((value, known), (known, value))
        if rate.quantity is not None and part != whole
    )


def _of_equal_figures(table: UnitlessTable, claims: Sequence[BudgetClaim]) -> Unit | None:
    """The unit in which other places of the report state the same figures, at least one of them unmistakable."""
    found: set[str] = set()
    for amount in table.unitless:
        same = [c for c in claims if (c.category, c.stage, c.fund_source, c.fact_year) == amount.key]
        if same and not any(Decimal(c.amount.text.replace(",", "")) == amount.printed for c in same):
            return None
        if len(amount.printed.normalize().as_tuple().digits) >= TELLING:
            found |= {
                c.amount.unit_text for c in same if Decimal(c.amount.text.replace(",", "")) == amount.printed
            }
    return next((u for u in units() if u.text in found), None) if len(found) == 1 else None


def _of_sums(table: UnitlessTable, fiscal_year: int | None, claims: Sequence[BudgetClaim]) -> dict[int, Unit]:
    """By column the unit of projects that are together, to the last digit, what the report says of all projects at that stage."""
    columns: dict[int, list[OpenItem]] = defaultdict(list)
    for entry in table.items:
        columns[entry.number.place].append(entry)
    proved: dict[int, Unit] = {}
    for place, entries in columns.items():
        stages = {(entry.item.stage, entry.item.fund_source) for entry in entries}
        total = sum(Decimal(entry.number.digits.replace(",", "")) for entry in entries)
        same = [
            claim.amount
            for claim in claims
            if (claim.category, claim.fact_year) == ("project", fiscal_year)
            and {(claim.stage, claim.fund_source)} == stages
        ]
        names = {amount.unit_text for amount in same}
        if len(entries) < FEWEST or {Decimal(amount.text.replace(",", "")) for amount in same} != {total}:
            continue
        unit = next((unit for unit in units() if {unit.text} == names), None)
        if unit is not None and len(Decimal(total).normalize().as_tuple().digits) >= TELLING:
            proved[place] = unit
    return proved


def _claim(table: UnitlessTable, unit: Unit, found: Found) -> None:
    for amount in table.unitless:
        found.budget.append(
            BudgetClaim(
                category=amount.category,
                stage=amount.stage,
                fund_source=amount.fund_source,
                fact_year=amount.fact_year,
                amount=quantity(amount.number.digits, unit),
                spans=(amount.number.quote,),
                sentence=-1 - table.index,
                causes=(CAUSE,),
            )
        )
        found.claimed.append(amount.number.span)
    _claim_items(table, unit, found)


def _claim_items(table: UnitlessTable, unit: Unit, found: Found) -> None:
    """The projects in the columns whose sums are proved to be in this unit."""
    proved = {amount.number.place for amount in table.unitless}
    for entry in table.items:
        if entry.number.place not in proved:
            tell_unit_missing(entry.number, found)
            continue
        _claim_item(entry, unit, found)


def _claim_item(entry: OpenItem, unit: Unit, found: Found) -> None:
    found.items.append(replace(entry.item, amount=quantity(entry.number.digits, unit)))
    found.claimed.append(entry.number.span)


def gives(part: Decimal, whole: Decimal, rate: Interval) -> bool:
    """Whether part ÷ whole × 100 is the printed rate within its last digit."""
    if not whole:
        return False
    share = part / whole * Decimal(100)
    return rate.meets(Interval(share, share))
