"""Sentences in which several figures share a subject: each amount and rate stays with the money that it is said of."""

from __future__ import annotations

import pytest

from tests.extract.reading import budget, figures, read

PARTS_KEEP_THEIR_OWN = [
    (
        "2024年部门整体支出年初预算数200万元，调整后预算数380万元，实际执行数350万元，预算执行率92.1%。"
        "其中：基本支出预算140万元，执行140万元，执行率100%；项目支出预算240万元，执行210万元，执行率87.5%。",
        ["total executed 350", "basic executed 140", "project executed 210"],
        ["total 92.1", "basic 100", "project 87.5"],
    ),
    (
        "2024年我局人员经费年初批复预算共计70万元，实际支出共计71万元。专项经费年初批复预算共计46万元，实际支出合计43万元。",
        ["personnel executed 71", "project executed 43"],
        [],
    ),
    (
        "2024年总支出82万元，基本支出31万元，项目支出51万元，预算执行率97%。",
        ["total executed 82", "basic executed 31", "project executed 51"],
        ["total 97"],
    ),
    ("2024年全年实际支出1000万元，其中：农田建设项目300万元，执行率80%。", ["total executed 1000"], []),
    ("2024年预算下达40万元，其中：基本支出20万元、项目支出20万元，实际支出38万元。", [], []),
    ("2024年资金总额128万元，支出125万元，支出进度97.66%。", ["total executed 125"], ["total 97.66"]),
    ("2024年全县财政支出合计20亿元，支出进度95%。", [], []),
]


@pytest.mark.parametrize(("text", "executed", "rates"), PARTS_KEEP_THEIR_OWN)
def test_spending_and_rates_stay_with_their_subject(text: str, executed: list[str], rates: list[str]) -> None:
    found = read(text)
    assert [figure for figure in figures(found) if " executed" in figure] == executed
    assert [f"{rate.category} {rate.rate.value.normalize():f}" for rate in found.rates] == rates


def test_a_sum_after_what_was_added_is_the_adjusted_budget_and_parts_follow_in_numbered_paragraphs() -> None:
    found = read(
        "2024年预算批复总额102万元，当年追加17万元，合计119万元。实际支出119万元，其中：",
        "（一）人员经费支出86万元，主要是工资福利支出；",
        "（二）公用经费支出9万元；",
        "（三）专项业务经费支出24万元。",
    )
    assert [figure for figure in figures(found) if " adjustment" not in figure] == [
        "total initial 102",
        "total adjusted 119",
        "total executed 119",
        "personnel executed 86",
        "operating executed 9",
        "project executed 24",
    ]


def test_a_sum_that_does_not_add_up_is_no_adjusted_budget() -> None:
    assert "total adjusted 120" not in figures(
        read("2024年预算批复总额102万元，当年追加17万元，合计120万元。")
    )


def test_a_title_before_a_colon_lends_no_stage() -> None:
    for title in ("预算执行情况：", "预算执行：", "预算执行情况如下："):
        found = read(f"{title}2024年年初预算数为110万元，决算数为105万元。")
        assert figures(found) == ["total initial 110", "total executed 105"]


def test_money_carried_in_is_no_source_of_what_follows() -> None:
    found = read("2024年上年结转资金12万元，年初预算180万元，实际支出170万元。")
    assert figures(found) == ["total carried_in 12", "total initial 180", "total executed 170"]


def test_the_name_of_the_project_in_its_own_report_explains_itself() -> None:
    text = "2024年茶产业发展专项资金年初预算150万元，实际到位132万元，资金到位率88%。"
    told = read(text, names=("石桥县农业农村局", "茶产业发展专项资金"), whole="project")
    assert figures(told) == ["project initial 150", "project received 132"]
    assert figures(read(text)) == []


def test_a_heading_of_spending_makes_no_budget_a_spending() -> None:
    found = read(
        "# 二、预算安排及执行",
        "2024年，我局部门预算总额2865.14万元，其中基本支出1468.14万元，项目支出1397万元。",
    )
    assert budget(found) == []
    assert {p.kind for p in found.problems} == {"stage_unsaid"}
