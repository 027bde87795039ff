"""A figure that is struck out is no figure of the report, and a person is told of it."""

from __future__ import annotations

import pytest

from pipelines.model.document import LossKind
from tests.read.layout.sheet import Sheet, compose, rows, said


def test_what_a_line_goes_through_is_left_out_and_told() -> None:
    sheet = (
        Sheet().text(72, 100, "全年执行", 12).text(120, 100, "999.00", 12).text(156, 100, "888.00万元。", 12)
    )
    document = compose(sheet.rule(106, 120, 156))
    assert [text.replace(" ", "") for text in said(document)] == ["全年执行888.00万元。"]
    (loss,) = document.losses
    assert loss.kind is LossKind.PART_NOT_READ
    assert "999.00" in loss.place


@pytest.mark.parametrize(
    ("y", "x0", "x1"),
    [(111, 120, 156), (106, 72, 400), (106, 118, 126), (106, 108, 120)],
    ids=["a line below it", "a line that goes on", "a line past one digit", "a line through one sign"],
)
def test_lines_below_text_and_lines_of_tables_strike_out_nothing(y: float, x0: float, x1: float) -> None:
    sheet = Sheet().text(72, 100, "全年执行", 12).text(120, 100, "999.00", 12).rule(y, x0, x1)
    assert said(compose(sheet)) == ["全年执行999.00"]


def test_a_single_digit_may_be_struck_out() -> None:
    sheet = Sheet().text(72, 100, "全年执行", 12).text(120, 100, "999.00", 12).rule(106, 120, 126)
    assert said(compose(sheet)) == ["全年执行 99.00"]


def test_text_that_lies_on_a_line_of_its_table_stays_in_it() -> None:
    sheet = Sheet().grid((72, 172, 272), (100, 120, 140), [["项目", "金额"], ["公用经费", ""]])
    assert "95.00" in "".join(map("".join, rows(compose(sheet.text(190, 114.5, "95.00")))))


def test_a_page_of_lines_alone_is_read() -> None:
    assert said(compose(Sheet().text(72, 100, "附件"), Sheet().rule(100))) == ["附件"]
