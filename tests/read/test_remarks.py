"""A remark at the margin with a number may say what a figure should be: it is no text of the report, and a person is told of it."""

from __future__ import annotations

import io
import struct

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
import xlwt
from reportlab.pdfgen.canvas import Canvas

from pipelines.model.document import Document
from pipelines.read.reading import read_bytes
from pipelines.read.sheets.xls import read_sheets
from tests.read.doc.writer import WordFile, par
from tests.read.odf.files import ods, odt, p, tbl, tc, tr
from tests.read.ofd.writer import ofd_bytes, text_xml
from tests.read.pdf.pages import LINE, file_of, text, together
from tests.read.rtf.writer import file as rtf_file
from tests.read.rtf.writer import gbk

RIGHT, CHECKED = "应为22.1万元", "已核对"
SAID = "项目支出决算100万元，人员经费决算300万元。"
TOLD = f"批注：{RIGHT}"


def read(data: bytes, name: str) -> Document:
    document = read_bytes(data, name).document
    assert document is not None
    assert "22.1" not in document.text
    return document


def places(document: Document) -> list[str]:
    return [str(loss.place) for loss in document.losses]


def annotation(said: str) -> str:
    return f"<office:annotation><dc:creator xmlns:dc='urn:dc'>2025</dc:creator>{p(said)}</office:annotation>"


@pytest.mark.parametrize(("said", "told"), [(RIGHT, [TOLD]), (CHECKED, [])])
def test_remarks_of_texts_are_told_where_they_have_digits(said: str, told: list[str]) -> None:
    assert places(read(odt(f"<text:p>{SAID}{annotation(said)}</text:p>"), "a.odt")) == told
    remarks = [par(f"\x05{CHECKED}"), par(f"\x05{said}")]
    assert places(read(WordFile([par(SAID)], remarks=remarks).to_bytes(), "a.doc")) == told


@pytest.mark.parametrize(("said", "told"), [(RIGHT, [TOLD]), (CHECKED, [])])
def test_remarks_of_rich_text_are_told_where_they_have_digits(said: str, told: list[str]) -> None:
    remark = rf"{{\*\atnid 2025}}\chatn{{\*\annotation{{\*\atndate 20250101}}\pard {gbk(said)}\par}}"
    assert places(read(rtf_file(rf"\pard {gbk(SAID)}{remark}\par"), "a.rtf")) == told


@pytest.mark.parametrize(
    ("kind", "said", "told"), [("Path", RIGHT, [TOLD]), ("Path", CHECKED, []), ("Link", RIGHT, [])]
)
def test_remarks_on_pages_of_ofd_are_told_where_they_have_digits(
    kind: str, said: str, told: list[str]
) -> None:
    name = 'xmlns:ofd="http://www.ofdspec.org/2016"'
    parts = {
        "Doc_0/Annots/Annotations.xml": f'<ofd:Annotations {name}><ofd:Page PageID="10"><ofd:FileLoc>0.xml</ofd:FileLoc>'
        "</ofd:Page></ofd:Annotations>",
        "Doc_0/Annots/0.xml": f'<ofd:PageAnnot {name}><ofd:Annot ID="9" Type="{kind}" LastModDate="2025-01-01">'
        f"<ofd:Remark>{said}</ofd:Remark></ofd:Annot></ofd:PageAnnot>",
    }
    listed = "<ofd:Annotations>Annots/Annotations.xml</ofd:Annotations>"
    page = text_xml(SAID, 90, 100, 12)
    assert places(read(ofd_bytes([page], after_pages=listed, parts=parts), "a.ofd")) == told


@pytest.mark.parametrize(("said", "told"), [(RIGHT, [f"表!B2 {TOLD}"]), (CHECKED, [])])
def test_remarks_on_cells_are_told_where_they_have_digits(said: str, told: list[str]) -> None:
    remarked = tc(p("100") + annotation(said))
    sheet = tbl(tr(tc(p("项目")), tc(p("决算数"))), tr(tc(p("项目支出")), remarked))
    assert places(read(ods(sheet), "a.ods")) == told
    book = xlwt.Workbook()
    cells = book.add_sheet("表")
    cells.write(1, 1, "100")
    stream = book.get_biff_data()
    at = stream.rindex(struct.pack("<HH", 0x000A, 0))
    [found] = read_sheets(stream[:at] + note(said) + stream[at:])
    assert [f"表!{place}" for place in found.unread] == told


def note(said: str) -> bytes:
    """The remark on B2 ([MS-XLS] 2.4.179 Note, its text in an Obj and a TxO)."""
    kind = struct.pack("<HHHHH12xHH", 0x15, 0x12, 0x19, 1, 0, 0, 0)
    head = struct.pack("<HH6xHH4x", 0, 0, len(said), 16)
    words = b"\1" + said.encode("utf-16-le")
    author = struct.pack("<HHHHHB", 1, 1, 0, 1, 1, 0) + b"a\0"
    parts = ((0x5D, kind), (0x1B6, head), (0x3C, words), (0x3C, bytes(16)), (0x1C, author))
    return b"".join(struct.pack("<HH", code, len(data)) + data for code, data in parts)


@pytest.mark.parametrize(("said", "told"), [(RIGHT, [TOLD]), (CHECKED, [])])
def test_remarks_on_pages_are_told_where_they_have_digits(said: str, told: list[str]) -> None:
    def remark(canvas: Canvas) -> None:
        canvas.textAnnotation(said, (100, 600, 120, 620))

    document = read(file_of(together(text([LINE] * 3), remark)), "a.pdf")
    assert [(loss.page, loss.place) for loss in document.losses] == [(1, place) for place in told]


def test_a_remark_that_strikes_text_out_is_told() -> None:
    stream = io.BytesIO()
    with pdfium.PdfDocument(file_of(text([LINE] * 3))) as pages:
        page = pages[0]
        raw.FPDFPage_CloseAnnot(raw.FPDFPage_CreateAnnot(page, raw.FPDF_ANNOT_STRIKEOUT))
        page.close()
        pages.save(stream)
    assert places(read(stream.getvalue(), "a.pdf")) == ["批注：删除线 / text struck out by a remark"]


def test_a_number_that_is_filled_into_a_form_is_told() -> None:
    def field(canvas: Canvas) -> None:
        canvas.acroForm.textfield(name="a", value="22.1", x=100, y=500, width=100, height=20)

    assert places(read(file_of(together(text([LINE] * 3), field)), "a.pdf")) == [
        "表单域 / a field of a form: 22.1"
    ]
