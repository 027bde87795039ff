"""The rows of state.sqlite as frozen dataclasses, one per table or published view of a table.

Belongs here: shapes. Does not belong here: SQL (schema, ledger, runs, outbox, told). Times are aware and UTC,
but for the two published rows.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

ReadStatus = Literal["ok", "quarantined"]
RunStatus = Literal["running", "published", "unchanged", "gate_closed", "crashed"]
IntentionKind = Literal["rebuild", "redo"]
OutboxStatus = Literal["waiting", "confirmed", "failed"]


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file of the inbox as last seen. ``path`` is relative to ``raw/`` with ``/``.

    ``ctime_ns`` None: the file was still young when its hash was taken, so equal times would prove nothing and the
    next night hashes it again.
    """

    path: str
    sha256: str
    size: int
    mtime_ns: int
    first_seen: datetime
    last_seen: datetime
    ctime_ns: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRecord:
    """A distinct file content and how far it has come; what has no value is not known before it is read.

    ``document_id``: first 16 hex digits of ``sha256``. ``read_stamp``: hash of the reader's code that read it;
    ``extract_stamp``: of extractor, lexicon and normalizer; ``shard``: name of the Parquet shard that holds its rows.
    The three are None until the stage is done. ``read_reason`` is a short code, None where ``read_status`` is ``ok``.
    ``container_id``: the archive that held this content, None where it was received by itself.
    """

    document_id: str
    sha256: str
    path: str
    file_name: str
    media_type: str | None = None
    bytes: int
    pages: int | None = None
    reader: str | None = None
    read_status: ReadStatus = "quarantined"
    read_reason: str | None = None
    message_zh: str | None = None
    message_en: str | None = None
    seconds: float | None = None
    peak_memory_mb: float | None = None
    source_url: str | None = None
    received_at: datetime
    is_sample: bool
    read_stamp: str | None = None
    extract_stamp: str | None = None
    shard: str | None = None
    container_id: str | None = None


@dataclass(frozen=True, slots=True)
class RunRecord:
    """One night. ``finished_at`` is None while it runs, and for ever if it was killed."""

    run_id: str
    trigger: str
    started_at: datetime
    finished_at: datetime | None
    status: RunStatus
    build_id: str | None
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class RunRow:
    """A row of ``meta.runs`` in a build. ``status`` is None while the run goes on. Times: see OutboxRow."""

    run_id: str
    trigger: str
    started_at: datetime
    finished_at: datetime | None
    status: str | None
    build_id: str | None


@dataclass(frozen=True, slots=True)
class IntentionRecord:
    """What somebody asked to be read again, in which run; no build of it is published yet."""

    run_id: str
    kind: IntentionKind
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class OutboxEntry:
    """A message on its way through one channel. ``accepted``: those of its receivers who have it already."""

    outbox_id: int
    alert_key: str
    channel: str
    payload: Mapping[str, Any]
    status: OutboxStatus
    attempts: int
    last_error: str | None
    accepted: tuple[str, ...]
    enqueued_at: datetime
    next_try_at: datetime
    confirmed_at: datetime | None
    receiver_reply: str | None


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A row of ``quality.outbox`` in a build: no text, no addresses.

    Times are UTC without a zone, because the published columns are TIMESTAMP: a zone would make DuckDB turn them into
    the local time of whoever builds.
    """

    outbox_id: str
    alert_key: str
    channel: str
    status: str
    attempts: int
    last_error: str | None
    enqueued_at: datetime
    confirmed_at: datetime | None


@dataclass(frozen=True, slots=True)
class ToldRecord:
    """The last that a channel's readers heard of one thing. ``said``: the words and facts, as JSON."""

    channel: str
    kind: str
    key: str
    fingerprint: str
    said: str
    first_told_at: datetime
    told_at: datetime
