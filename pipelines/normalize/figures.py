"""Figures: claims with a number become rows of money, rates, projects, people and assets.

Belongs here: one function per table of figures. Does not belong here: texts (texts), wording, other reports.

A figure that the report states twice is one row with two places. Where it contradicts itself, budget figures are kept
side by side with none preferred; of the tables whose grain leaves no room for that, neither figure is stored. Both
are a problem for a person.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol, TypeVar

from pipelines.model.claims import AssetClaim, BudgetClaim, ItemClaim, RateClaim, StaffClaim
from pipelines.model.rows import AssetFact, BudgetFact, ProjectItem, StaffFact, StatedRate
from pipelines.normalize.columns import LARGEST_HEADCOUNT, LARGEST_TOTAL, LARGEST_YUAN, fit
from pipelines.normalize.filing import Filing
from pipelines.normalize.statements import Claimed, Statement, by_key, reconcile


class Dated(Claimed, Protocol):
    """A claim about a day."""

    @property
    def as_of(self) -> date | None:
        """The day for which it holds, where it is said."""


LAST_MONTH = 12
LEVELS = frozenset({"initial", "adjusted", "received", "executed"})
"""Stages whose amount is never less than nothing; a change may be, and what is left at the end of a year."""

D = TypeVar("D", bound=Dated)
C = TypeVar("C", bound=Claimed)


def budget_facts(filing: Filing, claims: Iterable[BudgetClaim]) -> tuple[BudgetFact, ...]:
    """Rows of core.budget_facts. A figure that names no year is one of the report's year."""
    own_year = filing.identity.fiscal_year
    groups = by_key(
        claims,
        lambda c: (own_year if c.fact_year is None else c.fact_year, c.category, c.stage, c.fund_source),
    )
    rows = []
    for key, group in groups.items():
        statements = reconcile(group, lambda c: c.amount)
        clear = len(statements) == 1
        if not clear:
            _contradicted(filing, "budget_facts", statements)
        for number, statement in enumerate(statements, start=1):
            claim = statement.claim
            stored = fit(claim.amount, "amount_yuan", "half_unit_yuan")
            if stored is None or abs(stored.value) > LARGEST_YUAN.get(claim.category, LARGEST_TOTAL):
                filing.out_of_range("budget_facts", claim.spans[0])
                filing.beyond.add((claim.sentence, claim.amount.unit_text))
                continue
            causes = statement.causes if clear else (*statement.causes, "contradicted")
            if stored.value < 0 and claim.stage in LEVELS:
                causes = (*causes, "below_nought")
            rows.append(
                BudgetFact(
                    **filing.fact("budget_facts", (*key, number), statement.spans, *causes),
                    fact_year=key[0],
                    category=claim.category,
                    stage=claim.stage,
                    fund_source=claim.fund_source,
                    statement_no=number,
                    is_preferred=clear,
                    amount_yuan=stored.value,
                    amount_text=claim.amount.text,
                    unit_text=claim.amount.unit_text,
                    half_unit_yuan=stored.half_unit,
                    sentence_no=claim.sentence,
                )
            )
    return tuple(rows)


def stated_rates(filing: Filing, claims: Iterable[RateClaim]) -> tuple[StatedRate, ...]:
    """Rows of core.stated_rates."""
    rows = []
    groups = by_key(claims, lambda c: (c.category, c.kind, c.fund_source, c.item_seq))
    for key, group in groups.items():
        statement = _one(filing, "stated_rates", reconcile(group, lambda c: c.rate))
        if statement is None:
            continue
        claim = statement.claim
        stored = fit(claim.rate, "rate_pct", "half_unit_pct")
        if stored is None:
            filing.out_of_range("stated_rates", claim.spans[0])
            continue
        rows.append(
            StatedRate(
                **filing.fact("stated_rates", key, statement.spans, *statement.causes),
                category=claim.category,
                kind=claim.kind,
                fund_source=claim.fund_source,
                item_id=None if claim.item_seq is None else filing.item_id(claim.item_seq),
                rate_pct=stored.value,
                rate_text=claim.rate.text,
                half_unit_pct=stored.half_unit,
            )
        )
    return tuple(rows)


def project_items(filing: Filing, claims: Iterable[ItemClaim]) -> tuple[ProjectItem, ...]:
    """Rows of core.project_items. Claims with one number are one project at several stages."""
    rows = []
    for key, group in by_key(claims, lambda c: (c.seq, c.stage, c.fund_source)).items():
        statement = _one(filing, "project_items", reconcile(group, lambda c: c.amount))
        if statement is None:
            continue
        claim = statement.claim
        stored = fit(claim.amount, "amount_yuan", "half_unit_yuan")
        if stored is None:
            filing.out_of_range("project_items", claim.spans[0])
            continue
        rows.append(
            ProjectItem(
                **filing.fact("project_items", key, statement.spans, *statement.causes),
                item_id=filing.item_id(claim.seq),
                seq=claim.seq,
                name=filing.mask.text(claim.name, claim.spans[0]),
                stage=claim.stage,
                amount_yuan=stored.value,
                amount_text=claim.amount.text,
                unit_text=claim.amount.unit_text,
                half_unit_yuan=stored.half_unit,
                doc_no=claim.doc_no,
                fund_source=claim.fund_source,
                nature=claim.nature,
            )
        )
    return tuple(rows)


