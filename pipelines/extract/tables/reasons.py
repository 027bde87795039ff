"""Reasons in tables: why a cell holds no figure of the report.

Belongs here: lines of the accounts, income, changes, parts of a year, money that the data contract has no code for.
Does not belong here: wording (lexicon/meaning.toml, accounting.toml), what a figure means (figures).
"""

from __future__ import annotations

from functools import cache, lru_cache

from pipelines.extract.context import part_of_year
from pipelines.extract.meaning import Meaning, Term, sort_of_number, terms
from pipelines.extract.tables.header import header_pattern
from pipelines.extract.tables.subject import (
    Subject,
    is_bare_total,
    is_line,
    is_local_source,
    without_notes,
    words_of,
)
from pipelines.extract.tables.tables import TableNumber


@cache
def _lines() -> tuple[Term, ...]:
    """Rows and columns of figures that the data contract does not hold: 公务接待费, 政府采购金额."""
    return terms("accounting", "table_line")


@cache
def _titles() -> tuple[Term, ...]:
    """Titles of tables whose money the data contract does not hold: 政府采购情况表."""
    return terms("accounting", "table_title")


def reason_of(number: TableNumber, subject: Subject, row: Meaning) -> str | None:
    """Why a cell holds no level of a budget, by its labels; None where nothing says so."""
    structural = _of_structure(number, subject, row)
    if structural:
        return structural
    labels = (words_of(number.row), words_of(number.column))
    sorts = [sort for label in labels if (sort := _sort_of_label(label))]
    if "part_of_year" in sorts:
        return "part_of_year"
    sort = sorts[0] if sorts else None
    if sort or subject.lists_items or row.category:
        return sort
    named = [*number.row[-1:], *number.column[-1:]]
    return next((line.code for text in named for line in _lines() if line.pattern.search(text)), None)


@lru_cache(maxsize=4096)
def _sort_of_label(label: str) -> str | None:
    """The sort of the numbers under a label: all cells of a row or column ask for the same one."""
    return "part_of_year" if part_of_year(label) else sort_of_number(label, "")


def _of_structure(number: TableNumber, subject: Subject, row: Meaning) -> str | None:
    """The reason that the kind of row, column or table gives."""
    if is_line(number):
        return "classification_line"
    if subject.is_income or (subject.has_income and not subject.closed and is_bare_total(number.row)):
        return "income"
    if is_local_source(number, subject.reader.names):
        return "source_without_level"
    of_unit = any(header_pattern("units").search(head) for head in number.heads)
    if (
        of_unit
        and subject.lists_units
        and not (row.category or subject.lists_items)
        and _names_one_thing(number)
    ):
        return "unit_line"  # the own offices among several units
    if row.residue and of_unit and not (subject.lists_items and subject.names_once):
        return "unit_line"
    if any(header_pattern("formula").search(without_notes(label)) for label in number.column):
        return "formula"
    return None


def _names_one_thing(number: TableNumber) -> bool:
    return len(number.row) == 1 and not is_bare_total(number.row)


def reason_of_title(subject: Subject) -> str | None:
    """Why a table's money is none of the contract's, by its title: for cells that nothing else explains."""
    if subject.closed:
        return None
    return next((title.code for title in _titles() if title.pattern.search(subject.caption)), None)
