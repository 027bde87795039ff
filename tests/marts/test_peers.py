"""Peers: who is compared with whom, and statistics worked out again by hand in exact fractions."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from statistics import median
from typing import Any

import pytest

from pipelines.store import Store
from tests.marts.loaded import on_demand
from tests.marts.told import S1
from tests.warehouse_rows import Told

HEADS, HALF_YUAN = 4, 50
AMOUNTS = [10000 * (n + 1) ** 2 for n in range(22)] + [10000 * 49 + 60, 10000 * 100]
"""24 unions: all apart but n = 6 and 22 (60 yuan apart, each ± 50) and n = 9 and 23 (equal)."""


def union(n: int, amount: int) -> Told:
    """A county's union; the first nine tell that they are 参公."""
    return replace(
        S1,
        unit=f"第{n}县总工会",
        region=f"1301{n:02d}",
        county=f"第{n}县",
        money={("operating", "executed"): f"{amount}.00"},
        staff={"on_post": HEADS} | ({"civil_servant_like": HEADS} if n < 9 else {}),
        assets={},
        score=None,
    )


UNIONS = [union(n, amount) for n, amount in enumerate(AMOUNTS)]
CITY = replace(union(30, 90000), county=None, unit="石家庄市总工会", region="130100")
STRANGERS = [
    replace(UNIONS[0], year=2024),
    replace(UNIONS[1], scope="consolidated", staff_scope="total"),
    replace(union(31, 7), staff={"present": HEADS}),
    *(replace(union(40 + n, 80000 + n), department="审计局", unit=f"第{n}县审计局") for n in range(7)),
    replace(union(50, 5), department=None, unit="某某中心"),
]


