"""Forms as provinces print them, one class of layout each: notes below, formulas in headers, groups, pairs, codes."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipelines.extract.indicators.indicators import find_indicators
from pipelines.extract.indicators.scores import find_scores
from tests.extract.forms import form
from tests.extract.reading import figures, read, staff

HEADER = ["项目", "年初预算数", "全年预算数", "实际支出数", "完成率"]
BASIC = ["基本支出", "960.82", "981.88", "981.88", "100.00%"]


@pytest.mark.parametrize(
    ("note", "is_known"),
    [
        ("注：本表金额单位为万元，保留两位小数。", True),
        ("备注：1.以上金额均为万元。", True),
        ("注：本表人数以年末为准。", False),
        ("注：附件2金额单位为万元。", False),
    ],
)
def test_a_note_below_a_table_says_its_unit(note: str, is_known: bool) -> None:
    found = read([HEADER, BASIC], note, "二、绩效指标", [["指标", "目标值"], ["培训人数", "40"]])
    expected = ["basic initial 960.82", "basic adjusted 981.88", "basic executed 981.88"]
    assert figures(found) == (expected if is_known else [])


def test_signs_of_formulas_are_no_part_of_a_header() -> None:
    header = ["支出类型", "年初预算批复数①", "全年预算数②", "全年支出数③", "预算执行率③/②"]
    found = read("单位：万元", [header, BASIC])
    assert figures(found) == ["basic initial 960.82", "basic adjusted 981.88", "basic executed 981.88"]
    assert [rate.rate.value for rate in found.rates] == [Decimal(100)]


def test_the_structure_of_money_opens_its_parts() -> None:
    rows = [
        HEADER,
        ["资金结构：（1）基本支出", *BASIC[1:]],
        ["（2）项目支出", "10.00", "20.00", "19.00", "95.00%"],
    ]
    assert "project executed 19" in figures(read("单位：万元", rows))
    assert "basic executed 981.88" in figures(read("单位：万元", rows))


CROSSED = [
    ["单位名称", "石桥县民政局", "石桥县民政局", "石桥县民政局", "填报日期", "2025年3月22日"],
    ["项目", "基本支出（万元）", "基本支出（万元）", "基本支出（万元）", "项目支出（万元）", "合计（万元）"],
    ["项目", "人员经费", "公用经费", "小计", "项目支出（万元）", "合计（万元）"],
    ["年初预算", "586.42", "64.30", "650.72", "280.00", "930.72"],
    ["决算", "611.08", "60.15", "671.23", "388.41", "1059.64"],
    ["完成率", "100%", "100%", "100%", "96.48%", "98.68%"],
]


def test_categories_over_two_rows_of_columns_below_a_form() -> None:
    found = read(CROSSED)
    assert figures(found) == [
        "personnel initial 586.42",
        "operating initial 64.3",
        "basic initial 650.72",
        "project initial 280",
        "total initial 930.72",
        "personnel executed 611.08",
        "operating executed 60.15",
        "basic executed 671.23",
        "project executed 388.41",
        "total executed 1059.64",
    ]


def test_a_subtotal_below_a_category_is_never_the_whole() -> None:
    found = read(CROSSED)
    assert not {f for f in figures(found) if f.startswith("total") and ("650.72" in f or "671.23" in f)}
    assert [rate.rate.value for rate in found.rates if rate.category == "total"] == [Decimal("98.68")]


def test_a_code_of_a_project_is_no_line_of_the_accounts() -> None:
    rows = [
        ["项目编码", "项目名称", "年初预算", "实际支出"],
        ["500241-0012", "农村饮水安全巩固提升", "2800.00", "2700.00"],
        ["500241-0015", "山洪灾害防治", "624.00", "600.00"],
    ]
    found = read("2024年度项目支出明细表", "单位：万元", rows)
    assert [(item.name, item.stage) for item in found.items][:2] == [
        ("农村饮水安全巩固提升", "initial"),
        ("农村饮水安全巩固提升", "executed"),
    ]


def test_whose_form_it_is_stands_beside_the_posts() -> None:
    row = ["部门基本情况", "主管部门", "石桥县民政局", "编制人数", "52", "实有人数", "49"]
    assert staff([row, ["其他", "", "", "", "", "", ""]]) == [
        ("authorized", "authorized", 52),
        ("present", "actual", 49),
    ]


def test_a_row_called_people_counts_people_below_groups() -> None:
    rows = [
        ["项目", "编制数", "编制数", "实有在职人数", "实有在职人数", "离退休人数", "离退休人数"],
        ["项目", "小计", "行政", "小计", "行政", "离休", "退休"],
        ["人数", "86", "28", "81", "26", "1", "44"],
    ]
    assert [line for line in staff(rows) if line[0] in ("on_post", "veteran_retired", "retired")] == [
        ("on_post", "actual", 81),
        ("veteran_retired", "actual", 1),
        ("retired", "actual", 44),
    ]


def test_the_full_mark_beside_the_title_of_the_score_is_no_score() -> None:
    rows = [
        ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分", "备注"],
        ["产出指标", "数量指标", "培训人数", "≥200人", "215人", "90", "89", ""],
        ["自评得分", "←", "←", "←", "←", "90", "89", "等级：优"],
    ]
    found = find_scores(form(*rows), ()).values
    assert [(score.total, score.grade) for score in found] in ([(Decimal(89), "优")], [(Decimal(89), None)])


TASKS = [
    [
        "任务名称",
        "主要内容",
        "预算数（万元）",
        "预算数（万元）",
        "执行数（万元）",
        "执行数（万元）",
        "执行率",
    ],
    ["任务名称", "主要内容", "总额", "财政拨款", "总额", "财政拨款", "执行率"],
    ["国土绿化", "造林绿化", "1652.00", "1620.00", "1610.45", "1578.45", "97.48%"],
    ["资源管护", "护林防火", "834.60", "834.60", "820.11", "820.11", "98.26%"],
    ["金额合计", "金额合计", "2486.60", "2454.60", "2430.56", "2398.56", "97.75%"],
]


@pytest.mark.parametrize(
    "part", ["年度主要任务完成情况", "年度主要任务", "重点工作任务落实情况（万元）", "年度任务完成情况"]
)
def test_the_sum_of_the_tasks_is_the_whole(part: str) -> None:
    found = read([[part, *row] for row in TASKS])
    assert figures(found) == ["total executed 2430.56", "total executed fiscal 2398.56"]
    assert [rate.rate.value for rate in found.rates] == [Decimal("97.75")]
    assert "stage_unsaid" in {problem.kind for problem in found.problems}


@pytest.mark.parametrize("part", ["二、预算执行", "预算执行（万元）", "部门预算执行", "预算编制及执行"])
def test_a_part_of_the_form_beside_the_rows_is_no_stage(part: str) -> None:
    rows = [
        ["项目", "年初预算", "调整预算", "全年预算数", "全年执行数"],
        ["人员经费", "742.16", "31.05", "773.21", "773.21"],
        ["公用经费", "83.40", "-2.10", "81.30", "81.30"],
    ]
    found = read("单位：万元", [[part, *row] for row in rows])
    assert figures(found) == [
        "personnel initial 742.16",
        "personnel adjustment 31.05",
        "personnel adjusted 773.21",
        "personnel executed 773.21",
        "operating initial 83.4",
        "operating adjustment -2.1",
        "operating adjusted 81.3",
        "operating executed 81.3",
    ]


COLUMNS = ["项目", "年初预算", "调整预算", "全年预算数", "决算"]


@pytest.mark.parametrize(
    ("basic", "project", "stages"),
    [
        (["100", "80", "180", "170"], ["100", "60", "160", "150"], ["adjustment 80", "adjusted 180"]),
        (["100", "180", "180", "170"], ["100", "160", "160", "150"], ["adjusted 180", "adjusted 180"]),
        (["100", "80", "185", "170"], ["100", "60", "160", "150"], ["adjusted 185"]),
    ],
)
def test_adjustments_beside_both_budgets_are_told_apart_by_their_sum(
    basic: list[str], project: list[str], stages: list[str]
) -> None:
    rows = [COLUMNS, ["基本支出", *basic], ["项目支出", *project]]
    turned = [list(column) for column in zip(*rows, strict=True)]
    for table in (rows, turned):
        found = [f for f in figures(read("单位：万元", table)) if f.startswith("basic adjust")]
        assert found == [f"basic {stage}" for stage in stages]


def test_people_stand_beside_posts_in_a_form_of_money() -> None:
    rows = [
        ["一、人员及机构", "编制", "编制", "编制", "在职", "在职", "在职"],
        ["一、人员及机构", "合计", "行政", "事业", "合计", "行政", "事业"],
        ["一、人员及机构", "63", "45", "18", "58", "41", "17"],
    ]
    found = read("单位：万元、人", rows)
    assert [(s.kind, s.basis, s.headcount) for s in found.staff] == [
        ("authorized", "authorized", 63),
        ("administrative", "authorized", 45),
        ("institution", "authorized", 18),
        ("on_post", "actual", 58),
        ("administrative", "actual", 41),
        ("institution", "actual", 17),
    ]


def test_people_in_rows_of_money_are_no_headcount() -> None:
    rows = [["项目", "预算编制", "决算"], ["在职", "100", "105"], ["基本支出", "110", "116"]]
    assert read("单位：万元", rows).staff == []


def test_a_rate_without_its_sign_follows_its_column() -> None:
    rows = [
        ["项目", "年初预算数", "全年预算数（A）", "全年执行数（B）", "执行率（B/A）×100%"],
        ["项目支出", "2722.35", "3660.17", "3548.35", "96.95"],
        ["支出合计", "3120.55", "4086.92", "3975.10", "97.26"],
        ["基本支出", "398.20", "426.75", "426.75", "0.98"],
    ]
    found = read("单位：万元", rows)
    assert [(rate.category, rate.rate.value) for rate in found.rates] == [
        ("project", Decimal("96.95")),
        ("total", Decimal("97.26")),
    ]
    assert [p.kind for p in found.problems] == ["unit_missing"]


def test_a_rate_that_no_column_proves_is_told() -> None:
    rows = [["项目", "全年预算数", "决算数", "执行率"], ["项目支出", "3660.17", "3548.35", "96.95"]]
    found = read("单位：万元", rows)
    assert (found.rates, [p.kind for p in found.problems]) == ([], ["unit_missing"])


def test_rows_of_execution_within_the_indicators_are_indicators() -> None:
    rows = [
        ["一级指标", "二级指标", "三级指标", "目标值", "完成值", "权重", "自评分数", "得分理由"],
        ["履职效能", "产出指标", "培训人次", "≥120人次", "126人次", "60", "60", "按完成情况计分"],
        ["管理效率", "预算执行", "预算资金支出率", "≥95%", "95.42%", "30", "30", "按完成情况计分"],
        ["管理效率", "预算执行", "年初预算", "合规", "合规", "10", "9", "按完成情况计分"],
        ["合计", "←", "←", "", "", "100", "99", ""],
    ]
    document = form(*rows)
    assert [claim.level3 for claim in find_indicators(document).values] == [
        "培训人次",
        "预算资金支出率",
        "年初预算",
    ]
    assert find_indicators(document).problems == ()
    assert [score.total for score in find_scores(document, ()).values] == [Decimal(99)]
