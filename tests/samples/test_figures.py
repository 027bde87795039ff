"""Invented figures hold together: within a report, with last year's report, and with the truth beside them."""

from __future__ import annotations

import itertools
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.samples.histories import rate_of
from pipelines.samples.invent import department_of, invent, regions, unit
from pipelines.samples.marks import grade_of
from pipelines.samples.model import Specimen
from pipelines.samples.truth import truth

CENT = Decimal("0.01")
YEARS = range(2019, 2025)


def one_unit(seed: int) -> list[Specimen]:
    kinds = ("民政局", "水利局", "档案馆", "统计局")
    return list(unit(seed, regions()[seed % 4], department_of(kinds[seed % len(kinds)]), YEARS))


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_every_report_adds_up(seed: int) -> None:
    for s in one_unit(seed):
        project = s.stages("project")
        assert project is not None
        assert project.initial == sum(i.amount for i in s.items)
        assert s.assets.net == (s.assets.total or 0) - (s.assets.liabilities or 0)
        for figures in s.budget:
            assert figures.initial
            assert figures.adjusted
            assert figures.received
            assert figures.executed
            assert figures.rate == rate_of(figures.executed, figures.adjusted) <= 100
            if figures.category != "total":
                assert figures.executed <= figures.received + (figures.carried_in or 0)
                assert figures.received <= figures.adjusted
                assert abs(figures.adjusted - figures.initial) / figures.initial <= Decimal("0.3")
        assert any(f.initial != f.executed for f in s.budget)
        assert (s.staff.on_post or 0) <= (s.staff.authorized or 0)
        assert (s.staff.change == 0) is (s.staff.reason is None)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_a_unit_is_never_without_people_however_long_its_history(seed: int) -> None:
    reports = unit(seed, regions()[seed % 4], department_of("档案馆"), range(1996, 2026))
    on_post = [s.staff.on_post or 0 for s in reports]
    assert min(on_post) > 5
    assert {b - a for a, b in itertools.pairwise(on_post)} <= {-1, 0, 1}


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_score_is_the_sum_of_the_rows_and_every_lost_point_has_a_reason(seed: int) -> None:
    for s in one_unit(seed):
        assert sum(i.weight for i in s.indicators) == 100
        assert sum(i.score or 0 for i in s.indicators) == s.score
        assert 100 - s.score == sum(d.points for d in s.deductions)
        assert s.grade == grade_of(s.score)
        assert s.score < 100
        for i in s.indicators:
            assert i.actual is not None
            met = i.actual <= i.target if i.operator == "≤" else i.actual >= i.target
            assert met is (i.score == i.weight) is (i.reason is None)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 10_000))
def test_each_year_goes_on_from_the_year_before(seed: int) -> None:
    reports = one_unit(seed)
    for before, now in itertools.pairwise(reports):
        last, this = before.stages("project"), now.stages("project")
        assert last is not None
        assert this is not None
        assert now.staff.on_post == (before.staff.on_post or 0) + (now.staff.change or 0)
        assert this.carried_in == (last.carried_in or 0) + (last.received or 0) - (last.executed or 0)
        assert before.assets.total is not None
        assert now.assets.total is not None
        change = (now.assets.total / before.assets.total - 1) * 100
        assert abs(change - (now.assets.total_change or 0)) <= Decimal("0.05")
        assert bool(before.assets.liabilities) is bool(now.assets.liabilities)


def test_totals_are_printed_exactly_and_add_up() -> None:
    with_total = [s for s in invent(5, 60) if s.stages("total")]
    assert with_total
    for s in with_total:
        total = s.stages("total")
        assert total is not None
        assert total.initial == sum(f.initial or 0 for f in s.budget if f.category != "total")


def test_truth_states_the_printed_figures_in_exact_yuan() -> None:
    for s in invent(11, 30):
        answer = truth(s, "a.docx")
        project = s.stages("project")
        assert project is not None
        row = next(r for r in answer["budget_facts"] if (r["category"], r["stage"]) == ("project", "initial"))
        assert Decimal(row["amount_yuan"]) == (project.initial or 0) * 10000
        assert sum(Decimal(i["amount_yuan"]) for i in answer["project_items"]) == Decimal(row["amount_yuan"])
        assert [i["level3"] for i in answer["indicators"]] == [i.name for i in s.indicators]
        assert not answer["expect"]


def test_same_seed_same_specimens_and_another_seed_others() -> None:
    assert list(invent(3, 24)) == list(invent(3, 24))
    assert list(invent(3, 24)) != list(invent(4, 24))
    assert list(invent(3, 24))[:9] == list(invent(3, 9))


def test_thousands_of_distinct_reports_and_a_clear_refusal_beyond() -> None:
    names = [s.name for s in invent(1, 1500)]
    assert len(set(names)) == 1500
    with pytest.raises(ValueError, match="at most"):
        next(invent(1, 100_000))