@pytest.fixture(scope="module")
def league(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with on_demand(tmp_path_factory.mktemp("league"), *UNIONS, CITY, *STRANGERS) as store:
        yield store


def cards(store: Store, where: str) -> list[dict[str, Any]]:
    return store.rows(
        f"FROM mart.peer_card WHERE measure = 'operating_per_head' AND {where} ORDER BY fiscal_year DESC, scope DESC, value, unit_name"
    )


def test_the_finest_group_with_eight_values_is_used(league: Store) -> None:
    of_2025 = (
        "fiscal_year = 2025 AND scope = 'unit_only' AND value IS NOT NULL AND department_type = '总工会'"
    )
    fine = cards(league, f"{of_2025} AND unit_nature = '参公'")
    assert [row["n_peers"] for row in fine] == [9] * 9
    assert fine[0]["peer_group"] == "总工会·2025年度·单位本级·县级·参公·在职1—9人"
    coarse = cards(league, f"{of_2025} AND unit_nature IS NULL AND budget_level = 'county'")
    assert {(r["n_peers"], r["peer_rule"]) for r in coarse} == {(24, "部门类型、年度、口径、预算级次")}
    (city,) = cards(league, f"{of_2025} AND budget_level = 'city'")
    assert (city["n_peers"], city["peer_rule"]) == (25, "部门类型、年度、口径")
    assert "不分预算级次" in city["comparability_reason"]


def test_median_quantiles_and_mad_are_those_worked_out_by_hand(league: Store) -> None:
    (group,) = league.rows(
        "FROM mart.peer_groups WHERE measure = 'operating_per_head' AND peer_group = '总工会·2025年度·单位本级·县级'"
    )
    heads = sorted(Fraction(amount, HEADS * 10000) for amount in AMOUNTS)
    middle = (heads[11] + heads[12]) / 2
    assert group["n_peers"] == len(heads) == 24
    assert group["median"] == Decimal(middle.numerator) / middle.denominator
    assert [group["p10"], group["p25"], group["p75"], group["p90"]] == [
        Decimal(h.numerator) / h.denominator for h in (heads[2], heads[5], heads[17], heads[21])
    ]
    logs = [math.log(h) for h in heads]
    mad = median(abs(x - median(logs)) for x in logs)
    assert float(group["mad"]) == pytest.approx(mad, abs=1e-6)
    for row in cards(league, "n_peers = 24"):
        expected = (math.log(row["value"]) - math.log(middle)) / (1.4826 * mad)
        assert float(row["robust_z"]) == pytest.approx(expected, abs=2e-4)
    assert set(group["report_ids"]) == {told.report_id for told in UNIONS}


def test_places_are_intervals_of_what_the_printed_digits_allow(league: Store) -> None:
    lows = [math.floor(Fraction(100 * (a - HALF_YUAN), HEADS)) for a in AMOUNTS]  # fen
    highs = [math.ceil(Fraction(100 * (a + HALF_YUAN), HEADS)) for a in AMOUNTS]
    seen = {row["unit_name"]: row for row in cards(league, "n_peers = 24")}
    assert len(seen) == 15
    for n, told in enumerate(UNIONS[9:], start=9):
        row = seen[told.unit]
        best = 1 + sum(low > highs[n] for low in lows)
        worst = 24 - sum(high < lows[n] for high in highs)
        assert (row["rank_best"], row["rank_worst"]) == (best, worst), told.unit
        assert row["percentile_low"] == round(Decimal(100 * (24 - worst)) / 23, 4)
        assert row["percentile_high"] == round(Decimal(100 * (24 - best)) / 23, 4)
    tied, near = seen["第9县总工会"], seen["第22县总工会"]
    assert (tied["rank_best"], tied["rank_worst"]) == (13, 14)
    assert near["rank_worst"] - near["rank_best"] == 1


def test_thirds_below_twenty_and_nothing_below_eight(league: Store) -> None:
    nine = cards(league, "n_peers = 9")
    assert [row["band"] for row in nine] == ["低"] * 3 + ["中"] * 3 + ["高"] * 3
    assert {(row["rank_best"], row["percentile_low"]) for row in nine} == {(None, None)}
    few = league.rows("FROM mart.peer_card WHERE n_peers < 8")
    assert {row["n_peers"] for row in few} >= {1, 7}
    for row in few:
        placed = (row["rank_best"], row["rank_worst"], row["band"], row["robust_z"], row["p25"])
        assert placed == (None,) * 5
        assert "不足 8 个" in row["comparability_reason"]


def test_years_scopes_and_types_are_never_mixed(league: Store) -> None:
    mixed = league.rows(
        "SELECT g.peer_group FROM (SELECT peer_group, measure, unnest(report_ids) AS report_id FROM mart.peer_groups) AS g "
        "JOIN mart.unit_year AS u USING (report_id) GROUP BY g.peer_group, g.measure "
        "HAVING count(DISTINCT (u.fiscal_year, u.scope, u.department_type)) > 1"
    )
    assert mixed == []
    (lone,) = cards(league, "fiscal_year = 2024")
    assert (lone["n_peers"], lone["peer_median"]) == (1, lone["value"])


def test_a_missing_value_counts_nowhere_and_has_no_place(league: Store) -> None:
    (row,) = cards(league, "unit_name = '第31县总工会'")
    assert (row["value"], row["peer_group"], row["band"], row["comparability"]) == (
        None,
        None,
        None,
        "unsound",
    )
    assert row["missing_reason"] == "在职人数未报告"
    assert league.scalar("SELECT min(lowest) > 0 FROM mart.peer_groups WHERE measure = 'operating_per_head'")
    (unknown,) = cards(league, "department_type IS NULL")
    assert (unknown["peer_group"], unknown["n_reported"]) == (None, None)
    assert "部门类型不明" in unknown["comparability_reason"]


def test_coverage_counts_units_of_the_same_type_level_and_year(league: Store) -> None:
    county = cards(league, "unit_name = '第9县总工会'")[0]
    assert county["n_reported"] == 24  # a unit with two scopes once, the one without 在职 not
    assert (county["n_expected"], county["coverage"]) == (None, None)
    assert "应报单位数不明" in county["comparability_reason"]
