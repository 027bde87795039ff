"""What a document holds that is not read: large pictures, charts, embedded files, hidden passages.

Belongs here: saying which part it is; remarks at the margin. Does not belong here: finding it (inline, story).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from lxml import etree

from pipelines.read.losses import Losses, may_correct, remark_name
from pipelines.read.odf.names import FO, OFFICE, STYLE, SVG, TEXT, XLINK, points

_A4: Final = (595.0, 842.0)  # points
_LARGE: Final = 4  # a picture of a quarter of the page may hold a table; a stamp or a badge does not reach it
_SIDES: Final = ("width", "height")


def remarks_in(element: etree._Element) -> Iterator[str]:
    """The names of remarks at the margin with digits: none is printed, but one may say what a figure should be."""
    for remark in element.iter(OFFICE + "annotation"):
        said = "".join(str(part) for lines in remark.iter(TEXT + "p") for part in lines.itertext())
        if may_correct(said):
            yield remark_name(said)


class OdfLosses(Losses):
    """The losses of one text of OpenDocument, whose ``styles`` say how large its page is."""

    def __init__(self, styles: etree._Element | None) -> None:
        super().__init__()
        page = None if styles is None else next(styles.iter(STYLE + "page-layout-properties"), None)
        sides = [points(page.get(FO + "page-" + side)) for side in _SIDES] if page is not None else []
        self._page = 1.0
        for place, usual in enumerate(_A4):
            self._page *= (sides[place] if sides else None) or usual

    def picture(self, frame: etree._Element, image: etree._Element) -> None:
        """Note a picture that is large enough to hold a table."""
        sides = [points(frame.get(SVG + side)) for side in _SIDES]
        if (sides[0] or 0.0) * (sides[1] or 0.0) * _LARGE > self._page:
            self.add(image.get(XLINK + "href") or "draw:image")
