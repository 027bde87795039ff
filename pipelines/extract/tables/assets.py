"""Assets in tables: 资产总额, 固定资产, 负债 … below 年初数 | 年末数.

Belongs here: which cells are the unit's assets at the end of its year. Does not belong here: wording
(lexicon/staffing.toml), assets in prose (assets).
"""

from __future__ import annotations

from pipelines.extract.context import Reader
from pipelines.extract.found import Found
from pipelines.extract.meaning import sort_of_number, words
from pipelines.extract.prose.assets import measure_of
from pipelines.extract.prose.levels import as_of, is_of_another_year
from pipelines.extract.tables.header import header_pattern
from pipelines.extract.tables.problems import tell_unit_missing
from pipelines.extract.tables.tables import TableNumber
from pipelines.model.claims import AssetClaim
from pipelines.model.quantity import Dimension


def read_asset(number: TableNumber, reader: Reader, found: Found) -> bool:
    """Claim a balance at the end of the year; an opening one is last year's. False where the cell is no asset.

    Row and column must say all of it: the measure alone in the innermost label (原值 is not what the total counts; 净值 has a measure of its own), the end of the year alone above it.
    """
    amount = number.quantity
    if amount is None and not number.row and not number.broken and _names_asset(number, reader):
        # 固定资产 | 负债总额 as titles of columns in a table of people: money, though no title says in which unit
        tell_unit_missing(number, found)
        return True
    if amount is None or amount.dimension is not Dimension.MONEY or not number.row or not number.column:
        return False
    measure = measure_of(number.row[-1], reader.names)
    column = "".join(number.column)
    if (
        measure is None
        or header_pattern("book_value").search(number.row[-1])
        or sort_of_number(number.row[-1], "")
        or sort_of_number(column, "")
    ):
        return False
    if is_of_another_year(column, reader) or words("staffing", "opening", "says").search(column):
        found.ignore(number.span, "last_year")
        return True
    if not header_pattern("year_end").fullmatch(column):
        return False
    found.assets.append(AssetClaim(measure, amount, None, as_of(column), (number.quote,)))
    found.claimed.append(number.span)
    return True


def _names_asset(number: TableNumber, reader: Reader) -> bool:
    """Whether the innermost title of a column is that of a balance."""
    title = number.column[-1] if number.column else ""
    return measure_of(title, reader.names) is not None and sort_of_number(title, "") is None
