"""Measures: formulas as data, computed in one place, exactly, from usable figures, and every derived column names its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from fnmatch import fnmatch
from typing import Any

import pytest

from pipelines.lexicon import load
from pipelines.store import Store
from pipelines.store.marts import MARTS
from pipelines.store.measures import Measure, load_measures, load_sums
from tests.marts.loaded import with_marts
from tests.marts.told import S1, Marts, Withheld, one
from tests.warehouse_rows import Told, rows_of

S2 = Told(
    unit="赵县总工会",
    region="130133",
    county="赵县",
    money={
        ("total", "initial"): "4033800.00",
        ("total", "adjusted"): "4000000.00",
        ("total", "executed"): "3000000.00",
        ("project", "executed"): "1786460.00",
        ("operating", "initial"): "30000.00",
        ("operating", "executed"): "20000.00",
        ("three_public", "executed"): "0.00",
    },
    staff={"authorized": 31, "on_post": 23, "retired": 46, "civil_servant_like": 23},
    score="95",
)
"""Prints a total, an adjusted budget and 三公 of nought; 23 of 31 posts are taken."""


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    with with_marts(tmp_path_factory.mktemp("measures"), S1, S2) as store:
        yield store


def value(store: Store, measure: str, unit: str = S2.unit) -> dict[str, Any]:
    return one(store, f"FROM mart.measure_values WHERE measure = '{measure}' AND unit_name = '{unit}'")


def test_every_decimal_column_of_a_mart_names_its_measure_or_is_stated(told: Store) -> None:
    known = [c for m in load_measures() for c in m.columns] + load("measures")["stated"]
    columns = [
        row["name"]
        for row in told.rows(
            "SELECT schema_name || '.' || table_name || '.' || column_name AS name FROM duckdb_columns() "
            "WHERE schema_name = 'mart' AND data_type LIKE 'DECIMAL%'"
        )
    ]
    assert [name for name in columns if not any(fnmatch(name, known_as) for known_as in known)] == []
    assert [k for k in known if not any(fnmatch(name, k) for name in columns)] == []


def test_formulas_are_a_table_of_every_build(told: Store) -> None:
    rows = told.rows("FROM meta.measures")
    assert {row["measure"] for row in rows} == {m.measure for m in load_measures()}
    for row in rows:
        assert all(row[k].strip() for k in ("name_zh", "unit_zh", "formula_zh", "caution_zh", "source")), row
        assert "{" not in row["name_zh"] + row["formula_zh"], row
    with told.workbench() as (bench,):  # what lay on that of the build is gone once it has its marts
        for script in ("00_usable", "02_figures", "10_expected", "12_known_figures"):
            bench.run_script(MARTS / f"{script}.sql")
        figures = {row["figure"] for row in bench.rows("SELECT figure FROM known_figures")}
    assert {f for m in load_measures() for f in (*m.numerator, *m.denominator)} <= figures
    assert {s.term for s in load_sums()} <= figures


def test_a_value_is_the_exact_quotient_of_what_is_printed(told: Store) -> None:
    row = value(told, "control_rate")
    assert (row["value"], row["value_low"], row["value_high"]) == (
        Decimal("74.1935"),  # 23 ÷ 31 = 74.19354838…
        Decimal("74.1935"),
        Decimal("74.1936"),
    )
    assert value(told, "retirees_per_post")["value"] == 2
    half = value(told, "operating_control_rate")  # 2 ÷ 3 of 万元, each ± 0.005
    assert half["value"] == Decimal("66.6667")
    assert (half["value_low"], half["value_high"]) == (Decimal("66.3893"), Decimal("66.9450"))


def test_numbers_lead_to_the_quotes_of_both_sides(told: Store) -> None:
    row = value(told, "project_share", S1.unit)
    assert row["denominator_name"] == "支出合计执行（人员经费执行＋公用经费执行＋项目支出执行）"
    assert row["denominator"] == Decimal("337.926")
    assert row["value"] == Decimal("52.8654")  # 178.646 ÷ 337.926
    assert len(row["denominator_evidence_ids"]) == len(row["denominator_fact_ids"]) == 3
    assert "支出合计执行未印" in row["comparability_reason"]
    lost = told.scalar(
        "SELECT count(*) FROM (SELECT unnest(numerator_evidence_ids || denominator_evidence_ids) AS evidence_id FROM mart.measure_values) "
        "ANTI JOIN core.evidence USING (evidence_id)"
    )
    assert lost == 0


def test_a_printed_total_is_taken_before_a_sum(told: Store) -> None:
    row = value(told, "project_share")
    assert (row["denominator_name"], row["denominator"]) == ("支出合计执行", 300)
    assert row["comparability"] == "ok"


def test_nought_is_a_value_and_what_is_not_printed_has_a_reason(told: Store) -> None:
    assert value(told, "three_public_share")["value"] == 0
    row = value(told, "three_public_share", S1.unit)
    assert (row["value"], row["missing_reason"], row["comparability"]) == (
        None,
        "三公经费执行未报告",
        "unsound",
    )
    assert value(told, "basic_execution_rate")["missing_reason"] == (
        "基本支出执行未报告；基本支出调整后预算、基本支出年初预算均未报告"
    )


def test_the_base_that_stands_in_for_another_is_named(told: Store) -> None:
    adjusted, initial = value(told, "total_execution_rate"), value(told, "operating_execution_rate")
    assert (adjusted["value"], adjusted["denominator_name"], adjusted["comparability"]) == (
        75,
        "合计调整后预算",
        "ok",
    )
    assert (initial["denominator_name"], initial["comparability"]) == ("公用经费年初预算", "qualified")
    assert "公用经费调整后预算未报告，用公用经费年初预算" in initial["comparability_reason"]


def test_a_rate_that_no_completion_can_have_says_so_in_words(marts: Marts) -> None:
    much = replace(S2, money={("project", "initial"): "3500000.00", ("project", "executed"): "180619461.46"})
    row = value(marts(much), "project_execution_rate")
    assert row["value"] == Decimal("5160.556000")
    assert row["comparability"] == "qualified"
    assert row["comparability_reason"].startswith(
        "项目支出执行是项目支出年初预算的 51.6 倍，超出完成率可能的范围：年中追加没有写明"
    )
    twice = replace(S2, money={("project", "initial"): "3500000.00", ("project", "executed"): "7000000.00"})
    assert "倍" not in (value(marts(twice), "project_execution_rate")["remark"] or "")


def test_a_doubtful_base_is_not_replaced_by_another(marts: Marts) -> None:
    fact = next(f for f in rows_of(S2).budget_facts if (f.category, f.stage) == ("total", "adjusted"))
    spent = next(f for f in rows_of(S1).budget_facts if (f.category, f.stage) == ("operating", "executed"))
    store = marts(
        S1,
        S2,
        withheld=(
            Withheld(S2.version_id, "budget_facts", fact.fact_id, "B03"),
            Withheld(S1.version_id, "budget_facts", spent.fact_id, "B03"),
        ),
    )
    row = value(store, "total_execution_rate")
    assert (row["value"], row["missing_reason"]) == (None, "合计调整后预算有误未采用")
    assert value(store, "total_adjustment_rate")["missing_reason"] == (
        "合计预算调整额（合计调整后预算－合计年初预算）未能确定"
    )
    assert value(store, "project_share", S1.unit)["missing_reason"].endswith("＋项目支出执行）未能确定")


def test_an_adjustment_is_a_size_and_a_printed_one_serves_without_a_level(marts: Marts) -> None:
    money = {("project", "initial"): "1000000.00", ("project", "adjustment"): "-250000.00"}
    row = value(marts(replace(S2, money=money)), "project_adjustment_rate")
    assert (row["numerator"], row["value"], row["numerator_name"]) == (-25, 25, "项目支出预算调整额")
    assert value(marts(S2), "total_adjustment_rate")["value"] == Decimal("0.8379")  # 3.38 ÷ 403.38


def test_nothing_is_divided_by_nought(marts: Marts) -> None:
    row = value(
        marts(replace(S2, money={("project", "initial"): "0.00", ("project", "executed"): "5.00"})),
        "project_execution_rate",
    )
    assert (row["value"], row["missing_reason"]) == (None, "项目支出年初预算为 0")


@pytest.mark.parametrize(
    "wrong",
    [{"kind": "guess"}, {"scale": "cubic"}, {"numerator": ()}, {"kind": "statistic"}],
)
def test_an_entry_that_is_no_measure_is_refused(wrong: dict[str, Any]) -> None:
    entry = {"numerator": ("a",), "denominator": ("b",), **wrong}
    with pytest.raises(ValueError, match="m:"):
        Measure("m", "名", "%", "甲÷乙", (), "慎", "源", **entry)
