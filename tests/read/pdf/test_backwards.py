"""Text that is drawn in ways that turn its order about, or over other text: never read backwards, never mixed."""

from __future__ import annotations

import pytest

from pipelines.model.document import Document, Loss, LossKind
from pipelines.read.layout.page import PageContent
from pipelines.read.reading import read_bytes
from pipelines.read.scan.page import RecognitionUnavailable
from tests.read.test_pdf_fonts import PAGE, pdf, stream

CATALOG = (b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>")
HELVETICA = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica%s>>"
LIGATURE = (
    b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def 1 begincodespacerange <00> <FF> "
    b"endcodespacerange 1 beginbfrange <20> <7d> <0020> endbfrange 1 beginbfchar <7e> <006600660069> endbfchar "
    b"endcmap end end"
)
UPRIGHT = b"BT /F 12 Tf 72 700 Td (Budget 34.8 of 2024) Tj 0 -20 Td (spent in the year) Tj ET\n"


def written(content: bytes) -> bytes:
    """A page with this content; a tilde in it is one glyph for ``ffi``."""
    return pdf(*CATALOG, PAGE, stream(content), HELVETICA % b"/ToUnicode 6 0 R", stream(LIGATURE))


def read(content: bytes) -> Document:
    document = read_bytes(written(content), "报告.pdf").document
    assert document is not None
    return document


@pytest.mark.parametrize(
    "drawing",
    [
        b"BT /F -12 Tf -1 0 0 -1 72 500 Tm (done 12.5) Tj ET",  # both turn it: upright
        b"BT /F -12 Tf 300 500 Td (done 12.5) Tj ET",
        b"BT /F 12 Tf -1 0 0 -1 300 500 Tm (done 12.5) Tj ET",
        b"BT /F 12 Tf -1 0 0 -1 500 700 Tm (done 12.5) Tj ET",  # beside an upright line
        b"BT /F 12 Tf 400 500 Td (x) Tj ET BT /F -12 Tf 300 500 Td (done 12.5) Tj ET",
    ],
)
def test_what_stands_on_its_head_is_not_read_backwards(drawing: bytes) -> None:
    document = read(UPRIGHT + drawing)
    assert "34.8 of 2024" in document.text
    assert "done 12.5" in document.text


@pytest.mark.parametrize("size", [12, -12])
def test_a_whole_page_on_its_head_is_read_from_its_first_line_on(size: int) -> None:
    sign = 1 if size < 0 else -1
    line = b"BT /F %d Tf %d 0 0 %d 500 %d Tm (%s) Tj ET\n"
    document = read(line % (size, sign, sign, 100, b"first 12.5") + line % (size, sign, sign, 120, b"then 3"))
    assert document.text.split("\n")[:2] == ["first 12.5", "then 3"]


def test_what_is_seen_in_a_mirror_is_left_out_and_told_of() -> None:
    document = read(UPRIGHT + b"BT /F 12 Tf -1 0 0 1 300 500 Tm (done 12.5) Tj ET")
    assert "5.21" not in document.text
    assert document.losses == (Loss(LossKind.PART_NOT_READ, 1, "done 12.5"),)


def test_a_page_whose_characters_run_backwards_is_recognised_instead(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def unavailable(*arguments: object) -> PageContent:
        asked.append(arguments)
        raise RecognitionUnavailable

    monkeypatch.setattr("pipelines.read.pdf.recognised.recognise_page", unavailable)
    line = b"BT /F 12 Tf 300 500 Td [%s] TJ ET"
    forwards = line % b" ".join(b"(%c)" % letter for letter in b"done1205")
    backwards = line % b" 1150 ".join(b"(%c)" % letter for letter in b"done1205")
    assert "done1205" in read(forwards).text
    assert not asked
    assert read_bytes(written(backwards), "报告.pdf").reason == "no_text"
    assert len(asked) == 1


def test_each_letter_of_a_ligature_is_read_and_a_figure_printed_twice_once() -> None:
    twice = b"BT /F 12 Tf 72 600 Td (1) Tj ET BT /F 12 Tf 72 600 Td (1) Tj 6.67 0 Td (2) Tj ET"
    document = read(b"BT /F 12 Tf 72 700 Td (e~cient) Tj ET " + twice)
    assert document.text.split("\n")[:2] == ["efficient", "12"]


@pytest.mark.parametrize("over", ["34.81", "within"])
def test_texts_printed_over_each_other_are_two(over: str) -> None:
    shown = f"BT /F 12 Tf 72 700 Td (12.57 done) Tj ET BT /F 12 Tf 74 700 Td ({over}) Tj ET"
    assert read(shown.encode()).text.split("\n")[:2] == ["12.57 done", over]


def test_a_figure_that_runs_into_the_next_is_not_mixed_with_it() -> None:
    document = read(b"BT /F 12 Tf 72 700 Td (5713) Tj ET BT /F 12 Tf 90 700 Td (99.7) Tj ET")
    assert sorted(document.text.split()) == ["5713", "99.7"]


def test_a_sign_made_of_two_stays_on_its_line() -> None:
    document = read(b"BT /F 12 Tf 72 700 Td (done >) Tj 32.6 0 Td (_) Tj 8 0 Td (95) Tj ET")
    assert len(document.blocks) == 1
    assert document.text.rstrip().endswith("95")
