"""Links: a sheet whose cells lead to pages, each page named once.

Belongs here: how addresses are written into the file. Does not belong here: which page a cell leads to (cells), rows (rows).

xlsxwriter keeps an object of a kilobyte for each link and names its page again each time; a mart has ten thousands of links to a few
thousand pages. Excel takes several links over one relationship. ``/`` stands between folders, which every office program follows.
"""

from __future__ import annotations

import io
from xml.sax.saxutils import quoteattr

from xlsxwriter.worksheet import Worksheet


class LinkedSheet(Worksheet):  # type: ignore[misc]
    """A worksheet with links of our own. No other way of linking may be used on it."""

    def __init__(self) -> None:
        super().__init__()
        self._pages: dict[str, int] = {}
        self._links = io.BytesIO()

    def link(self, cell: str, page: str, anchor: str) -> None:
        """Lead from ``cell`` (``C7``) to a page, relative to the workbook, and a place on it; without ``anchor`` to its top."""
        number = self._pages.setdefault(page, len(self._pages) + 1)
        place = f" location={quoteattr(anchor)}" if anchor else ""
        self._links.write(f'<hyperlink ref="{cell}" r:id="rId{number}"{place}/>'.encode())

    def _write_hyperlinks(self) -> None:
        if not self._pages:
            return
        self.fh.write(f"<hyperlinks>{self._links.getvalue().decode()}</hyperlinks>")
        self.rel_count = len(self._pages)
        self.external_hyper_links = [["/hyperlink", page, "External"] for page in self._pages]
