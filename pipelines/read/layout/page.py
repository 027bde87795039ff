"""What one page shows: characters with boxes, and ruling lines, whoever found them (pdfium, OFD, recognition).

Belongs here: the types that readers of paged formats hand to the layout. Coordinates are points, origin top left, as
a reader holds the page. Does not belong here: what lines and characters amount to (grid, printed).
"""

from __future__ import annotations

from typing import NamedTuple

from pipelines.model.document import Loss
from pipelines.model.frozen import dataclass
from pipelines.read.layout.placement import Placement


class Glyph(NamedTuple):
    """A printed character and its box. ``confidence``: how sure recognition (OCR) was of it; None where it was printed."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    confidence: float | None = None


class Edge(NamedTuple):
    """A horizontal (``top == bottom``) or vertical (``x0 == x1``) ruling line."""

    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PageContent:
    """All that a page shows. ``illegible`` counts characters without a meaning: the font has no map to Unicode.

    ``losses``: what the page shows and these glyphs and edges do not. ``placement``: where glyphs and edges really lie,
    on a page of what size, where the page was straightened to be read; None where they lie as they say.
    """

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    edges: tuple[Edge, ...]
    illegible: int = 0
    losses: tuple[Loss, ...] = ()
    placement: Placement | None = None
