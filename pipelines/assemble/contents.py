"""Contents: filings of one report that say the same are one content.

Belongs here: what makes a filing a duplicate of another. Does not belong here: which content is current (versions).
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from pipelines.assemble.reports import Filed

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Content:
    """Filings that say the same: the one that stands for them, and its duplicates."""

    filed: Filed
    duplicates: tuple[Filed, ...]

    @property
    def all(self) -> tuple[Filed, ...]:
        """All filings of this content."""
        return (self.filed, *self.duplicates)

    @property
    def signed_on(self) -> date | None:
        """The date under the report; the latest, where only some of the formats keep one."""
        return max((f.report.signed_on for f in self.all if f.report.signed_on), default=None)

    @property
    def is_read_differently(self) -> bool:
        """Whether equal words gave different figures, as a table and its flattened text may."""
        return len({f.report.figures_hash for f in self.all}) > 1

    @property
    def document_ids(self) -> frozenset[str]:
        """Ids of the documents that say this."""
        return frozenset(f.report.document_id for f in self.all)


def by_arrival(filed: Filed) -> tuple[datetime, str]:
    """Order of arrival; files of one moment by their content hash, never by name or place."""
    return filed.received_at, filed.report.document_id


def contents(filed: Sequence[Filed]) -> list[Content]:
    """The different contents among the filings of one report, in no meaningful order.

    Equal reading text is the same content; so are equal figures, unless different dates stand under them (then one
    is a later filing of the other).
    """
    same_text = [_content(group) for group in _groups(filed, key=lambda f: f.report.text_hash)]
    found: list[Content] = []
    for alike in _groups(same_text, key=lambda c: c.filed.report.figures_hash):
        dated = {c.signed_on for c in alike if c.signed_on}
        latest = max(dated, default=None)
        for group in _groups(alike, key=lambda c: c.signed_on or latest):
            found.append(_content([f for c in group for f in c.all]))
    return found


def led_by(content: Content, document_id: str) -> Content:
    """The content with the named document to stand for it, where it is one of its filings."""
    chosen = [f for f in content.all if f.report.document_id == document_id]
    return Content(chosen[0], tuple(f for f in content.all if f is not chosen[0])) if chosen else content


def _content(filed: Iterable[Filed]) -> Content:
    """One content. Of different figures read from equal words, the reading stands that explains most numbers."""
    arrived = sorted(filed, key=by_arrival)
    readings = _groups(arrived, key=lambda f: f.report.figures_hash)
    best = min(readings, key=lambda r: min((f.report.numbers_unexplained, f.report.figures_hash) for f in r))
    return Content(best[0], tuple(f for f in arrived if f is not best[0]))


def _groups(things: Iterable[T], key: Callable[[T], Hashable]) -> list[list[T]]:
    groups: dict[Hashable, list[T]] = {}
    for thing in things:
        groups.setdefault(key(thing), []).append(thing)
    return list(groups.values())
