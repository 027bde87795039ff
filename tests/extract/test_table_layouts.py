"""Layouts of the forms of many provinces: which header, unit, row and sum a number stands under."""

from __future__ import annotations

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.extract.context import Reader
from pipelines.extract.found import Found
from pipelines.extract.tables.figures import read_table
from pipelines.extract.tables.labelling import table_numbers
from tests.documents import Rows
from tests.extract.forms import form
from tests.extract.reading import figures, read
from tests.read.sheets.books import read as sheets
from tests.read.sheets.books import saved

WAN = "单位：万元"


def causes(found: Found) -> set[tuple[str, ...]]:
    return {claim.causes for claim in found.budget}


def test_rows_of_the_form_above_the_money_head_nothing() -> None:
    found = read(
        [
            ["项目名称", "校舍维修", "校舍维修", "校舍维修", "校舍维修"],
            ["项目基本情况", "项目年度目标", "项目年度目标", "年度目标完成情况", "年度目标完成情况"],
            ["预算执行情况(10分)", "年度预算数(万元)", "年初预算", "调整后预算数", "预算执行数"],
            ["预算执行情况(10分)", "总额", "0.00", "312.00", "306.88"],
            ["预算执行情况(10分)", "其中：财政资金", "0.00", "312.00", "306.88"],
        ],
        whole="project",
    )
    assert figures(found) == [
        "project initial 0",
        "project adjusted 312",
        "project executed 306.88",
        "project initial fiscal 0",
        "project adjusted fiscal 312",
        "project executed fiscal 306.88",
    ]


def test_form_of_one_project_is_never_the_total_of_a_department() -> None:
    rows = [
        ["项目名称", "校舍维修", "校舍维修", "校舍维修"],
        ["项目资金(万元)", "", "年初预算数", "全年执行数"],
        ["项目资金(万元)", "年度资金总额", "30", "20"],
    ]
    assert figures(read(rows, whole="project")) == ["project initial 30", "project executed 20"]
    found = read(rows)
    assert found.budget == []
    assert {entry.reason for entry in found.ignored} == {"project_form"}


def test_labels_beside_values_under_headers_of_stages() -> None:
    found = read(
        "一、预算执行情况(万元)",
        [
            [
                "预算安排情况(调整后)",
                "预算安排情况(调整后)",
                "资金到位情况",
                "资金到位情况",
                "预算执行进度(%)",
            ],
            ["预算数：", "120.50", "到位数：", "118.07", "97.98"],
            ["其中：财政资金", "100", "其中：财政资金", "97.57", ""],
            ["其他", "20.50", "其他", "20.50", ""],
        ],
        whole="project",
    )
    assert figures(found) == [
        "project adjusted 120.5",
        "project received 118.07",
        "project adjusted fiscal 100",
        "project received fiscal 97.57",
        "project adjusted own 20.5",
        "project received own 20.5",
    ]
    assert [str(rate.rate.value) for rate in found.rates] == ["97.98"]


def test_row_without_a_name_is_the_whole_of_a_form_and_of_nothing_else() -> None:
    rows = [
        ["当年预算支出(万元)", "年初预算数", "预算调整数", "全年(调整)预算数", "全年执行数", "执行率权重"],
        ["当年预算支出(万元)", "2100", "65", "2165", "1645.4", "10"],
    ]
    assert figures(read("部门整体绩效自评表", rows)) == [
        "total initial 2100",
        "total adjustment 65",
        "total adjusted 2165",
        "total executed 1645.4",
    ]
    assert figures(read("某项活动", WAN, [["年初预算数", "决算数"], ["", "10"], ["10", "9"]])) == []


def test_unit_of_a_neighbouring_column_needs_a_proof() -> None:
    def rows(spent: str) -> Rows:
        return [
            ["", "预算安排(万元)", "实际到位金额", "实际支出金额", "结余金额(万元)"],
            ["合计", "8", "8", spent, "0.0121"],
            ["县财政资金", "8", "8", spent, "0.0121"],
        ]

    proved = read(rows("7.9879"), whole="project")
    assert "project executed 7.9879" in figures(proved)
    assert ("unit_far",) in causes(proved)
    open_ = read(rows("7.5"), whole="project")
    assert [line for line in figures(open_) if "executed" in line or "received" in line] == []
    assert {p.kind for p in open_.problems} == {"unit_missing"}
    assert open_.unexplained() == []


