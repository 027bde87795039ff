"""A second look at a PDF page, for pages where pdfium leaves something out or does not get through.

pdfium has no outlines for fonts that are neither in the file nor on the machine; a piece of text of one such
character (≥, 人, 次 in a cell of its own) then has no width, and its text page skips it. Belongs here: what the slow
reader is asked. Does not belong here: how it answers (plumbed), and finding out which pages those are (page, reader).

It is some fifty times slower than pdfium, so a page with a long content stream is not looked at: what it would tell is
lost, and the caller says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.read.pdf.second_view import SecondView

if TYPE_CHECKING:
    from pipelines.read.pdf.plumbed import Plumbed


class SecondLook:
    """One file, looked at when the first page is asked for."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._file: Plumbed | None = None

    def at(self, index: int) -> SecondView | None:
        """The page with this index, or None where it is too long or damaged."""
        if self._file is None:
            from pipelines.read.pdf.plumbed import Plumbed

            self._file = Plumbed(self._data)
        return self._file.at(index)
