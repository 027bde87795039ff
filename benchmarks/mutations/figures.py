"""Figures of a report by name, and what a corruption did to them.

Belongs here: naming every stored number. Does not belong here: which rules use it (relations).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

from pipelines.normalize import DocumentRows

Key: TypeAlias = tuple[Any, ...]
NAMED: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "budget_facts": (("category", "stage", "fund_source", "fact_year", "statement_no"), ("amount_yuan",)),
    "stated_rates": (("category", "kind", "fund_source", "item_id"), ("rate_pct",)),
    "project_items": (("seq", "stage"), ("amount_yuan",)),
    "staff_facts": (("staff_scope", "kind", "basis"), ("headcount", "change_vs_prior")),
    "asset_facts": (("measure",), ("amount_yuan", "change_pct")),
    "goals": (("part", "seq"), ("completion_pct",)),
    "indicators": (("seq",), ("max_deduction", "weight", "target_num", "actual_num", "score")),
    "scores": (("scorer",), ("total", "full_mark")),
}


@dataclass(frozen=True, slots=True)
class Figure:
    """One stored number: ``table.column`` of a fact."""

    table: str
    column: str
    fact_id: str
    value: Decimal


def figures(rows: DocumentRows) -> dict[Key, Figure]:
    """Every number of the tables, under a name that does not change with its value."""
    found: dict[Key, Figure] = {}
    for table, (keys, columns) in NAMED.items():
        for row in getattr(rows, table):
            for column in columns:
                value = getattr(row, column)
                if value is not None:
                    key = (table, column, *(getattr(row, name) for name in keys))
                    found[key] = Figure(table, column, row.fact_id, Decimal(value))
    return found


def changed(before: Mapping[Key, Figure], after: Mapping[Key, Figure]) -> tuple[set[Key], set[Key]]:
    """Names of figures with another value, and of those that are no longer there or new."""
    other = {key for key in before.keys() & after.keys() if before[key].value != after[key].value}
    return other, before.keys() ^ after.keys()
