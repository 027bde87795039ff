"""Numbers: the value, unit and precision of what is printed, exactly, and never more than is printed."""

from __future__ import annotations

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract.numbers import RUN, announced_unit, printed_numbers, quantity, units
from pipelines.model.flow import Flow
from pipelines.model.quantity import Dimension


def numbers_of(text: str) -> list[tuple[str, str | None, Decimal | None]]:
    flow = Flow(text, tuple(range(len(text)))).folded()
    return [
        (n.text, n.quantity.unit_text if n.quantity else None, n.quantity.value if n.quantity else None)
        for n in printed_numbers(flow)
    ]


@pytest.mark.parametrize(
    ("text", "value", "half"),
    [
        ("141.19万元", "1411900", "50"),
        ("36万元", "360000", "5000"),
        ("178.646 万元", "1786460", "5"),
        ("9570171.39元", "9570171.39", "0.005"),
        ("１４１．１９万元", "1411900", "50"),
        ("1,224.86万元", "12248600", "50"),
        ("2.6亿元", "260000000", "5000000"),
        ("0.00万元", "0", "50"),
    ],
)
def test_amount_is_exact_yuan_with_half_of_its_last_digit(text: str, value: str, half: str) -> None:
    flow = Flow(text, tuple(range(len(text)))).folded()
    (number,) = printed_numbers(flow)
    assert number.quantity is not None
    assert number.quantity.value == Decimal(value)
    assert number.quantity.half_unit == Decimal(half)


@given(st.decimals(min_value=0, max_value=10**8, places=4, allow_nan=False), st.integers(0, 4))
def test_every_printed_amount_contains_its_own_value_and_rounds_back(value: Decimal, places: int) -> None:
    printed = f"{value:.{places}f}"
    unit = next(u for u in units() if u.text == "万元")
    found = quantity(printed, unit)
    assert found.interval().low <= value * 10000 <= found.interval().high
    assert found.value == Decimal(printed) * 10000


@given(st.integers(0, 10**9))
def test_thousands_separators_do_not_change_the_value(value: int) -> None:
    assert numbers_of(f"{value:,}元") == [(f"{value:,}", "元", Decimal(value))]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("投入中央资金29.6万，执行数29.6万，执行率100%", ["29.6", "29.6"]),
        ("年中调减财政资金共300万。", ["300"]),
        ("支出资金12万株苗木", []),
        ("资金执行489.77万，总体完成率95.8%", ["489.77"]),
        ("栽种苗木29.6万，成活率95%", []),
        ("惠及资金2万户", []),
    ],
)
def test_wan_without_yuan_is_money_only_behind_a_word_of_money_at_the_end_of_a_clause(
    text: str, said: list[str]
) -> None:
    money = [(digits, value) for digits, unit, value in numbers_of(text) if unit == "万"]
    assert money == [(digits, Decimal(digits) * 10000) for digits in said]


@pytest.mark.parametrize("text", ["服务120人次", "工资5元/人", "测试30分钟", "比例为3分之一", "100人民币"])
def test_units_that_only_look_alike_are_no_unit(text: str) -> None:
    assert [unit for _, unit, _ in numbers_of(text)] in ([None], [None, None])


def test_number_cut_by_a_wrap_is_marked_broken() -> None:
    text = "到位资金1 78.646万元"
    found = [n for n in printed_numbers(Flow(text, tuple(range(len(text))))) if n.quantity]
    assert [n.broken for n in found] == [True]


def test_unit_is_taken_only_when_one_is_announced() -> None:
    announced = announced_unit("单位:万元")
    assert announced is not None
    assert (announced.dimension, announced.factor) == (Dimension.MONEY, Decimal(10000))
    assert announced_unit("单位:元 预算数(万元)") is None
    assert announced_unit("预算数") is None


@given(st.text(st.sampled_from("12３.,aZ万 元"), max_size=16))
def test_a_run_of_digits_begins_behind_no_digit_point_or_letter(text: str) -> None:
    plainly = re.finditer(r"(?<![\d.A-Za-z])\d+(?:[.,]\d+)*", text)
    assert [run.span() for run in RUN.finditer(text)] == [run.span() for run in plainly]
