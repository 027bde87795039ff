"""Found: what has been understood of a document so far, number by number.

Belongs here: collecting claims, named reasons and problems, and the question which numbers are still unexplained.
Does not belong here: how a number is understood.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import field

from pipelines.model.claims import AssetClaim, BudgetClaim, ItemClaim, RateClaim, StaffClaim
from pipelines.model.document import Span
from pipelines.model.frozen import dataclass
from pipelines.model.problem import Ignored, Problem
from pipelines.model.quantity import Dimension


@dataclass(frozen=True, slots=True)
class SeenNumber:
    """A number that must be accounted for, where it stands and the words around it."""

    span: Span
    dimension: Dimension
    section: str | None
    quote: str


@dataclass(frozen=True, slots=True)
class Unsaid:
    """A budget of which the report does not say that it is the initial one: as what it would be claimed, and its problem."""

    claim: BudgetClaim
    span: Span
    problem: Problem


@dataclass(slots=True)
class Found:
    """Collects while sentences and tables are read; each number is claimed, ignored for a reason, or a problem."""

    budget: list[BudgetClaim] = field(default_factory=list)
    rates: list[RateClaim] = field(default_factory=list)
    items: list[ItemClaim] = field(default_factory=list)
    staff: list[StaffClaim] = field(default_factory=list)
    assets: list[AssetClaim] = field(default_factory=list)
    seen: list[SeenNumber] = field(default_factory=list)
    claimed: list[Span] = field(default_factory=list)
    ignored: list[Ignored] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unsaid: list[Unsaid] = field(default_factory=list)

    def see(self, span: Span, dimension: Dimension, section: str | None, quote: str) -> None:
        """Note a number that has to be accounted for."""
        self.seen.append(SeenNumber(span, dimension, section, quote))

    def ignore(self, span: Span, reason: str) -> None:
        """Leave a number out for a named reason."""
        self.ignored.append(Ignored(span, reason))

    def unexplained(self) -> list[SeenNumber]:
        """The numbers that nothing has claimed and no reason names."""
        explained = _Cover([*self.claimed, *(i.span for i in self.ignored)])
        return [number for number in self.seen if not explained.holds(number.span)]


class _Cover:
    """Whether a span lies inside one of many spans, by one sorted pass."""

    def __init__(self, spans: list[Span]) -> None:
        self._merged: list[Span] = []
        for span in sorted(spans):
            if self._merged and span.start < self._merged[-1].end:
                last = self._merged.pop()
                span = Span(last.start, max(last.end, span.end))
            self._merged.append(span)
        self._starts = [s.start for s in self._merged]

    def holds(self, span: Span) -> bool:
        """Whether one merged span covers ``span`` whole."""
        place = bisect_right(self._starts, span.start) - 1
        return place >= 0 and span.end <= self._merged[place].end
