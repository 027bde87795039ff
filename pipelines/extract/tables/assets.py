"""Assets in tables: 资产总额, 固定资产, 负债 … below 年初数 | 年末数.

Belongs here: which cells are the unit's assets at the end of its year. Does not belong here: wording
(lexicon/staffing.toml), assets in prose (assets).
"""

from __future__ import annotations

import re

from pipelines.extract.context import Reader
from pipelines.extract.found import Found
from pipelines.extract.meaning import sort_of_number, unexplained_words
from pipelines.extract.prose.assets import measure_of
from pipelines.extract.prose.levels import as_of
from pipelines.extract.prose.moments import moment_of, moment_of_title
from pipelines.extract.tables.days import is_of_another_day
from pipelines.extract.tables.header import header_pattern
from pipelines.extract.tables.problems import tell_unit_missing
from pipelines.extract.tables.tables import TableNumber, TableNumbers
from pipelines.extract.tables.wholes import sums_over_units
from pipelines.model.claims import AssetClaim
from pipelines.model.frozen import dataclass
from pipelines.model.quantity import Dimension

_YEAR = re.compile(r"(\d{4})年度?(?:末|底)?数?")


def read_asset(number: TableNumber, table: TableNumbers, reader: Reader, found: Found) -> bool:
    """Claim a balance at the end of the year; an opening one is last year's. False where the cell is no asset.

    Row and column must say all of it: the measure alone in the innermost label (原值 is not what the total counts; 净值 has a
    measure of its own), the end of the year alone above it, or nothing but 金额: a form of the year shows its end.
    """
    amount = number.quantity
    if amount is None and not number.broken and _is_titled_without_unit(number, table, reader):
        # 固定资产 | 负债总额 as titles of columns in a table of people: money, though no title says in which unit
        tell_unit_missing(number, found)
        return True
    if amount is None or amount.dimension is not Dimension.MONEY or number.broken:
        return False
    balance = _balance(number, reader)
    if balance is None or (balance.is_row and _is_of_other_unit(number, reader)):
        return False
    label = "".join((balance.day, *(() if balance.is_row else number.row)))
    said = moment_of(label, reader.fiscal_year)
    titled_day = None if said else moment_of_title(table.caption, reader.fiscal_year)
    is_last = titled_day is not None and titled_day.is_not_of_its_end
    if is_last or is_of_another_day(label, reader):
        found.ignore(number.span, "last_year")
        return True
    if not _is_of_the_year_end(balance, number, table, reader):
        return False
    as_told = as_of(balance.day) or (titled_day.day if titled_day else None)
    found.assets.append(AssetClaim(balance.measure, amount, None, as_told, (number.quote,)))
    found.claimed.append(number.span)
    return True


@dataclass(frozen=True, slots=True)
class _Balance:
    """What a cell of assets is called. ``day``: what stands beside the measure; ``is_row``: the row names the measure, not the
    column."""

    measure: str
    day: str
    is_row: bool


def _balance(number: TableNumber, reader: Reader) -> _Balance | None:
    """The measure in the innermost label of the row, else of the column, where nothing beside it says otherwise."""
    unit = number.quantity.unit_text if number.quantity else ""
    row = tuple(label for label in number.row if label != unit)  # 资产总额 | 万元 | 500 | 520
    is_row = _names_asset(row, reader)
    if not is_row and not _names_asset(number.column, reader):
        return None
    named = row if is_row else number.column
    measure = measure_of(named[-1], reader.names)
    day = "".join(number.column if is_row else named[:-1])
    if measure is None or header_pattern("book_value").search(named[-1]) or sort_of_number(day, ""):
        return None
    return _Balance(measure, day, is_row)


def _is_titled_without_unit(number: TableNumber, table: TableNumbers, reader: Reader) -> bool:
    return _names_asset(number.column, reader) and _is_own(number, table, reader)


def _is_of_the_year_end(balance: _Balance, number: TableNumber, table: TableNumbers, reader: Reader) -> bool:
    """Whether the day says the end of the year, or nothing at all in a table that tells of no coming and going."""
    is_dated = bool(header_pattern("year_end").fullmatch(balance.day)) or _stands_beside_last(
        balance.day, number, table, reader
    )
    is_ours = balance.is_row or _is_own(number, table, reader)
    if is_dated:
        return is_ours
    of_flow = header_pattern("asset_flow").search(table.caption) is not None
    return is_ours and not of_flow and header_pattern("asset_group").fullmatch(balance.day) is not None


def _stands_beside_last(day: str, number: TableNumber, table: TableNumbers, reader: Reader) -> bool:
    """Whether a column is 本年 and one of 上年 stands beside it: a balance of each, and nothing that came in the year."""
    beside = ("".join(n.column) for n in table.numbers if n.line == number.line and n is not number)
    year = _YEAR.fullmatch(day)
    is_own = (
        int(year[1]) == reader.fiscal_year if year else header_pattern("own_year").fullmatch(day) is not None
    )
    return is_own and any(is_of_another_day(text, reader) for text in beside)


def _names_asset(labels: tuple[str, ...], reader: Reader) -> bool:
    """Whether the innermost of some labels is that of a balance."""
    return (
        bool(labels)
        and measure_of(labels[-1], reader.names) is not None
        and not sort_of_number(labels[-1], "")
    )


def _is_of_other_unit(number: TableNumber, reader: Reader) -> bool:
    """Whether a label below 单位名称 is another name than the unit's."""
    return any(
        header_pattern("units").search(head) and unexplained_words(label, reader.names, "staffing")
        for label, head in zip(number.row, number.heads, strict=True)
    )


def _is_own(number: TableNumber, table: TableNumbers, reader: Reader) -> bool:
    """Whether a row below titles of assets is the unit's: it alone is of this year, and its labels name nothing else; or it adds
    up all units."""
    if number in sums_over_units(table, reader):
        return True
    column = [n for n in table.numbers if n.place == number.place]
    lines = {n.line for n in column if not is_of_another_day("".join(n.row), reader)}
    row = "".join(label for label in number.row if not header_pattern("own_year").fullmatch(label))
    return len(lines) == 1 and not unexplained_words(row, reader.names, "staffing")
