"""Tables without rules: found by their columns, whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from tests.read.layout.sheet import Sheet, compose, rows, said

XS = (72.0, 110.0, 250.0, 340.0, 430.0)
HEADER = ("序号", "项目名称", "预算数", "执行数", "备注")
BODY = (
    ("1", "防汛物资储备", "1,234.50", "1,200.00", "无"),
    ("2", "业务培训费", "45.60", "", "年末追加"),
    ("3", "农村饮水安全", "7.00", "6.50", ""),
)


def table(rules: Sequence[float] = (), pitch: float = 18.0) -> Sheet:
    sheet = Sheet().text(96, 80, "一、资金情况", 12).text(440, 104, "单位：万元")
    for number, cells in enumerate((HEADER, *BODY)):
        sheet.row(124 + pitch * number, cells, XS)
    for y in rules:
        sheet.rule(y)
    return sheet.text(96, 260, "资金使用符合规定，没有截留挪用。", 12)


@pytest.mark.parametrize("rules", [(), (121.0, 139.0, 194.0), (121.0, 139.0, 157.0, 175.0, 194.0)])
def test_columns_are_found_with_and_without_horizontal_rules(rules: Sequence[float]) -> None:
    document = compose(table(rules))
    assert rows(document) == [list(HEADER), *map(list, BODY)]
    assert document.tables[0].header_rows == 1
    assert said(document) == ["一、资金情况", "单位：万元", "资金使用符合规定，没有截留挪用。"]


def test_wrapped_cells_are_one_row_wherever_they_stand_in_it() -> None:
    top = Sheet().row(100, HEADER, XS)
    middle = Sheet().row(100, HEADER, XS)
    for number, (name, rest) in enumerate(
        (("办公楼维修改造及设", "备购置"), ("河道管护", ""), ("农村饮水安全巩固提", "升工程"))
    ):
        figures = (str(number + 1), "", "12.50", "11.00", "无")
        y = 120 + 30 * number
        top.row(y, figures, XS).text(110, y, name)
        middle.row(y + (6.5 if rest else 0), figures, XS).text(110, y, name)
        if rest:
            top.text(110, y + 13, rest)
            middle.text(110, y + 13, rest)
    for sheet in (top, middle):
        assert [row[1:4] for row in rows(compose(sheet))] == [
            ["项目名称", "预算数", "执行数"],
            ["办公楼维修改造及设备购置", "12.50", "11.00"],
            ["河道管护", "12.50", "11.00"],
            ["农村饮水安全巩固提升工程", "12.50", "11.00"],
        ]


def test_a_header_over_two_rows_has_merged_cells() -> None:
    sheet = Sheet().text(72, 107, "项目").text(250, 100, "资金情况").text(425, 107, "得分")
    sheet.text(205, 114, "预算数").text(300, 114, "执行数")
    for number, cells in enumerate((("甲项目", "100.00", "99.00", "10"), ("乙项目", "20.00", "19.00", "9"))):
        sheet.text(72, 134 + 18 * number, cells[0])
        for x, figure in zip((240.0, 335.0, 446.0), cells[1:], strict=True):
            sheet.text(x, 134 + 18 * number, figure, right=True)
    document = compose(sheet)
    assert rows(document)[:3] == [
        ["项目", "资金情况", "资金情况", "得分"],
        ["项目", "预算数", "执行数", "得分"],
        ["甲项目", "100.00", "99.00", "10"],
    ]
    assert document.tables[0].header_rows == 2


def test_a_column_in_which_nothing_is_printed_keeps_its_header() -> None:
    people = (
        ("姓名", "工作单位", "职务", "签字"),
        ("张某", "某某县水利局", "局长"),
        ("李某", "某某县水利局", "会计"),
    )
    sheet = Sheet()
    for number, cells in enumerate(people):
        sheet.row(100 + 18 * number, cells, (72.0, 150.0, 280.0, 380.0))
    assert rows(compose(sheet)) == [[*cells, ""][:4] for cells in people]


def test_a_table_goes_on_on_the_next_page_with_and_without_its_header() -> None:
    for repeated in (True, False):
        first, second = Sheet().row(700, HEADER, XS), Sheet()
        for number, cells in enumerate(BODY):
            first.row(718 + 18 * number, cells, XS)
        if repeated:
            second.row(80, HEADER, XS)
        second.row(98, ("4", "会议费", "3.00", "3.00", "无"), XS).row(
            116, ("5", "河道管护", "13.00", "9.00", ""), XS
        )
        document = compose(first.text(290, 800, "- 1 -", 9), second.text(290, 800, "- 2 -", 9))
        assert rows(document) == [
            list(HEADER),
            *map(list, BODY),
            ["4", "会议费", "3.00", "3.00", "无"],
            ["5", "河道管护", "13.00", "9.00", ""],
        ]


def test_the_rest_of_a_number_in_a_narrow_column_never_becomes_a_figure() -> None:
    sheet = Sheet().row(100, ("序号", "指标名称", "目标值", "得分"), (72.0, 110.0, 200.0, 300.0))
    for number in range(3):
        y = 118 + 26 * number
        sheet.text(72, y, str(number + 1)).text(110, y, "复核户数完成").text(200, y, "120").text(300, y, "10")
        sheet.text(110, y + 13, "情况").text(200, y + 13, "0")
    document = compose(sheet)
    assert not document.tables or all(cell != "0" for row in rows(document) for cell in row)


def test_sides_that_a_table_leaves_out_are_closed() -> None:
    sheet = Sheet()
    xs, ys = (72.0, 200.0, 300.0, 400.0), (100.0, 118.0, 136.0, 154.0)
    content = (("项目", "预算数", "执行数"), ("甲", "1.00", "2.00"), ("乙", "3.00", "4.00"))
    sheet.grid(xs, ys, content)
    sheet.edges = [e for e in sheet.edges if e.x0 != e.x1 or e.x0 not in (xs[0], xs[-1])]
    assert rows(compose(sheet)) == [list(cells) for cells in content]


@pytest.mark.parametrize("above", [("主管部门", "某某县残疾人联合会", "实施单位", "某某县残联服务中心"), ()])
def test_headers_broken_over_two_lines_below_a_row_of_the_form(above: tuple[str, ...]) -> None:
    sheet = Sheet().text(200, 60, "项目支出绩效自评表", 14)
    if above:
        sheet.row(87, above, (72.0, 160.0, 300.0, 400.0))
    tops = ("年度预算", "年初", "全年", "全年", "得分")
    rests = ("申请（万元）", "预算数", "预算数", "执行数", "")
    columns = (72.0, 190.0, 270.0, 350.0, 430.0)
    sheet.row(104, tops, columns).row(117, rests, columns)
    for number, name in enumerate(("年度资金总额", "其中：一般公共预算", "其他资金")):
        sheet.row(140 + 18 * number, (name, "12.50", "13.00", "12.90", "9.92"), columns)
    document = compose(sheet)
    assert rows(document)[0] == ["年度预算申请（万元）", "年初预算数", "全年预算数", "全年执行数", "得分"]
    assert rows(document)[1] == ["年度资金总额", "12.50", "13.00", "12.90", "9.92"]


def test_a_row_of_headers_above_the_headers_is_never_dropped() -> None:
    sheet = Sheet().row(87, ("部门名称", "预算数"), (72.0, 190.0))
    sheet.row(104, ("科目", "财政拨款", "其他"), (72.0, 190.0, 270.0))
    for number in range(3):
        sheet.row(124 + 18 * number, ("基本支出", "12.50", "13.00"), (72.0, 190.0, 270.0))
    heads = [row for row in rows(compose(sheet)) if "财政拨款" in row] if compose(sheet).tables else []
    assert heads == [] or rows(compose(sheet))[0][1] == "预算数"


FORM_XS = (60.0, 130.0, 200.0, 270.0, 340.0, 420.0, 490.0)
FORM_ROWS = (
    ("基本支出", "2086.40", "2144.72", "2144.72", "2144.72", "100.00%", "0.00"),
    ("项目支出", "5320.00", "6218.46", "5870.91", "5820.91", "94.41%", "347.55"),
)


@pytest.mark.parametrize("stand", [0.0, 0.5])
@pytest.mark.parametrize("part", ["其中：", "其中:"])
def test_a_header_of_two_rows_with_wrapped_and_merged_cells(stand: float, part: str) -> None:
    sheet = Sheet().text(270, 100, "本年支出", 8)
    merged = (
        ("支出类型",),
        ("本年", "年初预算"),
        ("调整后", "预算"),
        (),
        (),
        ("预算", "执行率"),
        ("结转下年",),
    )
    for x, lines in zip(FORM_XS, merged, strict=True):
        for number, text in enumerate(lines):
            sheet.text(x, 100 + (28 - 11 * (len(lines) - 1)) * stand + 11 * number, text, 8)
    sheet.text(270, 117 + 11 * stand, "金额", 8).text(340, 117, part, 8).text(340, 128, "财政拨款", 8)
    for number, cells in enumerate(FORM_ROWS):
        for x, text in zip(FORM_XS, cells, strict=True):
            sheet.text(x, 146 + 17 * number, text, 8)
    document = compose(sheet)
    assert rows(document)[:3] == [
        ["支出类型", "本年年初预算", "调整后预算", "本年支出", "本年支出", "预算执行率", "结转下年"],
        ["支出类型", "本年年初预算", "调整后预算", "金额", f"{part}财政拨款", "预算执行率", "结转下年"],
        list(FORM_ROWS[0]),
    ]


def test_upper_header_cells_that_stand_at_the_left_share_out_the_columns() -> None:
    xs = (51.0, 129.0, 210.0, 305.0, 400.0, 481.0)
    sheet = Sheet().text(129, 142, "预算数", 9).text(400, 142, "决算情况", 9).text(51, 150, "支出类别", 9)
    lower = ("年初预算", "追加（减）", "调整后预算", "决算数", "执行率")
    for x, text in zip(xs[1:], lower, strict=True):
        sheet.text(x, 158, text, 9)
    body = (
        ("基本支出", "1286.55", "64.18", "1350.73", "1350.73", "100%"),
        ("合计", "806.55", "2.02", "187.57", "91.02", "98.37%"),
    )
    for number, cells in enumerate(body):
        for x, text in zip(xs, cells, strict=True):
            sheet.text(x, 175 + 16 * number, text, 9)
    assert rows(compose(sheet)) == [
        ["支出类别", "预算数", "预算数", "预算数", "决算情况", "决算情况"],
        ["支出类别", *lower],
        *map(list, body),
    ]


def test_years_as_far_above_their_stages_as_rows_are_apart_are_never_dropped() -> None:
    xs = (72.0, 150.0, 230.0, 310.0, 390.0, 470.0)
    lines = [
        ("", "年初预算", "决算", "年初预算", "调整预算", "决算"),
        *((name, *["186.40"] * 5) for name in ("人员经费", "公用经费", "项目支出")),
    ]

    def drawn(corner: int) -> Sheet:
        sheet = Sheet().text(150, 100, "2020年").text(310, 100, "2021年")
        sheet.text(72, (100, 128)[corner], "支出项目")
        for number, cells in enumerate(lines):
            for x, cell in zip(xs, cells, strict=True):
                sheet.text(x, 128 + 28 * number, cell)
        return sheet

    upper = compose(drawn(0))
    assert rows(upper)[0] == ["支出项目", "2020年", "2020年", "2021年", "2021年", "2021年"]
    assert upper.tables[0].header_rows == 2
    lower = compose(drawn(1))
    assert not lower.tables or "2021年" in rows(lower)[0]
