"""What the page has and the text has not; sentences that go on past it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipelines.model.document import BlockKind
from tests.read.layout.sheet import HEIGHT, Sheet, compose, said

LINE = "本年度各项工作按照年初计划有序推进资金使用规范没有发生截留挪用等情况全部完成"  # 37 em of 12 points


def page(lines: int, top: float = 80.0, pitch: float = 20.0, end: str = "") -> Sheet:
    sheet = Sheet()
    for number in range(lines):
        sheet.text(72, top + pitch * number, LINE, 12)
    return sheet.text(72, top + pitch * lines, end, 12)


NUMBERS: dict[str, Callable[[int], str]] = {
    "alone": str,
    "dashes": lambda n: f"- {n} -",
    "words": lambda n: f"第 {n} 页 共 4 页",
    "of all": lambda n: f"{n}/4",
    "roman": lambda n: ("i", "ii", "iii", "iv")[n - 1],
    "roman signs": lambda n: "ⅠⅡⅢⅣ"[n - 1],
    "Chinese": lambda n: f"第{'一二三四'[n - 1]}页",
}


@pytest.mark.parametrize("written", NUMBERS)
def test_page_numbers_are_set_apart_and_end_no_sentence(written: str) -> None:
    sheets = [page(30).text(290, HEIGHT - 50, NUMBERS[written](number), 9) for number in range(1, 5)]
    sheets[-1].text(72, 700, "完。", 12)
    document = compose(*sheets)
    furniture = [text.replace(" ", "") for text in said(document, BlockKind.FURNITURE)]
    assert furniture == [NUMBERS[written](n).replace(" ", "") for n in range(1, 5)]
    assert said(document)[0].startswith(LINE * 120)


def test_running_headers_of_odd_and_even_pages_and_watermarks_are_set_apart() -> None:
    sheets = []
    for number in range(1, 6):
        sheet = page(10).text(72, 40, "某某县水利局" if number % 2 else "绩效自评报告", 9)
        sheets.append(sheet.text(150, 250, "内部资料", 40))
    document = compose(*sheets)
    furniture = said(document, BlockKind.FURNITURE)
    assert furniture.count("内部资料") == 5
    assert furniture.count("某某县水利局") == 3
    assert not any("内部" in text for text in said(document))


@pytest.mark.parametrize(("below", "tables"), [("家长满意度", 1), ("指标", 2)])
def test_a_header_of_two_pages_parts_no_table_but_the_title_of_two_forms_does(
    below: str, tables: int
) -> None:
    title, xs = "某某县水利局2023年度部门整体支出绩效自评表", [72.0, 250.0, 400.0]
    upper = Sheet().text(72, 40, title, 9)
    upper.grid(xs, [700, 720, 740, 760], [["指标", "实际完成值"], ["水质达标率", "98%"], ["培训人次", "30"]])
    lower = Sheet().text(72, 40, title, 9)
    rest = [[below, "95%"], ["水质达标率" if below == "指标" else "投诉次数", "0"], ["培训人次", "30"]]
    lower.grid(xs, [80, 100, 120, 140], rest)
    document = compose(upper, lower)
    assert len(document.tables) == tables
    assert said(document, BlockKind.FURNITURE) == ([title] if tables == 1 else [])


def test_a_table_of_contents_without_leaders_is_set_apart() -> None:
    sheet = Sheet().text(280, 80, "目　录", 16)
    names = ("一、部门概况", "二、资金使用情况", "三、绩效目标完成情况", "存在的问题")
    for number, name in enumerate(names, 1):
        sheet.text(72, 90 + 24 * number, name, 12).text(520, 90 + 24 * number, str(number), 12, right=True)
    pages = [page(n) for n in range(2, 6)]
    document = compose(sheet, *pages)
    assert len(said(document, BlockKind.FURNITURE)) == 1 + len(names)
    assert not any("部门概况" in text for text in said(document))


def test_a_list_of_amounts_is_no_table_of_contents() -> None:
    sheet = Sheet()
    for number, (name, amount) in enumerate((("基本支出", "1"), ("项目支出", "2"), ("其他支出", "1")), 1):
        sheet.text(72, 90 + 24 * number, name, 12).text(520, 90 + 24 * number, amount, 12, right=True)
    assert len(said(compose(sheet, page(3), page(3)))) >= 3


def test_a_footnote_stands_outside_the_sentence_that_goes_on_over_the_page() -> None:
    first = page(30).text(72, 720, "①数据来自部门决算报表，", 9).text(72, 733, "以财政批复为准。", 9)
    second = page(2, end="。")
    document = compose(first.text(290, 800, "- 1 -", 9), second.text(290, 800, "- 2 -", 9))
    texts = said(document)
    assert texts[0] == LINE * 32 + "。"
    assert "①" in texts[1]
    assert not any("①" in text for text in (texts[0], *texts[3:]))


def test_double_spaced_lines_are_one_paragraph_and_plain_headings_their_own() -> None:
    sheet = page(6, top=120, pitch=36, end="全部完成。").text(250, 72, "绩效自评报告", 12)
    assert said(compose(sheet)) == ["绩效自评报告", LINE * 6 + "全部完成。"]


@pytest.mark.parametrize("shift", [0.0, 7.0])
def test_two_columns_are_read_one_after_the_other(shift: float) -> None:
    sheet = Sheet()
    for number in range(12):
        sheet.text(60, 100 + 20 * number, f"左栏第{number}行讲述本年度主要工作完成", 12)
        sheet.text(320, 100 + 20 * number + shift, f"右栏第{number}行讲述存在问题和改进", 12)
    text = "".join(said(compose(sheet)))
    assert text.index("左栏第11行") < text.index("右栏第0行")


def test_two_columns_with_a_table_in_one_of_them_are_read_one_after_the_other() -> None:
    sheet = Sheet()
    for number in range(16):
        if number < 12:
            sheet.text(60, 100 + 20 * number, f"左栏第{number}行讲述本年度主要工作完成", 12)
        sheet.text(320, 100 + 20 * number, f"右栏第{number}行讲述存在问题和改进", 12)
    sheet.grid((60.0, 160.0, 280.0), (345.0, 370.0, 395.0), (("项目", "执行数"), ("甲", "1.00")))
    text = compose(sheet).text
    assert (
        text.index("左栏第11行") < text.index("执行数") < text.index("右栏第0行") < text.index("右栏第15行")
    )


def test_lines_of_a_form_around_a_table_without_rules_keep_their_order() -> None:
    sheet = Sheet()
    for number in range(10):
        sheet.text(60, 100 + 20 * number, f"第{number}项年初设定的绩效目标")
        sheet.text(320, 100 + 20 * number, f"第{number}项目标实际完成情况")
    for number, cells in enumerate(
        (("项目", "预算数", "执行数"), *((f"项目{n}", "12.50", "11.00") for n in "甲乙丙"))
    ):
        sheet.row(420 + 18 * number, cells, (60.0, 200.0, 300.0))
    document = compose(sheet)
    assert document.tables
    assert document.text.index("第0项目标实际") < document.text.index("第9项年初设定")


def test_lines_of_a_narrow_column_are_joined_to_sentences_and_over_to_the_next_column() -> None:
    sheet = Sheet().text(180, 70, "绩效自评报告", 16)
    left = [
        "　　（一）机构设置。内设机构七个",
        "，派出机构四个，均为全额拨款。",
        "　　（二）预算情况。年初预算数为",
    ]
    right = ["一千万元，其中人员经费八百万元", "，公用经费二百万元。", "　　（三）决算情况。全年决算支出"]
    for number in range(4):
        for x, lines in ((60, left), (320, right)):
            for place, line in enumerate(lines):
                y = 110 + 20 * (3 * number + place)
                blank = len(line) - len(line.lstrip("　"))
                sheet.text(x + 14 * blank, y, line.lstrip("　"), 14)
    document = said(compose(sheet))
    assert "（一）机构设置。内设机构七个，派出机构四个，均为全额拨款。" in document
    assert "（二）预算情况。年初预算数为一千万元，其中人员经费八百万元，公用经费二百万元。" in document


def test_a_short_last_line_beside_the_other_column_is_cut_from_it() -> None:
    sheet = Sheet()
    for number in range(12):
        short = number == 5
        sheet.text(
            60, 100 + 20 * number, "完成。" if short else f"左栏第{number}行讲述本年度主要工作完成", 12
        )
        sheet.text(320, 100 + 20 * number, f"右栏第{number}行讲述存在问题和改进", 12)
    text = compose(sheet).text
    assert text.index("完成。") < text.index("左栏第11行") < text.index("右栏第5行")
