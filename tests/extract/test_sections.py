"""Sections: known by the meaning of their headings, whatever their numbers; their text is in one section only."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.extract.outline.headings import read_heading, section_kinds
from pipelines.extract.outline.sections import find_sections, paragraphs
from pipelines.model.document import Document
from pipelines.model.flow import fold
from tests.documents import make_document
from tests.extract.forms import form, real

MANDATORY = {
    "overview",
    "income_expenditure",
    "goals_indicators",
    "evaluation_work",
    "achievement",
    "conclusion",
    "problems_measures",
    "signers",
}


def codes(document: Document) -> list[str]:
    return [section.code for section in find_sections(document)]


def parts(document: Document) -> set[str | None]:
    return {section_kinds()[code].part for code in codes(document)} - {None}


def test_eight_parts_are_mandatory() -> None:
    assert {kind.part for kind in section_kinds().values() if kind.mandatory} == MANDATORY
    assert {kind.part for kind in section_kinds().values()} - {None} == MANDATORY


@pytest.mark.parametrize(
    ("printed", "code"),
    [
        ("一、部门（单位）基本概况", "overview"),
        ("1．主要职能。", "duties"),
        ("2、机构设置及人员编制情况", "organisation"),
        ("（二）部门财务收支情况", "income_expenditure"),
        ("（三）2023年度部门整体支出绩效目标及指标", "goals_indicators"),
        ("（四）当年部门年度整体支出绩效目标", "goals_indicators"),
        ("（六）当年部门预算及执行情况", "income_expenditure"),
        ("第二部分 绩效自评工作开展情况", "evaluation_work"),
        ("(一)自评组织情况", "evaluation_organisation"),
        ("三、绩效目标完成情况分析", "achievement"),
        ("（二）分项绩效目标完成情况及指标分析", "achievement_items"),
        ("四、自评结论及等级", "conclusion"),
        ("五、存在问题及改进措施", "problems_measures"),
        ("（二）针对问题提出具体的改进措施或建议：", "measures"),
        ("六、评价工作组人员名单及签字（姓名、工作单位、职务）", "signers"),
    ],
)
def test_other_wordings_of_a_heading_mean_the_same(printed: str, code: str) -> None:
    assert codes(make_document(printed, "正文。")) == [code]


@pytest.mark.parametrize(
    "sentence",
    [
        "人员情况良好，队伍稳定。",
        "本单位绩效目标、指标设定合理，资金使用规范。",
        "三、",
        "绩效目标：组织职工开展民主选举。",
        "自评工作开展情况详见附表，资金管理规范，各项制度健全，手续完备，没有违规行为，群众比较满意，成效明显。",
        "绩效目标完成情况分析17",
        "存在的问题及改进措施.........8",
    ],
)
def test_a_sentence_or_line_of_contents_is_no_heading(sentence: str) -> None:
    assert codes(make_document(sentence, "正文。")) == []


def test_headings_that_lost_their_numbers_are_found() -> None:
    document = make_document(
        "石桥县民政局", "部门基本情况", "主要职能。", "负责救助工作。", "组织机构及人员情况。", "在职7人。",
        "部门收支预决算情况", "无。", "自评的方法和过程", "查阅资料。", "总体绩效目标实现情况", "已实现。",
    )  # fmt: skip
    assert codes(document) == [
        "preamble", "overview", "duties", "organisation", "income_expenditure", "evaluation_method", "achievement_overall",
    ]  # fmt: skip


def test_text_run_in_after_a_heading_is_its_body() -> None:
    sections = find_sections(
        make_document("一、部门概况", "资产情况：年末资产总额36\n万元。", "（一）存在的主要问题：不细化。")
    )
    assert [(s.code, s.heading, s.body.text) for s in sections] == [
        ("overview", "一、部门概况", ""),
        ("assets", "资产情况", "年末资产总额36万元。"),
        ("problems", "（一）存在的主要问题", "不细化。"),
    ]


def test_offsets_of_a_body_lead_to_the_printed_characters() -> None:
    document = make_document("四、评价结论", "总得分\n95 分。", [["项目", "金额"], ["培训", "3"]])
    body = find_sections(document)[0].body
    assert (
        body.text == "总得分 95 分。\n项目\t金额\n培训\t3"
        or body.text == "总得分95 分。\n项目\t金额\n培训\t3"
    )
    for character, offset in zip(body.text, body.offsets, strict=True):
        assert character in "\n\t " or document.text[offset] == character


def test_paragraphs_leave_tables_out() -> None:
    document = make_document("（三）绩效目标", [["1", "2"]], "1.帮扶。")
    assert [p.text for p in paragraphs(document, find_sections(document)[0])] == ["1.帮扶。"]


def test_numbered_items_and_unknown_sub_headings_stay_in_their_section() -> None:
    document = make_document("三、绩效目标完成情况", "（一）产出指标", "完成。", "1.资产情况", "良好。")
    assert [(s.code, s.body.text) for s in find_sections(document)] == [
        ("achievement", "（一）产出指标\n完成。\n1.资产情况\n良好。")
    ]


def test_unknown_heading_of_the_same_rank_ends_a_section() -> None:
    sections = find_sections(make_document("四、评价结论", "优。", "五、其他需要说明的事项", "附表见后。"))
    assert [(s.code, s.body.text) for s in sections] == [("conclusion", "优。"), ("other", "附表见后。")]


def test_contents_are_left_out() -> None:
    document = make_document(
        "一、部门概况", "二、评价结论", "一、部门概况", "负责救助。", "二、评价结论", "优。"
    )
    assert [(s.code, s.body.text) for s in find_sections(document)] == [
        ("overview", "负责救助。"),
        ("conclusion", "优。"),
    ]


def test_signature_and_date_belong_to_no_section_also_before_an_appendix() -> None:
    document = make_document("五、改进措施", "细化预算。", "石桥县民政局", "2025年4月10日", "附件1", "明细")
    assert [(s.code, s.body.text) for s in find_sections(document)] == [
        ("measures", "细化预算。"),
        ("appendix", "明细"),
    ]


def test_pure_form_has_no_sections() -> None:
    assert find_sections(form(["项目名称", "培训"], ["存在问题", "无"])) == ()


@given(
    st.lists(
        st.text(alphabet="一二（）()1.、：。部门概况资产情况结论附件 \u3000９\n", max_size=12), max_size=12
    )
)
def test_no_text_stands_in_two_sections(lines: list[str]) -> None:
    document = make_document(*[line or "空" for line in lines])
    sections = find_sections(document)
    seen = [o for s in sections for c, o in zip(s.body.text, s.body.offsets, strict=True) if c not in "\n\t "]
    assert len(seen) == len(set(seen))
    for section in sections:
        assert document.quote(section.span).strip()
        if section.heading:
            assert document.flow(section.span).folded().text == fold(section.heading)


@given(st.text(alphabet="一二三（）().、:。附件第部分基本情况存在的问题123 ", max_size=60), st.booleans())
def test_a_heading_ends_inside_its_text(text: str, is_heading: bool) -> None:
    heading = read_heading(text, is_heading)
    assert heading is None or 0 < heading.end <= heading.body <= len(text)


@pytest.mark.parametrize("name", ["130132-zonggonghui-2025", "130133-zonggonghui-2024"])
def test_real_reports_have_all_eight_parts(shared: Path, name: str) -> None:
    document, _ = real(shared, name)
    assert parts(document) == MANDATORY
    by_code = {s.code: s for s in find_sections(document)}
    assert {"duties", "organisation", "assets", "evaluation_organisation", "evaluation_method", "achievement_overall",
            "achievement_items", "problems", "measures"} <= set(by_code)  # fmt: skip
    assert "总得分" in by_code["conclusion"].body.text
    assert "预算编制" in by_code["problems"].body.text
    assert "资产总额" in by_code["assets"].body.text
