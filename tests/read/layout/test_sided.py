"""Parts of a form without rules whose label stands left of header and rows, in the middle of all of them."""

from __future__ import annotations

from pipelines.model.document import Document
from tests.read.layout.sheet import Sheet, compose, rows
from tests.read.layout.test_centred import put

XS = (135.0, 230.0, 310.0, 390.0, 470.0)
TITLES = ("", "年初预算数", "全年预算数", "全年执行数", "执行率")
MONEY = (
    ("年度资金总额", "30.00", "27.50", "26.40", "96.00%"),
    ("其中：财政拨款", "30.00", "27.50", "26.40", "96.00%"),
    ("上年结转资金", "0.00", "0.00", "0.00", "—"),
    ("其他资金", "0.00", "0.00", "0.00", "—"),
)
TOP = 100.0
ROW = 20.0


def part(*label: str, off: float = 0.0) -> Document:
    """The money of a form between the unit above it and the goals below."""
    sheet = Sheet().text(60, TOP - ROW + 5, "部门名称").text(135, TOP - ROW + 5, "石桥县林业局")
    for number, row in enumerate((TITLES, *MONEY)):
        for x, text in zip(XS, row, strict=True):
            if text:
                sheet.text(x, TOP + ROW * number + 5, text)
    bottom = TOP + ROW * (len(MONEY) + 1)
    put(sheet, 60, TOP + off, bottom + off, *label)
    sheet.text(135, bottom + 5, "预期目标").text(310, bottom + 5, "实际完成情况")
    return compose(sheet)


def test_label_of_a_part_tells_where_its_rows_end() -> None:
    found = rows(part("年度预算", "资金（万元）"))
    assert found == [
        ["年度预算资金（万元）", *TITLES],
        *(["年度预算资金（万元）", *row] for row in MONEY),
    ]


def test_lines_of_a_label_may_stand_as_far_apart_as_rows() -> None:
    sheet = Sheet()
    for number, row in enumerate((TITLES, *MONEY)):
        for x, text in zip(XS, row, strict=True):
            if text:
                sheet.text(x, TOP + ROW * number + 5, text)
    middle = TOP + ROW * (len(MONEY) + 1) / 2
    put(sheet, 60, middle - 2 * ROW / 2, middle, "年度预算")
    put(sheet, 60, middle, middle + 2 * ROW / 2, "（万元）")
    assert [row[:2] for row in rows(compose(sheet))[1:]] == [["年度预算（万元）", row[0]] for row in MONEY]


def test_label_off_the_middle_of_header_and_rows_makes_no_part() -> None:
    document = part("年度预算", "资金（万元）", off=8)
    assert not document.tables
    assert document.losses


def test_figures_left_of_a_header_are_no_label() -> None:
    assert not part("2023", "2024").tables
