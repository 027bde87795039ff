"""Persons: every place of every private name is found, and neither units nor posts are taken for names."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract.outline.sections import find_sections
from pipelines.extract.persons import find_persons, is_name
from pipelines.model.document import Document
from tests.documents import make_document
from tests.extract.forms import form, real

SIGNERS = "六、评价工作组人员名单及签字（姓名、工作单位、职务）"


def names(document: Document) -> list[str]:
    return [document.quote(span) for span in find_persons(document, find_sections(document))]


def test_lines_of_a_list_of_signers() -> None:
    document = make_document(
        SIGNERS, "姓名      工作单位", "         职务", "陈小明   石桥县民政局     党组书记、局长", "欧阳文华　石桥县民政局　会 计", "2025年4月1日",
    )  # fmt: skip
    assert names(document) == ["陈小明", "欧阳文华"]


def test_names_alone_numbered_and_spaced() -> None:
    assert names(make_document(SIGNERS, "陈小明 李 华 王建国")) == ["陈小明", "李 华", "王建国"]
    assert names(make_document(SIGNERS, "1. 陈小明 石桥县民政局")) == ["陈小明"]


def test_table_of_signers_by_its_title() -> None:
    document = form(
        ["序号", "工作单位", "姓名", "职务"],
        ["1", "石桥县民政局", "陈小明", "局长"],
        ["2", "石桥县民政局", "", "会计"],
    )
    assert names(document) == ["陈小明"]


def test_the_same_name_is_found_everywhere_also_over_a_wrap() -> None:
    document = make_document("成立以陈小明为组长的小组，陈小\n明负责。", SIGNERS, "陈小明 石桥县民政局 局长")
    assert [name.replace("\n", "") for name in names(document)] == ["陈小明"] * 3


def test_short_names_are_masked_only_where_they_are_surely_the_person() -> None:
    document = make_document("高明区民政局由高明同志负责，水平高明。", SIGNERS, "高明 石桥县民政局 局长")
    assert names(document) == ["高明", "高明"]


@pytest.mark.parametrize(
    "text",
    [
        "联系人：陈小明",
        "项目负责人：陈小明  财务负责人（签字）：李华芳",
        "组长：陈小明（局长）",
        "成员：陈小明（会计）、李华芳",
        "由局长陈小明任组长",
    ],
)
def test_names_after_labels_and_in_appointments(text: str) -> None:
    assert names(make_document(text))[0] == "陈小明"


@pytest.mark.parametrize(
    "text",
    [
        "负责人：某某",
        "联系人：办公室",
        "填报人：财务科",
        "成员：各股室负责人",
        "组长：党组书记",
        "负责人:",
        "以党组书记为组长，主管副职为副组长",
    ],
)
def test_posts_and_offices_are_no_names(text: str) -> None:
    assert names(make_document(text)) == []


def test_telephone_and_identity_numbers() -> None:
    document = make_document("联系电话：13812345678，0311-87654321，身份证110101199003071234。")
    assert names(document) == ["13812345678", "0311-87654321", "110101199003071234"]


@pytest.mark.parametrize(
    "text", ["预算13812345678元", "项目51092322T13812345678", "编号9138123456789", "金额1,3812345678"]
)
def test_long_numbers_that_are_none(text: str) -> None:
    assert names(make_document(text)) == []


@pytest.mark.parametrize("word", ["石桥县", "财政局", "会计", "主任", "元", "王", "一二三"])
def test_words_without_the_form_of_a_name(word: str) -> None:
    assert not is_name(word)


@given(st.text(alphabet="陈小明李华 \n\t　，。：13812345678联系人", max_size=80))
def test_spans_are_in_order_apart_and_inside_the_text(text: str) -> None:
    document = make_document(SIGNERS, text or "空")
    spans = find_persons(document, find_sections(document))
    assert all(0 <= s.start < s.end <= len(document.text) for s in spans)
    assert all(a.end <= b.start for a, b in pairwise(spans))


@pytest.mark.parametrize(("name", "count"), [("130132-zonggonghui-2025", 3), ("130133-zonggonghui-2024", 4)])
def test_real_signers_are_all_found_and_no_unit(shared: Path, name: str, count: int) -> None:
    document, gold = real(shared, name)
    found = find_persons(document, find_sections(document))
    assert len(found) == count
    for span in found:
        assert span.end - span.start == 3
        line = document.text[span.end : document.text.index("\n", span.end)]
        assert line.split()[0] == gold["report"]["unit_name"]
