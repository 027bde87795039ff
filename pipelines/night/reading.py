"""Hop 2 of a night: received bytes → stored Documents, in guarded children.

Belongs here: which documents have to be read, and what the ledger learns. Does not belong here: formats (read).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from pipelines.model.codec import encode
from pipelines.night.progress import track
from pipelines.night.settings import Settings
from pipelines.night.stamps import stage_stamp
from pipelines.read.guard import ReaderPool
from pipelines.read.result import ReadResult
from pipelines.sources.store_files import Received
from pipelines.state import DocumentRecord, State

NOT_A_REPORT = "not_a_report"


@dataclass(frozen=True, slots=True)
class Reading:
    """What hop 2 did: ids of the documents read tonight, and how many of them gave no document, by reason."""

    documents: frozenset[str]
    quarantined: Counter[str]


def read_documents(settings: Settings, state: State, received: Sequence[Received]) -> Reading:
    """Read what is new, or what an older reader has read."""
    stamp = stage_stamp("read")
    records = {record.document_id: record for record in state.documents()}
    for arrival in received:
        records[arrival.document_id] = _record(arrival, records.get(arrival.document_id))
    waiting = {
        settings.original(record.sha256): record
        for record in records.values()
        if settings.rebuild or record.read_stamp != stamp
    }
    state.record_documents(
        records[a.document_id] for a in received if records[a.document_id].read_stamp == stamp
    )
    quarantined: Counter[str] = Counter()
    if waiting:
        jobs = [(path, record.file_name) for path, record in waiting.items()]
        with ReaderPool(workers=settings.workers) as pool:
            for path, result in track(pool.read_all(jobs), len(jobs), "读取 read"):
                record = _after_reading(waiting[path], result, stamp)
                if result.document is not None:
                    _store(settings.document(record.sha256), encode(result.document))
                else:
                    quarantined[result.reason or "?"] += 1
                state.record_documents([record])
    return Reading(frozenset(r.document_id for r in waiting.values()), quarantined)


def _record(arrival: Received, known: DocumentRecord | None) -> DocumentRecord:
    """A new ledger row, or the known one; a document that also came as a real report is no sample any more."""
    if known is not None:
        return replace(
            known,
            is_sample=known.is_sample and arrival.card.is_sample,
            source_url=known.source_url or arrival.card.source_url,
        )
    return DocumentRecord(
        document_id=arrival.document_id,
        sha256=arrival.sha256,
        path=arrival.path,
        file_name=arrival.file_name,
        media_type=None,
        bytes=arrival.bytes,
        pages=None,
        reader=None,
        read_status="quarantined",
        read_reason=None,
        message_zh=None,
        message_en=None,
        seconds=None,
        peak_memory_mb=None,
        source_url=arrival.card.source_url,
        received_at=datetime.now(UTC),
        is_sample=arrival.card.is_sample,
    )


def _after_reading(record: DocumentRecord, result: ReadResult, stamp: str) -> DocumentRecord:
    document = result.document
    return replace(
        record,
        media_type=result.media_type,
        pages=len(document.pages) or None if document else None,
        reader=result.reader,
        read_status="ok" if document else "quarantined",
        read_reason=result.reason,
        message_zh=result.message_zh or None,
        message_en=result.message_en or None,
        seconds=result.seconds,
        peak_memory_mb=result.peak_memory_mb,
        read_stamp=stamp,
        extract_stamp=None,
        shard=None,
    )


def _store(path: Path, content: bytes) -> None:
    """Whole or not at all: a killed night leaves no half document."""
    path.parent.mkdir(parents=True, exist_ok=True)
    building = path.with_suffix(".building")
    building.write_bytes(content)
    building.replace(path)
