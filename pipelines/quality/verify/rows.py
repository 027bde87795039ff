"""Rows of quality.verification and quality.verification_failures, and how a failure is told.

Belongs here: these rows and their sentences, filled in from lexicon/verify.toml. Does not belong here: finding failures.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipelines.lexicon import load
from pipelines.quality.verify.mismatch import Mismatch

_LONGEST_QUOTE = 80


@dataclass(frozen=True, slots=True)
class Tally:
    """quality.verification: how many facts of a table were read again and how many agree (``evidence``: quotes).

    ``meanings_*``: what the words around the quotes say of what these facts are filed as, column by column.
    """

    run_id: str
    scope: Literal["new", "all"]
    table_name: str
    checked: int
    agreed: int
    meanings_agreed: int = 0
    meanings_contradicted: int = 0
    meanings_untold: int = 0


@dataclass(frozen=True, slots=True)
class Failure:
    """quality.verification_failures. ``fact_id`` is None where a quote or a whole document disagrees."""

    run_id: str
    table_name: str
    fact_id: str | None
    evidence_id: str | None
    document_id: str | None
    file_name: str | None
    page: int | None
    kind: str
    column_name: str | None
    quote: str | None
    stored: str
    found: str
    message_zh: str
    message_en: str


def message(
    mismatch: Mismatch, table: str, file: str, page: int | None, quote: str | None
) -> tuple[str, str]:
    """The sentence in Chinese and in English."""
    words = load("verify")
    values = {
        "file": file,
        "where": f"第 {page} 页" if page is not None else "",
        "where_en": f", page {page}" if page is not None else "",
        "what": f"{words['table'].get(table, table)} {mismatch.what}".strip(),
        "what_en": f"{table} {mismatch.what}".strip(),
        "quote": _short(quote or ""),
        "stored": _short(mismatch.stored),
        "found": _short(mismatch.found),
    }
    said = words["kind"][mismatch.kind]
    return said["zh"].format(**values), said["en"].format(**values)


def _short(text: str) -> str:
    line = " ".join(text.split())
    half = _LONGEST_QUOTE // 2
    return line if len(line) <= _LONGEST_QUOTE else f"{line[:half]}……{line[-half:]}"
