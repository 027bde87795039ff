"""A label that the page break cuts: put together where that is certain, told of where it is not."""

from __future__ import annotations

import pytest

from pipelines.model.document import Loss, LossKind
from pipelines.read.layout.page import Edge
from tests.read.layout.sheet import Sheet, compose, rows, said

XS = (60.0, 108.0, 200.0, 300.0)
COLUMNS = (72.0, 160.0, 270.0, 380.0)


def cut_by_a_browser(open_cell: bool) -> tuple[Sheet, Sheet]:
    """A merged label, of which the first page has one row and two lines; no line is drawn below it."""
    first, second = Sheet(), Sheet()
    ys = [700.0, 720.0, 740.0]
    first.grid(XS, ys, [["类别", "指标", "得分"], ["社会效", "培训班次", "9.5"]])
    first.text(63, 735, "益指标")
    if open_cell:
        first.edges.remove(Edge(XS[0], 740.0, XS[1], 740.0))
    rest = [["", "发放补助", "8.5"], ["", "满意人数", "7.5"], ["满意度", "群众评价", "6.5"]]
    second.grid(XS, [72.0, 92.0, 112.0, 132.0], rest, merged=[(0, 0, 2)])
    return first, second


def test_the_words_of_a_cell_that_hang_below_the_table_are_its_own() -> None:
    document = compose(*cut_by_a_browser(open_cell=True))
    assert rows(document)[1:4] == [
        ["社会效益指标", "培训班次", "9.5"],
        ["社会效益指标", "发放补助", "8.5"],
        ["社会效益指标", "满意人数", "7.5"],
    ]
    assert said(document) == []


def test_what_stands_below_a_line_is_below_the_table() -> None:
    document = compose(*cut_by_a_browser(open_cell=False))
    assert rows(document)[1] == ["社会效", "培训班次", "9.5"]
    assert said(document) == ["益指标"]


@pytest.mark.parametrize(("printed", "outside"), [("效应", []), ("15", ["15"])])
def test_words_through_which_the_last_line_runs_are_those_of_the_empty_cell_above(
    printed: str, outside: list[str]
) -> None:
    """A spreadsheet prints the words of a merged cell on both pages; figures would count twice, and stay outside."""
    first, second = Sheet(), Sheet()
    first.grid(
        XS,
        [640.0, 660.0, 680.0, 700.0],
        [["类别", "指标", "得分"], ["履职效能", "培训班次", "9.5"], ["", "就业", "8.5"]],
    )
    first.text(73, 696, printed)
    second.grid(XS, [72.0, 92.0, 112.0], [[printed, "满意人数", "7.5"], ["人才支撑", "配备率", "6.5"]])
    document = compose(first, second)
    assert said(document) == outside
    if not outside:
        assert [row[0] for row in rows(document)[1:]] == ["履职效能", printed, printed, "人才支撑"]


def cut_without_rules(last: str, top: str) -> tuple[Sheet, Sheet]:
    first, second = Sheet(), Sheet()
    first.text(72, 560, "支出情况如下。", 12)
    body = [["人员费", "10.00", "9.00", "8.00"], ["公用费", "20.00", "19.00", "18.00"]]
    body.append([last, "30.00", "29.00", "28.00"])
    for number, line in enumerate([["项目", "预算数", "执行数", "决算数"], *body]):
        first.row(640 + 20 * number, line, COLUMNS)
    second.text(72, 72, top)
    second.text(72, 140, "资金使用符合规定，没有发生违规违纪问题。", 12)
    return first, second


def test_the_rest_of_a_label_at_the_top_of_a_page_is_told_of() -> None:
    document = compose(*cut_without_rules("预算执", "行率"))
    assert document.losses == (Loss(LossKind.TABLE_NOT_READ, 2, "行率"),)


@pytest.mark.parametrize("top", ["二、其他", "附件一", "资金使用符合规定，没有发生违规违纪问题。"])
def test_a_heading_or_a_sentence_at_the_top_of_a_page_is_no_rest(top: str) -> None:
    document = compose(*cut_without_rules("项目费", top))
    assert document.losses == ()


def test_cells_beside_others_that_the_page_leaves_open_are_in_the_table() -> None:
    sheet = Sheet()
    for x in (72, 160, 260, 330, 420):  # below 得分 and 扣分原因 the page ends, and nothing is ruled
        sheet.edges.append(Edge(x, 100, x, 120))
    sheet.rule(100, 72, 420).rule(120, 72, 260)
    for x, title in ((75, "一级指标"), (163, "三级指标"), (263, "得分"), (333, "扣分原因")):
        sheet.text(x, 104, title)
    assert rows(compose(sheet)) == [["一级指标", "三级指标", "得分", "扣分原因"]]


def test_the_sides_of_a_merged_cell_drawn_piece_by_piece_do_not_part_it() -> None:
    sheet = Sheet()
    for top in (100, 120, 140):
        sheet.edges += [Edge(x, top, x, top + 20) for x in (72, 160, 260)]
    for y in (100, 160):
        sheet.rule(y, 72, 260)
    sheet.rule(120, 160, 260).rule(140, 160, 260).text(75, 124, "产出指标")
    for number in range(3):
        sheet.text(163, 104 + 20 * number, f"指标{number}")
    assert rows(compose(sheet)) == [["产出指标", f"指标{number}"] for number in range(3)]


@pytest.mark.parametrize(
    ("at", "first", "second"),
    [(73, "农村饮水工程", ""), (73, "农村饮水工程", "120"), (126, "", "人员经费年初")],
)
def test_words_wider_than_their_cell_are_of_the_one_that_they_are_set_in(
    at: float, first: str, second: str
) -> None:
    """As spreadsheets print them: up to the side of the cell, and the ideograph there whole."""
    sheet = Sheet().grid((72, 132, 182, 282), (100, 120, 140), [["", "", "2.5"], ["项目", "数", "3"]])
    sheet.text(at, 104, first or second)
    if first and second:
        sheet.text(150, 104, second)
    document = compose(sheet)
    assert rows(document)[0] == [first, second, "2.5"]
    assert [loss.kind for loss in document.losses] == [LossKind.TABLE_NOT_READ]
