"""Tables beside one another on a sheet are two; a column left out of one table does not make it two."""

from __future__ import annotations

import openpyxl
import pytest
from openpyxl.styles import Border, Side
from openpyxl.worksheet.worksheet import Worksheet

from pipelines.model.document import Document
from tests.read.sheets.books import read, rows_of, saved

LEFT: list[list[str | int]] = [["项目", "执行数"], ["基本支出", 90], ["合计", 130]]
RIGHT: list[list[str | int]] = [["项目", "年初预算数"], ["基本支出", 110], ["合计", 170]]
LINE = Side(style="thin")


def sheet(*blocks: tuple[int, int, list[list[str | int]]], ruled: bool = False) -> Document:
    """Each block of cells from its row and column on."""
    made = openpyxl.Workbook()
    target = made.active
    assert isinstance(target, Worksheet)
    for top, left, rows in blocks:
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                cell = target.cell(top + row, left + column, value)
                if ruled:
                    cell.border = Border(left=LINE, right=LINE, top=LINE, bottom=LINE)
    return read(saved(made))


def texts(rows: list[list[str | int]]) -> list[list[str]]:
    return [[str(value) for value in row] for row in rows]


@pytest.mark.parametrize("ruled", [True, False])
def test_tables_with_labels_of_their_own_on_both_sides_of_an_empty_column_are_two(ruled: bool) -> None:
    over: list[list[str | int]] = [["某局2024年收支情况"]]
    below: list[list[str | int]] = [["注：含结转"]]
    document = sheet((1, 1, over), (2, 1, LEFT), (2, 4, RIGHT), (5, 1, below), ruled=ruled)
    assert [rows_of(document, n) for n in range(len(document.tables))] == [texts(LEFT), texts(RIGHT)]
    assert [document.flow(b).text for b in document.blocks if b.table is None] == [
        "某局2024年收支情况",
        "注：含结转",
    ]


def test_a_column_left_out_of_a_table_does_not_part_its_labels_from_its_figures() -> None:
    figures: list[list[str | int]] = [["年初预算数", "决算数"], [110, 100], [170, 160]]
    document = sheet((1, 1, LEFT), (1, 4, figures))
    assert [len(document.tables), len(rows_of(document)[0])] == [1, 4]
