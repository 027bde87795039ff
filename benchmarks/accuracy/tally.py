"""Tally: right, wrong and missing items, and the figures that they come to.

Belongs here: counting. Does not belong here: how two values are compared (compare), where they come from (warehouse).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

TABLES = (
    "reports", "budget_facts", "stated_rates", "project_items", "staff_facts", "asset_facts",
    "scores", "goals", "indicators",
)  # fmt: skip
CELLS = "indicator_cells"
"""Single cells of indicator rows: shown beside the tables, and no part of the overall figure."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that the answers expect, or that was found.

    ``marked``: what was found says that it is in doubt; ``causes``: why (lexicon/confidence.toml).
    """

    table: str
    report: str
    name: str
    expected: str | None
    got: str | None
    marked: bool = False
    causes: tuple[str, ...] = ()

    @property
    def is_right(self) -> bool:
        return self.expected == self.got

    @property
    def is_wrong(self) -> bool:
        """Something was found, and it is not what the report says."""
        return self.got is not None and self.got != self.expected

    @property
    def is_missing(self) -> bool:
        return self.expected is not None and self.got != self.expected

    @property
    def is_silent(self) -> bool:
        """Wrong without a mark: the fault that must never happen."""
        return self.is_wrong and not self.marked

    @property
    def key(self) -> str:
        """The item's name within everything that is measured."""
        return f"{self.table} {self.report} {self.name}"


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts over some items. ``expected``: how many the answers hold."""

    right: int
    wrong: int
    missing: int
    silent: int

    @property
    def expected(self) -> int:
        return self.right + self.missing

    @property
    def precision(self) -> float:
        if self.right + self.wrong:
            return self.right / (self.right + self.wrong)
        return float(not self.missing)

    @property
    def recall(self) -> float:
        return self.right / self.expected if self.expected else 1.0

    @property
    def f1(self) -> float:
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def figures(items: Iterable[Item]) -> Figures:
    """The figures of these items."""
    listed = [item for item in items if item.expected is not None or item.got is not None]
    return Figures(
        right=sum(item.is_right for item in listed),
        wrong=sum(item.is_wrong for item in listed),
        missing=sum(item.is_missing for item in listed),
        silent=sum(item.is_silent for item in listed),
    )


def overall(items: Sequence[Item]) -> Figures:
    """Micro-averaged over all tables, without single cells."""
    return figures(item for item in items if item.table != CELLS)
