"""Members of archives as documents of their own: their ledger rows and their cards.

Belongs here: what a member takes over from the archive that held it. Does not belong here: unpacking (read).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from pipelines.model.claims import Card
from pipelines.read.nested import BETWEEN
from pipelines.sources.cards import path_key
from pipelines.state import DocumentRecord


def member_record(archive: DocumentRecord, name: str, sha256: str, size: int) -> DocumentRecord:
    """The ledger row of a member that is still to be read."""
    return replace(
        archive,
        document_id=sha256[:16],
        sha256=sha256,
        path=f"{archive.path}{BETWEEN}{name}",
        file_name=name.rpartition("/")[2],
        media_type=None,
        bytes=size,
        pages=None,
        reader=None,
        read_status="quarantined",
        read_reason=None,
        message_zh=None,
        message_en=None,
        seconds=None,
        peak_memory_mb=None,
        read_stamp=None,
        extract_stamp=None,
        shard=None,
        container_id=archive.document_id,
    )


def with_member_cards(
    cards: Mapping[str, Card], records: Iterable[DocumentRecord], member_cards: Mapping[str, Card]
) -> dict[str, Card]:
    """``cards`` by document, and those of members: their own, else the archive's without what holds for one file only.

    An archive of a county holds the reports of many units, so its unit name is no member's; its county and year are.
    """
    known = dict(cards)
    members = (record for record in records if record.container_id is not None)
    for record in sorted(members, key=lambda r: r.path.count(BETWEEN)):
        if record.document_id in known:
            continue
        around = known.get(record.container_id or "")
        own = member_cards.get(path_key(record.path))
        if own is not None:
            known[record.document_id] = replace(own, is_sample=own.is_sample or record.is_sample)
        elif around is not None:
            known[record.document_id] = replace(around, unit_name=None)
    return known
