"""DOCX: order, merged cells, and only what Word shows."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.model.document import BlockKind, Document
from pipelines.read.reading import read_bytes
from tests.read.files import INDICATORS, MERGES, docx_bytes, with_body


def read(data: bytes) -> Document:
    result = read_bytes(data, "报告.docx")
    assert result.document is not None, result.message_zh
    assert result.reader == "docx"
    return result.document


def texts(document: Document) -> list[str]:
    return [document.flow(b).text for b in document.blocks if b.kind is not BlockKind.TABLE]


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:r>{properties}<w:t>{text}</w:t></w:r></w:p>"


def test_paragraphs_and_tables_come_in_order_with_their_spans() -> None:
    document = read(docx_bytes("一、部门概况", "在职7人。", (INDICATORS, MERGES), "二、自评工作"))
    assert [b.kind for b in document.blocks] == [
        BlockKind.HEADING,
        BlockKind.PARAGRAPH,
        BlockKind.TABLE,
        BlockKind.HEADING,
    ]
    table = document.tables[0]
    assert (table.rows, table.columns) == (6, 8)
    placed = {(c.row, c.column): c for c in table.cells}
    for row, column, down, right in MERGES:
        assert (placed[row, column].row_span, placed[row, column].column_span) == (down, right)
    for (row, column), cell in placed.items():
        assert document.flow(cell).text == INDICATORS[row][column]
    covered = sum(c.row_span * c.column_span for c in table.cells)
    assert covered == 48  # every place of the grid is covered exactly once
    assert all(document.quote(p) == INDICATORS[c.row][c.column] for c in table.cells for p in c.pieces)


def test_deleted_and_hidden_text_is_not_read() -> None:
    hidden = paragraph("隐藏", "<w:rPr><w:vanish/></w:rPr>") + paragraph(
        "可见", '<w:rPr><w:vanish w:val="0"/></w:rPr>'
    )
    deleted = "<w:p><w:del><w:r><w:delText>旧数</w:delText><w:t>旧</w:t></w:r></w:del><w:ins><w:r><w:t>新数</w:t></w:r></w:ins></w:p>"
    row = "<w:tr><w:trPr><w:del/></w:trPr><w:tc>{0}</w:tc><w:tc>{0}</w:tc></w:tr>".format(paragraph("删"))
    kept = "<w:tr><w:tc>{0}</w:tc><w:tc>{0}</w:tc></w:tr>".format(paragraph("留"))
    document = read(with_body(hidden + deleted + f"<w:tbl>{row}{kept}</w:tbl>"))
    assert texts(document) == ["可见", "新数"]
    assert document.tables[0].rows == 1
    assert "删" not in document.text
    assert "旧" not in document.text


def test_a_deleted_paragraph_mark_ends_no_paragraph() -> None:
    mark = "<w:pPr><w:rPr><w:del/></w:rPr></w:pPr>"
    cut = f"<w:p>{mark}<w:r><w:t>资金执行12</w:t></w:r></w:p>{paragraph('3.50万元。')}"
    cell = f"<w:p>{mark}<w:r><w:t>98</w:t></w:r></w:p>{paragraph('.5')}"
    last = f"<w:p>{mark}<w:r><w:t>完</w:t></w:r></w:p>"
    table = f"<w:tbl><w:tr><w:tc>{cell}</w:tc><w:tc>{last}</w:tc></w:tr></w:tbl>"
    document = read(with_body(cut + table + last))
    assert texts(document) == ["资金执行123.50万元。", "完"]
    assert [document.quote(p) for c in document.tables[0].cells for p in c.pieces] == ["98.5", "完"]


def test_content_controls_fields_and_links_are_read_like_other_text() -> None:
    control = "<w:sdt><w:sdtContent>{}</w:sdtContent></w:sdt>"
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>=SUM(ABOVE)</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>12.5</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    unit = "<w:hyperlink><w:r><w:t>万元</w:t></w:r></w:hyperlink>"
    line = f"<w:p>{control.format('<w:r><w:t>总额</w:t></w:r>')}{field}{unit}</w:p>"
    cells = f"<w:tc>{paragraph('甲')}</w:tc>" + control.format(
        f"<w:tc>{control.format(paragraph('1'))}</w:tc>"
    )
    rows = f"<w:tr>{cells}</w:tr>" + control.format(f"<w:tr>{cells}</w:tr>")
    document = read(with_body(control.format(line) + f"<w:tbl>{rows}</w:tbl>"))
    assert texts(document) == ["总额12.5万元"]
    assert [document.flow(c).text for c in document.tables[0].cells] == ["甲", "1", "甲", "1"]


def test_an_inner_table_is_one_of_its_own_and_a_frame_is_no_table() -> None:
    inner = f"<w:tbl><w:tr><w:tc>{paragraph('内1')}</w:tc><w:tc>{paragraph('内2')}</w:tc></w:tr></w:tbl>"
    outer = f"<w:tbl><w:tr><w:tc>{paragraph('外')}{inner}</w:tc><w:tc>{paragraph('右')}</w:tc></w:tr></w:tbl>"
    frame = f"<w:tbl><w:tr><w:tc>{paragraph('框内正文')}</w:tc></w:tr></w:tbl>"
    document = read(with_body(outer + frame))
    assert [document.flow(c).text for c in document.tables[0].cells] == ["内1", "内2"]
    assert texts(document) == ["外", "右", "框内正文"]


def test_manual_line_breaks_separate_what_stands_apart() -> None:
    document = read(with_body("<w:p><w:r><w:t>元氏县总工会</w:t><w:br/><w:t>一、部门概况</w:t></w:r></w:p>"))
    assert texts(document) == ["元氏县总工会", "一、部门概况"]


def test_a_span_of_a_hundred_million_columns_does_no_harm() -> None:
    cell = f'<w:tc><w:tcPr><w:gridSpan w:val="99999999"/></w:tcPr>{paragraph("大")}</w:tc>'
    document = read(
        with_body(f"<w:tbl><w:tr>{cell}<w:tc>{paragraph('二')}</w:tc></w:tr></w:tbl>{paragraph('完')}")
    )
    assert "完" in document.text
    assert all(t.columns <= 256 for t in document.tables)


def test_external_entities_are_refused() -> None:
    head = '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    result = read_bytes(with_body(paragraph("&x;"), head), "x.docx")
    assert result.reason == "corrupt"
    assert result.document is None


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    result = read_bytes(with_body(paragraph("零" * 30_000_000)), "x.docx")
    assert result.reason == "bomb"
    assert "x.docx" in result.message_zh


def test_damaged_and_locked_files_have_their_own_reasons() -> None:
    whole = docx_bytes("在职7人。")
    assert read_bytes(whole[: len(whole) // 2], "x.docx").reason == "corrupt"
    assert read_bytes(with_body("<w:p>"), "x.docx").reason == "corrupt"
    assert read_bytes(with_body("<w:p/>"), "x.docx").reason == "no_text"
    locked = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600 + "EncryptedPackage\0".encode("utf-16-le")
    assert read_bytes(locked, "x.docx").reason == "encrypted"


def test_the_strict_form_of_docx_reads_the_same() -> None:
    body = (
        paragraph("在职7人")
        + f"<w:tbl><w:tr><w:tc>{paragraph('甲')}</w:tc><w:tc>{paragraph('乙')}</w:tc></w:tr></w:tbl>"
    )
    plain = with_body(body)
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        document = archive.read("word/document.xml")
    strict = document.replace(
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", strict)
    assert read(stream.getvalue()).text == read(plain).text


words = st.text("年度预算人员经费 0123456789.（）", max_size=12)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(words, min_size=3, max_size=3), min_size=2, max_size=4))
def test_any_table_comes_back_cell_by_cell(rows: list[list[str]]) -> None:
    data = docx_bytes("开头", (rows, ()))
    document = read(data)
    if not any(text.strip() for row in rows for text in row):
        assert document.tables == ()
        return
    found = {
        (c.row, c.column): "".join(document.quote(p) for p in c.pieces) for c in document.tables[0].cells
    }
    assert found == {(r, c): text.strip() for r, row in enumerate(rows) for c, text in enumerate(row)}


@pytest.mark.parametrize("name", ["341524-yingjiju-2023.docx", "510923-wenlvju-2022.docx"])
def test_published_reports_give_tables_without_gaps(shared: Path, name: str) -> None:
    document = read((shared / "reports" / name).read_bytes())
    assert document.tables
    for table in document.tables:
        assert all(cell is not None for row in table.grid() for cell in row)
