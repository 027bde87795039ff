"""Grids: the tables of a sample report.

Belongs here: which figure stands in which cell, and which cells are merged. Does not belong here: column titles and
other wording (lexicon/sample_phrases.toml), files.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from pipelines.lexicon import load
from pipelines.samples.model import STAGES, Goal, Indicator, Specimen
from pipelines.samples.parts import Entry, Grid, Merge


def _words() -> dict[str, Any]:
    tables: dict[str, Any] = load("sample_phrases")["tables"]
    return tables


def plain(value: Decimal | None) -> str:
    """A decimal as printed: its own decimals, never an exponent."""
    return "" if value is None else f"{value:f}"


def organisation(specimen: Specimen) -> Grid:
    """机构设置: the unit alone."""
    row = ("1", specimen.unit_name, specimen.nature, _words()["organisation_funding"])
    return Grid((tuple(_words()["organisation_header"]), row), (1, 4, 2, 2))


def budget(specimen: Specimen) -> Grid:
    """年初预算数 … 执行率 for each category that the specimen states; the unit stands above the table."""
    shown = STAGES if specimen.has_carry_column else STAGES[1:]
    heads = _words()["budget_header"]
    rows: list[tuple[Entry, ...]] = [(heads["category"], *(heads[stage] for stage in shown), heads["rate"])]
    for s in specimen.budget:
        name = load("sample_phrases")["categories"][s.category]
        rows.append((name, *(plain(s.amount(stage)) for stage in shown), plain(s.rate)))
    return Grid(tuple(rows), (3, *[2] * (len(shown) + 1)), _words()["budget_title"], _words()["unit_note"])


def items(specimen: Specimen, total: str) -> Grid:
    """The projects with their amounts and the total that is printed."""
    rows: list[tuple[Entry, ...]] = [tuple(_words()["items_header"])]
    for number, item in enumerate(specimen.items, 1):
        name = item.name + (f"（{item.doc_no}）" if item.doc_no else "")
        rows.append((str(number), name, plain(item.amount)))
    rows.append((_words()["items_total"], Merge.LEFT, total))
    return Grid(tuple(rows), (1, 7, 2), _words()["items_title"], _words()["unit_note"])


def goals(listed: Sequence[Goal]) -> Grid:
    """序号, 目标名称, 目标内容 with the 栏次 row."""
    rows: list[tuple[Entry, ...]] = [tuple(_words()["goals_header"]), (_words()["column_row"], "1", "2")]
    rows += [(str(number), goal.name, goal.content or "") for number, goal in enumerate(listed, 1)]
    return Grid(tuple(rows), (1, 3, 8), _words()["goals_title"])


def targets(indicators: Sequence[Indicator]) -> Grid:
    """Ten columns: targets and scoring rules, no results."""
    words = _words()
    rows = _two_headers(words["targets_upper"], words["targets_lower"], 6)
    rows.append((words["column_row"], *(str(n) for n in range(1, 10))))
    for number, (one, level1) in enumerate(zip(indicators, _level1(indicators), strict=True), 1):
        rule = words["scoring_rule_max" if one.operator == "≤" else "scoring_rule_min"]
        said = rule.format(target=plain(one.target), unit=one.unit, points=plain(one.weight))
        values = (one.operator, plain(one.target), one.unit)
        rows.append((str(number), level1, one.level2, one.name, one.description, said, *values, one.basis))
    return Grid(tuple(rows), (2, 3, 3, 4, 5, 5, 2, 2, 3, 4), words["indicators_title"], header_rows=3)


def scored(indicators: Sequence[Indicator]) -> Grid:
    """Weight, target, result, score and the reason of a deviation; target and unit in one cell."""
    rows: list[tuple[Entry, ...]] = [tuple(_words()["scored_header"])]
    for one, level1 in zip(indicators, _level1(indicators), strict=True):
        target = f"{one.operator}{plain(one.target)}{one.unit}"
        result = f"{plain(one.actual)}{one.unit}" if one.actual is not None else ""
        reason = one.reason or _words()["no_deviation"]
        rows.append(
            (level1, one.level2, one.name, plain(one.weight), target, result, plain(one.score), reason)
        )
    return Grid(tuple(rows), (3, 3, 5, 2, 3, 3, 2, 5), _words()["indicators_title"])


def full(indicators: Sequence[Indicator]) -> Grid:
    """符号, 值, 单位 under one title, then result, weight, score and reason."""
    words = _words()
    rows = _two_headers(words["full_upper"], words["full_lower"], 4)
    for number, (one, level1) in enumerate(zip(indicators, _level1(indicators), strict=True), 1):
        values = (one.operator, plain(one.target), one.unit, plain(one.actual), plain(one.weight))
        reason = one.reason or words["no_deviation"]
        rows.append((str(number), level1, one.level2, one.name, *values, plain(one.score), reason))
    return Grid(tuple(rows), (2, 3, 3, 5, 2, 2, 2, 3, 2, 2, 5), words["indicators_title"], header_rows=2)


def signers(specimen: Specimen) -> Grid:
    """姓名, 工作单位, 职务 and an empty place for the signature."""
    rows: list[tuple[Entry, ...]] = [tuple(_words()["signers_header"])]
    rows += [(s.name, specimen.unit_name, s.post, "") for s in specimen.signers]
    return Grid(tuple(rows), (2, 4, 4, 2))


def _two_headers(upper: Sequence[str], lower: Sequence[str], at: int) -> list[tuple[Entry, ...]]:
    """A header whose cell number ``at`` spans the words of ``lower``; every other cell spans both rows."""
    beside = [Merge.LEFT] * (len(lower) - 1)
    above: tuple[Entry, ...] = (*upper[: at + 1], *beside, *upper[at + 1 :])
    below: tuple[Entry, ...] = (*[Merge.UP] * at, *lower, *[Merge.UP] * (len(upper) - at - 1))
    return [above, below]


def _level1(indicators: Sequence[Indicator]) -> list[Entry]:
    """Names of level 1, each printed once over its rows."""
    before = [None, *(i.level1 for i in indicators)]
    return [
        Merge.UP if one.level1 == last else one.level1 for one, last in zip(indicators, before, strict=False)
    ]
