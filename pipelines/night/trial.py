"""Reports filed into a database in memory and checked there: examples of rules, mutations, files of a test.

Belongs here: the way of a few documents through hops 3 to 6 without a warehouse. Does not belong here: nights (run).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from pipelines.assemble import Filed, assemble
from pipelines.extract.flat import rebuild_tables
from pipelines.extract.report import extract
from pipelines.model.claims import Card
from pipelines.model.document import Document, Span
from pipelines.model.problem import Outcome
from pipelines.model.rows import Evidence
from pipelines.night.check.similarity import compare_texts
from pipelines.night.extract.second_reading import second_reading
from pipelines.night.settings import Settings
from pipelines.night.stored import mask_of
from pipelines.normalize import DocumentRows, normalize_reports
from pipelines.normalize.evidence import cite
from pipelines.normalize.masking import Mask
from pipelines.quality.engine import RuleReport, run_rules
from pipelines.quality.rules import Rule
from pipelines.store import Store, create_schema

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

_Row = TypeVar("_Row", bound="DataclassInstance")
RECEIVED = datetime(2026, 1, 1)
OF_QUALITY = ("problems", "ignored_numbers", "suggestions", "meanings")


@dataclass(frozen=True, slots=True)
class TrialCopy:
    """A document with its rows, filed under a name. ``mark`` is put behind its report and version ids, so that reports of
    one unit and year can stand side by side; empty where versions are to be told from each other as always."""

    document: Document
    file_name: str
    rows: DocumentRows
    mark: str = ""


def copy_for_trial(document: Document, file_name: str, mark: str = "") -> TrialCopy:
    """Extract and normalize a document; one that is no report has no rows."""
    rebuilt = rebuild_tables(document).values[0]
    outcome = extract(rebuilt, Card())
    rows = (
        normalize_reports(rebuilt, outcome, Card(), read_again=second_reading(document))
        if outcome.values
        else DocumentRows()
    )
    return TrialCopy(rebuilt, file_name, rows, mark)


def file_copies(store: Store, settings: Settings, copies: Iterable[TrialCopy]) -> None:
    """Fill a database with these reports, versions assembled; an empty one is given its tables, others are emptied."""
    if tables_there := store.rows(
        "SELECT schema_name || '.' || table_name AS name FROM duckdb_tables() WHERE schema_name IN ('core', 'quality')"
    ):
        store.execute(";".join(f"TRUNCATE {row['name']}" for row in tables_there))
    else:
        create_schema(store, settings.schema)
    tables: dict[str, list[Any]] = {}
    filed: list[Filed] = []
    names: dict[str, str] = {}
    for copy in copies:
        names[copy.document.document_id] = copy.file_name
        for field in fields(copy.rows):
            content = [_marked(row, copy.mark) for row in getattr(copy.rows, field.name)]
            tables.setdefault(field.name, []).extend(content)
            if field.name == "filed_reports":
                filed += [Filed(row, RECEIVED, copy.file_name) for row in content]
    for name, content in tables.items():
        if content:
            store.insert(f"{'quality' if name in OF_QUALITY else 'core'}.{name}", content)
    for document_id, file_name in names.items():
        store.execute(
            "INSERT INTO core.documents (document_id, file_name) VALUES (?, ?)", [document_id, file_name]
        )
    assembly = assemble(filed, Outcome())
    store.insert("core.reports", assembly.reports)
    store.insert("core.report_versions", assembly.versions)


def check_copies(
    store: Store, settings: Settings, rules: Sequence[Rule], copies: Iterable[TrialCopy]
) -> RuleReport:
    """Run rules over what was filed."""
    documents = {copy.document.document_id: copy.document for copy in copies}

    @cache  # finding the persons of a document takes a hundred times as long as quoting it
    def mask(document_id: str) -> Mask:
        return mask_of(documents[document_id])

    def locate(document_id: str, char_start: int, char_end: int) -> Evidence:
        return cite(documents[document_id], Span(char_start, char_end), mask(document_id))

    if any("text_pairs" in rule.needs for rule in rules):
        compare_texts(store)
    return run_rules(store, rules, "trial", locate, settings.expectations / "sql")


def _marked(row: _Row, mark: str) -> _Row:
    ids = {
        name: getattr(row, name) + mark
        for name in ("report_id", "version_id")
        if getattr(row, name, None) is not None
    }
    return replace(row, **ids) if mark and ids else row
