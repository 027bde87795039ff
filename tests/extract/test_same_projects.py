"""Projects that stand in prose and again in a table are one each; lists that divide the same money otherwise are not mixed."""

from __future__ import annotations

import pytest

from pipelines.extract.same_projects import REASON, settle_lists
from tests.documents import Rows
from tests.extract.reading import read

PROSE = "2024年项目支出决算100万元，主要是会议经费60万元、调研经费40万元。"
WAN = "项目支出明细表（单位：万元）"


def projects(*parts: str | Rows) -> tuple[list[str], list[str]]:
    """Each stored amount as number, name, stage and 万元, and the words of what was left out as another list's."""
    found = read(*parts)
    claimed = len(found.items)
    settle_lists(found)
    left = [ignored for ignored in found.ignored if ignored.reason == REASON]
    assert len(found.items) + len(left) == claimed
    return [f"{i.seq} {i.name} {i.stage} {(i.amount.value / 10000).normalize():f}" for i in found.items], [
        ignored.reason for ignored in left
    ]


def table(*rows: tuple[str, str, str]) -> Rows:
    return [["项目名称", "年初预算数", "决算数"], *map(list, rows)]


def test_equal_names_are_one_project_in_whatever_order_the_lists_have_them() -> None:
    stored, left = projects(PROSE, WAN, table(("调研经费", "30", "40"), ("会议经费", "50", "60")))
    assert stored == [
        "1 会议经费 executed 60",
        "2 调研经费 executed 40",
        "2 调研经费 initial 30",
        "2 调研经费 executed 40",
        "1 会议经费 initial 50",
        "1 会议经费 executed 60",
    ]
    assert left == []


def test_another_division_of_the_same_money_is_left_out_and_its_other_stages_are_kept() -> None:
    stored, left = projects(PROSE, WAN, table(("业务工作专项", "20", "30"), ("运行维护专项", "50", "70")))
    assert stored == [
        "1 会议经费 executed 60",
        "2 调研经费 executed 40",
        "3 业务工作专项 initial 20",
        "4 运行维护专项 initial 50",
    ]
    assert left == [REASON, REASON]


def test_a_longer_name_of_the_same_amount_is_the_same_project_where_the_lists_add_up_alike() -> None:
    stored, left = projects(PROSE, WAN, table(("全县会议经费项目", "50", "60"), ("调研经费", "30", "40")))
    assert [line[:2] for line in stored] == ["1 ", "2 ", "1 ", "1 ", "2 ", "2 "]
    assert left == []


def test_lists_of_other_projects_are_kept_side_by_side_under_numbers_of_their_own() -> None:
    first = table(("会议经费", "50", "60"), ("调研经费", "30", "40"))
    second = table(("设备经费", "5", "6"), ("维护经费", "3", "5"))
    stored, left = projects(WAN, first, WAN, second)
    assert [line.split()[:2] for line in stored[::2]] == [
        ["1", "会议经费"],
        ["2", "调研经费"],
        ["3", "设备经费"],
        ["4", "维护经费"],
    ]
    assert left == []


def test_one_equal_amount_proves_no_equal_list() -> None:
    stored, left = projects(
        "2024年项目支出决算60万元，主要是会议经费60万元。", WAN, table(("设备经费", "50", "60"))
    )
    assert [line.split()[1] for line in stored] == ["会议经费", "设备经费", "设备经费"]
    assert left == []


def test_a_list_of_prose_told_again_is_one_list_with_two_places() -> None:
    found = read(PROSE, "2024年项目支出决算100万元，包括会议经费60万元、调研经费40万元。")
    settle_lists(found)
    assert [(item.seq, item.name, len(item.spans)) for item in found.items] == [
        (1, "会议经费", 2),
        (2, "调研经费", 2),
    ]


def test_one_equal_amount_of_two_lists_of_prose_stays_with_both() -> None:
    found = read(PROSE, "2024年项目支出决算100万元，包括会议经费60万元、培训经费40万元。")
    settle_lists(found)
    assert [item.name for item in found.items] == ["会议经费", "调研经费", "会议经费", "培训经费"]


@pytest.mark.parametrize(
    "again", ["乡村振兴示范项目", "2024年乡村振兴示范项目", "乡村振兴示范", "乡村振兴示范项目资金"]
)
def test_a_project_told_with_another_amount_stays_one_project_so_that_the_two_are_held_against_each_other(
    again: str,
) -> None:
    prose = "2024年项目支出决算200万元，其中：乡村振兴示范项目120万元，养老服务中心建设项目80万元。"
    table = [["项目名称", "执行数（万元）"], [again, "125"], ["养老服务中心建设项目", "80"]]
    stored, _ = projects(prose, "项目支出明细表", table)
    assert stored == [
        "1 乡村振兴示范项目 executed 120",
        "2 养老服务中心建设项目 executed 80",
        f"1 {again} executed 125",
        "2 养老服务中心建设项目 executed 80",
    ]
    found = read(prose, prose.replace("120", "125").replace("200", "205"))
    settle_lists(found)
    assert [(item.seq, item.amount.text) for item in found.items] == [(1, "120"), (2, "80"), (1, "125")]
