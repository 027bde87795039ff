"""Layouts of real forms: the labels of a cell decide, and a total is the department's only where its rows are."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from pipelines.extract.report import extract
from pipelines.model.claims import Card
from pipelines.read.reading import read_bytes
from tests.documents import Rows
from tests.extract.reading import accounted, figures, read

WAN = "单位：万元"


def test_sources_below_a_total_are_parts_of_it() -> None:
    found = read(
        WAN,
        [
            ["", "年初预算数", "全年预算数(A)", "全年执行数(B)", "执行率(B/A)"],
            ["年度资金总额", "100", "120", "110", "91.67%"],
            ["其中：当年财政拨款", "90", "100", "95", "95%"],
            ["上年结转资金", "10", "10", "10", "100%"],
            ["其他资金", "0", "10", "5", "50%"],
        ],
    )
    assert figures(found) == [
        "total initial 100",
        "total adjusted 120",
        "total executed 110",
        "total initial fiscal 90",
        "total adjusted fiscal 100",
        "total executed fiscal 95",
        "total initial carry_over 10",
        "total adjusted carry_over 10",
        "total executed carry_over 10",
        "total initial own 0",
        "total adjusted own 10",
        "total executed own 5",
    ]
    assert [(r.fund_source, str(r.rate.value)) for r in found.rates] == [
        ("all", "91.67"),
        ("fiscal", "95"),
        ("carry_over", "100"),
        ("own", "50"),
    ]


def test_unit_in_the_corner_is_that_of_amounts_and_not_of_points() -> None:
    found = read(
        [
            ["部门预算资金(万元)", "", "年初预算数", "全年预算数", "分值", "得分"],
            ["部门预算资金(万元)", "年度资金总额", "100", "120", "10", "9.2"],
        ]
    )
    assert figures(found) == ["total initial 100", "total adjusted 120"]


def test_columns_of_sources_are_of_the_stage_that_they_make_up_in_every_row() -> None:
    found = read(
        WAN,
        [
            ["项目", "年初预算数", "实际支出数", "其中", "其中"],
            ["项目", "年初预算数", "实际支出数", "财政拨款", "其他资金"],
            ["基本支出", "100", "110", "108", "2"],
            ["项目支出", "200", "240", "235", "5"],
        ],
    )
    assert [said for said in figures(found) if "fiscal" in said or "own" in said] == [
        "basic executed fiscal 108",
        "basic executed own 2",
        "project executed fiscal 235",
        "project executed own 5",
    ]


def test_stages_in_rows_are_of_the_whole_where_columns_of_sources_make_up_their_total() -> None:
    titles, budget = ["", "财政拨款", "其他资金", "合计"], ["年初预算数", "90", "10", "100"]
    spent = ["全年执行数", "105", "11", "116"]
    assert figures(read("部门收支情况（单位：万元）", [titles, budget, spent])) == [
        "total initial fiscal 90",
        "total initial own 10",
        "total initial 100",
        "total executed fiscal 105",
        "total executed own 11",
        "total executed 116",
    ]
    assert figures(read("部门收支情况（单位：万元）", [titles, budget, [*spent[:3], "115"]])) == []
    assert figures(read("机关食堂支出情况（单位：万元）", [titles, budget, spent])) == []


def test_a_title_of_budgets_over_the_initial_and_the_adjusted_one_is_parted_by_them() -> None:
    found = read(
        WAN,
        [
            ["支出类别", "预算数", "预算数", "执行数"],
            ["支出类别", "年初", "调整后", "执行数"],
            ["人员支出", "60", "62", "61"],
        ],
    )
    assert figures(found) == ["personnel initial 60", "personnel adjusted 62", "personnel executed 61"]


def test_projects_below_a_title_of_their_money_are_no_form_of_one_project() -> None:
    found = read(
        [
            ["项目名称", "项目资金（万元）", "项目资金（万元）", "项目资金（万元）"],
            ["项目名称", "全年预算", "到位", "支出"],
            ["古城消防工程", "820", "820", "765.42"],
            ["应急广播体系", "368", "368", "310.77"],
            ["小计", "1188", "1188", "1076.19"],
        ]
    )
    assert [(c.name, c.stage, int(c.amount.value)) for c in found.items if c.stage == "executed"] == [
        ("古城消防工程", "executed", 7654200),
        ("应急广播体系", "executed", 3107700),
    ]


def test_the_head_of_a_form_in_one_long_line_says_its_unit() -> None:
    head = "填报单位（盖章）：石桥县民政局　　联系电话：0773-7512345　　填报日期：2025年3月16日　　金额单位：万元"
    found = read(head, [["预算项目", "年初预算", "实际支出"], ["人员经费", "168.42", "176.90"]])
    assert figures(found) == ["personnel initial 168.42", "personnel executed 176.9"]


def test_sources_named_without_a_whole_stay_unclaimed() -> None:
    rows = [
        ["类别", "决算数"],
        ["基本支出", "60"],
        ["项目支出", "40"],
        ["财政拨款", "80"],
        ["其他资金", "20"],
    ]
    assert figures(read(WAN, rows)) == ["basic executed 60", "project executed 40"]


def test_labels_merged_over_rows_keep_category_and_source_apart() -> None:
    found = read(
        WAN,
        [
            ["类别", "资金来源", "年初预算数"],
            ["人员经费", "小计", "10"],
            ["人员经费", "财政拨款", "8"],
            ["人员经费", "其他资金", "2"],
        ],
    )
    assert figures(found) == ["personnel initial 10", "personnel initial fiscal 8", "personnel initial own 2"]


def test_two_sided_table_keeps_income_and_expenditure_apart() -> None:
    found = read(
        "收入支出总表",
        WAN,
        [
            ["项目", "决算数", "项目", "决算数"],
            ["一、财政拨款收入", "10", "一、基本支出", "8"],
            ["二、其他收入", "5", "二、项目支出", "7"],
            ["本年收入合计", "15", "本年支出合计", "15"],
            ["年初结转和结余", "1", "年末结转和结余", "1"],
            ["总计", "16", "总计", "16"],
        ],
    )
    assert figures(found) == [
        "basic executed 8",
        "project executed 7",
        "total executed 15",
        "total carried_in 1",
        "total carried_out 1",
    ]
    assert found.items == []


def test_transposed_table_with_the_rate_in_a_row() -> None:
    found = read(
        WAN,
        [
            ["", "人员经费", "项目支出"],
            ["年初预算数", "10", "3"],
            ["执行数", "9", "3"],
            ["执行率（%）", "90", "100"],
        ],
    )
    assert figures(found) == [
        "personnel initial 10",
        "project initial 3",
        "personnel executed 9",
        "project executed 3",
    ]
    assert [(r.category, str(r.rate.value)) for r in found.rates] == [("personnel", "90"), ("project", "100")]


def test_year_over_stage_in_two_header_rows_and_last_year_first() -> None:
    found = read(
        WAN,
        [
            ["类别", "上年", "上年", "本年", "本年"],
            ["类别", "年初预算数", "决算数", "年初预算数", "决算数"],
            ["人员经费", "8", "7", "10", "9"],
        ],
    )
    assert figures(found) == [
        "personnel initial 2023 8",
        "personnel executed 2023 7",
        "personnel initial 10",
        "personnel executed 9",
    ]


def test_header_in_the_middle_of_a_table_heads_the_rows_below_it() -> None:
    found = read(
        [
            ["财政供养人员情况(人)", "编制数", "实际在职人数", "控制率"],
            ["", "228", "208", "91.23%"],
            ["经费控制情况(万元)", "2023年决算数", "2024年预算数", "2024年决算数"],
            ["基本支出", "24", "25", "26"],
            ["其中：公用经费", "2", "3", "4"],
        ]
    )
    assert figures(found) == [
        "basic executed 2023 24",
        "basic initial 25",
        "basic executed 26",
        "operating executed 2023 2",
        "operating initial 3",
        "operating executed 4",
    ]


@pytest.mark.parametrize(
    ("caption", "rows"),
    [
        ("政府采购情况表", [["类别", "年初预算数"], ["合计", "10"], ["货物", "10"]]),
        ("收入情况表", [["项目", "年初预算数"], ["合计", "10"], ["财政拨款", "8"], ["其他收入", "2"]]),
        ("下属单位支出情况表", [["单位", "年初预算数"], ["合计", "10"], ["救助站", "10"]]),
        ("各月执行情况", [["月份", "项目支出执行数"], ["1月", "10"], ["合计", "10"]]),
        ("分单位支出", [["单位", "人员经费年初预算数"], ["救助站", "5"], ["合计", "15"]]),
        ("支出情况表", [["类别", "预算数"], ["人员经费", "10"]]),
        (
            "支出情况表",
            [["类别", "6月底执行数", "执行数/预算数", "执行数-预算数"], ["人员经费", "5", "50", "-5"]],
        ),
        ("支出情况表", [["类别", "比上年决算数增减", "占年初预算数比重"], ["人员经费", "5", "50"]]),
        ("一般公共预算和政府性基金支出情况表", [["类别", "决算数"], ["人员经费", "5"]]),
    ],
)
def test_total_or_column_of_something_else_gives_no_figure(caption: str, rows: Rows) -> None:
    found = read(caption, WAN, rows)
    assert figures(found) == []
    assert found.items == []
    assert accounted(found)


def test_title_that_names_one_source_holds_for_all_its_money() -> None:
    found = read(
        "一般公共预算财政拨款支出决算表", WAN, [["类别", "决算数"], ["人员经费", "5"], ["合计", "5"]]
    )
    assert figures(found) == ["personnel executed fiscal 5", "total executed fiscal 5"]


def test_items_of_another_year_are_ignored_for_a_reason() -> None:
    found = read(WAN, [["项目名称", "上年决算数", "年初预算数"], ["低保核查经费", "3", "6"]])
    assert [(i.name, f"{i.amount.value:.0f}") for i in found.items] == [("低保核查经费", "60000")]
    assert [i.reason for i in found.ignored] == ["other_year"]


def test_people_of_another_units_row_are_not_the_units_own() -> None:
    found = read(
        [
            ["单位", "编制人数(人)", "上年末在职人数(人)", "在职人数(人)"],
            ["石桥县民政局", "20", "19", "18"],
            ["救助站", "6", "5", "5"],
            ["合计", "26", "24", "23"],
        ]
    )
    assert [(s.staff_scope, s.kind, s.headcount) for s in found.staff] == [
        ("unit", "authorized", 20),
        ("unit", "on_post", 18),
        ("total", "authorized", 26),
        ("total", "on_post", 23),
    ]


@pytest.mark.parametrize("title", ["重点项目", "主要项目", "具体项目", "实施项目", "重点建设项目"])
def test_a_column_of_projects_may_call_them_by_their_weight_and_counts_points_beside_them(title: str) -> None:
    found = read(
        "四、项目执行与评分（单位：万元）",
        [
            ["序号", title, "权重", "年初预算", "执行数", "执行率", "得分"],
            ["1", "应急救援能力建设", "10", "120.00", "96.00", "80.00%", "8.00"],
            ["2", "安全生产监管执法", "10", "58.00", "58.00", "100.00%", "10.00"],
        ],
    )
    assert [(item.name, item.stage, str(item.amount.value)) for item in found.items] == [
        ("应急救援能力建设", "initial", "1200000.00"),
        ("应急救援能力建设", "executed", "960000.00"),
        ("安全生产监管执法", "initial", "580000.00"),
        ("安全生产监管执法", "executed", "580000.00"),
    ]


def test_row_of_units_below_the_header_gives_each_column_its_unit() -> None:
    found = read(
        [
            ["类别", "年初预算数", "执行数"],
            ["", "万元", "元"],
            ["人员经费", "10", "90000"],
        ]
    )
    assert figures(found) == ["personnel initial 10", "personnel executed 9"]


@pytest.mark.parametrize("header", ["年度", ""])
def test_year_that_opens_a_row_is_its_label(header: str) -> None:
    found = read(WAN, [[header, "人员经费决算数"], ["2023", "5"], ["2024", "6"]])
    assert figures(found) == ["personnel executed 2023 5", "personnel executed 6"]


def test_numbers_in_the_first_row_are_seen_and_head_nothing() -> None:
    found = read(WAN, [["总额：", "100", "其中：财政拨款", "90"], ["人员经费", "5", "公用经费", "4"]])
    assert found.budget == []
    assert len(found.unexplained()) + len(found.problems) == 4


@pytest.mark.parametrize("unit", ["单位：万元/人", "单位：人次", "单位：百万元", "单位：万元 单位：元"])
def test_unit_that_is_none_of_money_gives_a_problem_and_no_figure(unit: str) -> None:
    found = read(unit, [["类别", "决算数"], ["人员经费", "5"]])
    assert found.budget == []
    assert [p.kind for p in found.problems] == ["unit_missing"]


@pytest.mark.parametrize("unit", ["单位：人、万元", "单位：万元、人", "单位：人，%，万元"])
def test_of_several_units_the_one_of_money_is_that_of_the_amounts(unit: str) -> None:
    found = read(unit, [["类别", "年初预算数", "决算数"], ["人员经费", "5", "4"]])
    assert figures(found) == ["personnel initial 5", "personnel executed 4"]
    staff = read(unit, [["编制数", "在职人数"], ["40", "38"]])
    assert (staff.budget, [claim.headcount for claim in staff.staff]) == ([], [40, 38])


def test_rows_that_say_whose_form_it_is_head_no_amounts() -> None:
    found = read(
        "2024年度县级专项资金绩效目标自评表",
        [
            ["专项资金名称", "储备粮利息补贴", "储备粮利息补贴", "储备粮利息补贴", "储备粮利息补贴"],
            ["县级主管部门", "石桥县粮食局", "石桥县粮食局", "实施单位", "产业发展股"],
            [
                "年度目标",
                "共申请预算资金194.9万元。",
                "共申请预算资金194.9万元。",
                "全部完成。",
                "全部完成。",
            ],
            ["项目资金(万元)", "", "全年预算数(A)", "全年执行数(B)", "执行率(B/A)"],
            ["项目资金(万元)", "年度资金总额", "194.9", "194.9", "100%"],
            ["项目资金(万元)", "县级资金", "194.9", "194.9", "100%"],
        ],
        whole="project",
    )
    assert figures(found) == [
        "project adjusted 194.9",
        "project executed 194.9",
        "project adjusted county 194.9",
        "project executed county 194.9",
    ]
    assert [(r.fund_source, str(r.rate.value)) for r in found.rates] == [("all", "100"), ("county", "100")]


def test_money_above_the_indicators_of_the_same_table_is_read(shared: Path) -> None:
    """A form that is one table from 项目名称 to 总分, as workbooks have it."""
    with zipfile.ZipFile(shared / "reports" / "guichi-tangxi-2022.zip") as archive:
        data = next(archive.read(name) for name in archive.namelist() if name.endswith(".xls"))
    document = read_bytes(data, "委托业务.xls").document
    assert document is not None
    (claims,) = extract(document, Card()).values
    fiscal = [(c.stage, str(c.amount.value)) for c in claims.budget if c.fund_source == "fiscal"]
    assert fiscal == [("initial", "900000"), ("adjusted", "899740.000"), ("executed", "899740.000")]
    assert len(claims.indicators) == 8


@pytest.mark.parametrize(
    ("unit", "expected"),
    [("(万元)", ["total adjusted 808.1", "total executed 692.98"]), ("(元)", []), ("", [])],
    ids=["a column of 万元", "a column of 元", "no unit"],
)
def test_wan_without_yuan_in_a_cell_is_read_only_in_a_column_of_it(unit: str, expected: list[str]) -> None:
    found = read([[f"资金情况{unit}", "全年预算数", "全年执行数"], ["年度资金总额", "808.1万", "692.98万"]])
    assert figures(found) == expected


def test_a_rate_whose_title_explains_itself_by_a_formula_is_one() -> None:
    titles = ["", "年初预算数", "全年预算数", "全年执行数", "执行率(全年执行数/全年预算数)"]
    found = read(WAN, [titles, ["年度资金总额", "90", "80", "76", "95%"]])
    assert [(r.kind, str(r.rate.value)) for r in found.rates] == [("completion", "95")]


@pytest.mark.parametrize(
    ("title", "printed", "expected"),
    [
        ("执行率（B/A）", "0.9712", ["97.12"]),
        ("执行率（%）", "0.9712", ["97.12"]),
        ("执行率（B/A）", "0.97", ["97"]),
        ("执行率（B/A）", "1", []),
        ("执行率（B/A）", "0.98", []),
        ("执行率（%）", "0.98", []),
        ("执行率（%）", "0.9712%", ["0.9712"]),
    ],
)
def test_a_fraction_is_the_rate_that_the_amounts_of_its_row_give_and_told_otherwise(
    title: str, printed: str, expected: list[str]
) -> None:
    titles = ["", "年初预算数", "全年预算数（A）", "全年执行数（B）", title]
    amounts = ["12,600,000.00", "12,600,000.00", "12,237,600.00"]
    found = read("单位：元", [titles, ["年度资金总额", *amounts, printed]])
    assert [f"{claim.rate.value}" for claim in found.rates] == expected
    assert {claim.rate.text for claim in found.rates} == set(expected)
    assert bool(found.problems) == (not expected)


def test_a_one_is_the_whole_where_all_was_spent_and_fractions_of_a_column_stand_for_its_rounded_ones() -> (
    None
):
    found = read(
        WAN,
        [
            ["项目", "全年预算数", "全年执行数", "执行率"],
            ["年度资金总额", "1043.65", "1013.59", "0.9712"],
            ["其中：基本支出", "631.81", "631.81", "1"],
            ["项目支出", "411.84", "381.78", "0.93"],
        ],
    )
    assert [(r.category, f"{r.rate.value}") for r in found.rates] == [
        ("total", "97.12"),
        ("basic", "100"),
        ("project", "93"),
    ]


def test_fractions_below_the_amounts_of_their_column_are_rates_as_well() -> None:
    rows = [["项目", "基本支出", "项目支出"], ["年初预算", "100", "80"], ["决算数", "90", "76"]]
    found = read(WAN, [*rows, ["完成率", "0.9", "0.95"]])
    assert [(r.category, f"{r.rate.value}") for r in found.rates] == [("basic", "90"), ("project", "95")]


@pytest.mark.parametrize(
    "title", ["占调整预算(%)", "占调整预算%", "占调整预算的比例", "比例", "占预算比例（%）"]
)
def test_column_that_may_be_one_of_shares_holds_rates_where_every_row_proves_it(title: str) -> None:
    def rates(*printed: str) -> list[tuple[str | None, str]]:
        heads = [["支出类别", "调整预算数", "决算数", "决算数"], ["支出类别", "调整预算数", "金额", title]]
        rows = [["合计", "200", "180"], ["基本支出", "100", "100"], ["项目支出", "100", "80"]]
        found = read(WAN, [*heads, *([*row, rate] for row, rate in zip(rows, printed, strict=True))])
        assert found.unexplained() == []
        return [(claim.category, f"{claim.rate.value}") for claim in found.rates]

    assert rates("90", "100", "80") == [("total", "90"), ("basic", "100"), ("project", "80")]
    assert rates("100", "55.56", "44.44") == []
    assert rates("90", "55.56", "44.44") == []
