"""A bracket that is part of a project's name opens no list, and one that holds amounts does."""

from __future__ import annotations

import pytest

from tests.extract.reading import read


@pytest.mark.parametrize(
    ("text", "names"),
    [
        (
            "项目支出年初预算500万元，其中：殡葬改革工作经费206.33万元，低保提标补助（含2019年清算）52.98万元。",
            ["殡葬改革工作经费", "低保提标补助(含2019年清算)"],
        ),
        ("项目支出年初预算500万元（含办案业务费200万元、装备购置费300万元）。", ["办案业务费", "装备购置费"]),
    ],
    ids=["a bracket of a name", "a bracket with amounts"],
)
def test_what_a_bracket_opens(text: str, names: list[str]) -> None:
    assert [item.name for item in read(text).items] == names


@pytest.mark.parametrize(
    "bracket", ["中央120万元、省级450万元、县级60万元", "其中：中央资金120万元，县级配套510万元"]
)
def test_the_sources_of_a_project_are_no_projects_and_no_money_of_the_department(bracket: str) -> None:
    found = read(f"2024年项目支出决算1000万元，其中：村卫生室补助630万元（{bracket}）、疾病防控370万元。")
    assert [item.name for item in found.items] == ["村卫生室补助", "疾病防控"]
    assert [str(claim.amount.value) for claim in found.budget] == ["10000000"]
    assert {ignored.reason for ignored in found.ignored} == {"item_source"}


@pytest.mark.parametrize(
    "text",
    [
        "项目支出决算100万元，其中：①会议经费60万元；②调研经费40万元。",
        "2024年全年支出300万元，其中基本支出200万元，项目支出100万元。项目支出包括：会议经费60万元，调研经费40万元。",
        "项目支出决算100万元，用于以下项目：会议经费60万元、调研经费40万元。",
        "全年实际支出项目2个，金额100万元，分别为：会议经费60万元；调研经费40万元。",
        "2024年项目支出决算100万元。具体项目为会议经费60万元，调研经费40万元。",
    ],
)
def test_projects_are_found_behind_every_word_that_opens_their_list(text: str) -> None:
    items = read(text).items
    assert [(item.name, item.stage) for item in items] == [("会议经费", "executed"), ("调研经费", "executed")]
