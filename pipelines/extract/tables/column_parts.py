"""Parts in columns: 其中：财政拨款 has the stage of the column that it is a part of, 财政拨款 beside 收入合计 none.

Belongs here: which column that is, and what a bare title of a column means by its form. Does not belong here: parts in rows (subject, parts_above).
"""

from __future__ import annotations

from pipelines.extract.context import list_opening
from pipelines.extract.meaning import sort_of_number, understand
from pipelines.extract.tables.header import header_pattern
from pipelines.extract.tables.items import value_of
from pipelines.extract.tables.subject import column_meaning, words_of
from pipelines.extract.tables.tables import TableNumber, TableNumbers


def stage_of_whole(number: TableNumber, table: TableNumbers, names: tuple[str, ...]) -> str | None:
    """The stage of the first column on the left of such a part that is no part itself; None where it is not larger."""
    if not _opens(number):
        return None
    before = [n for n in table.numbers if n.line == number.line and n.place < number.place and not _opens(n)]
    if not before or before[-1].broken or number.broken:
        return None
    meaning = column_meaning(before[-1], names)
    is_whole = len(meaning.stages) == 1 and not (meaning.source or meaning.residue)
    return meaning.stage if is_whole and value_of(number) <= value_of(before[-1]) else None


def is_of_unsaid_whole(number: TableNumber, table: TableNumbers, names: tuple[str, ...]) -> bool:
    """预算安排 over 总额 | 财政拨款: whether the whole beside a source, below the same title, does not say which budget it is."""
    if len(number.column) < 2 or not understand(number.column[-1], names).source:
        return False
    beside = [n for n in table.numbers if n.line == number.line and n.column[:-1] == number.column[:-1]]
    return any(column_meaning(n, names).unsaid for n in beside)


def is_of_income(number: TableNumber, table: TableNumbers, names: tuple[str, ...]) -> bool:
    """收入合计 | 上年结转 | 财政拨款: whether a column names a source alone, and the first column on its left that says more is income."""
    if not number.column or not _is_source(number, names):
        return False
    before = [n for n in table.numbers if n.line == number.line and n.place < number.place]
    told = next((n for n in reversed(before) if not (_is_source(n, names) or _is_balance(n, names))), None)
    return told is not None and any(sort_of_number(label, "") == "income" for label in told.column)


def _is_source(number: TableNumber, names: tuple[str, ...]) -> bool:
    meaning = column_meaning(number, names)
    return bool(meaning.source) and not (meaning.category or meaning.stages or meaning.residue)


def _is_balance(number: TableNumber, names: tuple[str, ...]) -> bool:
    return column_meaning(number, names).stages == ("carried_in",)


def _opens(number: TableNumber) -> bool:
    return bool(number.column) and list_opening().match(number.column[-1]) is not None


def is_spent_at_year_end(number: TableNumber) -> bool:
    """Whether a column only names the end of a year beside a row of spending (“三公”经费支出 | 2022年末 | 2023年末): what was spent."""
    if (
        not number.row
        or len(number.column) != 1
        or not header_pattern("year_end").fullmatch(number.column[0])
    ):
        return False
    return bool(header_pattern("spending_row").search(words_of(number.row)))


def is_base_budget(number: TableNumber, table: TableNumbers) -> bool:
    """Whether a column of a 基础数据表 is 本年预算 beside 上年决算: that form compares what was planned when the year began."""
    if not number.column or not header_pattern("base_form").search(table.caption):
        return False
    return bool(header_pattern("base_budget").fullmatch(number.column[-1]))
