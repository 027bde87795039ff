"""Untitled amounts: several of one row that would all be the same figure, because no title tells their columns apart.

Belongs here: rows of a table whose header stands on the page before or nowhere. Does not belong here: a table that is
understood in no cell (problems), columns with titles (figures).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pipelines.extract.found import Found
from pipelines.extract.tables.problems import tell_stage_unsaid
from pipelines.extract.tables.units import Amount

_Figure = tuple[int, str, str, str, int | None]


def leave_untitled(amounts: Sequence[Amount], found: Found) -> list[Amount]:
    """The amounts without those that share row and figure with another and have no title (年度资金总额 | 1520.36 | 1761.58 | 10)."""
    shared = Counter(_figure(amount) for amount in amounts if not amount.number.column)
    kept: list[Amount] = []
    for amount in amounts:
        if not amount.number.column and shared[_figure(amount)] > 1:
            tell_stage_unsaid(amount.number, found)
        else:
            kept.append(amount)
    return kept


def _figure(amount: Amount) -> _Figure:
    return amount.number.line, amount.category, amount.stage, amount.fund_source, amount.fact_year
