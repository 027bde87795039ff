"""Bare kinds of people: 行政, 事业, 参公 beside numbers without a unit, where together they are all people at work.

Belongs here: the proof by their sum. Does not belong here: cells that say 人 or 人数 (cell_units), kinds (staff), sentences
(prose.bare_kinds), wording (lexicon/meaning.toml, group header).
"""

from __future__ import annotations

from dataclasses import replace

from pipelines.extract.numbers import quantity, unit_after
from pipelines.extract.tables.header import header_pattern
from pipelines.extract.tables.tables import TableNumber, TableNumbers

FEWEST = 2
MOST = 300
"""Numbers of a form that tells of the unit's people; more have only tables of data."""


def with_kind_counted(number: TableNumber, table: TableNumbers) -> TableNumber:
    """The number in 人, where it and the other bare kinds of its table are 实有人数 and not 编制数 as well; else as it is.

    实有人数 44 | 其中：行政 19 | 参公 8 | 其中：事业 17.
    """
    if number.quantity is not None or number.broken or not _is_bare(number) or len(table.numbers) > MOST:
        return number
    kinds = [n for n in table.numbers if n.column == number.column and _is_bare(n) and n.digits.isdigit()]
    heads = sum(int(n.digits) for n in kinds)
    wholes = [n for n in table.numbers if n.digits == str(heads) and not _is_bare(n)]
    at_work = header_pattern("people_at_work")
    unit = unit_after("人", 0)
    if unit is None or number not in kinds or len(kinds) < FEWEST or not wholes:
        return number
    if not all(n.quantity and n.row and at_work.search(n.row[-1]) for n in wholes):
        return number
    return replace(number, unit=unit, quantity=quantity(number.digits, unit))


def _is_bare(number: TableNumber) -> bool:
    return bool(number.row) and bool(header_pattern("bare_kind").search(number.row[-1]))
