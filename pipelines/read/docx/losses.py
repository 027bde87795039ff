"""What a document shows that is not text: large pictures, charts, embedded workbooks, imported pieces.

Belongs here: finding them and saying which part of the package they are. Does not belong here: reading them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from lxml import etree

from pipelines.read.docx.names import FALLBACK, RELATION, TEXT_BOX, R, W, local_name, number
from pipelines.read.docx.package import Package
from pipelines.read.losses import Losses

_EMU_PER_TWIP: Final = 635
_TWIPS_PER_POINT: Final = 20
_A4: Final = (11906, 16838)  # twips
_LARGE: Final = 4  # a picture of a quarter of the page may hold a table; a stamp or a badge does not reach it
_SIZE: Final = re.compile(
    r"(?:^|;)\s*(width|height)\s*:\s*(\d{1,6}(?:\.\d{1,6})?)(pt|in|cm|mm)?", re.IGNORECASE
)
_POINTS: Final = {"pt": 1.0, "in": 72.0, "cm": 28.35, "mm": 2.835, "": 1.0}
_PARTS: Final = {"chart": R + "id", "relIds": R + "dm", "OLEObject": R + "id", "control": R + "id"}


class DocxLosses(Losses):
    """The losses of one DOCX. ``owner``: the part whose relationships are meant now."""

    def __init__(self, package: Package, owner: str) -> None:
        super().__init__()
        self.owner = owner
        self._package = package
        self._page = float(_A4[0] * _A4[1])

    def measure_page(self, document: etree._Element) -> None:
        """The first section's page, against which pictures are measured."""
        size = next(document.iter(W + "pgSz"), None)
        if size is not None:
            sides = [number(size.get(W + key)) or side for key, side in zip(("w", "h"), _A4, strict=True)]
            self._page = float(abs(sides[0] * sides[1]))

    def find(self, drawing: etree._Element) -> None:
        """Note what is in a drawing, picture or object beside text."""
        embedded = False
        for element in _beneath(drawing):
            name = local_name(element)
            key = _PARTS.get(name)
            if key is not None:
                kind = element.get("ProgID") or name
                self.add(f"{self._target(element.get(key))} ({kind})")
                embedded = True
        if not embedded:
            self._picture(drawing)

    def part(self, element: etree._Element) -> None:
        """Note a piece that lies in a part of its own (altChunk, subDoc)."""
        self.add(self._target(element.get(RELATION)))

    def field(self, code: str) -> None:
        """Note a number that Word counts and does not store."""
        self.add(code)

    def _target(self, relation: str | None) -> str:
        return self._package.target(self.owner, relation or "") or f"r:id={relation}"

    def _picture(self, drawing: etree._Element) -> None:
        area = 0.0
        relation: str | None = None
        for element in _beneath(drawing):
            name = local_name(element)
            if name == "extent":
                sides = number(element.get("cx")), number(element.get("cy"))
                area = (sides[0] or 0) * (sides[1] or 0) / _EMU_PER_TWIP**2
            elif name in {"shape", "rect"}:
                area = max(area, _vml_area(element.get("style", "")))
            elif name == "blip":
                relation = element.get(R + "embed") or element.get(R + "link")
            elif name == "imagedata":
                relation = element.get(R + "id") or element.get(R + "pict")
        if relation and area * _LARGE > self._page:
            self.add(self._target(relation))


def _beneath(drawing: etree._Element) -> Iterator[etree._Element]:
    """Elements of a drawing, without its fallback and without what text boxes in it hold: those are read on their own."""
    waiting = [drawing]
    while waiting:
        element = waiting.pop()
        yield element
        if element.tag not in {FALLBACK, TEXT_BOX}:
            waiting += reversed(element)


def _vml_area(style: str) -> float:
    sides = [float(size) * _POINTS[(unit or "").lower()] for _, size, unit in _SIZE.findall(style)]
    return sides[0] * sides[1] * _TWIPS_PER_POINT**2 if len(sides) == 2 else 0.0
