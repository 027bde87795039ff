"""How reports in running text tell their money and people: parts without a stage, bare 支出, several lines, other units.

A figure is written as ``category stage [source] [year] 万元``; what the words leave open is claimed by nobody.
"""

from __future__ import annotations

import pytest

from pipelines.extract.indicators.scores import find_scores
from tests.documents import make_document
from tests.extract.reading import read
from tests.extract.test_money_wordings import figures

SPENT = "2024年年初预算1000万元，全年实际支出2000万元。"


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (
            ("基本支出1600万元（其中人员经费1500万元、公用经费100万元），项目支出400万元。",),
            [
                "basic executed 1600",
                "personnel executed 1500",
                "operating executed 100",
                "project executed 400",
            ],
        ),
        (
            ("按支出类型分：", "基本支出1600万元；", "项目支出400万元。"),
            ["basic executed 1600", "project executed 400"],
        ),
        (("支出中：基本支出1600万元，项目支出400万元。",), ["basic executed 1600", "project executed 400"]),
        (
            ("按预算管理方式：基本支出1600万元，项目支出400万元。",),
            ["basic executed 1600", "project executed 400"],
        ),
        (("基本支出1500万元，项目支出400万元。",), []),
        (("基本支出预算600万元，项目支出预算600万元。",), []),
    ],
)
def test_parts_without_a_stage_are_of_the_figure_that_they_make_up(
    parts: tuple[str, ...], expected: list[str]
) -> None:
    assert figures(read(SPENT, *parts))[2:] == expected


def test_parts_that_make_up_what_arrived_and_nothing_else_are_no_spending() -> None:
    found = read("2024年年初预算1000万元，到位资金2000万元。", "基本支出1600万元，项目支出400万元。")
    assert figures(found) == ["total initial 1000", "total received 2000"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("三公经费预算86万元，支出61.44万元，比上年下降14.32%。", ["three_public executed 61.44"]),
        (
            "2024年年初预算100万元，调整后预算120万元，支出110万元。",
            ["total initial 100", "total adjusted 120", "total executed 110"],
        ),
        (
            "人员经费年初预算70万元，公用经费年初预算10万元，支出75万元。",
            ["personnel initial 70", "operating initial 10"],
        ),
        ("城乡低保项目年初预算100万元，支出90万元。", []),
        (
            "“三公”经费支出9.83万元，比年初预算12万元减少2.17万元。",
            ["three_public executed 9.83", "three_public initial 12"],
        ),
        (
            "三公经费决算1.88万元，较年初预算2.50万元少支出0.62万元。",
            ["three_public executed 1.88", "three_public initial 2.5"],
        ),
    ],
)
def test_bare_spending_right_behind_a_budget_or_against_one_was_spent_of_it(
    sentence: str, expected: list[str]
) -> None:
    assert figures(read(sentence)) == expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("2024年收入预算100万元，决算120万元，支出决算110万元。", ["total executed 110"]),
        ("特定目标类项目12个，预算总额500万元，决算400万元，预算执行率80%。", []),
        (
            "2024年年初预算3260.45万元，年中因衔接资金、防汛救灾等追加1187.38万元，调整后预算为4447.83万元，实际支出4402.19万元。",
            ["total initial 3260.45", "total adjusted 4447.83", "total executed 4402.19"],
        ),
        (
            "年度执行中调整为262.93万元（基本支出203.75万元，项目支出59.18万元）。",
            ["total adjusted 262.93", "basic adjusted 203.75", "project adjusted 59.18"],
        ),
        (
            "年初预算1638.92万元，追加调整预算数为421.35万元，全年预算数为2060.27万元。",
            ["total initial 1638.92", "total adjustment 421.35", "total adjusted 2060.27"],
        ),
    ],
)
def test_income_groups_of_projects_and_what_was_added_are_not_the_whole(
    sentence: str, expected: list[str]
) -> None:
    assert figures(read(sentence)) == expected


@pytest.mark.parametrize(
    "heading", ["（一）支出总体情况", "（一）部门整体预算（含下属单位）", "（四）结余分配和结转结余情况"]
)
def test_headings_of_the_whole_name_nothing_of_their_own(heading: str) -> None:
    found = read(heading, "年初预算支出500万元，调整预算支出600万元，决算支出590万元，执行率98.33%。")
    assert figures(found) == ["total initial 500", "total adjusted 600", "total executed 590"]
    assert [(rate.category, rate.kind) for rate in found.rates] == [("total", "completion")]


def test_the_rate_of_an_appropriation_is_not_that_of_all_money() -> None:
    found = read("财政拨款支出年初预算为400万元，支出决算为500万元，完成年初预算的125%。")
    assert {claim.fund_source for claim in found.budget} == {"fiscal"}
    assert [rate.fund_source for rate in found.rates] == ["fiscal"]


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("镇机关及所属站所共核定编制78名。", [("total", "authorized", 78)]),
        ("局机关及所属事业单位共核定编制78名。", [("total", "authorized", 78)]),
        ("临时工（保安、保洁、食堂）37人。", [("unit", "contract", 37)]),
        ("食堂、宿管等临聘人员41人。", [("unit", "contract", 41)]),
    ],
)
def test_whose_people_a_sentence_counts_may_stand_before_or_behind_their_kind(
    sentence: str, expected: list[tuple[str, str, int]]
) -> None:
    assert [(c.staff_scope, c.kind, c.headcount) for c in read(sentence).staff] == expected


def test_a_school_calls_itself_the_school() -> None:
    words = "学校2024年度没有公车购置，三公经费共支出2.36万元，比年初预算3万元减少0.64万元。"
    assert figures(read(words, names=("会同县第一中学",))) == [
        "three_public executed 2.36",
        "three_public initial 3",
    ]
    assert figures(read(words, names=("会同县教育局",))) == []


def test_the_score_in_the_review_of_one_project_is_not_that_of_the_department() -> None:
    own = "本部门开展了整体绩效自评，自评得分93分。"
    review = "1.办案（业务）经费项目自评综述：全年预算数960万元，执行数960万元，自评得分96分。"
    outcome = find_scores(make_document(own, review), (), whole=True)
    assert ([str(claim.total) for claim in outcome.values], outcome.problems) == (["93"], ())
