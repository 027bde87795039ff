"""Text PDF: grids as ruled, tables over pages, paragraphs rejoined, a box for every quote."""

from __future__ import annotations

import io
from pathlib import Path

import pdfplumber
import pytest
from pdfplumber.table import TableFinder
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import PageBreak

from pipelines.model.document import BlockKind, Document, Span
from pipelines.read.reading import read_bytes
from tests.read.files import INDICATORS, MERGES, docx_bytes, grid_table, pdf_bytes

SENTENCE = "2024年度人员经费预算资金141.19万元，调整预算资金141.19万元，到位资金141.19万元，资金执行141.19万元，总体完成率100%。"
WIDTHS = (30, 60, 70, 80, 40, 50, 40, 80)


def read(data: bytes) -> Document:
    result = read_bytes(data, "报告.pdf")
    assert result.document is not None, result.message_zh
    assert result.reader == "pdf"
    return result.document


def texts(document: Document, *kinds: BlockKind) -> list[str]:
    return [document.flow(b).text for b in document.blocks if b.kind in kinds]


def cells(document: Document, table: int = 0) -> dict[tuple[int, int, int, int], str]:
    return {
        (c.row, c.column, c.row_span, c.column_span): document.flow(c).text
        for c in document.tables[table].cells
    }


def grid(document: Document, table: int = 0) -> list[list[str]]:
    return [[document.flow(c).text if c else "∅" for c in row] for row in document.tables[table].grid()]


def test_the_same_table_reads_the_same_from_pdf_and_docx() -> None:
    from_pdf = read(pdf_bytes("一、概况", grid_table(INDICATORS, MERGES, WIDTHS), "完"))
    from_docx = read_bytes(docx_bytes((INDICATORS, MERGES)), "x").document
    assert from_docx is not None
    assert cells(from_pdf) == cells(from_docx)
    assert [b.kind.value for b in from_pdf.blocks] == ["heading", "table", "paragraph", "furniture"]


def test_wrapped_sentences_are_rejoined_over_lines_and_pages() -> None:
    document = read(pdf_bytes("二、收支情况", *[SENTENCE] * 40))
    assert len(document.pages) > 2
    paragraphs = texts(document, BlockKind.PARAGRAPH)
    assert paragraphs == [SENTENCE] * 40
    assert texts(document, BlockKind.HEADING) == ["二、收支情况"]
    assert texts(document, BlockKind.FURNITURE) == [f"- {p.number} -" for p in document.pages]


def test_running_headers_and_bare_page_numbers_are_set_apart() -> None:
    data = pdf_bytes(*[SENTENCE] * 40, header="赵县总工会 2024 年度", numbered=False)
    document = read(data)
    assert set(texts(document, BlockKind.FURNITURE)) == {"赵县总工会 2024 年度"}
    assert texts(document, BlockKind.PARAGRAPH) == [SENTENCE] * 40


def test_a_table_over_pages_is_one_table_without_repeated_headers() -> None:
    body = [[str(n), f"项目{n}的名称", f"{n}.50", "已完成"] for n in range(1, 81)]
    header = ["序号", "项目", "预算数（万元）", "说明"]
    document = read(
        pdf_bytes("项目明细", grid_table([header, *body], widths=(40, 150, 100, 80), repeat=1), "完")
    )
    assert len(document.pages) > 1
    assert len(document.tables) == 1
    assert grid(document) == [header, *body]
    assert texts(document, BlockKind.PARAGRAPH) == ["项目明细", "完"]


def test_a_row_cut_by_the_page_is_one_row() -> None:
    long = "组织职工开展民主选举民主决策民主管理和民主监督工作" * 12
    rows = [
        ["序号", "目标", "内容", "分值"],
        ["1", "甲", "短", "5"],
        ["2", "乙", "短", "5"],
        ["3", "丙", long, "10"],
    ]
    filler = [SENTENCE] * 10
    document = read(pdf_bytes(*filler, grid_table(rows, widths=(40, 60, 120, 40)), "完"))
    (table,) = document.tables
    assert len({p for c in table.cells for piece in c.pieces if (p := document.locate(piece).page)}) == 2
    assert grid(document) == rows


def test_a_new_row_below_a_merged_cell_is_not_taken_for_a_cut_one() -> None:
    header = ["一级指标", "三级指标", "分值"]
    first = [[("产出指标" if n == 0 else ""), f"指标{n}", "10"] for n in range(5)]
    second = [["", f"指标{n}", "10"] for n in range(5, 9)]
    widths = (100, 200, 60)
    upper = grid_table([header, *first], [(1, 0, 5, 1)], widths)
    document = read(pdf_bytes(upper, PageBreak(), grid_table([header, *second], [(1, 0, 4, 1)], widths)))
    assert [row[1:] for row in grid(document)] == [row[1:] for row in [header, *first, *second]]
    assert texts(document, BlockKind.FURNITURE).count("三级指标") == 1  # the header said again


def test_tables_of_different_columns_on_two_pages_stay_two() -> None:
    first, second = (
        grid_table([["甲", "1"], ["乙", "2"]], widths=(100, 100)),
        grid_table([["丙", "3", "4"]], widths=(60, 60, 80)),
    )
    assert len(read(pdf_bytes(first, PageBreak(), second)).tables) == 2
    other = grid_table([["丙", "3", "4"]], widths=(60, 60, 60))
    assert len(read(pdf_bytes(first, PageBreak(), other)).tables) == 2


