"""Tables: cells where Word draws them, whatever way their merges and widths are stored."""

from __future__ import annotations

import struct
from dataclasses import replace

import pytest

from pipelines.model.document import Document, LossKind, Table
from tests.read.doc.tables import HEADER_ROW, Cell, define, depth, row
from tests.read.doc.test_samples import read
from tests.read.doc.test_text import texts
from tests.read.doc.writer import DELETED, IN_TABLE, ROW_END, Par, Run, WordFile, par

INNER_CELL = b"\x4b\x24\x01"  # sprmPFInnerTableCell
INNER_ROW = b"\x4c\x24\x01"  # sprmPFInnerTtp


def read_paragraphs(*main: Par) -> Document:
    return read(WordFile([*main, par("完")]).to_bytes())


def grid(document: Document, number: int = 0) -> list[list[str]]:
    table = document.tables[number]
    return [["" if c is None else document.flow(c).text for c in line] for line in table.grid()]


def shape(table: Table) -> list[tuple[int, int, int, int]]:
    return [(c.row, c.column, c.row_span, c.column_span) for c in table.cells]


def test_a_row_of_many_columns_whose_properties_lie_in_the_data_stream_is_read() -> None:
    cells = [Cell(str(i), 300 * (i + 1)) for i in range(40)]
    document = read_paragraphs(*row(cells), *row(cells))
    assert grid(document) == [[str(i) for i in range(40)]] * 2
    assert document.losses == ()


def test_a_row_whose_properties_are_cut_off_is_noted_as_lost_and_its_text_is_kept() -> None:
    end = par("", IN_TABLE + ROW_END + struct.pack("<HI", 0x6646, 99_999), mark="\x07")
    cells = [par(text, IN_TABLE, mark="\x07") for text in ("甲", "12.5")]
    document = read_paragraphs(*cells, end)
    assert grid(document) == [["甲", "12.5"]]
    assert LossKind.TABLE_NOT_READ in {loss.kind for loss in document.losses}


def test_edges_that_are_drawn_as_one_line_are_one_column() -> None:
    first = row([Cell("甲", 3000), Cell("乙", 6000)])
    second = row([Cell("1", 3012), Cell("2", 5991)], left=-8)
    document = read_paragraphs(*first, *second)
    assert grid(document) == [["甲", "乙"], ["1", "2"]]


def test_rows_of_other_widths_make_spans() -> None:
    document = read_paragraphs(
        *row([Cell("标题", 6000)]),
        *row([Cell("甲", 2000), Cell("乙", 6000)]),
        *row([Cell("丙", 4000), Cell("丁", 6000)]),
    )
    assert shape(document.tables[0]) == [(0, 0, 1, 3), (1, 0, 1, 1), (1, 1, 1, 2), (2, 0, 1, 2), (2, 2, 1, 1)]


def test_what_a_continued_cell_still_holds_is_not_read() -> None:
    document = read_paragraphs(
        *row([Cell("合并", 3000, 3 << 5), Cell("1", 6000)]),
        *row([Cell("旧值99", 3000, 1 << 5), Cell("2", 6000)]),
    )
    assert grid(document) == [["合并", "1"], ["合并", "2"]]
    assert "99" not in document.text


def test_a_continuation_below_nothing_begins_a_cell() -> None:
    document = read_paragraphs(
        *row([Cell("甲", 3000, 1 << 5), Cell("1", 6000)]), *row([Cell("乙", 3000), Cell("2", 6000)])
    )
    assert grid(document) == [["甲", "1"], ["乙", "2"]]


@pytest.mark.parametrize(
    ("sprms", "wanted"),
    [
        (struct.pack("<HBBH", 0x7621, 1, 1, 500), [(0, 0, 1, 1), (0, 1, 1, 1), (0, 2, 1, 1)]),  # insert
        (struct.pack("<HBB", 0x5622, 2, 9), [(0, 0, 1, 1), (0, 1, 1, 1), (0, 2, 1, 1)]),  # delete none, kept
        (struct.pack("<HBB", 0x5624, 0, 2), [(0, 0, 1, 2), (0, 2, 1, 1)]),  # merge
        (struct.pack("<HBB", 0x5624, 0, 2) + struct.pack("<HBB", 0x5625, 0, 2), [(0, 0, 1, 1), (0, 1, 1, 1), (0, 2, 1, 1)]),
        (struct.pack("<HBBH", 0x7623, 0, 1, 900), [(0, 0, 1, 1), (0, 1, 1, 1), (0, 2, 1, 1)]),  # widen
    ],
)  # fmt: skip
def test_later_changes_to_a_row_are_applied(sprms: bytes, wanted: list[tuple[int, int, int, int]]) -> None:
    edges = [0, 1000, 2000] if sprms.startswith(b"\x21\x76") else [0, 1000, 2000, 3000]
    cells = [par(text, IN_TABLE, mark="\x07") for text in ("甲", "乙", "丙")]
    end = par("", IN_TABLE + ROW_END + define(edges) + sprms, mark="\x07")
    assert shape(read_paragraphs(*cells, end).tables[0]) == wanted


