"""Every cause of doubt is kept with its figure; the lowest one counts, and below the threshold a person is told."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

from pipelines.lexicon import load
from pipelines.model.claims import BudgetClaim, ScoreClaim
from pipelines.normalize.confidence import cause_rows, causes, confidence, waiting
from tests.documents import make_document
from tests.normalize.filings import budget, claims, money, place, rows_of

WORDS = "人员经费执行141.19万元，又称人员经费支出141.19万元，公用经费执行18.81万元。"
DOCUMENT = make_document(WORDS)


def doubted(words: str, category: str, amount: str, *met: str) -> BudgetClaim:
    return replace(budget(place(DOCUMENT, words), category, "executed", money(amount)), causes=met)


def test_the_table_of_causes_is_whole() -> None:
    for cause in causes().values():
        assert Decimal(0) < cause.confidence < Decimal(load("confidence")["base"])
        assert cause.name
        assert cause.why
        assert cause.problem in load("normalize_problems"), cause.code
    assert {row.cause for row in cause_rows() if row.waits} >= {"recognised", "contradicted"}


def test_every_cause_that_the_extractor_names_is_in_the_table(project_root: Path) -> None:
    code = "".join(
        p.read_text(encoding="utf-8") for p in sorted((project_root / "pipelines/extract").rglob("*.py"))
    )
    named = set(re.findall(r'CAUSE = "([a-z_]+)"|causes=\("([a-z_]+)"|\["([a-z_]+)"\] if is_far', code))
    found = {one for groups in named for one in groups if one}
    assert found >= {"split_by_arithmetic", "year_inferred", "label_inherited"}
    assert found <= causes().keys()


def test_the_gravest_cause_counts_and_all_are_kept() -> None:
    rows = rows_of(
        DOCUMENT, claims(budget=[doubted("18.81", "operating", "18.81", "unit_far", "year_inferred")])
    )
    (fact,) = rows.budget_facts
    assert fact.confidence == causes()["unit_far"].confidence == confidence(["year_inferred", "unit_far"])
    assert {c.cause for c in rows.fact_causes if c.fact_id == fact.fact_id} == {"unit_far", "year_inferred"}
    assert rows.problems == ()


def test_a_figure_that_is_plain_in_one_place_is_plain() -> None:
    twice = [
        doubted("人员经费执行141.19", "personnel", "141.19", "unit_far"),
        doubted("人员经费支出141.19", "personnel", "141.19"),
    ]
    rows = rows_of(DOCUMENT, claims(budget=twice))
    assert [f.confidence for f in rows.budget_facts] == [1]
    assert rows.fact_causes == ()


def test_below_the_threshold_a_person_is_told_what_is_doubted() -> None:
    assert [c.code for c in waiting(["unit_far", "split_by_arithmetic"])] == ["split_by_arithmetic"]
    rows = rows_of(DOCUMENT, claims(budget=[doubted("18.81", "operating", "18.81", "split_by_arithmetic")]))
    (problem,) = rows.problems
    assert (problem.kind, problem.quote) == ("figure_doubtful", "18.81")
    assert causes()["split_by_arithmetic"].name in problem.message_zh


def test_a_doubt_about_the_whole_report_is_one_about_each_figure() -> None:
    made = claims(budget=[doubted("18.81", "operating", "18.81")])
    made = replace(made, identity=replace(made.identity, causes=("year_weak",)))
    rows = rows_of(DOCUMENT, made)
    assert [(f.confidence, c.cause) for f, c in zip(rows.budget_facts, rows.fact_causes, strict=True)] == [
        (causes()["year_weak"].confidence, "year_weak")
    ]


def test_a_score_above_a_hundred_waits_unless_its_full_mark_is_printed() -> None:
    def causes_of(total: str, full_mark: str | None) -> list[str]:
        full = None if full_mark is None else Decimal(full_mark)
        said = ScoreClaim("self", Decimal(total), full, None, None, place(DOCUMENT, "141.19"))
        return [cause.cause for cause in rows_of(DOCUMENT, claims(scores=[said])).fact_causes]

    assert [causes_of("118", None), causes_of("118", "120"), causes_of("98", None)] == [
        ["scale_unsaid"],
        [],
        [],
    ]
