"""Indicator cells: what the cells of one row say together, and what of it cannot be taken.

Belongs here: target and unit of several cells, points of a row, an actual value beside its target. Does not belong here:
which rows are indicators (indicators) and what a single text says (values).
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from pipelines.extract.grids import printed_all
from pipelines.extract.indicators.tables import IndicatorTable
from pipelines.extract.indicators.values import (
    EMPTY,
    Value,
    is_placeholder,
    is_share,
    is_size,
    max_deduction,
    read_points,
    read_value,
    says_nothing,
    unit_in_name,
    unit_name,
)
from pipelines.lexicon import load
from pipelines.model.document import Document, Span
from pipelines.model.problem import Problem


def said(document: Document, table: IndicatorTable, row: int, role: str, value: Value) -> str | None:
    """The printed words of a value that has text."""
    if value.text is None:
        return None
    if (words := printed_all(document, table.cells(row, role))) or role == "actual":
        return words
    shifted = next(place for place in ("operator", "unit") if table.text(row, place) == value.text)
    return printed_all(document, table.cells(row, shifted))


def unit_of(table: IndicatorTable, row: int, target: Value) -> str | None:
    """The unit of the target; a cell for it that holds the target's words or its 定性 holds no unit."""
    text = table.text(row, "unit")
    if target.unit or text == target.text or read_value("", text).operator is not None:
        return target.unit
    if unit := unit_name(text):
        return unit
    return None if target.number is None else unit_in_name(table.text(row, "level3"))


def text_of(document: Document, table: IndicatorTable, row: int, role: str) -> str | None:
    """The printed text of a role's cells; None where nothing was filled in."""
    text = table.text(row, role)
    return None if says_nothing(text) else printed_all(document, table.cells(row, role))


def target_role(table: IndicatorTable, row: int) -> str:
    """年初指标值 beside 调整指标值: what was to be reached in the end is the adjusted value, where one is filled in."""
    return "target" if is_placeholder(table.text(row, "adjusted_target")) else "adjusted_target"


def deduction_of(table: IndicatorTable, row: int, span: Span, problems: list[Problem]) -> Decimal | None:
    """The most that a row may lose: what a column of its own (最大扣分) gives, else what the scoring rule says."""
    if is_placeholder(table.text(row, "max_deduction")):
        return max_deduction(table.text(row, "scoring_rule"))
    return points_of(table, row, "max_deduction", span, problems)


def points_of(
    table: IndicatorTable, row: int, role: str, span: Span, problems: list[Problem]
) -> Decimal | None:
    """Weight or score of a row; None and a problem where it is no number or several rows share it."""
    text, name = table.text(row, role), table.text(row, "level3")
    points = read_points(text)
    if is_placeholder(text):
        return None
    if points is None or (role == "score" and table.is_spilt(row)):
        points = None
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


_WHOLE = Decimal(100)
_HALF = Decimal(50)
_NAMES = {"weight": "分值", "score": "得分", "max_deduction": "最大扣分"}


def comparable(
    name: str, target: Value, actual: Value, text: str, span: Span, problems: list[Problem]
) -> Value:
    """The actual value in the target's unit; where another one is printed, its text, with the number of what is counted."""
    if actual.number is None:
        return actual if actual.text != "" else EMPTY
    if _is_fraction_of(target, actual):
        problems.append(
            Problem(
                "indicator_unit_differs",
                f"指标“{name}”的指标值以%计，完成值写作“{text}”，可能是小数（1即100%），未采用为数，请核对",
                f"indicator '{name}' has its target in %, and its actual value as '{text}', perhaps a fraction; not taken as a number",
                span,
            )
        )
        return Value(actual.operator, None, actual.unit, text)
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


def _is_fraction_of(target: Value, actual: Value) -> bool:
    """0.96 or 1 beside ≥95%: a cell that a spreadsheet shows without its sign, where less than one per cent was hardly reached."""
    if target.unit != "%" or target.number is None or actual.unit or actual.number is None:
        return False
    return target.number >= _HALF and 0 < actual.number <= 1


def possible(name: str, value: Value, text: str, span: Span, problems: list[Problem]) -> Value:
    """A share of a whole (满意度, 合格率) above 100 % is misprinted or misread (290% for ≥90%): its words only."""
    if value.number is None or value.unit != "%" or value.number <= _WHOLE or not is_share(name):
        return value
    problems.append(
        Problem(
            "indicator_value_impossible",
            f"指标“{name}”的值写作“{text}”，超过100%，疑为笔误或识别错误，只保留原文，请核对",
            f"indicator '{name}' has the value '{text}', which is more than the whole; only its words were kept",
            span,
        )
    )
    return Value(value.operator, None, value.unit, text)


def _same_unit(one: str, other: str) -> bool:
    return one == other or any(
        one in same and other in same for same in load("indicators")["values"]["words"]["same_units"]
    )
