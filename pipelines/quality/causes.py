"""Causes and consequences: what follows from a failure that was reported already is not reported again.

Belongs here: which cases of a rule its causes (``suppressed_by``) silence, as temporary tables ``whole_causes`` (of a
version and branch) and ``silenced_cases``. Does not belong here: which rule is whose cause (expectations), results (answers).

A cause that lies in figures silences the cases that use one of them; so one misprint raises one finding, and another fault
of the same report is still seen. A cause without figures (something is missing, a wrong year) silences the rule on the
whole report, and so does any cause for a case that names no figures.

What a cause may silence depends on how sure it is. An error shows that a figure is wrong: nothing follows from it, not even
a pass. A cause that is only a warning silences no error, which would let figures into the marts that the error keeps out,
and no case that holds all the same.
"""

from __future__ import annotations

from pipelines.quality.ports import SqlStore
from pipelines.quality.rules import Rule, Severity
from pipelines.quality.text_pass import Answer


def note_causes(store: SqlStore, rule: Rule, answer: Answer | None) -> bool:
    """Whether causes of the rule have failed; then both tables are filled, for the cases of ``rule_answer`` (a query's) or
    for the answer of a text rule."""
    if not rule.suppressed_by or not _find_causes(store, rule):
        return False
    _find_used(store, rule, answer)
    store.execute(
        "CREATE OR REPLACE TEMP TABLE silenced_cases AS"
        " SELECT u.version_id, u.branch, u.subject, min(c.because) AS because FROM cases_facts u"
        " JOIN figure_causes c USING (version_id) LEFT JOIN fact_places p ON p.version_id = u.version_id"
        " AND p.evidence_id = c.evidence_id AND p.fact = u.fact"
        " JOIN rule_cases r ON r.version_id = u.version_id AND r.branch = u.branch AND r.subject IS NOT DISTINCT FROM u.subject"
        " WHERE (p.fact_id IS NOT NULL OR u.fact IS NULL)"
        " AND (c.is_error OR (r.verdict <> 'pass' AND NOT list_contains($errors, u.branch))) GROUP BY ALL",
        {"errors": _errors(rule)},
    )
    return True


def _find_causes(store: SqlStore, rule: Rule) -> bool:
    """The failures of the causes, with the figures that they quote; whether there are any."""
    store.execute(
        "CREATE OR REPLACE TEMP TABLE figure_causes AS"
        " SELECT DISTINCT r.version_id, r.rule_id AS because, r.severity = 'error' AS is_error, e.evidence_id FROM quality.results r"
        " LEFT JOIN quality.result_evidence e ON e.result_id = r.result_id AND e.role = 'figure'"
        " SEMI JOIN rule_applicable a ON a.version_id = r.version_id"
        " WHERE r.outcome = 'fail' AND list_contains($causes, r.rule_id)",
        {"causes": list(rule.suppressed_by)},
    )
    if not store.rows("SELECT 1 AS found FROM figure_causes LIMIT 1"):
        return False
    store.execute(
        "CREATE OR REPLACE TEMP TABLE whole_causes AS SELECT c.version_id, b.branch, min(c.because) AS because FROM figure_causes c"
        " CROSS JOIN (SELECT unnest($branches) AS branch) b"
        " WHERE c.evidence_id IS NULL AND (c.is_error OR NOT list_contains($errors, b.branch)) GROUP BY ALL",
        {"branches": [branch.name for branch in rule.branches], "errors": _errors(rule)},
    )
    store.execute("DELETE FROM figure_causes WHERE evidence_id IS NULL")
    return True


def _errors(rule: Rule) -> list[str]:
    """The branches of a rule that only an error may silence."""
    return [branch.name for branch in rule.branches if branch.severity is Severity.ERROR]


def _find_used(store: SqlStore, rule: Rule, answer: Answer | None) -> None:
    """The figures of each case of a version with causes; one row without a figure for a case that names none."""
    if answer is None:
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
        (version, case.branch, case.subject, fact)
        for version, case in answer.telling
        if version in concerned
        for fact in case.facts
    ]
    if used:
        columns_of_used = zip(
            ("version_id", "branch", "subject", "fact"), zip(*used, strict=True), strict=True
        )
        store.insert_columns("cases_facts", dict(columns_of_used))
    store.execute(
        "INSERT INTO cases_facts SELECT c.version_id, c.branch, c.subject, NULL FROM text_cases c"
        " SEMI JOIN figure_causes f ON f.version_id = c.version_id ANTI JOIN cases_facts u ON u.version_id = c.version_id"
        " AND u.branch = c.branch AND u.subject IS NOT DISTINCT FROM c.subject WHERE c.rule_id = $rule",
        {"rule": rule.rule_id},
    )