def test_every_quote_has_the_box_in_which_it_is_printed() -> None:
    data = pdf_bytes(SENTENCE, grid_table(INDICATORS, MERGES, WIDTHS))
    document = read(data)
    assert sum(len(r.edges) - 1 for r in document.runs) == sum(
        not c.isspace() or c == " " for c in document.text
    )
    with pdfplumber.open(io.BytesIO(data)) as file:
        page = file.pages[0]
        for words in ("141.19万元", "资金执行", "培训合格率", "1,200"):
            start = document.text.index(words)
            place = document.locate(Span(start, start + len(words)))
            assert place.page == 1
            assert place.box is not None
            box = place.box
            inside = page.crop((box.x0 - 1, box.top - 2, box.x1 + 1, box.bottom + 2)).extract_text()
            assert words in inside.replace("\n", "")


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_rotated_pages_read_like_upright_ones(rotation: int) -> None:
    stream = io.BytesIO()
    width, height = A4  # as shown
    canvas = Canvas(stream, pagesize=A4)
    canvas.setPageRotation(rotation)  # turns the paper too
    canvas.saveState()
    canvas.translate(*{0: (0, 0), 90: (height, 0), 180: A4, 270: (0, width)}[rotation])
    canvas.rotate(rotation)
    canvas.setFont("STSong-Light", 12)
    canvas.drawString(72, height - 80, "一、部门概况")
    canvas.drawString(72, height - 110, "在职7人")
    canvas.grid([72, 172, 272], [height - 140, height - 170, height - 200])
    for x, y, text in ((80, 160, "甲"), (180, 160, "1"), (80, 190, "乙"), (180, 190, "2")):
        canvas.drawString(x, height - y, text)
    canvas.restoreState()
    canvas.showPage()
    canvas.save()
    document = read(stream.getvalue())
    assert (document.pages[0].width, document.pages[0].height) == pytest.approx((width, height), abs=1)
    assert texts(document, BlockKind.HEADING, BlockKind.PARAGRAPH) == ["一、部门概况", "在职7人"]
    assert grid(document) == [["甲", "1"], ["乙", "2"]]
    box = document.locate(Span(0, 2)).box
    assert box is not None
    assert box.x0 == pytest.approx(72, abs=2)
    assert 60 < box.top < 90


def test_grids_are_those_of_pdfplumber(shared: Path) -> None:
    for name in ("130105-tuiyi-2024-v1.pdf", "130105-tuiyi-2024-v2.pdf"):
        data = (shared / "reports" / name).read_bytes()
        document = read(data)
        tables = 0
        with pdfplumber.open(io.BytesIO(data)) as file:
            for table in (t for page in file.pages for t in TableFinder(page).tables):
                texts_there = [[(c or "").replace("\n", "") for c in row] for row in table.extract()]
                here = document.tables[tables]
                placed = {(c.row, c.column): document.flow(c).text for c in here.cells}
                assert [
                    [placed.get((r, c), "") for c in range(here.columns)] for r in range(here.rows)
                ] == texts_there
                tables += 1
        assert tables == len(document.tables) == 1


def test_single_characters_in_a_font_that_is_not_there_are_not_lost() -> None:
    rows = [["序号", "符号", "值", "单位"], ["1", "≥", "5", "人"], ["2", "是", "6", "次"]]
    assert grid(read(pdf_bytes(grid_table(rows, widths=(40, 40, 40, 40))))) == rows


def test_the_title_of_a_form_on_every_page_is_no_running_header() -> None:
    story = [part for _ in range(4) for part in ("项目支出绩效自评表", SENTENCE, PageBreak())]
    assert texts(read(pdf_bytes(*story)), BlockKind.PARAGRAPH).count("项目支出绩效自评表") == 4


def test_gaps_between_columns_never_glue_numbers() -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    canvas.setFont("STSong-Light", 12)
    canvas.drawString(72, 700, "1,177.66")
    canvas.drawString(140, 700, "0.76")
    canvas.save()
    (line,) = texts(read(stream.getvalue()), BlockKind.PARAGRAPH)
    assert line.split() == ["1,177.66", "0.76"]


def test_locked_cut_off_empty_and_textless_files_have_their_own_reasons() -> None:
    whole = pdf_bytes(SENTENCE)
    assert read_bytes(pdf_bytes(SENTENCE, password="secret"), "x.pdf").reason == "encrypted"
    for share in (0.3, 0.6, 0.9):
        assert read_bytes(whole[: int(len(whole) * share)], "x.pdf").reason == "corrupt"
    scan = read_bytes(pdf_bytes(numbered=False), "扫描.pdf")
    assert scan.reason == "no_text"
    assert "文字" in scan.message_zh
    assert read_bytes(b"%PDF-1.4\nnothing\nstartxref\n0\n%%EOF", "x.pdf").reason == "corrupt"


def test_a_page_of_a_hundred_thousand_strokes_is_read_without_its_grid() -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4)
    canvas.setFont("STSong-Light", 12)
    canvas.drawString(72, 700, "在职7人")
    for n in range(25_000):
        canvas.line(n % 500, 100, n % 500 + 3, 400)
    canvas.save()
    assert "在职7人" in read(stream.getvalue()).text
