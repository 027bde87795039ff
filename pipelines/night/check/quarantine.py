"""Quarantine (隔离): the files of tonight's inbox that gave no report, and why.

Belongs here: which refused contents still lie in the inbox, and their rows. Does not belong here: refusing (read, extract).
A refused file that was taken away, or that another lies in the place of, was dealt with by somebody: it stands in
``core.documents`` with its reason, as everything ever received does, and is nobody's business any more.
"""

from __future__ import annotations

import posixpath
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from pipelines.sources.intake import Intake
from pipelines.state import DocumentRecord
from pipelines.state.database import without_zone


@dataclass(frozen=True, slots=True)
class QuarantineRow:
    """quality.quarantine."""

    document_id: str | None
    path: str
    file_name: str
    reason: str
    message_zh: str
    message_en: str
    received_at: datetime | None


def quarantine_rows(records: Sequence[DocumentRecord], intake: Intake) -> list[QuarantineRow]:
    """Of all documents those that are refused and lie there, once for each file with that content, then the files whose bytes could
    not be taken in."""
    lying: defaultdict[str, list[str]] = defaultdict(list)
    for received in intake.received:
        lying[received.document_id].append(received.path)
    refused = _refused_contents(records, intake)
    return [
        *(_refused_content(r, path) for r in refused for path in lying.get(r.document_id, [r.path])),
        *_refused_files(intake),
    ]


def _refused_contents(records: Sequence[DocumentRecord], intake: Intake) -> list[DocumentRecord]:
    """Documents that gave no report and lie in the inbox; what an archive holds lies there as long as the archive does."""
    present = {received.document_id for received in intake.received}
    around = {record.document_id: record.container_id for record in records}

    def lies_there(document_id: str | None) -> bool:
        return document_id is not None and (document_id in present or lies_there(around.get(document_id)))

    return [r for r in records if r.read_status == "quarantined" and lies_there(r.document_id)]


def _refused_content(record: DocumentRecord, path: str) -> QuarantineRow:
    """``path``: of one file with this content; the messages are on the first that came."""
    name = posixpath.basename(path) if path != record.path else record.file_name
    return QuarantineRow(
        record.document_id,
        path,
        name,
        record.read_reason or "unread",
        (record.message_zh or "").replace(record.file_name, name),
        (record.message_en or "").replace(record.file_name, name),
        without_zone(record.received_at),
    )


def _refused_files(intake: Intake) -> list[QuarantineRow]:
    """The message names the file."""
    return [
        QuarantineRow(
            None, problem.message_zh, "", problem.kind, problem.message_zh, problem.message_en, None
        )
        for problem in intake.problems
    ]
