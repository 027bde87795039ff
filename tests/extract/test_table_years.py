"""People and assets of two years beside each other: the report's own are claimed, whatever heads the columns or rows."""

from __future__ import annotations

import pytest

from tests.extract.reading import figures, read

PEOPLE = [["编制人数", "45", "46"], ["在职人数", "41", "42"], ["退休人数", "10", "12"]]
BALANCES = [["资产总额", "450", "460"], ["负债总额", "41", "42"], ["净资产", "409", "418"]]


@pytest.mark.parametrize(
    "head",
    [
        ["项目", "上年", "本年"],
        ["", "2023年", "2024年"],
        ["指标", "上年末", "本年末"],
        ["项目", "年初数", "年末数"],
    ],
)
def test_of_two_years_only_the_own_one_counts(head: list[str]) -> None:
    people = read("人员情况 单位：人", [head, *PEOPLE])
    assets = read("资产情况 单位：万元", [head, *BALANCES])
    assert [(c.kind, c.headcount) for c in people.staff] == [
        ("authorized", 46),
        ("on_post", 42),
        ("retired", 12),
    ]
    assert [(c.measure, int(c.amount.value / 10000)) for c in assets.assets] == [
        ("total", 460),
        ("liabilities", 42),
        ("net", 418),
    ]


def test_years_in_rows_are_told_apart_as_well() -> None:
    rows = [["年度", "资产总额", "负债总额"], ["上年", "450", "41"], ["本年", "460", "42"]]
    assert [(c.measure, int(c.amount.value / 10000)) for c in read("资产情况 单位：万元", rows).assets] == [
        ("total", 460),
        ("liabilities", 42),
    ]


def test_what_came_in_the_year_is_no_balance() -> None:
    assert read("新增资产情况 单位：万元", [["项目", "本年"], ["固定资产", "46"]]).assets == []


def test_difference_between_two_years_counts_nobody() -> None:
    found = read("人员情况 单位：人", [["项目", "上年", "本年", "增减"], ["在职人数", "41", "42", "1"]])
    assert [c.headcount for c in found.staff] == [42]
    assert found.unexplained() == []


def test_parts_below_posts_are_posts_where_they_add_up() -> None:
    rows = [
        ["项目", "上年", "本年"],
        ["编制数", "45", "46"],
        ["其中：行政", "20", "21"],
        ["事业", "25", "25"],
        ["在职人员", "41", "42"],
        ["其中：行政", "18", "19"],
        ["事业", "23", "23"],
    ]
    found = [(c.kind, c.basis, c.headcount) for c in read("人员情况 单位：人", rows).staff]
    assert found == [
        ("authorized", "authorized", 46),
        ("administrative", "authorized", 21),
        ("institution", "authorized", 25),
        ("on_post", "actual", 42),
        ("administrative", "actual", 19),
        ("institution", "actual", 23),
    ]


def test_parts_below_posts_that_do_not_add_up_are_neither() -> None:
    rows = [["项目", "本年"], ["编制数", "46"], ["其中：行政", "21"], ["事业", "20"]]
    assert [c.kind for c in read("人员情况 单位：人", rows).staff] == ["authorized"]


def test_workers_are_part_of_the_sum_of_posts() -> None:
    rows = [
        ["人员类别", "编制数", "实有数"],
        ["行政", "20", "18"],
        ["事业", "22", "20"],
        ["工勤", "3", "3"],
        ["合计", "45", "41"],
    ]
    found = {(c.kind, c.basis, c.headcount) for c in read("人员情况表", rows).staff}
    assert {("authorized", "authorized", 45), ("present", "actual", 41)} <= found


def test_column_of_units_names_no_asset() -> None:
    rows = [
        ["指标", "计量单位", "上年末", "本年末"],
        ["资产总额", "万元", "500", "520"],
        ["公务用车", "辆", "5", "4"],
    ]
    assert [int(c.amount.value / 10000) for c in read("资产情况", rows).assets] == [520]


def test_people_of_a_kind_of_post_beside_their_posts_are_counted() -> None:
    rows = [
        ["编制人数", "30", "在职人数", "27"],
        ["其中：行政编制", "20", "其中：行政人员", "18"],
        ["事业编制", "10", "事业人员", "9"],
    ]
    found = {(c.kind, c.basis, c.headcount) for c in read("基本情况", rows).staff}
    assert {("administrative", "actual", 18), ("institution", "actual", 9)} <= found


def test_spending_at_the_end_of_a_year_was_spent_in_it() -> None:
    rows = [
        ["项目", "计量单位", "2023年末", "2024年末"],
        ["“三公”经费支出", "万元", "12.40", "11.86"],
        ["公用经费", "万元", "20", "21"],
    ]
    assert figures(read("基本信息表", rows)) == [
        "three_public executed 2023 12.4",
        "three_public executed 11.86",
    ]


def test_the_twelve_months_are_the_year_and_fewer_are_not() -> None:
    rows = [
        ["支出类别", "年初预算数（万元）", "1—6月执行数（万元）", "1—12月执行数（万元）"],
        ["人员经费", "984", "501", "1022"],
        ["项目支出", "153", "61", "256"],
    ]
    assert figures(read(rows)) == [
        *("personnel initial 984", "personnel executed 1022"),
        *("project initial 153", "project executed 256"),
    ]
