"""Corrections: what people have decided about single figures and problems, read from raw/decisions/corrections.toml.

Belongs here: what an entry of that file says. Does not belong here: reading entries (entries), whether the document
still says what the person saw (replay), writing entries (night.review).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Final

from pipelines.assemble.corrected import CorrectedValue, correct_value, default_field
from pipelines.assemble.entries import DOCUMENT_ID, Entry, is_document, read_made
from pipelines.lexicon import load
from pipelines.model.problem import Outcome, Problem

HEAD: Final = "decision"
CORRECT: Final = "correct"

_REQUIRED: Final = ("action", "document", "place", "quote", "by", "when", "why")
_OPTIONAL: Final = ("table", "figure", "printed", "problem", "field", "to", "unit")
_TEXTS: Final = ("action", "document", "quote", "by", "why", "table", "figure", "problem", "field", "to")


@dataclass(frozen=True, slots=True)
class FigureDecision:
    """One decision. What the person saw is its guard: ``quote`` and ``printed`` at ``place`` of the document.

    ``table`` and ``figure`` name a figure; where ``problem`` is set instead, the decision closes a problem of that kind.
    ``value``: only of a correction. ``where``: file and line, for messages.
    """

    action: str
    document_id: str
    table: str
    figure: str
    problem: str
    place: tuple[int, int]
    quote: str
    printed: str
    value: CorrectedValue | None
    by: str
    when: datetime
    why: str
    where: str

    @property
    def field(self) -> str:
        """The field that is corrected; empty where the decision is about the figure as a whole."""
        return "" if self.value is None else self.value.field


def read_corrections(path: Path) -> Outcome[FigureDecision]:
    """All decisions of a file; no file is no decision."""
    return read_made(path, HEAD, _decision)


def _decision(entry: Entry) -> FigureDecision | Problem:
    fault = entry.fault(_REQUIRED, _OPTIONAL, _TEXTS) or _misfit(entry)
    if fault is not None:
        return fault
    place, when = _place(entry), entry.moment("when")
    if place is None:
        return entry.refused("bad_value", "place")
    if when is None:
        return entry.refused("bad_value", "when")
    value = None
    if entry.text("action") == CORRECT:
        table = entry.text("table")
        field = entry.text("field") or default_field(table)
        value = correct_value(table, field, entry.text("to"), entry.text("unit"))
        if value is None:
            return entry.refused("bad_value", "to")
    return FigureDecision(
        action=entry.text("action"),
        document_id=entry.text("document")[:DOCUMENT_ID],
        table=entry.text("table"),
        figure=entry.text("figure"),
        problem=entry.text("problem"),
        place=place,
        quote=entry.text("quote"),
        printed=entry.text("printed"),
        value=value,
        by=entry.text("by"),
        when=when,
        why=entry.text("why"),
        where=entry.where,
    )


def _misfit(entry: Entry) -> Problem | None:
    """A value outside its codes, or keys that do not go together."""
    row = entry.row
    if row["action"] not in load("review")["action"]:
        return entry.refused("bad_value", "action")
    if not is_document(row["document"]):
        return entry.refused("bad_value", "document")
    for key in ("unit", "printed"):
        if not isinstance(row.get(key, ""), str):
            return entry.refused("bad_value", key)
    if "problem" in row:
        if row["action"] == CORRECT or "table" in row:
            return entry.refused("bad_value", "problem")
        return None
    for key in ("table", "figure", "printed", *(["to"] if row["action"] == CORRECT else [])):
        if key not in row:
            return entry.refused("missing_key", key)
    return None if row["table"] in load("review")["table"] else entry.refused("bad_value", "table")


def _place(entry: Entry) -> tuple[int, int] | None:
    match entry.row["place"]:
        case [int(start), int(end)] if 0 <= start <= end:
            return start, end
    return None
