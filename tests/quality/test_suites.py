"""Great Expectations: its known traps, and agreement with plain SQL."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.publish.site import start_site, write_contracts
from pipelines.quality.contracts import SuiteReport
from pipelines.quality.expectations_gx import run_suites
from pipelines.quality.rules import RuleFileError
from pipelines.quality.suites import load_suites
from tests.quality.house import ROOT, RUN, House

GX = ROOT / "expectations" / "gx"
HEAD = "- table: {table}\n  name_zh: 例\n  key: fact_id\n  frame: |\n    {frame}\n"


def suite(folder: Path, table: str, frame: str, *expectations: str) -> Path:
    folder.mkdir(exist_ok=True)
    text = HEAD.format(table=table, frame=frame)
    for number, expectation in enumerate(expectations):
        text += f"- expect: e{number}\n  name_zh: 例\n  severity: error\n  {expectation}\n"
    (folder / f"{table}.yml").write_text(text, encoding="utf-8")
    return folder


def outcomes(house: House) -> dict[str, str]:
    return {
        row["rule_id"]: row["outcome"] for row in house.rows("SELECT rule_id, outcome FROM quality.results")
    }


@pytest.fixture(scope="module")
def bad() -> tuple[House, SuiteReport]:
    """Core tables with known faults in rows of budget_facts, staff_facts and evidence."""
    h = House().report()
    h.store.execute(
        "INSERT INTO core.documents (document_id, file_name, is_sample) VALUES ('d-v1', 'a.txt', false)"
    )
    h.store.execute(
        "INSERT INTO core.reports (report_id, report_type, scope, region_code) VALUES ('r-v1', 'department', 'unknown', '9901')"
    )
    h.budget("personnel", initial="-5", executed="3", adjustment="-2").budget("nonsense", initial="1").budget(
        "personnel", initial="7"
    )
    h.budget("project", initial="2")
    h.staff(on_post=-3)
    h.store.execute("UPDATE core.budget_facts SET evidence_id = 'lost' WHERE category = 'project'")
    h.store.execute("UPDATE core.budget_facts SET half_unit_yuan = 0 WHERE category = 'nonsense'")
    h.store.execute(
        "INSERT INTO core.units (unit_id, region_code, unit_name) VALUES ('u', '990101', '甲'), ('w', '990101', '甲')"
    )
    h.store.execute(
        "INSERT INTO core.fact_evidence VALUES ('budget_facts', 'f0001', 'e0001'), ('budget_facts', 'nobody', 'lost')"
    )
    h.store.execute(
        "INSERT INTO core.missing_facts (version_id, table_name, reason) VALUES ('v1', 'scores', 'whim')"
    )
    h.store.execute("INSERT INTO core.fact_causes VALUES ('budget_facts', 'f0001', 'unheard')")
    h.store.execute("INSERT INTO quality.withheld VALUES ('v1', 'budget_facts', 'f0001', 'B07', 'lost')")
    h.store.execute("INSERT INTO quality.live_counts VALUES ('core.budget_facts', 100), ('core.scores', 9)")
    h.store.execute(
        "INSERT INTO quality.results (result_id, run_id, rule_id, rule_version, branch, severity, report_id, version_id, outcome)"
        " VALUES ('x', 'r', 'B07', 1, 'main', 'error', 'r-v1', 'v1', 'fail'), ('x', 'r', 'B07', 1, 'main', 'error', 'r-v1', 'v1', 'not_evaluable')"
    )
    h.store.execute(
        "UPDATE core.evidence SET char_end = char_start WHERE evidence_id = (SELECT min(evidence_id) FROM core.evidence)"
    )
    return h, run_suites(h.store, GX, RUN)


def test_no_expectation_of_ours_is_broken(bad: tuple[House, SuiteReport]) -> None:
    assert bad[1].broken == ()
    assert "broken" not in outcomes(bad[0]).values()


AGREEMENT = {
    "GX.budget_facts.amount_not_negative": "SELECT count(*) AS n FROM core.budget_facts WHERE amount_yuan < 0 AND stage <> 'adjustment'",
    "GX.budget_facts.category_known": "SELECT count(*) AS n FROM core.budget_facts WHERE category = 'nonsense'",
    "GX.budget_facts.half_unit_positive": "SELECT count(*) AS n FROM core.budget_facts WHERE half_unit_yuan <= 0",
    "GX.budget_facts.evidence_exists": "SELECT count(*) AS n FROM core.budget_facts WHERE evidence_id NOT IN (SELECT evidence_id FROM core.evidence)",
    "GX.budget_facts.grain_unique": "SELECT sum(n) AS n FROM (SELECT count(*) AS n FROM core.budget_facts GROUP BY version_id, fact_year, category, stage, fund_source HAVING count(*) > 1)",
    "GX.staff_facts.headcount_not_negative": "SELECT count(*) AS n FROM core.staff_facts WHERE headcount < 0",
    "GX.evidence.range_not_empty": "SELECT count(*) AS n FROM core.evidence WHERE char_end <= char_start",
    "GX.units.name_unique_in_region": "SELECT count(*) AS n FROM core.units",
    "GX.units.id_fits_name": "SELECT count(*) AS n FROM core.units WHERE unit_id <> region_code || '-' || left(sha256(unit_name), 12)",
    "GX.fact_evidence.fact_exists": "SELECT count(*) AS n FROM core.fact_evidence WHERE fact_id NOT IN (SELECT fact_id FROM core.budget_facts)",
    "GX.missing_facts.reason_known": "SELECT count(*) AS n FROM core.missing_facts WHERE reason = 'whim'",
    "GX.fact_causes.cause_known": "SELECT count(*) AS n FROM core.fact_causes WHERE cause NOT IN (SELECT cause FROM quality.causes)",
    "GX.withheld.failure_exists": "SELECT count(*) AS n FROM quality.withheld WHERE result_id NOT IN (SELECT result_id FROM quality.results)",
    "GX.results.ids_unique": "SELECT count(DISTINCT rule_id) AS n FROM quality.results WHERE result_id IN (SELECT result_id FROM quality.results GROUP BY 1 HAVING count(*) > 1)",
    "GX.results.fail_says_why": "SELECT count(DISTINCT rule_id) AS n FROM quality.results WHERE outcome = 'fail' AND message_zh IS NULL",
    "GX.results.not_evaluable_says_why": "SELECT count(DISTINCT rule_id) AS n FROM quality.results WHERE outcome = 'not_evaluable' AND reason IS NULL AND rule_id = 'B07'",
    "GX.results.rule_exists": "SELECT count(DISTINCT rule_id) AS n FROM quality.results WHERE rule_id NOT LIKE 'GX.%'",
    "GX.table_rows.hardly_shrunk": "SELECT count(*) AS n FROM quality.live_counts",
    "GX.table_rows.not_emptied": "SELECT count(*) AS n FROM quality.live_counts WHERE table_name = 'core.scores'",
    "GX.reports.region_code_shape": "SELECT count(*) AS n FROM core.reports WHERE NOT regexp_full_match(region_code, '[0-9]{6}')",
}


@pytest.mark.parametrize("rule_id", AGREEMENT)
def test_great_expectations_counts_what_sql_counts(bad: tuple[House, SuiteReport], rule_id: str) -> None:
    h, _ = bad
    (row,) = h.rows("SELECT outcome, observed, message_zh FROM quality.results WHERE rule_id = ?", [rule_id])
    (counted,) = h.rows(AGREEMENT[rule_id])
    assert counted["n"] > 0
    assert (row["outcome"], row["observed"]) == ("fail", str(counted["n"]))
    assert row["message_zh"]


def test_sound_columns_pass_and_every_outcome_is_a_row(bad: tuple[House, SuiteReport]) -> None:
    h, report = bad
    found = {rule_id: outcome for rule_id, outcome in outcomes(h).items() if rule_id.startswith("GX.")}
    assert found["GX.budget_facts.stage_known"] == found["GX.budget_facts.fact_id_unique"] == "pass"
    assert set(found) == {e.rule_id for s in load_suites(GX) for e in s.expectations}
    assert len(found) == len(report.counts)
    assert {row["rule_id"] for row in h.rows("SELECT rule_id FROM quality.rules")} == set(found)


def test_a_failure_quotes_the_rows_that_fail(bad: tuple[House, SuiteReport]) -> None:
    rows = bad[0].rows(
        "SELECT e.evidence_id FROM quality.results JOIN quality.result_evidence USING (result_id)"
        " JOIN core.evidence e USING (evidence_id) WHERE rule_id = 'GX.staff_facts.headcount_not_negative'"
    )
    assert rows == bad[0].rows("SELECT evidence_id FROM core.staff_facts")


def test_a_failure_names_the_rows_as_people_do(tmp_path: Path) -> None:
    """By file and quote where there is one, by unit and year, by the file; else by the key."""
    h = House().report("v1", unit_name="云溪县总工会")
    h.budget("project", initial="3")
    h.store.execute(
        "INSERT INTO core.documents (document_id, path, file_name) VALUES ('d-v1', '2024/总工会.pdf', '总工会.pdf');"
        " INSERT INTO core.reports (report_id, version_id, unit_name, fiscal_year) VALUES ('r-v1', 'v1', '云溪县总工会', 2024)"
    )
    missing = "type: expect_column_values_to_not_be_null\n  kwargs: {column: a}"
    frames = {
        "one": "SELECT fact_id, evidence_id, NULL::INT AS a, 1 AS n FROM core.budget_facts",
        "two": "SELECT version_id AS fact_id, report_id, NULL::INT AS a FROM core.reports",
        "three": "SELECT document_id AS fact_id, document_id, NULL::INT AS a FROM core.documents",
        "four": "SELECT 'nobody' AS fact_id, 'no such report' AS report_id, NULL::INT AS a",
    }
    for table, frame in frames.items():
        run_suites(h.store, suite(tmp_path / table, table, frame, missing), RUN)
    told = {
        row["rule_id"]: row["message_zh"].rpartition("如 ")[2]
        for row in h.rows("FROM quality.results WHERE outcome = 'fail'")
    }
    assert told == {
        "GX.one.e0": "总工会.pdf“原文”",
        "GX.two.e0": "云溪县总工会 2024 年度",
        "GX.three.e0": "2024/总工会.pdf",
        "GX.four.e0": "nobody",
    }


def test_an_empty_table_is_not_evaluable(bad: tuple[House, SuiteReport]) -> None:
    found = outcomes(bad[0])
    assert {o for rule_id, o in found.items() if rule_id.startswith("GX.indicators.")} == {"not_evaluable"}


def test_one_frame_in_a_hundred_may_be_empty_but_not_half_of_it(tmp_path: Path) -> None:
    """A share that is allowed passes with rows that do not meet it; one that is exceeded names them."""
    frame = "SELECT 'k' || i AS fact_id, CASE WHEN i % 4 > 0 THEN i END AS a FROM range(40) t(i)"
    kind = "type: expect_column_values_to_not_be_null\n  kwargs: {column: a, mostly: %s}%s"
    h = House()
    few = "\n  at_least: 41"
    run_suites(
        h.store,
        suite(tmp_path / "gx", "some", frame, kind % (0.7, ""), kind % (0.8, ""), kind % (0.8, few)),
        RUN,
    )
    assert outcomes(h) == {"GX.some.e0": "pass", "GX.some.e1": "fail", "GX.some.e2": "not_evaluable"}
    (row,) = h.rows("SELECT observed, expected, inputs FROM quality.results WHERE outcome = 'fail'")
    assert (row["observed"], row["expected"]) == ("10", "不超过 20%")
    assert '"keys": ["k0", "k4"' in row["inputs"]
    (row,) = h.rows("SELECT reason FROM quality.results WHERE outcome = 'not_evaluable'")
    assert "不足 41 行" in row["reason"]


def test_a_median_out_of_bounds_fails_as_a_whole(tmp_path: Path) -> None:
    frame = "SELECT i AS fact_id, i AS a FROM range(9) t(i)"
    median = "type: expect_column_median_to_be_between\n  kwargs: {column: a, min_value: %s, max_value: 9}"
    h = House()
    run_suites(h.store, suite(tmp_path / "gx", "some", frame, median % 4, median % 5), RUN)
    assert outcomes(h) == {"GX.some.e0": "pass", "GX.some.e1": "fail"}
    (row,) = h.rows("SELECT observed, message_zh FROM quality.results WHERE outcome = 'fail'")
    assert (row["observed"], "应在 5～9 之间" in row["message_zh"]) == ("4.0", True)


def test_the_page_shows_failures_first_with_their_rows_and_as_text(tmp_path: Path) -> None:
    frame = "SELECT '<script>alert(1)</script>' AS fact_id, NULL AS a, 1 AS b"
    missing = "type: expect_column_values_to_not_be_null\n  kwargs: {column: a}"
    there = missing.replace("column: a", "column: b")
    h = House()
    run_suites(h.store, suite(tmp_path / "gx", "budget_facts", frame, there, missing), RUN)
    site = start_site(h.store, tmp_path / "site", "20261126T000000Z-00000000")
    assert write_contracts(h.store, site) == 2
    page = (tmp_path / "site" / "quality" / "expectations.html").read_text(encoding="utf-8")
    assert "<script>" not in page
    assert "<code>&lt;script&gt;alert(1)&lt;/script&gt;</code>" in page
    assert "http" not in page.replace("http-equiv", "")
    assert page.index('id="GX.budget_facts.e1"') < page.index('id="GX.budget_facts.e0"')


PAIR = (
    "type: expect_column_pair_values_a_to_be_greater_than_b\n"
    "  kwargs: {column_A: a, column_B: b, or_equal: true, ignore_row_if: either_value_is_missing}"
)


def test_nulls_do_not_fail_a_pair_and_columns_of_nulls_are_not_evaluable(tmp_path: Path) -> None:
    frame = "SELECT * FROM (VALUES ('x', 2, 1), ('y', NULL, 1), ('z', 1, NULL)) t(fact_id, a, b)"
    h = House()
    run_suites(h.store, suite(tmp_path / "one", "some", frame, PAIR), RUN)
    assert outcomes(h) == {"GX.some.e0": "pass"}
    empty = "SELECT * FROM (VALUES ('x', NULL, 1), ('y', NULL, 1)) t(fact_id, a, b)"
    h = House()
    run_suites(h.store, suite(tmp_path / "two", "some", empty, PAIR), RUN)
    assert outcomes(h) == {"GX.some.e0": "not_evaluable"}


BROKEN = [
    "type: expect_column_values_to_be_between\n  kwargs: {column: nowhere, min_value: 0}",
    "type: expect_column_values_to_be_between\n  kwargs: {colum: a, min_value: 0}",
    "type: expect_the_unexpected\n  kwargs: {column: a}",
    "type: expect_column_median_to_be_between\n  kwargs: {column: nowhere, min_value: 5}",
]


@pytest.mark.parametrize("expectation", BROKEN)
def test_a_broken_expectation_is_broken_and_no_fault_of_the_data(tmp_path: Path, expectation: str) -> None:
    sound = "type: expect_column_values_to_not_be_null\n  kwargs: {column: a}"
    h = House()
    report = run_suites(
        h.store, suite(tmp_path / "gx", "some", "SELECT 'x' AS fact_id, 1 AS a", expectation, sound), RUN
    )
    assert [b.rule_id for b in report.broken] == ["GX.some.e0"]
    assert outcomes(h) == {"GX.some.e0": "broken", "GX.some.e1": "pass"}


def test_a_frame_that_cannot_be_made_breaks_its_own_suite_only(tmp_path: Path) -> None:
    sound = "type: expect_column_values_to_not_be_null\n  kwargs: {column: a}"
    folder = suite(tmp_path / "gx", "bad", "SELECT a FROM nowhere", sound)
    suite(folder, "good", "SELECT 'x' AS fact_id, 1 AS a", sound)
    h = House()
    run_suites(h.store, folder, RUN)
    assert outcomes(h) == {"GX.bad.e0": "broken", "GX.good.e0": "pass"}


def test_a_pair_that_forgets_about_nulls_is_refused_with_file_and_line(tmp_path: Path) -> None:
    careless = PAIR.replace(", ignore_row_if: either_value_is_missing", "")
    with pytest.raises(RuleFileError, match=r"some\.yml:10: .*a pair needs ignore_row_if"):
        load_suites(suite(tmp_path / "gx", "some", "SELECT 1", careless))


def test_a_suite_is_named_as_its_file(tmp_path: Path) -> None:
    folder = suite(tmp_path / "gx", "some", "SELECT 1", PAIR)
    (folder / "some.yml").rename(folder / "other.yml")
    with pytest.raises(RuleFileError, match=r"other\.yml:1"):
        load_suites(folder)
