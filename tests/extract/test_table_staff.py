"""People in tables: units with their sum, schools, and rows of a form of 万元 that count people."""

from __future__ import annotations

import pytest

from pipelines.extract.found import Found
from tests.extract.reading import figures, read

TITLES = ["单位名称", "经费性质", "编制数", "在职人数"]


def staff(found: Found) -> list[tuple[str, str, int]]:
    return [(claim.staff_scope, claim.kind, claim.headcount) for claim in found.staff]


def units(total: str) -> Found:
    return read(
        [
            TITLES,
            ["石桥县民政局（本级）", "财政核拨", "14", "13"],
            ["石桥县福利院", "财政核拨", "12", "10"],
            ["石桥县殡仪馆", "差额", "5", "5"],
            ["合计", "", total, "28"],
        ]
    )


def test_sum_of_rows_that_are_units_is_that_of_all_of_them() -> None:
    found = units("31")
    assert staff(found) == [
        ("unit", "authorized", 14),
        ("unit", "on_post", 13),
        ("total", "authorized", 31),
        ("total", "on_post", 28),
    ]
    assert {entry.reason for entry in found.ignored} == {"unit_line"}
    assert found.unexplained() == []


def test_sum_that_the_units_do_not_give_is_nobodys() -> None:
    found = units("32")
    assert ("total", "authorized", 32) not in staff(found)
    assert [number.quote for number in found.unexplained()] == ["合计 | 编制数 | 32"]


@pytest.mark.parametrize(
    "rows",
    [
        [
            ["类别", "人数"],
            ["教职工编制", "120"],
            ["在职教职工", "118"],
            ["其中：专任教师", "110"],
            ["退休教职工", "60"],
        ],
        [
            ["学校名称", "编制数", "在职教职工", "其中：专任教师", "退休教师"],
            ["石桥县民政局", "120", "118", "110", "60"],
        ],
    ],
)
def test_teachers_of_a_school_are_a_part_of_its_people(rows: list[list[str]]) -> None:
    found = read(rows)
    assert staff(found) == [("unit", "authorized", 120), ("unit", "on_post", 118), ("unit", "retired", 60)]
    assert found.unexplained() == []


def test_rows_below_the_posts_of_a_form_of_wan_yuan_count_people() -> None:
    found = read(
        "填报单位：石桥县民政局 单位：万元",
        [
            ["单位名称", "石桥县民政局", "主管部门", "石桥县人民政府"],
            ["编制人数", "176", "实有人数", "169"],
            ["其中：在职", "169", "退休", "88"],
            ["资金类别", "年初预算", "调整预算", "支出决算"],
            ["资金总额", "2731.46", "2860.18", "2802.33"],
            ["基本支出", "2458.46", "2512.36", "2509.11"],
        ],
    )
    assert staff(found) == [
        ("unit", "authorized", 176),
        ("unit", "present", 169),
        ("unit", "on_post", 169),
        ("unit", "retired", 88),
    ]
    assert "total executed 2802.33" in figures(found)


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (["人员类别", "2023年末", "2024年末"], [("unit", "authorized", 46), ("unit", "on_post", 43)]),
        (["人员类别", "2023年末"], [("unit", "authorized", 45), ("unit", "on_post", 44)]),
    ],
)
def test_people_of_last_year_beside_those_of_this_year_are_not_this_years(
    titles: list[str], expected: list[tuple[str, str, int]]
) -> None:
    rows = [["编制人数", "45", "46"], ["在职人数", "44", "43"]]
    assert staff(read([titles, *(row[: len(titles)] for row in rows)])) == expected


def by_post(total: str, *below: list[str]) -> Found:
    titles = ["人员类别", "编制数（名）", "年末实有人数（人）"]
    return read([titles, ["行政", "31", "30"], ["事业", "46", "43"], ["合计", "77", total], *below])


def test_sum_of_posts_is_the_unit_whoever_stands_below_it() -> None:
    left = [["退休", "—", "52"], ["公益性岗位", "—", "38"]]
    counted = staff(by_post("73", *left))
    assert ("unit", "authorized", 77) in counted
    assert ("unit", "on_post", 73) in counted
    assert ("unit", "on_post", 74) not in staff(by_post("74", *left))
    assert ("unit", "present", 73) in staff(by_post("73", ["公益性岗位", "—", "38"]))


def test_posts_of_those_at_work_are_the_authorized_ones() -> None:
    rows = [["类别", "编制数", "实有人数"], ["在职人员", "85", "82"], ["退休人员", "", "25"]]
    assert staff(read(rows)) == [("unit", "authorized", 85), ("unit", "on_post", 82), ("unit", "retired", 25)]
