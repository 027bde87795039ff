"""Which section a figure stands in decides less than what its own sentence says.

Among duties and results stand goals and other people's figures; a sentence that lists the unit's posts and people, or
names the department's own money, is read there all the same.
"""

from __future__ import annotations

import pytest

from pipelines.extract.report import extract
from pipelines.model.claims import Card, ReportClaims
from tests.documents import make_document

TITLE = "石桥县民政局2024年度部门整体支出绩效自评报告"
MONEY = ("二、收支情况", "2024年年初预算100万元，全年支出98万元。")


def claims(*parts: str) -> ReportClaims:
    outcome = extract(make_document(TITLE, *parts), Card())
    assert len(outcome.values) == 1
    return outcome.values[0]


def people(*parts: str) -> list[str]:
    return [f"{claim.kind} {claim.basis} {claim.headcount}" for claim in claims(*parts).staff]


@pytest.mark.parametrize("heading", ["（一）部门职能", "（一）主要职责", "一、单位职能"])
def test_the_units_posts_and_people_are_read_among_its_duties(heading: str) -> None:
    said = "石桥县民政局负责全县社会救助工作。局机关内设7个股室，核定行政编制19名、事业编制32名，年末在职在编人员48人，退休51人。"
    assert people(heading, said, *MONEY) == [
        "administrative authorized 19",
        "institution authorized 32",
        "on_post actual 48",
        "retired actual 51",
    ]


def test_people_whom_a_duty_counts_are_not_the_units() -> None:
    assert people("（一）部门职能", "负责管理离退休干部120人的待遇。", *MONEY) == []
    assert people("（一）部门职能", "指导全县敬老院在职人员管理，服务特困人员300人、孤儿20人。", *MONEY) == []


def test_a_rate_that_names_the_departments_money_is_read_among_results_and_not_among_goals() -> None:
    said = "2.预算执行情况。2024年部门预算执行率98.25%，结转结余率1.75%。"
    results = claims(*MONEY, "（二）部门整体支出绩效指标分析", "1.预算编制情况。按要求编制。", said)
    assert [(rate.kind, rate.category, rate.rate.text) for rate in results.rates] == [
        ("completion", "total", "98.25")
    ]
    assert claims(*MONEY, "（二）部门整体支出绩效目标", said).rates == ()


@pytest.mark.parametrize("basis", ["以决算数为统计口径", "按决算数"])
def test_a_heading_that_names_the_basis_of_its_figures_speaks_of_the_whole(basis: str) -> None:
    said = "2024年县民政局部门整体年初预算100万元，调整预算数120万元，决算支出118万元。"
    found = claims(f"（四）部门整体支出情况（{basis}）", said)
    assert [f"{c.category} {c.stage} {c.amount.text}" for c in found.budget] == [
        "total initial 100",
        "total adjusted 120",
        "total executed 118",
    ]


def test_a_section_on_goals_that_opens_with_money_and_people_is_read_as_these() -> None:
    parts = (
        "二、绩效目标完成情况",
        "1.预算安排及执行情况",
        "人员经费年初预算412万元，支出410万元。",
        "2.人员及资产情况",
        "核定编制39名，年末实有人数58人，其中在职36人，退休22人。",
        "3.绩效目标完成情况",
        "完成审计项目31个。",
    )
    found = claims(*MONEY, *parts)
    assert [goal.name for goal in found.goals if "人员" in goal.name or "预算" in goal.name] == []
    assert people(*MONEY, *parts) == [
        "authorized authorized 39",
        "present actual 58",
        "on_post actual 36",
        "retired actual 22",
    ]


@pytest.mark.parametrize("line", ["政府性基金", "2.1政府性基金预算", "（一）政府性基金预算"])
def test_a_line_of_words_that_names_a_source_says_whose_money_stands_below_it(line: str) -> None:
    said = "2024年年初预算100万元，实际支出98万元。"
    found = claims("一、部门概况", "编制30名，在职28人。", "二、部门整体支出情况", line, said)
    assert [(c.category, c.stage, c.fund_source) for c in found.budget] == [
        ("total", "initial", "gov_fund"),
        ("total", "executed", "gov_fund"),
    ]