def test_table_without_a_unit_that_repeats_a_telling_figure_has_its_unit() -> None:
    told = [["来源", "到位数", "执行数"], ["合计", "8", "7.9879"], ["财政资金", "8", "7.9879"]]
    bare = [["", "资金执行情况"], ["合计", "7.9879"], ["财政资金", "7.9879"]]
    found = read(WAN, told, "正文。", bare, whole="project")
    assert figures(found).count("project executed 7.9879") == 2
    contradicting = [["", "资金执行情况"], ["合计", "7.9879"], ["财政资金", "6.9879"]]
    other = read(WAN, told, "正文。", contradicting, whole="project")
    assert figures(other).count("project executed 7.9879") == 1


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("1,224.\n86", ["personnel executed 1224.86"]),
        ("１２２４．５", ["personnel executed 1224.5"]),
        ("１，２２４．５", ["personnel executed 1224.5"]),
        ("598.42万元", ["personnel executed 598.42"]),
        ("5000000元", ["personnel executed 500"]),
        ("¥12.5", ["personnel executed 12.5"]),
        ("12.5（万元）", ["personnel executed 12.5"]),
        ("-12.5", ["personnel executed -12.5"]),
        ("34 16.8", []),
        ("1,22.86", []),
        ("约120", []),
        ("120(含结转20)", []),
        ("—", []),
        ("/", []),
    ],
)
def test_cells_of_an_amount(cell: str, expected: list[str]) -> None:
    found = read(
        WAN,
        [
            ["类别", "年初预算数", "决算数"],
            ["公用经费", "3", "2"],
            ["人员经费", "9", cell.replace("\n", " ")],
        ],
    )
    assert [line for line in figures(found) if line.startswith("personnel executed")] == expected
    told = any(p.kind == "number_broken" for p in found.problems)
    assert told == (not expected and any(character.isdigit() for character in cell))


def test_digits_cut_by_a_wrap_are_joined_where_the_row_proves_them() -> None:
    head = ["类别", "年初预算数", "全年预算数", "全年执行数", "执行率"]
    found = read(
        WAN,
        [
            head,
            ["人员经费", "470.43", "470.4 3", "470.4 3", "100%"],
            ["公用经费", "10", "20", "15.1 2", "75.6%"],
            ["项目支出", "10", "20", "15.1 2", "80%"],
        ],
    )
    assert "personnel executed 470.43" in figures(found)
    assert "operating executed 15.12" in figures(found)
    assert not any(line.startswith("project executed") for line in figures(found))
    assert ("wrap_joined",) in causes(found)


def test_rows_below_project_expenditure_are_items_where_they_add_up() -> None:
    def rows(last: str) -> Rows:
        return [
            ["经费控制情况(万元)", "2023年决算数", "2024年预算数"],
            ["项目支出", "30", "25"],
            ["水毁修复", "20", "15"],
            ["小修保养", "10", last],
            ["三公经费", "5", "4"],
            ["3、公务接待", "5", "4"],
        ]

    found = read(rows("10"))
    assert [(i.name, f"{i.amount.value:.0f}") for i in found.items] == [
        ("水毁修复", "150000"),
        ("小修保养", "100000"),
    ]
    assert {entry.reason for entry in found.ignored} == {"other_year", "three_public_part"}
    assert read(rows("11")).items == []


def test_adjustment_that_may_be_a_level_is_told() -> None:
    found = read(
        WAN,
        [
            ["", "2023年决算数", "2024年预算数", "2024年决算数"],
            ["基本支出", "5", "6", "6"],
            ["部门基本支出预算调整", "", "92.33", "98"],
        ],
    )
    assert not any(claim.stage == "adjustment" for claim in found.budget)
    assert [p.kind for p in found.problems] == ["adjustment_unclear"] * 2


def test_columns_that_tell_nothing_are_named() -> None:
    found = read(WAN, [["事项", "甲类数", "乙类数"], ["道路", "5", "4"]])
    assert [p.kind for p in found.problems] == ["table_columns_unknown"]
    assert "甲类数、乙类数" in found.problems[0].message_zh


