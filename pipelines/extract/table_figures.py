"""Figures in tables: what a numeric cell means when its labels are understood.

Belongs here: budget amounts, and which other reading a cell is handed to. Does not belong here: finding cells (tables),
whose money it is (table_subject), rates, projects, people and cells without a unit (table_rates, table_items,
table_staff, table_units), indicators and goals.
"""

from __future__ import annotations

from functools import cache

from pipelines.extract.context import Reader
from pipelines.extract.found import Found
from pipelines.extract.meaning import Meaning, Term, sort_of_number, terms
from pipelines.extract.table_header import header_pattern
from pipelines.extract.table_items import items_below_projects, lone_parts, read_item
from pipelines.extract.table_problems import tell_adjustment_unclear, tell_broken, tell_stage_unsaid
from pipelines.extract.table_rates import read_rate
from pipelines.extract.table_staff import read_headcount
from pipelines.extract.table_subject import (
    Subject,
    column_meaning,
    is_bare_total,
    is_line,
    is_local_source,
    row_meaning,
    subject_of,
    words_of,
)
from pipelines.extract.table_units import Amount, UnitlessTable
from pipelines.extract.table_wraps import CAUSE as WRAP_CAUSE
from pipelines.extract.table_wraps import joined
from pipelines.extract.tables import TableNumber, TableNumbers
from pipelines.model.claims import BudgetClaim
from pipelines.model.problem import Problem
from pipelines.model.quantity import Dimension


def read_table(table: TableNumbers, reader: Reader, section: str | None, found: Found) -> UnitlessTable:
    """Claim what the cells of one table state; amounts whose unit is printed nowhere beside them are handed back."""
    names: dict[str, int] = {}
    subject = subject_of(table, reader)
    below = items_below_projects(table, reader)
    lone = lone_parts(table, reader) if subject.lists_items else frozenset()
    is_foreign = reader.whole == "total" and (
        table.of_project or bool(header_pattern("project_form").search(table.caption))
    )
    amounts: list[Amount] = []
    rates: list[TableNumber] = []
    for number in table.numbers:
        row = row_meaning(number, reader.names)
        column = column_meaning(number, reader.names)
        category = subject.category(number, row, column)
        dimension = number.quantity.dimension if number.quantity else None
        if dimension is not None:
            found.see(number.span, dimension, section, number.path)
        reason = None if number in below else _reason(number, subject, row)
        if dimension is Dimension.PEOPLE:
            read_headcount(number, table, reader, found)
        elif reason or is_foreign:
            if dimension is not None:
                found.ignore(number.span, reason or "project_form")
        elif number in below or (subject.lists_items and not _speaks_of_all(number, row)):
            read_item(number, column, reader, names, lone, found)
        elif column.rate or row.rate:
            rates.append(number)
            read_rate(number, row, column, category, subject, amounts, found)
        elif (amount := _amount(number, row, column, category, subject, found)) is not None:
            amounts.append(amount)
            if number.quantity is None:
                found.see(number.span, Dimension.MONEY, section, number.path)
            if not number.broken and number.quantity is not None:
                _claim(amount, table.index, (), found)
    for amount in amounts:
        if amount.number.broken:
            _mend(amount, amounts, rates, table.index, found)
    if table.numbers and not amounts:
        _tell_unread(table, subject, found)
    unitless = tuple(a for a in amounts if a.number.quantity is None and not a.number.broken)
    return UnitlessTable(
        table.index, tuple(a for a in amounts if not a.number.broken), unitless, tuple(rates)
    )


@cache
def _lines() -> tuple[Term, ...]:
    """Rows and columns of figures that the data contract does not hold: 公务接待费, 政府采购金额."""
    return terms("accounting", "table_line")


def _reason(number: TableNumber, subject: Subject, row: Meaning) -> str | None:
    """Why a cell holds no level of a budget: a line of the accounts, income, a change, a share."""
    if is_line(number):
        return "classification_line"
    if subject.is_income:
        return "income"
    if is_local_source(number):
        return "source_without_level"
    if row.residue and any(header_pattern("units").search(head) for head in number.heads):
        return "unit_line"
    if any(header_pattern("formula").search(label) for label in number.column):
        return "formula"
    labels = (words_of(number.row), words_of(number.column))
    sort = next((sort for label in labels if (sort := sort_of_number(label, ""))), None)
    if sort or subject.lists_items or row.category:
        return sort
    named = [*number.row[-1:], *number.column[-1:]]
    return next((line.code for text in named for line in _lines() if line.pattern.search(text)), None)


