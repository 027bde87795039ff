"""The measure counts what is right, wrong, missing and silently wrong, and a fall is told with its item."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.accuracy.compare import compared
from benchmarks.accuracy.page import PAGE, page
from benchmarks.accuracy.record import Fault, Record, falls, load, save
from benchmarks.accuracy.tally import TABLES, Figures, Item, figures

ANSWERS: dict[str, Any] = {
    "report": {"region_code": "990101", "county": "青砚县", "department_type": "民政局", "unit_name": "青砚县民政局",
               "fiscal_year": 2023, "report_type": "department", "signed_on": None},
    "budget_facts": [
        {"category": "total", "stage": "initial", "amount_yuan": "100.00"},
        {"category": "total", "stage": "executed", "amount_yuan": "90.00", "also_accepted": ["90.40"]},
        {"category": "basic", "stage": "executed", "amount_yuan": "50.00", "optional": True},
    ],
    "score": {"total": "95", "grade": None},
    "goals_count": 2,
    "indicators": [{"level3": "培训 次数", "target_num": "4.0", "unit": "%", "score": "10"}],
}  # fmt: skip


def items(**found: list[dict[str, Any]]) -> list[Item]:
    report = {**ANSWERS["report"], "unit_name": "青砚县 民政局"}
    facts = {table: found.get(table, []) for table in TABLES}
    return list(compared("r", ANSWERS, report, facts))


def budget(category: str, stage: str, amount: str, **more: Any) -> dict[str, Any]:  # noqa: ANN401 - a row of a table
    return {
        "category": category,
        "stage": stage,
        "fund_source": "all",
        "amount_yuan": amount,
        "fact_year": 2023,
        **more,
    }


def of(table: str, listed: list[Item]) -> Figures:
    return figures(item for item in listed if item.table == table)


def test_amounts_are_right_wrong_or_missing() -> None:
    right = of(
        "budget_facts",
        items(budget_facts=[budget("total", "initial", "100"), budget("total", "executed", "90.40")]),
    )
    assert right == Figures(right=2, wrong=0, missing=0, silent=0)
    wrong = of(
        "budget_facts",
        items(budget_facts=[budget("total", "initial", "1000000"), budget("total", "executed", "90")]),
    )
    assert wrong == Figures(right=1, wrong=1, missing=1, silent=1)
    assert of("budget_facts", items()) == Figures(right=0, wrong=0, missing=2, silent=0)


def test_an_amount_that_the_report_does_not_state_is_wrong_unless_the_answers_leave_it_open() -> None:
    stated = [budget("total", "initial", "100"), budget("total", "executed", "90")]
    assert of("budget_facts", items(budget_facts=[*stated, budget("project", "executed", "7")])).wrong == 1
    assert of("budget_facts", items(budget_facts=[*stated, budget("basic", "executed", "50")])).wrong == 0
    assert of("budget_facts", items(budget_facts=[*stated, budget("total", "adjustment", "5")])).wrong == 0


def test_a_wrong_amount_that_carries_a_mark_is_not_silent() -> None:
    found = [
        budget("total", "initial", "1", is_marked=True),
        budget("total", "executed", "2", is_marked=False),
    ]
    assert of("budget_facts", items(budget_facts=found)) == Figures(right=0, wrong=2, missing=2, silent=1)


def test_an_indicator_is_right_when_every_cell_agrees() -> None:
    row = {"level3": "培训次数", "target_num": "4", "unit": "百分比", "score": "10.0", "seq": 1}
    assert of("indicators", items(indicators=[row])) == Figures(right=1, wrong=0, missing=0, silent=0)
    other = of("indicators", items(indicators=[{**row, "score": "9"}]))
    assert other == Figures(right=0, wrong=1, missing=1, silent=1)
    incomplete = of("indicators", items(indicators=[{**row, "score": None}]))
    assert incomplete == Figures(right=0, wrong=1, missing=1, silent=0)


def test_identity_names_are_compared_without_spaces() -> None:
    assert of("reports", items()) == Figures(right=6, wrong=0, missing=0, silent=0)


def recorded(name: str, right: int, missing: int, fault: str) -> Record:
    counts = Figures(right=right, wrong=0, missing=missing, silent=0)
    groups = {"table": {"scores": counts}, "form": {name: counts}, "format": {"docx": counts}}
    return Record(1, 1, 0, 10, 0, 0, counts, groups, (Fault(fault, "missing"),))


def test_a_fall_is_told_with_its_table_form_and_item() -> None:
    before = recorded("四川项目自评表", 9, 1, "scores a total")
    now = recorded("四川项目自评表", 8, 2, "scores b grade")
    told = "\n".join(falls(before, now))
    assert "table scores: recall 0.9000 → 0.8000" in told
    assert "form 四川项目自评表" in told
    assert "missing: scores b grade" in told
    assert "scores a total" not in told
    assert list(falls(before, before)) == []
    assert list(falls(now, before)) == []


def test_facts_out_of_nothing_and_silent_errors_are_falls() -> None:
    before = recorded("四川项目自评表", 9, 1, "scores a total")
    assert any("documents without any" in line for line in falls(before, replace(before, stray=1)))
    silent = replace(before, all=Figures(right=9, wrong=0, missing=1, silent=1))
    assert any("silent errors 0 → 1" in line for line in falls(before, silent))


def test_a_record_is_read_back_as_it_was_written(tmp_path: Path) -> None:
    records = {"golden": recorded('“四川” "x"', 9, 1, 'scores a "b"')}
    save(records, tmp_path / "recorded.toml")
    assert load(tmp_path / "recorded.toml") == records


def test_the_published_page_is_the_page_of_the_recorded_figures() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(load())
