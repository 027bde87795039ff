"""Examples of rules: one small report each, all judged in a single run.

A module of examples lists, for every rule, reports that pass, reports that fail with what the message must say, and
reports that nobody can judge.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from tests.quality.house import House

Build = Callable[[House], object]
"""Files the figures of a report."""


@dataclass(frozen=True, slots=True)
class Example:
    """``build`` files the figures of a report; ``outcome`` is that of the rule's branch; ``says`` stands in the message."""

    rule_id: str
    outcome: str
    name: str
    build: Build
    branch: str = "main"
    says: str = ""
    report: tuple[tuple[str, Any], ...] = ()

    def __str__(self) -> str:
        return f"{self.rule_id}-{self.outcome}-{self.name}"


class Judged:
    """The results of all examples of a module."""

    def __init__(self, examples: Sequence[Example]) -> None:
        self.house = House()
        for example in examples:
            self.house.report(str(example), **dict(example.report))
            example.build(self.house)
        self.report = self.house.run(*{e.rule_id for e in examples})

    def assert_holds(self, example: Example) -> None:
        """The branch ended as the example says, a failure with evidence and message, nothing else with either."""
        assert not self.report.broken, self.report.broken
        rows = self.house.rows(
            "SELECT r.*, (SELECT count(*) FROM quality.result_evidence e JOIN core.evidence USING (evidence_id)"
            " WHERE e.result_id = r.result_id) AS quotes FROM quality.results r"
            " WHERE version_id = ? AND rule_id = ? AND branch = ?",
            [str(example), example.rule_id, example.branch],
        )
        worst = next(o for o in ("fail", "pass", "not_evaluable") if any(row["outcome"] == o for row in rows))
        assert worst == example.outcome, rows
        for row in rows:
            assert (row["outcome"] == "fail") == (row["quotes"] > 0) == (row["message_zh"] is not None), row
            assert (row["outcome"] == "not_evaluable") == (row["reason"] is not None), row
        told = " ".join(row["message_zh"] or row["reason"] or "" for row in rows)
        assert example.says in told, told
