"""Figures whose characters have no meaning, on a page whose other text has one, are told."""

from __future__ import annotations

import pytest

from tests.read.layout.sheet import Sheet, compose


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("执行数为\ue031\ue038.\ue033万元。", "执行数为□□.□万元。"),
        ("执行数为118\ufffd.3万元。", "执行数为118□.3万元。"),
        ("执行数为 \ufffd\ufffd\ufffd\ufffd", "执行数为 □□□□"),
        ("\uf06c执行数为1180.3万元。", ""),
        ("是否公开：\uf0fe是", ""),
    ],
)
@pytest.mark.parametrize("in_cell", [True, False])
def test_a_figure_of_characters_without_a_meaning_is_told(line: str, told: str, in_cell: bool) -> None:
    sheet = Sheet().text(72, 80, "二、预算执行情况")
    if in_cell:
        sheet.grid((72, 300, 400), (100, 120, 140), [[line, "甲"], ["乙", "丙"]])
    else:
        sheet.text(72, 104, line)
    places = [loss.place for loss in compose(sheet).losses]
    assert places == ([f"字体没有说明是什么字 / characters without a meaning: {told}"] if told else [])
