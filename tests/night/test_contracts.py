"""The marts keep their contracts, faults in them are seen, and every build has the page that says so."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from pipelines.publish import live_build
from pipelines.quality.contracts import MART_FAMILY
from pipelines.quality.expectations_gx import run_suites
from pipelines.quality.suites import MARTS, load_suites
from pipelines.store import Store
from tests.night.nights import ask

SPOIL = (
    "UPDATE mart.unit_year SET evidence = map([], []) WHERE report_id = (SELECT min(report_id) FROM mart.unit_year);"
    "UPDATE mart.unit_year SET coverage = 1.5 WHERE region_code = '990101';"
    "UPDATE mart.county_year SET total_executed_wan = total_executed_wan + 0.01 WHERE region_code = '990102';"
    "CREATE TABLE mart.spoilt AS FROM mart.year_over_year; DROP VIEW mart.year_over_year; ALTER TABLE mart.spoilt RENAME TO year_over_year;"
    "UPDATE mart.year_over_year SET change = change + 1 WHERE figure = 'on_post';"
    "UPDATE mart.per_capita SET per_head_wan = per_head_wan * 2 WHERE category = 'operating';"
    "INSERT INTO mart.coverage FROM mart.coverage LIMIT 2"
)
SQL = {
    "GX.unit_year.every_figure_accounted": "SELECT count(*) AS n FROM mart.unit_year WHERE cardinality(evidence) + cardinality(missing) < 40",
    "GX.unit_year.coverage_in_range": "SELECT count(*) AS n FROM mart.unit_year WHERE coverage > 1",
    "GX.county_year.total_adds_up": "SELECT count(*) AS n FROM mart.county_year WHERE region_code = '990102' AND total_executed_wan IS NOT NULL",
    "GX.year_over_year.change_is_difference": "SELECT count(*) AS n FROM mart.year_over_year WHERE change <> value - prior_value",
    "GX.per_capita.quotient_fits": "SELECT count(*) AS n FROM mart.per_capita WHERE category = 'operating' AND per_head_wan > 0",
    "GX.coverage.key_unique": "SELECT sum(n) AS n FROM (SELECT count(*) AS n FROM mart.coverage GROUP BY region_code, department_type, fiscal_year HAVING count(*) > 1)",
}


@pytest.fixture(scope="module")
def spoilt(sample_warehouse: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A copy of the live build whose marts have known faults, looked at anew."""
    live = live_build(sample_warehouse)
    assert live is not None
    copy = tmp_path_factory.mktemp("spoilt") / "copy.duckdb"
    shutil.copy(live.database, copy)
    copy.chmod(0o644)
    store = Store(duckdb.connect(str(copy)), None)
    store.execute("DELETE FROM quality.results; DELETE FROM quality.rules")
    store.execute(SPOIL)
    root = Path(__file__).resolve().parents[2]
    assert run_suites(store, root / "expectations" / "gx" / MARTS, "again", MART_FAMILY).broken == ()
    yield store
    store.close()


@pytest.mark.parametrize("rule_id", SQL)
def test_a_fault_in_a_mart_is_counted_as_sql_counts_it(spoilt: Store, rule_id: str) -> None:
    (row,) = spoilt.rows("SELECT outcome, observed FROM quality.results WHERE rule_id = ?", [rule_id])
    (counted,) = spoilt.rows(SQL[rule_id])
    assert counted["n"] > 0
    assert (row["outcome"], row["observed"]) == ("fail", str(counted["n"]))


def test_the_samples_keep_every_contract_and_no_contract_is_broken(
    sample_warehouse: Path, project_root: Path
) -> None:
    rows = ask(
        sample_warehouse,
        "SELECT rule_id, outcome FROM quality.results JOIN quality.rules USING (rule_id) WHERE grain = 'table'",
    )
    folder = project_root / "expectations" / "gx"
    suites = (*load_suites(folder), *load_suites(folder / MARTS))
    assert {row["rule_id"] for row in rows} == {e.rule_id for suite in suites for e in suite.expectations}
    assert [row for row in rows if row["outcome"] in ("fail", "broken")] == []
    marts = ask(
        sample_warehouse, "SELECT table_name FROM information_schema.tables WHERE table_schema = 'mart'"
    )
    assert {row["table_name"] for row in marts} <= {suite.table for suite in suites}


def test_the_page_of_contracts_is_a_file_of_the_build(sample_warehouse: Path) -> None:
    live = live_build(sample_warehouse)
    assert live is not None
    assert "site/quality/expectations.html" in live.manifest().files
    page = (live.folder / "site" / "quality" / "expectations.html").read_text(encoding="utf-8")
    assert "<code>unit_year</code></small></h2>" in page
    assert "每个数字都有原文依据" in page
