"""Distributions of execution rates and self scores, scores beside reviews and beside what the rules found."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from pipelines.store import Store
from tests.marts.loaded import on_demand
from tests.marts.told import S1, one
from tests.warehouse_rows import Told

SPENT = ["80.00", "89.99", "90.00", "95.00", "99.99", "100.00", "100.00", "100.01", "120.00"]
SCORES = ["100", "100", "99", "98", "97", "96", "95", "94", None]


def bureau(n: int, spent: str, score: str | None) -> Told:
    """A bureau of one county that spent this much of 100.00 yuan."""
    return replace(
        S1,
        unit=f"元氏县第{n}局",
        department="审计局" if n < 2 else "财政局",
        money={("project", "adjusted"): "100.00", ("project", "executed"): spent},
        rates={"project": "100"} if n == 0 else {},
        staff={},
        assets={},
        score=score,
    )


BUREAUS = [bureau(n, spent, score) for n, (spent, score) in enumerate(zip(SPENT, SCORES, strict=True))]
SILENT = replace(BUREAUS[0], unit="元氏县静默局", money={}, rates={}, score=None)
TWICE = replace(BUREAUS[0], scope="consolidated", staff_scope="total", money={}, rates={}, score=None)
EARLIER = replace(
    BUREAUS[0], year=2024, money={("project", "initial"): "8.00", ("project", "executed"): "4.00"}
)
SPOKEN = f"""
INSERT INTO core.scores BY NAME SELECT unnest(['x', 'y']) AS fact_id, '{BUREAUS[2].report_id}' AS report_id, '{BUREAUS[2].version_id}' AS version_id,
    'e:review' AS evidence_id, 1 AS confidence, unnest(['finance_review', 'audit']) AS scorer, unnest([88.5, 44]) AS total,
    unnest([100, 50]) AS full_mark, unnest(['良', NULL]) AS grade, true AS is_current;
INSERT INTO quality.results BY NAME SELECT 'r' || n AS result_id, 'run' AS run_id, 'Z' || (n % 5) AS rule_id, 1 AS rule_version, 'main' AS branch,
    CASE n % 5 WHEN 0 THEN 'error' ELSE 'warn' END AS severity, '{BUREAUS[2].report_id}' AS report_id, '{BUREAUS[2].version_id}' AS version_id,
    CASE WHEN n IN (0, 5, 1, 2) THEN 'fail' WHEN n % 5 = 4 THEN 'not_evaluable' ELSE 'pass' END AS outcome FROM range(10) AS t(n);
INSERT INTO quality.verdicts BY NAME SELECT 'v' || n AS verdict_id, 'x:1' AS place, CASE n WHEN 0 THEN 'r2' END AS result_id, 'Z2' AS rule_id, 1 AS rule_version,
    'main' AS branch, '{BUREAUS[2].report_id}' AS report_id, 'false_alarm' AS verdict, '' AS message_zh, '股长' AS decided_by,
    TIMESTAMP '2026-05-01' AS decided_at, '' AS note, CASE n WHEN 0 THEN 'applied' ELSE 'gone' END AS status FROM range(2) AS t(n);
