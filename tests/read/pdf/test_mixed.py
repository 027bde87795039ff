"""Which pages are recognised, page by page: scans, invisible text, text without meaning; and what becomes of the rest."""

from __future__ import annotations

from collections.abc import Sequence

import pypdfium2 as pdfium
import pytest
from PIL import Image

from pipelines.model.document import Document, Loss, LossKind
from pipelines.read.layout.page import Glyph, PageContent
from pipelines.read.pdf import reader, recognised
from pipelines.read.pdf.page import PdfPage, load_page
from pipelines.read.pdf.second_look import SecondLook
from pipelines.read.reading import read_bytes
from pipelines.read.scan.page import RecognitionUnavailable
from pipelines.read.source import Source
from tests.read.pdf.pages import LINE, file_of, picture, scan_of, text, together
from tests.read.test_pdf_fonts import FLAT, FONT, FULL, PAGE, pdf, stream

BLANK = Image.new("L", (60, 84), 255)
PROSE = [LINE] * 12
READ = "认出的文字"


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, tuple[int, int]]]:
    """Pages that recognition was asked for, with the size of the picture."""
    pages: list[tuple[int, tuple[int, int]]] = []

    def recognise(
        image: Image.Image, number: int, width: float, height: float, source: Source
    ) -> PageContent:
        pages.append((number, image.size))
        glyphs = tuple(Glyph(c, 72 + 12 * n, 72, 84 + 12 * n, 84, 0.9) for n, c in enumerate(READ))
        return PageContent(number, width, height, glyphs, ())

    monkeypatch.setattr(recognised, "recognise_page", recognise)
    return pages


@pytest.fixture
def unavailable(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> PageContent:
        raise RecognitionUnavailable("rapidocr")

    monkeypatch.setattr(recognised, "recognise_page", refuse)


def read(data: bytes) -> Document:
    result = read_bytes(data, "报告.pdf")
    assert result.document is not None, result.message_zh
    return result.document


def said(document: Document) -> list[str]:
    return [document.flow(block).text for block in document.blocks]


def test_only_the_scanned_page_of_a_mixed_file_is_recognised(
    asked: list[tuple[int, tuple[int, int]]],
) -> None:
    document = read(file_of(text(PROSE), picture(BLANK), text(PROSE)))
    assert asked == [(2, (1654, 2339))]  # A4 at 200 dpi
    assert document.text.count(READ) == 1
    assert len(document.pages) == 3
    first = document.text.index(READ)
    assert [run.page for run in document.runs if run.start == first] == [2]


@pytest.mark.parametrize(
    ("page", "is_scan"),
    [
        (together(picture(BLANK), text(["- 3 -"], 800)), True),  # a page number over a scan
        (together(picture(BLANK), text(["青岩县残疾人联合会（印章）", "2024年3月"], 600)), True),  # a stamp
        (together(picture(BLANK), text(PROSE, mode=3)), True),  # somebody's own recognition, invisible
        (together(text(PROSE), picture(BLANK)), True),  # the same, visible if the picture were not over it
        (together(picture(BLANK, 0.7), text(["附件"], 700)), True),
        (together(picture(BLANK), text(PROSE)), False),  # a background
        (together(picture(BLANK, 0.3), text(["图1 工作照片"], 400)), False),  # a photograph
        (text(["附件"]), False),
        (together(), False),  # blank
    ],
)
def test_a_scan_is_told_by_its_picture_and_its_few_characters(
    page: object, is_scan: bool, asked: list[tuple[int, tuple[int, int]]]
) -> None:
    read(file_of(text(PROSE), page))  # type: ignore[arg-type]
    assert [number for number, _ in asked] == ([2] if is_scan else [])


def test_a_scan_in_strips_is_a_scan(asked: list[tuple[int, tuple[int, int]]]) -> None:
    def strips(canvas: object) -> None:
        for share in (1.0, 0.75, 0.5, 0.25):
            picture(BLANK, share)(canvas)

    read(file_of(strips))
    assert len(asked) == 1


def meaningless(codes: bytes, meanings: Sequence[str]) -> bytes:
    """A page of three glyphs, again and again, with what the font says they mean."""
    table = b" ".join(
        b"<%02X> <%s>" % (65 + n, m.encode("utf-16-be").hex().encode()) for n, m in enumerate(meanings)
    )
    cmap = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def 1 begincodespacerange "
        b"<00> <FF> endcodespacerange 3 beginbfchar " + table + b" endbfchar endcmap end end"
    )
    return pdf(
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        PAGE,
        stream(
            b"BT /F 10 Tf 20 700 Td 14 TL "
            + b"".join(b"<%s> Tj T* " % codes.hex().encode() for _ in range(5))
            + b"ET"
        ),
        FONT,
        stream(FULL),
        stream(FLAT),
        stream(cmap),
    )


