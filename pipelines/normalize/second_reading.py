"""Second reading: figures of which the words around them say that they are something else.

Belongs here: what becomes of such a figure: it keeps its row and waits for a person. Does not belong here: the reading itself,
which shares nothing with the extractor and is handed in (quality.verify, by night).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from pipelines.model.document import Span
from pipelines.model.rows import Fact, MeaningCount
from pipelines.normalize.filing import Filing
from pipelines.normalize.rows import DocumentRows

CAUSE: Final = "words_contradict"

F = TypeVar("F", bound=Fact)


@dataclass(frozen=True, slots=True)
class Stated:
    """A fact with the place that states it first."""

    table: str
    fact: Fact
    place: Span


@dataclass(frozen=True, slots=True)
class Contradiction:
    """What the words around a fact say against how it is filed, for people."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class ReadAgain:
    """What the words say of the columns of one fact: how many they agree with, how many they do not tell, what they contradict."""

    table: str
    fact_id: str
    agreed: int
    untold: int
    contradictions: tuple[Contradiction, ...] = ()


SecondReading = Callable[[Sequence[Stated]], Iterable[ReadAgain]]


def settle_contradicted(filing: Filing, rows: DocumentRows, read_again: SecondReading) -> DocumentRows:
    """The rows with what was counted, those that their own words contradict with that cause and lower confidence; ``filing``
    keeps what is said."""
    said: dict[tuple[str, str], tuple[Contradiction, ...]] = {}
    counted: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for one in read_again(tuple(_stated(filing, rows))):
        outcome = {"agreed": one.agreed, "contradicted": len(one.contradictions), "untold": one.untold}
        counted[one.table].update(outcome)
        if one.contradictions:
            said[one.table, one.fact_id] = one.contradictions
    rows = replace(
        rows, meanings=tuple(MeaningCount(filing.version_id, table, **n) for table, n in counted.items())
    )
    if not said:
        return rows
    for key, told in said.items():
        filing.said_otherwise[key] = (
            "；".join(dict.fromkeys(one.zh for one in told)),
            "; ".join(dict.fromkeys(one.en for one in told)),
        )

    def settle(table: str, facts: tuple[F, ...]) -> tuple[F, ...]:
        return filing.doubt(table, facts, CAUSE, lambda fact: (table, fact.fact_id) in said)

    return replace(
        rows,
        budget_facts=settle("budget_facts", rows.budget_facts),
        stated_rates=settle("stated_rates", rows.stated_rates),
        project_items=settle("project_items", rows.project_items),
        staff_facts=settle("staff_facts", rows.staff_facts),
        asset_facts=settle("asset_facts", rows.asset_facts),
        indicators=settle("indicators", rows.indicators),
    )


def _stated(filing: Filing, rows: DocumentRows) -> Iterator[Stated]:
    places = {evidence.evidence_id: span for span, evidence in filing.book.cited.items()}
    listed: tuple[tuple[str, Sequence[Fact]], ...] = (
        ("budget_facts", rows.budget_facts),
        ("stated_rates", rows.stated_rates),
        ("project_items", rows.project_items),
        ("staff_facts", rows.staff_facts),
        ("asset_facts", rows.asset_facts),
        ("indicators", rows.indicators),
    )
    for table, facts in listed:
        yield from (Stated(table, fact, places[fact.evidence_id]) for fact in facts)
