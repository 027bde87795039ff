"""Numbers that the report itself takes back: the right one is the figure, or all of them wait for a person."""

from __future__ import annotations

import pytest

from tests.extract.reading import figures, kinds, read

KIND = "corrected_in_text"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "2024年项目支出决算405.00万元（原报告写为450.00万元，实为405.00万元），基本支出决算300万元。",
            ["project executed 405", "basic executed 300"],
        ),
        ("2024年项目支出决算405万元（原公开表误列为450万元）。", ["project executed 405"]),
        ("2024年公用经费决算50万元（更正前为500万元，更正后为50万元）。", ["operating executed 50"]),
        ("人员经费年初预算62.5万元（原稿填报有误，应为62.5万元）。", ["personnel initial 62.5"]),
    ],
)
def test_a_number_that_its_correction_gives_as_well_is_the_figure(text: str, told: list[str]) -> None:
    found = read(text)
    assert figures(found) == told
    assert (found.items, kinds(found), found.unexplained()) == ([], [], [])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("2024年项目支出决算450.00万元（原报告有误，实为405.00万元）。", []),
        ("2024年项目支出决算450万元（原报数，实为405万元），人员经费决算20万元。", ["personnel executed 20"]),
        ("2024年全年支出450万元（原报告为450万元，实为405万元）。", []),
        ("2024年公用经费决算80万元，更正为88万元，人员经费决算300万元。", ["personnel executed 300"]),
        ("2024年项目支出决算450万元系笔误，实际为405万元。", []),
        ("2024年三公经费决算4.5万元（录入错误，应为5.4万元）。", []),
        # what follows is of the amount that waits, and not of the figure before it
        (
            "2024年基本支出年初预算100万元，项目支出年初预算450万元（有误，应为405万元），执行400万元。",
            ["basic initial 100"],
        ),
    ],
)
def test_a_number_whose_correction_differs_waits_with_it(text: str, told: list[str]) -> None:
    found = read(text)
    assert (figures(found), found.items, kinds(found)) == (told, [], [KIND])


def test_headcounts_and_rates_are_taken_back_in_the_same_way() -> None:
    right = read("年末实有在职人员35人（原填报38人有误，实为35人），退休12人。")
    assert [(claim.kind, claim.headcount) for claim in right.staff] == [("on_post", 35), ("retired", 12)]
    waits = read("年末实有在职人员38人（有误，应为35人），退休12人。")
    assert [(claim.kind, claim.headcount) for claim in waits.staff] == [("retired", 12)]
    assert kinds(waits) == [KIND]
    rate = read("项目支出年初预算100万元，预算执行率98%（原报告为89%，应为98%）。")
    assert [claim.rate.text for claim in rate.rates] == ["98"]


@pytest.mark.parametrize(
    "text",
    [
        "2024年基本支出调整预算450万元（年初预算400万元）。",
        "2024年项目支出决算405万元（年中调整为410万元）。",
        "2024年人员经费决算300万元，占应支付数的比重较高。",
    ],
)
def test_a_bracket_that_takes_nothing_back_is_no_correction(text: str) -> None:
    assert KIND not in kinds(read(text))


def test_what_follows_an_amount_of_open_value_is_not_of_the_figure_before_it() -> None:
    found = read("2024年基本支出年初预算100万元，项目支出年初预算450余万元，执行400万元。")
    assert figures(found) == ["basic initial 100"]


@pytest.mark.parametrize(
    ("text", "doubted"),
    [
        (
            "2024年公用经费决算45万元，人员经费决算300万元。\n勘误：2024年公用经费决算应为54万元。",
            {"operating"},
        ),
        ("2024年公用经费决算45万元。\n更正说明：上文公用经费决算数有误，应为54万元。", {"operating"}),
        ("2024年公用经费决算45万元。\n更正：公用经费决算54万元。", {"operating"}),
        ("2024年公用经费决算45万元。\n原报告中公用经费决算45万元更正为54万元。", {"operating"}),
        ("2024年公用经费决算45万元。\n注：公用经费决算应为54万元。", {"operating"}),
        ("2024年公用经费年初预算45万元。\n更正：公用经费决算应为54万元。", set()),
        # what is due is no correction
        ("2024年公用经费决算45万元。\n公用经费应为50万元，实际支出45万元，存在差距。", set()),
    ],
)
def test_a_figure_that_another_paragraph_takes_back_waits(text: str, doubted: set[str]) -> None:
    found = read(*text.split("\n"))
    assert {claim.category for claim in found.budget if "taken_back" in claim.causes} == doubted


def test_headcounts_that_another_paragraph_takes_back_wait() -> None:
    found = read("2024年末在职人员28人。", "更正：在职人数应为29人。")
    assert [claim.causes for claim in found.staff] == [("taken_back",)]
