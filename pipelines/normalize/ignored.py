"""Ignored numbers: printed numbers that are no figure of the report, each with its reason and the words around it.

Belongs here: their rows. Does not belong here: deciding that a number is ignored (extract), the reasons themselves
(lexicon/accounting.toml, the sorts of lexicon/meaning.toml).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from pipelines.lexicon import load
from pipelines.model.document import Span
from pipelines.model.problem import Ignored
from pipelines.model.rows import IgnoredNumber
from pipelines.normalize.filing import Filing

_BEFORE: Final = 24
_AFTER: Final = 8
_BORDER: Final = re.compile(r"[\n\t]")


def ignored_rows(filing: Filing, ignored: Sequence[Ignored]) -> tuple[IgnoredNumber, ...]:
    """One row for each ignored number, in the order of the document."""
    return tuple(
        IgnoredNumber(
            document_id=filing.document.document_id,
            report_id=filing.report_id,
            version_id=filing.version_id,
            reason=entry.reason,
            reason_zh=reason_names().get(entry.reason, entry.reason),
            page=filing.document.page_at(entry.span),
            char_start=entry.span.start,
            char_end=entry.span.end,
            quote=filing.mask.quote(_around(filing.document.text, entry.span)),
            context=filing.book.context(entry.span),
        )
        for entry in sorted(ignored, key=lambda entry: entry.span)
    )


@cache
def reason_names() -> dict[str, str]:
    """Chinese name of each reason by its code."""
    accounting = load("accounting")
    rows = (
        *load("meaning")["sort"],
        *accounting["by_words"],
        *accounting["reason"],
        *accounting["found_by_code"],
        *accounting["table_line"],
        *accounting["table_title"],
    )
    return {row["code"]: row["name"] for row in rows}


def _around(text: str, number: Span) -> Span:
    """The number with some words on both sides, within its line or cell."""
    before = text[max(0, number.start - _BEFORE) : number.start]
    after = text[number.end : number.end + _AFTER]
    lead = _BORDER.split(before)[-1]
    tail = _BORDER.split(after)[0]
    return Span(number.start - len(lead), number.end + len(tail))
