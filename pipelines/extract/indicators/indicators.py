"""Indicators: the rows of indicator tables (绩效指标表) as claims.

Belongs here: rows below a header, levels filled down, what is no row. Does not belong here: which
rows make a table (tables), what a column is (columns), what its cells say (cells).
"""

from __future__ import annotations

import re

from pipelines.extract.grids import printed_all
from pipelines.extract.indicators.cells import (
    comparable,
    deduction_of,
    points_of,
    possible,
    said,
    target_role,
    text_of,
    unit_of,
)
from pipelines.extract.indicators.levels import Levels
from pipelines.extract.indicators.tables import IndicatorTable, header_problems, indicator_tables
from pipelines.extract.indicators.values import (
    bare_name,
    clean_name,
    is_placeholder,
    read_value,
    says_nothing,
)
from pipelines.lexicon import load
from pipelines.model.claims import IndicatorClaim
from pipelines.model.document import Document, Span
from pipelines.model.problem import Outcome, Problem

_VALUES = ("operator", "target", "unit", "actual", "weight", "score", "scoring_rule", "description")
_BARE_NUMBER = re.compile(r"[\d.,%]+")


def find_indicators(document: Document) -> Outcome[IndicatorClaim]:
    """All indicator rows of the document, numbered through.

    A row's span runs from the first to the last piece of the cells that begin in it. ``target_text`` and
    ``actual_text`` are set only where the cell is no number.
    """
    claims: list[IndicatorClaim] = []
    problems: list[Problem] = []
    levels = Levels()
    for table in indicator_tables(document):
        if not table.goes_on:
            problems += header_problems(table)
            levels = Levels()
        for row in table.rows:
            if table.adds_up(row) or table.is_foot(row) or not _is_indicator(table, row):
                continue
            levels.move(document, table, row)
            claim = _claim(document, table, row, len(claims) + 1, levels, problems)
            if claim is not None:
                claims.append(claim)
    return Outcome(tuple(claims), tuple(problems))


def _is_indicator(table: IndicatorTable, row: int) -> bool:
    """A row of its own cells whose name does not run on over the values (as notes and other fields of a form do)."""
    names = table.cells(row, "level3")
    if not names or table.grid.row_span(row) is None or not _begins(table, row):
        return False
    names = table.names(row)
    if any(
        cell in names for role in (*_VALUES, "basis", "deviation_reason") for cell in table.cells(row, role)
    ):
        return False
    if _BARE_NUMBER.fullmatch(table.text(row, "level3")):
        return False  # 自评总分 | 98.4 | 自评等级 | 优 below the indicators
    return not _is_execution(table, row)


def _begins(table: IndicatorTable, row: int) -> bool:
    """Whether a name or a value begins here; a longer cell of another column may go on beside nothing new."""
    return any(
        cell.row == row and cell.pieces
        for role in ("level3", "target", "actual", "weight", "score")
        for cell in table.cells(row, role)
    )


def _is_execution(table: IndicatorTable, row: int) -> bool:
    """Whether the row scores the spending of the money: 预算执行率 as a first level of its own, with no other second level.

    Below a level of another name (预算执行 | 预算执行 | 预算执行率), or in a table without levels, with a target and what was reached, it is
    an indicator as any other.
    """
    words = load("indicators")["names"]["execution"]
    printed = (table.name(row), table.text(row, "level1"), table.text(row, "level2"))
    names = {clean_name(text)[0] for text in printed} - {""}
    is_of_money = bool(names) and all(name in words for name in names)
    has_levels = bool(table.columns.roles.get("level1") or table.columns.roles.get("level2"))
    below_another = printed[1] not in ("", printed[0]) or not has_levels
    return is_of_money and not (below_another and _is_judged(table, row))


def _is_judged(table: IndicatorTable, row: int) -> bool:
    """Whether a target, what was reached and points stand in a row."""
    return all(not is_placeholder(table.text(row, role)) for role in ("target", "actual", "score"))


def _claim(
    document: Document,
    table: IndicatorTable,
    row: int,
    seq: int,
    levels: Levels,
    problems: list[Problem],
) -> IndicatorClaim | None:
    span = table.grid.row_span(row)
    if span is None:
        return None
    _, full_mark = clean_name(table.name(row))
    name = bare_name(printed_all(document, table.names(row)))
    role = target_role(table, row)
    target = read_value(table.text(row, role), table.text(row, "operator"), table.text(row, "unit"))
    actual = read_value(table.text(row, "actual"))
    if says_nothing(name):
        if target.number is not None or actual.number is not None:
            problems.append(_nameless(table, row, span))
        return None
    weight, score = (points_of(table, row, points, span, problems) for points in ("weight", "score"))
    weight = full_mark if weight is None else weight
    actual = comparable(name, target, actual, table.text(row, "actual"), span, problems)
    target = possible(name, target, table.text(row, role), span, problems)
    actual = possible(name, actual, table.text(row, "actual"), span, problems)
    return IndicatorClaim(
        seq=seq,
        level1=levels.level1,
        level2=levels.level2,
        level3=name,
        description=text_of(document, table, row, "description"),
        scoring_rule=text_of(document, table, row, "scoring_rule"),
        max_deduction=deduction_of(table, row, span, problems),
        weight=weight,
        operator=target.operator,
        target_num=target.number,
        target_text=said(document, table, row, role, target),
        unit=unit_of(table, row, target),
        basis=text_of(document, table, row, "basis"),
        actual_num=actual.number,
        actual_text=said(document, table, row, "actual", actual),
        score=score,
        deviation_reason=text_of(document, table, row, "deviation_reason"),
        span=span,
    )


def _nameless(table: IndicatorTable, row: int, span: Span) -> Problem:
    header = "、".join(t for t in table.grid.texts[table.columns.first] if t)
    return Problem(
        "indicator_without_name",
        f"指标表中有一行没有三级指标名称但有数值，未采用（表头：{header}）",
        f"a row of an indicator table has values but no name; it was not taken (header: {header})",
        span,
    )
