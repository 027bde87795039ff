"""Indicators: the rows of indicator tables (绩效指标表) as claims.

Belongs here: rows below a header, levels filled down, what is no row. Does not belong here: which
rows make a table (indicator_tables), what a column is (indicator_columns), what a cell says (indicator_values).
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from pipelines.extract.grids import printed_all
from pipelines.extract.indicator_levels import Levels
from pipelines.extract.indicator_tables import IndicatorTable, header_problems, indicator_tables
from pipelines.extract.indicator_values import (
    EMPTY,
    Value,
    bare_name,
    clean_name,
    is_placeholder,
    is_size,
    max_deduction,
    read_points,
    read_value,
    says_nothing,
    unit_in_name,
    unit_name,
)
from pipelines.lexicon import load
from pipelines.model.claims import IndicatorClaim
from pipelines.model.document import Document, Span
from pipelines.model.problem import Outcome, Problem

_VALUES = ("operator", "target", "unit", "actual", "weight", "score", "scoring_rule", "description")


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
            adds_up = table.is_total(row) or table.is_subtotal(row)
            if adds_up or table.is_foot(row) or not _is_indicator(table, row):
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
    return not _is_execution(table, row)


def _begins(table: IndicatorTable, row: int) -> bool:
    """Whether a name or a value begins here; a longer cell of another column may go on beside nothing new."""
    return any(
        cell.row == row and cell.pieces
        for role in ("level3", "target", "actual", "weight", "score")
        for cell in table.cells(row, role)
    )


def _is_execution(table: IndicatorTable, row: int) -> bool:
    """Whether the row scores the spending of the money: 预算执行率 as a first level of its own."""
    words = load("indicators")["names"]["execution"]
    said = {clean_name(text)[0] for text in (table.name(row), table.text(row, "level1"))} - {""}
    return bool(said) and all(name in words for name in said)


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
    role = _target_role(table, row)
    target = read_value(table.text(row, role), table.text(row, "operator"), table.text(row, "unit"))
    actual = read_value(table.text(row, "actual"))
    if says_nothing(name):
        if target.number is not None or actual.number is not None:
            problems.append(_nameless(table, row, span))
        return None
    weight, score = (_points(table, row, points, span, problems) for points in ("weight", "score"))
    weight = full_mark if weight is None else weight
    actual = _comparable(name, target, actual, table.text(row, "actual"), span, problems)
    return IndicatorClaim(
        seq=seq,
        level1=levels.level1,
        level2=levels.level2,
        level3=name,
        description=_text(document, table, row, "description"),
        scoring_rule=_text(document, table, row, "scoring_rule"),
        max_deduction=max_deduction(table.text(row, "scoring_rule")),
        weight=weight,
        operator=target.operator,
        target_num=target.number,
        target_text=_said(document, table, row, role, target),
        unit=_unit(table, row, target),
        basis=_text(document, table, row, "basis"),
        actual_num=actual.number,
        actual_text=_said(document, table, row, "actual", actual),
        score=score,
        deviation_reason=_text(document, table, row, "deviation_reason"),
        span=span,
    )


def _said(document: Document, table: IndicatorTable, row: int, role: str, value: Value) -> str | None:
    """The printed words of a value that has text."""
    if value.text is None:
        return None
    if (words := printed_all(document, table.cells(row, role))) or role == "actual":
        return words
    shifted = next(place for place in ("operator", "unit") if table.text(row, place) == value.text)
    return printed_all(document, table.cells(row, shifted))


def _unit(table: IndicatorTable, row: int, target: Value) -> str | None:
    """The unit of the target; a cell for it that holds the target's words or its 定性 holds no unit."""
    text = table.text(row, "unit")
    if target.unit or text == target.text or read_value("", text).operator is not None:
        return target.unit
    if unit := unit_name(text):
        return unit
    return None if target.number is None else unit_in_name(table.text(row, "level3"))


def _text(document: Document, table: IndicatorTable, row: int, role: str) -> str | None:
    text = table.text(row, role)
    return None if says_nothing(text) else printed_all(document, table.cells(row, role))


def _target_role(table: IndicatorTable, row: int) -> str:
    """年初指标值 beside 调整指标值: what was to be reached in the end is the adjusted value, where one is filled in."""
    return "target" if is_placeholder(table.text(row, "adjusted_target")) else "adjusted_target"


def _points(
    table: IndicatorTable, row: int, role: str, span: Span, problems: list[Problem]
) -> Decimal | None:
    text, name = table.text(row, role), table.text(row, "level3")
    points = read_points(text)
    if is_placeholder(text):
        return None
    if points is None:
        problems.append(
            Problem(
                "indicator_points_unreadable",
                f"指标“{name}”的{_NAMES[role]}“{text}”不是一个数，未采用",
                f"the {role} '{text}' of indicator '{name}' is no single number; it was not taken",
                span,
            )
        )
    elif _is_shared(table, row, role):
        problems.append(
            Problem(
                "indicator_points_shared",
                f"指标“{name}”与上下行的指标共用一个{_NAMES[role]}“{text}”，无法分到各行，未采用",
                f"indicator '{name}' shares its {role} '{text}' with the rows beside it; it was not taken",
                span,
            )
        )
        return None
    return points


def _is_shared(table: IndicatorTable, row: int, role: str) -> bool:
    """Whether one cell of points stands beside the names of several indicators."""
    names = {
        table.cells(line, "level3")
        for points in table.cells(row, role)
        for line in range(points.row, points.row + points.row_span)
        if table.text(line, "level3")
    }
    return len(names) > 1


_NAMES = {"weight": "分值", "score": "得分"}


def _comparable(
    name: str, target: Value, actual: Value, text: str, span: Span, problems: list[Problem]
) -> Value:
    """The actual value in the target's unit; where another one is printed, its text, with the number of what is counted."""
    if actual.number is None:
        return actual if actual.text != "" else EMPTY
    if not actual.unit or not target.unit or _same_unit(actual.unit, target.unit):
        # ≥90% names no point that was reached, so the words are kept beside the number
        return actual if actual.operator is None else replace(actual, text=text)
    problems.append(
        Problem(
            "indicator_unit_differs",
            f"指标“{name}”的指标值单位是“{target.unit}”，完成值写作“{text}”，不可直接比较，请核对",
            f"indicator '{name}' has its target in '{target.unit}' and its actual value as '{text}'; compare with care",
            span,
        )
    )
    counted = not (is_size(actual.unit) or is_size(target.unit))
    return Value(actual.operator, actual.number if counted else None, actual.unit, text)


def _same_unit(one: str, other: str) -> bool:
    return one == other or any(
        one in same and other in same for same in load("indicators")["values"]["words"]["same_units"]
    )


def _nameless(table: IndicatorTable, row: int, span: Span) -> Problem:
    header = "、".join(t for t in table.grid.texts[table.columns.first] if t)
    return Problem(
        "indicator_without_name",
        f"指标表中有一行没有三级指标名称但有数值，未采用（表头：{header}）",
        f"a row of an indicator table has values but no name; it was not taken (header: {header})",
        span,
    )
