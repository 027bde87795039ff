"""RTF: rows, merged cells, tables in tables, and writers who forget half of it."""

from __future__ import annotations

from pipelines.model.document import LossKind
from tests.read.rtf.documents import body, cells, texts
from tests.read.rtf.writer import gbk


def row(*columns: str, flags: str = "", first: str = "") -> str:
    edges = "".join(f"{first if n == 0 else ''}\\cellx{(n + 1) * 1000}" for n in range(len(columns)))
    return rf"\trowd{flags}{edges}\pard\intbl " + "".join(rf"{c}\cell " for c in columns) + r"\row "


def test_cells_across_and_down() -> None:
    table = (
        r"\trowd\trhdr\clvmgf\cellx1000\cellx3000\pard\intbl A\cell B\cell\row"
        r"\trowd\clvmrg\cellx1000\cellx2000\cellx3000\pard\intbl\cell C\cell D\cell\row\pard E\par"
    )
    found = body(table)
    placed = [(c.row, c.column, c.row_span, c.column_span) for c in found.tables[0].cells]
    assert placed == [(0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 1, 1), (1, 2, 1, 1)]
    assert cells(found) == ["A", "B", "C", "D"]
    assert found.tables[0].header_rows == 1
    assert texts(found) == ["E"]


def test_a_definition_stays_in_force_until_the_next() -> None:
    found = body(r"\trowd\cellx1000\cellx2000\pard\intbl A\cell B\cell\row\intbl C\cell D\cell\row\pard")
    assert (found.tables[0].rows, cells(found)) == (2, ["A", "B", "C", "D"])


def test_a_definition_may_follow_its_cells() -> None:
    found = body(r"\pard\intbl A\cell B\cell{\trowd\cellx1000\cellx2000\row}\pard E\par")
    assert cells(found) == ["A", "B"]


def test_a_table_beside_a_figure_stays_in_its_cell_and_is_told() -> None:
    inner = r"\pard\intbl\itap2 12\nestcell 34\nestcell{\*\nesttableprops\trowd\cellx400\cellx800\nestrow}{\nonesttables\par}"
    outer = rf"\trowd\cellx1000\cellx2000\pard\intbl A\par{inner}\pard\intbl B\cell 56\cell\row\pard"
    found = body(outer)
    assert cells(found) == ["A 12 34 B", "56"]
    assert [loss.kind for loss in found.losses] == [LossKind.TABLE_NOT_READ]


def test_empty_cells_that_libreoffice_writes_behind_an_inner_table_are_none() -> None:
    inner = r"\pard\intbl\itap2 12\nestcell 34\nestcell{\*\nesttableprops\trowd\cellx400\cellx800\nestrow}{\nonesttables\par}"
    outer = rf"\trowd\cellx1000\cellx2000\pard\intbl A\cell{inner}\pard\intbl\cell\cell\cell\row\pard"
    found = body(row("B", "C") + outer)
    assert [(table.columns, [found.flow(c).text for c in table.cells]) for table in found.tables] == [
        (2, ["B", "C"]),
        (2, ["12", "34"]),
    ]
    assert found.losses == ()


def test_paragraphs_and_breaks_in_cells_keep_numbers_apart() -> None:
    assert cells(body(row(r"12\par 34", r"56\line 78"))) == ["12 34", "56 78"]


def test_one_cell_is_a_frame_around_text() -> None:
    found = body(row(rf"\f1 {gbk('一、概况')}\par {gbk('正文')}") + r"\pard")
    assert texts(found) == ["一、概况", "正文"]
    assert found.tables == ()


def test_what_a_writer_left_open_is_not_lost() -> None:
    assert cells(body(r"\trowd\cellx1000\cellx2000\pard\intbl A\cell B")) == ["A", "B"]
    assert cells(body(r"\trowd\cellx1000\cellx2000\pard\intbl A\cell B\row")) == ["A", "B"]
    assert texts(body(r"\pard A")) == ["A"]


def test_rows_that_do_not_fit_their_definition_are_told() -> None:
    found = body(row("A", "B") + r"\trowd\cellx1000\cellx2000\pard\intbl C\cell D\cell E\cell\row\pard")
    assert cells(found) == ["A", "B", "C", "D", "E"]
    assert [loss.kind for loss in found.losses] == [LossKind.TABLE_NOT_READ]


def test_a_deleted_paragraph_mark_in_a_cell_ends_nothing() -> None:
    assert cells(body(row(r"98{\deleted\par}.5", "B"))) == ["98.5", "B"]


def test_footnotes_in_cells_stay_out_of_the_table() -> None:
    note = r"{\super\chftn{\footnote\pard\plain\chftn N\par}}"
    found = body(row(f"A{note}", "B") + r"\pard E\par")
    assert cells(found) == ["A¹", "B"]
    assert texts(found) == ["E", "¹N"]
