"""Running the rules over the whole store.

Belongs here: the order of rules, isolation of a broken one, the way of its cases into schema quality. Does not belong
here: any rule (expectations/*.yml, text_rules) or what a result leads to (gate, marts).

Cases that passed or could not be judged never leave the database; only failures are worded in Python.
"""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TypeVar

from pipelines.quality.answers import (
    applies_to,
    ask,
    check,
    failures,
    find_applicable,
    take,
)
from pipelines.quality.cases import Passage
from pipelines.quality.causes import note_causes
from pipelines.quality.evidence import EvidenceFinder
from pipelines.quality.isolation import attempt
from pipelines.quality.kept import KeptResults
from pipelines.quality.narrow import NarrowRows
from pipelines.quality.ports import Locate, SqlStore
from pipelines.quality.results import broken_row, failed_row, rule_rows, withheld_rows
from pipelines.quality.rules import Rule, Sight
from pipelines.quality.scope import corpus_scripts, drop_tables, prepare, prepare_corpus, temporary_tables
from pipelines.quality.text_pass import Answer, TextPass

T = TypeVar("T")


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
    store: SqlStore,
    rules: Sequence[Rule],
    run_id: str,
    locate: Locate,
    sql_folder: Path,
    kept: KeptResults | None = None,
    workers: int = 1,
) -> RuleReport:
    """Run all rules and fill quality.rules, results, result_evidence and withheld.

    ``rules`` come from :func:`~pipelines.quality.loader.load_rules`, causes before consequences. ``locate`` makes evidence
    for passages that text rules find; ``sql_folder`` holds ``_scope.sql``. With ``kept``, rules with sight of one report run
    only where report or rule has changed; the results are the same. Texts of many reports are read by ``workers`` processes.
    """
    store.insert("quality.rules", [row for rule in rules for row in rule_rows(rule)])
    store.execute("CREATE OR REPLACE TEMP TABLE made_evidence (evidence_id VARCHAR)")
    before = temporary_tables(store)
    own = [rule for rule in rules if rule.sight is Sight.REPORT]
    others = [rule for rule in rules if rule.sight is Sight.CORPUS]
    asked = "\n".join(
        [*(rule.query or "" for rule in rules), *(corpus_scripts(sql_folder) if others else ())]
    )
    run = _Run(store, run_id, locate, sql_folder, workers, asked)
    if kept is None:
        run.prepare(None)
        run.judge(own)
    else:
        _judge_changed(run, own, kept)
    if others:
        run.prepare(None)
        run.prepare_corpus()
        run.judge(others)
    drop_tables(store, temporary_tables(store) - before)
    return RuleReport(tuple(_counts(store, run_id)), tuple(run.broken), run.seconds)


def _judge_changed(run: _Run, rules: Sequence[Rule], kept: KeptResults) -> None:
    """Take over what still holds and run the rest. If a rule breaks, nothing is taken over: it would be broken for all."""
    passes = run.timed("kept", partial(kept.load, run.store, rules, run.run_id))
    (counted,) = run.store.rows("SELECT count(*) AS versions FROM version_stamps")
    for one in passes:
        run.prepare(one.versions if len(one.versions) < counted["versions"] else None)
        run.judge(one.rules)
    if run.broken and kept.took_any(run.store):
        run.start_again()
        passes = (kept.whole(run.store, rules),)
        run.prepare(None)
        run.judge(rules)
    run.timed("kept", partial(kept.save, run.store, rules, passes, [b.rule_id for b in run.broken]))


