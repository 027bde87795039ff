"""Tables: headers decide, units are per table, and a cell without a unit is never an amount."""

from __future__ import annotations

from decimal import Decimal

from tests.extract.reading import budget, read

HEADER = ["类别", "年初预算数", "调整预算数", "到位资金", "执行数", "执行率(%)"]


def test_rows_and_columns_give_category_and_stage() -> None:
    found = read(
        "单位：万元",
        [HEADER, ["人员经费", "10.00", "11", "11", "10.5", "95.45"], ["合计", "10", "11", "11", "10.5", "—"]],
    )
    assert ("personnel", "adjusted", "110000.00") in budget(found)
    assert ("total", "executed", "105000.00") in budget(found)
    assert [(r.category, r.rate.value) for r in found.rates] == [("personnel", Decimal("95.45"))]
    assert len(found.budget) == 8


def test_columns_may_stand_in_any_order() -> None:
    found = read("单位：元", [["类别", "执行数", "年初预算数"], ["公用经费", "7", "9"]])
    assert budget(found) == [("operating", "executed", "7.00"), ("operating", "initial", "9.00")]


def test_unit_of_the_cell_wins_over_the_caption() -> None:
    found = read("单位：元", [["类别", "执行数(万元)"], ["公用经费", "7"], ["人员经费", "5元"]])
    assert budget(found) == [("operating", "executed", "70000.00"), ("personnel", "executed", "5.00")]


def test_table_without_a_unit_gives_problems_and_no_figures() -> None:
    found = read("收支情况表", [["类别", "年初预算数"], ["人员经费", "10.00"]])
    assert found.budget == []
    assert [p.kind for p in found.problems] == ["unit_missing"]


def test_placeholder_cells_are_not_zero() -> None:
    found = read(
        "单位：万元",
        [
            ["类别", "年初预算数", "执行数"],
            ["人员经费", "-", "10"],
            ["公用经费", "", "／"],
            ["项目支出", "0", "0"],
        ],
    )
    assert budget(found) == [
        ("personnel", "executed", "100000.00"),
        ("project", "initial", "0.00"),
        ("project", "executed", "0.00"),
    ]


def test_last_years_column_belongs_to_last_year() -> None:
    found = read("单位：万元", [["类别", "上年决算数", "2024年年初预算数"], ["人员经费", "8", "10"]])
    assert [(c.fact_year, c.stage) for c in found.budget] == [(2023, "executed"), (2024, "initial")]


def test_row_of_column_numbers_is_no_row_of_figures() -> None:
    found = read(
        "单位：万元", [["类别", "年初预算数", "执行数"], ["栏次", "1", "2"], ["人员经费", "10", "9"]]
    )
    assert budget(found) == [("personnel", "initial", "100000.00"), ("personnel", "executed", "90000.00")]


def test_projects_of_a_table_are_items_and_their_sum_is_the_project_total() -> None:
    found = read(
        "单位：万元",
        [
            ["序号", "项目名称", "年初预算数"],
            ["1", "低保核查经费", "6"],
            ["2", "殡葬设备购置", "4"],
            ["", "合计", "10"],
        ],
    )
    assert [(i.seq, i.name, i.nature) for i in found.items] == [
        (1, "低保核查经费", "operating_task"),
        (2, "殡葬设备购置", "equipment"),
    ]
    assert budget(found) == [("project", "initial", "100000.00")]


def test_headcounts_of_a_table_need_a_unit_of_people() -> None:
    found = read([["单位", "编制人数(人)", "在职人数(人)"], ["石桥县民政局", "20", "18"]])
    assert [(s.kind, s.basis, s.headcount) for s in found.staff] == [
        ("authorized", "authorized", 20),
        ("on_post", "actual", 18),
    ]


def test_lines_of_the_accounts_are_no_projects() -> None:
    found = read(
        "单位：元",
        [
            ["项目", "年初预算数", "决算数"],
            ["支出合计", "3,000.00", "3,100.00"],
            ["（一）人员经费", "2,000.00", "2,100.00"],
            ["30101基本工资", "1,500.00", "1,600.00"],
            ["二、项目支出", "1,000.00", "1,000.00"],
        ],
    )
    assert found.items == []
    assert ("total", "initial", "3000.00") in budget(found)
    assert ("project", "executed", "1000.00") in budget(found)
    assert {i.reason for i in found.ignored} == {"classification_line"}
