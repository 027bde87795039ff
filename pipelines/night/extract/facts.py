"""Hops 3 and 4 of a night: stored Documents → Parquet shards of facts.

Belongs here: which documents have to be extracted again, and how shards are cut. A shard is used only while all its
documents are wanted and unchanged; else what is left of it goes into a new one. Does not belong here: what a worker does with a
batch (batch).
"""

from __future__ import annotations

import posixpath
import shutil
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from pipelines.engine import Engine, Here, WorkerDied, is_main_thread, map_batches
from pipelines.model.claims import Card
from pipelines.model.document import LossKind
from pipelines.night.extract.batch import Batch, Fault, Left, Task, extract_batch, shard_name
from pipelines.night.extract.patience import Patience, read_patience
from pipelines.night.journal import note
from pipelines.night.progress import track
from pipelines.night.read.reading import NOT_A_REPORT
from pipelines.night.settings import Settings
from pipelines.night.stamps import stage_stamp, stamp_text
from pipelines.state import DocumentRecord, State

BATCH = 50
MOST_HERE = 50
"""Documents in a shard, and those that are extracted in this process, sooner than another one starts."""
EXTRACTOR_CRASHED = "extractor_crashed"
EXTRACTOR_LATE = "extractor_timeout"


@dataclass(frozen=True, slots=True)
class Facts:
    """What hops 3 and 4 leave: the shards in use, documents extracted tonight, and how many are no reports. ``lost``: paths of the
    files whose stored Document is gone or damaged; the ledger has them as not read."""

    shards: tuple[str, ...]
    extracted: int
    not_reports: int
    crashed: int
    lost: tuple[str, ...] = ()


def extract_facts(
    settings: Settings,
    state: State,
    engine: Callable[[], Engine],
    cards: Mapping[str, Card],
    samples_used: bool,
) -> Facts:
    """Extract what is new or stale among the readable documents and write it as shards."""
    before = state.documents()
    wanted = [r for r in before if is_readable(r) and (samples_used or not r.is_sample)]
    known = {r.document_id: with_folder(cards.get(r.document_id, Card()), r.path) for r in wanted}
    stamps = {r.document_id: document_stamp(known[r.document_id]) for r in wanted}
    fresh = _fresh_shards(settings, before, wanted, stamps)
    patience = read_patience(settings)
    records = {r.document_id: r for r in wanted if not _is_done(r, fresh, stamps[r.document_id], patience)}
    tasks = [
        Task(name, settings.document(r.sha256), r.file_name, known[name], stamps[name])
        for name, r in records.items()
    ]

    def extracted() -> Iterator[Left | None]:
        for batch in _batches(settings, engine, patience, tasks):
            _keep(state, records, stamps, patience, batch)
            yield from batch.left
            yield from (None for _ in batch.filed)

    outcomes = track(extracted(), len(tasks), "提取 extract") if tasks else ()
    left_out = [left for left in outcomes if left is not None]
    crashed = sum(left.fault is not None for left in left_out)
    lost = tuple(sorted(records[left.document_id].path for left in left_out if left.is_lost))
    _sweep(settings, state)
    after = [r for r in (state.documents() if tasks else before) if r.document_id in stamps]
    used = sorted({r.shard for r in after if r.shard})
    not_reports = sum(r.read_reason == NOT_A_REPORT for r in after)
    return Facts(tuple(used), len(tasks), not_reports, crashed, lost)


def _batches(
    settings: Settings, engine: Callable[[], Engine], patience: Patience, tasks: Sequence[Task]
) -> Iterator[Batch]:
    """What came of all tasks. A few are done in this process."""
    with Here() as here:
        is_few = len(tasks) <= MOST_HERE and is_main_thread()
        place = here if is_few and not engine().is_cluster else engine()
        work = partial(extract_batch, settings.shards, patience.seconds)
        for done in map_batches(place, work, tasks, BATCH):
            if done.value is not None:
                yield done.value
            elif isinstance(done.error, WorkerDied):
                fault = Fault.of(done.error)
                yield Batch(None, (), tuple(Left(task.document_id, fault=fault) for task in done.task))
            elif done.error is not None:
                raise done.error


