"""A figure as it was known on a day: the version seen by then, with what people had decided by then, and nothing later."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal

import pytest

from pipelines.publish.site.figure_names import name_figure
from pipelines.store import Store
from tests.marts.loaded import on_demand
from tests.warehouse_rows import Told

SPENT = ("project", "executed")
FIRST = Told(unit="甲局", money={SPENT: "6883500.00"}, is_current=False)
REVISED = Told(unit="甲局", money={SPENT: "6798000.00"}, filing="b", relation="revision")
MISREAD = Told(
    unit="乙局", money={SPENT: "1000000.00"}, staff={"on_post": 20}, last_year={SPENT: "900000.00"}
)
TORN = [
    Told(unit="丙局", staff={"on_post": 9}, filing=filing, is_current=False, relation="conflict")
    for filing in "ab"
]


def seen(told: Told, when: str) -> str:
    return f"UPDATE core.report_versions SET first_seen_at = '{when}' WHERE version_id = '{told.version_id}';"


def decided(told: Told, fact: str, action: str, when: str, value: str = "NULL", column: str = "NULL") -> str:
    return (
        "INSERT INTO quality.corrections BY NAME SELECT "
        f"'d:{fact}' AS decision_id, 'corrections.toml:1' AS place, '{told.document_id}' AS document_id, '{told.version_id}' AS version_id, "
        f"split_part('{fact}', '/', 1) AS table_name, 'f:{told.version_id}/{fact}' AS fact_id, 'x' AS figure, '{action}' AS action, {column} AS field, "
        f"'x' AS old_text, '{value}' AS new_text, '' AS new_unit, {value} AS new_value, '股' AS decided_by, TIMESTAMP '{when}' AS decided_at, 'x' AS why, 'applied' AS status;"
    )


BEFORE = "".join(
    [
        seen(FIRST, "2026-11-01 18:00:00"),  # two in the morning of the second, in Beijing
        seen(REVISED, "2026-11-10 01:00:00"),
        seen(MISREAD, "2026-11-01 01:00:00"),
        seen(TORN[0], "2026-11-01 01:00:00"),
        seen(TORN[1], "2026-11-05 01:00:00"),
        f"UPDATE core.report_versions SET version_no = 2 WHERE version_id IN ('{REVISED.version_id}', '{TORN[1].version_id}');",
        decided(MISREAD, "budget_facts/project/executed/1", "correct", "2026-11-06 00:00:00", "1100000", "'amount_yuan'"),
        decided(MISREAD, "staff_facts/on_post", "reject", "2026-11-07 00:00:00"),
    ]
)  # fmt: skip


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    folder = tmp_path_factory.mktemp("known")
    with on_demand(folder, REVISED, FIRST, MISREAD, *TORN, before=BEFORE) as built:
        yield built


def known(store: Store, day: str, unit: str) -> dict[tuple[str, str], Decimal]:
    rows = store.rows(f"FROM mart.as_of(DATE '{day}') WHERE unit_name = ?", [unit])
    return {(row["table_name"], row["statement"]): row["value"] for row in rows}


def test_before_a_file_was_seen_nothing_is_known_and_a_revision_holds_from_its_day_on(store: Store) -> None:
    spent = ("budget_facts", "own_year")
    assert known(store, "2026-11-01", "甲局") == {}
    assert known(store, "2026-11-02", "甲局") == {spent: Decimal("688.35")}
    assert known(store, "2026-11-09", "甲局") == {spent: Decimal("688.35")}
    assert known(store, "2026-11-10", "甲局") == {spent: Decimal("679.8")}


def test_what_people_decided_counts_from_its_day_on(store: Store) -> None:
    spent, people, earlier = (
        ("budget_facts", "own_year"),
        ("staff_facts", "own_year"),
        ("budget_facts", "last_year"),
    )
    assert known(store, "2026-11-05", "乙局") == {spent: 100, people: 20, earlier: 90}
    assert known(store, "2026-11-06", "乙局") == {spent: 110, people: 20, earlier: 90}
    assert known(store, "2026-11-07", "乙局") == {spent: 110, earlier: 90}


def test_versions_that_cannot_be_told_apart_are_known_until_the_second_comes(store: Store) -> None:
    assert known(store, "2026-11-04", "丙局") == {("staff_facts", "own_year"): 9}
    assert known(store, "2026-11-05", "丙局") == {}


def test_far_ahead_it_says_what_the_views_of_today_say(store: Store) -> None:
    columns = "table_name, fact_id, value, printed, is_corrected, evidence_id"
    today = store.rows(f"SELECT {columns} FROM core.now_figures ORDER BY fact_id")
    assert store.rows(f"SELECT {columns} FROM mart.as_of('2099-01-01') ORDER BY fact_id") == today
    decided = "SELECT fact_id, CAST(amount_yuan * 0.0001 AS DECIMAL(24,6)) AS value FROM core.now_budget_facts ORDER BY fact_id"
    money = "SELECT fact_id, value FROM core.now_figures WHERE table_name = 'budget_facts' ORDER BY fact_id"
    assert store.rows(money) == store.rows(decided)


def test_versions_of_a_day_join_any_table_of_core(store: Store) -> None:
    rows = store.rows(
        "SELECT amount_yuan, first_seen_at FROM core.budget_facts JOIN core.versions_on(DATE '2026-11-09') USING (report_id, version_id) "
        "JOIN core.reports USING (report_id) WHERE unit_name = '甲局'"
    )
    assert rows == [{"amount_yuan": Decimal("6883500.00"), "first_seen_at": datetime(2026, 11, 1, 18, 0)}]


def test_each_figure_has_its_name_beside_its_code(store: Store) -> None:
    rows = store.rows("FROM mart.as_of(DATE '2026-11-05') WHERE unit_name = '乙局'")
    assert {row["field"]: row["field_name"] for row in rows} == {
        "2025.project.executed.all": "2025 年项目支出执行",
        "2024.project.executed.all": "2024 年项目支出执行",
        "unit.on_post.actual": "人数 本级 在职 实有",
    }


@pytest.mark.parametrize(
    ("table_name", "field", "part"),
    [
        ("budget_facts", "2023.total.initial.fiscal", ""),
        ("budget_facts", "2023.total.initial.all", ""),
        ("budget_facts", "total.initial.all", ""),
        ("stated_rates", "completion.project.all", ""),
        ("stated_rates", "received.total.fiscal.p3", ""),
        ("stated_rates", "control.all", ""),
        ("stated_rates", "control.own", ""),
        ("staff_facts", "total.authorized.authorized", ""),
        ("asset_facts", "net_book", ""),
        ("project_items", "河道清障.received.county", ""),
        ("project_items", "水利2.0.executed.all", ""),
        ("project_items", "total.2.期", ""),
        ("indicators", "total.initial.all", "target"),
        ("scores", "self", None),
    ],
)
def test_queries_and_pages_call_a_figure_the_same(
    store: Store, table_name: str, field: str, part: str | None
) -> None:
    sql = "SELECT core.figure_name(words, ?, ?, ?) AS name FROM core.words_of_figures()"
    assert store.rows(sql, [table_name, field, part]) == [{"name": name_figure(table_name, field, part)}]
