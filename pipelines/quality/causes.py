"""Causes and consequences: what follows from a failure that was reported already is not reported again.

Belongs here: which cases of a rule its causes (``suppressed_by``) silence, as temporary tables ``whole_causes`` (of a
version) and ``silenced_cases``. Does not belong here: which rule is whose cause (expectations), results (answers).

A cause that lies in figures silences the cases that use one of them; so one misprint raises one finding, and another fault
of the same report is still seen. A cause without figures (something is missing, a wrong year) silences the rule on the
whole report, and so does any cause for a case that names no figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.quality.cases import Case
from pipelines.quality.ports import SqlStore
from pipelines.quality.rules import Rule


@dataclass(frozen=True, slots=True)
class _Used:
    version_id: str
    branch: str
    subject: str | None
    fact: str | None


def note_causes(store: SqlStore, rule: Rule, cases: Sequence[tuple[str, Case]] | None) -> None:
    """Fill both tables for the cases of ``rule_answer`` (a query's), or for these of a text rule."""
    _find_causes(store, rule)
    if not rule.suppressed_by or not store.rows("SELECT 1 AS found FROM figure_causes LIMIT 1"):
        store.execute(
            "CREATE OR REPLACE TEMP TABLE silenced_cases (version_id VARCHAR, branch VARCHAR, subject VARCHAR, because VARCHAR)"
        )
        return
    _find_used(store, cases)
    store.execute(
        "CREATE OR REPLACE TEMP TABLE silenced_cases AS"
        " SELECT u.version_id, u.branch, u.subject, min(c.because) AS because FROM cases_facts u"
        " JOIN figure_causes c USING (version_id) LEFT JOIN fact_places p ON p.version_id = u.version_id"
        " AND p.evidence_id = c.evidence_id AND p.fact = u.fact"
        " WHERE p.fact_id IS NOT NULL OR u.fact IS NULL GROUP BY ALL"
    )


def _find_causes(store: SqlStore, rule: Rule) -> None:
    """The failures of the causes, with the figures that they quote."""
    store.execute(
        "CREATE OR REPLACE TEMP TABLE figure_causes AS"
        " SELECT DISTINCT r.version_id, r.rule_id AS because, e.evidence_id FROM quality.results r"
        " LEFT JOIN quality.result_evidence e ON e.result_id = r.result_id AND e.role = 'figure'"
        " SEMI JOIN rule_applicable a ON a.version_id = r.version_id"
        " WHERE r.outcome = 'fail' AND list_contains($causes, r.rule_id)",
        {"causes": list(rule.suppressed_by)},
    )
    store.execute(
        "CREATE OR REPLACE TEMP TABLE whole_causes AS SELECT version_id, min(because) AS because FROM figure_causes"
        " WHERE evidence_id IS NULL GROUP BY version_id; DELETE FROM figure_causes WHERE evidence_id IS NULL"
    )


def _find_used(store: SqlStore, cases: Sequence[tuple[str, Case]] | None) -> None:
    """The figures of each case of a version with causes; one row without a figure for a case that names none."""
    if cases is None:
        columns = {row["column_name"] for row in store.rows("DESCRIBE rule_answer")}
        given = {name: name if name in columns else "NULL" for name in ("branch", "subject", "fact_ids")}
        store.execute(
            "CREATE OR REPLACE TEMP TABLE cases_facts AS"
            f" SELECT version_id, coalesce({given['branch']}, 'main') AS branch, CAST({given['subject']} AS VARCHAR) AS subject,"
            f" unnest(CASE WHEN len({given['fact_ids']}) > 0 THEN {given['fact_ids']} ELSE [NULL]::VARCHAR[] END) AS fact"
            " FROM rule_answer SEMI JOIN figure_causes USING (version_id)"
        )
        return
    store.execute(
        "CREATE OR REPLACE TEMP TABLE cases_facts (version_id VARCHAR, branch VARCHAR, subject VARCHAR, fact VARCHAR)"
    )
    concerned = {row["version_id"] for row in store.rows("SELECT DISTINCT version_id FROM figure_causes")}
    used = [
        _Used(version, case.branch, case.subject, fact)
        for version, case in cases
        if version in concerned
        for fact in case.facts or (None,)
    ]
    if used:
        store.insert("cases_facts", used)
