"""Formulas: which derived measures a column shows, from ``meta.measures``.

Belongs here: looking a column up. Does not belong here: the measures (lexicon/measures.toml), computing them (marts).
"""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any

from pipelines.store import Store

Row = dict[str, Any]
_SQL = "SELECT measure, name_zh, unit_zh, formula_zh, caution_zh, source, columns FROM meta.measures ORDER BY measure"


@dataclass(frozen=True, slots=True)
class Formulas:
    """The measures of a build. A measure names its columns as ``mart.<table>.<column>``, ``*`` standing for any part."""

    measures: tuple[Row, ...]
    by_column: dict[str, list[Row]]
    """By the whole name, or by ``*.<column>`` for a column of any table."""
    by_pattern: tuple[tuple[str, Row], ...]

    @classmethod
    def read(cls, store: Store) -> Formulas:
        """From the tables of a build."""
        measures = tuple(store.rows(_SQL))
        exact: dict[str, list[Row]] = {}
        patterns: list[tuple[str, Row]] = []
        for row in measures:
            for named in row["columns"]:
                if "*" in named.removeprefix("*."):
                    patterns.append((named, row))
                else:
                    exact.setdefault(named, []).append(row)
        return cls(measures, exact, tuple(patterns))

    def of(self, column: str) -> list[Row]:
        """The measures that ``<schema>.<table>.<column>`` shows."""
        anywhere = f"*.{column.rpartition('.')[2]}"
        matching = (row for pattern, row in self.by_pattern if fnmatchcase(column, pattern))
        return [*self.by_column.get(column, ()), *self.by_column.get(anywhere, ()), *matching]


def said(measure: Row) -> str:
    """A formula in words: ``覆盖率 ＝ 已报单位数 ÷ 应报单位数``."""
    return f"{measure['name_zh']} ＝ {measure['formula_zh']}"