def _sweep(settings: Settings, state: State) -> None:
    """Delete shards that no document stands in any more, and what killed workers have left half made."""
    used = state.shards()
    for folder in settings.shards.glob("*"):
        if folder.name not in used:
            shutil.rmtree(folder, ignore_errors=True)


def _keep(
    state: State,
    records: Mapping[str, DocumentRecord],
    stamps: Mapping[str, str],
    patience: Patience,
    batch: Batch,
) -> None:
    """What the ledger learns of a batch; the shard it names is whole on disk."""
    filed = (records[name] for name in batch.filed)
    known = [left for left in batch.left if not left.is_lost]
    refused = [
        _refused(records[left.document_id], left, stamps[left.document_id], patience) for left in known
    ]
    lost = (records[left.document_id] for left in batch.left if left.is_lost)
    with state.transaction():
        state.record_documents(
            replace(record, read_status="ok", read_reason=None, message_zh=None, message_en=None)
            for record in filed
            if record.read_status != "ok"
        )
        for name in batch.filed:
            state.mark_extracted([name], stamps[name], batch.shard)
        state.record_documents(refused)
        state.record_documents(replace(r, read_stamp=None, extract_stamp=None, shard=None) for r in lost)
    for record, left in zip(refused, known, strict=True):
        note(
            "document_not_extracted",
            document_id=record.document_id,
            path=record.path,
            reason=record.read_reason,
            exception=left.fault.trace if left.fault else None,
        )


def is_readable(record: DocumentRecord) -> bool:
    """Whether a Document is stored: read, even if it turned out to be no report."""
    return record.read_status == "ok" or record.read_reason in (
        NOT_A_REPORT,
        EXTRACTOR_CRASHED,
        EXTRACTOR_LATE,
    )


def with_folder(card: Card, path: str) -> Card:
    """The card with the folders of the file, those inside of an archive too (``a.zip!元氏县/b.xls``)."""
    return replace(card, folder=posixpath.dirname(path.replace("!", "/")) or None)


def document_stamp(card: Card) -> str:
    """Stamp of extraction for a document with this card."""
    return stamp_text(stage_stamp("extract"), card)


def _fresh_shards(
    settings: Settings,
    everything: Sequence[DocumentRecord],
    wanted: Sequence[DocumentRecord],
    stamps: Mapping[str, str],
) -> frozenset[str]:
    """Shards that hold documents which are wanted and carry today's stamp, and no other.

    A night killed between two batches leaves a shard some of whose documents are in a newer one already: its name tells.
    """
    members: dict[str, list[DocumentRecord]] = defaultdict(list)
    for record in everything:
        if record.shard:
            members[record.shard].append(record)
    names = {r.document_id for r in wanted}
    return frozenset(
        shard
        for shard, records in members.items()
        if (settings.shards / shard).is_dir()
        and all(r.document_id in names and r.extract_stamp == stamps[r.document_id] for r in records)
        and shard == shard_name((r.document_id, stamps[r.document_id]) for r in records)
    )


def _is_done(record: DocumentRecord, fresh: frozenset[str], stamp: str, patience: Patience) -> bool:
    if record.shard is not None:
        return record.shard in fresh
    if record.read_reason == EXTRACTOR_LATE:
        stamp = patience.stamp(stamp)
    return record.extract_stamp == stamp and record.read_status != "ok"


def _refused(record: DocumentRecord, left: Left, stamp: str, patience: Patience) -> DocumentRecord:
    """The ledger row of a document that gives no facts: no report, a fault of ours in it, or broken off."""
    if left.is_late:
        reason = EXTRACTOR_LATE
        stamp = patience.stamp(stamp)
        zh, en = patience.say(record.file_name)
    elif left.fault is not None:
        reason = EXTRACTOR_CRASHED
        zh = f"文件“{record.file_name}”提取时程序出错（{left.fault.kind}），请把该文件交给维护人员。"
        en = f"extraction failed on {record.file_name!r}: {left.fault.said}; hand the file to the maintainers"
    else:
        reason = NOT_A_REPORT
        lost = [p for p in left.problems if p.kind in list(LossKind)]
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
