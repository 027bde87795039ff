"""Assets in tables: as rows or as titles of columns, with their unit and their day, and whose they are."""

from __future__ import annotations

import pytest

from pipelines.extract.found import Found
from tests.extract.reading import read

TITLES = ["编制数", "在职", "固定资产", "负债总额"]


def assets(found: Found) -> list[tuple[str, str]]:
    return [(claim.measure, f"{claim.amount.value:f}") for claim in found.assets]


@pytest.mark.parametrize(
    ("people", "money"),
    [
        ("人员情况（人）", "资产情况（元）"),
        ("机构人员情况", "国有资产占用情况（元）"),
        ("人员编制情况（单位：人）", "资产负债情况（元）"),
    ],
)
def test_unit_of_a_group_title_reaches_its_columns(people: str, money: str) -> None:
    found = read([[people, people, money, money], TITLES, ["46", "43", "11805330.25", "402118.6"]])
    assert assets(found) == [("fixed", "11805330.25"), ("liabilities", "402118.6")]
    assert [claim.headcount for claim in found.staff] == [46, 43]
    assert found.problems == []


def named(*units: str) -> Found:
    groups = ["单位名称", "人员情况（人）", "人员情况（人）", "资产情况（万元）", "资产情况（万元）"]
    rows = [[unit, "46", "43", "118.5", "4.2"] for unit in units]
    return read([groups, ["单位名称", *TITLES], *rows])


def test_assets_beside_the_name_of_the_unit_are_its_own_and_of_several_units_nobody_says() -> None:
    assert assets(named("石桥县民政局")) == [("fixed", "1185000.0"), ("liabilities", "42000.0")]
    assert assets(named("石桥县福利院")) == []
    assert assets(named("石桥县民政局", "石桥县福利院")) == []


@pytest.mark.parametrize(
    ("titles", "row"),
    [
        (["项目", "2023年末", "2024年末"], ["资产总额", "100", "120"]),
        (["项目", "期初余额", "期末余额"], ["资产总额", "100", "120"]),
        (["资产项目", "金额（万元）"], ["资产总额", "120"]),
        (["编制数", "46"], ["资产总额", "120"]),
        (["年度", "资产总额"], ["2024年", "120"]),
    ],
)
def test_balance_is_that_of_the_end_of_the_year_of_the_report(titles: list[str], row: list[str]) -> None:
    assert assets(read("单位：万元", [titles, row])) == [("total", "1200000")]


def test_row_of_last_year_below_titles_of_assets_is_none_of_this_year() -> None:
    found = read("单位：万元", [["年度", "资产总额"], ["2023年", "100"], ["2024年", "120"]])
    assert assets(found) == [("total", "1200000")]
    assert [entry.reason for entry in found.ignored] == ["last_year"]


@pytest.mark.parametrize("title", ["2024年新增资产情况表", "资产处置情况表", "资产出租情况"])
def test_assets_that_came_or_went_are_no_balance(title: str) -> None:
    assert assets(read(title, "单位：万元", [["项目", "金额"], ["固定资产", "120"]])) == []


def test_cost_and_depreciation_are_left_out_for_a_reason_and_the_net_value_is_kept() -> None:
    rows = [["固定资产原值", "165"], ["减：累计折旧", "65"], ["固定资产净值", "100"], ["流动资产", "20"]]
    found = read("单位：万元", [["资产项目", "金额"], *rows])
    assert assets(found) == [("net_book", "1000000")]
    assert {entry.reason for entry in found.ignored} == {"asset_detail"}
    assert found.unexplained() == []
