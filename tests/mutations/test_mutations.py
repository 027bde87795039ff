"""The mutation run measures what it says: figures, relations, catches, and what printed precision hides."""

from __future__ import annotations

from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.mutations.clean import CleanReport, clean_reports, read_text
from benchmarks.mutations.figures import changed, figures
from benchmarks.mutations.numbers import slips
from benchmarks.mutations.relations import load_relations
from benchmarks.mutations.sentences import corrupt, load_corruptions
from benchmarks.mutations.trials import findings_of, mutate, run_trials
from pipelines.night.settings import Settings
from pipelines.quality import load_all_rules
from tests.quality.house import ROOT

SETTINGS = Settings(raw=ROOT / "raw", warehouse=ROOT / "warehouse")
RULES = load_all_rules(SETTINGS.expectations)


@pytest.fixture(scope="module")
def corpus() -> list[CleanReport]:
    return list(clean_reports(3, 2))


@given(st.decimals(0, 10**6, places=2), st.integers(0, 10**6))
@settings(max_examples=60)
def test_a_slip_always_changes_the_value_of_a_number(number: Decimal, seed: int) -> None:
    for _, after in slips(Random(seed), str(number)):
        assert Decimal(after) != number


def test_only_the_corrupted_figure_of_a_report_changes(corpus: list[CleanReport]) -> None:
    report = corpus[0]
    staff = figures(report.copy.rows)
    on_post = next(f for k, f in staff.items() if k[:4] == ("staff_facts", "headcount", "unit", "on_post"))
    text = report.text.replace(f"在职人员{on_post.value}人", f"在职人员{on_post.value + 30}人")
    assert text != report.text
    other, moved = changed(staff, figures(read_text(text, report.specimen.name).rows))
    assert {key[:4] for key in other} == {("staff_facts", "headcount", "unit", "on_post")}
    assert moved == set()


def test_every_relation_is_a_rule_and_names_stored_figures(corpus: list[CleanReport]) -> None:
    stored = {f"{figure.table}.{figure.column}" for r in corpus for figure in figures(r.copy.rows).values()}
    known = {rule.rule_id for rule in RULES}
    for relation in load_relations():
        assert relation.rule in known
        assert relation.figures & stored, relation


def test_a_project_amount_that_leaves_the_sum_is_caught_by_the_sum(corpus: list[CleanReport]) -> None:
    mutations = [
        m
        for m in mutate(Random(1), corpus[0], 0.2)
        if m.figure is not None and m.figure.table == "project_items"
    ]
    named = {relation.rule for relation in load_relations()}
    rules = [rule for rule in RULES if {rule.rule_id, *rule.suppressed_by} & {*named, "D01", "E01"}]
    trials = run_trials(SETTINGS, rules, load_relations(), corpus, mutations)
    assert trials
    assert all(t.width is not None for t in trials)
    assert all("B07" in t.caught_by for t in trials if t.is_beyond_precision)


def test_every_corruption_of_words_finds_its_place_somewhere(corpus: list[CleanReport]) -> None:
    corruptions = load_corruptions()
    made = {t.corruption for r in corpus for t in corrupt(r, corpus[-1], corruptions)}
    assert len(made) >= len(corruptions) - 1


def test_clean_reports_are_clean(corpus: list[CleanReport]) -> None:
    alone = [rule for rule in RULES if rule.sight == "report"]
    errors = {(rule.rule_id, b.name) for rule in RULES for b in rule.branches if b.severity == "error"}
    found = findings_of(SETTINGS, alone, [report.copy for report in corpus])
    assert not [f for fs in found.values() for f in fs if f[:2] in errors]
