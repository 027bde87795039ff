"""The text rules in one pass over the texts.

Belongs here: reading each text once for all text rules, in several processes where there are many. Does not belong here:
any rule (text_rules).
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, MutableMapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, TypeAlias

from pipelines.engine import stream_tasks
from pipelines.quality.cases import Case
from pipelines.quality.isolation import attempt
from pipelines.quality.ports import SqlStore
from pipelines.quality.rules import Rule
from pipelines.quality.scope import TextRows, rows_of_texts
from pipelines.quality.text import ReportText
from pipelines.quality.text_rules import TEXT_RULES

MANY = 1000
"""Reports from which on further processes pay for their start."""

Answer: TypeAlias = list[tuple[str, Case]] | Exception
"""Cases with their version_id, or what stopped the rule."""
Rows: TypeAlias = Mapping[str, Sequence[Mapping[str, Any]]]
"""Rows of a rule's query by version."""


@dataclass(frozen=True, slots=True)
class TextTask:
    """A batch of reports for all text rules; ``rows`` by rule."""

    texts: TextRows
    rules: Sequence[Rule]
    rows: Mapping[str, Rows]


@dataclass(frozen=True, slots=True)
class TextAnswer:
    """The answer of one rule to a batch, and what it took."""

    rule_id: str
    answer: Answer
    seconds: float


def run_text_rules(
    store: SqlStore, rules: Sequence[Rule], seconds: MutableMapping[str, float], workers: int = 1
) -> dict[str, Answer]:
    """Cases of all text rules in one pass over the texts; of a rule that raises, what it raised first."""
    if not rules:
        return {}
    rows: dict[str, Rows] = {}
    answers: dict[str, Answer] = {}
    for rule in rules:
        found = attempt(partial(_rows_by_version, store, rule))
        if isinstance(found, Exception):
            answers[rule.rule_id] = found
        else:
            rows[rule.rule_id] = found
    able = [rule for rule in rules if rule.rule_id in rows]
    (counted,) = store.rows("SELECT count(*) AS versions FROM rule_scope")
    for done in stream_tasks(judge, _tasks(store, able, rows), workers if counted["versions"] >= MANY else 1):
        for part in done.value if done.value is not None else judge(done.task):
            seconds[part.rule_id] += part.seconds
            so_far = answers.setdefault(part.rule_id, [])
            if isinstance(so_far, Exception):
                continue
            if isinstance(part.answer, Exception):
                answers[part.rule_id] = part.answer
            else:
                so_far.extend(part.answer)
    return answers | {rule.rule_id: [] for rule in able if rule.rule_id not in answers}


def judge(task: TextTask) -> list[TextAnswer]:
    """All rules over one batch; runs in a worker."""
    parts = []
    reports = task.texts.reports()
    for rule in task.rules:
        started = time.perf_counter()
        answer = attempt(partial(_cases, rule, reports, task.rows[rule.rule_id]))
        parts.append(TextAnswer(rule.rule_id, answer, time.perf_counter() - started))
    return parts


def _tasks(store: SqlStore, rules: Sequence[Rule], rows: Mapping[str, Rows]) -> Iterator[TextTask]:
    for batch in rows_of_texts(store):
        names = [row["version_id"] for row in batch.versions]
        given = {key: {name: found[name] for name in names if name in found} for key, found in rows.items()}
        yield TextTask(batch, rules, given)


def _cases(rule: Rule, reports: Sequence[ReportText], rows: Rows) -> list[tuple[str, Case]]:
    function = TEXT_RULES[rule.text or ""]
    return [
        (report.version_id, case)
        for report in reports
        for case in function(report, rows.get(report.version_id, ()), rule.params)
    ]


def _rows_by_version(store: SqlStore, rule: Rule) -> Rows:
    rows: dict[str, list[Mapping[str, Any]]] = {}
    if rule.query:
        for row in store.rows(rule.query, rule.query_params()):
            rows.setdefault(row["version_id"], []).append(row)
    return rows
