"""Numbers of quotes are read anew, in every way in which they are printed, and apart from the extractor."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.model.document import Span
from pipelines.quality.verify.around import Around
from pipelines.quality.verify.book import Book
from pipelines.quality.verify.figures import amount, rate
from pipelines.quality.verify.numbers import chinese_numeral, fold, numbers
from pipelines.quality.verify.units import announced, nearest
from pipelines.quality.verify.words import same_masked, stands_in
from tests.documents import make_document


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [
        ("预算资金1,486.00 万元", "1486.00", "万元"),
        ("预算资金１６８．２０万\n元", "168.20", "万元"),
        ("年初预算１，０２３．８３万元", "1023.83", "万元"),
        ("项目5，100.5万元", "100.5", "万元"),
        ("调减-5.3万元", "5.3", "万元"),
        ("调整数：-5.3万元", "-5.3", "万元"),
        ("人民币壹佰贰拾万元整", "120", "万元"),
        ("编制十二人", "12", "人"),
        ("2.6亿元", "2.6", "亿元"),
        ("执行率98.15％", "98.15", "%"),
    ],
)
def test_a_printed_number_is_read_with_its_unit(text: str, value: str, unit: str) -> None:
    assert (Decimal(value), unit) in [(n.value, n.unit) for n in numbers(fold(text))]


@pytest.mark.parametrize(
    ("numeral", "value"),
    [("三百二十", 320), ("壹仟零伍", 1005), ("十", 10), ("二〇二四", 4), ("一万零三十", 10030)],
)
def test_chinese_numerals_have_the_value_that_people_read(numeral: str, value: int) -> None:
    assert chinese_numeral(numeral) == value


@pytest.mark.parametrize(
    ("label", "units"),
    [
        ("单位：万元", ["万元"]),
        ("单位：人、万元", ["万元"]),
        ("项目资金（元）", ["元"]),
        ("年初预算数(万元)", ["万元"]),
        ("补助标准500元/人", []),
        ("100万元以上设备", []),
    ],
)
def test_a_unit_is_announced_by_labels_alone(label: str, units: list[str]) -> None:
    assert announced(fold(label)) == set(units)


@settings(max_examples=60, deadline=None)
@given(
    st.decimals(min_value=0, max_value=10**8, places=2),
    st.sampled_from([("元", 1), ("万元", 10_000), ("亿元", 10**8)]),
)
def test_any_amount_agrees_and_its_neighbour_does_not(printed: Decimal, unit: tuple[str, int]) -> None:
    name, factor = unit
    document = make_document(f"年初预算{printed:,}{name}。")
    around = Around(Book(document), Span(0, len(document.text) - 2))
    yuan = (printed * factor).quantize(Decimal("0.01"))
    values = {
        "amount_yuan": yuan,
        "amount_text": f"{printed:,}",
        "unit_text": name,
        "half_unit_yuan": Decimal("0.005") * factor,
    }
    assert list(amount(around, values)) == []
    off = {**values, "amount_yuan": yuan + Decimal("0.01") * factor}
    assert [m.kind for m in amount(around, off)] == ["value_differs"]


def test_words_stand_in_a_quote_over_wraps_and_masks_but_not_in_another_order() -> None:
    quote = "实施进度前慢\n后快，支付集 中在第四季度"
    assert stands_in("实施进度前慢后快，支付集中", quote)
    assert stands_in("联系人＊＊＊", "联系人张小明", 1)
    assert not stands_in("支付集中实施进度", quote)
    assert not stands_in("支付集中在第三季度", quote)
    assert stands_in("专项资金的通知", "专项资金（财行〔2023〕98号）的通知", pieces=2)


def test_a_mask_is_as_long_as_what_it_covers() -> None:
    assert same_masked("＊＊＊ 局长", "张小明 局长")
    assert not same_masked("＊＊ 局长", "张小明 局长")
    assert not same_masked("＊＊＊＊局长", "张小明 局长")


def test_the_place_of_a_quote_is_what_the_document_says(project_root: Path) -> None:
    from pipelines.read.reading import read_bytes

    path = project_root / "raw" / "samples" / "990101-qingyan-canlian-2024.pdf"
    document = read_bytes(path.read_bytes(), path.name).document
    assert document is not None
    assert document.runs
    book = Book(document)
    length = len(document.text)
    for start in range(0, length - 40, max(1, length // 60)):
        span = Span(start, start + 1 + start % 37)
        assert book.place(span) == document.locate(span)


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("注：本表金额单位为万元，保留两位小数。", {"万元"}),
        ("备注：以上金额均为万元。", {"万元"}),
        ("表内金额以万元计，数据来自部门决算。", {"万元"}),
        ("表内金额以万元计算口径为准。", set()),
        ("下一段：金额单位为元。", set()),
    ],
)
def test_a_note_below_a_table_announces_its_unit(line: str, found: set[str]) -> None:
    document = make_document([["项目", "决算数"], ["公用经费", "24.96"]], line)
    cell = Span(document.text.index("24.96"), document.text.index("24.96") + 5)
    assert nearest(Around(Book(document), cell)) == found


@pytest.mark.parametrize(
    ("rows", "printed", "kinds"),
    [
        ([["执行率（B/A）", "预算数", "执行数"], ["0.9583", "120", "115"]], "0.9583", []),
        ([["预算数", "120"], ["执行数", "115"], ["执行率", "0.9583"]], "0.9583", []),
        ([["执行率（B/A）", "预算数", "执行数"], ["0.9583", "120", "114"]], "0.9583", ["value_differs"]),
    ],
)
def test_fraction_is_the_percentage_that_two_numbers_beside_it_give(
    rows: list[list[str]], printed: str, kinds: list[str]
) -> None:
    document = make_document(rows)
    start = document.text.index(printed)
    values = {"rate_pct": Decimal("95.83"), "rate_text": "95.83", "half_unit_pct": Decimal("0.005")}
    around = Around(Book(document), Span(start, start + len(printed)))
    assert [mismatch.kind for mismatch in rate(around, values)] == kinds
