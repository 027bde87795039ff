"""Yuan below a head of 万元 are ten thousand times too much: what the report itself contradicts waits for a person."""

from __future__ import annotations

import pytest

from pipelines.extract.report import extract
from pipelines.model.claims import Card
from pipelines.normalize import normalize, resolve
from pipelines.normalize.departments import load_departments
from pipelines.normalize.magnitudes import CAUSE
from pipelines.normalize.registry import load_places
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


LARGE: Rows = [
    ["支出类别", "年初预算数", "决算数"],
    ["人员经费", "876,543.21", "876,543.20"],
    ["公用经费", "65,432.10", "65,400.00"],
]
MANY = "2024年末在职9,800人。"


@pytest.mark.parametrize(
    "parts", [(PEOPLE, "单位：万元", IN_WAN), (PEOPLE, "单位：元", IN_YUAN), (MANY, "单位：万元", LARGE)]
)
def test_what_nothing_contradicts_is_as_sure_as_ever(parts: tuple[str | Rows, ...]) -> None:
    rows = rows_of("# 二、预算执行情况", *parts)
    assert len(rows.budget_facts) == 4
    assert doubted(rows) == set()


NO_CENTS: Rows = [
    ["支出类别", "年初预算数", "决算数"],
    ["人员经费", "650000", "640000"],
    ["公用经费", "9000", "8000"],
]


def test_a_table_whose_amounts_are_all_huge_and_printed_to_the_cent_waits_though_nobody_is_counted() -> None:
    rows = rows_of("# 二、预算执行情况", "单位：万元", IN_YUAN)
    assert doubted(rows) == {"876,543.21", "876,543.20", "65,432.10", "65,400.00"}


def test_beside_an_amount_that_no_county_has_the_others_of_its_table_wait() -> None:
    beyond = [[cell.replace("876,543.2", "8,765,432.1") for cell in row] for row in IN_YUAN]
    rows = rows_of("# 二、预算执行情况", "单位：万元", beyond)
    assert [p.kind for p in rows.problems].count("figure_out_of_range") == 2
    assert doubted(rows) == {fact.amount_text for fact in rows.budget_facts} == {"65,432.10", "65,400.00"}


@pytest.mark.parametrize("told", ["2024年全年支出合计659.00万元。", "2024年末在职9人。"])
def test_parts_far_above_the_whole_or_above_any_running_cost_wait(told: str) -> None:
    rows = rows_of("# 二、预算执行情况", told, "单位：万元", NO_CENTS)
    assert doubted(rows) >= {"650000", "640000", "9000", "8000"}


def test_projects_far_above_all_money_of_the_report_wait() -> None:
    items: Rows = [
        ["序号", "项目名称", "年初预算数", "决算数"],
        ["1", "水库除险加固项目", "650000.00", "640000.00"],
    ]
    rows = rows_of(
        "# 二、预算执行情况", "2024年全年支出合计659.00万元。", "# 三、项目支出情况", "单位：万元", items
    )
    assert doubted(rows) >= {item.amount_text for item in rows.project_items} != set()


@pytest.mark.parametrize(
    ("unit", "waits"), [("单位：元", {"300.00", "310.00", "45.00"}), ("单位：万元", set())]
)
def test_pay_of_a_year_below_ten_thousand_yuan_waits_with_its_table(unit: str, waits: set[str]) -> None:
    table: Rows = [
        ["项目", "年初预算数", "决算数"],
        ["人员经费", "300.00", "310.00"],
        ["公用经费", "45.00", "45.00"],
    ]
    assert doubted(rows_of("# 二、预算执行情况", unit, table)) == waits
