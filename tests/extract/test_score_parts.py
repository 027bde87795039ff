"""Scores beside those of their parts, and points of which nobody says who gave them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipelines.extract.indicators.scores import find_scores
from pipelines.extract.outline.sections import find_sections
from tests.documents import make_document


def scored(text: str) -> tuple[Decimal | None, str | None] | None:
    document = make_document("四、评价结论", text)
    outcome = find_scores(document, find_sections(document))
    return next(((claim.total, claim.grade) for claim in outcome.values if claim.scorer == "self"), None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "自评综合得分96.31分，其中：预算执行情况得19.71分，预算管理情况得18.5分，绩效评定级别为“优秀”。",
            (Decimal("96.31"), "优"),
        ),
        (
            "总体得分91分（满分100分），其中预算管理27分（30分）、履职情况46分（50分），为优秀等次。",
            (Decimal(91), "优"),
        ),
        (
            "我镇自评得分93.48分，其中履职效能47.5分（满分50分），管理效率45.98分（满分50分）。",
            (Decimal("93.48"), None),
        ),
        ("对照评分标准，投入得15分、过程得28分、产出得27分、效果得22分，共得92分。", (Decimal(92), None)),
        ("整体自评得分95分，其中低保项目得分88分，等级为良。", (Decimal(95), None)),
    ],
)
def test_the_grade_behind_a_list_of_parts_is_that_of_the_whole(
    text: str, expected: tuple[Decimal | None, str | None]
) -> None:
    assert scored(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "自评得分95.5分，评定级次为优。",
        "自评得分95.5分。总体评价：优秀（95.5分）。",
        "自评得分95.5分，满分100分。评价为优。",
    ],
)
def test_a_grade_is_read_in_the_wordings_of_grades(text: str) -> None:
    assert scored(text) == (Decimal("95.5"), "优")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("绩效考核综合得分96.5分，等次为优秀。", None),
        ("经自评，绩效考核综合得分96.5分。", (Decimal("96.5"), None)),
        ("整体支出绩效考核得分96.5分。", (Decimal("96.5"), None)),
    ],
)
def test_points_of_a_yearly_rating_that_nobody_is_said_to_have_given_are_told(
    text: str, expected: tuple[Decimal | None, str | None] | None
) -> None:
    document = make_document("四、评价结论", text)
    outcome = find_scores(document, find_sections(document))
    assert scored(text) == expected
    assert (outcome.problems == ()) is (expected is not None)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "我社整体支出绩效自评得分93.97分，等级为“优”。市供销社综合业绩考核得分96.8分。",
            (Decimal("93.97"), "优"),
        ),
        (
            "市林草局对我县林长制考核得分为91.5分。我局部门整体支出绩效评分96.22分，等级为优。",
            (Decimal("96.22"), "优"),
        ),
        ("市林草局对我局考核后，整体支出绩效评分96.22分。", None),
    ],
)
def test_the_rating_of_others_beside_it_does_not_contradict_the_own_score(
    text: str, expected: tuple[Decimal | None, str | None] | None
) -> None:
    assert scored(text) == expected


def test_points_that_the_next_line_goes_on_with_are_not_taken() -> None:
    document = make_document("四、评价结论", "逐项评分，自评总分95", ".40分，其中预算执行率9.90分。")
    assert find_scores(document, find_sections(document)).values == ()
