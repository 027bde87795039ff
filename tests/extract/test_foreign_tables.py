"""Tables that are of another year or unit, examples, cells of several rows: refused, and a person is told."""

from __future__ import annotations

import pytest

from pipelines.extract.tables.labelling import table_numbers
from pipelines.normalize.columns import LARGEST_TOTAL
from tests.documents import Rows
from tests.extract.forms import form
from tests.extract.reading import budget, figures, kinds, read

FORM: Rows = [["项目", "年初预算数", "全年执行数"], ["人员经费", "100", "90"], ["项目支出", "200", "180"]]


@pytest.mark.parametrize(
    "title",
    [
        "2025年部门预算情况表",
        "2023年部门决算情况表",
        "上年度支出决算表",
        "石桥县福利院2024年收支情况",
        "全县2024年支出情况表",
        "填报样例",
        "上半年预算执行情况表",
        "支出情况表（截至2024年6月30日）",
        "支出情况表截至2024年6月底",
    ],
)
def test_a_table_whose_title_is_of_something_else_gives_no_figure(title: str) -> None:
    found = read(title, "单位：万元", FORM)
    assert budget(found) == []
    assert [p.kind for p in found.problems] == ["not_own_figure"]
    assert not found.unexplained()


@pytest.mark.parametrize(
    "title",
    [
        "2024年部门预算情况表",
        "石桥县民政局支出情况表",
        "2024年与2023年对比表",
        "支出情况表 2024年11月15日",
        "支出情况表 填报日期:2024年11月",
    ],
)
def test_a_table_of_the_report_itself_is_read(title: str) -> None:
    assert len(budget(read(title, "单位：万元", FORM))) == 4


def test_an_adjusted_budget_of_the_size_of_a_difference_is_refused() -> None:
    rows: Rows = [
        ["项目", "年初预算", "调整预算", "决算"],
        ["人员经费", "100", "10", "110"],
        ["项目支出", "200", "-20", "180"],
    ]
    found = read("单位：万元", rows)
    assert {stage for _, stage, _ in budget(found)} == {"initial", "executed"}
    assert [p.kind for p in found.problems] == ["adjustment_unclear", "adjustment_unclear"]


def test_a_row_with_a_number_behind_the_last_title_is_refused() -> None:
    rows: Rows = [
        ["项目", "年初预算数", "全年预算数", "全年执行数", ""],
        ["人员经费", "1", "100", "110", "105"],
        ["项目支出", "200", "210", "200", ""],
    ]
    found = read("单位：万元", rows)
    assert {category for category, _, _ in budget(found)} == {"project"}
    assert "number_broken" in {p.kind for p in found.problems}


def test_units_that_contradict_each_other_above_a_table_are_none() -> None:
    assert budget(read("金额单位：元", "单位：万元", FORM)) == []


def test_what_no_county_spends_is_beyond_the_limit() -> None:
    assert LARGEST_TOTAL == 10_000_000_000


def test_a_number_merged_over_columns_that_no_figure_names_is_whole() -> None:
    rows = [
        ["单位名称", "石桥县民政局", "主管部门", "石桥县民政局"],
        ["年初预算数", "←", "100", "←"],
        ["全年执行数", "←", "90", "←"],
    ]
    (table,) = table_numbers(form(*rows))
    assert [(number.digits, number.broken) for number in table.numbers] == [("100", False), ("90", False)]


def test_a_number_merged_over_two_figures_is_of_neither() -> None:
    (table,) = table_numbers(form(["项目", "年初预算数", "全年执行数"], ["人员经费", "100", "←"]))
    assert [number.broken for number in table.numbers] == [True]


def test_day_on_which_a_form_was_filled_in_stands_on_a_line_of_its_own() -> None:
    rows: Rows = [["", "年初预算数（万元）", "全年执行数（万元）"], ["年度资金总额", "31", "28"]]
    lines = ["部门整体支出绩效自评表", "填报日期", "2025年3月20日"]
    assert figures(read(*lines, rows)) == ["total initial 31", "total executed 28"]


BELOW = [["项目", "年初预算", "决算"], ["人员经费", "100", "99"], ["项目支出", "50", "48"]]


@pytest.mark.parametrize("title", ["所属事业单位支出情况（单位：万元）", "（三）下属单位收支情况 单位：万元"])
def test_a_table_of_the_units_below_is_not_the_departments(title: str) -> None:
    found = read(title, BELOW)
    assert found.budget == []
    assert kinds(found) == ["not_own_figure"]


@pytest.mark.parametrize(
    "title", ["部门及所属单位支出情况（单位：万元）", "部门支出情况（含下属单位，单位：万元）"]
)
def test_a_table_of_the_department_with_the_units_below_is_its_own(title: str) -> None:
    assert len(read(title, BELOW).budget) == 4


def test_people_of_the_units_below_are_theirs_and_stay() -> None:
    rows = [
        ["单位名称", "编制数", "在职人数"],
        ["县福利院（下属事业单位）", "12", "11"],
        ["合计", "12", "11"],
    ]
    assert kinds(read("下属单位人员情况（单位：人）", rows)) == []
