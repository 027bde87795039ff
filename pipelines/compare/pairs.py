"""Pairs: two texts held against each other exactly, and the passages that they share.

Belongs here: the row types and the comparison of one pair. Does not belong here: which pairs (candidates), who copied (donors).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import numpy as np
import numpy.typing as npt

from pipelines.compare.donors import donor
from pipelines.compare.masking import mask_with_positions
from pipelines.compare.texts import SIZE, Hashes, Part, Shingles, Text
from pipelines.model.flow import Flow

_PLACES = Decimal("0.0001")


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedPassage:
    """Where a passage that two texts share stands in each, in raw characters; ``a`` is the younger text.

    ``donor_version``: whose words they are likely to be, and why.
    """

    version_a: str
    version_b: str
    document_a: str
    char_start_a: int
    char_end_a: int
    document_b: str
    char_start_b: int
    char_end_b: int
    donor_version: str | None
    donor_reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPair(SharedPassage):
    """quality.text_pairs: two like texts and their longest common passage; sections NULL: the whole texts."""

    section_a: str | None
    section_b: str | None
    jaccard: Decimal
    containment: Decimal
    template_share: Decimal
    same_unit: bool
    same_year: bool
    common_chars: int
    common_text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one text: where it is printed, and its words."""

    char_start: int
    char_end: int
    text: str


def shared_columns(a: Text, at_a: Passage, b: Text, at_b: Passage, words: str) -> dict[str, Any]:
    """The columns of :class:`SharedPassage`. ``words``: all that ``a`` shares with ``b``, which tell the donor."""
    owner, why = donor(a, b, words)
    return {
        "version_a": a.version_id,
        "version_b": b.version_id,
        "document_a": a.document_id,
        "char_start_a": at_a.char_start,
        "char_end_a": at_a.char_end,
        "document_b": b.document_id,
        "char_start_b": at_b.char_start,
        "char_end_b": at_b.char_end,
        "donor_version": owner.version_id if owner else None,
        "donor_reason": why,
    }


def common(a: Hashes, b: Hashes) -> int:
    """How many members two sorted sets have in common."""
    small, large = (a, b) if len(a) <= len(b) else (b, a)
    if not len(large):
        return 0
    places = np.minimum(np.searchsorted(large, small), len(large) - 1)
    return int(np.count_nonzero(large[places] == small))


def share(part: int, whole: int) -> Decimal:
    """A share of one with four decimals; 0 of nothing."""
    return (Decimal(part) / Decimal(whole)).quantize(_PLACES) if whole else Decimal(0)


@dataclass(frozen=True, slots=True)
class Run:
    """A passage that two texts share: its places among all shingles of each, and its length in shingles."""

    start_a: int
    start_b: int
    count: int


@dataclass(frozen=True, slots=True)
class Runs:
    """All passages that two texts share, in the order of the first; an array for each value of a run."""

    starts_a: npt.NDArray[np.int64]
    starts_b: npt.NDArray[np.int64]
    counts: npt.NDArray[np.int64]

    def run(self, n: int) -> Run:
        """One of them."""
        return Run(int(self.starts_a[n]), int(self.starts_b[n]), int(self.counts[n]))


def runs(a: Shingles, b: Shingles, code: str | None, steady: frozenset[str]) -> Runs:
    """The passages of ``a`` that stand in ``b`` too. Where ``b`` says something twice, the first place counts. The two share
    something."""
    left, right = _places(a, code, steady), _places(b, code, steady)
    order = right[np.argsort(b.hashes[right], kind="stable")]
    ordered = b.hashes[order]
    found = np.minimum(np.searchsorted(ordered, a.hashes[left]), len(ordered) - 1)
    hit = ordered[found] == a.hashes[left]
    mine, theirs = left[hit], order[found[hit]]
    breaks = (np.diff(mine) != 1) | (np.diff(theirs) != 1)
    breaks |= np.isin(mine[1:], np.cumsum(a.lengths)) | np.isin(theirs[1:], np.cumsum(b.lengths))
    starts = np.concatenate(([0], np.flatnonzero(breaks) + 1))
    return Runs(mine[starts], theirs[starts], np.diff(np.append(starts, len(mine))))


def counted_within(members: Hashes, hashes: Hashes, found: Runs) -> npt.NDArray[np.int64]:
    """How many of the shingles of each passage are ``members``, which are sorted; ``hashes``: all of the first text."""
    if not len(members):
        return np.zeros(len(found.counts), dtype=np.int64)
    places = np.minimum(np.searchsorted(members, hashes), len(members) - 1)
    upto = np.concatenate(([0], np.cumsum(members[places] == hashes)))
    counts: npt.NDArray[np.int64] = upto[found.starts_a + found.counts] - upto[found.starts_a]
    return counts


def longest_run(a: Shingles, b: Shingles, code: str | None, steady: frozenset[str], form: Hashes) -> Run:
    """The common passage with the most words that are not the form's. The two share something."""
    found = runs(a, b, code, steady)
    return found.run(int(np.argmax(found.counts - counted_within(form, a.hashes, found))))


def passages(
    text: Text, parts: tuple[Part, ...], shingles: Shingles, places: Sequence[tuple[int, int]]
) -> list[Passage]:
    """The printed passages, each of so many shingles from its start on; a section is masked once."""
    ends = np.cumsum(shingles.lengths)
    masked: dict[int, tuple[Flow, list[int]]] = {}
    found: list[Passage] = []
    for start, count in places:
        n = int(np.searchsorted(ends, start, side="right"))
        part = parts[n]
        if n not in masked:
            flow = Flow.from_segments(part.text, part.segments)
            masked[n] = flow, mask_with_positions(part.text, text.names)[1]
        flow, positions = masked[n]
        at = start - (int(ends[n]) - shingles.lengths[n])
        first, last = positions[at], positions[at + count + SIZE - 2]
        found.append(Passage(*flow.raw(first, last + 1), part.text[first : last + 1]))
    return found


def _places(shingles: Shingles, code: str | None, steady: frozenset[str]) -> npt.NDArray[np.int64]:
    keep = [name == code if code else name not in steady for name in shingles.codes]
    return np.flatnonzero(np.repeat(keep, shingles.lengths))
