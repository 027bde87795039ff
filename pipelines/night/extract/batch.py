"""Hops 3 and 4 where the worker is: stored Documents → one Parquet shard, and a short record of what is not in it.

Belongs here: what a worker does, of this process or of another machine. Does not belong here: which documents are extracted
and what the ledger learns (facts), extraction itself.
"""

from __future__ import annotations

import hashlib
import traceback
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from pipelines.engine import Done, Here, OutOfTimeError, time_limit
from pipelines.extract.flat import rebuild_tables
from pipelines.extract.report import extract
from pipelines.model.claims import Card
from pipelines.model.codec import decode
from pipelines.model.problem import Problem
from pipelines.night.extract.losses import loss_problems
from pipelines.night.extract.second_reading import second_reading
from pipelines.night.stored import DocumentLostError
from pipelines.normalize import DocumentRows, normalize_reports, unfiled_problems, write_shard
from pipelines.read.sniff import ARCHIVES


@dataclass(frozen=True, slots=True)
class Task:
    """One document to be extracted: its file, its name for messages, what people know of it, and the stamp of both."""

    document_id: str
    path: Path
    name: str
    card: Card
    stamp: str


@dataclass(frozen=True, slots=True)
class Extracted:
    """Rows of a document, or None with the problems that say why it is no report."""

    rows: DocumentRows | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault of ours: name of the exception, its text, where it was raised."""

    kind: str
    said: str
    trace: str

    @classmethod
    def of(cls, error: BaseException) -> Fault:
        """The exception as text: not every one survives the way between processes."""
        return cls(type(error).__name__, repr(error), "".join(traceback.format_exception(error)))


@dataclass(frozen=True, slots=True)
class Left:
    """A document without facts. ``fault``: None where it is no report; ``problems`` say why. ``is_lost``: what was read of it
    is not kept whole, as after a loss of power, so that nothing can be said of it. ``is_late``: it was broken off; the fault says
    where."""

    document_id: str
    problems: tuple[Problem, ...] = ()
    fault: Fault | None = None
    is_lost: bool = False
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Batch:
    """What came of a batch: the shard with the rows of ``filed``, None where no document had any."""

    shard: str | None
    filed: tuple[str, ...]
    left: tuple[Left, ...]


def extract_document(task: Task) -> Extracted:
    """Hops 3 and 4 for one document. Raises DocumentLostError."""
    try:
        stored = decode(task.path.read_bytes())
    except (OSError, ValueError) as fault:
        raise DocumentLostError(task.name) from fault
    rebuilt = rebuild_tables(stored)
    document = rebuilt.values[0]
    lost = (*loss_problems(document, task.name), *rebuilt.problems)
    if document.media_type in ARCHIVES:
        return Extracted(DocumentRows(problems=unfiled_problems(document, lost)), ())
    outcome = extract(document, task.card)
    if not outcome.values:
        return Extracted(None, (*lost, *outcome.problems))
    return Extracted(normalize_reports(document, outcome, task.card, lost, second_reading(stored)), ())


def extract_batch(shards: Path, seconds: float, tasks: Sequence[Task]) -> Batch:
    """Extract documents, each of which may take ``seconds``, and write a shard of them into ``shards``. Raises OSError where it
    cannot be written."""
    rows: dict[str, DocumentRows] = {}
    left: list[Left] = []
    with Here() as engine:
        for done in engine.map(partial(_extract_in_time, seconds), tasks):
            if done.value is not None and done.value.rows is not None:
                rows[done.task.document_id] = done.value.rows
            else:
                left.append(_left(done))
    name = _write(shards, [task for task in tasks if task.document_id in rows], rows) if rows else None
    return Batch(name, tuple(rows), tuple(left))


def _extract_in_time(seconds: float, task: Task) -> Extracted:
    with time_limit(seconds):
        return extract_document(task)


def _left(done: Done[Task, Extracted]) -> Left:
    if isinstance(done.error, DocumentLostError):
        return Left(done.task.document_id, is_lost=True)
    if done.error is not None:
        is_late = isinstance(done.error, OutOfTimeError)
        return Left(done.task.document_id, fault=Fault.of(done.error), is_late=is_late)
    return Left(done.task.document_id, done.value.problems if done.value else ())


def _write(shards: Path, tasks: Sequence[Task], rows: dict[str, DocumentRows]) -> str:
    ordered = sorted(tasks, key=lambda task: task.document_id)
    name = shard_name((task.document_id, task.stamp) for task in ordered)
    write_shard(shards / name, [rows[task.document_id] for task in ordered])
    return name


def shard_name(members: Iterable[tuple[str, str]]) -> str:
    """The name of a shard says what is in it: its documents, each with the stamp of its extraction."""
    told = "\0".join(f"{document_id}:{stamp}" for document_id, stamp in sorted(members))
    return hashlib.sha256(told.encode()).hexdigest()[:16]
