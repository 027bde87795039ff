"""The engine: four outcomes, isolation of a broken rule, evidence, suppression, withholding, versions in scope."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from pipelines.lexicon import load
from pipelines.model.rows import Evidence
from pipelines.quality import narrow
from pipelines.quality.cases import Case, passed
from pipelines.quality.engine import RuleReport, run_rules
from pipelines.quality.rules import Outcome, Rule
from pipelines.quality.text_rules import TEXT_RULES
from tests.quality.house import RUN, SQL, House, locate, rules


def rule(rule_id: str, **changes: object) -> Rule:
    found = next(r for r in rules() if r.rule_id == rule_id)
    return replace(found, **changes)  # type: ignore[arg-type]


def run(house: House, *chosen: Rule) -> RuleReport:
    return run_rules(house.store, chosen, RUN, locate, SQL)


def faulty() -> House:
    """Items that do not add up, a score out of range."""
    h = House().report().budget("project", initial="100").items(("甲", "40"), ("乙", "50"))
    return h.score("105", "良好", "良")


BROKEN_QUERIES = {
    "SELECT version_id FROM no_such_table": "no_such_table",
    "SELECT version_id, 'pass' AS verdict FROM rule_scope": "缺少列",
    "SELECT version_id, 'pass' AS verdict, 1 AS n, 2 AS gap, 'initial' AS stage FROM rule_scope": "依据",
    "SELECT version_id, 'perhaps' AS verdict, 1 AS n, 2 AS gap, 'initial' AS stage, [] AS fact_ids FROM rule_scope": "perhaps",
    "SELECT version_id, NULL AS verdict, 1 AS n, 2 AS gap, 'initial' AS stage, [] AS fact_ids FROM rule_scope": "None",
    "SELECT version_id, 'x' AS branch, 'pass' AS verdict, 1 AS n, 2 AS gap, 'initial' AS stage, [] AS fact_ids FROM rule_scope": "'x'",
    "SELECT version_id, 'not_evaluable' AS verdict, 'because' AS reason, 1 AS n, 2 AS gap, 'initial' AS stage, [] AS fact_ids FROM rule_scope": "because",
    "SELECT version_id, unnest(['pass', 'pass']) AS verdict, 1 AS n, 2 AS gap, 'initial' AS stage, [] AS fact_ids FROM rule_scope": "两个结果",
    "SELECT version_id, 'fail' AS verdict, 'many' AS observed, 1 AS n, 2 AS gap, 'initial' AS stage, [] AS fact_ids FROM rule_scope": "InvalidOperation",
}


@pytest.mark.parametrize("query", BROKEN_QUERIES)
def test_a_broken_query_breaks_its_rule_and_no_other(query: str) -> None:
    h = faulty()
    report = run(h, rule("B07", query=query, params={}), rule("E01"))
    assert [b.rule_id for b in report.broken] == ["B07"]
    assert BROKEN_QUERIES[query] in report.broken[0].message_zh
    assert "b_money.yml" in report.broken[0].message_zh
    assert "B07" not in report.broken[0].message_zh, "its name stands beside it"
    assert h.outcomes("B07") == ["broken"]
    assert h.outcomes("E01") == ["fail"]
    assert not h.rows("FROM quality.withheld WHERE rule_id = 'B07'")


def test_a_text_function_that_raises_breaks_its_rule_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    def raises(*_: object) -> Iterator[Case]:
        yield passed()
        raise KeyError("words")

    monkeypatch.setitem(TEXT_RULES, "template_hint", raises)
    h = House().report().section("measures", "为率先全面建成小康社会作贡献。")
    report = run(h, rule("A08"), rule("A10"))
    assert [b.rule_id for b in report.broken] == ["A10"]
    assert (h.outcomes("A08"), h.outcomes("A10")) == (["fail"], ["broken"])


def test_other_processes_find_in_the_texts_what_this_one_finds_and_the_cores_are_given_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def found(workers: int) -> list[dict[str, object]]:
        h = faulty().section("measures", "为率先全面建成小康社会作贡献。")
        h.store.execute("SET threads = 2")
        run_rules(
            h.store, [rule("E01"), rule("A08"), rule("B08"), rule("D06")], RUN, locate, SQL, workers=workers
        )
        assert h.rows("SELECT current_setting('threads') AS cores") == [{"cores": 2}]
        return h.rows("SELECT * FROM quality.results ORDER BY result_id")

    alone = found(1)
    monkeypatch.setattr("pipelines.quality.text_pass.MANY", 1)
    assert found(2) == alone
    assert {row["outcome"] for row in alone} >= {"fail", "not_evaluable"}


def test_a_failure_while_evidence_is_made_takes_everything_of_the_rule_back() -> None:
    def no_document(document_id: str, char_start: int, char_end: int) -> Evidence:
        raise LookupError(document_id)

    h = House().report().section("measures", "为率先全面建成小康社会作贡献。")
    report = run_rules(h.store, [rule("A08")], RUN, no_document, SQL)
    assert [b.rule_id for b in report.broken] == ["A08"]
    assert h.outcomes("A08") == ["broken"]
    assert not h.rows("FROM quality.result_evidence")


def test_rows_that_cannot_be_written_break_their_rule_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    def rows_of(one: narrow._Waiting, params: dict[str, Any]) -> str:
        rows = told(one, params)
        return rows.replace("left(md5(", "no_function((") if one.rule.rule_id == "E01" else rows

    told = narrow._rows_of
    monkeypatch.setattr(narrow, "_rows_of", rows_of)
    h = House().report().score(total="95")
    h.store.execute("SET threads = 2")
    report = run(h, rule("E01"), rule("E02"), rule("A01"))
    assert [b.rule_id for b in report.broken] == ["E01"]
    assert h.outcomes("E01") == ["broken"]
    assert {"pass", "not_evaluable"} >= {*h.outcomes("E02"), *h.outcomes("A01")} != set()
    assert h.rows("SELECT current_setting('threads') AS cores") == [{"cores": 2}]


def test_rows_written_a_rule_at_a_time_are_those_written_together(
    judged: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(narrow, "MOST_WAITING", 1)
    every = "SELECT * EXCLUDE (run_id) FROM quality.results ORDER BY result_id"
    assert all_judged().rows(every) == judged.rows(every)


def test_a_report_that_a_rule_does_not_speak_of_is_not_evaluable_and_never_passed() -> None:
    h = House().report()
    h.run("B07", "E02")
    assert h.outcomes("B07") == ["not_evaluable"]
    assert h.outcomes("E02", "grade") == h.outcomes("E02", "wording") == ["not_evaluable"]


def test_what_cannot_be_judged_in_an_empty_report_says_for_each_rule_what_is_missing() -> None:
    h = House().report()
    run(h, *rules())
    general = load("quality")["reason"]["no_input"]
    told = h.rows("SELECT rule_id, branch, reason FROM quality.results WHERE outcome = 'not_evaluable'")
    assert len({row["rule_id"] for row in told}) > 60
    assert [(row["rule_id"], row["branch"]) for row in told if row["reason"] == general] == []


def test_no_report_at_all_gives_no_result_and_breaks_nothing() -> None:
    h = House()
    assert h.run().broken == ()
    assert not h.rows("FROM quality.results")
    assert len(h.rows("SELECT DISTINCT rule_id FROM quality.rules")) == len(rules())


def all_judged() -> House:
    """After all rules have run over reports with faults, beside a table of another hop."""
    house = faulty().budget("personnel", initial="1", executed="1").rate("personnel", "100")
    house.store.execute("CREATE TEMP TABLE of_another_hop (a INTEGER)")
    run_rules(house.store, rules(), RUN, locate, SQL)
    return house


@pytest.fixture(scope="module")
def judged() -> House:
    return all_judged()


def test_the_rules_leave_no_table_in_memory_but_the_list_of_quotes_they_made(judged: House) -> None:
    left = {
        row["table_name"]
        for row in judged.store.rows("SELECT table_name FROM duckdb_tables() WHERE temporary")
    }
    assert left == {"of_another_hop", "made_evidence"}


def test_current_versions_and_conflicting_ones_are_judged_and_no_others() -> None:
    h = House()
    h.report("now", "revision").score("95")
    h.report("old", is_current=False).score("95")
    h.report("one", "conflict").score("95")
    h.report("two", "conflict").score("105")
    h.report("copy", "duplicate", is_current=False).score("95")
    h.run("E01")
    judged = {
        row["version_id"]: row["outcome"] for row in h.rows("SELECT version_id, outcome FROM quality.results")
    }
    assert judged == {"now": "pass", "one": "pass", "two": "fail"}


@pytest.mark.parametrize(
    ("report_type", "judged"), [("department", True), ("project", False), ("other", False)]
)
def test_a_rule_for_departments_leaves_other_reports_alone(report_type: str, judged: bool) -> None:
    h = House().report(report_type=report_type)
    h.run("B13")
    assert bool(h.outcomes("B13")) is judged


@pytest.mark.parametrize(
    ("year", "judged"), [(2018, False), (2019, True), (2021, True), (2022, False), (None, True)]
)
def test_a_rule_is_in_force_between_its_dates(year: int | None, judged: bool) -> None:
    h = House().report(fiscal_year=year).score("95")
    run(h, rule("E01", since=date(2019, 1, 1), until=date(2021, 12, 31)))
    assert bool(h.outcomes("E01")) is judged


def test_a_cause_silences_its_consequences_and_says_so() -> None:
    h = faulty()
    h.run("E01", "E02", "E04")
    rows = h.rows(
        "SELECT outcome, because_rule_id, reason, message_zh FROM quality.results WHERE rule_id IN ('E02', 'E04')"
    )
    assert {row["outcome"] for row in rows} == {"not_evaluable"}
    assert {row["because_rule_id"] for row in rows} == {"E01"}
    assert all("E01" in row["reason"] and row["message_zh"] is None for row in rows)


def test_a_failed_error_withholds_the_figures_of_its_formula_and_a_warning_none() -> None:
    h = faulty().staff(present=20, on_post=7, retired=13)
    h.run("B07", "C02")
    used = {
        row["fact_id"]
        for row in h.rows(
            "SELECT fact_id FROM core.budget_facts UNION SELECT fact_id FROM core.project_items"
        )
    }
    withheld = h.rows("FROM quality.withheld")
    assert {row["fact_id"] for row in withheld} == used
    assert {row["rule_id"] for row in withheld} == {"B07"}


def test_a_wrong_year_withholds_the_whole_report() -> None:
    h = House().report().section("staff", "截至2022年12月31日，实有7人。")
    h.run("A02")
    (failed,) = h.rows("SELECT result_id FROM quality.results WHERE outcome = 'fail'")
    assert h.rows("FROM quality.withheld") == [
        {"version_id": "v1", "table_name": None, "fact_id": None, "rule_id": "A02", **failed}
    ]


def test_what_is_missing_is_shown_at_the_report_s_first_quote() -> None:
    h = House().report().budget("project", initial="1")
    h.run("B13")
    (row,) = h.rows("SELECT role, quote FROM quality.result_evidence JOIN core.evidence USING (evidence_id)")
    assert row == {"role": "report", "quote": "原文"}


def test_a_report_without_any_quote_still_leads_to_its_document() -> None:
    h = House().report()
    h.run("D01")
    (row,) = h.rows(
        "SELECT role, document_id FROM quality.result_evidence JOIN core.evidence USING (evidence_id)"
    )
    assert row == {"role": "report", "document_id": "d-v1"}


def test_evidence_that_is_there_already_is_not_stored_twice() -> None:
    h = House().report().section("duties", "负责全云溪县总工会经费的收缴。", start=70)
    h.store.insert("core.evidence", [locate("d-v1", 72, 79)])
    h.run("A06")
    assert len(h.rows("FROM core.evidence WHERE evidence_id = 'xd-v1-72-79'")) == 1


def test_the_same_input_gives_the_same_results(judged: House) -> None:
    rows = judged.rows("FROM quality.results ORDER BY ALL")
    assert rows == all_judged().rows("FROM quality.results ORDER BY ALL") != []


def test_result_ids_are_unique_over_all_rules(judged: House) -> None:
    (row,) = judged.rows("SELECT count(*) = count(DISTINCT result_id) AS holds FROM quality.results")
    assert row["holds"]


def test_counts_say_over_how_many_a_rule_could_be_judged() -> None:
    h = House()
    h.report("a").score("95")
    h.report("b").score("105")
    h.report("c")
    (count,) = h.run("E01").counts
    assert (count.passed, count.failed, count.not_evaluable) == (1, 1, 1)
    assert count.severity == "error"


def test_every_outcome_is_one_of_the_four(judged: House) -> None:
    found = {row["outcome"] for row in judged.rows("SELECT DISTINCT outcome FROM quality.results")}
    assert found <= {outcome.value for outcome in Outcome}


def test_braces_in_printed_words_do_not_break_a_message() -> None:
    h = House().report().indicator("{observed}{0}率", "成本指标")
    assert h.run("D05").broken == ()
    assert "“{observed}{0}率”" in h.messages("D05")[0]


def test_a_cause_in_figures_silences_only_cases_that_use_one_of_them() -> None:
    h = House().report()
    h.budget("personnel", received="80", carried_in="0", executed="100", carried_out="0")
    h.budget("project", received="80", carried_in="0", executed="50", carried_out="20")
    h.run("B04", "B14")
    rows = h.rows(
        "SELECT subject, outcome, because_rule_id FROM quality.results WHERE rule_id = 'B14' AND branch = 'balance'"
    )
    ended = {row["subject"].split("/")[0]: (row["outcome"], row["because_rule_id"]) for row in rows}
    assert ended["personnel"] == ("not_evaluable", "B04")
    assert ended["project"][1] is None
