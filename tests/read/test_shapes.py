"""Shapes of lines: the quick questions asked first never answer otherwise than the patterns behind them."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines import lexicon
from pipelines.read import shapes

_FURNITURE = [
    pattern for section in ("page_number", "contents") for pattern in lexicon.load("layout")[section]["whole"]
]


@pytest.mark.parametrize("pattern", _FURNITURE)
@given(data=st.data())
def test_last_character_never_rules_out_what_a_pattern_matches(data: st.DataObject, pattern: str) -> None:
    text = data.draw(st.from_regex(re.compile(pattern), fullmatch=True)).strip()
    known = shapes.is_page_number(text) or shapes.is_contents(text)
    assert shapes.is_furniture(text) == known


@pytest.mark.parametrize(
    "text",
    ["- 4 -", "第 4 页", "第3页 共 9 页", "Page 3 of 4", "目　录", "一、概况……… 12", "二、收支........３"],
)
def test_page_numbers_and_contents_are_furniture(text: str) -> None:
    assert shapes.is_furniture(text)


@pytest.mark.parametrize("text", ["", "4", "一、部门概况", "2024年收入合计 1234.5", "见第4页。"])
def test_other_lines_are_no_furniture(text: str) -> None:
    assert not shapes.is_furniture(text)
