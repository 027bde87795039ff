"""Digits that run together are cut only where arithmetic leaves one reading."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from pipelines.extract.context import Reader
from pipelines.extract.found import Found
from pipelines.extract.report import extract
from pipelines.extract.tables.glued import split_like, split_run
from pipelines.extract.tables.glued_forms import read_glued_forms
from pipelines.model.claims import Card
from pipelines.read.reading import read_bytes
from tests.documents import make_document
from tests.extract.reading import figures

MONEY = ("initial", "adjusted", "executed", "rate")
FORM = ("adjusted", "executed", "points", "rate", "score")


@pytest.mark.parametrize(
    ("run", "columns", "values"),
    [
        ("64.864.864.8100%", MONEY, ("64.8", "64.8", "64.8", "100%")),
        ("194.9194.9100%", MONEY[1:], ("194.9", "194.9", "100%")),
        ("202010100.00%10", FORM, ("20", "20", "10", "100.00%", "10")),
        ("265.4240.8216.721090.00%9", ("initial", *FORM), ("265.4", "240.8", "216.72", "10", "90.00%", "9")),
        ("265.4240.8216.72-90.00%-", ("initial", *FORM), ("265.4", "240.8", "216.72", "-", "90.00%", "-")),
        ("877383.91%", MONEY[1:], None),  # 87 | 73 | 83.91% and 8773 | 83.9 | 1%
        ("1111100%", MONEY, None),
        ("64.864.864.899%", MONEY, None),
        ("334.98228.4406.67", MONEY[:3], None),
        ("9" * 80 + "100%", MONEY, None),
    ],
)
def test_a_run_is_cut_where_one_reading_fits(
    run: str, columns: tuple[str, ...], values: tuple[str, ...] | None
) -> None:
    assert split_run(run, columns) == values


@settings(max_examples=60, deadline=None)
@given(
    st.integers(100, 999_999),
    st.integers(100, 999_999),
    st.integers(0, 2),
    st.integers(0, 2),
    st.integers(0, 2),
)
def test_a_reading_is_never_another_than_the_printed_one(
    budget: int, spent: int, left: int, right: int, digits: int
) -> None:
    """Whatever is printed without gaps: the values come back, or none do."""
    whole, part = Decimal(budget).scaleb(-left), Decimal(spent).scaleb(-right)
    rate = (part / whole * 100).quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)
    assume(rate < 1000)
    printed = (f"{whole:f}", f"{part:f}", f"{rate:f}%")
    assert split_run("".join(printed), MONEY[1:]) in (printed, None)


def _read(text: str) -> Found:
    found = Found()
    read_glued_forms(make_document(text), Reader(2021, (), "project"), found)
    return found


def test_a_form_in_one_line_gives_its_figures_with_their_doubt() -> None:
    found = _read(
        "项目名称储备粮项目资金(万元)全年预算数(A)全年执行数(B)执行率(B/A)年度资金总额194.9194.9100%"
        "上年结转资金---县级资金194.9194.9100%其他资金年度总体目标"
    )
    assert figures(found) == [
        "project adjusted 2021 194.9",
        "project executed 2021 194.9",
        "project adjusted county 2021 194.9",
        "project executed county 2021 194.9",
    ]
    assert {claim.causes for claim in found.budget} == {("split_by_arithmetic",)}
    assert [str(rate.rate.value) for rate in found.rates] == ["100", "100"]


def test_values_that_stand_apart_need_no_cutting() -> None:
    found = _read("项目资金(元)年初预算数全年执行数执行率年度资金总额 2000 1500 75%")
    assert figures(found) == ["project initial 2021 0.2", "project executed 2021 0.15"]
    assert {claim.causes for claim in found.budget} == {()}


@pytest.mark.parametrize(
    "text",
    [
        "项目资金(万元)年初预算数全年预算数全年执行数执行率年度资金总额11111100%",
        "项目资金全年预算数全年执行数执行率年度资金总额194.9194.9100%",
        "项目资金(万元)全年预算数全年执行数执行率年度资金总额194.9194.990%",
    ],
)
def test_what_has_no_single_reading_or_no_unit_is_a_problem(text: str) -> None:
    found = _read(text)
    assert found.budget == []
    assert [problem.kind for problem in found.problems] == ["digits_glued"]


@pytest.mark.parametrize(
    ("run", "whole", "amounts", "values"),
    [
        ("2020", ("20", "20"), 2, ("20", "20")),
        ("2020-—", ("20", "20"), 2, ("20", "20")),
        ("2019", ("20", "20"), 2, None),
        ("20", ("20",), 2, None),
        ("0.000.000.00——", ("150.00", "162.50", "154.38"), 3, ("0.00", "0.00", "0.00")),
        ("0.000.00", ("150.00", "162.50", "154.38"), 3, None),
        ("2020", (), 2, None),
    ],
)
def test_a_row_without_a_rate_is_cut_only_like_the_whole_or_as_zeros(
    run: str, whole: tuple[str, ...], amounts: int, values: tuple[str, ...] | None
) -> None:
    assert split_like(run, whole, amounts) == values


def test_a_form_in_one_line_is_a_report_and_its_one_source_is_read_like_its_whole() -> None:
    text = (
        "项目支出绩效自评表\n\n（2022年度）\n\n项目名称：水土保持监测\n\n"
        "资金情况(万元)全年预算数(A)全年执行数(B)分值执行率(B/A)得分年度资金总额:202010100.00%10其中:本年财政拨款2020"
        "其他资金年度总体目标完成监测绩效指标一级指标二级指标三级指标分值年度指标值全年实际值得分"
        "产出指标(70分)数量指标安装坡面水标尺10≥266米≥266米10\n"
    )
    document = read_bytes(text.encode(), "form.txt").document
    assert document is not None
    (claims,) = extract(document, Card()).values
    assert [(c.stage, c.fund_source, int(c.amount.value), c.causes) for c in claims.budget] == [
        ("adjusted", "all", 200_000, ("split_by_arithmetic",)),
        ("executed", "all", 200_000, ("split_by_arithmetic",)),
        ("adjusted", "fiscal", 200_000, ("split_by_arithmetic",)),
        ("executed", "fiscal", 200_000, ("split_by_arithmetic",)),
    ]
