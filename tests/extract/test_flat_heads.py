"""Forms copied a cell a line: titles in two rows, stages as rows, rows that lost no cell."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.extract.flat import rebuild_tables
from pipelines.extract.report import extract
from pipelines.model.claims import Card, ReportClaims
from pipelines.read.reading import read_bytes

TITLE = "石桥县教育局2023年度部门整体支出绩效自评报告"


def report(*cells: str) -> ReportClaims:
    text = "\n".join([TITLE, "一、基本情况", *cells, "二、自评结论", "总体完成较好。"])
    document = read_bytes(text.encode(), "report.txt", Path("unused")).document
    assert document is not None
    return extract(rebuild_tables(document).values[0], Card()).values[0]


def money(*cells: str) -> list[str]:
    return [f"{c.category} {c.stage} {c.amount.text}" for c in report("单位：万元", *cells).budget]


def staff(*cells: str) -> list[str]:
    return [f"{c.kind} {c.basis} {c.headcount}" for c in report(*cells).staff]


HEADS = ["编制数", "年末在职人数", "退休人员"]
KINDS = ["合计", "行政编制", "事业编制", "合计", "行政人员", "事业人员"]


def test_kinds_of_people_stand_below_the_titles_whose_sums_they_give() -> None:
    assert staff(*HEADS, *KINDS, "60", "25", "35", "56", "24", "32", "18") == [
        "authorized authorized 60",
        "administrative authorized 25",
        "institution authorized 35",
        "on_post actual 56",
        "administrative actual 24",
        "institution actual 32",
        "retired actual 18",
    ]


@pytest.mark.parametrize(
    "values",
    [
        ["60", "25", "34", "56", "24", "32", "18"],  # no group adds up
        ["60", "25", "35", "56", "24", "32"],  # a value is lost
        ["60", "25", "35", "56", "24", "32", "18", "4"],
    ],
)
def test_kinds_of_people_whose_sums_fit_no_title_are_left(values: list[str]) -> None:
    assert staff(*HEADS, *KINDS, *values) == []


def test_kinds_below_every_title_need_no_sum() -> None:
    assert staff("编制数", "在职人数", *["行政", "事业"] * 2, "25", "35", "24", "32") == [
        "administrative authorized 25",
        "institution authorized 35",
        "administrative actual 24",
        "institution actual 32",
    ]


ROWS = [
    "年初预算数",
    "820.4",
    "600.4",
    "540.2",
    "60.2",
    "220",
    "决算数",
    "821.25",
    "610.5",
    "551",
    "59.5",
    "210.75",
]


def test_stages_as_rows_below_titles_of_categories_in_two_rows() -> None:
    found = money("类别", "合计", "基本支出", "项目支出", "小计", "人员经费", "公用经费", *ROWS)
    assert found[:5] == [
        "total initial 820.4",
        "basic initial 600.4",
        "personnel initial 540.2",
        "operating initial 60.2",
        "project initial 220",
    ]
    assert len(found) == 10


def test_titles_in_two_rows_whose_parts_do_not_give_the_sum_are_left() -> None:
    wrong = [value.replace("540.2", "530.2") for value in ROWS]
    assert money("类别", "合计", "基本支出", "项目支出", "小计", "人员经费", "公用经费", *wrong) == []


def test_stages_as_rows_of_different_lengths_are_left() -> None:
    cells = [
        "项目",
        "人员经费",
        "公用经费",
        "合计",
        "年初预算数",
        "520",
        "80",
        "600",
        "全年执行数",
        "510",
        "590",
    ]
    assert money(*cells) == []


NAMED = ["支出项目", "年初预算", "年末决算", "增减比例"]


def test_rows_with_a_value_for_every_title_are_a_table_whatever_they_are_called() -> None:
    cells = [*NAMED, "一、基本支出", "455.1", "460.22", "1.13%", "二、项目支出", "200", "188.8", "-5.60%"]
    assert money(*cells) == [
        "basic initial 455.1",
        "basic executed 460.22",
        "project initial 200",
        "project executed 188.8",
    ]


def test_a_row_that_lost_a_cell_leaves_no_table_of_uniform_rows() -> None:
    titles = ["支出项目", "年初预算", "调整预算", "年末决算"]
    cells = [*titles, "一、基本支出", "455.1", "460", "460.22", "二、项目支出", "200", "188.8"]
    assert not any(figure.startswith("project") for figure in money(*cells))
