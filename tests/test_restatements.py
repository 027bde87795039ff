"""What this year's report says of last year: the same is one more quote of last year's figure, anything else a restatement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

import pytest

from pipelines.night.explain.figures import FIGURES_SQL
from pipelines.normalize.shard import write_shard
from pipelines.store import Shard, Store, build_marts, load_night
from tests.stores import copy_schema
from tests.warehouse_rows import Told, document_row, report_row, rows_of, version_row

EXECUTED = ("personnel", "executed")
FIRST = Told(year=2024, money={EXECUTED: "1411900.00", ("operating", "executed"): "180900.00"})
NEXT = Told(year=2025, money={EXECUTED: "1500000.00"}, last_year={EXECUTED: "1411900.00"})
LATER = {  # what the next year's report of each unit is like; each unit has the same report of the year before
    "same": NEXT,
    "rounded": replace(NEXT, last_year={EXECUTED: "1410000.00"}),
    "other": replace(NEXT, last_year={EXECUTED: "1412000.00"}),
    "unsaid scope": replace(NEXT, scope="unknown", last_year={EXECUTED: "1500000.00"}),
    "other year": replace(NEXT, year=2026),
    "other scope": replace(NEXT, scope="consolidated"),
    "other category": replace(NEXT, last_year={("project", "executed"): "1411900.00"}),
    "other stage": replace(NEXT, last_year={("personnel", "initial"): "1411900.00"}),
    "superseded": replace(NEXT, is_current=False),
}
FIRSTS = {case: replace(FIRST, unit=case) for case in LATER}
NEXTS = {case: replace(told, unit=case) for case, told in LATER.items()}
STRANGER = replace(NEXT, unit="nobody's successor")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    told = [*FIRSTS.values(), *NEXTS.values(), STRANGER]
    shard = tmp_path_factory.mktemp("restated") / "shard"
    write_shard(shard, [rows_of(t) for t in told])
    with Store.in_memory() as opened:
        copy_schema(opened)
        load_night(
            opened,
            [Shard(shard)],
            documents=[document_row(t) for t in told],
            reports=[report_row(t) for t in told],
            versions=[version_row(t) for t in told],
        )
        build_marts(opened)
        yield opened


def places(store: Store) -> dict[str, str]:
    """Further quotes by fact."""
    return {r["fact_id"]: r["evidence_id"] for r in store.rows("FROM core.fact_evidence")}


def test_an_equal_or_rounded_statement_is_one_more_quote_and_nothing_else_is(store: Store) -> None:
    found = {
        f"f:{FIRSTS[case].version_id}/budget_facts/personnel/executed/1": f"e:{NEXTS[case].version_id}/budget_facts/last year/personnel/executed"
        for case in ("same", "rounded")
    }
    assert places(store) == found


def test_the_reader_of_last_years_figure_sees_the_later_quote_and_its_file(store: Store) -> None:
    first, later = FIRSTS["same"], NEXTS["same"]
    (figure,) = [
        r for r in store.rows(FIGURES_SQL, [first.version_id]) if r["figure"] == "personnel.executed"
    ]
    assert figure["other_files"] == [None, document_row(later).file_name]
    assert "last year" in figure["quotes"][1]


def test_another_figure_is_a_restatement_and_both_stay(store: Store) -> None:
    rows = {row["unit_name"]: row for row in store.rows("FROM mart.restatements")}
    assert rows.keys() == {"other", "unsaid scope"}
    row, first, later = rows["other"], FIRSTS["other"], NEXTS["other"]
    assert (row["fiscal_year"], row["category"], row["stage"]) == (2024, "personnel", "executed")
    wan = (row["first_wan"], row["later_wan"], row["change_wan"])
    assert wan == (Decimal("141.19"), Decimal("141.20"), Decimal("0.01"))
    assert (row["report_id"], row["later_report_id"]) == (first.report_id, later.report_id)
    assert row["evidence_id"] != row["later_evidence_id"]
    assert (row["first_file"], row["later_file"]) == (
        document_row(first).file_name,
        document_row(later).file_name,
    )
    kept = store.rows(
        "SELECT amount_yuan FROM core.budget_facts WHERE fact_year = 2024 AND category = 'personnel' AND version_id IN ($a, $b) ORDER BY 1",
        {"a": first.version_id, "b": later.version_id},
    )
    assert [k["amount_yuan"] for k in kept] == [Decimal("1411900.00"), Decimal("1412000.00")]
    wide = "SELECT personnel_executed_wan AS wan FROM mart.unit_year WHERE fiscal_year = 2024 AND unit_name = 'other'"
    assert store.rows(wide) == [{"wan": Decimal("141.19")}]
    named = store.rows("SELECT \"当年所报（万元）\" AS wan FROM 分析.追溯调整 WHERE 单位名称 = 'other'")
    assert named == [{"wan": Decimal("141.19")}]


def test_an_unsaid_scope_is_compared_with_a_reservation(store: Store) -> None:
    rows = {row["unit_name"]: row for row in store.rows("FROM mart.restatements")}
    assert (rows["other"]["comparability"], rows["other"]["comparability_reason"]) == ("ok", None)
    assert rows["unsaid scope"]["comparability"] == "qualified"
    assert rows["unsaid scope"]["comparability_reason"]