def test_row_of_column_numbers_is_no_amount_where_its_label_is_merged() -> None:
    found = read(
        "支出决算表",
        "公开03表",
        WAN,
        [
            ["项目", "项目", "本年支出合计", "基本支出", "项目支出"],
            ["功能分类科目编码", "科目名称", "本年支出合计", "基本支出", "项目支出"],
            ["栏次", "栏次", "1", "2", "3"],
            ["合计", "合计", "1,224.86", "900.11", "324.75"],
            ["208", "社会保障和就业支出", "1,224.86", "900.11", "324.75"],
        ],
    )
    assert figures(found) == ["total executed 1224.86", "basic executed 900.11", "project executed 324.75"]
    assert {entry.reason for entry in found.ignored} == {"classification_line"}


def test_rate_without_its_sign_is_one_where_its_row_gives_it() -> None:
    found = read(WAN, [["类别", "全年预算数", "全年执行数", "执行率"], ["人员经费", "120", "115", "95.83"]])
    assert [str(rate.rate.value) for rate in found.rates] == ["95.83"]
    ratio = read(WAN, [["类别", "全年预算数", "全年执行数", "执行率"], ["人员经费", "120", "115", "0.9583"]])
    assert [str(rate.rate.value) for rate in ratio.rates] == ["95.83"]
    assert ratio.problems == []


def test_tasks_of_a_form_are_items_and_their_sum_is_the_departments() -> None:
    found = read(
        [
            [
                "年度主要任务",
                "任务名称",
                "主要内容",
                "批复金额(万元)",
                "批复金额(万元)",
                "实际支出金额(万元)",
            ],
            ["年度主要任务", "任务名称", "主要内容", "财政拨款", "其他资金", "实际支出金额(万元)"],
            ["年度主要任务", "食品监管", "抽检", "24", "", "26"],
            ["年度主要任务", "质量基础", "计量", "6", "2", "6.61"],
            ["年度主要任务", "金额合计", "", "", "", "32.61"],
        ]
    )
    assert [(i.name, i.stage, i.fund_source, f"{i.amount.value:.0f}") for i in found.items] == [
        ("食品监管", "initial", "fiscal", "240000"),
        ("食品监管", "executed", "all", "260000"),
        ("质量基础", "executed", "all", "66100"),
    ]
    assert figures(found) == ["total executed 32.61"]


def test_people_by_post_and_by_unit() -> None:
    by_post = read(
        [
            ["项目", "编制数", "在职人数", "退休人数"],
            ["行政人员", "20", "18", "7"],
            ["事业人员", "10", "9", "3"],
        ]
    )
    assert [(s.kind, s.basis, s.headcount) for s in by_post.staff] == [
        ("administrative", "authorized", 20),
        ("administrative", "actual", 18),
        ("institution", "authorized", 10),
        ("institution", "actual", 9),
    ]
    by_unit = read(
        [
            ["单位", "核定编制", "年末实有人员", "年末实有人员"],
            ["单位", "核定编制", "在职人员", "退休人员"],
            ["局本级", "22", "19", "26"],
            ["下属单位", "200", "197", "48"],
            ["合计", "222", "216", "74"],
        ]
    )
    assert [(s.staff_scope, s.kind, s.headcount) for s in by_unit.staff] == [
        ("unit", "authorized", 22),
        ("unit", "on_post", 19),
        ("unit", "retired", 26),
        ("subordinate", "authorized", 200),
        ("subordinate", "on_post", 197),
        ("subordinate", "retired", 48),
        ("total", "authorized", 222),
        ("total", "on_post", 216),
        ("total", "retired", 74),
    ]


def test_money_of_no_level_and_of_other_units_is_left_out_for_a_reason() -> None:
    found = read(
        WAN,
        [["", "全年预算数"], ["年度资金总额", "230"], ["其中：中央财政资金", "150"], ["地方资金", "80"]],
        whole="project",
    )
    assert figures(found) == ["project adjusted 230", "project adjusted central 150"]
    assert {entry.reason for entry in found.ignored} == {"source_without_level"}
    units = read(
        WAN,
        [
            ["单位名称", "支出合计", "人员经费决算数"],
            ["局机关及二级机构汇总", "9", "5"],
            ["救助站", "3", "2"],
        ],
    )
    assert figures(units) == ["personnel executed 5"]
    assert "unit_line" in {entry.reason for entry in units.ignored}


