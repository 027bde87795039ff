"""Days in tables: whether the labels of a cell speak of another day than the end of the report's year.

Belongs here: 2022年末 beside 2023年末, 期初 beside 期末. Does not belong here: years of money (rates, figures), days in prose (prose.levels).
"""

from __future__ import annotations

from pipelines.extract.context import Reader
from pipelines.extract.meaning import words
from pipelines.extract.prose.levels import as_of, is_of_another_year
from pipelines.extract.tables.tables import TableNumber, TableNumbers


def is_of_another_day(text: str, reader: Reader) -> bool:
    """Whether labels name the beginning of the year, or another year."""
    day = as_of(text)
    return (
        is_of_another_year(text, reader)
        or bool(words("staffing", "opening", "says").search(text))
        or bool(day and reader.fiscal_year and day.year != reader.fiscal_year)
    )


def stands_beside_own_year(number: TableNumber, table: TableNumbers, reader: Reader) -> bool:
    """Whether a number is of the end of another year, and others of its row or column are of the report's own."""
    day = as_of("".join((*number.row, *number.column)))
    if day is None or reader.fiscal_year is None or day.year == reader.fiscal_year:
        return False
    beside = (n for n in table.numbers if n.line == number.line or n.place == number.place)
    days = (as_of("".join((*n.row, *n.column))) for n in beside)
    return any(other is not None and other.year == reader.fiscal_year for other in days)
