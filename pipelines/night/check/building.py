"""Hop 6 of a night, the database: a fresh file filled from shards, ledger and assembly.

Belongs here: what goes into a candidate, and what makes two builds the same. Does not belong here: SQL (store,
warehouse/schema), versions (assemble), publishing (publish).
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from pipelines.assemble import Assembly
from pipelines.model.problem import Problem
from pipelines.model.rows import ProblemRow
from pipelines.model.tables import FIGURE_TABLES
from pipelines.night.assemble.decided import apply_decisions
from pipelines.night.assemble.replaced import replaced_documents
from pipelines.night.check.awaited import name_awaited_places
from pipelines.night.check.quarantine import quarantine_rows
from pipelines.night.decision_files import OVERRIDES, ROUTING
from pipelines.night.extract.facts import Facts
from pipelines.night.settings import Settings
from pipelines.night.stamps import stage_stamp, stamp_files, stamp_text
from pipelines.normalize.department_type import type_by_name
from pipelines.normalize.departments import load_departments
from pipelines.normalize.registry import load_places
from pipelines.publish import Candidate, Inputs, begin, live_build
from pipelines.sources.cards import ExpectedUnit
from pipelines.sources.inbox import Inbox
from pipelines.sources.intake import Intake
from pipelines.state import DocumentRecord, State
from pipelines.state.database import without_zone
from pipelines.store import Shard, Store, create_schema, load_night

LEAST_MB, MOST_MB = 720, 6_000
DOCUMENTS_A_MB = 14
"""Marts over 5,000 reports were made in 600 MB, over 10,000 in 720, without more CPU than in as much as they liked."""


@dataclass(frozen=True, slots=True)
class DocumentRow:
    """core.documents."""

    document_id: str
    sha256: str
    path: str
    file_name: str
    media_type: str | None
    bytes: int
    pages: int | None
    source_url: str | None
    received_at: datetime
    reader: str | None
    read_status: str
    read_reason: str | None
    is_sample: bool
    container_id: str | None


@dataclass(frozen=True, slots=True)
class LiveCountRow:
    """quality.live_counts."""

    table_name: str
    n_rows: int


@dataclass(frozen=True, slots=True)
class Material:
    """What the hops before have made, to fill a candidate with. ``list_problems``: those of the inbox and its lists."""

    facts: Facts
    assembly: Assembly
    intake: Intake
    list_problems: Sequence[Problem] = ()
    expected_units: Sequence[ExpectedUnit] = ()


@dataclass(frozen=True, slots=True)
class Built:
    """A candidate with its open database and how many rows went into it."""

    candidate: Candidate
    store: Store
    tables: dict[str, int]


def with_department_type(unit: ExpectedUnit) -> ExpectedUnit:
    """A listed unit with the department type that its name tells, where the list gives none."""
    if unit.department_type is not None:
        return unit
    year = unit.to_year or unit.from_year
    return replace(
        unit, department_type=type_by_name(unit.unit_name, year, load_places(), load_departments())
    )


def documents_in(state: State, samples_used: bool) -> tuple[DocumentRecord, ...]:
    """The documents that count: everything ever received, samples only while nothing else is there."""
    return tuple(record for record in state.documents() if samples_used or not record.is_sample)


def memory_for(documents: int) -> int:
    """Megabytes that the database may hold in memory while it is made: bounded, so that a night needs no more than its
    machine has, and more for more documents, since not every step of DuckDB can go on from disk."""
    return min(max(LEAST_MB, int(documents / DOCUMENTS_A_MB)), MOST_MB)


def build_inputs(settings: Settings, state: State, facts: Facts, inbox: Inbox, intake: Intake) -> Inputs:
    """Everything that determines the figures of a build.

    A file that could not be taken in or read counts too: it is a row of quarantine, and its coming and going is news. So
    does which file lies in the place of which: it decides between versions.
    """
    records = documents_in(state, inbox.samples_used)
    replaced = replaced_documents(records, state.files())
    decided = [*_decision_files(settings), settings.raw / "expected_units.csv"]
    return Inputs(
        documents={record.document_id: record.sha256 for record in records},
        code_version=stage_stamp("build"),
        rules_version=stamp_text(
            stamp_files([settings.expectations, settings.schema, settings.load, settings.marts]),
            stage_stamp("extract"),
            stage_stamp("read"),
            *facts.shards,
        ),
        decisions_version=stamp_text(
            stamp_files(place for place in decided if place.exists()),
            *(problem.message_zh for problem in (*inbox.problems, *intake.problems)),
            *(f"{old} < {new}" for old, new in sorted(replaced.items())),
            *(f"{row.document_id} {row.path}" for row in quarantine_rows(records, intake)),
        ),
        is_sample=inbox.samples_used,
    )


def _decision_files(settings: Settings) -> list[Path]:
    """The files of decisions that change figures or findings; what was let pass the gate and who hears of it do not."""
    found = settings.decisions.rglob("*") if settings.decisions.exists() else ()
    return sorted(path for path in found if path.is_file() and path.name not in (OVERRIDES, ROUTING))


def build_candidate(
    settings: Settings, state: State, inputs: Inputs, material: Material, started_at: datetime
) -> Built:
    """A new candidate folder with a database that holds schemas core, quality and meta."""
    candidate = begin(settings.warehouse, inputs, started_at)
    records = documents_in(state, inputs.is_sample)
    store = Store.create(candidate.database, memory_for(len(records)))
    create_schema(store, settings.schema)
    tables = load_night(
        store,
        [Shard(settings.shards / name) for name in material.facts.shards],
        documents=[_document_row(record) for record in records],
        reports=material.assembly.reports,
        versions=material.assembly.versions,
        expected_units=material.expected_units,
    )
    name_awaited_places(store)
    tables["quarantine"] = store.insert("quality.quarantine", quarantine_rows(records, material.intake))
    store.insert("quality.problems", [*material.assembly.problems, *_list_problems(material.list_problems)])
    tables |= apply_decisions(store, settings.decisions)
    store.insert("quality.live_counts", _live_counts(settings, inputs))
    store.insert("meta.runs", state.run_rows())
    store.insert("meta.fetches", state.fetch_rows())
    store.insert("quality.outbox", state.outbox_rows())
    return Built(candidate, store, tables)


def _live_counts(settings: Settings, inputs: Inputs) -> list[LiveCountRow]:
    """Rows of the live build by table; samples and real files are not compared with each other."""
    live = live_build(settings.warehouse)
    if live is None or live.manifest().inputs.is_sample is not inputs.is_sample:
        return []
    return [LiveCountRow(table, rows) for table, rows in sorted(live.manifest().tables.items())]


def count_stored(store: Store) -> dict[str, int]:
    """What a build holds, for the summary: figures, quarantined files, open problems, numbers and those unexplained."""
    figures = sum(int(store.scalar(f"SELECT count(*) FROM core.{table}")) for table in FIGURE_TABLES)
    return {
        "figures": figures,
        "quarantined": int(store.scalar("SELECT count(*) FROM quality.quarantine")),
        "problems": int(store.scalar("SELECT count(*) FROM quality.open_problems")),
        "numbers_seen": int(store.scalar("SELECT coalesce(sum(numbers_seen), 0) FROM core.reports")),
        "numbers_unexplained": int(
            store.scalar("SELECT coalesce(sum(numbers_unexplained), 0) FROM core.reports")
        ),
    }


def _document_row(record: DocumentRecord) -> DocumentRow:
    return DocumentRow(
        record.document_id,
        record.sha256,
        record.path,
        record.file_name,
        record.media_type,
        record.bytes,
        record.pages,
        record.source_url,
        without_zone(record.received_at),
        record.reader,
        record.read_status,
        record.read_reason,
        record.is_sample,
        record.container_id,
    )


def _list_problems(problems: Sequence[Problem]) -> list[ProblemRow]:
    """Problems of the inbox and its lists: they belong to no document."""
    return [
        ProblemRow(
            problem_id=hashlib.sha256(f"{p.kind}\0{p.message_zh}".encode()).hexdigest()[:20],
            document_id=None,
            report_id=None,
            version_id=None,
            kind=p.kind,
            page=None,
            char_start=None,
            char_end=None,
            quote=None,
            message_zh=p.message_zh,
            message_en=p.message_en,
            status="open",
        )
        for p in problems
    ]
