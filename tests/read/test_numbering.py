"""Automatic numbers are printed as Word prints them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.read.numbering import number_text


@pytest.mark.parametrize(
    ("format", "wanted"),
    [
        ("decimal", {1: "1", 12: "12", 0: "0"}),
        ("chineseCounting", {1: "一", 10: "十", 11: "十一", 20: "二十", 99: "九十九", 102: "一○二"}),
        ("chineseCountingThousand", {3: "三", 10: "十", 15: "十五", 102: "一百零二", 110: "一百一十", 1001: "一千零一"}),
        ("japaneseCounting", {4: "四", 10: "十", 23: "二十三", 100: "百", 111: "百十一"}),
        ("chineseLegalSimplified", {1: "壹", 10: "壹拾", 25: "贰拾伍"}),
        ("decimalEnclosedCircle", {1: "①", 20: "⑳", 21: "㉑", 50: "㊿", 51: "51"}),
        ("decimalEnclosedCircleChinese", {2: "②"}),
        ("decimalEnclosedParen", {1: "⑴", 20: "⒇", 21: "21"}),
        ("decimalEnclosedFullstop", {1: "⒈"}),
        ("ideographEnclosedCircle", {1: "㊀", 10: "㊉"}),
        ("ideographTraditional", {1: "甲", 10: "癸", 11: "11"}),
        ("ideographZodiac", {1: "子", 12: "亥"}),
        ("ideographZodiacTraditional", {1: "甲子", 60: "癸亥"}),
        ("decimalFullWidth", {12: "１２"}),
        ("decimalZero", {3: "03", 12: "12"}),
        ("lowerLetter", {1: "a", 26: "z", 27: "aa", 0: "0"}),
        ("upperLetter", {2: "B", 28: "BB"}),
        ("lowerRoman", {4: "iv", 1999: "mcmxcix"}),
        ("upperRoman", {9: "IX", 0: "0", 4000: "4000"}),
        ("bullet", {1: ""}),
        ("none", {1: ""}),
        ("noSuchFormat", {7: "7"}),
    ],
)  # fmt: skip
def test_numbers_read_as_word_prints_them(format: str, wanted: dict[int, str]) -> None:
    assert {value: number_text(format, value) for value in wanted} == wanted


@given(
    st.sampled_from(
        ["chineseCounting", "lowerLetter", "upperRoman", "decimalEnclosedCircle", "japaneseLegal"]
    ),
    st.integers(-(2**31), 2**31),
)
def test_no_value_costs_more_than_a_short_text(format: str, value: int) -> None:
    assert 0 < len(number_text(format, value)) <= 30
