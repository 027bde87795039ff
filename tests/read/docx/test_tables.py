"""DOCX: merged cells, header rows, tables in tables, rows that do not fit together."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.model.document import Document, LossKind, Table
from tests.read.docx.files import cells, p, package, read, tbl, tc, texts, tr

DOWN = '<w:vMerge w:val="restart"/>'
ON = "<w:vMerge/>"


def span(count: int) -> str:
    return f'<w:gridSpan w:val="{count}"/>'


def only_table(body: str) -> tuple[Document, Table]:
    document = read(package(body))
    (table,) = document.tables
    return document, table


def test_header_rows_are_those_at_the_top_that_are_marked() -> None:
    head, off = "<w:tblHeader/>", '<w:tblHeader w:val="0"/>'
    row = [tc(p("甲")), tc(p("乙"))]
    _, table = only_table(
        tbl(
            tr(*row, properties=head),
            tr(*row, properties=head),
            tr(*row, properties=off),
            tr(*row, properties=head),
        )
    )
    assert table.header_rows == 2


def test_columns_skipped_before_and_after_a_row() -> None:
    rows = tr(tc(p("甲")), tc(p("乙")), tc(p("丙"))) + tr(
        tc(p("丁")), properties='<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/>'
    )
    _, table = only_table(tbl(rows))
    assert (table.rows, table.columns) == (2, 3)
    assert [(c.row, c.column) for c in table.cells] == [(0, 0), (0, 1), (0, 2), (1, 1)]


def test_a_cell_goes_on_below_only_where_its_edges_go_on() -> None:
    rows = (
        tr(tc(p("指标"), span(2) + DOWN), tc(p("值")))
        + tr(tc(p(), span(2) + ON), tc(p("1")))
        + tr(tc(p("另"), ON), tc(p("格")), tc(p("2")))
    )
    document, table = only_table(tbl(rows))
    found = [(c.row, c.column, c.row_span, c.column_span, document.flow(c).text) for c in table.cells]
    assert found == [
        (0, 0, 2, 2, "指标"),
        (0, 2, 1, 1, "值"),
        (1, 2, 1, 1, "1"),
        (2, 0, 1, 1, "另"),
        (2, 1, 1, 1, "格"),
        (2, 2, 1, 1, "2"),
    ]


def test_cells_merged_across_in_the_old_way() -> None:
    rows = tr(tc(p("总分"), '<w:hMerge w:val="restart"/>'), tc(p(), "<w:hMerge/>"), tc(p("98.5")))
    document, table = only_table(tbl(rows))
    assert [(c.column, c.column_span) for c in table.cells] == [(0, 2), (2, 1)]
    assert cells(document) == ["总分", "98.5"]


def test_a_table_beside_a_figure_stays_in_its_cell_with_its_cells_apart_and_is_told() -> None:
    inner = tbl(tr(tc(p("12")), tc(p("34")))) + tbl(tr(tc(p("删")), properties="<w:del/>"))
    document, _ = only_table(tbl(tr(tc(p("外") + inner + p("尾")), tc(p("56")))))
    assert cells(document) == ["外12 34尾", "56"]
    assert [loss.kind for loss in document.losses] == [LossKind.TABLE_NOT_READ]


def test_a_table_set_in_a_column_of_frames_is_a_table_of_its_own() -> None:
    inner = tbl(tr(tc(p("甲")), tc(p("1"))), tr(tc(p("乙")), tc(p("2"))))
    document, table = only_table(tbl(tr(tc(p("一、概况"))), tr(tc(inner))))
    assert texts(document) == ["一、概况"]
    assert (table.rows, table.columns) == (2, 2)


def test_text_in_a_cell_that_is_merged_into_the_one_above_is_not_printed() -> None:
    document, _ = only_table(tbl(tr(tc(p("产出"), DOWN), tc(p("1"))), tr(tc(p("产出"), ON), tc(p("2")))))
    assert cells(document) == ["产出", "1", "2"]


def test_a_table_of_absurd_width_is_cut_aloud() -> None:
    document = read(package(tbl(tr(*[tc(p("格"))] * 300)) + p("完")))
    assert document.tables[0].columns == 256
    assert [loss.kind for loss in document.losses] == [LossKind.TABLE_NOT_READ]
    assert texts(document) == ["完"]


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_any_way_of_merging_covers_every_place_once(data: st.DataObject) -> None:
    rows, columns = data.draw(st.integers(1, 5)), data.draw(st.integers(2, 5))
    owner: dict[tuple[int, int], tuple[int, int, int, int]] = {}
    for row in range(rows):
        for column in range(columns):
            if (row, column) in owner:
                continue
            free = 1
            while column + free < columns and (row, column + free) not in owner:
                free += 1
            wide, high = data.draw(st.integers(1, free)), data.draw(st.integers(1, rows - row))
            for r in range(row, row + high):
                for c in range(column, column + wide):
                    owner[r, c] = row, column, high, wide
    body = ""
    for row in range(rows):
        line = ""
        for column in range(columns):
            top, left, high, wide = owner[row, column]
            if column == left:
                merge = "" if high == 1 else DOWN if row == top else ON
                line += tc(p(f"{top}.{left}") if row == top else p(), span(wide) + merge)
        body += tr(line)
    if len(set(owner.values())) == 1:
        return  # one cell is a frame, not a table
    document, table = only_table(tbl(body))
    assert {(c.row, c.column, c.row_span, c.column_span) for c in table.cells} == set(owner.values())
    for place, (top, left, _, _) in owner.items():
        cell = table.grid()[place[0]][place[1]]
        assert cell is not None
        assert document.flow(cell).text == f"{top}.{left}"


@pytest.mark.parametrize("value", ["-1", "0", "x", "99999999999999999999"])
def test_spans_that_are_no_numbers_do_no_harm(value: str) -> None:
    document, table = only_table(tbl(tr(tc(p("甲"), f'<w:gridSpan w:val="{value}"/>'), tc(p("乙")))))
    assert cells(document) == ["甲", "乙"]
    assert table.columns == 2
