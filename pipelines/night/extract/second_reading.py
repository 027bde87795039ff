"""The second reading of what is extracted, while its document is at hand: figures that their own words contradict, or whose
value it does not find in its quote, are held back.

Belongs here: asking the verification for it. Does not belong here: the reading (quality.verify), what becomes of such figures
(normalize.second_reading), the verification of stored facts (night.verify).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from pipelines.model.document import Document
from pipelines.normalize import Contradiction, ReadAgain, SecondReading, Stated
from pipelines.quality.verify import Book, Outcome, read_fact, say_contradiction


def second_reading(document: Document) -> SecondReading:
    """A second reading of facts of this document, as it is stored."""
    return partial(_read_again, document)


def _read_again(document: Document, stated: Sequence[Stated]) -> Iterator[ReadAgain]:
    if not stated:
        return
    book = Book(document)
    for one in stated:
        readings, is_given = read_fact(book, one.place, one.further, one.table, one.fact)
        outcomes = [reading.outcome for reading in readings]
        yield ReadAgain(
            one.table,
            one.fact.fact_id,
            outcomes.count(Outcome.AGREED),
            outcomes.count(Outcome.UNTOLD),
            tuple(
                Contradiction(*say_contradiction(reading))
                for reading in readings
                if reading.outcome is Outcome.CONTRADICTED
            ),
            is_given,
        )
