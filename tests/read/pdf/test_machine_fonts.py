"""Fonts of the machine: no say in how large characters are, and at hand where a page has to be drawn."""

from __future__ import annotations

import ctypes

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
from PIL import Image

from pipelines.read.layout.page import PageContent
from pipelines.read.pdf import recognised
from pipelines.read.pdf.fonts import measured_alone
from pipelines.read.reading import read_bytes
from pipelines.read.source import Source
from tests.read.pdf.pages import LINE, file_of, picture, text, together

WRITTEN = file_of(text([LINE] * 3))
BLANK = Image.new("L", (60, 84), 255)


def height() -> float:
    """Of the first character, as pdfium says when asked by somebody else than the reader."""
    page = pdfium.PdfDocument(WRITTEN)[0].get_textpage()
    box = raw.FS_RECTF()
    raw.FPDFText_GetLooseCharBox(page, 0, ctypes.byref(box))
    return float(box.top - box.bottom)


def ink(image: Image.Image) -> int:
    return sum(image.convert("L").histogram()[:128])


def test_boxes_are_those_that_a_machine_measured_alone_finds() -> None:
    with_fonts = read_bytes(WRITTEN, "报告.pdf").document
    with measured_alone():
        bare = height()
    assert with_fonts is not None
    found = with_fonts.runs[0]
    assert found.bottom - found.top == pytest.approx(bare, abs=0.01)


def test_the_fonts_are_back_when_the_file_is_read() -> None:
    before = height()
    assert read_bytes(WRITTEN, "报告.pdf").document is not None
    assert height() == before


def test_a_page_to_be_recognised_is_drawn_with_the_fonts_of_the_machine(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What was typed over a scan is in no picture: it would be missing without a word."""
    drawn: list[Image.Image] = []

    def recognise(
        image: Image.Image, number: int, width: float, height: float, source: Source
    ) -> PageContent:
        drawn.append(image)
        return PageContent(number, width, height, (), ())

    monkeypatch.setattr(recognised, "recognise_page", recognise)
    typed = file_of(together(picture(BLANK), text(["实际支出141.19万元"])), text([LINE]))
    read_bytes(typed, "报告.pdf")
    expected = pdfium.PdfDocument(typed)[0].render(scale=200 / 72).to_pil()
    assert ink(drawn[0]) == ink(expected)
