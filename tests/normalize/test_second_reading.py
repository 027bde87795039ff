"""A figure that the words beside it call something else keeps its row, waits for a person, and says why."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from pipelines.extract.report import extract
from pipelines.model.claims import Card
from pipelines.night.extract.second_reading import second_reading
from pipelines.night.trial import copy_for_trial
from pipelines.normalize import DocumentRows, normalize, resolve
from pipelines.normalize.confidence import causes
from pipelines.normalize.departments import load_departments
from pipelines.normalize.registry import load_places
from pipelines.normalize.second_reading import CONTRADICTED, NOT_GIVEN
from tests.documents import make_document

DOCUMENT = make_document(
    "# 石桥县民政局2024年度部门整体支出绩效自评报告",
    "# 二、预算执行情况",
    "单位：万元",
    [["支出类别", "年初预算数", "决算数"], ["人员经费", "87.65", "86.60"], ["公用经费", "6.54", "6.51"]],
)


def rows_of(stage: str, fact_year: int | None = 2024, wan: str = "86.60") -> DocumentRows:
    """The rows, what was spent on staff filed under this stage and year, and as so much."""
    claims = extract(DOCUMENT, Card()).values[0]
    budget = tuple(
        replace(
            one, stage=stage, fact_year=fact_year, amount=replace(one.amount, value=Decimal(wan) * 10_000)
        )
        if (one.category, one.stage) == ("personnel", "executed")
        else one
        for one in claims.budget
    )
    identity = resolve(claims.identity, Card(), load_places(), load_departments()).values[0]
    return normalize(DOCUMENT, replace(claims, budget=budget), identity, (), second_reading(DOCUMENT))


def test_what_is_filed_rightly_waits_for_nobody() -> None:
    rows = rows_of("executed")
    assert len(rows.budget_facts) == 4
    assert rows.fact_causes == ()


def test_a_figure_filed_under_another_stage_than_its_head_waits_and_says_what_the_head_says() -> None:
    rows = rows_of("received")
    (held,) = rows.fact_causes
    (fact,) = [fact for fact in rows.budget_facts if fact.fact_id == held.fact_id]
    assert (held.cause, fact.amount_text, fact.confidence) == (
        CONTRADICTED,
        "86.60",
        causes()[CONTRADICTED].confidence,
    )
    assert causes()[CONTRADICTED].waits
    (problem,) = [problem for problem in rows.problems if problem.kind == CONTRADICTED]
    assert problem.quote == "86.60"
    assert "环节记作“到位”，原文的表头、行名或文字说的是“执行”" in problem.message_zh


def test_a_figure_of_a_year_that_no_title_and_no_word_says_waits_too() -> None:
    assert [cause.cause for cause in rows_of("executed", 2021).fact_causes] == [CONTRADICTED]


def test_a_figure_that_its_quote_does_not_give_waits_and_is_told() -> None:
    rows = rows_of("executed", wan="68.60")
    (held,) = rows.fact_causes
    (fact,) = [fact for fact in rows.budget_facts if fact.fact_id == held.fact_id]
    assert (held.cause, fact.amount_yuan) == (NOT_GIVEN, Decimal(686_000))
    assert causes()[NOT_GIVEN].waits
    (problem,) = [problem for problem in rows.problems if problem.kind == NOT_GIVEN]
    assert problem.quote == "86.60"
    assert "另一遍阅读读不出同一个值" in problem.message_zh


@pytest.mark.parametrize(
    "sentence", ["全院事业编制486人，实有在编人员402人。", "单位核定事业编制218人，实有在职人员211人。"]
)
def test_the_institution_posts_of_a_whole_hospital_or_school_are_not_doubted_as_its_authorized_posts(
    sentence: str,
) -> None:
    document = make_document(
        "# 石桥县人民医院2024年度部门整体支出绩效自评报告",
        "# 一、部门基本情况",
        sentence,
        "# 八、其他情况",
        "2024年机关运行经费年初预算7.11万元，决算6.22万元。",
    )
    rows = copy_for_trial(document, "a.txt").rows
    assert "authorized" in {fact.kind for fact in rows.staff_facts}
    assert CONTRADICTED not in {cause.cause for cause in rows.fact_causes}
