"""Pages of an OFD file that are pictures of paper (GB/T 33190-2016, 10 images): handed to recognition.

Belongs here: which picture is the page, decoding it. Does not belong here: recognition itself (scan).
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Final

from pipelines.model.document import Loss, LossKind
from pipelines.read.layout.page import PageContent
from pipelines.read.ofd.package import Package
from pipelines.read.ofd.page import Drawing, Picture
from pipelines.read.result import Unreadable
from pipelines.read.source import Source

if TYPE_CHECKING:
    from PIL.Image import Image

_FEW: Final = 20  # characters: a page that prints no more than this beside a picture is the picture
_FILLS: Final = 0.5  # of the paper: a picture as large as this can be the page
_NOTICED: Final = (
    0.25  # of the paper: a picture as large as this may hold a table, smaller ones are seals and marks
)
_MOST_PIXELS: Final = 60_000_000


def page_picture(drawing: Drawing) -> Picture | None:
    """The picture that is the page; None where the page has text of its own or no such picture."""
    if sum(not g.text.isspace() for g in drawing.text.glyphs) > _FEW:
        return None
    largest = max(drawing.pictures, key=lambda p: p.area, default=None)
    return largest if largest is not None and _share(largest, drawing) >= _FILLS else None


def unread_pictures(drawing: Drawing, page: int) -> list[Loss]:
    """Pictures beside text that are large enough to hold some."""
    large = [p for p in drawing.pictures if _share(p, drawing) >= _NOTICED]
    return [Loss(LossKind.PART_NOT_READ, page, p.path or "ImageObject") for p in large[:1]]


def recognised(
    picture: Picture, drawing: Drawing, number: int, package: Package, source: Source
) -> PageContent | None:
    """What recognition sees on the page; None where it is not installed or the picture cannot be decoded."""
    from pipelines.read.scan.page import RecognitionUnavailable, recognise_page

    image = _decoded(picture, package)
    if image is None:
        return None
    try:
        return recognise_page(image, number, drawing.width, drawing.height, source)
    except RecognitionUnavailable:
        return None


def _decoded(picture: Picture, package: Package) -> Image | None:
    from PIL import Image

    if picture.path is None:
        return None
    try:
        image = Image.open(io.BytesIO(package.read(picture.path)), formats=("PNG", "JPEG", "TIFF", "BMP"))
        if image.width * image.height > _MOST_PIXELS:
            return None
        image.load()
    except (Unreadable, OSError, ValueError, SyntaxError, Image.DecompressionBombError):
        return None
    return image


def _share(picture: Picture, drawing: Drawing) -> float:
    """How much of the paper a picture covers."""
    width = min(picture.x1, drawing.width) - max(picture.x0, 0.0)
    height = min(picture.bottom, drawing.height) - max(picture.top, 0.0)
    paper = drawing.width * drawing.height
    return width * height / paper if width > 0 and height > 0 and paper > 0 else 0.0
