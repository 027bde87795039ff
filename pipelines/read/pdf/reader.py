"""PDF → Document.

Belongs here: opening the file, which pages can be read. Does not belong here: pdfium's raw functions (page), what
characters and lines amount to (layout).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as raw  # type: ignore[import-untyped]

from pipelines.model.document import Document
from pipelines.read.layout.document import compose_document
from pipelines.read.layout.page import PageContent
from pipelines.read.pdf.page import load_page
from pipelines.read.pdf.second_look import SecondLook
from pipelines.read.result import Reason, Unreadable
from pipelines.read.source import Source

_MOST_PAGES: Final = 2_000
_TAIL: Final = 4096  # bytes in which a whole file ends
_ILLEGIBLE: Final = 0.05  # share of characters without meaning that makes a page unreadable
_FEW: Final = 50  # characters: fewer say nothing about that


def read(source: Source) -> Document:
    """Read a PDF file. Raises Unreadable: encrypted, corrupt, too large, no text."""
    return compose_document(_contents(source.data), source)


def _contents(data: bytes) -> Iterator[PageContent]:
    if b"startxref" not in data[-_TAIL:]:
        raise Unreadable(Reason.CORRUPT)  # cut off: pdfium would read what is left without a word
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as fault:
        locked = fault.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        raise Unreadable(Reason.ENCRYPTED if locked else Reason.CORRUPT) from fault
    try:
        if not 0 < len(document) <= _MOST_PAGES:
            raise Unreadable(Reason.TOO_LARGE if len(document) else Reason.CORRUPT)
        second_look = SecondLook(data)
        for index in range(len(document)):
            try:
                content = load_page(document, index, second_look)
            except pdfium.PdfiumError as fault:
                raise Unreadable(Reason.CORRUPT, f"第 {index + 1} 页 / page {index + 1}") from fault
            seen = len(content.glyphs) + content.illegible
            if seen > _FEW and content.illegible > _ILLEGIBLE * seen:
                raise Unreadable(Reason.NO_TEXT, f"第 {index + 1} 页 / page {index + 1}")
            yield content
    finally:
        document.close()
