"""Indicator values: operators, numbers and units in every spelling; what is not understood stays text."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from pipelines.extract.indicators.values import (
    clean_name,
    is_placeholder,
    max_deduction,
    read_points,
    read_value,
)
from pipelines.model.flow import Flow


def fold(text: str) -> str:
    return Flow(text, tuple(range(len(text)))).folded().text


@pytest.mark.parametrize(
    ("printed", "operator", "number", "unit"),
    [
        ("≥95%", "≥", "95", "%"),
        ("≧95％", "≥", "95", "%"),
        (">=21933人", "≥", "21933", "人"),
        ("＞＝90%", "≥", "90", "%"),
        ("≦ 12月", "≤", "12", "月"),
        ("=300.00(场)", "=", "300.00", "场"),
        ("≤202.6万元", "≤", "202.6", "万元"),
        ("≥1,224.86 万平方米", "≥", "1224.86", "万平方米"),
        ("<3%", "<", "3", "%"),
        ("＞50个", ">", "50", "个"),
        ("=100百分比", "=", "100", "%"),
        ("90%以上", "≥", "90", "%"),
        ("不低于90%", "≥", "90", "%"),
        ("控制在10%以内", "≤", "10", "%"),
        ("100%", None, "100", "%"),
        ("0", None, "0", None),
        ("-1.9%", None, "-1.9", "%"),
        ("﹦72890元", "=", "72890", "元"),
        ("大于或等于3年", "≥", "3", "年"),
        ("≥90%；", "≥", "90", "%"),
        ("≥2台（套）", "≥", "2", "台(套)"),
        ("≥50km2", "≥", "50", "km2"),
        ("95%（含）以上", "≥", "95", "%"),
        ("≥95%（含）", "≥", "95", "%"),
        ("≥2022.12", "≥", "2022.12", None),
        ("≤30万元/年", "≤", "30", "万元/年"),
    ],
)
def test_one_cell_with_operator_number_and_unit(
    printed: str, operator: str | None, number: str, unit: str | None
) -> None:
    value = read_value(fold(printed))
    assert (value.operator, value.number, value.unit, value.text) == (operator, Decimal(number), unit, None)


@pytest.mark.parametrize(
    "text",
    [
        "提升",
        "每亩300",
        "8月底前",
        "3个工作日内",
        "2023年12月",
        "2023年",
        "2022.12",
        "90%-95%",
        "10/12",
        "约20",
        "达成预期指标",
        "415万元15万元",
        "290%100%",
    ],
)
def test_what_is_not_wholly_a_number_stays_text(text: str) -> None:
    value = read_value(text)
    assert (value.number, value.text) == (None, text)


def test_words_around_a_number_stay_beside_it() -> None:
    value = read_value("已完成2.5%")
    assert (value.operator, value.number, value.unit, value.text) == (None, Decimal("2.5"), "%", "已完成2.5%")
    assert read_value("达到95%").operator is None
    assert read_value("整改率98%").number is None


def test_split_columns_are_put_together() -> None:
    value = read_value("90", "≥", "%")
    assert (value.operator, value.number, value.unit) == ("≥", Decimal(90), "%")
    value = read_value("提升", "定性", "")
    assert (value.operator, value.number, value.text) == ("qualitative", None, "提升")


@pytest.mark.parametrize("text", ["", "/", "——", "**", "……", "...", "指标2", "指标2:", "XX", "-"])
def test_placeholders_say_nothing(text: str) -> None:
    assert is_placeholder(text)
    assert read_value(text).number is None
    assert read_value(text).text is None


@pytest.mark.parametrize(
    ("printed", "name", "mark"),
    [
        ("产出指标(50分)", "产出指标", "50"),
        ("满意度指标（10 分）", "满意度指标", "10"),
        ("★★★培训人次", "培训人次", None),
        ("指标1：受益人数(5)", "受益人数", "5"),
        ("补助村（社区）数量", "补助村(社区)数量", None),
    ],
)
def test_names_lose_what_is_no_part_of_them(printed: str, name: str, mark: str | None) -> None:
    assert clean_name(fold(printed)) == (name, Decimal(mark) if mark else None)


@pytest.mark.parametrize(
    ("rule", "points"),
    [
        ("比例达不到90%，扣5分", "5"),
        ("达不到90%以上扣5分", "5"),
        ("低于90%扣2分，低于80%扣5分", "5"),
        ("每降低1%扣0.5分，扣完为止", None),
        ("每少一次扣1分，最多扣10分", "10"),
        ("达标得满分", None),
        ("", None),
    ],
)
def test_largest_deduction_or_none_where_it_is_open(rule: str, points: str | None) -> None:
    assert max_deduction(rule) == (Decimal(points) if points else None)


@pytest.mark.parametrize(
    ("text", "points"), [("18", "18"), ("13.5分", "13.5"), ("25%", "25"), ("/", None), ("10 10", None)]
)
def test_points_are_one_number_or_none(text: str, points: str | None) -> None:
    assert read_points(text) == (Decimal(points) if points else None)


@given(
    st.sampled_from(["≥", "≤", "=", ">", "<"]),
    st.decimals(min_value=0, max_value=10**9, places=2),
    st.sampled_from(["%", "人", "万元", "平方米", "km", ""]),
)
def test_what_is_printed_is_read_back_exactly(operator: str, number: Decimal, unit: str) -> None:
    assume(unit or not 1900 <= number <= 2100)  # ≥2023.01 may be a month
    value = read_value(f"{operator}{number}{unit}")
    assert (value.operator, value.number, value.unit) == (operator, number, unit or None)


@given(st.text(alphabet="≥≤=<>0123456789.,%万元人以上(（)）定性 ", max_size=20))
def test_any_cell_is_a_number_or_a_text_never_both(text: str) -> None:
    value = read_value(fold(text))
    assert value.number is None or value.text is None