class _Run:
    """A run under way: its store, what broke, and what took how long."""

    def __init__(
        self, store: SqlStore, run_id: str, locate: Locate, sql_folder: Path, workers: int, asked: str
    ) -> None:
        self.store = store
        self.run_id = run_id
        self.broken: list[BrokenRule] = []
        self.seconds: dict[str, float] = defaultdict(float)
        self._evidence = EvidenceFinder(store, locate)
        self._narrow = NarrowRows(store, run_id)
        self._sql_folder = sql_folder
        self._workers = workers
        self._asked = asked
        self._whole = False
        self._applicable: Mapping[str, object] | None = None

    def timed(self, name: str, work: Callable[[], T]) -> T:
        """The value of ``work``, its seconds noted under a name."""
        started = time.perf_counter()
        value = work()
        self.seconds[name] += time.perf_counter() - started
        return value

    def prepare(self, versions: Sequence[str] | None) -> None:
        """The shared tables for these versions, None for all; those for all are not made twice running."""
        if versions is not None or not self._whole:
            self.timed("scope", partial(prepare, self.store, self._sql_folder, versions, self._asked))
            self._whole = versions is None

    def prepare_corpus(self) -> None:
        """The tables of rules with sight of other reports."""
        self.timed("scope", partial(prepare_corpus, self.store, self._sql_folder))

    def judge(self, rules: Sequence[Rule]) -> None:
        """Run rules over what is prepared: queries while the texts are read, then text rules and what they may silence."""
        self._applicable = None
        early, late = _apart(rules)
        with TextPass(self.store, [r for r in rules if r.text], self.seconds, self._workers) as texts:
            for rule in early:
                self.timed("texts", texts.go_on)
                self._judge_rule(rule, None)
            answers = self.timed("texts", texts.finish)
        self.timed("quotes", partial(self._evidence.quote_ahead, _passages(answers.values())))
        for rule in late:
            self._judge_rule(rule, answers.pop(rule.rule_id, None))
        self.timed("passes", self._write_narrow)

    def _judge_rule(self, rule: Rule, answer: Answer | None) -> None:
        fault = answer.error if answer else None
        if fault is None:
            fault = self.timed(rule.rule_id, partial(attempt, partial(self._run_rule, rule, answer)))
        if fault is not None:
            self.broken.append(_isolate(self.store, rule, self.run_id, fault))
        if self._narrow.are_many():
            self.timed("passes", self._write_narrow)

    def _write_narrow(self) -> None:
        for rule, fault in self._narrow.write():
            self.broken.append(_isolate(self.store, rule, self.run_id, fault))

    def _run_rule(self, rule: Rule, answer: Answer | None) -> None:
        if self._applicable != applies_to(rule):
            find_applicable(self.store, rule)
            self._applicable = applies_to(rule)
        if answer is None:
            ask(self.store, rule)
        else:
            take(self.store, rule)
        seen = check(self.store, rule)
        is_caused = note_causes(self.store, rule, answer)
        found = list(failures(self.store, answer, is_caused)) if seen.fails else []
        rows = [failed_row(rule, self.run_id, failure) for failure in found]
        if rows:
            self.store.insert("quality.results", rows)
            told = [(row.result_id, failure) for row, failure in zip(rows, found, strict=True)]
            self.store.insert("quality.result_evidence", self._evidence.rows(told))
        if withheld := withheld_rows(rule, found):
            self.store.insert("quality.withheld", withheld)
        self._narrow.add(rule, seen, is_caused)

    def start_again(self) -> None:
        """Take back all results of the run."""
        self.broken.clear()
        self.store.execute(
            "DELETE FROM quality.result_evidence; DELETE FROM quality.results; DELETE FROM quality.withheld;"
            " DELETE FROM core.evidence WHERE evidence_id IN (FROM made_evidence); DELETE FROM made_evidence"
        )


def _apart(rules: Sequence[Rule]) -> tuple[list[Rule], list[Rule]]:
    """Queries that wait for no text, and the rest, both in the order of ``rules``: causes come before consequences."""
    waiting: set[str] = set()
    for rule in rules:
        if rule.text or waiting & set(rule.suppressed_by):
            waiting.add(rule.rule_id)
    return [r for r in rules if r.rule_id not in waiting], [r for r in rules if r.rule_id in waiting]


def _passages(answers: Iterable[Answer]) -> Iterator[Passage]:
    return (passage for answer in answers for _, case in answer.failing() for passage in case.passages)


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
    severity = rule.branches[0].severity.value
    row = broken_row(rule.rule_id, rule.version, severity, run_id, error, rule.written_in)
    store.insert("quality.results", [row])
    return BrokenRule(rule.rule_id, rule.name_zh, row.message_zh or "")


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