def test_empty_margins_and_a_row_of_the_unit_change_nothing() -> None:
    found = read(
        [
            ["", "2024年部门收支情况表", "", "", ""],
            ["", "填报单位：石桥县民政局", "", "单位：万元", ""],
            ["", "类别", "年初预算数", "决算数", ""],
            ["", "人员经费", "10", "9", ""],
            ["", "", "", "单位：元", ""],
            ["", "公用经费", "20000", "15000", ""],
        ]
    )
    assert figures(found) == [
        "personnel initial 10",
        "personnel executed 9",
        "operating initial 2",
        "operating executed 1.5",
    ]


COLUMNS = {
    "年初预算数": ("100", "60"),
    "全年预算数(A)": ("120", "70"),
    "全年执行数(B)": ("90", "63"),
    "执行率(B/A)": ("75%", "90%"),
    "分值": ("10", "—"),
    "得分": ("7.5", "—"),
    "备注": ("", ""),
}


@settings(max_examples=25, deadline=None)
@given(
    st.permutations(list(COLUMNS)), st.sampled_from(["above", "corner", "columns", "cells"]), st.booleans()
)
def test_neither_order_of_columns_nor_place_of_the_unit_changes_a_figure(
    order: list[str], place: str, has_number: bool
) -> None:
    money = {name for name in COLUMNS if name.endswith(("数", "(A)", "(B)"))}
    lead = ["序号"] if has_number else []
    corner = "项目资金(万元)" if place == "corner" else "项目资金"
    head = [f"{name}(万元)" if place == "columns" and name in money else name for name in order]
    rows = [[*lead, corner, "", *head]]
    for number, label in enumerate(("年度资金总额", "其中：当年财政拨款")):
        values = [COLUMNS[name][number] for name in order]
        if place == "cells":
            values = [v + "万元" if name in money else v for v, name in zip(values, order, strict=True)]
        rows.append([*([str(number + 1)] if has_number else []), corner, label, *values])
    parts = ["单位：万元", rows] if place == "above" else [rows]
    found = read(*parts, whole="project")
    assert sorted(figures(found)) == sorted(
        [
            "project initial 100",
            "project adjusted 120",
            "project executed 90",
            "project initial fiscal 60",
            "project adjusted fiscal 70",
            "project executed fiscal 63",
        ]
    )
    assert sorted(str(rate.rate.value) for rate in found.rates) == ["75", "90"]
    assert found.problems == []
    assert found.unexplained() == []


def test_unit_on_a_line_of_its_own_farther_above_is_one_with_a_doubt() -> None:
    rows = [["", "年初预算数", "全年执行数"], ["资金总额", "20000", "15000"]]
    between = ["单位：元", "项目名称 校舍维修", "主管部门 教育局", "项目资金"]
    found = read(*between, rows, whole="project")
    assert figures(found) == ["project initial 2", "project executed 1.5"]
    assert causes(found) == {("unit_far",)}
    other = read(
        "单位：元", [["类别", "决算数"], ["人员经费", "5"]], "正文", "附表", "项目资金", rows, whole="project"
    )
    assert [line for line in figures(other) if line.startswith("project")] == []


def test_the_head_of_a_form_says_its_unit_for_the_table_below_its_headings() -> None:
    rows = [["支出项目", "年初预算数", "决算数"], ["人员经费", "1584.3", "1621.5"]]
    head, between = (
        "填报单位：某县交通运输局 单位：万元",
        ("一、部门基本信息", "编制人数", "二、预算执行情况"),
    )
    found = read(head, *between, rows)
    assert figures(found) == ["personnel initial 1584.3", "personnel executed 1621.5"]
    assert causes(found) == {("unit_far",)}
    assert figures(read("填报单位：某县交通运输局", *between, rows)) == []
    staff = [["编制人数", "132", "实有人数", "125"]]
    assert len(figures(read(head, staff, "二、预算执行情况", rows))) == 2
    assert figures(read(head, [["名称", "金额（元）"], ["差旅", "5"]], "二、预算执行情况", rows)) == []
    assert figures(read(head, staff, "某县医院支出情况表", rows)) == [], "the title of another form"


