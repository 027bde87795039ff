"""Lists of parts: the total that they belong to may stand in the sentence, the paragraph or the colon before them."""

from __future__ import annotations

import pytest

from tests.extract.reading import figures, read

TOTAL = "2024年年初预算90万元，实际支出100万元，执行率95%。"


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (
            (f"{TOTAL}其中：基本支出60万元（人员经费50万元，公用经费10万元）；项目支出40万元。",),
            ["basic", "personnel", "operating", "project"],
        ),
        ((TOTAL, "其中基本支出60万元、项目支出40万元。"), ["basic", "project"]),
        ((f"{TOTAL}按支出性质分：基本支出60万元，项目支出40万元。",), ["basic", "project"]),
        (
            (
                f"{TOTAL}其中：",
                "1.基本支出60万元。包括人员经费50万元和公用经费10万元。",
                "2.项目支出40万元。",
            ),
            ["basic", "personnel", "operating", "project"],
        ),
        ((f"{TOTAL}其中：基本支出65万元，项目支出40万元。",), []),
    ],
)
def test_parts_in_a_sentence_of_their_own_are_of_the_figure_that_they_add_up_to(
    parts: tuple[str, ...], expected: list[str]
) -> None:
    found = read(*parts)
    assert figures(found)[:2] == ["total initial 90", "total executed 100"]
    assert [claim.category for claim in found.budget[2:]] == expected
    assert {claim.stage for claim in found.budget[2:]} <= {"executed"}


@pytest.mark.parametrize(
    "parts",
    [
        (f"{TOTAL}按支出类型分：基本支出60万元，项目支出40万元。",),
        (f"{TOTAL}按支出结构分，基本支出60万元，项目支出40万元。",),
        (f"{TOTAL}按照支出性质分类，基本支出60万元、项目支出40万元。",),
        (f"{TOTAL}按支出类型分类，其中：基本支出60万元、项目支出40万元。",),
        (f"{TOTAL[:-1]}，按支出结构分为基本支出60万元、项目支出40万元。",),
        (TOTAL, "按支出类型分：", "1.基本支出60万元。", "2.项目支出40万元。"),
    ],
)
def test_spending_by_type_structure_or_nature_names_the_parts_of_the_whole(parts: tuple[str, ...]) -> None:
    assert figures(read(*parts))[2:] == ["basic executed 60", "project executed 40"]


def test_spending_by_type_after_spending_by_function_is_of_the_whole_that_it_adds_up_to() -> None:
    found = read(
        f"{TOTAL}按功能类别分：社会保障支出70万元、住房保障支出30万元。"
        "按支出类型分：人员支出50万元、公用支出10万元、项目支出40万元。"
    )
    assert figures(found)[2:] == ["personnel executed 50", "operating executed 10", "project executed 40"]


def test_spending_by_type_that_adds_up_to_neither_total_is_told_and_not_claimed() -> None:
    found = read(f"{TOTAL}按支出类型分：基本支出65万元，项目支出40万元。")
    assert figures(found)[2:] == []
    assert any("基本支出65万元" in problem.message_zh for problem in found.problems)


def test_a_category_named_again_opens_its_parts() -> None:
    found = read(
        "2024年支出总额100万元，其中：基本支出60万元，项目支出40万元。",
        "基本支出中，人员经费50万元，主要包括工资；公用经费10万元。",
    )
    assert figures(found)[3:] == ["personnel executed 50", "operating executed 10"]


def test_after_the_parts_carried_out_money_is_of_the_whole() -> None:
    found = read(f"{TOTAL}其中：基本支出60万元；项目支出40万元。年末结转结余7万元。")
    assert figures(found)[-1] == "total carried_out 7"


@pytest.mark.parametrize(
    ("text", "items"),
    [
        ("项目支出决算100万元，主要是会议经费60万元、调研经费40万元。", ["会议经费", "调研经费"]),
        ("项目支出决算100万元（会议经费60万元、调研经费40万元）。", ["会议经费", "调研经费"]),
        (
            "项目支出年初预算90万元，决算数100万元。项目支出明细：会议经费60万元，调研经费40万元。",
            ["会议经费", "调研经费"],
        ),
        ("项目支出决算100万元，主要用于综合改革补助（中央60万元、省级40万元）。", []),
        (
            "项目支出决算100万元。主要项目有：会议经费（60万元）、调研经费（40万元）。",
            ["会议经费", "调研经费"],
        ),
        ("项目支出决算100万元，分别是会议经费60万元、调研经费40万元。", ["会议经费", "调研经费"]),
        ("项目支出决算100万元，共2个项目：会议经费60万元；调研经费40万元。", ["会议经费", "调研经费"]),
        ("项目支出决算100万元，其中：基本支出60万元。", []),
    ],
)
def test_projects_behind_project_money_are_items(text: str, items: list[str]) -> None:
    found = read(text)
    assert [item.name for item in found.items] == items
    assert {item.stage for item in found.items} <= {"executed"}


def test_parts_of_income_are_no_budget() -> None:
    found = read(
        "2024年部门收入100万元（含上年结转10万元），其中一般公共预算拨款60万元，政府性基金预算拨款30万元。"
    )
    assert figures(found) == ["total carried_in 10"]
    assert [entry.reason for entry in found.ignored] == ["income"] * 3


@pytest.mark.parametrize(
    "opening",
    [
        "年初预算项目3个，分别是：",
        "年初预算安排的主要项目有：",
        "2024年部门预算安排项目3个，具体包括：",
    ],
)
def test_projects_of_a_stage_that_their_list_names_are_of_the_project_money_told_before(opening: str) -> None:
    found = read(
        "年初预算1000万元，其中：基本支出900万元，项目支出100万元。",
        "全年实际支出1000万元，其中：基本支出910万元，项目支出90万元。",
        f"{opening}临时救助资金60万元、殡葬改革经费25万元、养老服务补贴15万元。",
    )
    assert [(item.name, item.stage) for item in found.items] == [
        ("临时救助资金", "initial"),
        ("殡葬改革经费", "initial"),
        ("养老服务补贴", "initial"),
    ]


def test_projects_of_a_stage_without_project_money_are_told_and_not_claimed() -> None:
    found = read(
        "全年实际支出1000万元。", "年初预算项目2个，分别是：临时救助资金60万元、殡葬改革经费25万元。"
    )
    assert found.items == []
    assert found.unexplained()