@pytest.mark.parametrize(
    ("meanings", "is_illegible"),
    [
        (("\ue001", "\ue002", "\ue003"), True),
        (("甲", "乙", "\ue003"), True),
        (("\x01", "\x03", "\x04"), True),
        (("甲", "乙", "丙"), False),
        (("1", ".", "5"), False),  # a page of figures
        (("a", "b", "c"), False),  # a page in English
    ],
)
def test_text_without_meaning_is_recognised(
    meanings: Sequence[str], is_illegible: bool, asked: list[tuple[int, tuple[int, int]]]
) -> None:
    read(meaningless(b"ABC" * 8, meanings))
    assert len(asked) == is_illegible


@pytest.mark.usefixtures("unavailable")
def test_without_recognition_a_scanned_page_is_a_loss_and_the_rest_is_read() -> None:
    document = read(file_of(text(PROSE), together(picture(BLANK), text(["- 2 -"], 800)), text(PROSE)))
    assert document.losses == (Loss(LossKind.PAGE_NOT_READ, 2),)
    assert said(document) == [LINE * 12, LINE * 12]  # no sentence goes on over what is missing
    assert "- 2 -" not in document.text


@pytest.mark.usefixtures("unavailable")
def test_without_recognition_a_file_of_scans_has_no_text() -> None:
    assert read_bytes(file_of(picture(BLANK), picture(BLANK)), "扫描.pdf").reason == "no_text"
    assert read_bytes(meaningless(b"ABC" * 8, ("\ue001", "\ue002", "\ue003")), "乱码.pdf").reason == "no_text"


def test_a_page_that_pdfium_does_not_get_through_is_read_by_pdfplumber(
    monkeypatch: pytest.MonkeyPatch,
) -> None:

    def fail(document: pdfium.PdfDocument, index: int, look: SecondLook | None) -> PdfPage:
        if index == 1:
            raise pdfium.PdfiumError("Failed to load page.")
        return load_page(document, index, look)

    monkeypatch.setattr(reader, "load_page", fail)
    document = read(file_of(text(PROSE), text(["在职7人"]), text(PROSE)))
    assert "在职7人" in document.text
    assert document.losses == ()


def test_pages_that_nobody_gets_through_are_losses_and_a_file_of_them_is_corrupt(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    whole = file_of(text(PROSE), text(PROSE))

    def fail(document: pdfium.PdfDocument, index: int, look: SecondLook | None) -> PdfPage:
        if index == 0:
            raise pdfium.PdfiumError("Failed to load page.")
        return load_page(document, index, look)

    def no_size(*_: object) -> tuple[float, float]:
        raise pdfium.PdfiumError("Failed to get page size by index.")

    monkeypatch.setattr("pipelines.read.pdf.second_look.SecondLook.at", lambda *_: None)
    monkeypatch.setattr(pdfium.PdfDocument, "get_page_size", no_size)
    monkeypatch.setattr(reader, "load_page", fail)
    assert read(whole).losses == (Loss(LossKind.PAGE_NOT_READ, 1),)
    assert read_bytes(file_of(text(PROSE)), "坏.pdf").reason == "corrupt"


@pytest.mark.slow
def test_a_real_scan_between_text_pages_is_read_in_its_place() -> None:
    lines = ["一、部门概况", "截至2024年末在职人员7人，退休12人。"]
    document = read(file_of(text(PROSE), picture(scan_of(lines, 200)), text(PROSE)))
    first = document.text.index("在职人员7人")
    place = document.pages[1]
    assert place.start <= first < place.end
