"""Cards of files that archives held: their own, or what holds for them of the archive's.

Belongs here: what a member takes over from the archive's card. Does not belong here: unpacking (read), its row (records).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from pipelines.model.claims import Card
from pipelines.read.nested import BETWEEN
from pipelines.sources.cards import path_key
from pipelines.state import DocumentRecord


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
