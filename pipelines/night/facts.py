"""Hops 3 and 4 of a night: stored Documents → Parquet shards of facts.

Belongs here: which documents have to be extracted again, and how shards are cut. A shard is used only while all its
documents are wanted and unchanged; else what is left of it goes into a new one. Does not belong here: extraction.
"""

from __future__ import annotations

import hashlib
import posixpath
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from pipelines.engine import Done, map_tasks
from pipelines.extract.flat import rebuild_tables
from pipelines.extract.report import extract
from pipelines.model.claims import Card
from pipelines.model.codec import decode
from pipelines.model.document import LossKind
from pipelines.model.problem import Problem
from pipelines.night.journal import note
from pipelines.night.losses import loss_problems
from pipelines.night.progress import track
from pipelines.night.reading import NOT_A_REPORT
from pipelines.night.settings import Settings
from pipelines.night.stamps import stage_stamp, stamp_text
from pipelines.normalize import DocumentRows, normalize_reports, unfiled_problems, write_shard
from pipelines.read.sniff import ARCHIVES
from pipelines.state import DocumentRecord, State

BATCH = 50
EXTRACTOR_CRASHED = "extractor_crashed"


@dataclass(frozen=True, slots=True)
class Task:
    """One document to be extracted: its file, its name for messages, and what people know of it."""

    document_id: str
    path: Path
    name: str
    card: Card


@dataclass(frozen=True, slots=True)
class Extracted:
    """Rows of a document, or None with the problems that say why it is no report."""

    rows: DocumentRows | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """What hops 3 and 4 leave: the shards in use, documents extracted tonight, and how many are no reports."""

    shards: tuple[str, ...]
    extracted: int
    not_reports: int
    crashed: int


def extract_document(task: Task) -> Extracted:
    """Hops 3 and 4 for one document; runs in a worker."""
    rebuilt = rebuild_tables(decode(task.path.read_bytes()))
    document = rebuilt.values[0]
    lost = (*loss_problems(document, task.name), *rebuilt.problems)
    if document.media_type in ARCHIVES:
        return Extracted(DocumentRows(problems=unfiled_problems(document, lost)), ())
    outcome = extract(document, task.card)
    if not outcome.values:
        return Extracted(None, (*lost, *outcome.problems))
    return Extracted(normalize_reports(document, outcome, task.card, lost), ())


def extract_facts(settings: Settings, state: State, cards: Mapping[str, Card], samples_used: bool) -> Facts:
    """Extract what is new or stale among the readable documents and write it as shards."""
    wanted = [r for r in state.documents() if is_readable(r) and (samples_used or not r.is_sample)]
    known = {r.document_id: with_folder(cards.get(r.document_id, Card()), r.path) for r in wanted}
    stamps = {r.document_id: document_stamp(known[r.document_id]) for r in wanted}
    fresh = _fresh_shards(settings, state, wanted, stamps)
    stale = [r for r in wanted if not _is_done(r, fresh, stamps)]
    tasks = [
        Task(r.document_id, settings.document(r.sha256), r.file_name, known[r.document_id]) for r in stale
    ]
    records = {r.document_id: r for r in stale}
    crashed = 0
    batch: list[tuple[str, DocumentRows]] = []
    done = map_tasks(extract_document, tasks, settings.workers if len(tasks) > BATCH else 1)
    for result in track(done, len(tasks), "提取 extract") if tasks else iter(()):
        record = records[result.task.document_id]
        if result.value is not None and result.value.rows is not None:
            if record.read_status != "ok":
                state.record_documents(
                    [replace(record, read_status="ok", read_reason=None, message_zh=None, message_en=None)]
                )
            batch.append((record.document_id, result.value.rows))
        else:
            crashed += result.error is not None
            refused = _refused(record, result, stamps[record.document_id])
            state.record_documents([refused])
            note(
                "document_not_extracted",
                document_id=record.document_id,
                path=record.path,
                reason=refused.read_reason,
                exc_info=result.error,
            )
        if len(batch) == BATCH:
            _write(settings, state, batch, stamps)
            batch = []
    if batch:
        _write(settings, state, batch, stamps)
    used = sorted({r.shard for r in state.documents() if r.document_id in stamps and r.shard})
    not_reports = sum(r.read_reason == NOT_A_REPORT for r in state.documents() if r.document_id in stamps)
    return Facts(tuple(used), len(tasks), not_reports, crashed)


