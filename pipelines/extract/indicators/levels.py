"""Indicator levels: to which 一级指标 and 二级指标 a row belongs.

Belongs here: levels filled down, labels that a form lost. Does not belong here: names of indicators (indicators) and
which column is which (columns).

A label that is not printed is never made up. Where the framework of the forms tells that a second level cannot stand
below the first one carried down (社会效益指标 below 产出指标), the label between them was lost, and the level stays empty
(lexicon/indicators.toml, family).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pipelines.extract.grids import printed_all
from pipelines.extract.indicators.tables import IndicatorTable
from pipelines.extract.indicators.values import bare_level, says_nothing
from pipelines.lexicon import load
from pipelines.model.document import Document


@dataclass(slots=True)
class Levels:
    """The levels that hold at the row read last; they go on downwards until another label is printed."""

    level1: str | None = None
    level2: str | None = None

    def move(self, document: Document, table: IndicatorTable, row: int) -> None:
        """Take in the labels of a row."""
        first, second = (_label(document, table, row, level) for level in ("level1", "level2"))
        lost = first is None and _begins(table, row, "level1")
        if first is not None and first != self.level1:
            self.level1, self.level2 = first, second
        elif lost:
            self.level1, self.level2 = None, second
        elif second is not None:
            self.level2 = second
        if self.level1 is not None and not _fits(self.level1, self.level2):
            self.level1 = None


def _label(document: Document, table: IndicatorTable, row: int, level: str) -> str | None:
    """A level's name as it stands in this row; None where the cell is empty or is the name's own."""
    cells = table.cells(row, level)
    if not cells or cells == table.cells(row, "level3"):
        return None
    if level == "level2" and cells == table.cells(row, "level1"):
        return None
    name = bare_level(printed_all(document, cells))
    return None if says_nothing(name) else name


def _begins(table: IndicatorTable, row: int, level: str) -> bool:
    """Whether a label was printed here: a cell of its own with something in it, as (50分) of 产出指标(50分)."""
    cells = table.cells(row, level)
    return bool(cells) and cells[0].row == row and bool(table.text(row, level))


def _fits(level1: str, level2: str | None) -> bool:
    """Whether the second level may stand below the first one; what the framework does not name always may."""
    family = _families().get(level2 or "")
    return family is None or level1 in family or level1 not in _other_first_levels(family)


@cache
def _families() -> dict[str, tuple[str, ...]]:
    return {
        second: tuple(family["level1"])
        for family in load("indicators")["family"]
        for second in family["level2"]
    }


def _other_first_levels(family: tuple[str, ...]) -> frozenset[str]:
    rows = load("indicators")["family"]
    return frozenset(name for row in rows if tuple(row["level1"]) != family for name in row["level1"])
