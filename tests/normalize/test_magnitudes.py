"""Yuan below a head of 万元 are ten thousand times too much: what the report itself contradicts waits for a person."""

from __future__ import annotations

import pytest

from pipelines.extract.report import extract
from pipelines.model.claims import Card
from pipelines.normalize import normalize, resolve
from pipelines.normalize.departments import load_departments
from pipelines.normalize.magnitudes import CAUSE
from pipelines.normalize.places import load_places
from pipelines.normalize.rows import DocumentRows
from tests.documents import Rows, make_document

IN_YUAN: Rows = [
    ["支出类别", "年初预算数", "决算数"],
    ["人员经费", "876,543.21", "876,543.20"],
    ["公用经费", "65,432.10", "65,400.00"],
]
IN_WAN: Rows = [
    ["支出类别", "年初预算数", "决算数"],
    ["人员经费", "87.65", "87.60"],
    ["公用经费", "6.54", "6.54"],
]


def rows_of(*parts: str | Rows) -> DocumentRows:
    document = make_document("# 石桥县民政局2024年度部门整体支出绩效自评报告", *parts)
    outcome = extract(document, Card())
    identity = resolve(outcome.values[0].identity, Card(), load_places(), load_departments()).values[0]
    return normalize(document, outcome.values[0], identity, outcome.problems)


def doubted(rows: DocumentRows) -> set[str]:
    facts = {fact.fact_id: fact.amount_text for fact in rows.budget_facts}
    facts |= {item.fact_id: item.amount_text for item in rows.project_items}
    return {facts[cause.fact_id] for cause in rows.fact_causes if cause.cause == CAUSE}


PEOPLE = "2024年末在职9人。"


def test_a_table_of_yuan_that_no_people_can_cost_waits_with_all_its_amounts() -> None:
    rows = rows_of("# 一、部门基本情况", PEOPLE, "# 二、预算执行情况", "单位：万元", IN_YUAN)
    assert doubted(rows) == {"876,543.21", "876,543.20", "65,432.10", "65,400.00"}
    assert all(fact.confidence < 1 for fact in rows.budget_facts)
    assert [p.kind for p in rows.problems].count("figure_doubtful") == 4


@pytest.mark.parametrize("told", ["2024年全年支出合计87.65万元。", "2024年全年支出合计876543.21元。"])
def test_the_same_figure_elsewhere_in_another_unit_makes_both_doubtful(told: str) -> None:
    rows = rows_of("# 二、预算执行情况", told, "单位：万元", IN_YUAN)
    assert doubted(rows) >= {"876,543.21"}
    assert {cause.cause for cause in rows.fact_causes} == {CAUSE}


@pytest.mark.parametrize(
    "parts", [(PEOPLE, "单位：万元", IN_WAN), (PEOPLE, "单位：元", IN_YUAN), ("单位：万元", IN_YUAN)]
)
def test_what_nothing_contradicts_is_as_sure_as_ever(parts: tuple[str | Rows, ...]) -> None:
    rows = rows_of("# 二、预算执行情况", *parts)
    assert len(rows.budget_facts) == 4
    assert doubted(rows) == set()
