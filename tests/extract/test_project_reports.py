"""In the report of a single project, amounts that name no category are the project's, and only where that is plain."""

from __future__ import annotations

import pytest

from pipelines.extract.report import extract
from pipelines.model.claims import Card
from tests.documents import make_document

TITLE = "石桥县公安局2022年度项目支出绩效自评报告"


def figures(*sentences: str, title: str = TITLE) -> list[str]:
    document = make_document(title, "在职7人，退休3人，编制9人，得分98分。", "# 一、项目资金情况", *sentences)
    (claims,) = extract(document, Card()).values
    amounts = [f"{c.category} {c.stage} {c.fund_source} {c.amount.text}" for c in claims.budget]
    return amounts + [f"{c.category} {c.kind} {c.rate.text}" for c in claims.rates]


def test_bare_stages_that_open_a_sentence_are_the_projects_own() -> None:
    assert figures("全年预算数2565万元，全年执行数2560万元，预算执行率99.81%。") == [
        "project adjusted all 2565",
        "project executed all 2560",
        "project completion 99.81",
    ]
    assert figures("中央资金到位150万元，到位率100%。") == [
        "project received central 150",
        "project received 100",
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "甲工程全年预算数25万元，执行20万元。",
        "一期工程50万元，全年预算数120万元。",
        "比上年增加20万元，全年预算数120万元。",
    ],
    ids=["part of the project", "behind an amount of something else", "behind a change"],
)
def test_where_something_else_is_spoken_of_nothing_is_claimed(sentence: str) -> None:
    assert figures(sentence) == []


def test_in_a_departments_report_a_bare_stage_names_nothing() -> None:
    title = "石桥县公安局2022年度部门整体支出绩效自评报告"
    assert figures("全年预算数2565万元。", title=title) == []
