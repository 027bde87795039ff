"""Tables over pages: one table where it is one, two where a form begins anew; nothing lost, no numbers glued."""

from __future__ import annotations

import pytest

from pipelines.model.document import BlockKind
from tests.read.layout.sheet import Sheet, compose, rows, said

XS = (72.0, 130.0, 200.0, 320.0, 400.0)
FORM = (
    ("项目名称", "", "防汛物资储备", ""),
    ("主管部门", "", "某某县水利局", ""),
    ("年度资金总额", "", "12.50", "11.00"),
)


def ys(top: float, count: int, height: float = 30.0) -> list[float]:
    return [top + height * number for number in range(count + 1)]


def indicators(first: int, last: int) -> list[tuple[str, str, str, str]]:
    return [("", "", f"指标{number}", f"{number}.50") for number in range(first, last)]


def test_labels_merged_over_rows_go_on_below_the_break() -> None:
    upper = [("产出指标", "数量指标", "指标1", "1.50"), *indicators(2, 5)]
    lower = [*indicators(5, 8), ("效益指标", "社会效益指标", "指标8", "8.50")]
    first = Sheet().grid(XS, ys(600, 4), upper, [(0, 0, 4), (1, 0, 4)])
    second = Sheet().grid(XS, ys(72, 4), lower, [(0, 0, 3), (1, 0, 3)])
    table = rows(compose(first, second))
    assert [row[:2] for row in table] == [["产出指标", "数量指标"]] * 7 + [["效益指标", "社会效益指标"]]
    assert [row[3] for row in table] == [f"{n}.50" for n in range(1, 9)]


@pytest.mark.parametrize(("begun", "rest"), [("经济\n效益", "指标"), ("预算配", "置")])
def test_a_label_whose_words_the_break_cuts_is_whole(begun: str, rest: str) -> None:
    upper = [("效益指标", begun, "指标1", "1.50"), *indicators(2, 4)]
    lower = [("", rest, "指标4", "4.50"), *indicators(5, 7)]
    first = Sheet().grid(XS, ys(600, 3), upper, [(0, 0, 3), (1, 0, 3)])
    second = Sheet().grid(XS, ys(72, 3), lower, [(0, 0, 3), (1, 0, 3)])
    whole = begun.replace("\n", "") + rest
    assert [row[:2] for row in rows(compose(first, second))] == [["效益指标", whole]] * 6


def test_a_label_printed_below_the_break_alone_is_that_of_the_empty_row_above_it() -> None:
    """Left empty, the row above the break took the label of the merged cell further up."""
    upper = [("产出指标", "数量指标", "指标1", "1.50"), *indicators(2, 3), ("", "经济效益", "指标3", "3.50")]
    lower = [("效益指标", "社会效益", "指标4", "4.50"), ("满意度指标", "服务对象", "指标5", "5.50")]
    first = Sheet().grid(XS, ys(600, 3), upper, [(0, 0, 2), (1, 0, 2)])
    second = Sheet().grid(XS, ys(72, 2), lower)
    labels = [row[0] for row in rows(compose(first, second))]
    assert labels == ["产出指标", "产出指标", "效益指标", "效益指标", "满意度指标"]


def test_two_labels_of_their_own_stay_two_although_the_first_is_full() -> None:
    narrow = (72.0, 120.0, 200.0, 320.0, 400.0)  # 产出指标 fills its cell
    upper = [("产出指标", "数量指标", "指标1", "1.50"), *indicators(2, 4)]
    lower = [("效益指标", "社会效益指标", "指标4", "4.50"), *indicators(5, 7)]
    first = Sheet().grid(narrow, ys(600, 3), upper, [(0, 0, 3), (1, 0, 3)])
    second = Sheet().grid(narrow, ys(72, 3), lower, [(0, 0, 3), (1, 0, 3)])
    assert [row[0] for row in rows(compose(first, second))] == ["产出指标"] * 3 + ["效益指标"] * 3


def test_a_missing_value_below_a_value_merged_over_rows_stays_missing() -> None:
    upper = [("甲", "乙", "指标1", "10.00"), ("丙", "丁", "指标2", "")]
    lower = [("戊", "己", "指标3", ""), ("庚", "辛", "指标4", "4.00")]
    first = Sheet().grid(XS, ys(600, 2), upper, [(3, 0, 2)])
    second = Sheet().grid(XS, ys(72, 2), lower)
    assert [row[3] for row in rows(compose(first, second))] == ["10.00", "10.00", "", "4.00"]


