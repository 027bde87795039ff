"""Marts over time: what this year implies about last year, and what changed from version to version of one report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from pipelines.store import Store
from tests.marts.loaded import on_demand
from tests.warehouse_rows import Told

YEAR = Told(
    unit="甲局",
    year=2024,
    money={("project", "carried_out"): "100000.00", ("project", "executed"): "500000.00"},
    staff={"on_post": 20},
    assets={"total": "1000000.00"},
)
NEXT = Told(
    unit="甲局",
    year=2025,
    money={("project", "carried_in"): "130000.00"},
    last_year={("project", "executed"): "500000.00"},
    staff={"on_post": 22},
    assets={"total": "1100000.00"},
)
OTHER_SCOPE = [replace(YEAR, unit="乙局"), replace(NEXT, unit="乙局", scope="consolidated")]
FIRST = Told(
    unit="丙局",
    money={("project", "executed"): "6883500.00", ("total", "executed"): "9000000.00"},
    staff={"on_post": 9},
    rates={"project": "98.5"},
    is_current=False,
)
SECOND = Told(
    unit="丙局",
    money={("project", "executed"): "6798000.00", ("total", "executed"): "9000000.00"},
    rates={"project": "97.3"},
    score="95",
    filing="b",
    relation="revision",
)
BEFORE = (
    "UPDATE core.staff_facts SET change_vs_prior = 2 WHERE headcount = 22;"
    "UPDATE core.asset_facts SET change_pct = 10, change_half_unit_pct = 0.5 WHERE amount_yuan = 1100000;"
    f"UPDATE core.report_versions SET version_no = 2 WHERE version_id = '{SECOND.version_id}';"
    # the same amount, spelt otherwise, is no change
    f"UPDATE core.budget_facts SET amount_text = '900', unit_text = '万元' WHERE version_id = '{SECOND.version_id}' AND category = 'total';"
)


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    told = (YEAR, NEXT, *OTHER_SCOPE, SECOND, FIRST)
    with on_demand(tmp_path_factory.mktemp("time"), *told, before=BEFORE) as built:
        yield built


def held(store: Store, unit: str) -> dict[tuple[str, str], dict[str, Any]]:
    rows = store.rows("FROM mart.continuity WHERE unit_name = ?", [unit])
    return {(row["basis"], row["measure"]): row for row in rows}


def test_what_is_carried_in_is_held_against_what_was_carried_out(store: Store) -> None:
    row = held(store, "甲局")["carried_in", "project.carried_out.all"]
    assert (row["implied_lo"], row["implied_hi"]) == (Decimal("12.995"), Decimal("13.005"))
    assert (row["reported"], row["gap"], row["measure_name"]) == (
        Decimal(10),
        Decimal("-2.99"),
        "项目支出年末结转结余",
    )
    assert row["report_id"] == NEXT.report_id
    assert row["prior_report_id"] == YEAR.report_id
    assert "carried_in" in row["evidence_id"]
    assert "carried_out" in row["prior_evidence_id"]


def test_people_and_assets_less_their_change_meet_last_year(store: Store) -> None:
    found = held(store, "甲局")
    people = found["change", "on_post.unit.actual"]
    assert (people["implied_lo"], people["reported"], people["gap"]) == (20, 20, 0)
    assets = found["rate", "total"]
    # 110 / 1.105 and 110 / 1.095, to a hundredth outwards
    assert (assets["implied_lo"], assets["implied_hi"]) == (Decimal("99.54"), Decimal("100.46"))
    assert assets["gap"] == 0
    assert found["restated", "project.executed.all"]["gap"] == 0


def test_another_scope_has_no_gap_and_says_why(store: Store) -> None:
    rows = held(store, "乙局").values()
    assert rows
    assert {(row["gap"], row["comparability"]) for row in rows} == {(None, "unsound")}
    assert {row["comparability_reason"] for row in rows} == {"两年口径不同"}


def test_versions_differ_by_value_and_both_quotes_are_kept(store: Store) -> None:
    rows = {(r["table_name"], r["field"]): r for r in store.rows("FROM mart.version_diff")}
    changes = {key: row["change"] for key, row in rows.items()}
    assert changes == {
        ("budget_facts", "2025.project.executed.all"): "changed",
        ("stated_rates", "completion.project.all"): "changed",
        ("staff_facts", "unit.on_post.actual"): "removed",
        ("scores", "self"): "added",
    }
    row = rows["budget_facts", "2025.project.executed.all"]
    assert (row["old_value"], row["new_value"], row["difference"]) == (
        Decimal("688.35"),
        Decimal("679.8"),
        Decimal("-8.55"),
    )
    assert FIRST.version_id in row["old_evidence_id"]
    assert SECOND.version_id in row["new_evidence_id"]
    assert {row["field_name"] for row in rows.values()} == {
        "项目支出执行",
        "所述项目支出完成率",
        "人数 本级 在职 实有",
        "评分 自评",
    }
    assert rows["scores", "self"]["old_value"] is None


def test_a_rate_differs_by_points_of_a_per_cent(store: Store) -> None:
    rows = store.rows(
        "SELECT table_name, difference, difference_unit, value_unit FROM mart.version_diff WHERE difference IS NOT NULL"
    )
    assert {
        row["table_name"]: (row["difference"], row["difference_unit"], row["value_unit"]) for row in rows
    } == {
        "budget_facts": (Decimal("-8.55"), "万元", "万元"),
        "stated_rates": (Decimal("-1.2"), "个百分点", "%"),
    }
