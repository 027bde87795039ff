"""The text rules in one pass over the texts.

Belongs here: reading each text once for all text rules. Does not belong here: any rule (text_rules).
"""

from __future__ import annotations

import time
from collections.abc import Mapping, MutableMapping, Sequence
from functools import partial
from typing import Any, TypeAlias

from pipelines.quality.cases import Case
from pipelines.quality.isolation import attempt
from pipelines.quality.ports import SqlStore
from pipelines.quality.rules import Rule
from pipelines.quality.scope import reports_with_text
from pipelines.quality.text import ReportText
from pipelines.quality.text_rules import TEXT_RULES

Answer: TypeAlias = list[tuple[str, Case]] | Exception
"""Cases with their version_id, or what stopped the rule."""


def run_text_rules(
    store: SqlStore, rules: Sequence[Rule], seconds: MutableMapping[str, float]
) -> dict[str, Answer]:
    """Cases of all text rules in one pass over the texts; a rule that raises is left out from then on."""
    answers: dict[str, Answer] = {}
    rows: dict[str, Mapping[str, list[Mapping[str, Any]]]] = {}
    for rule in rules:
        found = attempt(partial(_rows_by_version, store, rule))
        answers[rule.rule_id] = found if isinstance(found, Exception) else []
        rows[rule.rule_id] = {} if isinstance(found, Exception) else found
    for batch in reports_with_text(store):
        for rule in rules:
            answer = answers[rule.rule_id]
            if isinstance(answer, Exception):
                continue
            started = time.perf_counter()
            cases = attempt(partial(_cases, rule, batch, rows[rule.rule_id]))
            seconds[rule.rule_id] += time.perf_counter() - started
            answers[rule.rule_id] = cases if isinstance(cases, Exception) else answer + cases
    return answers


def _cases(
    rule: Rule, batch: Sequence[ReportText], rows: Mapping[str, list[Mapping[str, Any]]]
) -> list[tuple[str, Case]]:
    function = TEXT_RULES[rule.text or ""]
    return [
        (report.version_id, case)
        for report in batch
        for case in function(report, rows.get(report.version_id, []), rule.params)
    ]


def _rows_by_version(store: SqlStore, rule: Rule) -> dict[str, list[Mapping[str, Any]]]:
    rows: dict[str, list[Mapping[str, Any]]] = {}
    if rule.query:
        for row in store.rows(rule.query, rule.query_params()):
            rows.setdefault(row["version_id"], []).append(row)
    return rows
