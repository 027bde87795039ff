"""Problems of tables: numbers that a reader sees and that are not stored, each told once with its place.

Belongs here: the sentences for people, and that such a number counts as accounted for. Does not belong here: finding
out that something is amiss (figures, rates, items, units).
"""

from __future__ import annotations

from pipelines.extract.found import Found
from pipelines.extract.tables.tables import TableNumber, TableNumbers
from pipelines.lexicon import load
from pipelines.model.problem import Problem
from pipelines.model.quantity import Dimension

RECENT = 40
"""How far back a problem of the same column is looked for."""


def _place(number: TableNumber) -> str:
    return " · ".join([*number.row, *number.column])


def tell_unit_missing(number: TableNumber, found: Found) -> None:
    """A cell that may hold an amount or a rate, without its unit: never guessed."""
    found.ignore(number.span, "unit_missing")
    place = _place(number)
    found.problems.append(
        Problem(
            "unit_missing",
            f"表格“{place}”中的 {number.digits} 没有单位，未入库，请核对表头或表上方的“单位”",
            f"the cell '{place}' holds {number.digits} without a unit; it was not stored",
            number.span,
        )
    )


def tell_broken(number: TableNumber, found: Found) -> None:
    """A cell whose number is not certain: left out, and a problem for a person."""
    place = _place(number)
    found.ignore(number.span, "number_broken")
    found.problems.append(
        Problem(
            "number_broken",
            f"表格“{place}”中的“{number.digits}”：数字可能被换行截断、书写有误或带有别的文字，未入库，请核对原文",
            f"the cell '{place}' holds '{number.digits}': cut by a line wrap, misprinted or more than a number; "
            "it was not stored",
            number.span,
        )
    )


def tell_adjustment_unclear(number: TableNumber, found: Found) -> None:
    """部门基本支出预算调整 under 预算数 and 决算数: a difference or a level, nobody says."""
    found.ignore(number.span, "adjustment_unclear")
    place = _place(number)
    found.problems.append(
        Problem(
            "adjustment_unclear",
            f"表格“{place}”中的 {number.digits}：是调整的差额还是调整后的预算，表中没有写明，未入库",
            f"the cell '{place}' holds {number.digits}: a difference or a level after adjustment is not said; it was not stored",
            number.span,
        )
    )


def tell_stage_unsaid(number: TableNumber, found: Found, like: str | None = None) -> None:
    """A budget of which the table does not say which: left out, and one problem for each column of a table.

    ``like``: the stage of the same amount elsewhere in the report, for a person to judge.
    """
    found.ignore(number.span, "stage_unsaid")
    place = " · ".join(number.column or number.row)
    name = next((str(row["name"]) for row in load("meaning")["stage"] if row["code"] == like), "")
    hint_zh = f"（报告别处写明{name}为同一金额 {number.digits}，可能就是{name}）" if name else ""
    hint_en = (
        f" (elsewhere the report states {number.digits} as '{like}': perhaps that is it)" if name else ""
    )
    problem = Problem(
        "stage_unsaid",
        f"表格的“{place}”没有写明是年初预算、调整预算还是执行数，其中的 {number.digits} 等金额未入库，请核对原文{hint_zh}",
        f"'{place}' of a table does not say which stage of the budget it is; {number.digits} and others were not stored{hint_en}",
        number.span,
    )
    told = (p for p in found.problems[-RECENT:] if p.kind == problem.kind and p.span is not None)
    if not any(f"“{place}”" in p.message_zh for p in told):
        found.problems.append(problem)


def tell_columns_unknown(table: TableNumbers, found: Found) -> None:
    """A table of money without one figure understood: its header cells, for a person to name."""
    numbers = [n for n in table.numbers if n.quantity and n.quantity.dimension is Dimension.MONEY]
    latest = set(
        found.claimed[-len(table.numbers) :]
    )  # of many tables each looks at its own claims, not at all
    if not numbers or any(n.span in latest for n in numbers):
        return
    claimed = set(found.claimed)
    if any(n.span in claimed for n in numbers):
        return  # assets were understood: what is left is told number by number
    explained = {*claimed, *(entry.span for entry in found.ignored)}
    left = [n for n in numbers if n.span not in explained]
    heads = [label for n in left for label in n.column]
    if not left or not heads:
        return
    titles = "、".join(dict.fromkeys(heads))[:120]
    found.problems.append(
        Problem(
            "table_columns_unknown",
            f"表格的列“{titles}”读不出属于哪一类、哪一环节的金额，表中 {len(left)} 个金额未入库；可在 lexicon/meaning.toml 中补充表头用语",
            f"the columns '{titles}' of a table tell no category and stage; {len(left)} amounts were not stored",
            left[0].span,
        )
    )