def staff_facts(filing: Filing, claims: Iterable[StaffClaim]) -> tuple[StaffFact, ...]:
    """Rows of core.staff_facts."""
    rows = []
    for key, group in by_key(claims, lambda c: (c.staff_scope, c.kind, c.basis)).items():
        group = _of_own_year(filing, group, len({c.headcount for c in group}) > 1)
        changes = {c.change_vs_prior for c in group if c.change_vs_prior is not None}
        if len({c.headcount for c in group}) > 1 or len(changes) > 1:
            filing.contradicted("staff_facts", [c.spans[0] for c in group])
            continue
        statement = Statement(group[0], tuple(group[1:]))
        claim = statement.claim
        if not 0 <= claim.headcount <= LARGEST_HEADCOUNT or any(abs(c) > LARGEST_HEADCOUNT for c in changes):
            filing.out_of_range("staff_facts", claim.spans[0])
            continue
        rows.append(
            StaffFact(
                **filing.fact("staff_facts", key, statement.spans, *statement.causes, *_dated(filing, group)),
                staff_scope=claim.staff_scope,
                kind=claim.kind,
                basis=claim.basis,
                headcount=claim.headcount,
                as_of=_last_day(group),
                change_vs_prior=next(iter(changes), None),
                sentence_no=claim.sentence,
            )
        )
    return tuple(rows)


def asset_facts(filing: Filing, claims: Iterable[AssetClaim]) -> tuple[AssetFact, ...]:
    """Rows of core.asset_facts."""
    rows = []
    for measure, group in by_key(claims, lambda c: c.measure).items():
        group = _of_own_year(filing, group, len(reconcile(group, lambda c: c.amount)) > 1)
        statements = reconcile(group, lambda c: c.amount)
        changes = {c.change.value: c.change for c in group if c.change is not None}
        if len(statements) > 1 or len(changes) > 1:
            filing.contradicted("asset_facts", [c.spans[0] for c in group])
            continue
        claim = statements[0].claim
        stored = fit(claim.amount, "amount_yuan", "half_unit_yuan")
        change = next((fit(c, "change_pct", "change_half_unit_pct") for c in changes.values()), None)
        if stored is None or (changes and change is None):
            filing.out_of_range("asset_facts", claim.spans[0])
            continue
        rows.append(
            AssetFact(
                **filing.fact(
                    "asset_facts",
                    (measure,),
                    statements[0].spans,
                    *statements[0].causes,
                    *_dated(filing, group),
                ),
                measure=measure,
                amount_yuan=stored.value,
                amount_text=claim.amount.text,
                unit_text=claim.amount.unit_text,
                half_unit_yuan=stored.half_unit,
                change_pct=None if change is None else change.value,
                change_half_unit_pct=None if change is None else change.half_unit,
                as_of=_last_day(group),
            )
        )
    return tuple(rows)


def _of_own_year(filing: Filing, group: list[D], differ: bool) -> list[D]:
    """Where figures differ, those dated in the report's year, else those that name no other; last year's figure contradicts
    nothing."""
    if not differ:
        return group
    own = [c for c in group if c.as_of is not None and c.as_of.year == filing.identity.fiscal_year]
    return own or [c for c in group if c.as_of is None] or group


def _dated(filing: Filing, group: Iterable[Dated]) -> tuple[str, ...]:
    """The cause of doubt of a figure that is only dated before the report's year (last year's, or its date was not renewed), or
    within that year or after its end."""
    day, year = _last_day(group), filing.identity.fiscal_year
    if day is None or year is None or (day.year, day.month) == (year, LAST_MONTH):
        return ()
    return ("dated_earlier",) if day.year < year else ("dated_apart",)


def _last_day(group: Iterable[Dated]) -> date | None:
    """The last day that is named for a figure."""
    return max((c.as_of for c in group if c.as_of is not None), default=None)


def _one(filing: Filing, table: str, statements: Sequence[Statement[C]]) -> Statement[C] | None:
    """The one statement of a figure; None, and a problem, where the report contradicts itself."""
    if len(statements) > 1:
        _contradicted(filing, table, statements)
        return None
    return statements[0]


def _contradicted(filing: Filing, table: str, statements: Sequence[Statement[C]]) -> None:
    filing.contradicted(table, [s.claim.spans[0] for s in statements])
