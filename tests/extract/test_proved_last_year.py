"""What this year's figures prove: last year's by the change, project money as what is left, rates of a budget named behind."""

from __future__ import annotations

import pytest

from tests.extract.reading import accounted, figures, read

SPENT = "2024年全年支出100万元，其中基本支出60万元，项目支出40万元。"


@pytest.mark.parametrize(
    ("text", "last_year"),
    [
        ("与上年支出90万元相比，增加10万元。", ["total executed 2023 90"]),
        ("较上年支出46.5万元减少6.5万元。", ["project executed 2023 46.5"]),
        ("与上年支出90万元相比，增加12万元。", []),
        ("与上年支出90万元相比，减少10万元。", []),
        ("与上年支出90万元相比，增长11.11%。", []),
    ],
)
def test_a_sentence_behind_gives_last_years_figure_only_where_the_change_leads_to_one(
    text: str, last_year: list[str]
) -> None:
    found = read(SPENT + text)
    assert [said for said in figures(found) if " 2023 " in said] == last_year
    assert accounted(found) or last_year


def test_project_money_called_after_its_aim_is_what_closes_the_list() -> None:
    parts = "2024年年初预算2000万元，其中：人员类项目1500万元，公用经费{}万元，特定目标类项目260万元{}。"
    assert "project initial 260" in figures(read(parts.format(240, "")))
    assert "project initial 260" not in figures(read(parts.format(200, "，其他运转类40万元")))


def test_a_rate_named_after_the_budget_it_is_of() -> None:
    found = read("三公经费年初预算9.6万元，实际支出7.153万元，为年初预算的74.51%。")
    assert [(r.kind, r.category, str(r.rate.value)) for r in found.rates] == [
        ("completion", "three_public", "74.51")
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全校教职工85人。", [("present", 85)]),
        ("政府专职消防员（合同制）24人。", [("contract", 24)]),
        ("在职职工65人参加培训。", []),
        ("全校教职工65人参加体检。", []),
    ],
)
def test_all_people_and_those_who_take_part(text: str, expected: list[tuple[str, int]]) -> None:
    found = read(text)
    assert [(c.kind, c.headcount) for c in found.staff] == expected
    assert accounted(found) or expected


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2024年支出164.58万元，其中基本支出122.05万元，项目支出42.53万元。", True),
        ("2024年我局支出164.58万元，其中人员经费100万元、公用经费22.05万元、项目支出42.53万元。", True),
        ("2024年支出164.58万元，其中基本支出122.05万元，项目支出40万元。", False),
        (
            "2024年预算收入164.58万元。2024年支出164.58万元，其中基本支出122.05万元，项目支出42.53万元。",
            False,
        ),
    ],
)
def test_spending_of_the_year_is_the_whole_where_its_parts_make_it_up(text: str, told: bool) -> None:
    found = read(text)
    assert ("total executed 164.58" in figures(found)) is told
    assert accounted(found) or told
