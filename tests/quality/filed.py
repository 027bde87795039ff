"""Real and sample files, read and extracted into a house, for tests of the rules on whole reports."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path

from pipelines.assemble import Filed, assemble
from pipelines.extract.outline.sections import find_sections
from pipelines.extract.persons import find_persons
from pipelines.extract.report import extract
from pipelines.model.claims import Card
from pipelines.model.document import Document, Span
from pipelines.model.problem import Outcome
from pipelines.model.rows import Evidence
from pipelines.normalize import normalize_reports
from pipelines.normalize.evidence import cite
from pipelines.normalize.masking import Mask
from pipelines.quality.engine import RuleReport, run_rules
from pipelines.read.reading import read_bytes
from tests.quality.house import RUN, SQL, House, rules

RECEIVED = datetime(2026, 1, 1, tzinfo=UTC)

OF_QUALITY = ("problems", "ignored_numbers", "suggestions")


def judge_files(paths: Iterable[Path]) -> tuple[House, RuleReport]:
    """All rules over these files, each report a current version."""
    house, documents, filed = House(), dict[str, Document](), list[Filed]()
    for path in paths:
        document = read_bytes(path.read_bytes(), path.name).document
        assert document is not None, path
        outcome = extract(document, Card())
        rows = normalize_reports(document, outcome, Card())
        for field in fields(rows):
            if content := getattr(rows, field.name):
                schema = "quality" if field.name in OF_QUALITY else "core"
                house.store.insert(f"{schema}.{field.name}", content)
        filed += [Filed(row, RECEIVED, path.name) for row in rows.filed_reports]
        documents[document.document_id] = document
        house.store.execute(
            "INSERT INTO core.documents (document_id, file_name) VALUES (?, ?)",
            [document.document_id, path.name],
        )
    assembly = assemble(filed, Outcome())
    house.store.insert("core.reports", assembly.reports)
    house.store.insert("core.report_versions", assembly.versions)

    def locate(document_id: str, char_start: int, char_end: int) -> Evidence:
        document = documents[document_id]
        mask = Mask.of(document, find_persons(document, find_sections(document)))
        return cite(document, Span(char_start, char_end), mask)

    return house, run_rules(house.store, rules(), RUN, locate, SQL)


def failing(house: House, file_name: str) -> dict[str, set[str]]:
    """Rules that fail on a file, with the severities of their failing branches."""
    found: dict[str, set[str]] = {}
    for row in house.rows(
        "SELECT rule_id, severity FROM quality.results r JOIN core.report_versions v USING (version_id)"
        " JOIN core.documents d ON d.document_id = v.document_id WHERE outcome = 'fail' AND file_name = ?",
        [file_name],
    ):
        found.setdefault(row["rule_id"], set()).add(row["severity"])
    return found
