"""Ruled tables inside a cell of another ruled table: which cells are of which table, and which cell holds it.

Belongs here: boxes. Does not belong here: what stands in them (grid), how the outer table is read (read.inner_tables).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pipelines.read.layout.lattice import CellBox

_MOST: Final = 2_000  # cells of a table that are looked at one beside the other
_OVER: Final = 1.01  # of the surface of a table: cells that cover more lie over one another

Holders = dict[int, tuple[int, CellBox]]
"""Inner table → the table around it and its cell, tables by their place in the list."""


def part_inner(tables: Sequence[list[CellBox]]) -> tuple[list[list[CellBox]], Holders]:
    """The tables, with cells inside another cell of their table as tables of their own; and the cells that hold tables.

    One of a single column inside a cell is none: a frame around what the cell says.
    """
    parted = [part for table in tables for part in _parted(table)]
    around = [_around(table) for table in parted]
    kept = [
        table
        for place, table in enumerate(parted)
        if _has_columns(table) or _holder(place, parted, around) is None
    ]
    around = [_around(table) for table in kept]
    holders = {place: found for place in range(len(kept)) if (found := _holder(place, kept, around))}
    return kept, holders


def _holder(
    inner: int, tables: Sequence[list[CellBox]], around: Sequence[CellBox]
) -> tuple[int, CellBox] | None:
    """The smallest cell of another table that a table lies in, and that table."""
    found = [
        (_surface(cell), outer, cell)
        for outer, table in enumerate(tables)
        if outer != inner and _holds(around[outer], around[inner])
        for cell in table
        if _holds(cell, around[inner])
    ]
    return min(found)[1:] if found else None


def _has_columns(table: Sequence[CellBox]) -> bool:
    return len({cell[0] for cell in table}) > 1


def inner_first(count: int, holders: Holders) -> list[int]:
    """So many tables in an order in which those inside others come before them."""

    def depth(table: int) -> int:
        return 1 + depth(holders[table][0]) if table in holders else 0

    return sorted(range(count), key=lambda table: -depth(table))


def _parted(table: list[CellBox]) -> list[list[CellBox]]:
    if len(table) > _MOST or sum(map(_surface, table)) <= _OVER * _surface(_around(table)):
        return [table]
    inside: dict[CellBox, list[CellBox]] = {}
    own: list[CellBox] = []
    for cell in table:
        holder = max((o for o in table if o != cell and _holds(o, cell)), key=_surface, default=None)
        if holder is None:
            own.append(cell)
        else:
            inside.setdefault(holder, []).append(cell)
    return [own, *(part for cells in inside.values() for part in _parted(cells))]


def _around(table: Sequence[CellBox]) -> CellBox:
    lefts, tops, rights, bottoms = zip(*table, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def _surface(box: CellBox) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _holds(outer: CellBox, inner: CellBox) -> bool:
    return outer[0] <= inner[0] and outer[1] <= inner[1] and inner[2] <= outer[2] and inner[3] <= outer[3]
