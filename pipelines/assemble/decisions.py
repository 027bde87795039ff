"""Decisions: what people have decided about versions, read from raw/decisions/versions.toml.

Belongs here: reading that file strictly; a row with a fault is refused with file and line and the others hold. Does
not belong here: what a decision does (versions).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from pipelines.assemble.wording import problem
from pipelines.model.problem import Outcome, Problem

_REQUIRED = ("report_id", "document_id", "by", "on", "why")
_OPTIONAL = ("over",)
_DOCUMENT = re.compile("[0-9a-f]{16}|[0-9a-f]{64}")


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
    if not path.exists():
        return Outcome()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return Outcome(problems=(_refused(path.name, "encoding", ""),))
    try:
        rows = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        return Outcome(problems=(_refused(path.name, "syntax", str(error)),))
    lines = text.splitlines()
    values: list[VersionDecision] = []
    problems = [
        _refused(f"{path.name}:{_line_of(lines, key, 0)}", "unknown_key", key)
        for key in rows
        if key != "version"
    ]
    listed = rows.get("version", [])
    if not isinstance(listed, list) or not all(isinstance(row, dict) for row in listed):
        return Outcome(problems=(*problems, _refused(path.name, "bad_value", "version")))
    starts = [n for n, line in enumerate(lines) if re.match(r"\s*\[\[\s*version\s*\]\]", line)]
    for number, row in enumerate(listed):
        start = starts[number] if number < len(starts) else 0
        read = _decision(path.name, row, lines, start)
        if isinstance(read, Problem):
            problems.append(read)
        else:
            values.append(read)
    return Outcome(tuple(values), tuple(problems))


def _decision(
    name: str, row: Mapping[str, object], lines: list[str], start: int
) -> VersionDecision | Problem:
    where = f"{name}:{start + 1}"
    for key in row:
        if key not in (*_REQUIRED, *_OPTIONAL):
            return _refused(f"{name}:{_line_of(lines, key, start)}", "unknown_key", key)
    for key in _REQUIRED:
        if key not in row:
            return _refused(where, "missing_key", key)
    texts = {key: row[key] for key in ("report_id", "document_id", "by", "why")}
    over, on = row.get("over", []), row["on"]
    bad = next((k for k, v in texts.items() if not isinstance(v, str) or not v.strip()), None)
    if bad is None and not _is_document(texts["document_id"]):
        bad = "document_id"
    if bad is None and (not isinstance(over, list) or not all(_is_document(o) for o in over)):
        bad = "over"
    if bad is None and (not isinstance(on, date) or isinstance(on, datetime)):
        bad = "on"
    if bad is not None or not isinstance(on, date) or not isinstance(over, list):
        return _refused(f"{name}:{_line_of(lines, bad or 'on', start)}", "bad_value", bad or "on")
    return VersionDecision(
        report_id=str(texts["report_id"]),
        document_id=str(texts["document_id"])[:16],
        over=tuple(str(o)[:16] for o in over),
        by=str(texts["by"]),
        on=on,
        why=str(texts["why"]),
        where=where,
    )


def _is_document(value: object) -> bool:
    """A document id, or the whole SHA-256 of the file, whose first 16 digits it is."""
    return isinstance(value, str) and _DOCUMENT.fullmatch(value) is not None


def _line_of(lines: list[str], key: str, start: int) -> int:
    """Line, from 1, at which a key is set at or after a line; that line where it is not found."""
    pattern = re.compile(rf"""\s*\[*\s*["']?{re.escape(key)}["']?\s*[=.\]]""")
    return next((n for n in range(start, len(lines)) if pattern.match(lines[n])), start) + 1


def _refused(where: str, reason: str, detail: str) -> Problem:
    return problem("decision_refused", where=where, reason=reason, detail=detail)
