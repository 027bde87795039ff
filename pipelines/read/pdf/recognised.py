"""Pages of a PDF whose text is in an image, or says nothing: rendered and handed to recognition (OCR).

Belongs here: the picture of the page. Does not belong here: which pages those are (legible), recognition (scan).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

import pypdfium2 as pdfium

from pipelines.model.document import Loss, LossKind
from pipelines.read.layout.page import PageContent
from pipelines.read.pdf.page import PdfPage
from pipelines.read.scan.page import RecognitionUnavailable, recognise_page
from pipelines.read.source import Source

_DPI: Final = 200  # more finds no more, and costs time and memory
_POINTS: Final = 72
_MOST_PIXELS: Final = 40_000_000  # a larger page is rendered more coarsely (A2 at 200 dpi has 15 million)


def recognised(document: pdfium.PdfDocument, page: PdfPage, source: Source) -> PageContent:
    """The page as recognition reads it; without it, an empty page with its loss. Raises pdfium.PdfiumError."""
    content = page.content
    opened = document[content.number - 1]
    try:
        width, height = opened.get_size()
        scale = _DPI / _POINTS
        pixels = width * height * scale * scale
        if pixels > _MOST_PIXELS:
            scale *= (_MOST_PIXELS / pixels) ** 0.5
        bitmap = opened.render(scale=scale)
        try:
            image = bitmap.to_pil().convert("RGB")
        finally:
            bitmap.close()
    finally:
        opened.close()
    try:
        read = recognise_page(image, content.number, width, height, source)
    except RecognitionUnavailable:
        lost = Loss(LossKind.PAGE_NOT_READ, content.number)
        return replace(content, glyphs=(), edges=(), losses=(*content.losses, lost))
    source.progress()
    return read
