"""Intake: the files of the inbox taken into the document store and noted in the ledger.

Belongs here: which files need not be copied, for the ledger knows them, and which originals were put back. Does not belong here:
copying (store_files), listing the inbox (inbox).
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from pipelines.model.problem import Problem
from pipelines.sources.inbox import SourceFile
from pipelines.sources.store_files import (
    ORIGINAL,
    Copied,
    Received,
    has_hash,
    receive,
    remove_leftovers,
    stored_path,
)
from pipelines.state import FileRecord, State


@dataclass(frozen=True, slots=True)
class Intake:
    """What came of a list of files. ``unchanged``: how many the ledger knew, so that no byte was read. ``restored``: paths of
    files whose kept original was gone or spoilt, and was put back from the inbox."""

    received: tuple[Received, ...]
    problems: tuple[Problem, ...]
    unchanged: int
    restored: tuple[str, ...] = ()


def take_in(
    state: State,
    files: Iterable[SourceFile],
    documents: Path,
    now: datetime,
    *,
    trust_times: bool = True,
) -> Intake:
    """Receive every file and note it in the ledger, in one transaction at the end; the caller holds the lock.

    A file whose size and times are those of the ledger is not read again, unless ``trust_times`` is off: then every file is
    hashed, for a share that loses the time of a change may hide one for ever. A file with a problem leaves its ledger row as
    it was, so the next night tries again.
    """
    remove_leftovers(documents)
    known = {record.path: record for record in state.files()}
    received: list[Received] = []
    problems: list[Problem] = []
    records: list[FileRecord] = []
    unchanged: list[str] = []
    restored: list[str] = []
    for file in files:
        record = known.get(file.path)
        if (
            record is not None
            and _is_unchanged(file, record, documents)
            and (trust_times or _are_whole(file, record.sha256, documents))
        ):
            unchanged.append(file.path)
            received.append(Received.of(file, record.sha256, file.size, is_new=False))
        else:
            is_spoilt = record is not None and not _is_kept(record.sha256, documents, trust_times=trust_times)
            outcome = receive(file, documents)
            if isinstance(outcome, Problem):
                problems.append(outcome)
            else:
                received.append(outcome.received)
                records.append(_record(outcome, now))
                if is_spoilt and record is not None and outcome.received.sha256 == record.sha256:
                    restored.append(file.path)
    with state.transaction():
        state.mark_seen(unchanged, now)
        state.record_files(records)
    return Intake(tuple(received), tuple(problems), len(unchanged), tuple(restored))


def _is_unchanged(file: SourceFile, record: FileRecord, documents: Path) -> bool:
    kept = f"{documents}/{record.sha256[:2]}/{record.sha256}/{ORIGINAL}"
    return (
        record.size == file.size
        and record.mtime_ns == file.mtime_ns
        and record.ctime_ns == file.ctime_ns
        and os.path.isfile(kept)  # noqa: PTH113 - a Path costs ten times the question, for each of 100,000 files
    )


def _are_whole(file: SourceFile, sha256: str, documents: Path) -> bool:
    """Whether the file still has these bytes, and the store too: what was spoilt there is put right from the inbox."""
    return has_hash(file.absolute, sha256) and has_hash(stored_path(documents, sha256), sha256)


def _is_kept(sha256: str, documents: Path, *, trust_times: bool) -> bool:
    """Whether the store has the original; its bytes are looked at only in a night that looks at all bytes."""
    kept = stored_path(documents, sha256)
    return kept.is_file() if trust_times else has_hash(kept, sha256)


def _record(copied: Copied, now: datetime) -> FileRecord:
    received = copied.received
    return FileRecord(
        received.path, received.sha256, received.bytes, copied.mtime_ns, now, now, copied.ctime_ns
    )
