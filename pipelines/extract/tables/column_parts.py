"""Columns by what stands beside them: 其中：财政拨款 has the stage of the column that it is a part of, 财政拨款 beside 收入合计 none.

Belongs here: which column that is, and what a bare title of a column means by its form. Does not belong here: parts in rows
(subject, parts_above), a title by its words alone (subject).
"""

from __future__ import annotations

from dataclasses import replace

from pipelines.extract.context import list_opening
from pipelines.extract.meaning import Meaning, sort_of_number, understand
from pipelines.extract.tables.header import header_pattern
from pipelines.extract.tables.items import value_of
from pipelines.extract.tables.notes import is_bare_budget
from pipelines.extract.tables.subject import Subject, column_meaning, words_of
from pipelines.extract.tables.tables import TableNumber, TableNumbers


def column_said(
    number: TableNumber, table: TableNumbers, subject: Subject, names: tuple[str, ...], noted_adjusted: bool
) -> Meaning:
    """What the header of a column names; 支出 beside 年初预算 and 调整预算, with no other column of it, is what was spent, also
    below a title of its category (项目资金 over 全年预算 | 到位 | 支出). ``noted_adjusted``: a note calls a bare budget the adjusted one."""
    column = column_meaning(number, names)
    if noted_adjusted and is_bare_budget(number, column):
        return replace(column, stage="adjusted", stages=("adjusted",), unsaid=False)
    if _is_spent_at_year_end(number):
        return replace(column, stage="executed", stages=("executed",), residue="")
    if column.unsaid and _is_base_budget(number, table):
        return replace(column, stage="initial", stages=("initial",), unsaid=False)
    is_bare = not (column.stages or column.rate or column.unsaid or column.residue)
    title = number.column[-1] if number.column else ""
    if subject.spent_bare and is_bare and header_pattern("spent_title").search(title):
        return replace(column, stage="executed", stages=("executed",))
    if column.source and not (column.stages or column.category or column.rate or column.residue):
        whole = _stage_of_whole(number, table, names)
        return column if whole is None else replace(column, stage=whole, stages=(whole,), unsaid=False)
    return column


def _stage_of_whole(number: TableNumber, table: TableNumbers, names: tuple[str, ...]) -> str | None:
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


def _is_spent_at_year_end(number: TableNumber) -> bool:
    """Whether a column only names the end of a year beside a row of spending (“三公”经费支出 | 2022年末 | 2023年末): what was spent."""
    if (
        not number.row
        or len(number.column) != 1
        or not header_pattern("year_end").fullmatch(number.column[0])
    ):
        return False
    return bool(header_pattern("spending_row").search(words_of(number.row)))


def _is_base_budget(number: TableNumber, table: TableNumbers) -> bool:
    """Whether a column of a 基础数据表 is 本年预算 beside 上年决算: that form compares what was planned when the year began."""
    if not number.column or not header_pattern("base_form").search(table.caption):
        return False
    return bool(header_pattern("base_budget").fullmatch(number.column[-1]))


def tells_no_spending(number: TableNumber, column: Meaning, stage: str | None) -> bool:
    """Whether a title speaks of plans where that of the table would make its amounts ``executed``; 财政拨款 as a source does not."""
    titled = header_pattern("no_spending").search("".join(number.column))
    return stage == "executed" and not column.source and titled is not None
