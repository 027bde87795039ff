"""Where the unit of a table may stand: below it, in its last row, in the name of its sheet, or proved by an equal figure."""

from __future__ import annotations

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.extract.found import Found
from pipelines.extract.tables.labelling import table_numbers
from tests.extract.reading import figures, read
from tests.read.sheets.books import read as sheets
from tests.read.sheets.books import saved

PROJECTS = [
    ["序号", "项目名称", "年初预算", "实际支出"],
    ["1", "渠道维修", "153.50", "140"],
    ["2", "水库养护", "50.00", "40"],
]
SUM = ["", "合计", "203.50", "180"]
INDICATORS = [["一级指标", "二级指标", "指标值", "完成值"], ["产出指标", "数量指标", "≥3处", "3处"]]
CLAIMED = [
    ("渠道维修", "initial", 1535000),
    ("渠道维修", "executed", 1400000),
    ("水库养护", "initial", 500000),
    ("水库养护", "executed", 400000),
]


def items(found: Found) -> list[tuple[str, str, int]]:
    return [(claim.name, claim.stage, int(claim.amount.value)) for claim in found.items]


@pytest.mark.parametrize(
    "note",
    [
        "注：单位为万元",
        "备注：金额单位：万元。",
        "注：1.表内金额单位均为万元",
        "说明：本表单位为万元",
        "（单位：万元）",
    ],
)
def test_note_below_a_table_says_its_unit(note: str) -> None:
    found = read(PROJECTS, note)
    assert items(found) == CLAIMED
    assert {claim.causes for claim in found.items} == {("unit_far",)}


@pytest.mark.parametrize("note", ["注：单位为万元", "单位：万元"])
def test_last_row_of_a_table_says_its_unit(note: str) -> None:
    assert items(read([*PROJECTS, [note] * 4])) == CLAIMED
    assert items(read([*PROJECTS, [note, "", "", ""]])) == CLAIMED


def test_unit_between_two_tables_is_of_the_upper_one_where_a_title_follows_it() -> None:
    assert items(read(PROJECTS, "（单位：万元）", "四、指标完成情况", INDICATORS)) == CLAIMED
    assert items(read(PROJECTS, "（单位：万元）", INDICATORS)) == []


def test_note_of_another_kind_of_unit_says_nothing() -> None:
    assert items(read(PROJECTS, "注：单位为元/人")) == []


def test_projects_have_the_unit_of_their_sum_that_the_text_proves() -> None:
    found = read("2024年项目支出年初预算203.50万元。", [*PROJECTS, SUM])
    assert items(found) == CLAIMED
    assert figures(found) == [
        "project initial 203.5",
        "project initial 203.5",
        "project executed 180",
    ]
    assert found.problems == []


def test_projects_whose_sum_nothing_proves_are_told_one_by_one() -> None:
    found = read([*PROJECTS, SUM])
    assert items(found) == []
    assert [problem.kind for problem in found.problems] == ["unit_missing"] * 6


@pytest.mark.parametrize(
    ("name", "factor"), [("项目支出(万元)", 10000), ("项目支出（单位：元）", 1), ("项目", 0)]
)
def test_name_of_a_sheet_says_the_unit_of_its_table(name: str, factor: int) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = name
    for row in PROJECTS:
        sheet.append(row)
    (table,) = table_numbers(sheets(saved(book)))
    amounts = [number.quantity for number in table.numbers]
    assert [0 if q is None else q.value for q in amounts] == [n * factor for n in (153.5, 140, 50, 40)]