@pytest.mark.parametrize("name", ["防汛物资储备", "业务培训"])
def test_a_form_that_begins_anew_on_the_next_page_is_another_table(name: str) -> None:
    again = (("项目名称", "", name, ""), *FORM[1:])
    first, second = Sheet().grid(XS, ys(600, 3), FORM), Sheet().grid(XS, ys(72, 3), again)
    document = compose(first, second)
    assert len(document.tables) == 2
    assert said(document, BlockKind.FURNITURE) == []


def test_a_list_that_counts_from_one_again_is_another_table() -> None:
    head = ("序号", "类别", "项目", "金额")
    first = Sheet().grid(XS, ys(600, 4), (head, *((str(n), "甲", f"项目{n}", f"{n}.00") for n in (1, 2, 3))))
    again = Sheet().grid(XS, ys(72, 3), (head, *((str(n), "乙", f"项目{n}", f"{n}.50") for n in (1, 2))))
    onward = Sheet().grid(XS, ys(72, 3), (head, *((str(n), "乙", f"项目{n}", f"{n}.50") for n in (4, 5))))
    assert len(compose(first, again).tables) == 2
    document = compose(first, onward)
    assert [row[0] for row in rows(document)] == ["序号", "1", "2", "3", "4", "5"]
    assert document.tables[0].header_rows == 1


@pytest.mark.parametrize("aside", [0.0, 4.0, -4.0, 15.0])
def test_lines_that_stand_a_little_aside_on_the_next_page_are_the_same(aside: float) -> None:
    head = ("序号", "类别", "项目", "金额")
    first = Sheet().grid(XS, ys(600, 2), (head, ("1", "甲", "项目1", "1.00")))
    second = Sheet().grid([x + aside for x in XS], ys(72, 2), (head, ("2", "甲", "项目2", "2.00")))
    assert rows(compose(first, second)) == [
        list(head),
        ["1", "甲", "项目1", "1.00"],
        ["2", "甲", "项目2", "2.00"],
    ]


def test_a_part_without_the_columns_of_the_merged_header_goes_on() -> None:
    first = Sheet().grid(XS, ys(600, 2), (("序号", "类别", "项目", "金额"), ("1", "甲", "项目1", "1.00")))
    few = (XS[0], XS[1], XS[2], XS[4])
    second = Sheet().grid(few, ys(72, 2), (("2", "甲", "项目2"), ("3", "乙", "项目3")))
    table = rows(compose(first, second))
    assert table[2:] == [["2", "甲", "项目2", "项目2"], ["3", "乙", "项目3", "项目3"]]


def test_a_wide_page_between_upright_ones_keeps_its_own_table() -> None:
    head = ("序号", "类别", "项目", "金额")
    upright = Sheet().grid(XS, ys(600, 2), (head, ("1", "甲", "项目1", "1.00")))
    wide_xs = (72.0, 200.0, 400.0, 600.0, 760.0)
    wide = Sheet(width=842, height=595).grid(wide_xs, ys(72, 2), (head, ("1", "甲", "附表1", "7.00")))
    last = Sheet().grid(XS, ys(72, 2), (head, ("2", "甲", "项目2", "2.00")))
    document = compose(upright, wide, last)
    assert [rows(document, n)[1][2] for n in range(3)] == ["项目1", "附表1", "项目2"]


def test_numbers_above_and_below_the_break_are_never_one() -> None:
    head = ("序号", "类别", "项目", "金额")
    first = Sheet().grid(XS, ys(600, 2), (head, ("1", "甲", "项目1", "1,177.66")))
    second = Sheet().grid(XS, ys(72, 2), (("", "", "项目2", "0.76"), ("3", "甲", "项目3", "2.00")))
    assert [row[3] for row in rows(compose(first, second))] == ["金额", "1,177.66", "0.76", "2.00"]


def test_a_title_between_two_forms_keeps_them_apart() -> None:
    first = Sheet().grid(XS, ys(600, 3), FORM)
    second = Sheet().text(230, 72, "项目支出绩效自评表", 14).grid(XS, ys(100, 3), FORM)
    document = compose(first, second)
    assert len(document.tables) == 2
    assert said(document) == ["项目支出绩效自评表"]


