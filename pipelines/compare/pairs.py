"""Pairs: two texts held against each other exactly, and the longest passage that they share.

Belongs here: the row type and the comparison of one pair. Does not belong here: which pairs (candidates), who copied (donors).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

import numpy as np
import numpy.typing as npt

from pipelines.compare.masking import mask_with_positions
from pipelines.compare.texts import SIZE, Hashes, Part, Shingles, Text
from pipelines.model.flow import Flow

_PLACES = Decimal("0.0001")


@dataclass(frozen=True, slots=True)
class TextPair:
    """quality.text_pairs. ``a`` is the younger text; sections NULL: the whole texts; spans: raw characters of the longest
    common passage; ``donor_version``: whose words they are likely to be, and why."""

    version_a: str
    version_b: str
    section_a: str | None
    section_b: str | None
    jaccard: Decimal
    containment: Decimal
    template_share: Decimal
    same_unit: bool
    same_year: bool
    common_chars: int
    common_text: str | None
    document_a: str
    char_start_a: int | None
    char_end_a: int | None
    document_b: str
    char_start_b: int | None
    char_end_b: int | None
    donor_version: str | None
    donor_reason: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of one text: where it is printed, and its words."""

    char_start: int
    char_end: int
    text: str


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


def longest_run(
    a: Shingles, b: Shingles, code: str | None, steady: frozenset[str], form: Hashes
) -> tuple[int, int, int]:
    """Start in ``a``, start in ``b`` (places among all shingles) and length in shingles of the common passage with the most
    words that are not the form's. Where ``b`` says something twice, the first place counts. The two share something."""
    left, right = _places(a, code, steady), _places(b, code, steady)
    order = right[np.argsort(b.hashes[right], kind="stable")]
    ordered = b.hashes[order]
    found = np.minimum(np.searchsorted(ordered, a.hashes[left]), len(ordered) - 1)
    hit = ordered[found] == a.hashes[left]
    mine, theirs = left[hit], order[found[hit]]
    breaks = (np.diff(mine) != 1) | (np.diff(theirs) != 1)
    breaks |= np.isin(mine[1:], np.cumsum(a.lengths)) | np.isin(theirs[1:], np.cumsum(b.lengths))
    starts = np.concatenate(([0], np.flatnonzero(breaks) + 1))
    ends = np.append(starts[1:], len(mine))
    at = np.minimum(np.searchsorted(form, a.hashes[mine]), len(form) - 1)
    own = np.concatenate(([0], np.cumsum(form[at] != a.hashes[mine])))
    best = int(np.argmax(own[ends] - own[starts]))
    return int(mine[starts[best]]), int(theirs[starts[best]]), int(ends[best] - starts[best])


def passage(text: Text, parts: tuple[Part, ...], shingles: Shingles, start: int, count: int) -> Passage:
    """The printed passage of ``count`` shingles from ``start`` on."""
    ends = np.cumsum(shingles.lengths)
    n = int(np.searchsorted(ends, start, side="right"))
    part = parts[n]
    start -= int(ends[n]) - shingles.lengths[n]
    _, positions = mask_with_positions(part.text, text.names)
    first, last = positions[start], positions[start + count + SIZE - 2]
    raw_start, raw_end = Flow.from_segments(part.text, part.segments).raw(first, last + 1)
    return Passage(raw_start, raw_end, part.text[first : last + 1])


def _places(shingles: Shingles, code: str | None, steady: frozenset[str]) -> npt.NDArray[np.int64]:
    keep = [name == code if code else name not in steady for name in shingles.codes]
    return np.flatnonzero(np.repeat(keep, shingles.lengths))
