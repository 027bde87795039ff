"""What a document holds that is not read: large pictures, charts, embedded files, hidden passages.

Belongs here: saying which part it is. Does not belong here: finding it (inline, story).
"""

from __future__ import annotations

from typing import Final

from lxml import etree

from pipelines.model.document import Loss, LossKind
from pipelines.read.odf.names import FO, STYLE, SVG, XLINK, points

_MOST: Final = 200  # named one by one
_A4: Final = (595.0, 842.0)  # points
_LARGE: Final = 4  # a picture of a quarter of the page may hold a table; a stamp or a badge does not reach it
_SIDES: Final = ("width", "height")


class Losses:
    """The losses of one document, each named once."""

    def __init__(self, styles: etree._Element | None) -> None:
        self._losses: dict[Loss, None] = {}
        page = None if styles is None else next(styles.iter(STYLE + "page-layout-properties"), None)
        sides = [points(page.get(FO + "page-" + side)) for side in _SIDES] if page is not None else []
        self._page = 1.0
        for place, usual in enumerate(_A4):
            self._page *= (sides[place] if sides else None) or usual

    def all(self) -> list[Loss]:
        """What was found, in order."""
        return list(self._losses)

    def picture(self, frame: etree._Element, image: etree._Element) -> None:
        """Note a picture that is large enough to hold a table."""
        sides = [points(frame.get(SVG + side)) for side in _SIDES]
        if (sides[0] or 0.0) * (sides[1] or 0.0) * _LARGE > self._page:
            self.add(image.get(XLINK + "href") or "draw:image")

    def add(self, place: str) -> None:
        """Note something by the name of its part."""
        self._note(Loss(LossKind.PART_NOT_READ, None, place))

    def table(self, place: int) -> None:
        """Note that cells of the table with this number (from 1) were left out."""
        self._note(Loss(LossKind.TABLE_NOT_READ, None, str(place)))

    def _note(self, loss: Loss) -> None:
        if len(self._losses) < _MOST:
            self._losses[loss] = None
