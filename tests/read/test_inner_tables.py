"""Tables in cells of another table: each is a table of its own, its labels stand above it, and nothing of it is lost silently."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from pipelines.extract.report import extract
from pipelines.model.claims import Card
from pipelines.model.document import Document, LossKind
from pipelines.read.draft import DraftCell
from pipelines.read.inner_tables import take_apart
from pipelines.read.reading import read_bytes
from tests.read.doc.tables import Cell, define, depth, row
from tests.read.doc.test_tables import INNER_CELL, INNER_ROW
from tests.read.doc.writer import IN_TABLE, Par, WordFile, par
from tests.read.docx import files as word
from tests.read.odf import files as odf
from tests.read.rtf import writer as rtf

Rows = Sequence[Sequence[str]]
INNER = [["项目", "年初预算数", "执行数"], ["合计", "210", "190"], ["项目支出", "90", "80"]]
OUTER = [["单位名称", "某局"], ["预算执行情况", "单位：万元"], ["自评结论", "优"]]
HOLDER = "单位：万元"
TITLE = "青岩县民政局2024年度部门整体支出绩效自评报告"


def docx() -> bytes:
    def grid(rows: Rows) -> str:
        return word.tbl(*(word.tr(*map(cell, line)) for line in rows))

    def cell(text: str) -> str:
        return word.tc(word.p(text) + (grid(INNER) + word.p() if text == HOLDER else ""))

    return word.package(word.p(TITLE) + grid(OUTER))


def odt() -> bytes:
    def grid(rows: Rows) -> str:
        return odf.tbl(*(odf.tr(*map(cell, line)) for line in rows))

    def cell(text: str) -> str:
        return odf.tc(odf.p(text) + (grid(INNER) if text == HOLDER else ""))

    return odf.odt(odf.p(TITLE) + grid(OUTER))


def in_rtf() -> bytes:
    row_ends = r"{\*\nesttableprops\trowd\cellx700\cellx1400\cellx2100\nestrow}{\nonesttables\par}"
    inner = "".join(
        "".join(rf"\pard\intbl\itap2\f1 {rtf.gbk(text)}\nestcell" for text in line) + row_ends
        for line in INNER
    )

    def cell(text: str) -> str:
        return rf"\pard\intbl\f1 {rtf.gbk(text)}" + (
            rf"\par{inner}\pard\intbl\cell" if text == HOLDER else r"\cell"
        )

    return rtf.file(
        rtf.paragraph(TITLE)
        + "".join(r"\trowd\cellx2400\cellx4800" + "".join(map(cell, line)) + r"\row" for line in OUTER)
        + r"\pard"
    )


def doc() -> bytes:
    inside = IN_TABLE + depth(2)
    inner: list[Par] = []
    for line in INNER:
        inner += [par(text, inside + INNER_CELL) for text in line]
        inner.append(par("", inside + INNER_ROW + define([0, 700, 1400, 2100])))
    main = [par(TITLE)]
    for line in OUTER:
        first, second, end = row([Cell(line[0], 2400), Cell(line[1], 4800)])
        held = [par(HOLDER, IN_TABLE), *inner, par("", IN_TABLE, mark="\x07")]
        main += [first, *(held if line[1] == HOLDER else [second]), end]
    return WordFile([*main, par("完")]).to_bytes()


def outline(document: Document) -> list[str | list[list[str]]]:
    """Texts of paragraphs; tables as their cells."""
    found: list[str | list[list[str]]] = []
    for block in document.blocks:
        if block.table is None:
            found.append(document.flow(block).text)
            continue
        grid = document.tables[block.table].grid()
        found.append([["" if c is None else document.flow(c).text for c in line] for line in grid])
    return found


@pytest.mark.parametrize("write", [docx, odt, in_rtf, doc])
def test_a_table_in_a_cell_of_a_form_is_read_where_it_stands(write: Callable[[], bytes]) -> None:
    document = read_bytes(write(), "报告").document
    assert document is not None
    assert outline(document)[:6] == [TITLE, OUTER[:1], "预算执行情况", HOLDER, INNER, OUTER[2:]]
    assert document.losses == ()
    (claims,) = extract(document, Card()).values
    figures = [document.text[c.spans[0].start : c.spans[0].end] for c in claims.budget]
    assert figures == ["210", "190", "90", "80"]


def page(rows: Rows) -> str:
    """The table of a page; 表 stands for the inner table."""
    lines = ("".join(f"<td>{page(INNER) if text == '表' else text}</td>" for text in line) for line in rows)
    return f"<table>{''.join(f'<tr>{line}</tr>' for line in lines)}</table>"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            [["支出", "预算数"], ["基本支出", "120"], ["项目情况", "表"]],
            [["支出", "预算数"], ["基本支出", "120"]],
        ),
        ([["单位", "某局"], ["情况", "表"], *[["目标", "完成"]] * 10], [["单位", "某局"]]),
    ],
)
def test_a_table_in_a_cell_of_a_table_of_data_is_read_on_a_page(rows: Rows, expected: Rows) -> None:
    document = read_bytes(f"<p>{TITLE}</p>{page(rows)}".encode(), "a.html").document
    assert document is not None
    assert outline(document)[1:4] == [expected, rows[len(expected)][0], INNER]


def test_a_table_beside_a_figure_of_a_page_is_told() -> None:
    rows = [["支出", "内容", "执行数"], ["基本支出", "工资", "110"], ["项目支出", "表", "80"]]
    document = read_bytes(f"<p>{TITLE}</p>{page(rows)}".encode(), "a.html").document
    assert document is not None
    assert [(table.rows, table.columns) for table in document.tables] == [(3, 3)]
    assert [loss.kind for loss in document.losses] == [LossKind.TABLE_NOT_READ]


def cells(*rows: str, tied: int = 1) -> list[DraftCell]:
    """Cells of rows such as 项目|80; the first one reaches over ``tied`` rows."""
    return [
        DraftCell(r, c, tied if (r, c) == (0, 0) else 1, 1, (text,))
        for r, line in enumerate(rows)
        for c, text in enumerate(line.split("|"))
    ]


def parts(found: list[DraftCell]) -> list[tuple[str, bool]] | None:
    """Cells of the parts, those with 表 hold a table; None where it cannot be told."""
    told = take_apart(found, lambda cell: cell.lines == ("表",), lambda cell: "".join(cell.lines))
    if told is None:
        return None
    return [(" ".join(text for c in part.cells for text in c.lines), part.is_table) for part in told]


def test_rows_with_figures_below_an_inner_table_stay_under_their_header() -> None:
    assert parts(cells("支出|预算数", "项目情况|表", "公用经费|20")) == [
        ("支出 预算数 公用经费 20", True),
        ("项目情况 表", False),
    ]
    found = parts(cells("支出|预算数", "基本支出|120", "明细（单位：元）", "项目情况|表", "公用经费|20"))
    assert found == [("支出 预算数 基本支出 120 公用经费 20", True), ("明细（单位：元） 项目情况 表", False)]


def test_rows_that_a_merged_cell_ties_to_an_inner_table_are_read_with_it() -> None:
    found = parts(cells("预算情况|表", "说明|按时", "结论|优", tied=2))
    assert found == [("预算情况 表 说明 按时", False), ("结论 优", True)]


@pytest.mark.parametrize("figure", ["80", "1,200.50万元", "（80）", "98%", "９５分"])
def test_an_inner_table_beside_a_figure_is_not_taken_apart(figure: str) -> None:
    assert parts(cells("项目支出|表", f"基本支出|{figure}")) is not None
    assert parts(cells(f"项目支出|表|{figure}")) is None