def test_a_row_of_money_without_figures_below_the_break_is_a_row_of_its_own() -> None:
    """Glued to the row above it, 上年结转资金 gave its name to the figures of 当年财政拨款."""
    upper = (
        ("项目资金", "", "年初预算数", "执行数"),
        ("", "资金总额", "892.00", "850.00"),
        ("", "其中：当年\n财政拨款", "892.00", "850.00"),
    )
    lower = (("", "上年结转\n资金", "", ""), ("", "其他资金", "", ""))
    first = Sheet().grid(XS, ys(600, 3), upper, [(0, 0, 3)])
    second = Sheet().grid(XS, ys(72, 2), lower, [(0, 0, 2)])
    assert [row[1:3] for row in rows(compose(first, second))][1:] == [
        ["资金总额", "892.00"],
        ["其中：当年财政拨款", "892.00"],
        ["上年结转资金", ""],
        ["其他资金", ""],
    ]


def test_titles_of_columns_that_the_break_cuts_are_whole() -> None:
    """The rest of them, read as the header, made what was reached the target (值)."""
    narrow = (72.0, 130.0, 190.0, 238.0, 286.0, 340.0)
    upper = (("一级指标", "三级指标", "单项指标\n实际完成", "单项\n指标完成", "单位"),)
    lower = (("", "", "值", "情况", "（文字\n描述）"), ("产出指标", "指标1", "129", "完成", "件"))
    document = compose(Sheet().grid(narrow, ys(600, 1), upper), Sheet().grid(narrow, ys(72, 2), lower))
    assert rows(document) == [
        ["一级指标", "三级指标", "单项指标实际完成值", "单项指标完成情况", "单位（文字描述）"],
        ["产出指标", "指标1", "129", "完成", "件"],
    ]


def test_a_row_of_words_below_the_break_is_no_rest_of_titles() -> None:
    narrow = (72.0, 96.0, 120.0, 144.0, 168.0)
    upper = (("姓名", "职务", "签字", "备注"), ("张三", "局长", "张三", "在编"))
    lower = (("李四", "科员", "李四", ""),)
    document = compose(Sheet().grid(narrow, ys(600, 2), upper), Sheet().grid(narrow, ys(72, 1), lower))
    assert [row[0] for row in rows(document)] == ["姓名", "张三", "李四"]


def test_short_ends_of_titles_below_the_break_are_put_to_them() -> None:
    narrow = (72.0, 130.0, 180.0, 225.0, 270.0)
    upper = (("指标名称", "性质", "年初指标", "全年完成"),)
    lower = (("", "", "值", "值"), ("检查企业家次", "≥", "260", "273"))
    document = compose(Sheet().grid(narrow, ys(600, 1), upper), Sheet().grid(narrow, ys(72, 2), lower))
    assert rows(document)[0] == ["指标名称", "性质", "年初指标值", "全年完成值"]


def test_a_row_of_titles_above_the_break_takes_no_row_below_it() -> None:
    upper = (("年度", "目标", "", ""), ("年度", "目标", "", ""), ("绩效", "一级指标", "三级指标", "完成值"))
    lower = (("", "产出指标", "指标1", "342"), ("", "效益指标", "指标2", "7"))
    document = compose(Sheet().grid(XS, ys(600, 3), upper), Sheet().grid(XS, ys(72, 2), lower))
    assert [row[3] for row in rows(document)][2:] == ["完成值", "342", "7"]


def test_a_header_said_again_is_dropped_although_one_of_its_cells_reaches_further_down() -> None:
    upper = (
        ("人员", "编制数", "在职人数", "控制率"),
        ("", "17", "16", "94.12%"),
        ("经费", "年初", "决算", "率"),
    )
    lower = (("人员", "编制数", "在职人数", "控制率"), ("公用经费", "41.84", "77.96", "81.38"))
    first = Sheet().grid(XS, ys(600, 3), upper, [(0, 0, 2)])
    document = compose(first, Sheet().grid(XS, ys(72, 2), lower))
    assert [row[0] for row in rows(document)] == ["人员", "人员", "经费", "公用经费"]
