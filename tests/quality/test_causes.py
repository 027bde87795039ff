"""Causes: one fault raises one finding, and no fault is hidden behind a smaller one."""

from __future__ import annotations

from dataclasses import replace

from pipelines.quality.engine import run_rules
from pipelines.quality.rules import Rule, Severity
from tests.quality.house import RUN, SQL, House, locate, rules


def rule(rule_id: str, **changes: object) -> Rule:
    found = next(r for r in rules() if r.rule_id == rule_id)
    return replace(found, **changes)  # type: ignore[arg-type]


def of_severity(found: Rule, severity: Severity) -> Rule:
    return replace(found, branches=tuple(replace(branch, severity=severity) for branch in found.branches))


def overspent() -> House:
    """Executed more than received, nothing carried in, and so less than nothing left: B04 and B14 of the same figures."""
    return House().report().budget("personnel", received="80", carried_in="0", executed="100")


def outcomes(house: House, *chosen: Rule) -> dict[str, set[tuple[str, str | None]]]:
    """Outcomes of each rule's cases about personnel, with the rule that silenced them."""
    run_rules(house.store, chosen, RUN, locate, SQL)
    found: dict[str, set[tuple[str, str | None]]] = {}
    for row in house.rows(
        "FROM quality.results WHERE subject LIKE 'personnel%' AND outcome <> 'not_evaluable'"
    ):
        found.setdefault(row["rule_id"], set()).add((row["outcome"], row["because_rule_id"]))
    for row in house.rows("FROM quality.results WHERE because_rule_id IS NOT NULL"):
        found.setdefault(row["rule_id"], set()).add((row["outcome"], row["because_rule_id"]))
    return found


def test_an_error_silences_the_error_that_follows_from_it() -> None:
    ended = outcomes(overspent(), rule("B04"), rule("B14"))
    assert ("fail", None) in ended["B04"]
    assert ended["B14"] == {("not_evaluable", "B04")}


def test_a_warning_silences_no_error() -> None:
    ended = outcomes(overspent(), of_severity(rule("B04"), Severity.WARN), rule("B14"))
    assert ("fail", None) in ended["B04"]
    assert ("fail", None) in ended["B14"]
    assert ("not_evaluable", "B04") not in ended["B14"]


def test_a_warning_silences_the_warning_that_follows_from_it() -> None:
    warn = Severity.WARN
    ended = outcomes(overspent(), of_severity(rule("B04"), warn), of_severity(rule("B14"), warn))
    assert ended["B14"] == {("not_evaluable", "B04")}


def test_the_error_behind_a_warning_still_keeps_its_figures_out_of_the_marts() -> None:
    h = overspent()
    outcomes(h, of_severity(rule("B04"), Severity.WARN), rule("B14"))
    assert {row["rule_id"] for row in h.rows("FROM quality.withheld")} == {"B14"}


PASSES = (
    "SELECT version_id, 'pass' AS verdict, list(table_name || ':' || fact_id) AS fact_ids, 1 AS n, 1 AS gap, 'x' AS stage"
    " FROM fact_places GROUP BY version_id"
)


def test_a_case_that_holds_stays_a_pass_beside_a_warning_and_not_beside_an_error() -> None:
    follows = rule("B07", query=PASSES, params={}, suppressed_by=("B04",))
    for severity, outcome in ((Severity.WARN, "pass"), (Severity.ERROR, "not_evaluable")):
        h = overspent()
        run_rules(h.store, [of_severity(rule("B04"), severity), follows], RUN, locate, SQL)
        assert h.outcomes("B07") == [outcome]


def test_a_warning_without_figures_silences_warnings_of_the_whole_report_and_no_error() -> None:
    """D01 (no table of indicators) names no figures; E01 and E02 are given it as their cause."""
    h = House().report().score("105", "优秀", "优").section("goals", "绩效目标：做好工作。")
    chosen = [rule("D01"), rule("E01", suppressed_by=("D01",)), rule("E04", suppressed_by=("D01",))]
    run_rules(h.store, chosen, RUN, locate, SQL)
    assert h.outcomes("D01") == ["fail"]
    assert h.outcomes("E01") == ["fail"]
    assert set(h.outcomes("E04")) == {"not_evaluable"}
