"""Figures that were recognised in a picture (OCR): which of them arithmetic confirms.

Belongs here: the sums and quotients that confirm a reading. Does not belong here: recognition (read), telling a person
of what none confirms (doubts), rules on what a report says (quality). A misread digit breaks a sum; where the printed sum
holds to the last printed digit, its parts were read right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Final

from pipelines.normalize.filing import Filing
from pipelines.normalize.relations import BASES, SUMS
from pipelines.normalize.rows import DocumentRows

_HEADCOUNTS: Final = (
    ("authorized", ("administrative", "civil_servant_like", "institution")),
    ("authorized", ("administrative", "institution")),
    ("present", ("on_post", "retired")),
    ("present", ("on_post", "retired", "veteran_retired")),
)
_FINE: Final = Decimal("0.005")  # percent: a rate printed more coarsely would let a wrong last digit pass
_WHOLE: Final = Decimal(100)
_RECOGNISED: Final = "recognised"


def settle_recognised(filing: Filing, rows: DocumentRows) -> DocumentRows:
    """The rows, those recognised and unconfirmed with their cause and lower confidence."""
    places = {e.evidence_id for e in filing.book.cited.values() if e.method == "ocr"}
    if not places:
        return rows
    sure = confirmed(rows) | {link.fact_id for link in filing.book.links}  # read twice, in two places, alike

    return filing.doubt_figures(
        rows, _RECOGNISED, lambda _, fact: fact.evidence_id in places and fact.fact_id not in sure
    )


def confirmed(rows: DocumentRows) -> frozenset[str]:
    """Ids of the facts that stand in a sum or quotient which holds as printed."""
    return frozenset(
        (*_by_sums(rows), *_by_rates(rows), *_by_items(rows), *_by_heads(rows), *_by_assets(rows))
    )


_Term = tuple[str, Decimal, Decimal]  # fact id, value, half of the last printed digit


def _adds_up(whole: _Term, parts: Sequence[_Term]) -> bool:
    gap = abs(whole[1] - sum(value for _, value, _ in parts))
    return bool(whole[1]) and gap <= whole[2] + sum(half for *_, half in parts)


def _sums(terms: Mapping[str, _Term], known: Iterable[tuple[str, tuple[str, ...]]]) -> Iterator[str]:
    for whole, parts in known:
        if whole in terms and all(part in terms for part in parts):
            taken = [terms[part] for part in parts]
            if _adds_up(terms[whole], taken):
                yield from (terms[whole][0], *(term[0] for term in taken))


def _by_sums(rows: DocumentRows) -> Iterator[str]:
    stated: dict[tuple[int | None, str, str], dict[str, _Term]] = defaultdict(dict)
    for fact in rows.budget_facts:
        if fact.is_preferred:
            term = (fact.fact_id, fact.amount_yuan, fact.half_unit_yuan)
            stated[fact.fact_year, fact.stage, fact.fund_source][fact.category] = term
    for terms in stated.values():
        yield from _sums(terms, SUMS)


def _by_rates(rows: DocumentRows) -> Iterator[str]:
    amounts = {
        (f.category, f.stage): f for f in rows.budget_facts if f.is_preferred and f.fund_source == "all"
    }
    for rate in rows.stated_rates:
        executed = amounts.get((rate.category or "", "executed"))
        if rate.kind != "completion" or rate.item_id is not None or executed is None:
            continue
        for stage in BASES:
            base = amounts.get((rate.category or "", stage))
            if base is None or not base.amount_yuan:
                continue
            gap = abs(executed.amount_yuan * _WHOLE - rate.rate_pct * base.amount_yuan)
            slack = rate.half_unit_pct * base.amount_yuan + _WHOLE * (
                executed.half_unit_yuan + base.half_unit_yuan
            )
            same = executed.amount_yuan == base.amount_yuan and rate.rate_pct == _WHOLE
            if same or (rate.half_unit_pct <= _FINE and gap <= slack):
                yield from (rate.fact_id, executed.fact_id, base.fact_id)


def _by_items(rows: DocumentRows) -> Iterator[str]:
    listed: dict[tuple[str, str], list[_Term]] = defaultdict(list)
    for item in rows.project_items:
        listed[item.stage, item.fund_source].append((item.fact_id, item.amount_yuan, item.half_unit_yuan))
    for fact in rows.budget_facts:
        parts = listed.get((fact.stage, fact.fund_source), [])
        whole = (fact.fact_id, fact.amount_yuan, fact.half_unit_yuan)
        if fact.category == "project" and fact.is_preferred and len(parts) > 1 and _adds_up(whole, parts):
            yield from (fact.fact_id, *(part[0] for part in parts))


def _by_heads(rows: DocumentRows) -> Iterator[str]:
    counted: dict[tuple[str, str], dict[str, _Term]] = defaultdict(dict)
    for fact in rows.staff_facts:
        term = (fact.fact_id, Decimal(fact.headcount), Decimal(0))
        counted[fact.staff_scope, fact.basis][fact.kind] = term
    for terms in counted.values():
        yield from _sums(terms, _HEADCOUNTS)


def _by_assets(rows: DocumentRows) -> Iterator[str]:
    terms = {f.measure: (f.fact_id, f.amount_yuan, f.half_unit_yuan) for f in rows.asset_facts}
    yield from _sums(terms, [("total", ("liabilities", "net"))])
