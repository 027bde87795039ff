"""Groups inside one table: halves and sources of the whole, people and assets, money below the indicators."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipelines.extract.found import Found
from pipelines.extract.report import extract
from pipelines.model.claims import Card
from pipelines.read.reading import read_bytes
from tests.extract.reading import figures, read

WAN = "单位：万元"


def halves_of_a_form(initial: str) -> Found:
    return read(
        [
            ["年度预算申请(万元)", "", "年初预算数", "全年执行数"],
            ["年度预算申请(万元)", "年度资金总额", initial, "1400.20"],
            ["年度预算申请(万元)", "其中：一般公共预算：1300.20", "", "其中：基本支出：900.20"],
            ["年度预算申请(万元)", "政府性基金拨款：100", "", "项目支出：500"],
        ]
    )


def test_halves_of_a_form_are_of_the_stage_whose_total_they_give() -> None:
    found = halves_of_a_form("1250.36")
    assert figures(found) == [
        "basic executed 900.2",
        "project executed 500",
        "total executed fiscal 1300.2",
        "total executed gov_fund 100",
        "total initial 1250.36",
        "total executed 1400.2",
    ]
    assert [c.causes for c in found.budget].count(("stage_by_sum",)) == 4
    assert len(found.seen) == 6
    assert found.unexplained() == []


def test_stage_of_halves_that_two_totals_equal_is_not_guessed() -> None:
    found = halves_of_a_form("1400.20")
    assert figures(found) == ["total initial 1400.2", "total executed 1400.2"]
    assert len(found.seen) == 6
    assert found.unexplained() == []
    assert {entry.reason for entry in found.ignored} == {"stage_unsaid"}


def test_amount_of_an_unsaid_budget_that_the_text_names_is_suggested_to_people() -> None:
    rows = [["类别", "预算数", "执行数"], ["人员经费", "5.20", "4"], ["公用经费", "3", "2"]]
    found = read("2024年公用经费年初预算3万元。", WAN, rows)
    assert figures(found) == ["operating initial 3", "personnel executed 4", "operating executed 2"]
    (problem,) = found.problems
    assert "可能就是年初预算" in problem.message_zh


def test_sources_below_their_heading_are_parts_of_the_whole_until_a_category_comes() -> None:
    rows = [
        ["", "年初预算数", "决算数"],
        ["一、按资金来源", "一、按资金来源", "一、按资金来源"],
        ["财政拨款", "90", "95"],
        ["单位资金", "1", "2"],
        ["二、按支出结构", "二、按支出结构", "二、按支出结构"],
        ["基本支出", "50", "51"],
        ["单位资金", "3", "4"],
    ]
    found = read("部门整体支出绩效自评表", WAN, rows)
    assert figures(found) == [
        "total initial fiscal 90",
        "total executed fiscal 95",
        "total initial own 1",
        "total executed own 2",
        "basic initial 50",
        "basic executed 51",
    ]


@pytest.mark.parametrize(
    "head", ["按支出类型分", "按支出结构分:", "按照支出性质分类", "按支出结构", "按支出类型划分："]
)
def test_the_cell_that_says_how_spending_is_parted_says_nothing_of_the_parts(head: str) -> None:
    rows = [
        ["支出情况", "支出情况", "年初预算数", "全年执行数"],
        [head, "其中：基本支出", "50", "59"],
        [head, "项目支出", "40", "41"],
    ]
    assert figures(read("2024年度部门整体支出绩效自评表", WAN, rows)) == [
        "basic initial 50",
        "basic executed 59",
        "project initial 40",
        "project executed 41",
    ]


def test_the_form_of_guangdong_states_the_size_of_spending_by_source_and_by_structure() -> None:
    head = "年度整体支出规模（万元）"
    rows = [
        ["单位名称", "石桥县民政局", "石桥县民政局", "石桥县民政局", "石桥县民政局"],
        [head, "资金来源", "全年预算数", "全年执行数", "执行率"],
        [head, "合计", "100", "99", "99.00%"],
        [head, "其中：财政拨款", "90", "89", "98.89%"],
        [head, "支出结构：基本支出", "60", "59", "98.33%"],
        [head, "项目支出", "40", "40", "100.00%"],
    ]
    found = read("部门整体支出绩效自评表", rows)
    assert figures(found) == [
        "total adjusted 100",
        "total executed 99",
        "total adjusted fiscal 90",
        "total executed fiscal 89",
        "basic adjusted 60",
        "basic executed 59",
        "project adjusted 40",
        "project executed 40",
    ]
    assert [rate.category for rate in found.rates] == ["total", "total", "basic", "project"]


def test_people_below_a_title_that_counts_them_are_seen_and_rows_of_unit_types_are_no_unit() -> None:
    rows = [
        ["单位类别", "编制数", "年末实有人数", "年末实有人数"],
        ["单位类别", "编制数", "在职", "退休"],
        ["行政单位", "21", "19", "12"],
        ["事业单位", "30", "28", "9"],
        ["合计", "51", "47", "21"],
    ]
    found = read(rows)
    assert [(c.staff_scope, c.kind, c.headcount) for c in found.staff] == [
        ("total", "authorized", 51),
        ("total", "on_post", 47),
        ("total", "retired", 21),
    ]
    assert [entry.reason for entry in found.ignored] == ["unit_line"] * 6


def test_assets_at_the_end_of_the_year_are_read_and_opening_ones_are_last_years() -> None:
    rows = [
        ["项目", "年初数", "年末数"],
        ["资产总额", "1200.5", "1300.5"],
        ["其中：固定资产", "800", "850.25"],
        ["流动资产", "400.5", "450.25"],
        ["净资产", "1100.5", "1210.5"],
    ]
    found = read("资产负债情况表", WAN, rows)
    assert [(c.measure, str(c.amount.value)) for c in found.assets] == [
        ("total", "13005000.0"),
        ("fixed", "8502500.00"),
        ("net", "12105000.0"),
    ]
    assert [entry.reason for entry in found.ignored].count("last_year") == 3
    assert found.unexplained() == []


def test_money_below_the_indicators_of_one_table_is_read() -> None:
    rows = [
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分"],
        ["产出指标", "数量指标", "安装路灯数", "≥50盏", "50盏", "50", "50"],
        ["项目资金（万元）", "", "年初预算数", "全年预算数", "全年执行数", "执行率", "得分"],
        ["项目资金（万元）", "年度资金总额", "120", "130", "123.5", "95%", "9.5"],
    ]
    cells = "".join(f"<tr>{''.join(f'<td>{c}</td>' for c in row)}</tr>" for row in rows)
    page = f"<p>项目支出绩效自评表</p><p>（2022年度）</p><p>项目名称：路灯</p><table>{cells}</table>"
    document = read_bytes(page.encode(), "form.html").document
    assert document is not None
    (claims,) = extract(document, Card()).values
    assert [(c.stage, int(c.amount.value)) for c in claims.budget] == [
        ("initial", 1_200_000),
        ("adjusted", 1_300_000),
        ("executed", 1_235_000),
    ]
    assert [c.level3 for c in claims.indicators] == ["安装路灯数"]


def test_budget_of_no_said_stage_is_told_once_a_column() -> None:
    rows = [["类别", "预算数(A)", "执行数(B)"], ["人员经费", "5", "4"], ["公用经费", "3", "2"]]
    found = read(WAN, rows)
    assert figures(found) == ["personnel executed 4", "operating executed 2"]
    assert [p.kind for p in found.problems] == ["stage_unsaid"]
    assert {entry.reason for entry in found.ignored} == {"stage_unsaid"}


def test_amounts_that_their_printed_rate_contradicts_are_kept_with_a_doubt() -> None:
    rows = [
        ["类别", "年初预算数", "全年预算数", "全年执行数", "执行率"],
        ["人员经费", "100", "4753.66", "3824.26", "100%"],
        ["公用经费", "100", "120", "90", "90%"],
        ["项目支出", "0", "0", "0", "0"],
    ]
    found = read(WAN, rows)
    assert len(found.budget) == 9
    assert {(c.category, c.causes) for c in found.budget} == {
        ("personnel", ("rate_disagrees",)),
        ("operating", ()),
        ("project", ()),
    }


def test_last_year_s_spending_behind_the_rate_casts_no_doubt_on_the_row() -> None:
    rows = [
        ["类别", "调整预算", "决算", "执行率(%)", "上年决算"],
        ["人员经费", "866.74", "866.74", "100.00", "831.05"],
        ["公用经费", "68.20", "63.91", "93.71", "66.40"],
    ]
    found = read(WAN, rows)
    assert [(c.fact_year, c.causes) for c in found.budget] == [(y, ()) for y in (2024, 2024, 2023) * 2]
    assert [c.rate.value for c in found.rates] == [Decimal("100.00"), Decimal("93.71")]


def test_sources_below_a_value_beside_its_label_are_of_its_stage() -> None:
    rows = [
        ["年初预算数：", "80", "全年执行数：", "74"],
        ["其中：财政资金", "60", "其中：财政资金", "54"],
        ["其他资金", "20", "其他资金", "20"],
    ]
    found = read("项目支出绩效自评表", WAN, rows, whole="project")
    assert figures(found) == [
        "project initial 80",
        "project executed 74",
        "project initial fiscal 60",
        "project executed fiscal 54",
        "project initial own 20",
        "project executed own 20",
    ]


def test_the_total_of_a_form_of_fiscal_money_is_the_whole_above_its_levels() -> None:
    rows = [
        ["项目资金（万元）", "", "预算数（A）", "执行数（B）", "执行率（B/A）"],
        ["项目资金（万元）", "年度财政资金总额", "80", "76", "95%"],
        ["项目资金（万元）", "其中：中央财政资金", "60", "57", "95%"],
        ["项目资金（万元）", "省级财政资金", "20", "19", "95%"],
    ]
    found = read("项目支出绩效自评表", rows, whole="project")
    assert figures(found) == [
        "project executed 76",
        "project executed central 57",
        "project executed provincial 19",
    ]
    assert [problem.kind for problem in found.problems] == ["stage_unsaid"]


def test_the_name_of_a_part_of_the_form_beside_its_rows_is_no_label_of_theirs() -> None:
    part = "整体支出绩效目标实施周期内预算及执行情况"
    rows = [
        [part, "资金类型", "年初预算数", "追加预算数", "全年预算数", "实际支出数"],
        [part, "合计", "100", "20", "120", "114"],
        [part, "基本支出", "60", "5", "65", "65"],
        [part, "运转类公用经费", "10", "0", "10", "10"],
    ]
    found = read("部门整体支出绩效自评表", WAN, rows)
    assert len(found.budget) == 12
    assert figures(found)[:4] == [
        "total initial 100",
        "total adjustment 20",
        "total adjusted 120",
        "total executed 114",
    ]


def test_a_row_of_categories_over_numbers_heads_the_rows_below_it() -> None:
    rows = [
        ["资金来源", "合计", "财政拨款", "其他资金"],
        ["年初预算", "320", "300", "20"],
        ["全年支出", "332", "303", "29"],
        ["支出构成", "合计", "基本支出", "项目支出"],
        ["年初预算", "320", "200", "120"],
        ["全年支出", "332", "200", "132"],
    ]
    figures_found = figures(read("部门整体支出绩效自评表", WAN, rows))
    assert not {"total initial fiscal 200", "total initial own 120"} & set(figures_found)
    assert {"basic initial 200", "project initial 120", "basic executed 200", "project executed 132"} <= set(
        figures_found
    )
