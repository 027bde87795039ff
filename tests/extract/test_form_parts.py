"""Parts of forms: what heads a block of rows explains them and claims nothing; a nameless row is the whole where sums say so."""

from __future__ import annotations

import pytest

from tests.documents import Rows
from tests.extract.reading import accounted, figures, read

STAGES = ["年初预算数", "全年预算数(A)", "全年执行数(B)"]


def form(*heads: str) -> Rows:
    """A form of money whose rows are headed by merged cells at its left."""
    left = list(heads)
    return [
        [*left, "", *STAGES],
        [*left, "年度资金总额：", "100", "120", "110"],
        [*left, "其中：基本支出", "60", "70", "70"],
        [*left, "　　人员经费", "50", "58", "58"],
        [*left, "　　公用经费", "10", "12", "12"],
        [*left, "　　项目支出", "40", "50", "40"],
    ]


@pytest.mark.parametrize(
    "head",
    [
        "部门整体支出预算及执行情况（万元）",
        "部门收支情况（万元）",
        "年度资金情况（万元）",
        "预算情况（万元）",
        "单位预算安排及执行情况（万元）",
    ],
)
def test_the_heading_of_a_block_names_no_category(head: str) -> None:
    assert figures(read("部门整体支出绩效自评表", form(head))) == [
        f"{category} {stage} {value}"
        for category, values in {
            "total": (100, 120, 110),
            "basic": (60, 70, 70),
            "personnel": (50, 58, 58),
            "operating": (10, 12, 12),
            "project": (40, 50, 40),
        }.items()
        for stage, value in zip(("initial", "adjusted", "executed"), values, strict=True)
    ]


def test_a_heading_of_something_else_still_claims_nothing() -> None:
    """培训中心项目支出情况 heads the money of a centre, not of the department."""
    found = read("部门整体支出绩效自评表", form("培训中心收支情况（万元）"))
    assert figures(found) == []
    assert accounted(found)


def test_groups_by_source_and_by_nature_add_nothing_to_their_rows() -> None:
    found = read(
        "部门整体绩效自评表",
        [
            ["预算情况（万元）", "", "年初预算数", "预算调整数", "全年预算数", "全年执行数"],
            ["部门预算总额（万元）", "", "100", "20", "120", "110"],
            ["资金来源", "（1）政府预算资金", "90", "20", "110", "100"],
            ["资金来源", "（2）单位资金", "10", "0", "10", "10"],
            ["资金结构", "（1）基本支出", "60", "10", "70", "70"],
            ["资金结构", "（2）项目支出", "40", "10", "50", "40"],
        ],
    )
    levels = [line for line in figures(found) if " adjustment " not in line]
    assert levels == [
        "total initial 100",
        "total adjusted 120",
        "total executed 110",
        "total initial fiscal 90",
        "total adjusted fiscal 110",
        "total executed fiscal 100",
        "total initial own 10",
        "total adjusted own 10",
        "total executed own 10",
        "basic initial 60",
        "basic adjusted 70",
        "basic executed 70",
        "project initial 40",
        "project adjusted 50",
        "project executed 40",
    ]


@pytest.mark.parametrize("kinds", ["按支出性质", "按支出类别", "支出类型（万元）"])
def test_sources_under_a_merged_heading_are_those_of_the_whole(kinds: str) -> None:
    found = read(
        "部门整体支出绩效自评表",
        [
            ["年度预算资金（万元）", "资金来源", "", *STAGES],
            ["年度预算资金（万元）", "资金总额", "", "100", "120", "110"],
            ["年度预算资金（万元）", "按资金来源", "中央补助", "70", "80", "75"],
            ["年度预算资金（万元）", "按资金来源", "县级配套", "30", "40", "35"],
            ["年度预算资金（万元）", kinds, "基本支出", "60", "70", "70"],
            ["年度预算资金（万元）", kinds, "项目支出", "40", "50", "40"],
        ],
    )
    assert figures(found)[9:] == [
        *("basic initial 60", "basic adjusted 70", "basic executed 70"),
        *("project initial 40", "project adjusted 50", "project executed 40"),
    ]
    assert figures(found)[3:9] == [
        "total initial central 70",
        "total adjusted central 80",
        "total executed central 75",
        "total initial county 30",
        "total adjusted county 40",
        "total executed county 35",
    ]


def beside(total: str, basic: str, project: str) -> Rows:
    """Label beside value three times in a row, below the headings of the three stages."""
    return [
        [head for head in ("预算安排情况(调整后)", "资金到位情况", "资金执行情况") for _ in range(2)],
        ["预算数", total, "到位数", total, "执行数", "110"],
        ["其中：基本支出", basic, "其中：基本支出", basic, "其中：基本支出", "70"],
        ["项目支出", project, "项目支出", project, "项目支出", "40"],
    ]


def test_a_row_without_a_name_is_the_whole_where_its_natures_add_up_to_it() -> None:
    found = read("部门整体绩效自评表", "单位：万元", beside("120", "70", "50"))
    assert [line for line in figures(found) if line.startswith("total")] == [
        "total adjusted 120",
        "total received 120",
        "total executed 110",
    ]


def test_a_row_without_a_name_that_is_another_sum_is_not_the_whole() -> None:
    found = read("部门整体绩效自评表", "单位：万元", beside("125", "70", "50"))
    assert [line for line in figures(found) if line.startswith("total")] == []
    assert accounted(found)


def test_dashes_before_a_name_are_no_part_of_it() -> None:
    rows = [["支出", "年初预算数", "决算数"], ["基本支出", "60", "70"], ["——人员经费", "50", "58"]]
    assert figures(read("单位：万元", rows))[2:] == ["personnel initial 50", "personnel executed 58"]


