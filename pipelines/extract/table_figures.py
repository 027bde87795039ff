"""Figures in tables: budget amounts, rates, project items and headcounts under their row and column labels.

Belongs here: what a numeric cell means when its labels are understood. Does not belong here: finding cells (tables),
indicators and goals.
"""

from __future__ import annotations

from pipelines.extract.found import Found
from pipelines.extract.item_names import item_name
from pipelines.extract.meaning import Meaning, first_term, understand
from pipelines.extract.money import Reader
from pipelines.extract.staffing import as_of, is_authorized
from pipelines.extract.tables import TableNumber, TableNumbers, header_pattern
from pipelines.model.claims import BudgetClaim, ItemClaim, RateClaim, StaffClaim
from pipelines.model.problem import Problem
from pipelines.model.quantity import Dimension


def read_table(table: TableNumbers, reader: Reader, section: str | None, found: Found) -> None:
    """Claim what the cells of one table state; cells without a unit where an amount belongs become problems."""
    names: dict[str, int] = {}
    is_items = _lists_items(table, reader)
    for number in table.numbers:
        row = understand("".join(number.row), reader.names)
        column = understand("".join(number.column), reader.names)
        if number.quantity is not None:
            quote = " | ".join([*number.row, *number.column, number.digits])
            found.see(number.span, number.quantity.dimension, section, quote)
        if _is_classification_line(number):
            if number.quantity is not None:
                found.ignore(number.span, "classification_line")
        elif is_items and not (row.category and not row.residue):
            _item(number, column, names, found)
        elif column.rate or row.rate:
            _rate(number, row, column, found)
        elif number.quantity is not None and number.quantity.dimension is Dimension.PEOPLE:
            _headcount(number, table.index, found)
        else:
            _amount(number, row, column, reader, table.index, is_items, found)


def _lists_items(table: TableNumbers, reader: Reader) -> bool:
    """Whether the rows are projects: a column says so, and no row is a category such as 人员经费 (then 项目 only means line)."""
    categories = {understand("".join(number.row), reader.names).category for number in table.numbers}
    named = any(header_pattern("item").search(number.row_header) for number in table.numbers)
    return named and categories <= {None, "total", "project"}


def _is_classification_line(number: TableNumber) -> bool:
    return bool(number.row) and bool(header_pattern("classification").search(number.row[-1]))


def _amount(
    number: TableNumber,
    row: Meaning,
    column: Meaning,
    reader: Reader,
    index: int,
    is_items: bool,
    found: Found,
) -> None:
    category = row.category or column.category
    stage = column.stage or row.stage
    if is_items and category == "total":
        category = "project"
    if not (category and stage) or row.residue or column.residue:
        return
    if number.quantity is None:
        found.problems.append(_unit_missing(number))
        return
    if number.quantity.dimension is not Dimension.MONEY:
        return
    last_year = row.last_year or column.last_year
    year = reader.fiscal_year - 1 if last_year and reader.fiscal_year else None
    found.budget.append(
        BudgetClaim(
            category=category,
            stage=stage,
            fund_source=row.source or column.source or "all",
            fact_year=year or column.year or row.year or reader.fiscal_year,
            amount=number.quantity,
            spans=(number.quote,),
            sentence=-1 - index,
        )
    )
    found.claimed.append(number.span)


def _rate(number: TableNumber, row: Meaning, column: Meaning, found: Found) -> None:
    kind, category = column.rate or row.rate, row.category or column.category
    quantity = number.quantity
    if kind is None or category is None or row.residue:
        return
    if quantity is None or quantity.dimension is not Dimension.PERCENT:
        found.problems.append(_unit_missing(number))
        return
    found.rates.append(RateClaim(kind, category, row.source or "all", None, quantity, (number.quote,)))
    found.claimed.append(number.span)


def _item(number: TableNumber, column: Meaning, names: dict[str, int], found: Found) -> None:
    """A row of a table of projects; an unstaged amount column is left to the reviewer."""
    if not number.row:
        return
    quantity = number.quantity
    if column.rate:
        if quantity is not None and quantity.dimension is Dimension.PERCENT:
            found.ignore(number.span, "item_rate")
        return
    if column.stage is None:
        return
    if quantity is None or quantity.dimension is not Dimension.MONEY:
        found.problems.append(_unit_missing(number))
        return
    name = item_name(number.row[-1])
    seq = names.setdefault(name.text, len(names) + 1)
    found.items.append(
        ItemClaim(
            seq,
            name.text,
            column.stage,
            quantity,
            name.doc_no,
            name.fund_source,
            name.nature,
            (number.quote,),
        )
    )
    found.claimed.append(number.span)


def _headcount(number: TableNumber, index: int, found: Found) -> None:
    quantity = number.quantity
    label = "".join([*number.row, *number.column])
    hit = first_term("".join(number.column), "staffing", "kind") or first_term(
        "".join(number.row), "staffing", "kind"
    )
    if quantity is None or hit is None or quantity.value != int(quantity.value):
        return
    found.staff.append(
        StaffClaim(
            staff_scope="unit",
            kind=hit[0],
            basis="authorized" if is_authorized(label) else "actual",
            headcount=int(quantity.value),
            as_of=as_of(label),
            change_vs_prior=None,
            spans=(number.quote,),
            sentence=-1 - index,
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
