"""What is absent is said, with its reason, and never becomes 0."""

from __future__ import annotations

from dataclasses import replace

from pipelines.lexicon import load
from pipelines.model.claims import BudgetClaim, StaffClaim
from pipelines.model.problem import Problem
from pipelines.normalize.rows import DocumentRows
from tests.documents import make_document
from tests.normalize.filings import budget, claims, identity, money, place, rows_of

SHORT = "2025年年初项目预算178.646万元，当年项目支出178.646万元。"


def missing(rows: DocumentRows) -> dict[tuple[str | None, str | None], str]:
    return {(m.category, m.stage): m.reason for m in rows.missing_facts if m.table_name == "budget_facts"}


def short_claims() -> list[BudgetClaim]:
    document = make_document(SHORT)
    return [
        budget(place(document, "年初项目预算178.646万元"), "project", "initial", money("178.646")),
        budget(place(document, "当年项目支出178.646万元"), "project", "executed", money("178.646")),
    ]


def test_a_report_of_projects_only_misses_the_other_categories() -> None:
    found = missing(rows_of(make_document(SHORT), claims(budget=short_claims())))
    assert found == dict.fromkeys(
        [
            ("personnel", "initial"),
            ("personnel", "executed"),
            ("operating", "initial"),
            ("operating", "executed"),
            ("basic", "initial"),
            ("total", "initial"),
        ],
        "not_reported",
    )


def test_a_stage_stated_for_one_category_is_expected_of_the_others() -> None:
    document = make_document(SHORT + "人员经费调整预算5万元。")
    adjusted = budget(place(document, "调整预算5万元"), "personnel", "adjusted", money("5"))
    found = missing(rows_of(document, claims(budget=[*short_claims(), adjusted])))
    assert found["project", "adjusted"] == "not_reported"
    assert found["operating", "adjusted"] == "not_reported"
    assert ("personnel", "adjusted") not in found
    assert ("basic", "adjusted") not in found


def test_figures_of_another_year_or_of_one_source_do_not_stand_in() -> None:
    document = make_document("人员经费5万元。")
    span = place(document, "5万元")
    old = budget(span, "personnel", "initial", money("5"), year=2024)
    part = budget(span, "operating", "initial", money("5"), source="central")
    found = missing(rows_of(document, claims(budget=[old, part])))
    assert found["personnel", "initial"] == found["operating", "initial"] == "not_reported"


def test_a_figure_that_a_problem_speaks_of_is_unresolved() -> None:
    document = make_document(SHORT + "人员经费预算资金141.19，\n公用经费按规定执行。")
    doubt = Problem("unit_missing", "金额没有单位", "no unit", place(document, "141.19"))
    found = missing(rows_of(document, claims(budget=short_claims()), problems=[doubt]))
    assert found["personnel", "initial"] == "unresolved"
    assert found["personnel", "executed"] == "not_reported"
    assert found["operating", "initial"] == "not_reported"


def test_a_figure_that_the_report_states_twice_differently_is_unresolved() -> None:
    document = make_document("年初预算人员经费5万元。年初预算人员经费6万元。")
    twice = [
        budget(place(document, text), "personnel", "initial", money(value))
        for text, value in [("人员经费5万元", "5"), ("人员经费6万元", "6")]
    ]
    found = missing(rows_of(document, claims(budget=twice)))
    assert found["personnel", "initial"] == "unresolved"
    assert found["operating", "initial"] == "not_reported"


def test_a_cell_that_cannot_be_read_makes_its_row_illegible() -> None:
    document = make_document(SHORT, [["公用经费", "?"], ["人员经费", "无"]])
    blot = Problem("number_broken", "看不清", "illegible", place(document, "?"))
    found = missing(rows_of(document, claims(budget=short_claims()), problems=[blot]))
    assert found["operating", "initial"] == found["operating", "executed"] == "illegible"
    assert found["personnel", "initial"] == "not_reported"


def test_every_problem_that_gives_an_absence_its_reason_is_one_that_people_are_told_of() -> None:
    told = {kind for group in load("review")["group"] for kind in group["kinds"]}
    assert set(load("expected_figures")["reason"]["by_problem"]) <= told


def test_people_assets_and_score_are_expected_too() -> None:
    rows = rows_of(make_document(SHORT))
    single = [(m.table_name, m.reason) for m in rows.missing_facts if m.category is None]
    assert single == [(t, "not_reported") for t in ("staff_facts", "asset_facts", "scores")]


def test_staff_of_subordinate_units_do_not_stand_in_for_the_units_own() -> None:
    document = make_document("下属单位在职6人，离岗2人。")
    below = StaffClaim("subordinate", "on_post", "actual", 6, None, None, (place(document, "在职6人"),), 1)
    tables = {m.table_name for m in rows_of(document, claims(staff=[below])).missing_facts}
    assert "staff_facts" in tables
    own = replace(below, staff_scope="unit")
    tables = {m.table_name for m in rows_of(document, claims(staff=[own])).missing_facts}
    assert "staff_facts" not in tables


def test_only_department_reports_are_expected_to_state_them() -> None:
    assert rows_of(make_document(SHORT), who=identity(report_type="project")).missing_facts == ()


def test_a_document_that_is_no_report_has_no_facts_but_keeps_its_problems() -> None:
    note = Problem("not_a_report", "不是自评报告", "no report")
    rows = rows_of(
        make_document(SHORT), claims(budget=short_claims()), identity(report_type="other"), problems=[note]
    )
    assert len(rows.filed_reports) == len(rows.problems) == 1
    assert (rows.budget_facts, rows.evidence, rows.missing_facts) == ((), (), ())


def test_of_an_endless_sentence_only_the_words_right_before_a_number_are_looked_at() -> None:
    between = "、".join(f"甲{n}" for n in range(300))
    document = make_document(f"人员经费年初预算约5万元，{between}，约9.1万元。")
    near, far = (
        Problem("number_inexact", "", "", place(document, said)) for said in ("约5万元", "约9.1万元")
    )
    assert missing(rows_of(document, problems=[near]))["personnel", "initial"] != "not_reported"
    assert missing(rows_of(document, problems=[far]))["personnel", "initial"] == "not_reported"