"""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    reports = (*BUREAUS, SILENT, TWICE, EARLIER)
    with on_demand(tmp_path_factory.mktemp("spread"), *reports, before=SPOKEN) as store:
        yield store


def spread(store: Store, year: int, basis: str, where: str = "region_code = '130132'") -> dict[str, Any]:
    return one(
        store,
        "FROM mart.execution_distribution WHERE category = 'project' "
        f"AND fiscal_year = {year} AND basis = '{basis}' AND {where}",
    )


def test_exactly_a_hundred_is_told_from_nearly(told: Store) -> None:
    row = spread(told, 2025, "computed")
    # the first bureau also filed a consolidated report, which counts for it and states nothing
    assert (row["n"], row["n_null"]) == (8, 2)
    assert (row["n_eq_100"], row["n_lt_90"], row["n_gt_100"]) == (2, 1, 2)
    assert set(row["report_ids_eq_100"]) == {BUREAUS[5].report_id, BUREAUS[6].report_id}
    assert (row["median"], row["p10"], row["p90"]) == (Decimal("99.995"), Decimal("89.99"), Decimal(120))
    assert "口径不一" in row["comparability_reason"]


def test_rates_that_are_stated_stand_apart_and_few_have_no_quantiles(told: Store) -> None:
    row = spread(told, 2025, "stated")
    assert (row["n"], row["n_null"], row["p10"]) == (0, 10, None)
    earlier = spread(told, 2024, "computed")
    assert (earlier["n"], earlier["n_initial_base"], earlier["p10"], earlier["median"]) == (1, 1, None, 50)
    assert spread(told, 2024, "stated")["n_eq_100"] == 1
    everywhere = spread(told, 2025, "computed", "region_code IS NULL")
    assert (everywhere["n"], everywhere["comparability"]) == (8, "qualified")


def test_scores_are_counted_at_every_level_and_a_missing_one_is_not_nought(told: Store) -> None:
    row = one(told, "FROM mart.score_distribution WHERE level = '区划' AND fiscal_year = 2025")
    assert (row["n_reports"], row["n_scores"], row["n_null"]) == (10, 7, 3)
    assert (row["score_lowest"], row["median"], row["p25"]) == (94, 97, None)
    assert (row["n_ge_95"], row["n_eq_100"]) == (6, 1)
    assert (row["share_ge_95"], row["share_eq_100"]) == (Decimal("0.8571"), Decimal("0.1429"))
    assert (row["n_grade_a"], row["n_no_grade"]) == (7, 3)
    by_type = one(
        told,
        "FROM mart.score_distribution WHERE level = '部门类型' AND department_type = '财政局' AND fiscal_year = 2025",
    )
    assert (by_type["n_reports"], by_type["n_scores"]) == (7, 6)
    years = told.rows(
        "SELECT d.fiscal_year FROM (SELECT fiscal_year, unnest(report_ids) AS report_id FROM mart.score_distribution) AS d "
        "JOIN mart.unit_year AS u USING (report_id) WHERE u.fiscal_year <> d.fiscal_year"
    )
    assert years == []


def test_a_review_is_subtracted_only_on_the_same_scale(told: Store) -> None:
    rows = {row["scorer"]: row for row in told.rows("FROM mart.score_gap")}
    assert set(rows) == {"finance_review", "audit"}
    review, audit = rows["finance_review"], rows["audit"]
    assert (review["self_score"], review["review_score"], review["gap"]) == (
        99,
        Decimal("88.5"),
        Decimal("10.5"),
    )
    assert (review["is_grade_changed"], review["comparability"]) == (True, "ok")
    assert (audit["gap"], audit["missing_reason"], audit["comparability"]) == (
        None,
        "两次评分的满分不同",
        "unsound",
    )
    value = one(told, "FROM mart.measure_values WHERE measure = 'finance_review_gap' AND value IS NOT NULL")
    assert value["numerator_evidence_ids"]
    assert value["denominator_evidence_ids"] == ["e:review"]


def test_flags_are_counted_once_a_rule_and_per_rule_that_could_be_judged(told: Store) -> None:
    row = one(told, "FROM mart.score_vs_flags WHERE n_rules IS NOT NULL")
    assert (row["n_rules"], row["n_evaluable"]) == (5, 4)
    assert (row["rule_ids"], row["n_error"], row["n_warn"], row["n_flagged"]) == (["Z0", "Z1"], 1, 1, 2)
    assert row["flag_pct"] == 50
    unchecked = told.rows("FROM mart.score_vs_flags WHERE n_rules IS NULL")
    assert {(r["n_flagged"], r["flag_pct"], r["comparability"]) for r in unchecked} == {
        (None, None, "unsound")
    }
    wide = one(told, f"FROM mart.unit_year WHERE report_id = '{BUREAUS[2].report_id}'")
    assert (wide["n_error"], wide["n_warn"], wide["n_evaluable"]) == (1, 1, 4)


def test_the_median_of_a_county_holds_only_scores_of_a_hundred_points(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    other = replace(BUREAUS[0], score="118")
    of_120 = f"UPDATE core.scores SET full_mark = 120 WHERE version_id = '{other.version_id}'"
    folder = tmp_path_factory.mktemp("scale")
    with on_demand(folder, other, BUREAUS[2], BUREAUS[4], before=of_120) as store:
        row = one(store, "FROM mart.county_year WHERE fiscal_year = 2025")
    assert (row["self_score_median"], row["self_score_units"]) == (98, 2)
