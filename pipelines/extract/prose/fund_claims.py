"""Fund claims: what was taken of a project's fund, filed where it contradicts nothing.

Belongs here: one value for a stage and source, and what becomes of what the general reading said of these numbers. Does not
belong here: what is taken (fund_money).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import Decimal

from pipelines.extract.found import Found
from pipelines.model.claims import BudgetClaim, RateClaim
from pipelines.model.document import Span

PROJECT = "project"


@dataclass(slots=True)
class Taken:
    """The claims of the whole report, before those that contradict each other are left out."""

    budget: list[tuple[BudgetClaim, Span]] = field(default_factory=list)
    rates: list[tuple[RateClaim, Span]] = field(default_factory=list)

    def spans(self) -> set[Span]:
        """The numbers that are taken already."""
        return {span for _, span in self.budget} | {span for _, span in self.rates}


def file_taken(taken: Taken, found: Found) -> None:
    """Claim what does not contradict: one value of a stage and source, and the one that was claimed before."""
    values: dict[tuple[str, str], set[Decimal]] = {}
    for claim in (*found.budget, *(claim for claim, _ in taken.budget)):
        if claim.category == PROJECT:
            values.setdefault((claim.stage, claim.fund_source), set()).add(claim.amount.value)
    rates: dict[tuple[str, str], set[Decimal]] = {}
    for rate in (*found.rates, *(rate for rate, _ in taken.rates)):
        if rate.category == PROJECT and rate.item_seq is None:
            rates.setdefault((rate.kind, rate.fund_source), set()).add(rate.rate.value)
    # two wholes of one stage are two grants, and sources may be of either
    several = {stage for (stage, source), told in values.items() if source == "all" and len(told) > 1}
    kept = [
        (c, s) for c, s in taken.budget if c.stage not in several and len(values[c.stage, c.fund_source]) == 1
    ]
    found.budget += [claim for claim, _ in kept]
    kept_rates = [(r, s) for r, s in taken.rates if len(rates[r.kind, r.fund_source]) == 1]
    found.rates += [rate for rate, _ in kept_rates]
    _claim([span for _, span in (*kept, *kept_rates)], found)


def _claim(spans: Iterable[Span], found: Found) -> None:
    numbers = list(spans)
    found.claimed += numbers
    take_back(numbers, found)


def take_back(spans: Iterable[Span], found: Found) -> None:
    """Take back what the general reading, which knows no fund, said of numbers."""
    ends = {span.end for span in spans}
    found.ignored[:] = [i for i in found.ignored if i.span.end not in ends]
    found.problems[:] = [
        p for p in found.problems if p.kind != "stage_unsaid" or p.span is None or p.span.end not in ends
    ]
