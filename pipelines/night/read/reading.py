"""Hop 2 of a night: received bytes → stored Documents, in guarded children.

Belongs here: which documents have to be read, and when the ledger learns of them. Does not belong here: what it learns
(records), where they are read (places), formats (read).
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Self

from pipelines.engine import Engine
from pipelines.model.claims import Card
from pipelines.night.journal import note
from pipelines.night.progress import track
from pipelines.night.read.batch import FileRead, KeptMember
from pipelines.night.read.places import file_reader, read_with_members
from pipelines.night.read.records import member_record, received_record, record_after_reading
from pipelines.night.read.stamps import read_stamp
from pipelines.night.settings import DOCUMENT, Settings
from pipelines.read.nested import Item
from pipelines.sources.cards import path_key
from pipelines.sources.store_files import Received, discard, has_hash
from pipelines.state import DocumentRecord, State

NOT_A_REPORT = "not_a_report"
_MOST_WAITING = 64
_LONGEST_WAIT = 2.0
"""Documents that are read and not in the ledger yet, and seconds for which the first of them is not."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What hop 2 did: ids of the documents read tonight, and how many of them gave no document, by reason."""

    documents: frozenset[str]
    quarantined: Counter[str]


def read_documents(
    settings: Settings,
    state: State,
    engine: Callable[[], Engine],
    received: Sequence[Received],
    member_cards: Mapping[str, Card],
) -> Reading:
    """Read what is new, what an older reader has read, or what has no stamp, for it is to be read again (redo); then what archives
    among it hold."""
    known = {record.document_id: record for record in state.documents()}
    records = dict(known)
    for arrival in received:
        records[arrival.document_id] = received_record(arrival, records.get(arrival.document_id))
    waiting = _waiting(settings, records, known)
    state.record_documents(
        record
        for name in {arrival.document_id for arrival in received}
        if name not in waiting and (record := records[name]) != known.get(name)
    )
    shelf = _Shelf(settings, records, member_cards, {item: name for name, item in waiting.items()})
    quarantined: Counter[str] = Counter()
    archives: list[DocumentRecord] = []
    if waiting:
        with file_reader(settings, engine()) as read, _Entries(state) as entries:
            files = read_with_members(read, tuple(waiting.values()), shelf.know, shelf.drop)
            for item, file in track(files, len(waiting), "读取 read"):
                record = shelf.note(item, file)
                if not file.is_ok:
                    quarantined[file.result.reason or "?"] += 1
                if file.members:
                    archives.append(record)
                else:
                    entries.add(record)
                _note_read(record)
        # last of all: what a killed night has not read of an archive is found only by reading the archive again
        state.record_documents(archives)
    return Reading(frozenset(shelf.names.values()), quarantined)


def _waiting(
    settings: Settings, records: Mapping[str, DocumentRecord], known: Mapping[str, DocumentRecord]
) -> dict[str, Item]:
    """What has to be read, by the ids of the documents."""
    return {
        record.document_id: Item(settings.original(record.sha256), record.path)
        for record in records.values()
        if record.read_stamp != read_stamp(record.media_type)
        # bytes that were spoilt in the store are another document: the verification names them, and the gate closes
        and (record.document_id not in known or has_hash(settings.original(record.sha256), record.sha256))
    }


@dataclass(slots=True)
class _Shelf:
    """The records of all documents while files are read; members of archives join them. ``names``: ids by what is read."""

    settings: Settings
    records: dict[str, DocumentRecord]
    member_cards: Mapping[str, Card]
    names: dict[Item, str]

    def know(self, archive: Item, member: KeptMember) -> Item | None:
        """A member that has to be read; None where it was received before, by itself or in another archive."""
        if member.sha256[:16] in self.records:
            return None
        record = member_record(self.records[self.names[archive]], member)
        own = self.member_cards.get(path_key(record.path))
        if own is not None and own.source_url is not None:
            record = replace(record, source_url=own.source_url)
        self.records[record.document_id] = record
        item = Item(self.settings.original(member.sha256), record.path, archive)
        self.names[item] = record.document_id
        return item

    def drop(self, archive: Item, members: Sequence[KeptMember]) -> None:
        """Take back what an archive gave that could not be read to its end."""
        archive.place.with_name(DOCUMENT).unlink(missing_ok=True)
        for member in members:
            if member.sha256[:16] not in self.records:
                discard(self.settings.documents, member.sha256)

    def note(self, item: Item, file: FileRead) -> DocumentRecord:
        """The record of what was read."""
        stamp = read_stamp(file.result.media_type)
        record = record_after_reading(self.records[self.names[item]], file, stamp)
        self.records[record.document_id] = record
        return record


class _Entries:
    """Rows on their way into the ledger, some at a time: each time the disk is waited for. A night killed before reads these
    few files again. Use as a context manager, which enters the last."""

    def __init__(self, state: State) -> None:
        self._state = state
        self._rows: list[DocumentRecord] = []
        self._entered = time.monotonic()

    def add(self, record: DocumentRecord) -> None:
        """One more; all of them where they are many, or have waited for a while."""
        self._rows.append(record)
        if len(self._rows) >= _MOST_WAITING or time.monotonic() - self._entered > _LONGEST_WAIT:
            self._enter()

    def _enter(self) -> None:
        self._state.record_documents(self._rows)
        self._rows.clear()
        self._entered = time.monotonic()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._enter()


def _note_read(record: DocumentRecord) -> None:
    note(
        "document_read",
        document_id=record.document_id,
        path=record.path,
        reader=record.reader,
        status=record.read_status,
        reason=record.read_reason,
        seconds=record.seconds,
        peak_memory_mb=record.peak_memory_mb,
    )
