"""A repair is suggested only where two relations give the same other value, and nothing is changed by it."""

from __future__ import annotations

from decimal import Decimal

import pytest

from pipelines.model.claims import BudgetClaim
from pipelines.model.document import Document
from tests.documents import make_document
from tests.normalize.filings import budget, claims, money, percent, place, rate, rows_of

WORDS = (
    "基本支出预算160.00万元，人员经费预算141.19万元，公用经费预算18.81万元。人员经费支出119.41万元，公用经费支出15.00万元，"
    "基本支出决算155.00万元，人员经费执行率99.16%。另写人员经费支出140.00万元。"
)


def told(document: Document, personnel: str = "119.41", also: str | None = None) -> list[BudgetClaim]:
    def amount(words: str, category: str, stage: str, value: str) -> BudgetClaim:
        return budget(place(document, words), category, stage, money(value))

    made = [
        amount("160.00", "basic", "initial", "160.00"),
        amount("141.19", "personnel", "initial", "141.19"),
        amount("18.81", "operating", "initial", "18.81"),
        amount("119.41", "personnel", "executed", personnel),
        amount("15.00", "operating", "executed", "15.00"),
        amount("155.00", "basic", "executed", "155.00"),
    ]
    return [*made, *([amount("140.00", "personnel", "executed", also)] if also else [])]


def test_a_sum_and_a_rate_that_agree_suggest_the_value_and_change_nothing() -> None:
    document = make_document(WORDS)
    rates = [rate(place(document, "99.16%"), "personnel", percent("99.16"))]
    rows = rows_of(document, claims(budget=told(document), rates=rates))
    (suggestion,) = rows.suggestions
    fact = next(f for f in rows.budget_facts if f.fact_id == suggestion.fact_id)
    assert (fact.category, fact.stage, fact.amount_yuan) == ("personnel", "executed", Decimal("1194100"))
    assert suggestion.amount_yuan == Decimal("1400000")
    (problem,) = rows.problems
    assert problem.kind == "repair_suggested"
    assert "140 万元" in problem.message_zh
    assert "完成率" in problem.message_zh
    assert fact.confidence == 1


@pytest.mark.parametrize(
    ("personnel", "percentage"),
    [("119.41", None), ("119.41", "84.57"), ("140.00", "99.16")],
    ids=["a sum alone", "a rate that agrees with what is printed", "nothing is wrong"],
)
def test_one_relation_suggests_nothing(personnel: str, percentage: str | None) -> None:
    document = make_document(WORDS)
    rates = [rate(place(document, "99.16%"), "personnel", percent(percentage))] if percentage else []
    rows = rows_of(document, claims(budget=told(document, personnel), rates=rates))
    assert (rows.suggestions, rows.problems) == ((), ())


def test_of_two_statements_the_one_that_a_sum_confirms_is_suggested() -> None:
    document = make_document(WORDS)
    rows = rows_of(document, claims(budget=told(document, also="140.00")))
    (suggestion,) = rows.suggestions
    assert suggestion.amount_yuan == Decimal("1400000")
    assert "报告另一处" in suggestion.reason_zh
    assert {
        f.is_preferred for f in rows.budget_facts if f.stage == "executed" and f.category == "personnel"
    } == {False}
