"""The text rules in one pass over the texts.

Belongs here: reading each text once for all text rules, in several processes where there are many, and the temporary table
``text_cases`` of what they answered. Does not belong here: any rule (text_rules).
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from types import TracebackType
from typing import Any, Self, TypeAlias

import pyarrow as pa

from pipelines.engine import Done, Stream
from pipelines.quality.cases import Case
from pipelines.quality.isolation import attempt
from pipelines.quality.ports import SqlStore
from pipelines.quality.rules import Outcome, Rule
from pipelines.quality.scope import TextRows, rows_of_texts
from pipelines.quality.text import ReportText
from pipelines.quality.text_rules import ROWS_ALONE, TEXT_RULES

MANY = 1000
"""Reports from which on further processes pay for their start."""

Rows: TypeAlias = Mapping[str, Sequence[Mapping[str, Any]]]
"""Rows of a query by version."""
Narrow: TypeAlias = tuple[str, str, str, str | None, str, str | None]
"""rule_id, version_id, branch, subject, verdict, reason."""
_NARROW = pa.schema(
    [(name, pa.string()) for name in ("rule_id", "version_id", "branch", "subject", "verdict", "reason")]
)


@dataclass(slots=True)
class Answer:
    """What a rule said of all texts: its cases stand in ``text_cases``; kept here are those that failed, and those that name
    figures in which a cause may lie."""

    telling: list[tuple[str, Case]] = field(default_factory=list)
    error: Exception | None = None

    def failing(self) -> Iterator[tuple[str, Case]]:
        """The failing cases with their version_id."""
        return ((version, case) for version, case in self.telling if case.verdict is Outcome.FAIL)


@dataclass(frozen=True, slots=True)
class TextTask:
    """A batch of reports for all text rules; ``rows`` by the name of a query, as they lie in the store, ``asks`` the name of
    each rule's query."""

    texts: TextRows
    rules: Sequence[Rule]
    rows: Mapping[str, pa.Table]
    asks: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TextAnswer:
    """The answer of one rule to a batch, or what stopped it, and what it took: the cases that are words and figures."""

    rule_id: str
    telling: Sequence[tuple[str, Case]]
    error: Exception | None
    seconds: float


@dataclass(frozen=True, slots=True)
class TextAnswers:
    """The answers of all rules to a batch. ``cases``: all cases, narrow, as they go into ``text_cases``; most are no more than
    that, and as objects those of a long night would fill the memory, and keep busy the one process that holds the store."""

    parts: Sequence[TextAnswer]
    cases: pa.Table


class TextPass:
    """The pass under way. Where there are many texts, other processes read them while queries run here: the store stays in
    the hands of this thread, which hands over batches and takes answers whenever it comes by (:meth:`go_on`). Until they are
    done queries run on one core: the others are taken, and threads that wait for each other would only keep them warm."""

    def __init__(
        self, store: SqlStore, rules: Sequence[Rule], seconds: MutableMapping[str, float], workers: int = 1
    ) -> None:
        self._store = store
        self._seconds = seconds
        self._answers = {rule.rule_id: Answer() for rule in rules}
        store.execute(
            "CREATE OR REPLACE TEMP TABLE text_cases (rule_id VARCHAR, version_id VARCHAR, branch VARCHAR, subject VARCHAR,"
            " verdict VARCHAR, reason VARCHAR)"
        )
        asks = _ask(store, rules, self._answers, seconds)
        self._tables = frozenset(asks.values())
        able = [rule for rule in rules if self._answers[rule.rule_id].error is None]
        is_text_read = any(rule.text not in ROWS_ALONE for rule in able)
        (counted,) = store.rows("SELECT count(*) AS versions FROM rule_scope")
        many = is_text_read and counted["versions"] >= MANY
        self._cores = _cores(store) if many and workers > 1 else None
        if self._cores is not None:
            store.execute("SET threads = 1")
        self._stream = Stream(
            judge, _tasks(store, able, asks, is_text_read) if able else (), workers if many else 1
        )

    def go_on(self) -> None:
        """Keep what has come back, and hand over what there is room for; waits for nothing."""
        self._take(self._stream.ready())

    def finish(self) -> dict[str, Answer]:
        """The answers of all text rules; of a rule that raised, what it raised first."""
        self._take(self._stream.rest())
        for table in self._tables:
            self._store.execute(f"DROP TABLE {table}")
        return self._answers

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stream.close()
        if self._cores is not None:
            self._store.execute(f"SET threads = {self._cores}")

    def _take(self, outcomes: Iterable[Done[TextTask, TextAnswers]]) -> None:
        for done in outcomes:
            answers = done.value if done.value is not None else judge(done.task)
            for part in answers.parts:
                self._seconds[part.rule_id] += part.seconds
                answer = self._answers[part.rule_id]
                answer.error = answer.error or part.error
                answer.telling.extend(part.telling)
            if answers.cases.num_rows:
                self._store.insert_arrow("text_cases", answers.cases)


