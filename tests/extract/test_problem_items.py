"""Problem items: one per statement, problems and measures told apart."""

from __future__ import annotations

from pathlib import Path

from pipelines.extract.outline.problem_items import find_problem_items
from pipelines.extract.outline.sections import find_sections
from pipelines.model.document import Document
from tests.documents import make_document
from tests.extract.forms import form, real

PART = "五、存在的问题及改进措施"


def said(document: Document) -> list[tuple[str, str]]:
    items = find_problem_items(document, find_sections(document)).values
    assert [item.seq for item in items] == list(range(1, len(items) + 1))
    return [(item.kind, item.text) for item in items]


def test_lists_and_sentences_are_cut_into_statements() -> None:
    document = make_document(
        PART, "（一）存在的主要问题", "一是重分配、轻管\n理；二是测算不准。", "（二）改进措施", "加强学习；细化预算。", "石桥县民政局", "2025年4月1日",
    )  # fmt: skip
    assert said(document) == [
        ("problem", "重分配、轻管理"),
        ("problem", "测算不准"),
        ("measure", "加强学习"),
        ("measure", "细化预算"),
    ]


def test_numbered_titles_take_their_explanation_along() -> None:
    document = make_document("四、存在的问题", "1.预算不细", "部分项目测算粗放。", "2.进度不快。")
    assert said(document) == [("problem", "预算不细\n部分项目测算粗放"), ("problem", "进度不快")]


def test_one_part_for_both_is_split_where_measures_begin() -> None:
    document = make_document(PART, "预算编制不够细化。下一步将细化预算。加强审核。")
    assert [kind for kind, _ in said(document)] == ["problem", "measure", "measure"]


def test_nothing_admitted_and_unfilled_hints_are_no_items() -> None:
    for text in ("无。", "暂无", "（一）存在的主要问题。", "（对照目标说明存在的问题）", "XX"):
        assert said(make_document("（一）存在的问题", text)) == []


def test_problems_and_measures_stand_in_fields_of_forms() -> None:
    document = form(
        ["存在问题", "询价时间较长。", "←"], ["改进措施", "提前调研。", "←"], ["项目", "存在问题", "备注"]
    )
    assert said(document) == [("problem", "询价时间较长"), ("measure", "提前调研")]


def test_span_covers_the_words(shared: Path) -> None:
    document, _ = real(shared, "130133-zonggonghui-2024")
    items = find_problem_items(document, find_sections(document)).values
    assert [item.kind for item in items] == ["problem", "measure", "measure", "measure", "measure"]
    for item in items:
        assert document.flow(item.span).folded().text.replace("\n", "")[:6] == item.text[:6]


def test_real_problem_and_measure(shared: Path) -> None:
    document, _ = real(shared, "130132-zonggonghui-2025")
    found = said(document)
    assert found[0] == ("problem", "预算编制不够细化")
    assert [kind for kind, _ in found] == ["problem", "measure"]
