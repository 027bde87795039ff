"""Indicator tables: the same rows in the columns of different forms.

Belongs here: which cell holds what, headers, level names printed once, leftovers of the template, and what a table of
these columns says. Does not belong here: inventing indicators.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from benchmarks.golden import load
from benchmarks.golden.indicators import Indicator
from benchmarks.golden.paper import LEFT, UP
from benchmarks.golden.truth import Row

Cells = dict[str, Callable[[Indicator], str]]


@dataclass(frozen=True, slots=True)
class Columns:
    """Columns after the three levels, in order, and the cells that the truth may name."""

    order: tuple[str, ...]
    says: tuple[str, ...]


JOINED = ("operator", "actual", "weight", "score", "reason")
MINISTRY = Columns(("target", "actual", "weight", "score", "reason"), JOINED)
WEIGHT_FIRST = Columns(("weight", "target", "actual", "score", "reason"), JOINED)
UNSCORED = Columns(("target", "actual", "reason"), ("operator", "actual", "reason"))
SPLIT = Columns(("operator", "number", "unit", "actual", "weight", "score", "reason"), JOINED)
TARGETS = Columns(("target",), ("operator",))


def table(
    rng: Random,
    rows: Sequence[Indicator],
    columns: Columns,
    *,
    bracketed: bool = False,
    leftover: bool = False,
) -> tuple[list[list[str]], list[Row]]:
    """Header and rows, and what they say. ``bracketed``: full marks behind level 1; ``leftover``: empty template rows."""
    words = load("wording")
    header = [rng.choice(words["header"][f"level{n}"]) for n in (1, 2, 3)]
    header += [rng.choice(words["header"]["target" if c == "number" else c]) for c in columns.order]
    equal = rng.random() < 0.8
    cells = _cells(rng, columns, equal)
    numbered = rng.random() < 0.2
    listed: list[list[str]] = [header]
    last1 = last2 = ""
    count = 0
    for row in rows:
        count = count + 1 if row.level2 == last2 else 1
        level1 = UP if row.level1 == last1 else _full_marks(row.level1, rows) if bracketed else row.level1
        level2 = UP if row.level2 == last2 and row.level1 == last1 else row.level2
        name = f"指标{count}：{row.name}" if numbered else row.name
        listed.append([level1, level2, name, *(cells[c](row) for c in columns.order)])
        last1, last2 = row.level1, row.level2
        if leftover and rng.random() < 0.3:
            listed += [[UP, UP, text, *[""] * len(columns.order)] for text in words["indicator"]["leftover"]]
    bare = "target" in columns.order and not equal
    return listed, [_said(row, columns, bare) for row in rows]


def _said(row: Indicator, columns: Columns, bare: bool) -> Row:
    """What the cells say; ``bare``: targets that are to be met exactly stand without a sign."""
    says = row.cells(*columns.says)
    if bare and row.operator == "=":
        says.pop("operator", None)
    return says


def widened(rows: Sequence[Sequence[str]], columns: int, label: str | None = None) -> list[list[str]]:
    """Rows put behind a label that stands once at their left, the last cell spread to ``columns`` columns."""
    listed = []
    for number, row in enumerate(rows):
        before = [] if label is None else [label if number == 0 else UP]
        cells = [*before, *row]
        listed.append([*cells, *[LEFT] * (columns - len(cells))])
    return listed


def _full_marks(level1: str, rows: Sequence[Indicator]) -> str:
    full = sum(int(row.weight) for row in rows if row.level1 == level1)
    return f"{level1}（{full}分）"


def _cells(rng: Random, columns: Columns, equal: bool) -> Cells:
    """How this document prints each cell. ``equal``: with a sign before targets that are to be met exactly."""
    sign = rng.choice(({}, {}, {"≥": ">=", "≤": "<="}, {"=": "＝"}))
    percent = rng.choice(("%", "%", "%", "％"))
    with_unit = rng.random() < 0.7 if "number" not in columns.order else rng.random() < 0.3
    qualitative = "定性"

    def unit(row: Indicator) -> str:
        return percent if row.unit == "%" else row.unit or ""

    def operator(row: Indicator) -> str:
        return qualitative if row.in_words else sign.get(row.operator or "", row.operator or "")

    def target(row: Indicator) -> str:
        if row.in_words:
            return row.target
        shown = "" if row.operator == "=" and not equal else operator(row)
        return f"{shown}{row.target}{unit(row)}"

    def actual(row: Indicator) -> str:
        joined = (
            row.actual
            and not row.in_words
            and (with_unit or (unit(row) == "%" and "number" not in columns.order))
        )
        return row.actual + (unit(row) if joined else "")

    return {
        "operator": operator,
        "number": lambda row: row.target,
        "unit": unit,
        "target": target,
        "actual": actual,
        "weight": lambda row: row.weight,
        "score": lambda row: row.score,
        "reason": lambda row: row.reason,
    }
