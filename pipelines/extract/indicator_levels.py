"""Indicator levels: to which 一级指标 and 二级指标 a row belongs.

Belongs here: levels filled down, labels that a form lost. Does not belong here: names of indicators (indicators) and
which column is which (indicator_columns).

What the framework of the forms fixes is used where a label is lost: 数量指标 stands below 产出指标 whatever was printed
above it (lexicon/indicators.toml, family).
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from pipelines.extract.grids import printed_all
from pipelines.extract.indicator_tables import IndicatorTable
from pipelines.extract.indicator_values import bare_level, says_nothing
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
        if "level1" in table.columns.roles:
            self.level1 = _fitting(self.level1, self.level2)


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


def _fitting(level1: str | None, level2: str | None) -> str | None:
    """The first level that the second one belongs to, where what is known of the first one does not fit."""
    family = _families().get(level2 or "")
    if family is None or level1 in family:
        return level1
    if level1 is None:
        return family[0]
    whole = next((name for name in family if name.endswith(level1)), None)  # 出指标: its first glyph was lost
    return whole or (family[0] if level1 in _other_first_levels(family) else level1)


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
