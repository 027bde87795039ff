"""Indicators: the rows of indicator tables (绩效指标表) as claims.

Belongs here: rows below a header, levels filled down, what is no row. Does not belong here: which
rows make a table (indicator_tables), what a column is (indicator_columns), what a cell says (indicator_values).
"""

from __future__ import annotations

from decimal import Decimal

from pipelines.extract.grids import printed
from pipelines.extract.indicator_tables import IndicatorTable, header_problems, indicator_tables
from pipelines.extract.indicator_values import (
    EMPTY,
    Value,
    clean_name,
    is_placeholder,
    max_deduction,
    read_points,
    read_value,
    says_nothing,
    unit_name,
)
from pipelines.model.claims import IndicatorClaim
from pipelines.model.document import Document, Span
from pipelines.model.flow import Flow
from pipelines.model.problem import Outcome, Problem

_VALUES = ("operator", "target", "unit", "actual", "weight", "score", "scoring_rule", "description")


def find_indicators(document: Document) -> Outcome[IndicatorClaim]:
    """All indicator rows of the document, numbered through.

    A row's span runs from the first to the last piece of the cells that begin in it. ``target_text`` and
    ``actual_text`` are set only where the cell is no number.
    """
    claims: list[IndicatorClaim] = []
    problems: list[Problem] = []
    for table in indicator_tables(document):
        problems += header_problems(table)
        level1: str | None = None
        level2: str | None = None
        for row in table.rows:
            if table.is_total(row) or not _is_indicator(table, row):
                continue
            first, second = (_level(document, table, row, role) for role in ("level1", "level2"))
            if first is not None and first != level1:
                level1, level2 = first, second
            elif second is not None:
                level2 = second
            claim = _claim(document, table, row, len(claims) + 1, (level1, level2), problems)
            if claim is not None:
                claims.append(claim)
    return Outcome(tuple(claims), tuple(problems))


def _is_indicator(table: IndicatorTable, row: int) -> bool:
    """A row of its own cells whose name does not run on over the values (as notes and other fields of a form do)."""
    name = table.cell(row, "level3")
    if name is None or table.grid.row_span(row) is None:
        return False
    return all(table.cell(row, role) is not name for role in (*_VALUES, "basis", "deviation_reason"))


def _level(document: Document, table: IndicatorTable, row: int, role: str) -> str | None:
    """A level's name as it stands in this row; None where the cell is empty or is the name's own."""
    cell = table.cell(row, role)
    if cell is None or cell is table.cell(row, "level3"):
        return None
    if role == "level2" and cell is table.cell(row, "level1"):
        return None
    name = _bare(document, table, row, role)
    return None if says_nothing(name) else name


def _claim(
    document: Document,
    table: IndicatorTable,
    row: int,
    seq: int,
    levels: tuple[str | None, str | None],
    problems: list[Problem],
) -> IndicatorClaim | None:
    span = table.grid.row_span(row)
    if span is None:
        return None
    _, full_mark = clean_name(table.text(row, "level3"))
    name = _bare(document, table, row, "level3")
    target = read_value(table.text(row, "target"), table.text(row, "operator"), table.text(row, "unit"))
    actual = read_value(table.text(row, "actual"))
    if says_nothing(name):
        if target.number is not None or actual.number is not None:
            problems.append(_nameless(table, row, span))
        return None
    weight, score = (_points(table, row, role, span, problems) for role in ("weight", "score"))
    actual = _comparable(name, target, actual, table.text(row, "actual"), span, problems)
    return IndicatorClaim(
        seq=seq,
        level1=levels[0],
        level2=levels[1],
        level3=name,
        description=_text(document, table, row, "description"),
        scoring_rule=_text(document, table, row, "scoring_rule"),
        max_deduction=max_deduction(table.text(row, "scoring_rule")),
        weight=full_mark if weight is None else weight,
        operator=target.operator,
        target_num=target.number,
        target_text=_said(document, table, row, "target", target),
        unit=target.unit or unit_name(table.text(row, "unit")),
        basis=_text(document, table, row, "basis"),
        actual_num=actual.number,
        actual_text=_said(document, table, row, "actual", actual),
        score=score,
        deviation_reason=_text(document, table, row, "deviation_reason"),
        span=span,
    )


def _bare(document: Document, table: IndicatorTable, row: int, role: str) -> str:
    """A level or name as printed, without what stands before it (★, 指标1：) and the full mark behind it."""
    said = printed(document, table.cell(row, role))
    places = Flow(said, tuple(range(len(said)))).folded()
    name, _ = clean_name(places.text)
    if not name:
        return ""
    start = places.text.index(name)
    return said[places.offsets[start] : places.offsets[start + len(name) - 1] + 1]


def _said(document: Document, table: IndicatorTable, row: int, role: str, value: Value) -> str | None:
    """The printed words of a value that has text."""
    if value.text is None:
        return None
    places = table.columns.roles.get(role, ())
    cells = dict.fromkeys(table.grid.cells[row][column] for column in places)
    return "".join(printed(document, cell) for cell in cells)


def _text(document: Document, table: IndicatorTable, row: int, role: str) -> str | None:
    text = table.text(row, role)
    return None if says_nothing(text) else printed(document, table.cell(row, role))


def _points(
    table: IndicatorTable, row: int, role: str, span: Span, problems: list[Problem]
) -> Decimal | None:
    text = table.text(row, role)
    points = read_points(text)
    if points is None and not is_placeholder(text):
        problems.append(
            Problem(
                "indicator_points_unreadable",
                f"指标“{table.text(row, 'level3')}”的{_NAMES[role]}“{text}”不是一个数，未采用",
                f"the {role} '{text}' of indicator '{table.text(row, 'level3')}' is no single number; it was not taken",
                span,
            )
        )
    return points


_NAMES = {"weight": "分值", "score": "得分"}


def _comparable(
    name: str, target: Value, actual: Value, text: str, span: Span, problems: list[Problem]
) -> Value:
    """The actual value in the target's unit; text where it is printed in another one."""
    if actual.number is None:
        return actual if actual.text != "" else EMPTY
    if actual.unit and target.unit and actual.unit != target.unit:
        problems.append(
            Problem(
                "indicator_unit_differs",
                f"指标“{name}”的指标值单位是“{target.unit}”，完成值写作“{text}”，不可直接比较，只保留原文",
                f"indicator '{name}' has its target in '{target.unit}' and its actual value as '{text}'; kept as text",
                span,
            )
        )
        return Value(actual.operator, None, actual.unit, text)
    if (
        actual.operator is not None
    ):  # ≥90% names no point that was reached, so the words are kept beside the number
        return Value(actual.operator, actual.number, actual.unit, text)
    return actual


def _nameless(table: IndicatorTable, row: int, span: Span) -> Problem:
    header = "、".join(t for t in table.grid.texts[table.columns.first] if t)
    return Problem(
        "indicator_without_name",
        f"指标表中有一行没有三级指标名称但有数值，未采用（表头：{header}）",
        f"a row of an indicator table has values but no name; it was not taken (header: {header})",
        span,
    )