def _speaks_of_all(number: TableNumber, row: Meaning) -> bool:
    """Whether a row of a table of projects is no project: its total, the 项目支出 as a whole, a source."""
    return not row.residue and bool(row.category or row.source or is_bare_total(number.row))


def _amount(
    number: TableNumber,
    row: Meaning,
    column: Meaning,
    category: str | None,
    subject: Subject,
    found: Found,
) -> Amount | None:
    """The figure that a cell states, with or without its unit; None where its labels leave it open."""
    stage = _stage(row, column, subject)
    if number.quantity is not None and number.quantity.dimension is not Dimension.MONEY:
        return None
    if "adjustment" in row.stages and column.stage not in (None, "adjustment") and not row.residue:
        tell_adjustment_unclear(number, found)
        return None
    if not category or row.residue or column.residue or subject.mixed:
        return None
    if header_pattern("no_amount").search(" ".join(number.column)):
        return None
    if stage is None:
        if number.quantity is not None:
            tell_stage_unsaid(number, found)
        return None
    fiscal_year = subject.reader.fiscal_year
    last_year = row.last_year or column.last_year
    if last_year and fiscal_year is None:
        return None
    year = fiscal_year - 1 if last_year and fiscal_year else None
    return Amount(
        number,
        category,
        stage,
        row.source or column.source or subject.source,
        year or column.year or row.year or fiscal_year,
    )


def _mend(amount: Amount, amounts: list[Amount], rates: list[TableNumber], index: int, found: Found) -> None:
    """Claim an amount that a line wrap has cut, if the table proves how; else it is a problem."""
    mended = joined(amount, amounts, rates)
    if mended is not None:
        _claim(mended, index, (WRAP_CAUSE,), found)
        return
    tell_broken(amount.number, found)


def _claim(amount: Amount, index: int, causes: tuple[str, ...], found: Found) -> None:
    number = amount.number
    if number.quantity is None:
        return
    found.budget.append(
        BudgetClaim(
            category=amount.category,
            stage=amount.stage,
            fund_source=amount.fund_source,
            fact_year=amount.fact_year,
            amount=number.quantity,
            spans=(number.quote,),
            sentence=-1 - index,
            causes=causes,
        )
    )
    found.claimed.append(number.span)


def _stage(row: Meaning, column: Meaning, subject: Subject) -> str | None:
    """The stage of row or column. Where they differ, only 上年结转资金 as a source of the column's stage is clear."""
    if row.stage and column.stage and row.stage != column.stage:
        # 预算数 of a column 预算安排情况(调整后) is the column's
        return column.stage if row.source == "carry_over" or row.stage == "initial" else None
    if len(row.stages) > 1 or len(column.stages) > 1:
        return None
    return column.stage or row.stage or (subject.stage if not (row.unsaid or column.unsaid) else None)


def _tell_unread(table: TableNumbers, subject: Subject, found: Found) -> None:
    """A table of money without one figure understood: its header cells, for a person to name."""
    explained = {*found.claimed, *(entry.span for entry in found.ignored)}
    numbers = [n for n in table.numbers if n.quantity and n.quantity.dimension is Dimension.MONEY]
    left = [n for n in numbers if n.span not in explained]
    heads = [label for n in left for label in n.column]
    if not left or not heads:
        return
    titles = "、".join(dict.fromkeys(heads))[:120]
    found.problems.append(
        Problem(
            "table_columns_unknown",
            f"表格的列“{titles}”读不出属于哪一类、哪一环节的金额，表中 {len(left)} 个金额未入库；可在 lexicon/meaning.toml 中补充表头用语",
            f"the columns '{titles}' of a table tell no category and stage; {len(left)} amounts were not stored",
            left[0].span,
        )
    )