def _cores(store: SqlStore) -> int:
    (setting,) = store.rows("SELECT CAST(current_setting('threads') AS INTEGER) AS cores")
    return int(setting["cores"])


def judge(task: TextTask) -> TextAnswers:
    """All rules over one batch; runs in a worker."""
    parts = []
    narrow: list[Narrow] = []
    reports = task.texts.reports()
    asked = {name: _by_version(table) for name, table in task.rows.items()}
    for rule in task.rules:
        started = time.perf_counter()
        rows = asked[task.asks[rule.rule_id]] if rule.rule_id in task.asks else {}
        cases = attempt(partial(_cases, rule, reports, rows))
        error = cases if isinstance(cases, Exception) else None
        given = [] if isinstance(cases, Exception) else cases
        narrow += [(rule.rule_id, v, c.branch, c.subject, c.verdict.value, c.reason) for v, c in given]
        telling = [(v, c) for v, c in given if c.verdict is Outcome.FAIL or (c.facts and rule.suppressed_by)]
        parts.append(TextAnswer(rule.rule_id, telling, error, time.perf_counter() - started))
    columns = list(zip(*narrow, strict=True)) or [()] * len(_NARROW)
    return TextAnswers(parts, pa.table(columns, schema=_NARROW))


def _cases(rule: Rule, reports: Sequence[ReportText], rows: Rows) -> list[tuple[str, Case]]:
    function = TEXT_RULES[rule.text or ""]
    return [
        (report.version_id, case)
        for report in reports
        for case in function(report, rows.get(report.version_id, ()), rule.params)
    ]


def _ask(
    store: SqlStore,
    rules: Iterable[Rule],
    answers: Mapping[str, Answer],
    seconds: MutableMapping[str, float],
) -> dict[str, str]:
    """Run the queries of text rules, each once; a table for each, named by rule, out of which a batch takes its rows."""
    made: dict[str, str | Exception] = {}
    asks: dict[str, str] = {}
    for rule in rules:
        if not rule.query:
            continue
        started = time.perf_counter()
        key = repr((rule.query, sorted((rule.query_params() or {}).items())))
        if key not in made:
            name = f"text_rows_{len(made)}"
            failed = attempt(
                partial(
                    store.execute,
                    f"CREATE OR REPLACE TEMP TABLE {name} AS {rule.query}",
                    rule.query_params(),
                )
            )
            made[key] = failed if isinstance(failed, Exception) else name
        found = made[key]
        if isinstance(found, Exception):
            answers[rule.rule_id].error = found
        else:
            asks[rule.rule_id] = found
        seconds[rule.rule_id] += time.perf_counter() - started
    return asks


def _tasks(
    store: SqlStore, rules: Sequence[Rule], asks: Mapping[str, str], is_text_read: bool
) -> Iterator[TextTask]:
    for batch in rows_of_texts(store, with_sections=is_text_read):
        of = {"first": batch.versions[0]["version_id"], "last": batch.versions[-1]["version_id"]}
        rows = {
            name: store.arrow(f"FROM {name} WHERE version_id BETWEEN $first AND $last", of)
            for name in sorted(set(asks.values()))
        }
        yield TextTask(batch, rules, rows, asks)


def _by_version(table: pa.Table) -> Rows:
    rows: dict[str, list[Mapping[str, Any]]] = {}
    for row in table.to_pylist():
        rows.setdefault(row["version_id"], []).append(row)
    return rows