@pytest.mark.parametrize("head", ["执行率(B/A)×100%", "完成调整预算比例", "完成年初预算的百分比"])
def test_rates_have_other_headers_too(head: str) -> None:
    rows = [["", "调整预算数(A)", "决算数(B)", head], ["基本支出", "80", "60", "75%"]]
    assert [(r.category, r.kind, str(r.rate.value)) for r in read("单位：万元", rows).rates] == [
        ("basic", "completion", "75")
    ]


def test_a_share_of_the_total_is_no_rate_of_completion() -> None:
    rows = [["", "决算数", "占总支出比例"], ["基本支出", "60", "75%"]]
    assert read("单位：万元", rows).rates == []


def test_posts_below_their_group_keep_their_kind() -> None:
    found = read([["性质", "编制数（人）", "编制数（人）"], ["性质", "行政", "事业"], ["参公", "2", "9"]])
    assert [(c.kind, c.basis, c.headcount) for c in found.staff] == [
        ("administrative", "authorized", 2),
        ("institution", "authorized", 9),
    ]


def test_posts_below_a_title_of_posts_are_not_taken_for_people() -> None:
    found = read([["编制数（人）", "编制数（人）"], ["行政", "事业"], ["2", "9"]])
    assert found.staff == []
    assert accounted(found)


@pytest.mark.parametrize(
    ("label", "read_as"),
    [
        ("县（区）级财政资金", "county"),
        ("区县资金", "county"),
        ("乡镇资金", "town"),
        ("财政专户核拨资金", "special_account"),
        ("自筹", "own"),
        ("中央专项资金", "central"),
    ],
)
def test_sources_in_other_words(label: str, read_as: str) -> None:
    rows = [["资金来源", "年初预算数", "全年执行数"], ["年度资金总额", "120", "115"], [label, "100", "95"]]
    found = figures(read("部门整体支出绩效自评表", "单位：万元", rows))
    assert found[2:] == [f"total initial {read_as} 100", f"total executed {read_as} 95"]


@pytest.mark.parametrize("label", ["本级资金", "市县财政资金", "上级补助资金"])
def test_a_source_without_its_level_is_no_total(label: str) -> None:
    rows = [["资金来源", "年初预算数", "全年执行数"], ["年度资金总额", "120", "115"], [label, "100", "95"]]
    found = read("部门整体支出绩效自评表", "单位：万元", rows)
    assert figures(found) == ["total initial 120", "total executed 115"]
    assert accounted(found)


def test_spending_of_the_year_is_the_name_of_a_row_and_no_stage() -> None:
    rows = [["项目", "年初预算数", "决算数"], ["本年支出合计", "120", "115"], ["基本支出", "100", "95"]]
    assert figures(read("单位：万元", rows))[:2] == ["total initial 120", "total executed 115"]


@pytest.mark.parametrize(
    ("label", "category"), [("人员类项目支出", "personnel"), ("运转类公用经费项目支出", "operating")]
)
def test_projects_of_the_budget_system_that_are_basic_spending(label: str, category: str) -> None:
    rows = [["项目", "年初预算数", "决算数"], [label, "100", "95"], ["项目支出", "20", "19"]]
    assert figures(read("单位：万元", rows))[0] == f"{category} initial 100"


@pytest.mark.parametrize("label", ["特定目标类项目", "其他运转类项目"])
def test_one_sort_of_projects_is_not_all_of_them(label: str) -> None:
    rows = [["支出", "年初预算数", "决算数"], ["基本支出", "100", "95"], [label, "20", "19"]]
    assert figures(read("单位：万元", rows)) == ["basic initial 100", "basic executed 95"]


def test_a_number_that_may_be_cut_is_shown_with_the_words_before_it() -> None:
    found = read("年度资金总额    1680.24    2154.83    10    98.55%    9.86")
    told = [problem.message_zh for problem in found.problems if problem.kind == "number_broken"]
    assert told
    assert all("年度资金总额" in message or "2154.83" in message for message in told)


def test_a_level_of_government_is_not_the_whole() -> None:
    """Nor is it read twice: 总量 is the whole, 区县支出 the county's part, 市级支出 nobody's here."""
    found = read(
        "部门整体绩效自评表",
        [
            ["部门预算执行情况（万元）", "年初预算数", "全年执行数"],
            ["总量", "100", "90"],
            ["其中：市级支出", "30", "25"],
            ["区县支出", "70", "65"],
        ],
    )
    levels = [line for line in figures(found) if "county" not in line and "city" not in line]
    assert levels == ["total initial 100", "total executed 90"]


def test_completion_of_a_budget_in_percent_is_a_rate() -> None:
    rows = [["项目", "调整预算", "决算", "完成调整预算（%）"], ["基本支出", "80", "60", "75.00"]]
    assert [str(r.rate.value) for r in read("单位：万元", rows).rates] == ["75.00"]


def test_a_cell_of_its_own_announces_the_unit_of_a_form() -> None:
    rows = [
        ["项目名称", "学生资助", "学生资助", "单位：元"],
        ["资金来源", "年初预算数", "全年执行数", "得分"],
        ["项目资金总额", "5862000", "5987400", "9.96"],
    ]
    found = read("项目支出绩效自评表", rows, whole="project")
    assert figures(found) == ["project initial 586.2", "project executed 598.74"]


def test_two_cells_that_announce_different_units_announce_none() -> None:
    rows = [
        ["单位：万元", "学生资助", "学生资助", "单位：元"],
        ["资金来源", "年初预算数", "全年执行数", "得分"],
        ["项目资金总额", "5862000", "5987400", "9.96"],
    ]
    assert figures(read("项目支出绩效自评表", rows, whole="project")) == []
