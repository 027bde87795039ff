"""What pdfplumber says of a PDF page. The only file that imports it: it takes a while, and few files need it.

Belongs here: opening the file once, characters and ruling lines of a page. Does not belong here: when pdfplumber is
asked (second_look).
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any, Final

import pdfplumber
from pdfminer.psexceptions import PSException
from pdfplumber.page import Page
from pdfplumber.pdf import PDF
from pdfplumber.utils.exceptions import PdfminerException

from pipelines.read.layout.page import Edge, Glyph
from pipelines.read.pdf.characters import plain
from pipelines.read.pdf.second_view import SecondView

_MOST_BYTES: Final = 2_000_000  # of a page's content: about as many seconds
# pdfminer meets damaged files with whatever the line at hand raises
_FAULTS: Final = (
    PdfminerException,
    PSException,
    TypeError,
    ValueError,
    KeyError,
    IndexError,
    AttributeError,
    AssertionError,
)


class Plumbed:
    """One file, opened when the first page is asked for."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._file: PDF | None = None

    def at(self, index: int) -> SecondView | None:
        """The page with this index, or None where it is too long or damaged."""
        try:
            if self._file is None:
                self._file = pdfplumber.open(io.BytesIO(self._data))
            page = self._file.pages[index]
            if sum(len(stream.get_data()) for stream in page.page_obj.contents) > _MOST_BYTES:
                return None
            try:
                return _view(page)
            finally:
                page.close()
        except _FAULTS:
            return None


def _view(page: Page) -> SecondView:
    left, top = page.cropbox[0] - page.mediabox[0], page.cropbox[1] - page.mediabox[1]
    glyphs: list[Glyph] = []
    illegible = 0
    for character in page.chars:
        if character["text"].startswith("(cid:"):
            illegible += 1
        elif character["upright"]:
            found = list(_glyphs(character, left, top))
            illegible += sum("\ue000" <= g.text < "\uf900" or g.text == "\ufffd" for g in found)
            glyphs += found
    edges = (
        Edge(e["x0"] - left, e["top"] - top, e["x1"] - left, e["bottom"] - top)
        for e in page.edges
        if e["orientation"] in ("h", "v")
    )
    return SecondView(tuple(glyphs), tuple(edges), illegible)


def _glyphs(character: dict[str, Any], left: float, top: float) -> Iterator[Glyph]:
    text = character["text"]
    x0, x1 = float(character["x0"]) - left, float(character["x1"]) - left
    step = (x1 - x0) / max(len(text), 1)
    for place, one in enumerate(text):  # a ligature shares its box
        yield Glyph(
            plain(one),
            x0 + step * place,
            float(character["top"]) - top,
            x0 + step * (place + 1),
            float(character["bottom"]) - top,
        )
