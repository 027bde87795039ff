"""What looks like columns and is none stays the lines that it is: precision comes before recall."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.read.layout.sheet import Sheet, compose

PROSE = (
    "2024年度  我单位  预算收入  合计1,235.67  万元",
    "其中  一般公共预算拨款  1,100.50  万元",
    "上年结转  135.17  万元  全年执行数  98.20  万元",
)
SIGNATURE = (
    ("单位：某某县水利局", "填表人：张某", "日期：2025年3月1日"),
    ("负责人：李某", "联系电话：0311-1234567", "审核人：王某"),
    ("单位负责人：李某", "财务负责人：赵某", "经办人：王某"),
)
CONTENTS = (
    ("目录",),
    ("一、部门概况", "1"),
    ("二、资金使用情况", "3"),
    ("三、绩效目标完成情况", "5"),
    ("四、存在问题", "8"),
)
LIST = (("（一）基本支出", "120.00"), ("（二）项目支出", "80.00"), ("（三）其他支出", "5.00"))
NAMES = (("张三", "李四", "王五", "赵六"), ("钱七", "孙八", "周九", "吴十"), ("郑一", "冯二", "陈三", "褚四"))
FIELDS = (
    ("项目名称：防汛", "金额：12.50", "得分：9"),
    ("项目名称：培训", "金额：1.50", "得分：8"),
    ("项目名称：会议", "金额：3.50", "得分：10"),
)
UNREAD_GROUPS = (("2023年", "2024年"), ("项目", "预算数", "决算数", "预算数", "决算数"))


def sheet_of(lines: Sequence[Sequence[str]], xs: Sequence[float]) -> Sheet:
    sheet = Sheet()
    for number, cells in enumerate(lines):
        for x, cell in zip(xs, cells, strict=False):
            sheet.text(x, 100 + 20 * number, cell, 12)
    return sheet


@pytest.mark.parametrize("lines", [SIGNATURE, CONTENTS, LIST, NAMES, FIELDS])
@pytest.mark.parametrize("rules", [(), (95.0, 115.0, 200.0)])
def test_signatures_contents_lists_and_names_are_no_tables(
    lines: Sequence[Sequence[str]], rules: Sequence[float]
) -> None:
    sheet = sheet_of(lines, (72.0, 250.0, 400.0, 480.0))
    for y in rules:
        sheet.rule(y)
    assert compose(sheet).tables == ()


def test_prose_with_wide_spaces_is_no_table() -> None:
    sheet = Sheet()
    for number in range(12):
        place = 72.0
        for word in PROSE[number % 3].split("  "):
            sheet.text(place, 100 + 20 * number, word, 12)
            place += 12.0 * len(word) + 14 + 3 * number
    assert compose(sheet).tables == ()


def test_headers_whose_upper_row_cannot_be_placed_make_no_table() -> None:
    sheet = (
        Sheet().text(160, 100, "2023年").text(395, 100, "2024年")
    )  # over neither pair of columns for certain
    xs = (72.0, 200.0, 280.0, 360.0, 440.0, 520.0)
    sheet.row(116, UNREAD_GROUPS[1], xs)
    for number in range(4):
        sheet.row(134 + 18 * number, (f"{'甲乙丙丁'[number]}项目", "1.00", "2.00", "3.00", "4.00"), xs)
    assert compose(sheet).tables == ()


def test_labels_that_may_stand_in_the_middle_of_their_rows_make_no_table() -> None:
    sheet = Sheet().row(100, ("一级指标", "三级指标", "分值", "得分"), (72.0, 160.0, 300.0, 400.0))
    labels = ("产出指标", "", "效益指标", "")  # the second may stand in the middle of three rows
    for number, label in enumerate(labels):
        sheet.row(118 + 18 * number, (label, f"指标{number}", "10", "9.5"), (72.0, 160.0, 300.0, 400.0))
    assert compose(sheet).tables == ()


def test_two_figures_below_one_head_make_no_table_that_would_hold_them_in_one_cell() -> None:
    sheet = Sheet().row(100, ("项目", "金额"), (72.0, 200.0))
    for number in range(4):
        y = 118 + 18 * number
        sheet.text(72, y, "甲项目").text(200, y, "12.50").text(238, y, "3.40")
    document = compose(sheet)
    assert document.tables == ()
    assert document.text.count("12.50") == document.text.count("3.40") == 4


def test_the_axes_of_a_chart_are_no_table() -> None:
    sheet = sheet_of(
        (tuple("JFMA"), ("10", "20", "30", "40"), ("2003", "2004", "2005", "2006")),
        (72.0, 150.0, 230.0, 310.0),
    )
    assert compose(sheet).tables == ()
