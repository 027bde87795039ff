"""Staged items: projects told one after another keep their own amounts and stages, and nothing else becomes a project."""

from __future__ import annotations

import pytest

from pipelines.extract.found import Found
from tests.extract.reading import budget, read


def items(found: Found) -> list[tuple[int, str, str, str]]:
    return [(c.seq, c.name, c.stage, c.amount.text) for c in found.items]


def test_entries_of_an_announced_list_keep_the_stage_of_each_amount() -> None:
    found = read(
        "主要项目资金安排及使用情况：1.河道清淤整治工程，到位资金2,180万元，支付2,012.5万元；"
        "2.河长制工作经费，到位资金60万元，支付60万元。"
    )
    assert items(found) == [
        (1, "河道清淤整治工程", "received", "2,180"),
        (1, "河道清淤整治工程", "executed", "2,012.5"),
        (2, "河长制工作经费", "received", "60"),
        (2, "河长制工作经费", "executed", "60"),
    ]
    assert budget(found) == []


def test_words_before_the_first_number_may_announce_the_list() -> None:
    found = read(
        "2024年安排的主要项目有：1.公路日常养护资金62万元，支出62万元；2.危桥改造工程76万元，支出70万元。"
    )
    assert items(found) == [(1, "公路日常养护资金", "executed", "62"), (2, "危桥改造工程", "executed", "70")]


def test_the_heading_above_may_announce_the_list() -> None:
    found = read("（四）就本年度重点项目说明。1.妇女儿童工作经费年初预算20万元，支出19.77万元。")
    assert items(found) == [
        (1, "妇女儿童工作经费", "initial", "20"),
        (1, "妇女儿童工作经费", "executed", "19.77"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "主要工作完成情况：1.河道清淤整治工程，到位资金60万元；2.河长制工作，支付58万元。",
        "主要项目资金使用情况：1.基本支出年初预算100万元，支出90万元。",
        "主要项目资金使用情况：1.完成河道清淤，改造渠系，支付100万元。",
        "主要项目资金使用情况：1.河道清淤整治工程，计划支付60万元。",
        "1.河道清淤整治工程，到位资金60万元，支付58万元。",
    ],
    ids=["no list of projects", "money of the whole", "a clause", "a plan", "announced by nothing"],
)
def test_what_is_not_surely_a_project_is_no_item(text: str) -> None:
    assert items(read(text)) == []


def test_named_amounts_that_make_up_what_projects_spent_are_projects() -> None:
    found = read(
        "2024年项目支出71.80万元。",
        "2.专项资金实际使用情况。民族工作经费支出28.50万元，侨务工作经费支出43.30万元。",
    )
    assert [item[1:] for item in items(found)] == [
        ("民族工作经费", "executed", "28.50"),
        ("侨务工作经费", "executed", "43.30"),
    ]


def test_named_amounts_that_do_not_add_up_are_no_projects() -> None:
    found = read("2024年项目支出71.80万元。", "民族工作经费支出28.50万元，侨务工作经费支出43.20万元。")
    assert items(found) == []


def test_appropriations_spent_are_the_whole_of_that_source() -> None:
    said = "2024年财政拨款支出1653.42万元，其中基本支出1108.27万元，项目支出545.15万元。"
    found = read(f"（二）部门财政资金支出情况。{said}")
    assert {(c.category, c.stage, c.fund_source) for c in found.budget} == {
        ("total", "executed", "fiscal"),
        ("basic", "executed", "fiscal"),
        ("project", "executed", "fiscal"),
    }
    assert budget(read(f"（二）部门预算安排情况。{said}")) == []


def test_words_before_the_first_entry_do_not_hide_it() -> None:
    entries = "2024年安排的主要项目有：1.公路日常养护县级配套资金620万元，支出620万元；2.公路改建工程4380万元，支出4186.7万元。"
    assert [item[1:] for item in items(read("三、主要项目支出情况", entries))] == [
        ("公路日常养护县级配套资金", "executed", "620"),
        ("公路改建工程", "executed", "4186.7"),
    ]
    assert items(read("三、其他情况", entries.replace("安排的", "全县"))) == []
