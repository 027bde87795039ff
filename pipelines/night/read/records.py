"""The ledger's row of a document on its way through reading: received, or found in an archive; then read.

Belongs here: which of its fields are known when. Does not belong here: which documents are read (reading), the ledger (state).
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from pipelines.night.read.batch import FileRead, KeptMember
from pipelines.read.nested import BETWEEN
from pipelines.sources.store_files import Received
from pipelines.state import DocumentRecord


def received_record(arrival: Received, known: DocumentRecord | None) -> DocumentRecord:
    """A new row, or the known one; a document that also came as a real report is no sample any more."""
    if known is not None:
        is_sample = known.is_sample and arrival.card.is_sample
        source_url = known.source_url or arrival.card.source_url
        if (is_sample, source_url) == (known.is_sample, known.source_url):
            return known
        return replace(known, is_sample=is_sample, source_url=source_url)
    return DocumentRecord(
        document_id=arrival.document_id,
        sha256=arrival.sha256,
        path=arrival.path,
        file_name=arrival.file_name,
        bytes=arrival.bytes,
        source_url=arrival.card.source_url,
        received_at=datetime.now(UTC),
        is_sample=arrival.card.is_sample,
    )


def member_record(archive: DocumentRecord, member: KeptMember) -> DocumentRecord:
    """The row of a file that an archive held and that is still to be read."""
    return DocumentRecord(
        document_id=member.sha256[:16],
        sha256=member.sha256,
        path=f"{archive.path}{BETWEEN}{member.name}",
        file_name=member.name.rpartition("/")[2],
        bytes=member.bytes,
        source_url=archive.source_url,
        received_at=archive.received_at,
        is_sample=archive.is_sample,
        container_id=archive.document_id,
    )


def record_after_reading(record: DocumentRecord, file: FileRead, stamp: str) -> DocumentRecord:
    """The row with what became of the file; ``stamp``: of the reader."""
    result = file.result
    return replace(
        record,
        media_type=result.media_type,
        pages=file.pages,
        reader=result.reader,
        read_status="ok" if file.is_ok else "quarantined",
        read_reason=result.reason,
        message_zh=result.message_zh or None,
        message_en=result.message_en or None,
        seconds=result.seconds,
        peak_memory_mb=result.peak_memory_mb,
        read_stamp=stamp,
        extract_stamp=None,
        shard=None,
    )
