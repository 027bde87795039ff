"""Identities: what people have decided about whose report a file is, read from raw/decisions/identity.toml.

Belongs here: what an entry of that file says. Does not belong here: resolving a report's own words (extract, normalize).
A decision fills the card of a file (raw/manifest.csv) and has the same force: what the report itself says stays, and
what contradicts it is a problem. A masked county (**县) says nothing, so there the decision holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from pipelines.assemble.entries import DOCUMENT_ID, Entry, is_document, read_made
from pipelines.assemble.wording import problem
from pipelines.model.problem import Outcome, Problem

HEAD: Final = "identity"
_REQUIRED: Final = ("document", "by", "when", "why")
_OPTIONAL: Final = ("region_code", "unit_name", "fiscal_year")
_CODE: Final = re.compile(r"\d{6}")
_YEARS: Final = range(1994, 2100)  # the budget law of 1994 and later


@dataclass(frozen=True, slots=True)
class IdentityDecision:
    """Region, unit or year of a document; None is not decided. ``where``: file and line, for messages."""

    document_id: str
    region_code: str | None
    unit_name: str | None
    fiscal_year: int | None
    by: str
    when: datetime
    why: str
    where: str


def read_identities(path: Path) -> Outcome[IdentityDecision]:
    """All decisions of a file, the earliest first; no file is no decision."""
    read = read_made(path, HEAD, _decision)
    return Outcome(tuple(sorted(read.values, key=lambda decision: decision.when)), read.problems)


def stale_identities(
    decisions: Sequence[IdentityDecision], document_ids: Iterable[str]
) -> tuple[Problem, ...]:
    """A problem for each decision whose document is not there."""
    known = set(document_ids)
    return tuple(problem("identity_stale", where=d.where) for d in decisions if d.document_id not in known)


def _decision(entry: Entry) -> IdentityDecision | Problem:
    fault = entry.fault(_REQUIRED, _OPTIONAL, ("document", "region_code", "unit_name", "by", "why"))
    if fault is not None:
        return fault
    when, year = entry.moment("when"), entry.row.get("fiscal_year")
    if not is_document(entry.row["document"]):
        return entry.refused("bad_value", "document")
    if "region_code" in entry.row and not _CODE.fullmatch(entry.text("region_code")):
        return entry.refused("bad_value", "region_code")
    if year is not None and (type(year) is not int or year not in _YEARS):
        return entry.refused("bad_value", "fiscal_year")
    if when is None:
        return entry.refused("bad_value", "when")
    if not any(key in entry.row for key in _OPTIONAL):
        return entry.refused("missing_key", "region_code")
    return IdentityDecision(
        document_id=entry.text("document")[:DOCUMENT_ID],
        region_code=entry.text("region_code") or None,
        unit_name=entry.text("unit_name") or None,
        fiscal_year=year if isinstance(year, int) else None,
        by=entry.text("by"),
        when=when,
        why=entry.text("why"),
        where=entry.where,
    )
