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
