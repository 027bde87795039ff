"""The second reading of what is extracted, while its document is at hand: figures that their own words contradict are held back.

Belongs here: asking the verification for it. Does not belong here: the reading (quality.verify), what becomes of such figures
(normalize.second_reading), the verification of stored facts (verifying).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from pipelines.model.document import Document
from pipelines.normalize import Contradiction, SecondReading, Stated
from pipelines.quality.verify import Book, contradicted, say_contradiction


def second_reading(document: Document) -> SecondReading:
    """A second reading of facts of this document, as it is stored."""
    return partial(_read_again, document)


def _read_again(document: Document, stated: Sequence[Stated]) -> Iterable[Contradiction]:
    return tuple(_contradictions(document, stated)) if stated else ()


def _contradictions(document: Document, stated: Sequence[Stated]) -> Iterator[Contradiction]:
    book = Book(document)
    for one in stated:
        for reading in contradicted(book, one.place, one.table, one.fact):
            zh, en = say_contradiction(reading)
            yield Contradiction(one.table, one.fact.fact_id, zh, en)
