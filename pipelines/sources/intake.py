"""Intake: the files of the inbox taken into the document store and noted in the ledger.

Belongs here: which files need not be copied, for the ledger knows them, and which originals were put back. Does not belong here:
copying (store_files), listing the inbox (inbox).
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from pipelines.model.problem import Problem
from pipelines.sources.inbox import SourceFile
from pipelines.sources.store_files import (
    ORIGINAL,
    Copied,
    Received,
    has_hash,
    make_lasting,
    receive,
    remove_leftovers,
    stored_path,
)
from pipelines.state import FileRecord, State

THREADS = 16
"""They wait for the disk, which makes many files last in hardly more time than one."""


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
    listed, known = list(files), {record.path: record for record in state.files()}
    as_known = {
        file.path for file in listed if trust_times and _is_unchanged(file, known.get(file.path), documents)
    }
    received: list[Received] = []
    problems: list[Problem] = []
    records: list[FileRecord] = []
    unchanged: list[str] = []
    restored: list[str] = []
    with ThreadPoolExecutor(THREADS) as threads:
        others = [file for file in listed if file.path not in as_known]
        taken = threads.map(partial(_take, known, documents), others)
        for file in listed:
            outcome = None if file.path in as_known else next(taken)
            if outcome is None:
                unchanged.append(file.path)
                received.append(Received.of(file, known[file.path].sha256, file.size, is_new=False))
            elif isinstance(outcome, Problem):
                problems.append(outcome)
            else:
                received.append(outcome.received)
                records.append(_record(outcome, now))
                if _was_lost(outcome.received, known.get(file.path)):
                    restored.append(file.path)
        make_lasting(documents, {record.sha256 for record in records}, threads)
    with state.transaction():
        state.mark_seen(unchanged, now)
        state.record_files(records)
    return Intake(tuple(received), tuple(problems), len(unchanged), tuple(restored))


def _take(known: Mapping[str, FileRecord], documents: Path, file: SourceFile) -> Copied | Problem | None:
    """Look at the bytes of a file. None: it has those of the ledger, and the store has them too."""
    record = known.get(file.path)
    if record and _is_unchanged(file, record, documents) and _are_whole(file, record.sha256, documents):
        return None
    return receive(file, documents)


def _was_lost(received: Received, record: FileRecord | None) -> bool:
    """Whether the ledger had this content for the file, and the store had not."""
    return record is not None and received.is_new and received.sha256 == record.sha256


def _is_unchanged(file: SourceFile, record: FileRecord | None, documents: Path) -> bool:
    if record is None:
        return False
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


def _record(copied: Copied, now: datetime) -> FileRecord:
    received = copied.received
    return FileRecord(
        received.path, received.sha256, received.bytes, copied.mtime_ns, now, now, copied.ctime_ns
    )
