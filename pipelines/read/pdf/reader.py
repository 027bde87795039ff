"""PDF (ISO 32000) → Document.

Belongs here: opening the file, page after page, what becomes of pages that cannot be read. Does not belong here: what
is on a page (page), which pages are recognised instead (legible), what lines and characters amount to (layout).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from pipelines.model.document import Document, Loss, LossKind
from pipelines.read.layout.document import compose_document
from pipelines.read.layout.page import PageContent
from pipelines.read.pdf.fonts import FontsNeeded, measured_alone
from pipelines.read.pdf.page import load_page
from pipelines.read.pdf.recognised import recognised
from pipelines.read.pdf.second_look import SecondLook
from pipelines.read.result import Reason, Unreadable
from pipelines.read.source import Source

_MOST_PAGES: Final = 2_000
_TAIL: Final = 4096  # bytes in which a whole file ends
_A4: Final = (595.0, 842.0)
_LONGEST: Final = 40  # characters of a watermark that are quoted


def read(source: Source) -> Document:
    """Read a PDF file. Raises Unreadable: encrypted, corrupt, too large, no text."""
    try:
        with measured_alone():
            return _read(source, None)
    except FontsNeeded:
        return _read(source, SecondLook(source.data))


def _read(source: Source, second_look: SecondLook | None) -> Document:
    document = _open(source.data)
    try:
        return compose_document(_Pages(document, source, second_look), source)
    finally:
        document.close()


def _open(data: bytes) -> pdfium.PdfDocument:
    if b"startxref" not in data[-_TAIL:]:
        raise Unreadable(Reason.CORRUPT)  # cut off: pdfium would read what is left without a word
    try:
        document = pdfium.PdfDocument(data)
    except pdfium.PdfiumError as fault:
        locked = fault.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        locked = locked and b"/Encrypt" in data  # pdfium may give the error of the file before
        raise Unreadable(Reason.ENCRYPTED if locked else Reason.CORRUPT) from fault
    if not 0 < len(document) <= _MOST_PAGES:
        raise Unreadable(Reason.TOO_LARGE if len(document) else Reason.CORRUPT)
    return document


class _Pages:
    """The pages of one file, each opened, read and closed before the next. ``second_look``: None without fonts."""

    def __init__(self, document: pdfium.PdfDocument, source: Source, second_look: SecondLook | None) -> None:
        self._document = document
        self._source = source
        self._second_look = second_look
        self._slanted: set[str] = set()

    def __iter__(self) -> Iterator[PageContent]:
        damaged = 0
        for index in range(len(self._document)):
            try:
                yield self._page(index)
            except pdfium.PdfiumError as fault:
                damaged += 1
                if damaged == len(self._document):
                    raise Unreadable(Reason.CORRUPT) from fault
                yield self._damaged(index)

    def _page(self, index: int) -> PageContent:
        page = load_page(self._document, index, self._second_look)
        if page.impression.is_scan or page.impression.is_illegible:
            if self._second_look is None:
                raise FontsNeeded
            return recognised(self._document, page, self._source)
        if not page.slanted or page.slanted in self._slanted:
            return page.content
        self._slanted.add(page.slanted)  # a watermark is told of once
        lost = Loss(LossKind.PART_NOT_READ, index + 1, page.slanted[:_LONGEST])
        return replace(page.content, losses=(*page.content.losses, lost))

    def _damaged(self, index: int) -> PageContent:
        """A page that pdfium does not get through."""
        if self._second_look is None:
            raise FontsNeeded
        view = self._second_look.at(index)
        try:
            width, height = self._document.get_page_size(index)
        except pdfium.PdfiumError:
            width, height = _A4
        if view is None or not view.glyphs:
            return PageContent(
                index + 1, width, height, (), (), 0, (Loss(LossKind.PAGE_NOT_READ, index + 1),)
            )
        return PageContent(index + 1, width, height, view.glyphs, view.edges, view.illegible)