def test_a_unit_right_below_a_table_is_its_unit_unless_another_table_follows() -> None:
    rows = [["项目", "年初预算", "决算数"], ["基本支出", "545.15", "570.96"]]
    found = read("（二）支出结构", rows, "（单位：万元）", "三、自评结果")
    assert figures(found) == ["basic initial 545.15", "basic executed 570.96"]
    assert causes(found) == {("unit_far",)}
    followed = read("（二）支出结构", rows, "（单位：万元）", [["类别", "决算数"], ["人员经费", "5"]])
    assert figures(followed) == ["personnel executed 5"]


def test_name_of_a_project_that_sounds_like_a_category_names_none() -> None:
    found = read(
        "项目支出绩效自评表",
        WAN,
        [
            ["预算安排情况", "预算安排情况", "资金执行情况", "资金执行情况"],
            ["预算数", "142.95", "执行数", "111.32"],
            ["实施义务教育学校公用经费情况", "100", "", ""],
        ],
        whole="project",
    )
    assert figures(found) == ["project initial 142.95", "project executed 111.32"]


def test_the_head_of_a_sheet_says_nothing_of_the_next_sheet() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    for row in (
        ["绩效自评表"],
        ["填报单位：某县水利局 单位：万元"],
        ["一、基本信息"],
        ["编制人数", "132", "实有人数", "125"],
    ):
        sheet.append(row)
    following = book.create_sheet()
    for row in (["二、预算执行情况"], ["项目", "年初预算数", "决算数"], ["人员经费", "1584300", "1621500"]):
        following.append(row)
    *_, money = table_numbers(sheets(saved(book)))
    assert [(number.digits, number.unit) for number in money.numbers] == [
        ("1584300", None),
        ("1621500", None),
    ]


def test_values_that_a_spreadsheet_did_not_show_are_told() -> None:
    rows = [["类别", "年初预算数", "决算数"], ["人员经费", "###", "#REF!"], ["公用经费", "12563!.0", "2"]]
    found = read(WAN, rows)
    assert figures(found) == ["operating executed 2"]
    assert [p.kind for p in found.problems].count("number_broken") == 3


def test_figures_under_the_titles_of_a_table_set_among_the_rows_above_them_are_told() -> None:
    rows = [
        ["支出", "年初预算数", "", "", "决算数"],
        ["人员经费", "120", "", "", "110"],
        ["项目支出情况", "项目名称", "预算数", "决算数", ""],
        ["项目支出情况", "道路工程", "50", "40", ""],
        ["公用经费", "20", "", "", "18"],
    ]
    found = read(WAN, rows)
    assert {text for text in figures(found) if text.startswith("operating")} == set()
    assert [p.kind for p in found.problems].count("number_broken") == 2


def spaced_thousands(*rows: list[str]) -> Found:
    return read("单位：元", [["支出", "年初预算", "调整预算", "决算数"], *rows])


def test_spaces_between_thousands_of_an_adjusted_budget_end_no_reading() -> None:
    found = spaced_thousands(["项目支出", "1 200 000.00", "1 350 000.00", "1 350 000.00"])
    assert figures(found) == ["project adjusted 135", "project executed 135"]
    assert any(p.kind == "number_broken" for p in found.problems)


def test_spaces_between_thousands_go_where_a_whole_and_its_kinds_add_up() -> None:
    found = spaced_thousands(
        ["合计", "3 460 500.00", "-", "-"],
        ["基本支出", "2 260 500.00", "-", "-"],
        ["项目支出", "1 200 000.00", "-", "-"],
    )
    assert figures(found) == ["total initial 346.05", "basic initial 226.05", "project initial 120"]
    wrong = spaced_thousands(
        ["合计", "3 460 500.00", "-", "-"],
        ["基本支出", "2 260 400.00", "-", "-"],
        ["项目支出", "1 200 000.00", "-", "-"],
    )
    assert figures(wrong) == []


def test_amounts_of_one_row_that_no_title_tells_apart_are_no_figures() -> None:
    rows: Rows = [["年度资金总额", "1520.36", "1761.58", "10"], ["其中：财政拨款", "1520.36", "1761.58", "/"]]
    found = read("部门预算资金（万元）", rows)
    assert found.budget == []
    assert {problem.kind for problem in found.problems} == {"stage_unsaid"}


