"""Scores and grades of forms: sheets without indicators, cells copied one per line, grades of which one is ticked."""

from __future__ import annotations

import io

import openpyxl
import pytest

from pipelines.extract.indicators.scores import find_scores
from pipelines.extract.outline.sections import find_sections
from pipelines.model.document import Document
from pipelines.read.reading import read_bytes
from tests.documents import make_document
from tests.extract.forms import form


def scores(document: Document) -> list[tuple[str, str, str | None]]:
    outcome = find_scores(document, find_sections(document))
    assert outcome.problems == ()
    return [(c.scorer, f"{c.total}", c.grade) for c in outcome.values]


def test_total_row_of_a_sheet_that_names_no_indicators_is_the_score() -> None:
    sheet = form(
        ["评价内容", "分值", "自评得分", "财政复核得分"],
        ["投入", "15", "15", "14"],
        ["过程", "25", "23.5", "23"],
        ["效果", "60", "57", "55"],
        ["合计", "100", "95.5", "92"],
    )
    assert scores(sheet) == [("self", "95.5", None), ("finance_review", "92", None)]


@pytest.mark.parametrize(
    "rows",
    [
        [["项目名称", "分值", "得分"], ["低保补助", "100", "96"], ["合计", "100", "96"]],
        [["评价内容", "权重", "得分"], ["投入", "20", "19"], ["合计", "90", "86"]],
        [["评价内容", "分值", "得分"], ["合计", "100", "86"], ["合计", "100", "96"]],
    ],
)
def test_points_of_projects_of_a_half_or_of_two_totals_are_no_score(rows: list[list[str]]) -> None:
    assert scores(form(*rows)) == []


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["自评得分", "91", "自评等级", "优"], [("self", "91", "优")]),
        (["自评得分", "90 分", "存在的问题"], [("self", "90", None)]),
        (["满意度指标", "10", "10", "总 分", "100", "97.8", "填表人"], [("self", "97.8", None)]),
        (["分值", "自评得分", "15", "14"], []),
        (["自评得分", "90", "89", "1"], []),
        (["自评等次", "优", "良 √", "中", "差"], []),
    ],
)
def test_form_copied_one_cell_per_line(lines: list[str], expected: list[tuple[str, str, str | None]]) -> None:
    assert scores(make_document(*lines)) == expected


@pytest.mark.parametrize(
    ("rows", "grade"),
    [
        ([["自评等次", "优", "良 √", "中", "差"]], "良"),
        ([["自评等次", "优", ""], ["↑", "良", "√"], ["↑", "中", ""], ["↑", "差", ""]], "良"),
        ([["评价结果", "优", "良", "中", "差"], ["（打√）", "", "", "√", ""]], "中"),
        ([["自评等级", "优", "良", "中", "差"]], None),
        ([["自评等级", "优√", "良√", "中", "差"]], None),
        ([["自评结果", "得分", "96"], ["↑", "等级", "优秀"]], "优"),
    ],
)
def test_grade_of_those_in_cells_of_their_own_is_the_ticked_one(
    rows: list[list[str]], grade: str | None
) -> None:
    found = scores(form(*rows))
    assert [code for _, _, code in found] == ([grade] if grade else [])


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("自评等级：优□ 良□ 中□ 差■", "差"),
        ("自评等级：优□ 良■ 中□ 差□", "良"),
        ("自评等级：□优 ■良 □中 □差", "良"),
        ("自评等级：优（ ） 良（√） 中（ ） 差（ ）", "良"),
        ("自评等级：优√", "优"),
        ("综上，我局2023年度部门整体支出绩效自评为优秀等次。", "优"),
        ("自评总分为93分，为优秀等次。", "优"),
    ],
)
def test_box_behind_its_grade_is_not_that_of_the_next(text: str, grade: str) -> None:
    assert [code for _, _, code in scores(make_document(text))] == [grade]


def test_rows_beside_a_merged_cell_stay_in_the_table_of_a_sheet() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["自评总分", 93.2], ["自评等次", "优"], [None, "良", "√"], [None, "中"], [None, "差"]):
        sheet.append(row)
    sheet.merge_cells("A2:A5")
    kept = io.BytesIO()
    book.save(kept)
    document = read_bytes(kept.getvalue(), "表.xlsx").document
    assert document is not None
    assert scores(document) == [("self", "93.2", "良")]


def test_total_beside_one_number_in_a_form_is_the_score() -> None:
    assert scores(form(["单位名称", "石桥县林业局"], ["总分", "96.2"])) == [("self", "96.2", None)]


@pytest.mark.parametrize("number", ["100", "90", "50", "100.00"])
def test_total_beside_a_full_mark_is_no_score(number: str) -> None:
    assert scores(form(["单位名称", "石桥县林业局"], ["总分", number])) == []


def test_rows_of_score_and_grade_may_be_numbered() -> None:
    sheet = form(
        ["一级指标", "三级指标", "指标值", "完成值", "分值", "得分"],
        ["产出指标", "培训场次", "≥12场", "13场", "90", "89.21"],
        ["四、自评总分", *["←"] * 4, "98.66"],
        ["五、自评等级", *["←"] * 4, "优"],
    )
    assert scores(sheet) == [("self", "98.66", "优")]


def test_a_grade_may_be_named_in_its_own_cell() -> None:
    sheet = form(
        ["一级指标", "三级指标", "指标值", "完成值", "分值", "得分", "偏差原因"],
        ["产出指标", "培训场次", "≥12场", "13场", "100", "98.33", ""],
        ["总分", *["←"] * 3, "100", "98.33", "（自评等级）优"],
    )
    assert scores(sheet) == [("self", "98.33", "优")]
