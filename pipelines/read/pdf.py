"""PDF with text → Document: pages of lines and ruled tables, written down in reading order.

Belongs here: opening the file, the order of a page. Does not belong here: pdfium's raw functions (pdf_page), lines
(pdf_lines), table geometry (pdf_grid), the text with its boxes (pdf_written), blocks over page breaks (pdf_blocks).
Scans are not read here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as raw  # type: ignore[import-untyped]

from pipelines.model.document import Document
from pipelines.read.pdf_blocks import build_blocks
from pipelines.read.pdf_furniture import PageLayout
from pipelines.read.pdf_grid import Grid, find_grids
from pipelines.read.pdf_lines import PrintedLine, printed_lines
from pipelines.read.pdf_page import PageContent, load_page
from pipelines.read.pdf_second_look import SecondLook
from pipelines.read.pdf_written import Written
from pipelines.read.result import Reason, Unreadable
from pipelines.read.sniff import PDF

_MOST_PAGES: Final = 2_000
_TAIL: Final = 4096  # bytes in which a whole file ends
_ILLEGIBLE: Final = 0.05  # share of characters without meaning that makes a page unreadable
_FEW: Final = 50  # characters: fewer say nothing about that


def read(data: bytes, document_id: str, reader: str) -> Document:
    """Read a PDF file. Raises Unreadable: encrypted, corrupt, too large, no text."""
    layouts = [_layout(content) for content in _contents(data)]
    if not any(layout.items for layout in layouts):
        raise Unreadable(Reason.NO_TEXT)
    written = Written()
    for layout in layouts:
        written.page(layout)
    blocks, tables = build_blocks(layouts, written)
    return Document(
        document_id, PDF, reader, written.text, blocks, tables, tuple(written.pages), tuple(written.runs)
    )


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


def _layout(content: PageContent) -> PageLayout:
    grids, outside = find_grids(content.edges, content.glyphs)
    grids = [grid for grid in grids if any(cell.lines for cell in grid.cells)]
    items: list[PrintedLine | Grid] = [*grids, *printed_lines(outside)]
    items.sort(key=lambda item: item.top)
    return PageLayout(content.number, content.width, content.height, tuple(items))
