"""The shipped samples, read and extracted, give exactly what their specimens state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

import pytest

from pipelines.extract.report import extract
from pipelines.model.claims import Card, ReportClaims
from pipelines.read.reading import read_bytes
from pipelines.samples.files import render
from pipelines.samples.ship import Shipped, planned
from pipelines.samples.truth import truth

Figures = dict[str, Counter[tuple[Any, ...]]]
INDICATOR_CELLS = ("level1", "level2", "level3", "operator", "unit", "deviation_reason")
INDICATOR_FIGURES = ("target_num", "actual_num", "weight", "score", "max_deduction")


def claims_of(one: Shipped) -> ReportClaims:
    data = render(one.specimen, one.file_name.rpartition(".")[2])
    document = read_bytes(data, one.file_name).document
    assert document is not None
    outcome = extract(document, Card())
    assert [p for p in outcome.problems if p.kind != "unit_missing"] == []
    return outcome.values[0]


def counted(rows: Iterable[tuple[Any, ...]]) -> Counter[tuple[Any, ...]]:
    return Counter(set(rows))


def expected(answer: dict[str, Any]) -> Figures:
    def number(row: dict[str, Any], cell: str) -> Decimal | None:
        return Decimal(row[cell]) if cell in row else None

    sure = [r for r in answer["staff_facts"] if not r.get("optional")]
    return {
        "budget": counted(
            (r["category"], r["stage"], Decimal(r["amount_yuan"])) for r in answer["budget_facts"]
        ),
        "rates": counted((r["category"], Decimal(r["rate_pct"])) for r in answer["stated_rates"]),
        "items": counted(
            (r["name"], Decimal(r["amount_yuan"]), r["doc_no"]) for r in answer["project_items"]
        ),
        "staff": counted((r["scope"], r["kind"], r["headcount"]) for r in sure),
        "assets": counted(
            (r["measure"], Decimal(r["amount_yuan"]), number(r, "change_pct"))
            for r in answer["asset_facts"]
            if not r.get("optional")
        ),
        "goals": counted((name,) for name in answer["goals"]),
        "score": counted([(Decimal(answer["score"]["total"]), answer["score"]["grade"])]),
        "indicators": counted(
            (*(r.get(cell) for cell in INDICATOR_CELLS), *(number(r, cell) for cell in INDICATOR_FIGURES))
            for r in answer["indicators"]
        ),
    }


def found(claims: ReportClaims, answer: dict[str, Any]) -> Figures:
    optional = {(r["scope"], r["kind"], r["headcount"]) for r in answer["staff_facts"] if r.get("optional")}
    staff = counted((c.staff_scope, c.kind, c.headcount) for c in claims.staff)
    nothing = {"无": None}
    return {
        "budget": counted((c.category, c.stage, c.amount.value) for c in claims.budget),
        "rates": counted((c.category, c.rate.value) for c in claims.rates if c.item_seq is None),
        "items": counted((c.name, c.amount.value, c.doc_no) for c in claims.items),
        "staff": Counter({row: n for row, n in staff.items() if row not in optional}),
        "assets": counted(
            (c.measure, c.amount.value, c.change.value if c.change else None)
            for c in claims.assets
            if c.measure != "net_book"
        ),
        "goals": counted((c.name,) for c in claims.goals if c.part == "target"),
        "score": counted((c.total, c.grade) for c in claims.scores),
        "indicators": counted(
            (
                *(nothing.get(getattr(c, cell), getattr(c, cell)) for cell in INDICATOR_CELLS),
                *(getattr(c, cell) for cell in INDICATOR_FIGURES),
            )
            for c in claims.indicators
        ),
    }


@pytest.mark.parametrize("one", planned(), ids=lambda one: one.file_name)
def test_every_figure_is_found_and_no_other(one: Shipped) -> None:
    answer = truth(one.specimen, one.file_name)
    claims = claims_of(one)
    want, got = expected(answer), found(claims, answer)
    assert {table: (want[table] - got[table], got[table] - want[table]) for table in want} == {
        table: (Counter(), Counter()) for table in want
    }
    assert claims.identity.fiscal_year == one.specimen.year
    assert claims.identity.signed_on == one.specimen.signed_on
    assert {c.fact_year for c in claims.budget} == {one.specimen.year}