def is_readable(record: DocumentRecord) -> bool:
    """Whether a Document is stored: read, even if it turned out to be no report."""
    return record.read_status == "ok" or record.read_reason in (NOT_A_REPORT, EXTRACTOR_CRASHED)


def with_folder(card: Card, path: str) -> Card:
    """The card with the folders of the file, those inside of an archive too (``a.zip!元氏县/b.xls``)."""
    return replace(card, folder=posixpath.dirname(path.replace("!", "/")) or None)


def document_stamp(card: Card) -> str:
    """Stamp of extraction for a document with this card."""
    return stamp_text(stage_stamp("extract"), card)


def _fresh_shards(
    settings: Settings, state: State, wanted: Sequence[DocumentRecord], stamps: Mapping[str, str]
) -> frozenset[str]:
    """Shards all of whose documents are wanted and carry today's stamp."""
    if settings.rebuild:
        return frozenset()
    members: dict[str, list[DocumentRecord]] = defaultdict(list)
    for record in state.documents():
        if record.shard:
            members[record.shard].append(record)
    names = {r.document_id for r in wanted}
    return frozenset(
        shard
        for shard, records in members.items()
        if (settings.shards / shard).is_dir()
        and all(r.document_id in names and r.extract_stamp == stamps[r.document_id] for r in records)
    )


def _is_done(record: DocumentRecord, fresh: frozenset[str], stamps: Mapping[str, str]) -> bool:
    if record.shard is None:
        return record.extract_stamp == stamps[record.document_id] and record.read_status != "ok"
    return record.shard in fresh


def _refused(record: DocumentRecord, result: Done[Task, Extracted], stamp: str) -> DocumentRecord:
    """The ledger row of a document that gives no facts: no report, or a fault of ours in it."""
    if result.error is not None:
        reason = EXTRACTOR_CRASHED
        zh = f"文件“{record.file_name}”提取时程序出错（{type(result.error).__name__}），请把该文件交给维护人员。"
        en = f"extraction failed on {record.file_name!r}: {result.error!r}; hand the file to the maintainers"
    else:
        reason = NOT_A_REPORT
        lost = [p for p in result.value.problems if p.kind in list(LossKind)] if result.value else []
        zh = "".join(
            (
                f"文件“{record.file_name}”不是绩效自评报告（通知、办法或空白模板），未提取数据。",
                *(p.message_zh for p in lost),
            )
        )
        en = " ".join(
            (
                f"{record.file_name!r} is no self-evaluation report (a notice, rules or an empty template).",
                *(p.message_en for p in lost),
            )
        )
    return replace(
        record,
        read_status="quarantined",
        read_reason=reason,
        message_zh=zh,
        message_en=en,
        extract_stamp=stamp,
        shard=None,
    )


def _write(
    settings: Settings, state: State, batch: Sequence[tuple[str, DocumentRows]], stamps: Mapping[str, str]
) -> None:
    """One shard; the ledger names it only after it is whole on disk."""
    ordered = sorted(batch, key=lambda entry: entry[0])
    name = hashlib.sha256(
        "\0".join(f"{document_id}:{stamps[document_id]}" for document_id, _ in ordered).encode()
    ).hexdigest()[:16]
    write_shard(settings.shards / name, [rows for _, rows in ordered])
    for document_id, _ in ordered:
        state.mark_extracted([document_id], stamps[document_id], name)
