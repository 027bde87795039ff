"""List items: a list is cut at its own numbers and at nothing else that looks like one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract.outline.list_items import split_items
from tests.documents import make_document


def items(*texts: str) -> list[str]:
    document = make_document(*texts)
    return [item.text.text for item in split_items([document.flow(block) for block in document.blocks])]


@pytest.mark.parametrize(
    "numbers",
    [
        "1. 2. 3.",
        "1、 2、 3、",
        "１． ２． ３．",
        "（1） （2） （3）",
        "① ② ③",
        "一、 二、 三、",
        "（一） （二） （三）",
        "一是 二是 三是",
    ],
)
def test_every_style_of_numbers_in_one_paragraph_and_over_several(numbers: str) -> None:
    first, second, third = numbers.split()
    assert items(f"{first}甲工作；{second}乙工作；{third}丙工作。") == ["甲工作；", "乙工作；", "丙工作。"]
    assert items(f"{first}甲工作", f"{second}乙工作", f"{third}丙工作。") == ["甲工作", "乙工作", "丙工作。"]


@pytest.mark.parametrize(
    "text",
    [
        "自2017年起，按2.82万元和5%拨付",
        "实施第二期项目",
        "依据石财行【2024】2号",
        "见（2）式",
        "金额2.5万元",
        "共2、3家单位",
    ],
)
def test_numbers_dates_and_document_numbers_do_not_split(text: str) -> None:
    assert items(f"1.{text}；2.其他工作。") == [f"{text}；", "其他工作。"]


def test_item_that_opens_with_a_year_is_split_before_the_year() -> None:
    assert items("1.2024年培训职工；2.2024年慰问职工。") == ["2024年培训职工；", "2024年慰问职工。"]


def test_item_goes_on_over_wraps_and_keeps_its_own_sub_list() -> None:
    assert items("1.开展培训，\n其中：（1）线上；（2）线下。\n2.慰问\n职工。") == [
        "开展培训，其中：（1）线上；（2）线下。",
        "慰问职工。",
    ]


def test_unnumbered_paragraphs_are_given_apart() -> None:
    document = make_document("前言。", "1、帮扶", "绩效目标：应帮尽帮。", "2、培训")
    found = split_items([document.flow(block) for block in document.blocks])
    assert [(i.text.text, [m.text for m in i.more]) for i in found] == [
        ("帮扶", ["绩效目标：应帮尽帮。"]),
        ("培训", []),
    ]


def test_prose_without_a_list_has_no_items() -> None:
    assert items("全年培训2.5万人。共2次。") == []


@given(
    st.lists(
        st.text(alphabet="甲乙工作，2017年5%（石财〔2024〕3号）", min_size=1, max_size=20),
        min_size=1,
        max_size=12,
    )
)
def test_a_list_is_read_as_it_was_written(said: list[str]) -> None:
    said = [f"办{text}事" for text in said]
    assert items("；".join(f"{n}.{text}" for n, text in enumerate(said, start=1)) + "。") == [
        *(f"{text}；" for text in said[:-1]),
        f"{said[-1]}。",
    ]
