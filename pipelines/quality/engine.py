"""Running the rules over the whole store.

Belongs here: the order of rules, isolation of a broken one, the way of its cases into schema quality. Does not belong
here: any rule (expectations/*.yml, text_rules) or what a result leads to (gate, marts).

Cases that passed or could not be judged never leave the database; only failures are worded in Python.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pipelines.quality.answers import ask, check, failures, find_applicable, store_narrow, take
from pipelines.quality.cases import Case
from pipelines.quality.isolation import attempt
from pipelines.quality.ports import Locate, SqlStore
from pipelines.quality.results import (
    EvidenceFinder,
    broken_row,
    failed_row,
    rule_rows,
    withheld_rows,
)
from pipelines.quality.rules import Rule, Sight
from pipelines.quality.scope import prepare, prepare_corpus
from pipelines.quality.text_pass import run_text_rules


@dataclass(frozen=True, slots=True)
class RuleCount:
    """How the cases of one branch ended."""

    rule_id: str
    branch: str
    severity: str
    name_zh: str
    passed: int
    failed: int
    not_evaluable: int


@dataclass(frozen=True, slots=True)
class BrokenRule:
    """A rule that could not be run, and why."""

    rule_id: str
    name_zh: str
    message_zh: str


@dataclass(frozen=True, slots=True)
class RuleReport:
    """What a run of the rules came to; ``seconds`` by rule, and for what is shared by name in small letters."""

    counts: tuple[RuleCount, ...]
    broken: tuple[BrokenRule, ...]
    seconds: Mapping[str, float]

    def failed(self, severity: str) -> int:
        """Number of findings of a severity."""
        return sum(c.failed for c in self.counts if c.severity == severity)


def run_rules(
    store: SqlStore, rules: Sequence[Rule], run_id: str, locate: Locate, sql_folder: Path
) -> RuleReport:
    """Run all rules and fill quality.rules, results, result_evidence and withheld.

    ``rules`` come from :func:`~pipelines.quality.loader.load_rules`, causes before consequences. ``locate`` makes evidence
    for passages that text rules find; ``sql_folder`` holds ``_scope.sql``.
    """
    seconds: dict[str, float] = defaultdict(float)
    started = time.perf_counter()
    prepare(store, sql_folder)
    if any(rule.sight is Sight.CORPUS for rule in rules):
        prepare_corpus(store, sql_folder)
    seconds["scope"] = time.perf_counter() - started
    store.insert("quality.rules", [row for rule in rules for row in rule_rows(rule)])
    evidence = EvidenceFinder(store, locate)
    text_cases = run_text_rules(store, [r for r in rules if r.text], seconds)
    broken: list[BrokenRule] = []
    for rule in rules:
        started = time.perf_counter()
        cases = text_cases.get(rule.rule_id)
        fault = (
            cases
            if isinstance(cases, Exception)
            else attempt(partial(_run_rule, store, rule, run_id, evidence, cases))
        )
        if fault is not None:
            broken.append(_isolate(store, rule, run_id, fault))
        seconds[rule.rule_id] += time.perf_counter() - started
    return RuleReport(tuple(_counts(store, run_id)), tuple(broken), seconds)


def _isolate(store: SqlStore, rule: Rule, run_id: str, error: Exception) -> BrokenRule:
    """Take back what the broken rule wrote, and say that it is broken."""
    store.execute(
        "DELETE FROM quality.result_evidence WHERE result_id IN"
        " (SELECT result_id FROM quality.results WHERE rule_id = $rule AND run_id = $run)",
        {"rule": rule.rule_id, "run": run_id},
    )
    store.execute(
        "DELETE FROM quality.results WHERE rule_id = $rule AND run_id = $run",
        {"rule": rule.rule_id, "run": run_id},
    )
    store.execute("DELETE FROM quality.withheld WHERE rule_id = $rule", {"rule": rule.rule_id})
    why = f"{type(error).__name__}: {error} ({rule.source})"
    row = broken_row(rule.rule_id, rule.version, rule.branches[0].severity.value, run_id, why)
    store.insert("quality.results", [row])
    return BrokenRule(rule.rule_id, rule.name_zh, row.message_zh or "")


def _run_rule(
    store: SqlStore,
    rule: Rule,
    run_id: str,
    evidence: EvidenceFinder,
    cases: Sequence[tuple[str, Case]] | None,
) -> None:
    find_applicable(store, rule)
    if cases is None:
        ask(store, rule)
    else:
        take(store, cases)
    check(store, rule)
    found = list(failures(store, rule, cases))
    rows = [failed_row(rule, run_id, failure) for failure in found]
    store_narrow(store, rule, run_id)
    if rows:
        store.insert("quality.results", rows)
        store.insert(
            "quality.result_evidence",
            evidence.rows([(row.result_id, failure) for row, failure in zip(rows, found, strict=True)]),
        )
        if withheld := withheld_rows(rule, found):
            store.insert("quality.withheld", withheld)


def _counts(store: SqlStore, run_id: str) -> Iterator[RuleCount]:
    for row in store.rows(
        "SELECT r.rule_id, r.branch, r.severity, r.name_zh, count(q.result_id) FILTER (q.outcome = 'pass') AS passed,"
        " count(q.result_id) FILTER (q.outcome = 'fail') AS failed,"
        " count(q.result_id) FILTER (q.outcome = 'not_evaluable') AS not_evaluable"
        " FROM quality.rules r LEFT JOIN quality.results q"
        " ON q.rule_id = r.rule_id AND q.branch = r.branch AND q.run_id = $run GROUP BY ALL ORDER BY r.rule_id, r.branch",
        {"run": run_id},
    ):
        yield RuleCount(**row)
