"""Characters of a PDF page by pdfplumber, for pages where pdfium leaves characters out without a word.

pdfium has no outlines for fonts that are neither in the file nor on the machine; a piece of text of one such
character (≥, 人, 次 in a cell of its own) then has no width, and its text page skips it. Belongs here: asking the
slow reader for such a page. Does not belong here: finding out which pages those are (pdf_page).
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import pdfplumber
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import PdfminerException

from pipelines.read.result import Reason, Unreadable

CharacterBox = tuple[str, float, float, float, float]


class SecondLook:
    """One file, opened when the first page is asked for."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._file: PDF | None = None

    def characters(self, index: int) -> Iterator[CharacterBox]:
        """Text, left, top, right, bottom of the upright characters of a page. Raises Unreadable: corrupt."""
        try:
            if self._file is None:
                self._file = pdfplumber.open(io.BytesIO(self._data))
            page = self._file.pages[index]
            left, top = page.cropbox[0] - page.mediabox[0], page.cropbox[1] - page.mediabox[1]
            found = page.chars
        except (PdfminerException, IndexError) as fault:
            raise Unreadable(Reason.CORRUPT, f"第 {index + 1} 页 / page {index + 1}") from fault
        for character in found:
            if character["upright"]:
                x0, x1 = float(character["x0"]) - left, float(character["x1"]) - left
                yield (
                    character["text"],
                    x0,
                    float(character["top"]) - top,
                    x1,
                    float(character["bottom"]) - top,
                )
        page.close()
