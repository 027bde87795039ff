"""Hop 6 of a night, after the rules: reviewers' verdicts replayed over tonight's findings.

Belongs here: filling quality.verdicts. Does not belong here: the guard (assemble.verdicts), what a verdict silences
(warehouse/schema/27_verdicts.sql), writing verdicts (review).
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pipelines.assemble.verdicts import FindingVerdict, StandingFinding, judge, read_verdicts
from pipelines.assemble.wording import problem_row
from pipelines.night.decision_files import VERDICTS
from pipelines.store import Store


def apply_verdicts(store: Store, folder: Path) -> dict[str, int]:
    """Fill ``quality.verdicts``; entries that cannot be read become problems. Counts by status."""
    read = read_verdicts(folder / VERDICTS)
    store.insert("quality.problems", [problem_row(p, "", None) for p in read.problems])
    rows = judge(read.values, _standing(store, read.values))
    store.insert("quality.verdicts", rows)
    statuses = [row.status for row in rows]
    return {f"verdicts_{status}": statuses.count(status) for status in sorted(set(statuses))}


def _standing(store: Store, verdicts: Sequence[FindingVerdict]) -> list[StandingFinding]:
    if not verdicts:
        return []
    rows = store.rows(
        "SELECT result_id, rule_id, rule_version, branch, report_id, subject, fingerprint FROM quality.findings"
        " WHERE report_id IN (SELECT unnest($reports)) ORDER BY result_id",
        {"reports": sorted({verdict.report_id for verdict in verdicts})},
    )
    return [StandingFinding(**row) for row in rows]
