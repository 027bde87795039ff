"""Accounts of a year in tables: what was brought in and carried out, a bare 支出, tables that go on, forms of the unit."""

from __future__ import annotations

import pytest

from tests.extract.reading import figures, read

WAN = "单位：万元"


@pytest.mark.parametrize(
    ("caption", "label", "expected"),
    [
        ("收入支出决算总表", "年末结转和结余", ["total carried_out 34"]),
        ("收入支出决算总表", "年末财政拨款结转和结余", []),
        ("财政拨款收入支出决算总表", "年末结转和结余", []),
    ],
)
def test_balance_below_the_accounts_of_the_year_is_that_of_the_whole(
    caption: str, label: str, expected: list[str]
) -> None:
    found = read(
        caption,
        WAN,
        [
            ["收入", "收入", "支出", "支出"],
            ["项目", "决算数", "项目", "决算数"],
            ["一、事业收入", "20", "基本支出", "83"],
            ["本年收入合计", "102", "本年支出合计", "83"],
            ["", "", label, "34"],
        ],
    )
    assert [figure for figure in figures(found) if "carried" in figure] == expected


def test_balance_in_a_table_that_does_not_end_in_the_spending_of_the_year_is_nobodys() -> None:
    rows = [["项目", "决算数"], ["大楼维修", "83"], ["年末结转和结余", "34"]]
    assert figures(read(WAN, rows)) == []


def test_bare_spending_beside_budgets_is_what_was_spent() -> None:
    rows = [["类别", "年初预算", "调整预算", "支出", "支出进度"], ["基本支出", "20", "25", "24", "0.96"]]
    found = read(WAN, rows)
    assert figures(found) == ["basic initial 20", "basic adjusted 25", "basic executed 24"]
    assert [f"{claim.rate.value}" for claim in found.rates] == ["96"]


@pytest.mark.parametrize(
    ("titles", "open_figure", "read_figures"),
    [
        (["类别", "收入", "支出"], "24", []),
        (["类别", "支出", "决算数"], "25", ["basic executed 24"]),
        (["类别", "上年", "支出"], "24", []),
    ],
)
def test_bare_spending_beside_other_columns_is_left_open(
    titles: list[str], open_figure: str, read_figures: list[str]
) -> None:
    found = read(WAN, [titles, ["基本支出", "25", "24"]])
    assert figures(found) == read_figures
    assert any(p.kind == "stage_unsaid" and f"的 {open_figure} 等" in p.message_zh for p in found.problems)


HEAD = ["支出类别", "年初预算数", "决算数"]
UPPER = [HEAD, ["基本支出", "20", "24"]]
LOWER = [["项目支出", "10", "9"], ["合计", "30", "33"]]
WHOLE = [
    *("basic initial 20", "basic executed 24", "project initial 10", "project executed 9"),
    *("total initial 30", "total executed 33"),
]


@pytest.mark.parametrize("line", ["续表", "（续表）", "续表1", "续上表"])
@pytest.mark.parametrize("lower", [LOWER, [HEAD, *LOWER]])
def test_table_that_goes_on_has_the_unit_and_the_titles_of_the_one_above(
    line: str, lower: list[list[str]]
) -> None:
    assert figures(read(WAN, UPPER, line, lower)) == WHOLE


def test_table_of_another_width_or_below_another_line_goes_on_with_nothing() -> None:
    assert figures(read(WAN, UPPER, "续表", [row[:2] for row in LOWER])) == WHOLE[:2]
    assert figures(read(WAN, UPPER, "附表", LOWER)) == WHOLE[:2]


def test_form_that_names_the_unit_states_its_budget_beside_labels() -> None:
    form = [
        ["部门(单位)名称", "石桥县民政局", "填报日期", "2025年3月1日"],
        ["编制人数（人）", "46", "资产总额（万元）", "412.87"],
        ["年初预算（万元）", "1286.40", "支出决算（万元）", "1468.05"],
    ]
    assert figures(read(form)) == ["total initial 1286.4", "total executed 1468.05"]
    assert figures(read(form[1:])) == []


def test_nameless_part_of_the_column_beside_it_is_no_second_figure_of_its_stage() -> None:
    titles = ["项目", "全年预算", "全年支出", "年末结余", "其中：结转下年"]
    found = read(WAN, [titles, ["项目支出", "66", "63", "3", "2"]])
    assert figures(found) == ["project adjusted 66", "project executed 63", "project carried_out 3"]
    listed = read(WAN, [["项目名称", *titles[1:]], ["水库养护", "66", "63", "3", "2"]])
    assert [(claim.stage, f"{claim.amount.value:f}") for claim in listed.items] == [
        ("adjusted", "660000"),
        ("executed", "630000"),
        ("carried_out", "30000"),
    ]


def test_first_part_of_a_budget_that_has_a_stage_of_its_own_is_read() -> None:
    titles = ["项目", "全年预算数", "其中：年初预算数", "年中调整", "执行数"]
    found = read(WAN, [titles, ["项目支出", "66", "60", "6", "63"]])
    assert figures(found) == [
        "project adjusted 66",
        "project initial 60",
        "project adjustment 6",
        "project executed 63",
    ]


def test_table_of_the_whole_county_is_not_the_units() -> None:
    rows = [["类别", "年初预算", "决算"], ["基本支出", "8120.30", "8350.62"]]
    assert figures(read("2024年全县民政系统支出情况表", WAN, rows)) == []


HEADED = [["项目", "年初预算数", "执行数"], ["人员经费", "520", "510"], ["公用经费", "60", "58"]]


def test_a_table_right_below_another_that_prints_its_header_again_has_its_unit() -> None:
    lower = [HEADED[0], ["项目支出", "300", "290"]]
    assert figures(read(WAN, HEADED, lower))[-2:] == ["project initial 300", "project executed 290"]


def test_a_table_below_another_line_or_another_header_has_no_unit_of_the_one_above() -> None:
    lower = [HEADED[0], ["项目支出", "300", "290"]]
    other = [["项目", "预算数", "执行数"], ["项目支出", "300", "290"]]
    assert not any(f.startswith("project") for f in figures(read(WAN, HEADED, "下属单位情况", lower)))
    assert not any(f.startswith("project") for f in figures(read(WAN, HEADED, other)))
