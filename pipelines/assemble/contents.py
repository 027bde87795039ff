"""Contents: filings of one report that say the same are one content.

Belongs here: what makes a filing a duplicate of another, and which of equal filings stands for them. Does not belong
here: which content is current (versions).

No filing stands for its duplicates because it came first: the same files give the same versions in whatever order they
arrived, also when everything is built anew.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from pipelines.assemble.reports import Filed
from pipelines.assemble.revisions import Revision, revision_of

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
    def revision(self) -> Revision:
        """The most that the title or the name of any of its files says about replacing an earlier filing."""
        return max(revision_of(f) for f in self.all)

    @property
    def numbers(self) -> int:
        """How many numbers it states."""
        return max(f.report.numbers_seen for f in self.all)

    @property
    def is_read_differently(self) -> bool:
        """Whether equal words gave different figures, as a table and its flattened text may."""
        return len({f.report.figures_hash for f in self.all}) > 1

    @property
    def document_ids(self) -> frozenset[str]:
        """Ids of the documents that say this."""
        return frozenset(f.report.document_id for f in self.all)


def contents(filed: Sequence[Filed], decided: Collection[str] = ()) -> list[Content]:
    """The different contents among the filings of one report, in no meaningful order.

    Equal reading text is the same content; so are equal figures, unless different dates stand under them or only one of
    them says that it replaces the other (then one is a later filing of the other). ``decided``: documents about whose
    figures people have decided something; they stand for their content, so that no decision is lost with a duplicate.
    """
    if len(filed) == 1:
        return [Content(filed[0], ())]
    same_text = [_content(group, decided) for group in _groups(filed, key=lambda f: f.report.text_hash)]
    found: list[Content] = []
    for alike in _groups(same_text, key=lambda c: c.filed.report.figures_hash):
        dated = {c.signed_on for c in alike if c.signed_on}
        latest = max(dated, default=None)
        for group in _groups(alike, key=lambda c: (c.signed_on or latest, c.revision)):
            found.append(_content([f for c in group for f in c.all], decided))
    return found


def led_by(content: Content, document_id: str) -> Content:
    """The content with the named document to stand for it, where it is one of its filings."""
    chosen = [f for f in content.all if f.report.document_id == document_id]
    return Content(chosen[0], tuple(f for f in content.all if f is not chosen[0])) if chosen else content


def _content(filed: Iterable[Filed], decided: Collection[str]) -> Content:
    """One content. A file that lies in the inbox stands for one that it replaced; of different figures read from equal
    words, the reading stands that explains most numbers."""

    def rank(f: Filed) -> tuple[bool, bool, int, str, bool, str]:
        report = f.report
        undecided = report.document_id not in decided
        return (
            undecided,
            f.replaced_by in ids,
            fewest[report.figures_hash],
            report.figures_hash,
            report.signed_on is None,
            report.document_id,
        )

    listed = list(filed)
    ids = {f.report.document_id for f in listed}
    fewest: dict[str, int] = {}
    for f in listed:
        unexplained = f.report.numbers_unexplained
        fewest[f.report.figures_hash] = min(fewest.get(f.report.figures_hash, unexplained), unexplained)
    best, *others = sorted(listed, key=rank)
    return Content(best, tuple(sorted(others, key=lambda f: f.report.document_id)))


def _groups(things: Iterable[T], key: Callable[[T], Hashable]) -> list[list[T]]:
    groups: dict[Hashable, list[T]] = {}
    for thing in things:
        groups.setdefault(key(thing), []).append(thing)
    return list(groups.values())
