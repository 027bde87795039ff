"""Entries: a decisions file read strictly, entry by entry, each with its line.

Belongs here: what all files of raw/decisions have in common: UTF-8, TOML, known keys, texts that are not empty. An entry
with a fault is refused with file and line, and the others hold; a file that is no TOML refuses itself whole and stops no
night. Does not belong here: what one kind of decision says (decisions, corrections, identities).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, TypeVar

from pipelines.assemble.wording import problem
from pipelines.model.problem import Outcome, Problem

_DOCUMENT: Final = re.compile("[0-9a-f]{16}|[0-9a-f]{64}")
DOCUMENT_ID: Final = 16
"""Digits of a document id: the first of the file's SHA-256."""

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Entry:
    """One ``[[…]]`` of a file: its values and where it stands. ``start``: the line of its head, from 0."""

    name: str
    row: Mapping[str, object]
    lines: Sequence[str]
    start: int

    @property
    def where(self) -> str:
        """File and line, for messages."""
        return f"{self.name}:{self.start + 1}"

    def refused(self, reason: str, key: str) -> Problem:
        """The problem of a key of this entry, with its own line where it has one."""
        line = line_of(self.lines, key, self.start) if key in self.row else self.start + 1
        return refused(f"{self.name}:{line}", reason, key)

    def fault(self, required: Sequence[str], optional: Sequence[str], texts: Sequence[str]) -> Problem | None:
        """The first unknown or missing key, or text that is none."""
        for key in self.row:
            if key not in required and key not in optional:
                return self.refused("unknown_key", key)
        for key in required:
            if key not in self.row:
                return self.refused("missing_key", key)
        for key in texts:
            value = self.row.get(key, "-")
            if not isinstance(value, str) or not value.strip():
                return self.refused("bad_value", key)
        return None

    def text(self, key: str) -> str:
        """A text that :meth:`fault` has looked at; empty where it is not given."""
        value = self.row.get(key, "")
        return value if isinstance(value, str) else ""

    def moment(self, key: str) -> datetime | None:
        """A date with its time, in UTC where no zone stands with it; None for anything else."""
        value = self.row.get(key)
        if not isinstance(value, datetime):
            return None
        try:
            return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)
        except OverflowError:  # the first or the last day of the calendar
            return None


def read_entries(path: Path, head: str) -> Outcome[Entry]:
    """All ``[[head]]`` of a file; no file is no entry. Other heads are refused."""
    if not path.exists():
        return Outcome()
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return Outcome(problems=(refused(path.name, "encoding", ""),))
    try:
        rows = tomllib.loads(text)
    except (
        ValueError,
        RecursionError,
    ) as error:  # no TOML, a number of thousands of digits, brackets without end
        return Outcome(problems=(refused(f"{path.name}{_at_line(error)}", "syntax", str(error)),))
    lines = text.splitlines()
    problems = [
        refused(f"{path.name}:{line_of(lines, key, 0)}", "unknown_key", key) for key in rows if key != head
    ]
    listed = rows.get(head, [])
    if not isinstance(listed, list) or not all(isinstance(row, dict) for row in listed):
        return Outcome(problems=(*problems, refused(path.name, "bad_value", head)))
    starts = [n for n, line in enumerate(lines) if re.match(rf"\s*\[\[\s*{head}\s*\]\]", line)]
    values = tuple(
        Entry(path.name, row, lines, starts[number] if number < len(starts) else 0)
        for number, row in enumerate(listed)
    )
    return Outcome(values, tuple(problems))


def read_made(
    path: Path, head: str, make: Callable[[Entry], Made | Problem], unique: str | None = None
) -> Outcome[Made]:
    """What ``make`` makes of each ``[[head]]`` of a file; the problems of the file come before those of its entries.

    ``unique``: the key of a text that no two entries share; a second one is refused.
    """
    read = read_entries(path, head)
    values: list[Made] = []
    problems = list(read.problems)
    taken: set[str] = set()
    for entry in read.values:
        made = make(entry)
        if isinstance(made, Problem):
            problems.append(made)
        elif unique is not None and entry.text(unique) in taken:
            problems.append(entry.refused("bad_value", unique))
        else:
            taken.add(entry.text(unique or ""))
            values.append(made)
    return Outcome(tuple(values), tuple(problems))


def is_document(value: object) -> bool:
    """A document id, or the whole SHA-256 of the file, whose first 16 digits it is."""
    return isinstance(value, str) and _DOCUMENT.fullmatch(value) is not None


def line_of(lines: Sequence[str], key: str, start: int) -> int:
    """Line, from 1, at which a key is set at or after a line; that line where it is not found."""
    pattern = re.compile(rf"""\s*\[*\s*["']?{re.escape(key)}["']?\s*[=.\]]""")
    return next((n for n in range(start, len(lines)) if pattern.match(lines[n])), start) + 1


def refused(where: str, reason: str, detail: str) -> Problem:
    """The problem of an entry that does not hold."""
    return problem("decision_refused", where=where, reason=reason, detail=detail)


def _at_line(error: Exception) -> str:
    found = re.search(r"line (\d+)", str(error))
    return f":{found[1]}" if found else ""
