"""Figures in messages: exact, without a float on the way, and absent ones shown as absent."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.quality.wording import FORMATS, wan, write


@given(st.decimals(-(10**16), 10**16, places=2))
def test_yuan_shown_in_wan_lose_no_digit(yuan: Decimal) -> None:
    assert Decimal(wan(yuan)) * 10000 == yuan


@pytest.mark.parametrize(
    ("form", "value", "text"),
    [
        ("wan", Decimal("1786460.00"), "178.646"),
        ("wan", Decimal("0.00"), "0"),
        ("percent", Decimal("100.0000"), "100%"),
        ("text", Decimal("100"), "100"),
        ("text", 7, "7"),
        ("list", ["甲"] * 9, "甲、甲、甲、甲、甲、甲、甲、甲等"),
        ("category", "personnel", "人员经费"),
        ("categories", ["personnel", "project"], "人员经费、项目支出"),
        ("stage", "executed", "执行"),
        ("stage", "unheard_of", "unheard_of"),
        ("quote", "字" * 99, "字" * 59 + "…"),
    ],
)
def test_a_value_is_written_in_the_form_that_its_rule_names(form: str, value: object, text: str) -> None:
    assert FORMATS[form](value) == text


def test_an_absent_value_is_a_dash_and_never_zero() -> None:
    assert write({"a": None}, {"a": "wan", "b": "text"}) == {"a": "—", "b": "—"}
