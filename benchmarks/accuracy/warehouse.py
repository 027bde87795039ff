"""Warehouse: the rows of a build that answers are held against, each with whether it carries a mark.

Belongs here: reading a finished database. Does not belong here: comparing, running a night.

A figure is marked when it waits for a person (its confidence is below the threshold), when a rule that failed used it,
when a problem names its place, or when the report states it twice with different values.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb

from benchmarks.accuracy.compare import compared, text_of
from benchmarks.accuracy.tally import TABLES, Item

Row = dict[str, Any]

_MARKS = """
SELECT table_name, fact_id FROM quality.waiting
UNION
SELECT f.table_name, f.fact_id
FROM quality.figures AS f
JOIN quality.result_evidence AS e ON e.evidence_id = f.evidence_id
JOIN quality.results AS r ON r.result_id = e.result_id AND r.version_id = f.version_id
WHERE r.outcome = 'fail'
UNION
SELECT f.table_name, f.fact_id
FROM quality.figures AS f
JOIN core.evidence AS e ON e.evidence_id = f.evidence_id
JOIN quality.problems AS p ON p.document_id = e.document_id
    AND p.char_start < e.char_end AND p.char_end > e.char_start
UNION
SELECT 'budget_facts', fact_id FROM core.budget_facts WHERE NOT is_preferred
"""
_FIELDS = {
    "county": ("region_code", "county"),
    "region": ("region_code", "county"),
    "unit": ("unit_name", "department_type"),
    "department": ("department_type",),
    "year": ("fiscal_year",),
    "fiscal": ("fiscal_year",),
}
"""Fields of a report that a problem is about, by the first word of its kind."""


class Warehouse:
    """Read-only access to one build."""

    def __init__(self, path: Path) -> None:
        self._database = duckdb.connect(str(path), read_only=True)
        self._marks = set(self._database.execute(_MARKS).fetchall())
        self._documents = self._rows("SELECT * FROM core.documents")
        self._causes: dict[tuple[str, str], list[str]] = {}
        for row in self._rows("SELECT table_name, fact_id, cause FROM core.fact_causes ORDER BY cause"):
            self._causes.setdefault((row["table_name"], row["fact_id"]), []).append(row["cause"])

    def compared(self, name: str, answers: Row) -> list[Item]:
        """The items of one answer file, judged against whichever filed version agrees best."""
        trials = [self._trial(name, answers, version) for version in self._versions(answers["files"])]
        return max(trials, key=_agreement)

    def unexplained(self) -> tuple[int, int]:
        """Numbers that nothing explains, and all numbers seen, over all filed reports."""
        row = self._database.execute(
            "SELECT coalesce(sum(numbers_unexplained), 0), coalesce(sum(numbers_seen), 0) FROM core.filed_reports"
        ).fetchone()
        assert row is not None
        return int(row[0]), int(row[1])

    def facts_of(self, files: Iterable[str]) -> int:
        """How many facts there are of the documents with these names."""
        return sum(
            len(self._rows(f"SELECT 1 FROM core.{table} WHERE version_id = ?", version["version_id"]))
            for version in self._versions(files)
            for table in TABLES[1:]
        )

    def _trial(self, name: str, answers: Row, version: Row) -> list[Item]:
        found = self._rows("SELECT * FROM core.reports WHERE report_id = ?", version["report_id"])
        report: Row = found[0] if found else {}
        facts = {table: self._facts(table, version, report) for table in TABLES[1:]}
        superseded = report.get("version_id") not in (None, version["version_id"])
        if superseded:  # the row describes the current version, which may carry another date
            report = {**report, "signed_on": answers["report"]["signed_on"]}
        report = {**report, "marked_fields": self._marked_fields(version)} if report else report
        items = list(compared(name, answers, report, facts))
        if superseded and version.get("relation") != "duplicate" and not any(facts.values()):
            return [item for item in items if item.table == "reports"]
        return items

    def _facts(self, table: str, version: Row, report: Row) -> list[Row]:
        """Rows of a version; a duplicate without rows of its own borrows those of the current version."""
        query = f"SELECT * FROM core.{table} WHERE version_id = ?"
        rows = self._rows(query, version["version_id"])
        if not rows and version.get("relation") == "duplicate":
            rows = self._rows(query, report.get("version_id"))
        return [
            {
                **row,
                "is_marked": (table, row["fact_id"]) in self._marks,
                "causes": self._causes.get((table, row["fact_id"]), ()),
            }
            for row in rows
        ]

    def _versions(self, files: Iterable[str]) -> list[Row]:
        """Versions filed under these names; a member of an archive is known by the end of its path."""
        wanted = {text_of(name) for name in files}
        ends = tuple(between + name for name in wanted for between in "/!:")
        found: list[Row] = []
        for document in self._documents:
            if text_of(document["file_name"]) in wanted or text_of(document["path"]).endswith(ends):
                found += self._rows(
                    "SELECT * FROM core.report_versions WHERE document_id = ?", document["document_id"]
                )
        return found or [{"report_id": None, "version_id": None}]

    def _marked_fields(self, version: Row) -> frozenset[str]:
        kinds = self._rows("SELECT kind FROM quality.problems WHERE version_id = ?", version["version_id"])
        return frozenset(field for row in kinds for field in _FIELDS.get(row["kind"].partition("_")[0], ()))

    def _rows(self, query: str, *values: object) -> list[Row]:
        cursor = self._database.execute(query, list(values))
        names = [column[0] for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _agreement(items: Iterable[Item]) -> int:
    listed = list(items)
    return sum(i.is_right and i.expected is not None for i in listed) - sum(i.is_wrong for i in listed)
