"""Narrow rows of quality.results: cases that passed or could not be judged, and what a rule did not speak of at all.

Belongs here: their way from the temporary tables of many rules into the database, many rules at once. Does not belong here:
failures, which are worded in Python (results), and the cases of one rule (answers).

They are nearly all rows of a night. Written rule by rule, each write goes through the write-ahead log and fills up a group of
rows that has to be compressed anew; written together they go straight into the file. What one rule's rows are refused for costs
the others nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from pipelines.quality.answers import NO_INPUT, Seen, applicable, applies_to
from pipelines.quality.isolation import attempt
from pipelines.quality.ports import SqlStore
from pipelines.quality.results import reason_text
from pipelines.quality.rules import Rule

MOST_WAITING = 250_000
"""Cases that wait in memory, some 150 bytes each, before they are written."""
_OF_RULE = ("rule_cases",)
_OF_CAUSES = ("whole_causes", "silenced_cases")


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A rule whose cases wait in tables of its own, ``<table>_<number>``."""

    number: int
    rule: Rule
    seen: Seen
    is_caused: bool

    def tables(self) -> tuple[str, ...]:
        """The temporary tables that are set aside for it, by the names that they had."""
        return (*_OF_RULE, *_OF_CAUSES) if self.is_caused else _OF_RULE


class NarrowRows:
    """The rows that wait to be written; the tables that they are made of are those of one ``rule_scope``."""

    def __init__(self, store: SqlStore, run_id: str) -> None:
        self._store = store
        self._run_id = run_id
        self._waiting: list[_Waiting] = []
        self._begun = 0

    def add(self, rule: Rule, seen: Seen, is_caused: bool) -> None:
        """Set aside what stands in ``rule_cases``, and in the tables of its causes: all of it but failures will be written."""
        one = _Waiting(self._begun, rule, seen, is_caused)
        self._begun += 1
        for table in one.tables():
            self._store.execute(f"ALTER TABLE temp.{table} RENAME TO {table}_{one.number}")
        self._waiting.append(one)

    def are_many(self) -> bool:
        """Whether it is time to write."""
        return sum(one.seen.cases for one in self._waiting) >= MOST_WAITING

    def write(self) -> list[tuple[Rule, Exception]]:
        """Write all that waits. The rules whose rows could not be written, and why: where all fail together, each is tried alone."""
        faults: list[tuple[Rule, Exception]] = []
        if self._waiting and attempt(partial(self._write, self._waiting)) is not None:
            tried = [(one.rule, attempt(partial(self._write, [one]))) for one in self._waiting]
            faults = [(rule, fault) for rule, fault in tried if fault is not None]
        self.forget()
        return faults

    def forget(self) -> None:
        """Drop all that waits."""
        for one in self._waiting:
            for table in one.tables():
                self._store.execute(f"DROP TABLE temp.{table}_{one.number}")
        self._waiting.clear()

    def _write(self, several: Sequence[_Waiting]) -> None:
        params: dict[str, Any] = {"run": self._run_id, "no_input": NO_INPUT}
        selects = " UNION ALL ".join(_rows_of(one, params) for one in several)
        cores = self._store.rows("SELECT CAST(current_setting('threads') AS INTEGER) AS cores")[0]["cores"]
        self._store.execute(
            "SET threads = 1"
        )  # with two, each row is copied once more, to keep the rows in order
        try:
            self._store.execute(f"INSERT INTO quality.results BY NAME {selects}", params)
        finally:
            self._store.execute(f"SET threads = {cores}")


def _rows_of(one: _Waiting, params: dict[str, Any]) -> str:
    """The query for the rows of one rule; the names of its parameters, put into ``params``, end in its number."""
    rule, n = one.rule, f"_{one.number}"
    branches = [branch.name for branch in rule.branches]
    params |= applies_to(rule, n)
    params |= {f"branches{n}": branches, f"rule{n}": rule.rule_id, f"version{n}": rule.version}
    severity = _choose("c.branch", f"severity{n}", {b.name: b.severity.value for b in rule.branches}, params)
    nothing = {b.name: b.nothing_zh or reason_text(NO_INPUT) for b in rule.branches}
    lacks = _choose("c.branch", f"lacks{n}", nothing, params)
    given = _choose("c.reason", f"words{n}", one.seen.reasons, params) if one.seen.reasons else "NULL"
    ending = _Ending(
        "c.verdict",
        "CASE WHEN c.verdict = 'not_evaluable' THEN CASE WHEN coalesce(c.reason, $no_input) = $no_input"
        f" THEN {lacks} ELSE {given} END || coalesce('：' || c.says, '') END",
    )
    if one.is_caused:
        params[f"suppressed{n}"] = reason_text("cause_reported", rule_id="{rule_id}")
        ending = ending.unless_caused(n)
    return f"""
        SELECT left(md5(concat_ws('|', $rule{n}, c.branch, c.version_id, coalesce(c.subject, ''))), 16) AS result_id,
               $run AS run_id, $rule{n} AS rule_id, $version{n} AS rule_version, c.branch, {severity} AS severity,
               a.report_id, c.version_id, c.subject, {ending.outcome} AS outcome, {ending.reason} AS reason,
               {ending.because} AS because_rule_id
        FROM (
            SELECT version_id, branch, subject, verdict, reason, says FROM rule_cases{n}
            UNION ALL
            SELECT a.version_id, b.branch, NULL, 'not_evaluable', $no_input, NULL
            FROM ({applicable(n)}) a CROSS JOIN (SELECT unnest($branches{n}) AS branch) b
            ANTI JOIN rule_cases{n} c ON c.version_id = a.version_id AND c.branch = b.branch
        ) c JOIN ({applicable(n)}) a USING (version_id) {ending.causes} WHERE {ending.kept}"""


@dataclass(frozen=True, slots=True)
class _Ending:
    """Expressions for how a case ended: as the rule said, or not to be judged because a cause is reported already."""

    outcome: str
    reason: str
    because: str = "NULL::VARCHAR"
    causes: str = ""
    kept: str = "c.verdict <> 'fail'"

    def unless_caused(self, n: str) -> _Ending:
        """The same with the causes that stand in the tables of a number."""
        because = "coalesce(w.because, s.because)"
        return _Ending(
            f"CASE WHEN {because} IS NOT NULL THEN 'not_evaluable' ELSE {self.outcome} END",
            f"CASE WHEN {because} IS NOT NULL THEN replace($suppressed{n}, '{{rule_id}}', {because}) ELSE {self.reason} END",
            because,
            f"LEFT JOIN whole_causes{n} w ON w.version_id = c.version_id AND w.branch = c.branch"
            f" LEFT JOIN silenced_cases{n} s ON s.version_id = c.version_id AND s.branch = c.branch"
            " AND s.subject IS NOT DISTINCT FROM c.subject",
            f"({self.kept} OR {because} IS NOT NULL)",
        )


def _choose(column: str, name: str, values: Mapping[str, str], params: dict[str, Any]) -> str:
    """An expression that has a value for each word of a column: far quicker than a join or a list, row by row."""
    params |= {f"{name}_of_{i}": word for i, word in enumerate(values)}
    params |= {f"{name}_{i}": value for i, value in enumerate(values.values())}
    return (
        f"CASE {column} {' '.join(f'WHEN ${name}_of_{i} THEN ${name}_{i}' for i in range(len(values)))} END"
    )
