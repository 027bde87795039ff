"""Pages and files without measure: what can be read is read, what is left out is told, and nothing takes long."""

from __future__ import annotations

import io
import time
import zlib

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from pipelines.model.document import Loss, LossKind
from pipelines.read.reading import read_bytes
from tests.read.pdf.pages import FONT, LINE, file_of, text
from tests.read.test_pdf_fonts import pdf

WORDS = b"BT /F 12 Tf 72 700 Td (2024 staff 7) Tj ET\n"
HELVETICA = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
SECONDS = 10.0


def packed(content: bytes) -> bytes:
    data = zlib.compress(content, 9)
    return b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(data), data)


def one_page(content: bytes) -> bytes:
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>"
    pages = (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>")
    return pdf(*pages, page, packed(WORDS + content), HELVETICA)


def empty_pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % (number + 3) for number in range(count))
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, count),
        *[page] * count,
    )


@pytest.mark.parametrize(
    "drawing",
    [
        b"10 10 m 500 500 l S\n" * 60_000,  # more paths than a table has
        b"10 10 m " + b"500 500 l 10 10 l " * 30_000 + b"S",  # one path without end
        b"".join(
            b"%d 10 m %d 800 l S\n10 %d m 580 %d l S\n" % (n, n, n, n) for n in range(10, 580, 4)
        ),  # a net
    ],
    ids=["paths", "path", "net"],
)
def test_an_overfull_page_is_read_without_its_table_and_says_so(drawing: bytes) -> None:
    started = time.process_time()
    document = read_bytes(one_page(drawing), "图.pdf").document
    assert document is not None
    assert "2024 staff 7" in document.text
    assert document.losses == (Loss(LossKind.TABLE_NOT_READ, 1),)
    assert time.process_time() - started < SECONDS


@pytest.mark.slow
def test_a_page_of_a_million_paths_is_read_in_seconds() -> None:
    data = one_page(b"10 10 m 500 500 l S\n" * 1_000_000)
    started = time.process_time()
    document = read_bytes(data, "图.pdf").document
    assert document is not None
    assert "2024 staff 7" in document.text
    assert document.losses == (Loss(LossKind.TABLE_NOT_READ, 1),)
    assert time.process_time() - started < SECONDS


def test_a_large_table_on_one_page_is_no_overfull_page() -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1)
    canvas.setFont(FONT, 5)
    xs, ys = [36 + 26 * n for n in range(21)], [36 + 9 * n for n in range(81)]
    canvas.grid(xs, ys)
    for row, y in enumerate(ys[:-1]):
        for column, x in enumerate(xs[:-1]):
            canvas.drawString(x + 2, y + 2, f"{row}.{column:02}")
    canvas.save()
    document = read_bytes(stream.getvalue(), "表.pdf").document
    assert document is not None
    (table,) = document.tables
    assert (table.rows, table.columns, len(table.cells)) == (80, 20, 1600)
    assert document.losses == ()


def test_too_many_pages_are_too_large() -> None:
    assert read_bytes(empty_pages(5_000), "长.pdf").reason == "too_large"


@pytest.mark.slow
def test_many_pages_are_read_in_time() -> None:
    pages = 300
    data = file_of(*[text([LINE] * 30)] * pages)
    started = time.process_time()
    document = read_bytes(data, "长.pdf").document
    assert document is not None
    assert len(document.pages) == pages
    assert (time.process_time() - started) / pages < 30 / 2_000 * 2  # twice: the machine may be busy


def test_forms_inside_forms_end() -> None:
    inner = b"<</Type/XObject/Subtype/Form/BBox[0 0 595 842]/Resources<</XObject<</X 6 0 R>>>>/Length %d>>stream\n%s\nendstream"
    drawing = b"/X Do 10 10 m 500 10 l S"
    data = pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R"
        b"/Resources<</Font<</F 5 0 R>>/XObject<</X 6 0 R>>>>>>",
        packed(WORDS + b"/X Do"),
        HELVETICA,
        inner % (len(drawing), drawing),
    )
    document = read_bytes(data, "环.pdf").document
    assert document is not None
    assert "2024 staff 7" in document.text


def test_text_in_a_part_of_a_table_that_no_lines_enclose_is_told_of() -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, pagesize=A4, invariant=1)
    canvas.setFont(FONT, 12)
    for x, low in ((72, 600), (172, 600), (272, 650), (372, 600)):  # no line between the last two cells below
        canvas.line(x, 700, x, low)
    canvas.line(72, 700, 372, 700)
    canvas.line(72, 650, 272, 650)  # and none above the last cell
    canvas.line(72, 600, 372, 600)
    for x, y, word in (
        (80, 670, "甲"),
        (180, 670, "乙"),
        (280, 670, "丙"),
        (80, 620, "1"),
        (180, 620, "2"),
        (300, 620, "3.5"),
    ):
        canvas.drawString(x, y, word + " ")
    canvas.save()
    document = read_bytes(stream.getvalue(), "表.pdf").document
    assert document is not None
    assert "3.5" in document.text
    assert document.losses == (Loss(LossKind.TABLE_NOT_READ, 1),)


@pytest.mark.parametrize("number", [b"1e39", b"99999999999999999999999999999999999999999", b"-3e38", b"nan"])
def test_coordinates_beyond_measure_take_nothing_along(number: bytes) -> None:
    away = b"BT /F 12 Tf 1 0 0 1 %s 300 Tm (away) Tj ET\n" % number
    large = b"BT /F %s Tf 72 500 Td (large) Tj ET\n" % number
    lines = b"%s 10 m 100 %s l S 72 72 %s %s re S\n" % (number, number, number, number)
    for drawing in (away, large, lines, b"%s 0 0 1 0 0 cm " % number + lines + away):
        document = read_bytes(one_page(drawing), "远.pdf").document
        assert document is not None
        assert "2024 staff 7" in document.text


def test_what_names_no_encryption_is_damaged_and_not_locked(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise pdfium.PdfiumError("the error of the file before", err_code=raw.FPDF_ERR_PASSWORD)

    monkeypatch.setattr(pdfium, "PdfDocument", fails)
    assert read_bytes(one_page(b""), "坏.pdf").reason == "corrupt"
    assert read_bytes(one_page(b"").replace(b"/Root", b"/Encrypt 9 0 R/Root"), "锁.pdf").reason == "encrypted"