def test_a_second_row_of_titles_in_the_middle_of_a_form_tells_sources_apart_and_points_are_no_money() -> None:
    """The form of 北京 and 陕西: without its second row of titles each source was filed as the whole, 分值 10 as 10万元."""
    task = "年度主要任务"
    found = read(
        "（2024年度）",
        [
            [
                "部门名称",
                "部门名称",
                "石桥县民政局",
                "石桥县民政局",
                "石桥县民政局",
                "填报日期",
                "2025.04.20",
            ],
            [
                task,
                "任务名称",
                "完成情况",
                "全年预算数(万元)",
                "全年预算数(万元)",
                "全年执行数(万元)",
                "全年执行数(万元)",
            ],
            [task, "任务名称", "完成情况", "财政拨款", "其他资金", "财政拨款", "其他资金"],
            [task, "低保救助", "按月发放", "180", "20", "170", "15"],
            [task, "金额合计", "", "300", "40", "290", "30"],
            ["预算执行率", "预算执行率", "94.12%", "分值", "10", "得分", "9.72"],
        ],
    )
    assert figures(found) == [
        "total adjusted fiscal 300",
        "total adjusted own 40",
        "total executed fiscal 290",
        "total executed own 30",
    ]
    assert {item.name for item in found.items} <= {"低保救助"}
    assert [(rate.category, rate.kind, rate.rate.text) for rate in found.rates] == [
        ("total", "completion", "94.12")
    ]


def test_the_unit_at_the_end_of_the_paragraph_above_a_table_is_the_table_s_own() -> None:
    found = read(
        "（三）收支情况。本年预算收入来源为一般公共预算拨款，上年结转资金全部用于当年各项支出。年度资金安排、到位和使用情况如下（单位：万元）：",
        [
            ["类别", "年初预算", "执行数"],
            ["人员经费", "1865.20", "1870.83"],
            ["项目支出", "3420.00", "4488.15"],
        ],
    )
    assert figures(found) == [
        "personnel initial 1865.2",
        "personnel executed 1870.83",
        "project initial 3420",
        "project executed 4488.15",
    ]


def test_a_unit_in_the_middle_of_the_paragraph_above_is_of_its_sentence_and_no_table() -> None:
    found = read(
        "（三）收支情况。本年预算收入以省厅的报表为准（单位：万元），县财政局按期批复，各项资金全部到位，单位已经全部入账，没有截留和挪用。",
        [
            ["类别", "年初预算", "执行数"],
            ["人员经费", "1865.20", "1870.83"],
            ["项目支出", "3420.00", "4488.15"],
        ],
    )
    assert found.budget == []


def test_rows_below_a_title_of_main_projects_are_projects() -> None:
    found = read(
        "（四）主要项目执行情况（单位：万元）：",
        [
            ["项目", "调整后预算", "执行数"],
            ["就业补助资金", "2860.00", "2812.60"],
            ["职业技能培训", "620", "601.35"],
        ],
    )
    assert [(item.name, item.stage) for item in found.items] == [
        ("就业补助资金", "adjusted"),
        ("就业补助资金", "executed"),
        ("职业技能培训", "adjusted"),
        ("职业技能培训", "executed"),
    ]


def test_a_rate_that_fills_its_row_stands_under_no_title() -> None:
    sheet = form(
        ["资金类别", "分值", "年初预算数（万元）", "全年执行数（万元）"],
        ["年度资金总额", "10", "60", "58.5"],
        ["执行率", "97.50%", "←", "←"],
    )
    found = Found()
    for table in table_numbers(sheet):
        read_table(table, Reader(2024, (), "project"), None, found)
    assert [(r.category, r.kind, f"{r.rate.value}") for r in found.rates] == [
        ("project", "completion", "97.50")
    ]


def test_a_target_beside_an_amount_names_nothing() -> None:
    rows = [
        ["指标", "目标值", "全年预算数（万元）", "全年执行数（万元）"],
        ["部门整体支出", "≥95%", "500", "480"],
        ["项目支出", "≥95%", "200", "190"],
    ]
    assert figures(read(rows)) == [
        *("total adjusted 500", "total executed 480"),
        *("project adjusted 200", "project executed 190"),
    ]
