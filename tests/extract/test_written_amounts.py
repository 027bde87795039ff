"""Amounts in Chinese numerals: exact where they are complete, never guessed where they are not."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract.prose.written import integer, written_amounts
from tests.extract.reading import read

DIGITS, PLACES = "零壹贰叁肆伍陆柒捌玖", ("", "拾", "佰", "仟")


def spelled(number: int) -> str:
    """A number below 10^8 as a cheque spells it."""
    high, low = divmod(number, 10000)
    head = f"{_section(high)}万" if high else ""
    gap = "零" if high and 0 < low < 1000 else ""
    return f"{head}{gap}{_section(low) if low or not high else ''}"


def _section(number: int) -> str:
    text, zero = "", False
    for place, digit in reversed(list(enumerate(map(int, reversed(str(number)))))):
        if digit:
            text += ("零" if zero and text else "") + DIGITS[digit] + PLACES[place]
        zero = not digit
    return text


@given(st.integers(min_value=1, max_value=99_999_999))
def test_every_spelled_number_is_read_back(number: int) -> None:
    assert integer(spelled(number)) == number


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("贰佰万元整", ["2000000"]),
        ("壹拾元零伍分", ["10.05"]),
        ("一亿零五万元", ["100050000"]),
        ("两千零八元", ["2008"]),
        ("二百五元", []),
        ("三百五万元", []),
        ("百万元、几十万元、数十万元、5百万元", []),
        ("一元化管理、多元投入", []),
    ],
)
def test_only_complete_numerals_are_amounts(text: str, values: list[str]) -> None:
    assert [amount.value for amount in written_amounts(text)] == [Decimal(value) for value in values]


def test_a_figure_in_words_says_so_and_one_that_contradicts_its_digits_is_a_problem() -> None:
    (claim,) = read("项目支出决算贰佰万元整。").budget
    assert (claim.amount.value, claim.causes) == (Decimal(2000000), ("written_out",))
    found = read("项目支出决算200万元（大写：贰佰壹拾万元整）。")
    assert found.budget == []
    assert [problem.kind for problem in found.problems] == ["number_words_differ"]
