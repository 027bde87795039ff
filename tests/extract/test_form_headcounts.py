"""Tables of posts and people: 编制数 | 实有数 under or beside 行政编制, opening figures, people without a printed unit."""

from __future__ import annotations

import pytest

from tests.extract.reading import staff


def test_people_on_posts_of_a_kind_are_no_posts() -> None:
    rows = [["行政编制", "行政编制", "事业编制", "事业编制"], ["编制数", "实有数", "编制数", "实有数"]]
    assert staff([*rows, ["12", "11", "20", "18"]]) == [
        ("administrative", "authorized", 12),
        ("administrative", "actual", 11),
        ("institution", "authorized", 20),
        ("institution", "actual", 18),
    ]


def test_a_row_of_people_below_posts_of_a_kind() -> None:
    rows = [["", "行政编制", "事业编制"], ["人员编制", "12", "20"], ["年末实有在职人数", "11", "18"]]
    found = staff("单位：人", rows)
    assert [line for line in found if line[1] == "authorized"] == [
        ("administrative", "authorized", 12),
        ("institution", "authorized", 20),
    ]
    assert ("administrative", "authorized", 11) not in found


def test_posts_below_a_group_of_people_are_still_posts() -> None:
    rows = [["在职人员", "在职人员"], ["编制数", "实有数"], ["32", "29"]]
    assert staff(rows)[:1] == [("authorized", "authorized", 32)]


@pytest.mark.parametrize("head", ["实有数", "在职人员数", "其中：在职", "期末实有人数"])
def test_heads_of_people_need_no_unit(head: str) -> None:
    assert [line[1:] for line in staff([["编制数", head], ["32", "29"]])] == [
        ("authorized", 32),
        ("actual", 29),
    ]


def test_a_head_of_people_below_an_announced_unit_of_money_counts_no_people() -> None:
    assert staff("单位：万元", [["项目", "在职", "退休"], ["基本支出", "32", "29"]]) == []


def test_people_at_the_start_of_the_year_are_not_those_of_its_end() -> None:
    rows = [["人员类别", "年初实有", "年末实有"], ["在职", "29", "30"], ["退休", "15", "16"]]
    assert staff(rows) == [("on_post", "actual", 30), ("retired", "actual", 16)]


POSTS = ["机构编制数", *["人员编制数"] * 3, *["年末实有人数"] * 4]
KINDS = ["（个）", "行政", "事业", "合计", "在职", "离休", "退休", "合计"]


def test_two_rows_of_titles_over_posts_and_people_belong_together() -> None:
    assert staff([POSTS, KINDS, ["24", "16", "62", "78", "70", "2", "36", "108"]]) == [
        ("administrative", "authorized", 16),
        ("institution", "authorized", 62),
        ("authorized", "authorized", 78),
        ("on_post", "actual", 70),
        ("veteran_retired", "actual", 2),
        ("retired", "actual", 36),
    ]  # 108 counts those who left: no 实有人数 to be held against posts


def test_a_space_within_a_count_is_taken_out_only_where_the_sum_proves_it() -> None:
    assert staff([POSTS, KINDS, ["24", "16", "1 862", "1 878", "1 790", "2", "936", "2 728"]])[1:4] == [
        ("institution", "authorized", 1862),
        ("authorized", "authorized", 1878),
        ("on_post", "actual", 1790),
    ]
    assert staff([POSTS, KINDS, ["24", "16", "1 862", "1 879", "70", "2", "36", "108"]])[1:2] == [
        ("on_post", "actual", 70)
    ]


def test_other_institution_posts_beside_those_like_civil_servants_leave_the_sum_readable() -> None:
    rows = [
        ["人员类别", "编制人数", "年末实有人数"],
        ["参照公务员法管理事业", "6", "6"],
        ["其他事业", "52", "47"],
        ["合 计", "58", "53"],
    ]
    found = staff("人员情况表（单位：人）", rows)
    assert ("institution", "actual", 47) in found
    assert ("authorized", "authorized", 58) in found


def test_a_row_that_adds_up_people_at_work_and_those_who_left_is_no_headcount_of_the_unit() -> None:
    rows = [["人员类别", "年末实有人数"], ["在职", "70"], ["退休", "36"], ["合计", "106"]]
    assert staff("人员情况表（单位：人）", rows) == [("on_post", "actual", 70), ("retired", "actual", 36)]
    rows[3][1] = "70"
    assert ("present", "actual", 70) in staff("人员情况表（单位：人）", rows)
