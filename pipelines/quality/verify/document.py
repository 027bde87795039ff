"""One document: its kept original, its quotes, and the facts that these give.

Belongs here: the order of the checks on one document. Does not belong here: finding documents and facts (night).
"""

from __future__ import annotations

import hashlib
import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from pathlib import Path
from typing import Any

from pipelines.model.codec import decode
from pipelines.model.document import Box, Document, Place, Span
from pipelines.model.frozen import dataclass
from pipelines.model.rows import Evidence
from pipelines.quality.verify.around import Around
from pipelines.quality.verify.book import Book
from pipelines.quality.verify.facts import PLANS
from pipelines.quality.verify.meaning import Outcome
from pipelines.quality.verify.mismatch import MEANING, Mismatch
from pipelines.quality.verify.words import same_masked

_CLOSE = 0.01  # points
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class StoredFact:
    """A fact at one of the places where it stands. ``values``: the columns of its table's plan."""

    table: str
    fact_id: str
    evidence_id: str
    is_further: bool
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class VerifiedDocument:
    """What no longer agrees. ``whole`` speaks against everything that the document says.

    ``readings``: how many columns of each table the words around the quotes agree with, contradict, or do not tell.
    """

    whole: Mismatch | None
    quotes: tuple[tuple[Evidence, Mismatch], ...] = ()
    facts: tuple[tuple[StoredFact, Mismatch], ...] = ()
    readings: Mapping[tuple[str, Outcome], int] = field(default_factory=dict)


def verify_document(
    original: Path,
    stored: Path,
    sha256: str,
    quotes: Mapping[str, Evidence],
    facts: Sequence[StoredFact],
    *,
    meanings: bool = True,
) -> VerifiedDocument:
    """Read a document once and hold its quotes and facts against it. ``quotes``: by evidence id; ``meanings``: what the words
    say is read too."""
    document = _opened(original, stored, sha256)
    if isinstance(document, Mismatch):
        return VerifiedDocument(document)
    book = Book(document)
    around = {name: Around(book, Span(quote.char_start, quote.char_end)) for name, quote in quotes.items()}
    wrong = tuple((quote, m) for name, quote in quotes.items() for m in _quote(around[name], quote))
    readings: Counter[tuple[str, Outcome]] = Counter()
    differing = (*_facts(around, facts), *_meanings(around, facts if meanings else (), readings))
    return VerifiedDocument(None, wrong, differing, readings)


def _opened(original: Path, stored: Path, sha256: str) -> Document | Mismatch:
    try:
        found = _sha256(original)
    except OSError:
        return Mismatch("original_lost", "", sha256, "—")
    if found != sha256:
        return Mismatch("original_changed", "", sha256, found)
    try:
        document = decode(stored.read_bytes())
    except (OSError, ValueError) as fault:
        return Mismatch("document_unreadable", "", "", type(fault).__name__)
    if document.document_id != sha256[:16]:
        return Mismatch("document_unreadable", "", sha256[:16], document.document_id)
    return document


def _sha256(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _quote(around: Around, quote: Evidence) -> Iterator[Mismatch]:
    raw = around.book.document.quote(around.span)
    if not same_masked(quote.quote, raw):
        yield Mismatch("quote_differs", "", quote.quote, raw or "—")
        return
    place = around.book.place(around.span)
    stored = Place(quote.page, quote.block, quote.bbox)
    if (stored.page, stored.block) != (place.page, place.block) or not _same_box(stored.box, place.box):
        yield Mismatch("place_differs", "", _told(stored), _told(place))


def _facts(
    around: Mapping[str, Around], facts: Sequence[StoredFact]
) -> Iterator[tuple[StoredFact, Mismatch]]:
    for fact in facts:
        plan = PLANS[fact.table]
        check = plan.again if fact.is_further else plan.check
        for mismatch in check(around[fact.evidence_id], fact.values):
            yield fact, mismatch


def _meanings(
    around: Mapping[str, Around], facts: Sequence[StoredFact], readings: Counter[tuple[str, Outcome]]
) -> Iterator[tuple[StoredFact, Mismatch]]:
    """What the words around a quote contradict; all readings are counted."""
    for fact in facts:
        read = PLANS[fact.table].meaning
        if fact.is_further or read is None:
            continue
        for reading in read(around[fact.evidence_id], fact.values):
            readings[fact.table, reading.outcome] += 1
            if reading.outcome is Outcome.CONTRADICTED:
                yield fact, Mismatch(MEANING, reading.column, reading.stored, reading.found)


def _same_box(stored: Box | None, found: Box | None) -> bool:
    if stored is None or found is None:
        return stored is found
    sides, others = _sides(stored), _sides(found)
    return sides == others or all(
        math.isclose(a, b, abs_tol=_CLOSE, rel_tol=0.0) for a, b in zip(sides, others, strict=True)
    )


def _sides(box: Box) -> tuple[float, float, float, float]:
    return box.x0, box.top, box.x1, box.bottom


def _told(place: Place) -> str:
    box = "—" if place.box is None else "/".join(f"{side:.1f}" for side in _sides(place.box))
    return f"p{place.page or '—'} b{'—' if place.block is None else place.block} {box}"