def test_the_text_has_other_cells_than_the_definition_says() -> None:
    cells = [par(text, IN_TABLE, mark="\x07") for text in ("甲", "乙", "丙")]
    end = par("", IN_TABLE + ROW_END + define([0, 1000, 2000]), mark="\x07")
    document = read_paragraphs(*cells, end)
    assert grid(document) == [["甲", "乙", "丙"]]
    assert [loss.kind for loss in document.losses] == [LossKind.TABLE_NOT_READ]


def test_cells_without_properties_are_noted_as_a_lost_table() -> None:
    document = read_paragraphs(par("甲", mark="\x07"), par("12.5", mark="\x07"), par("", mark="\x07"))
    assert texts(document) == ["甲", "12.5", "完"]
    assert [loss.kind for loss in document.losses] == [LossKind.TABLE_NOT_READ]


def test_header_rows_are_counted_from_the_top() -> None:
    rows = [
        list(row([Cell("名称", 3000), Cell("数", 6000)], HEADER_ROW if i in (0, 1, 3) else b""))
        for i in range(4)
    ]
    assert read_paragraphs(*(p for one in rows for p in one)).tables[0].header_rows == 2


def test_a_deleted_row_is_left_out() -> None:
    *cells, end = row([Cell("删", 3000), Cell("99", 6000)])
    deleted = [par(cell.runs[0].text, cell.papx, mark="\x07", chpx=DELETED) for cell in cells]
    end = Par((), end.papx, mark="\x07", mark_chpx=DELETED)
    document = read_paragraphs(*deleted, end, *row([Cell("留", 3000), Cell("1", 6000)]))
    assert grid(document) == [["留", "1"]]
    document = read_paragraphs(*cells, end, *row([Cell("留", 3000), Cell("1", 6000)]))
    assert grid(document) == [["删", "99"], ["留", "1"]]  # the row below is deleted, says LibreOffice there


def test_a_table_beside_a_figure_stays_in_its_cell_and_is_told() -> None:
    inside = IN_TABLE + depth(2)
    inner = [par(text, inside + INNER_CELL) for text in ("内1", "内2")]
    inner.append(par("", inside + INNER_ROW + define([0, 1000, 2000])))
    *_, end = row([Cell("", 3000), Cell("", 6000)])
    outside = [
        par("外", IN_TABLE),
        *inner,
        par("", IN_TABLE, mark="\x07"),
        par("56", IN_TABLE, mark="\x07"),
        end,
    ]
    document = read_paragraphs(*outside)
    assert grid(document) == [["外内1内2", "56"]]
    assert len(document.tables) == 1
    assert [loss.kind for loss in document.losses] == [LossKind.TABLE_NOT_READ]


def test_a_table_inside_a_frame_is_a_table_and_the_frame_is_none() -> None:
    inside = IN_TABLE + depth(2)
    inner = [par(text, inside + INNER_CELL) for text in ("内1", "内2")]
    inner.append(par("", inside + INNER_ROW + define([0, 1000, 2000])))
    *_, end = row([Cell("", 6000)])
    document = read_paragraphs(par("框内正文", IN_TABLE), *inner, par("", IN_TABLE, mark="\x07"), end)
    assert texts(document) == ["框内正文", "完"]
    assert grid(document) == [["内1", "内2"]]


def test_a_table_that_lost_its_last_row_end_keeps_its_text() -> None:
    document = read(
        WordFile(
            [
                *row([Cell("甲", 3000), Cell("1", 6000)]),
                par("乙", IN_TABLE, mark="\x07"),
                par("2", IN_TABLE, mark="\x07"),
            ]
        ).to_bytes()
    )
    assert [cell for line in grid(document) for cell in line][:4] == ["甲", "1", "乙", "2"]


def test_a_thousand_rows_with_edges_of_their_own_make_no_endless_grid() -> None:
    rows = [p for i in range(400) for p in row([Cell("甲", 1000 + 40 * i), Cell(str(i), 25_000)])]
    document = read_paragraphs(*rows)
    assert document.tables[0].columns <= 256
    assert document.tables[0].rows == 400


@pytest.mark.parametrize(
    ("shading", "seen"),
    [
        (b"\x09\xd6\x04" + bytes(4), False),  # sprmTDefTableShd80
        (b"\x09\xd6\x04" + bytes(2) + b"\x40\x00", True),
        (b"\x12\xd6\x0a" + b"\x00\x00\x00\xff" * 2 + bytes(2), False),  # sprmTDefTableShd
        (b"\x12\xd6\x0a" + b"\x00\x00\x00\xff\x00\x00\x80\x00" + bytes(2), True),
    ],
)
def test_white_in_a_table_is_read_where_a_cell_may_be_coloured(shading: bytes, seen: bool) -> None:
    *_, end = row([Cell("", 3000), Cell("", 6000)])
    white = Par((Run("1"), Run("9", b"\x42\x2a\x08")), IN_TABLE, mark="\x07")
    document = read_paragraphs(par("名", IN_TABLE, mark="\x07"), white, replace(end, papx=end.papx + shading))
    assert grid(document) == [["名", "19" if seen else "1"]]
