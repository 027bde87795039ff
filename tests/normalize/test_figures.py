"""What the report states is stored exactly once, with every place where it stands; contradictions are not settled by us."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from pipelines.model.claims import AssetClaim, BudgetClaim
from pipelines.model.problem import Problem
from tests.documents import make_document
from tests.normalize.filings import budget, claims, item, money, percent, place, rate, rows_of, staff


def test_every_fact_has_exactly_one_evidence_row_with_its_quote() -> None:
    document = make_document("人员经费预算资金141.19万元，到位资金141.19万元，总体完成率100%。", "在职7人。")
    made = claims(
        budget=[
            budget(place(document, "预算资金141.19万元"), "personnel", "initial", money("141.19")),
            budget(place(document, "到位资金141.19万元"), "personnel", "received", money("141.19")),
        ],
        rates=[rate(place(document, "完成率100%"), "personnel", percent("100"))],
        staff=[staff(place(document, "在职7人"), "on_post", 7)],
    )
    rows = rows_of(document, made)
    evidence = {e.evidence_id: e for e in rows.evidence}
    facts = [*rows.budget_facts, *rows.stated_rates, *rows.staff_facts]
    assert [evidence[f.evidence_id].quote for f in facts] == [
        "预算资金141.19万元",
        "到位资金141.19万元",
        "完成率100%",
        "在职7人",
    ]
    assert len(evidence) == len(rows.evidence) == 4
    assert len({f.fact_id for f in facts}) == 4
    assert all(document.text[e.char_start : e.char_end] == e.quote for e in rows.evidence)
    assert rows.budget_facts[0].amount_yuan == Decimal("1411900.00")
    assert (rows.budget_facts[0].amount_text, rows.budget_facts[0].unit_text) == ("141.19", "万元")
    assert rows.budget_facts[0].half_unit_yuan == 50
    assert {f.confidence for f in facts} == {Decimal("1.000")}
    assert rows.problems == ()


def test_a_table_cell_is_told_from_running_text() -> None:
    document = make_document("年初项目预算178.646万元。", [["人员经费", "95.86"], ["公用经费", "12"]])
    made = claims(
        budget=[
            budget(place(document, "178.646万元"), "project", "initial", money("178.646")),
            budget(place(document, "95.86"), "personnel", "initial", money("95.86")),
        ]
    )
    assert [(e.quote, e.method, e.block) for e in rows_of(document, made).evidence] == [
        ("178.646万元", "text", 0),
        ("95.86", "table", 1),
    ]


def test_a_repetition_is_one_fact_with_two_places() -> None:
    document = make_document("项目预算178.646万元。", "年初预算178.646万元。")
    spans = place(document, "项目预算178.646万元"), place(document, "年初预算178.646万元")
    rows = rows_of(
        document, claims(budget=[budget(s, "project", "initial", money("178.646")) for s in spans])
    )
    (fact,) = rows.budget_facts
    assert fact.is_preferred
    assert fact.statement_no == 1
    (link,) = rows.fact_evidence
    assert (link.table_name, link.fact_id) == ("budget_facts", fact.fact_id)
    assert {e.evidence_id: e.quote for e in rows.evidence}[link.evidence_id] == "年初预算178.646万元"


def test_of_a_rounded_restatement_the_more_precise_figure_is_kept() -> None:
    document = make_document("项目预算132.912万元。", [["项目支出", "1329120.67"]])
    rounded = budget(place(document, "132.912万元"), "project", "initial", money("132.912"))
    precise = budget(place(document, "1329120.67"), "project", "initial", money("1329120.67", "元"))
    rows = rows_of(document, claims(budget=[rounded, precise]))
    assert [(f.amount_yuan, f.unit_text, f.is_preferred) for f in rows.budget_facts] == [
        (Decimal("1329120.67"), "元", True)
    ]
    assert len(rows.fact_evidence) == 1
    assert rows.problems == ()


def test_a_contradiction_keeps_both_prefers_none_and_asks_a_person() -> None:
    document = make_document("公用经费预算18.09万元。", "公用经费预算18.10万元。")
    made = claims(
        budget=[
            budget(place(document, "预算18.09万元"), "operating", "initial", money("18.09")),
            budget(place(document, "预算18.10万元"), "operating", "initial", money("18.10")),
        ]
    )
    rows = rows_of(document, made)
    assert [(f.statement_no, f.is_preferred, f.amount_text, f.confidence) for f in rows.budget_facts] == [
        (1, False, "18.09", Decimal("0.500")),
        (2, False, "18.10", Decimal("0.500")),
    ]
    (problem,) = rows.problems
    assert problem.kind == "figures_contradict"
    assert "预算18.09万元" in problem.message_zh
    assert "预算18.10万元" in problem.message_zh
    assert problem.quote == "预算18.09万元"
    assert ("operating", "initial", "unresolved") in {
        (m.category, m.stage, m.reason) for m in rows.missing_facts
    }


def test_different_years_and_sources_do_not_contradict_each_other() -> None:
    document = make_document("2024年预算5万元，2025年预算6万元，其中财政拨款4万元。")
    made = claims(
        budget=[
            budget(place(document, "预算5万元"), "project", "initial", money("5"), year=2024),
            budget(place(document, "预算6万元"), "project", "initial", money("6"), year=None),
            budget(place(document, "财政拨款4万元"), "project", "initial", money("4"), "fiscal"),
        ]
    )
    rows = rows_of(document, made)
    assert [(f.fact_year, f.fund_source, f.is_preferred) for f in rows.budget_facts] == [
        (2024, "all", True),
        (2025, "all", True),
        (2025, "fiscal", True),
    ]


def test_two_headcounts_for_one_thing_are_none() -> None:
    document = make_document("在职7人。", "在职8人，退休13人。")
    made = claims(
        staff=[
            staff(place(document, "在职7人"), "on_post", 7),
            staff(place(document, "在职8人"), "on_post", 8),
            staff(place(document, "退休13人"), "retired", 13),
        ]
    )
    rows = rows_of(document, made)
    assert [(f.kind, f.headcount) for f in rows.staff_facts] == [("retired", 13)]
    assert [p.kind for p in rows.problems] == ["figures_contradict"]
    assert {m.table_name: m.reason for m in rows.missing_facts if m.category is None}[
        "staff_facts"
    ] == "unresolved"


def test_last_years_headcount_contradicts_nothing() -> None:
    document = make_document("2024年末在职8人，2025年末在职7人。")
    made = claims(
        staff=[
            staff(place(document, "在职8人"), "on_post", 8, date(2024, 12, 31)),
            staff(place(document, "在职7人"), "on_post", 7, date(2025, 12, 31)),
        ]
    )
    rows = rows_of(document, made)
    assert [(f.headcount, f.as_of) for f in rows.staff_facts] == [(7, date(2025, 12, 31))]
    assert rows.problems == ()


def test_a_decrease_of_assets_is_negative_and_exact() -> None:
    document = make_document("资产总额400.21万元，较上年减少1.9%。")
    made = claims(
        assets=[AssetClaim("total", money("400.21"), percent("-1.9"), None, (place(document, "400.21万元"),))]
    )
    (fact,) = rows_of(document, made).asset_facts
    assert (fact.amount_yuan, fact.change_pct) == (Decimal("4002100.00"), Decimal("-1.9"))
    assert fact.change_half_unit_pct == Decimal("0.05")


def test_stages_of_one_project_share_its_id_and_its_rate_leads_to_it() -> None:
    document = make_document("绿化项目预算50万元，支出48万元，完成率96%。")
    made = claims(
        items=[
            item(place(document, "预算50万元"), 1, "绿化项目", money("50")),
            item(place(document, "支出48万元"), 1, "绿化项目", money("48"), "executed"),
        ],
        rates=[rate(place(document, "完成率96%"), None, percent("96"), item=1)],
    )
    rows = rows_of(document, made)
    assert len({i.item_id for i in rows.project_items}) == 1
    assert len({i.fact_id for i in rows.project_items}) == 2
    assert rows.stated_rates[0].item_id == rows.project_items[0].item_id


def test_a_figure_beyond_all_columns_is_a_problem_and_no_fact() -> None:
    document = make_document("项目预算9999999999999999亿元。")
    span = place(document, "9999999999999999亿元")
    made = claims(budget=[budget(span, "project", "initial", money("9999999999999999", "亿元"))])
    rows = rows_of(document, made)
    assert rows.budget_facts == ()
    assert [p.kind for p in rows.problems] == ["figure_out_of_range"]
    assert ("project", "initial", "unresolved") in {
        (m.category, m.stage, m.reason) for m in rows.missing_facts
    }


def test_a_problem_in_the_quote_lowers_the_confidence_of_that_figure_only() -> None:
    document = make_document("项目预算50万元。", "公用经费预算8万元。")
    spans = place(document, "项目预算50万元"), place(document, "公用经费预算8万元")
    made = claims(
        budget=[
            budget(spans[0], "project", "initial", money("50")),
            budget(spans[1], "operating", "initial", money("8")),
        ]
    )
    doubt = Problem("unit_unsure", "单位存疑", "unsure unit", place(document, "50"))
    rows = rows_of(document, made, problems=[doubt])
    assert [f.confidence for f in rows.budget_facts] == [Decimal("0.800"), Decimal("1.000")]


def test_repeats_that_the_claim_itself_knows_are_kept_as_places() -> None:
    document = make_document("年初预算5万元。", "预算5万元。")
    spans = (place(document, "年初预算5万元"), place(document, "预算5万元", 2))
    rows = rows_of(
        document, claims(budget=[BudgetClaim("project", "initial", "all", 2025, money("5"), spans, 1)])
    )
    assert len(rows.budget_facts) == len(rows.fact_evidence) == 1
    assert len(rows.evidence) == 2


@pytest.mark.parametrize(
    ("years", "waits"),
    [((2024,), True), ((2025,), False), ((2024, 2025), False), ((None,), False), ((2026,), False)],
)
def test_people_dated_before_the_year_of_the_report_alone_wait(
    years: tuple[int | None, ...], waits: bool
) -> None:
    document = make_document("在职7人。", "全局在职7人。")
    days = [None if year is None else date(year, 12, 31) for year in years]
    said = [
        staff(place(document, "在职7人", nth), "on_post", 7, day) for nth, day in enumerate(days, start=1)
    ]
    rows = rows_of(document, claims(staff=said))
    assert [fact.headcount for fact in rows.staff_facts] == [7]
    assert ("dated_earlier" in {cause.cause for cause in rows.fact_causes}) == waits


@pytest.mark.parametrize(
    ("day", "waits"),
    [(date(2025, 6, 30), True), (date(2026, 3, 31), True), (date(2025, 12, 15), False), (None, False)],
)
def test_people_dated_within_the_year_of_the_report_or_after_it_wait(day: date | None, waits: bool) -> None:
    document = make_document("在职7人。")
    rows = rows_of(document, claims(staff=[staff(place(document, "在职7人"), "on_post", 7, day)]))
    assert ("dated_apart" in {cause.cause for cause in rows.fact_causes}) == waits


def test_a_figure_of_another_day_contradicts_none_that_names_no_day() -> None:
    document = make_document("上年末在职7人。", "在职5人。")
    said = [
        staff(place(document, "在职7人"), "on_post", 7, date(2024, 12, 31)),
        staff(place(document, "在职5人"), "on_post", 5, None),
    ]
    rows = rows_of(document, claims(staff=said))
    assert [(fact.headcount, fact.as_of) for fact in rows.staff_facts] == [(5, None)]


def test_spending_below_nought_waits_and_what_may_be_less_than_nothing_does_not() -> None:
    document = make_document("公用经费决算-45万元，预算调整-5万元，年末结余-2万元。")
    made = claims(
        budget=[
            budget(place(document, "决算-45万元"), "operating", "executed", money("-45")),
            budget(place(document, "调整-5万元"), "operating", "adjustment", money("-5")),
            budget(place(document, "结余-2万元"), "operating", "carried_out", money("-2")),
        ]
    )
    rows = rows_of(document, made)
    assert [cause.cause for cause in rows.fact_causes] == ["below_nought"]
    assert [fact.stage for fact in rows.budget_facts if fact.confidence < 1] == ["executed"]
    assert [problem.kind for problem in rows.problems] == ["figure_doubtful"]
