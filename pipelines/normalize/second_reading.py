"""Second reading: figures of which the words around them say that they are something else, or whose quote does not give them.

Belongs here: what becomes of such a figure: it keeps its row and waits for a person. Does not belong here: the reading itself,
which shares nothing with the extractor and is handed in (quality.verify, by night).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import Final

from pipelines.model.document import Span
from pipelines.model.frozen import dataclass
from pipelines.model.rows import Fact, MeaningCount
from pipelines.model.tables import FIGURE_TABLES
from pipelines.normalize.filing import Filing
from pipelines.normalize.rows import DocumentRows

CONTRADICTED: Final = "words_contradict"
NOT_GIVEN: Final = "quote_unread"
"""One oddly printed figure that only the extractor understands waits for a person; it does not close the gate to all others."""


@dataclass(frozen=True, slots=True)
class Stated:
    """A fact with the place that states it first, and those that repeat it."""

    table: str
    fact: Fact
    place: Span
    further: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What the words around a fact say against how it is filed, for people."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class ReadAgain:
    """What the words say of the columns of one fact: how many they agree with, how many they do not tell, what they contradict;
    and whether all its quotes give its value."""

    table: str
    fact_id: str
    agreed: int
    untold: int
    contradictions: tuple[Contradiction, ...] = ()
    is_given: bool = True


SecondReading = Callable[[Sequence[Stated]], Iterable[ReadAgain]]


def settle_second_reading(filing: Filing, rows: DocumentRows, read_again: SecondReading) -> DocumentRows:
    """The rows with what was counted, those that their own words contradict or their quotes do not give with that cause and lower
    confidence; ``filing`` keeps what is said."""
    not_given: set[tuple[str, str]] = set()
    counted: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one in read_again(tuple(_stated(filing, rows))):
        outcome = {"agreed": one.agreed, "contradicted": len(one.contradictions), "untold": one.untold}
        if any(outcome.values()):
            counted[one.table].update(outcome)
        if one.contradictions:
            filing.said_otherwise[one.table, one.fact_id] = _told(one.contradictions)
        if not one.is_given:
            not_given.add((one.table, one.fact_id))
    rows = replace(
        rows, meanings=tuple(MeaningCount(filing.version_id, table, **n) for table, n in counted.items())
    )
    for cause, doubted in ((CONTRADICTED, filing.said_otherwise), (NOT_GIVEN, not_given)):
        if doubted:
            rows = filing.doubt_figures(rows, cause, partial(_is_among, doubted))
    return rows


def _told(contradictions: Sequence[Contradiction]) -> tuple[str, str]:
    return (
        "；".join(dict.fromkeys(one.zh for one in contradictions)),
        "; ".join(dict.fromkeys(one.en for one in contradictions)),
    )


def _is_among(doubted: Container[tuple[str, str]], table: str, fact: Fact) -> bool:
    return (table, fact.fact_id) in doubted


def _stated(filing: Filing, rows: DocumentRows) -> Iterator[Stated]:
    places = {evidence.evidence_id: span for span, evidence in filing.book.cited.items()}
    further: defaultdict[tuple[str, str], list[Span]] = defaultdict(list)
    for link in filing.book.links:
        further[link.table_name, link.fact_id].append(places[link.evidence_id])
    for table in FIGURE_TABLES:
        facts: Sequence[Fact] = getattr(rows, table)
        for fact in facts:
            again = further.get((table, fact.fact_id), ())
            yield Stated(table, fact, places[fact.evidence_id], tuple(again))
