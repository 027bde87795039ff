"""Rows without a name in tables of the whole department, sums over its units, parts named 其中 in columns."""

from __future__ import annotations

import pytest

from tests.documents import Rows
from tests.extract.reading import figures, read

STAGES = ["年初预算数", "全年预算数", "执行数"]


def test_years_below_a_title_of_the_whole_are_the_department() -> None:
    rows: Rows = [
        ["年份", *STAGES, "执行率"],
        ["2023", "300", "330", "320", "96.97%"],
        ["2024", "310", "350", "340", "97.14%"],
    ]
    found = read("近两年部门预算执行情况（单位：万元）", rows)
    assert [(c.fact_year, c.category, c.stage, f"{c.amount.text}") for c in found.budget] == [
        (2023, "total", "initial", "300"),
        (2023, "total", "adjusted", "330"),
        (2023, "total", "executed", "320"),
        (2024, "total", "initial", "310"),
        (2024, "total", "adjusted", "350"),
        (2024, "total", "executed", "340"),
    ]
    assert [f"{r.rate.value}" for r in found.rates] == ["97.14"]


@pytest.mark.parametrize(
    "title",
    [
        "近两年会议费支出情况 单位：万元",
        "部门项目支出情况 单位：万元",
        "各乡镇补助资金预算执行情况 单位：万元",
    ],
)
def test_years_of_one_thing_are_nobodys(title: str) -> None:
    assert figures(read(title, [["年份", *STAGES], ["2024", "31", "35", "34"]])) == []


def test_sum_of_several_years_is_no_year() -> None:
    rows: Rows = [
        ["年份", *STAGES],
        ["2023", "30", "33", "32"],
        ["2024", "31", "35", "34"],
        ["合计", "61", "68", "66"],
    ]
    assert figures(read("部门预算执行情况 单位：万元", rows)) == []


def test_label_beside_value_below_such_a_title() -> None:
    rows: Rows = [["指标", "数值"], ["年初预算", "300.00"], ["年中追加", "30.00"], ["实际支出", "279.50"]]
    assert figures(read("部门预算情况 单位：万元", rows)) == [
        "total initial 300",
        "total adjustment 30",
        "total executed 279.5",
    ]


def units(own: str, total: str, title: str = "各单位预算执行情况 单位：万元") -> list[str]:
    rows: Rows = [
        ["单位名称", "年初预算", "执行数"],
        [own, "200", "205"],
        ["救助站", "60", "61"],
        ["合计", total, "266"],
    ]
    return figures(read(title, rows))


def test_sum_over_units_is_the_department_where_its_own_offices_are_among_them() -> None:
    assert units("局机关", "260") == ["total initial 260", "total executed 266"]
    assert units("局机关", "261") == ["total executed 266"]
    assert units("福利院", "260") == []
    assert units("局机关", "260", "各单位培训费支出情况 单位：万元") == []


def test_part_in_a_column_has_the_stage_of_the_one_before() -> None:
    rows: Rows = [
        ["类别", "年初预算数", "其中：财政拨款", "全年执行数", "其中：财政拨款"],
        ["基本支出", "100", "95", "98", "93"],
        ["项目支出", "50", "60", "40", "40"],
    ]
    assert figures(read("单位：万元", rows)) == [
        "basic initial 100",
        "basic initial fiscal 95",
        "basic executed 98",
        "basic executed fiscal 93",
        "project initial 50",
        "project executed 40",
        "project executed fiscal 40",
    ]


def test_carried_in_part_below_the_whole_is_a_source() -> None:
    rows: Rows = [
        ["项目", *STAGES],
        ["部门支出合计", "300", "320", "310"],
        ["其中：上年结转", "10", "10", "9"],
    ]
    assert figures(read("部门整体支出 单位：万元", rows))[3:] == [
        "total initial carry_over 10",
        "total adjusted carry_over 10",
        "total executed carry_over 9",
    ]


