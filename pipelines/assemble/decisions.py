"""Decisions: what people have decided about versions, read from raw/decisions/versions.toml.

Belongs here: what an entry of that file says. Does not belong here: reading entries (entries), what a decision does
(versions).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from pipelines.assemble.entries import DOCUMENT_ID, Entry, is_document, read_made
from pipelines.model.problem import Outcome, Problem

_REQUIRED = ("report_id", "document_id", "by", "on", "why")
_OPTIONAL = ("over",)


@dataclass(frozen=True, slots=True)
class VersionDecision:
    """``document_id`` holds for ``report_id``, over the documents ``over``.

    An empty ``over`` means all others, except what was signed after ``on``: nobody had seen that. ``where`` is file
    and line, for messages.
    """

    report_id: str
    document_id: str
    over: tuple[str, ...]
    by: str
    on: date
    why: str
    where: str


def read_decisions(path: Path) -> Outcome[VersionDecision]:
    """All version decisions of a file; no file is no decision."""
    return read_made(path, "version", _decision)


def _decision(entry: Entry) -> VersionDecision | Problem:
    fault = entry.fault(_REQUIRED, _OPTIONAL, ("report_id", "document_id", "by", "why"))
    if fault is not None:
        return fault
    over, on = entry.row.get("over", []), entry.row["on"]
    if not is_document(entry.row["document_id"]):
        return entry.refused("bad_value", "document_id")
    if not isinstance(over, list) or not all(is_document(o) for o in over):
        return entry.refused("bad_value", "over")
    if not isinstance(on, date) or isinstance(on, datetime):
        return entry.refused("bad_value", "on")
    return VersionDecision(
        report_id=entry.text("report_id"),
        document_id=entry.text("document_id")[:DOCUMENT_ID],
        over=tuple(str(o)[:DOCUMENT_ID] for o in over),
        by=entry.text("by"),
        on=on,
        why=entry.text("why"),
        where=entry.where,
    )
