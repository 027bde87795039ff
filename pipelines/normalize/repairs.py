"""Repairs: amounts that contradict a printed relation, where a second relation gives the same other value.

Belongs here: finding such a value and saying which relations give it. Does not belong here: applying it. Nothing ever
does but a person (xianjian review): what a report prints is kept as printed.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from pipelines.lexicon import load
from pipelines.model.rows import BudgetFact, Suggestion
from pipelines.normalize.columns import fits
from pipelines.normalize.relations import BASES, SUMS
from pipelines.normalize.rows import DocumentRows

_WHOLE = Decimal(100)
_TEN_THOUSAND = Decimal(10_000)

Place = tuple[str, str]  # category, stage
Stated = Mapping[Place, Sequence[BudgetFact]]


@dataclass(frozen=True, slots=True)
class _Given:
    """The interval that a relation leaves for an amount. ``name``: the relation, a key of lexicon/normalize_problems.toml."""

    name: str
    low: Decimal
    high: Decimal

    def holds(self, value: Decimal, slack: Decimal = Decimal(0)) -> bool:
        """Whether the value lies in the interval, or within ``slack`` of it."""
        return self.low - slack <= value <= self.high + slack


def suggest_repairs(rows: DocumentRows) -> tuple[Suggestion, ...]:
    """At most one other amount for each printed one that two relations contradict alike."""
    stated: dict[tuple[int | None, str], dict[Place, list[BudgetFact]]] = defaultdict(dict)
    for fact in rows.budget_facts:
        own = stated[fact.fact_year, fact.fund_source]
        own.setdefault((fact.category, fact.stage), []).append(fact)
    return tuple(
        suggestion
        for (_, source), amounts in stated.items()
        for place, facts in amounts.items()
        for suggestion in _for_place(place, facts, amounts, rows if source == "all" else None)
    )


def _for_place(
    place: Place, facts: Sequence[BudgetFact], stated: Stated, rows: DocumentRows | None
) -> Iterator[Suggestion]:
    sums = list(_by_sums(place, stated))
    rates = list(_by_rates(place, stated, rows)) if rows is not None else []
    for number, given in enumerate(sums):
        value = (given.low + given.high) / 2
        against = [f for f in facts if not given.holds(f.amount_yuan, f.half_unit_yuan)]
        second = next(
            (
                other
                for other in (*sums[number + 1 :], *rates)
                if other.holds(value, (given.high - given.low) / 2)
                and not any(other.holds(f.amount_yuan, f.half_unit_yuan) for f in against)
            ),
            None,
        )
        printed = [f for f in facts if f not in against]
        if against and (second or printed) and fits("amount_yuan", value) and value >= 0:
            best = printed[0].amount_yuan if printed else value
            for fact in against:
                yield _suggestion(fact, best, given.name, second.name if second else "printed_elsewhere")
            return


def _by_sums(place: Place, stated: Stated) -> Iterator[_Given]:
    """What the sums leave for an amount whose other members are all stated, each once."""
    category, stage = place
    for whole, parts in SUMS:
        if category not in (whole, *parts):
            continue
        others = [stated.get((c, stage), ()) for c in (whole, *parts) if c != category]
        if not all(len(facts) == 1 for facts in others):
            continue
        terms = [facts[0] for facts in others]
        half = sum((t.half_unit_yuan for t in terms), Decimal(0))
        if category == whole:
            value = sum((t.amount_yuan for t in terms), Decimal(0))
        else:
            value = terms[0].amount_yuan - sum((t.amount_yuan for t in terms[1:]), Decimal(0))
        yield _Given(f"sum_{whole}_{len(parts)}", value - half, value + half)


def _by_rates(place: Place, stated: Stated, rows: DocumentRows) -> Iterator[_Given]:
    """What a printed completion rate and its base leave for the amount executed."""
    category, stage = place
    if stage != "executed":
        return
    for rate in rows.stated_rates:
        if (
            rate.kind != "completion"
            or rate.category != category
            or rate.item_id
            or rate.fund_source != "all"
        ):
            continue
        for base_stage in BASES:
            bases = stated.get((category, base_stage), ())
            if len(bases) == 1 and bases[0].amount_yuan > 0:
                base = bases[0]
                yield _Given(
                    "completion_rate",
                    (rate.rate_pct - rate.half_unit_pct) * (base.amount_yuan - base.half_unit_yuan) / _WHOLE,
                    (rate.rate_pct + rate.half_unit_pct) * (base.amount_yuan + base.half_unit_yuan) / _WHOLE,
                )
                break


def _suggestion(fact: BudgetFact, value: Decimal, first: str, second: str) -> Suggestion:
    wording = load("normalize_problems")
    names = [wording["relation"][name] for name in (first, second)]
    shown = f"{(value / _TEN_THOUSAND).normalize():f}"
    return Suggestion(
        "budget_facts",
        fact.fact_id,
        value,
        wording["suggestion"]["zh"].format(value=shown, first=names[0]["zh"], second=names[1]["zh"]),
        wording["suggestion"]["en"].format(value=shown, first=names[0]["en"], second=names[1]["en"]),
    )
