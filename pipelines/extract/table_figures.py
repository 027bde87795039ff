"""Figures in tables: budget amounts, rates, project items and headcounts under their row and column labels.

Belongs here: what a numeric cell means when its labels are understood. Does not belong here: finding cells (tables),
indicators and goals.
"""

from __future__ import annotations

from pipelines.extract.context import Reader
from pipelines.extract.found import Found
from pipelines.extract.item_names import item_name
from pipelines.extract.meaning import Meaning, sort_of_number, understand
from pipelines.extract.table_staff import read_headcount
from pipelines.extract.table_subject import Subject, is_bare_total, subject_of
from pipelines.extract.tables import TableNumber, TableNumbers, header_pattern
from pipelines.model.claims import BudgetClaim, ItemClaim, RateClaim
from pipelines.model.problem import Problem
from pipelines.model.quantity import Dimension


def read_table(table: TableNumbers, reader: Reader, section: str | None, found: Found) -> None:
    """Claim what the cells of one table state; cells without a unit where an amount belongs become problems."""
    names: dict[str, int] = {}
    subject = subject_of(table, reader)
    for number in table.numbers:
        row = understand(_row_label(number), reader.names)
        column = understand("".join(number.column), reader.names)
        category = subject.category(number, row, column)
        if number.quantity is not None:
            quote = " | ".join([*number.row, *number.column, number.digits])
            found.see(number.span, number.quantity.dimension, section, quote)
        reason = _reason(number)
        if number.quantity is not None and number.quantity.dimension is Dimension.PEOPLE:
            read_headcount(number, table, reader, found)
        elif reason:
            if number.quantity is not None:
                found.ignore(number.span, reason)
        elif subject.lists_items and not _speaks_of_all(number, row):
            _item(number, column, reader, names, found)
        elif column.rate or row.rate:
            _rate(number, row, column, category, subject, found)
        else:
            _amount(number, row, column, category, subject, table.index, found)


def _row_label(number: TableNumber) -> str:
    """The labels of a row without those that only name a part of the form: 预算执行情况(10分)."""
    own = [label for label in number.row if not header_pattern("part_of_form").search(label)]
    return "".join(own or number.row)


def _reason(number: TableNumber) -> str | None:
    """Why a cell holds no level of a budget: a line of the accounts, income, a change, a share."""
    if number.row and header_pattern("classification").search(number.row[-1]):
        return "classification_line"
    if any(header_pattern("formula").search(label) for label in number.column):
        return "formula"
    labels = ("".join(number.row), "".join(number.column))
    return next((sort for label in labels if (sort := sort_of_number(label, ""))), None)


def _speaks_of_all(number: TableNumber, row: Meaning) -> bool:
    """Whether a row of a table of projects is no project: its total, the 项目支出 as a whole, a source."""
    return not row.residue and bool(row.category or row.source or is_bare_total(number.row))


def _amount(
    number: TableNumber,
    row: Meaning,
    column: Meaning,
    category: str | None,
    subject: Subject,
    index: int,
    found: Found,
) -> None:
    stage = _stage(row, column)
    if not (category and stage) or row.residue or column.residue or subject.mixed:
        return
    if number.quantity is None:
        found.problems.append(_unit_missing(number))
        return
    fiscal_year = subject.reader.fiscal_year
    last_year = row.last_year or column.last_year
    if number.quantity.dimension is not Dimension.MONEY or (last_year and fiscal_year is None):
        return
    year = fiscal_year - 1 if last_year and fiscal_year else None
    found.budget.append(
        BudgetClaim(
            category=category,
            stage=stage,
            fund_source=row.source or column.source or subject.source,
            fact_year=year or column.year or row.year or fiscal_year,
            amount=number.quantity,
            spans=(number.quote,),
            sentence=-1 - index,
        )
    )
    found.claimed.append(number.span)


def _stage(row: Meaning, column: Meaning) -> str | None:
    """The stage of row or column. Where they differ, only 上年结转资金 as a source of the column's stage is clear."""
    if row.stage and column.stage and row.stage != column.stage:
        return column.stage if row.source == "carry_over" else None
    if len(row.stages) > 1 or len(column.stages) > 1:
        return None
    return column.stage or row.stage


def _rate(
    number: TableNumber,
    row: Meaning,
    column: Meaning,
    category: str | None,
    subject: Subject,
    found: Found,
) -> None:
    kind, quantity = column.rate or row.rate, number.quantity
    if kind is None or category is None or row.residue or column.residue or subject.mixed:
        return
    if quantity is None or quantity.dimension is not Dimension.PERCENT:
        found.problems.append(_unit_missing(number))
        return
    if _of_another_year(row, column, subject.reader):
        found.ignore(number.span, "other_year")
        return
    source = row.source or column.source or subject.source
    found.rates.append(RateClaim(kind, category, source, None, quantity, (number.quote,)))
    found.claimed.append(number.span)


def _of_another_year(row: Meaning, column: Meaning, reader: Reader) -> bool:
    years = {meaning.year for meaning in (row, column)} - {None, reader.fiscal_year}
    return bool(years) or row.last_year or column.last_year


def _item(number: TableNumber, column: Meaning, reader: Reader, names: dict[str, int], found: Found) -> None:
    """A row of a table of projects; an unstaged amount column is left to the reviewer."""
    if not number.row:
        return
    quantity = number.quantity
    if column.rate:
        if quantity is not None and quantity.dimension is Dimension.PERCENT:
            found.ignore(number.span, "item_rate")
        return
    if column.stage is None or column.residue or len(column.stages) > 1:
        return
    if quantity is None or quantity.dimension is not Dimension.MONEY:
        found.problems.append(_unit_missing(number))
        return
    if _of_another_year(column, column, reader):
        found.ignore(number.span, "other_year")
        return
    name = item_name(number.row[-1])
    seq = names.setdefault(name.text, len(names) + 1)
    found.items.append(
        ItemClaim(
            seq=seq,
            name=name.text,
            stage=column.stage,
            amount=quantity,
            doc_no=name.doc_no,
            fund_source=column.source or name.fund_source,
            nature=name.nature,
            spans=(number.quote,),
        )
    )
    found.claimed.append(number.span)


def _unit_missing(number: TableNumber) -> Problem:
    place = " · ".join([*number.row, *number.column])
    return Problem(
        "unit_missing",
        f"表格“{place}”中的 {number.digits} 没有单位，未入库，请核对表头或表上方的“单位”",
        f"the cell '{place}' holds {number.digits} without a unit; it was not stored",
        number.span,
    )
