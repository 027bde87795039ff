"""Filing: what all fact rows of one document share while they are made.

Belongs here: ids, evidence, confidence and problems of one document. Does not belong here: any one table.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from functools import partial
from typing import TypedDict, TypeVar

from pipelines.lexicon import load
from pipelines.model.claims import Identity
from pipelines.model.document import Document, Span
from pipelines.model.problem import Problem
from pipelines.model.rows import Fact, FactCause
from pipelines.model.tables import FIGURE_TABLES
from pipelines.normalize.confidence import confidence
from pipelines.normalize.evidence import EvidenceBook
from pipelines.normalize.ids import Part, row_id
from pipelines.normalize.masking import Mask
from pipelines.normalize.rows import DocumentRows

_LONGEST_QUOTE = 60

F = TypeVar("F", bound=Fact)


class Shared(TypedDict):
    """The fields that every fact row carries."""

    fact_id: str
    report_id: str
    version_id: str
    evidence_id: str
    confidence: Decimal


@dataclass(slots=True)
class Filing:
    """One filed document on its way into rows. ``report_causes``: causes of doubt about all of its figures.

    ``beyond``: sentences or tables and units of amounts that no department of a county has, and that were left out for it.
    ``said_otherwise``: by table and fact, what the words around a fact say against how it is filed, Chinese and English.
    """

    document: Document
    identity: Identity
    report_id: str
    version_id: str
    mask: Mask
    book: EvidenceBook
    problems: list[Problem] = field(default_factory=list)
    used: dict[tuple[Part, ...], int] = field(default_factory=dict)
    unsettled: set[str] = field(default_factory=set)
    doubtful: tuple[Span, ...] = ()
    report_causes: tuple[str, ...] = ()
    causes: dict[FactCause, None] = field(default_factory=dict)
    beyond: set[tuple[int, str]] = field(default_factory=set)
    said_otherwise: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)

    def fact(self, table: str, key: Sequence[Part], spans: Sequence[Span], *causes: str) -> Shared:
        """Ids, evidence and confidence of a fact. A key that comes again (two goals numbered 1) gets an id of its own."""
        natural: tuple[Part, ...] = (table, *key)
        again = self.used[natural] = self.used.get(natural, 0) + 1
        fact_id = row_id(table, self.version_id, *key, *([again] if again > 1 else []))
        self.book.link(table, fact_id, spans[0], spans[1:])
        met = (*causes, *self._causes(table, spans))
        self.causes.update((FactCause(table, fact_id, cause), None) for cause in met)
        return Shared(
            fact_id=fact_id,
            report_id=self.report_id,
            version_id=self.version_id,
            evidence_id=self.book.cite(spans[0]),
            confidence=confidence(met),
        )

    def doubt(
        self, table: str, facts: Sequence[F], cause: str, is_doubted: Callable[[F], bool]
    ) -> tuple[F, ...]:
        """The facts, those doubted with the cause noted and no more confidence than it leaves."""
        unsure = confidence([cause])
        settled = []
        for fact in facts:
            if is_doubted(fact):
                self.causes[FactCause(table, fact.fact_id, cause)] = None
                fact = replace(fact, confidence=min(fact.confidence, unsure))
            settled.append(fact)
        return tuple(settled)

    def doubt_figures(
        self, rows: DocumentRows, cause: str, is_doubted: Callable[[str, Fact], bool]
    ) -> DocumentRows:
        """The rows, the figures of any table that are doubted treated as in :meth:`doubt`."""
        doubted = {
            table: self.doubt(table, getattr(rows, table), cause, partial(is_doubted, table))
            for table in FIGURE_TABLES
        }
        return replace(rows, **doubted)

    def item_id(self, seq: int) -> str:
        """Id of a project of this version."""
        return row_id("item", self.version_id, seq)

    def contradicted(self, table: str, places: Sequence[Span]) -> None:
        """Note that the report says different things in these places."""
        quotes = dict.fromkeys(self.short_quote(place) for place in places)
        self._problem(
            "figures_contradict",
            table,
            places[0],
            {
                "zh": "、".join(f"“{q}”" for q in quotes),
                "en": " and ".join(f"'{q}'" for q in quotes),
            },
        )

    def out_of_range(self, table: str, place: Span) -> None:
        """Note that a figure cannot be stored exactly."""
        quote = self.short_quote(place)
        self._problem("figure_out_of_range", table, place, {"zh": quote, "en": quote})

    def short_quote(self, span: Span) -> str:
        """A quote for a message: one line, masked, long ones cut in the middle."""
        quote = "".join(self.mask.quote(span).split())
        if len(quote) <= _LONGEST_QUOTE:
            return quote
        half = _LONGEST_QUOTE // 2
        return f"{quote[:half]}……{quote[-half:]}"

    def _problem(self, kind: str, table: str, place: Span, quotes: dict[str, str]) -> None:
        self.unsettled.add(table)
        wording = load("normalize_problems")
        zh, en = (
            wording[kind][language].format(what=what, quote=quotes[language], quotes=quotes[language])
            for language, what in (("zh", wording["table"][table]), ("en", table))
        )
        self.problems.append(Problem(kind, zh, en, place))

    def _causes(self, table: str, spans: Sequence[Span]) -> tuple[str, ...]:
        """Causes that lie in the places of a figure, or in the report as a whole."""
        overlapped = any(span.overlaps(doubt) for span in spans for doubt in self.doubtful)
        return (
            *(["problem_in_quote"] if overlapped else []),
            *(self.report_causes if table in FIGURE_TABLES else ()),
        )
