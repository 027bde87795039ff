"""Ruled tables inside a cell of another: tables of their own behind what stands beside and above them, or told."""

from __future__ import annotations

import pytest

from pipelines.model.document import Document, LossKind
from tests.read.layout.sheet import Sheet, compose
from tests.read.test_inner_tables import outline

INNER = [["项目", "年初预算数", "执行数"], ["合计", "210", "190"], ["项目支出", "90", "80"]]
OUTER = [["单位名称", "某局"], ["预算\n执行\n情况", ""], ["自评结论", "优"]]


def form(right: float, beside: str = "", rows: list[list[str]] = INNER) -> Document:
    """A form with a table in a cell, above it the unit, ``beside`` it a third cell; the table ends at ``right``."""
    xs = (60.0, 120.0, 400.0, 500.0) if beside else (60.0, 120.0, 400.0)
    outer = [[*line, beside if number == 1 else "是"][: len(xs) - 1] for number, line in enumerate(OUTER)]
    sheet = Sheet().grid(xs, (100.0, 120.0, 220.0, 240.0), outer)
    sheet.text(123, 124, "单位：万元")
    step = (right - 126) / len(rows[0])
    inner = [126 + step * number for number in range(len(rows[0]) + 1)]
    sheet.grid(inner, [140.0 + 20 * number for number in range(len(rows) + 1)], rows)
    return compose(sheet)


@pytest.mark.parametrize("right", [380.0, 400.0])  # clear of the side of its cell, or upon it
def test_a_grid_inside_a_cell_stands_behind_its_label_and_its_unit(right: float) -> None:
    document = form(right)
    assert outline(document) == [OUTER[:1], "预算执行情况", "单位：万元", INNER, OUTER[2:]]
    assert document.losses == ()


def test_rows_of_figures_below_a_grid_inside_a_cell_stay_with_those_above_it() -> None:
    sheet = Sheet().grid(
        (60.0, 120.0, 400.0),
        (100.0, 120.0, 220.0, 240.0),
        [["支出", "决算数"], ["项目\n情况", ""], ["公用经费", "18.5"]],
    )
    sheet.text(123, 124, "单位：元").grid(
        (126.0, 200.0, 300.0), (140.0, 160.0, 180.0), [["甲", "乙"], ["丙", "9"]]
    )
    document = compose(sheet)
    rows = [["支出", "决算数"], ["公用经费", "18.5"]]
    assert outline(document) == [rows, "项目情况", "单位：元", [["甲", "乙"], ["丙", "9"]]]
    assert document.losses == ()


def test_what_stands_right_of_a_grid_inside_a_cell_comes_behind_it() -> None:
    assert outline(form(380.0, "已核对"))[2:5] == ["单位：万元", INNER, "已核对"]


def test_a_grid_beside_a_figure_stays_in_its_cell_and_is_told() -> None:
    document = form(380.0, "96.5")
    assert len(document.tables) == 1
    assert all(figure in document.flow(document.tables[0].cells[4]).text for figure in ("210", "80"))
    assert [loss.kind for loss in document.losses] == [LossKind.TABLE_NOT_READ]


def test_a_frame_around_what_a_cell_says_is_no_table() -> None:
    document = form(380.0, rows=[["某县"], ["民政局"]])
    assert [document.flow(cell).text for cell in document.tables[0].cells] == [
        "单位名称", "某局", "预算执行情况", "单位：万元某县民政局", "自评结论", "优"
    ]  # fmt: skip
    assert document.losses == ()
