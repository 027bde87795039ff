"""Texts: one version of a report as it is compared, and its shingles.

Belongs here: the types, and hashing five masked characters at a time. Does not belong here: which shingles count (forms).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import accumulate

import numpy as np
import numpy.typing as npt

from pipelines.compare.masking import mask, names_of

Hashes = npt.NDArray[np.uint32]
SIZE = 5
_POWERS = np.array([pow(0x9E3779B97F4A7C15, k, 1 << 64) for k in range(1, SIZE + 1)], dtype=np.uint64)


@dataclass(frozen=True, slots=True)
class Part:
    """A section: ``code`` of core.sections, reading text, and the map to the raw text (``text_map``)."""

    code: str
    text: str
    segments: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """A version with what says whose it is and how old. ``unit`` names the unit in its region, the same for all years.

    ``stamp`` changes with the words of the text and with the names that are masked in it.
    """

    version_id: str
    report_id: str
    document_id: str
    unit: str
    unit_name: str | None
    county: str | None
    department_type: str | None
    fiscal_year: int | None
    signed_on: date | None
    first_seen_at: datetime | None
    stamp: str

    @property
    def names(self) -> frozenset[str]:
        """The names that are masked."""
        return names_of(self.unit_name, self.county)


@dataclass(frozen=True, slots=True)
class Shingles:
    """The shingles of a version in reading order: ``hashes`` of all sections one after another, ``lengths`` of each."""

    codes: tuple[str, ...]
    lengths: tuple[int, ...]
    hashes: Hashes

    def of(self, code: str | None, steady: frozenset[str]) -> Hashes:
        """Those of a section, or of the whole text without what stands still from year to year."""
        ends = accumulate(self.lengths)
        pieces = [
            self.hashes[end - length : end]
            for name, length, end in zip(self.codes, self.lengths, ends, strict=True)
            if (name == code if code else name not in steady)
        ]
        if len(pieces) == 1:  # most sections stand once in a text
            return pieces[0]
        return np.concatenate(pieces) if pieces else self.hashes[:0]


def shingle(text: Text, parts: Sequence[Part]) -> Shingles:
    """Mask and hash the sections of a version."""
    names = text.names
    found = [hashes(mask(part.text, names)) for part in parts]
    together = np.concatenate(found) if found else np.empty(0, dtype=np.uint32)
    return Shingles(tuple(p.code for p in parts), tuple(len(h) for h in found), together)


def hashes(masked: str) -> Hashes:
    """One hash for every five characters, in order; none for a shorter text."""
    codes = np.frombuffer(masked.encode("utf-32-le", "surrogatepass"), dtype="<u4").astype(np.uint64)
    count = len(codes) - SIZE + 1
    if count <= 0:
        return np.empty(0, dtype=np.uint32)
    mixed = np.zeros(count, dtype=np.uint64)
    for k in range(SIZE):
        mixed += codes[k : k + count] * _POWERS[k]
    mixed ^= mixed >> np.uint64(33)
    mixed *= np.uint64(0xFF51AFD7ED558CCD)
    mixed ^= mixed >> np.uint64(33)
    return (mixed >> np.uint64(32)).astype(np.uint32)


def distinct(members: Hashes) -> Hashes:
    """Sorted, each once. Sorting is several times as fast here as ``numpy.unique``, which hashes."""
    ordered = np.sort(members)
    return ordered[np.concatenate(([True], ordered[1:] != ordered[:-1]))] if len(ordered) else ordered
