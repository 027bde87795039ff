"""Counts of people whose thousands are set off by a space: 1 878, where the sum of the row proves the digits.

Belongs here: the columns below one title, and their sum. Does not belong here: amounts that a wrap cuts (wraps), kinds (staff).
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipelines.extract.numbers import quantity
from pipelines.extract.tables.subject import is_bare_total
from pipelines.extract.tables.tables import TableNumber, TableNumbers
from pipelines.model.quantity import Dimension

_GROUPED = re.compile(r"\d{1,3}(?: \d{3})*|\d+")
FEWEST = 2
"""Fewest parts that prove anything by their sum."""


def beside(number: TableNumber, table: TableNumbers) -> list[TableNumber]:
    """The numbers of the same row below the same title of a group of columns, the number itself among them."""
    return [
        other
        for other in table.numbers
        if other.line == number.line
        and len(number.column) > 1
        and other.column[:-1] == number.column[:-1]
        and other.row == number.row
    ]


def with_joined_count(number: TableNumber, table: TableNumbers) -> TableNumber:
    """The number, its spaces taken out where the parts below its title then add up to their 合计; else as it is."""
    if not number.broken or number.unit is None or number.unit.dimension is not Dimension.PEOPLE:
        return number
    group = beside(number, table)
    totals = [other for other in group if is_bare_total(other.column)]
    if len(totals) != 1 or len(group) <= FEWEST or not all(_GROUPED.fullmatch(n.digits) for n in group):
        return number
    counts = {other.place: int(other.digits.replace(" ", "")) for other in group}
    if sum(counts.values()) != 2 * counts[totals[0].place]:
        return number
    whole = number.digits.replace(" ", "")
    return replace(number, digits=whole, quantity=quantity(whole, number.unit), broken=False)