def test_project_is_named_by_its_own_column_and_not_by_its_source() -> None:
    rows: Rows = [["项目", "资金来源", "执行数"], ["城乡低保补助", "县级", "118"], ["养老补贴", "省级", "60"]]
    found = read("项目支出情况 单位：万元", rows)
    assert [(i.name, i.fund_source) for i in found.items] == [
        ("城乡低保补助", "county"),
        ("养老补贴", "provincial"),
    ]


def test_projects_beside_their_units_are_projects_unless_one_stands_twice() -> None:
    rows: Rows = [["单位", "项目名称", "执行数"], ["局机关", "低保补助", "118"], ["救助站", "流浪救助", "20"]]
    assert [i.name for i in read("项目支出情况 单位：万元", rows).items] == ["低保补助", "流浪救助"]
    twice: Rows = [*rows, ["福利院", "低保补助", "5"]]
    assert read("项目支出情况 单位：万元", twice).items == []


def by_kind(*, targeted: str, total: str) -> list[str]:
    rows: Rows = [
        ["项目类别", "年初预算", "执行数"],
        ["人员类项目", "420.00", "418.50"],
        ["公用经费类项目", "60.00", "58.50"],
        ["特定目标类项目", targeted, "123.00"],
        ["合计", total, "600.00"],
    ]
    return [f for f in figures(read("按项目类别划分如下：", "单位：万元", rows)) if f.startswith("project")]


def test_targeted_projects_are_all_project_money_where_they_close_the_table() -> None:
    assert by_kind(targeted="120.00", total="600.00") == ["project initial 120", "project executed 123"]
    assert by_kind(targeted="120.00", total="650.00") == []


def test_part_of_a_form_beside_titles_of_stages_names_no_stage() -> None:
    rows: Rows = [
        ["预算执行（10分）", "年初预算数", "调整后预算数", "执行数", "执行率", "得分"],
        ["预算执行（10分）", "200万元", "240万元", "228万元", "95%", "9.5"],
    ]
    assert figures(read("部门整体支出绩效自评表", rows)) == [
        "total initial 200",
        "total adjusted 240",
        "total executed 228",
    ]


OWN_LEVEL = [
    ["资金来源", "全年预算数（万元）", "全年执行数（万元）"],
    ["年度资金总额", "86", "84"],
    ["其中：省级财政资金", "26", "26"],
    ["本级财政资金", "60", "58"],
]


def test_money_of_the_own_level_is_the_countys_in_a_form_of_a_county_unit() -> None:
    found = read(OWN_LEVEL, names=("石桥县水利局",), whole="project")
    assert figures(found)[-2:] == ["project adjusted county 60", "project executed county 58"]


@pytest.mark.parametrize("name", ["石桥县柳湾镇人民政府", "石桥市水利局", "石桥市高新区管理委员会"])
def test_money_of_the_own_level_of_a_town_a_city_or_a_zone_has_no_level(name: str) -> None:
    found = read(OWN_LEVEL, names=(name,), whole="project")
    assert len(figures(found)) == 4
    assert found.ignored


UNITS = [
    ["单位名称", "基本支出", "项目支出", "合计"],
    ["石桥县民政局", "320.4", "400.2", "720.6"],
    ["石桥县社会福利院", "660", "120", "780"],
]


def test_the_row_of_the_own_offices_among_units_is_not_the_department() -> None:
    found = read("各单位支出决算情况（单位：万元）", UNITS)
    assert figures(found) == []
    assert found.ignored


def test_the_sum_over_the_department_and_its_units_is_its_own() -> None:
    rows = [*UNITS, ["合计", "980.4", "520.2", "1500.6"]]
    found = read("部门及所属单位支出决算汇总表（单位：万元）", rows)
    assert figures(found) == ["basic executed 980.4", "project executed 520.2", "total executed 1500.6"]


def test_the_sum_below_a_title_of_the_basic_expenditure_is_that() -> None:
    rows = [["科目", "决算数"], ["人员经费合计", "575"], ["公用经费合计", "65"], ["合计", "640"]]
    found = read("基本支出决算表 单位：万元", rows)
    assert figures(found) == ["personnel executed 575", "operating executed 65", "basic executed 640"]
