"""Copies with a row a line: each tab is a border, so cells keep their places; what may have lost a cell is no table."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.model.document import BlockKind, Document
from pipelines.read.reading import read_bytes

ROWS = [
    ["一级指标", "指标值", "", "得分"],
    ["", "预期", "实际", ""],
    ["产出", "≥95%", "96%", "10"],
    ["", "8次", "9次", "5"],
]


def read(text: str) -> Document:
    document = read_bytes(text.encode(), "报告.txt").document
    assert document is not None
    return document


def grids(document: Document) -> list[list[list[str]]]:
    return [
        [[document.flow(cell).text if cell else "" for cell in row] for row in table.grid()]
        for table in document.tables
    ]


def copied(rows: list[list[str]], mark: str = "\t") -> str:
    return "\n".join(mark.join(row) for row in rows)


def test_rows_with_as_many_tabs_are_a_table_between_its_paragraphs() -> None:
    document = read(f"2023年度自评表\n{copied(ROWS)}\n填表人：某某\n")
    spanning = [["一级指标", "指标值", "指标值", "得分"], *ROWS[1:]]
    assert grids(document) == [spanning]
    assert [block.kind for block in document.blocks][1] is BlockKind.TABLE
    assert [document.flow(block).text for block in document.blocks][::2] == ["2023年度自评表", "填表人：某某"]


def test_a_cell_with_line_breaks_stays_one_cell() -> None:
    rows = [["目标", "完成情况", "得分"], ["1.修路\n2.架桥", "1.已修\n2.已架", "9"]]
    assert grids(read(copied(rows))) == [[rows[0], ["1.修路2.架桥", "1.已修2.已架", "9"]]]


def test_rows_that_lost_the_cells_under_merged_ones_are_no_grid() -> None:
    short = "一级指标\t二级指标\t得分\n产出\t数量\t10\n质量\t5\n"
    assert read(short).tables == ()
    lost = "| 一级指标 | 二级指标 | 得分 |\n| 产出 | 数量 | 10 |\n| 质量 | 5 |\n"
    assert read(lost).tables == ()


def test_lines_with_bars_at_both_ends_are_a_table_from_three_rows_on() -> None:
    barred = [f"| {' | '.join(row)} |" for row in ROWS[2:]]
    assert read("\n".join(barred)).tables == ()
    assert grids(read("\n".join([*barred, barred[1]]))) == [[*ROWS[2:], ROWS[3]]]


@pytest.mark.parametrize(
    "text", ["\t部门职责如下。\n\t负责全县工作。\n", "单位\t某局\n", "总表\t\t\n甲\t乙\t丙\n"]
)
def test_indented_lines_a_single_label_and_a_caption_are_no_table(text: str) -> None:
    assert all(table.columns == 1 or table.rows == 1 for table in read(text).tables)


@given(
    st.lists(
        st.lists(st.text("甲乙丙0123.，（）%", max_size=6), min_size=3, max_size=3), min_size=2, max_size=6
    ).filter(lambda rows: all(row[0] and row[2] for row in rows))
)
def test_every_cell_stands_where_its_tabs_put_it(rows: list[list[str]]) -> None:
    document = read(copied(rows))
    table = document.tables[0]
    said = {(c.row, c.column): document.quote(c.pieces[0]) for c in table.cells if c.pieces}
    assert said == {(r, c): text for r, row in enumerate(rows) for c, text in enumerate(row) if text}
