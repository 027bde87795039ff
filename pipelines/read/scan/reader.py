"""PNG, JPEG, TIFF, BMP, GIF → Document.

Belongs here: how large a picture was on paper, and pictures that are no pages. Does not belong here: opening files
(images), recognition (page).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from pipelines.model.document import Document
from pipelines.read.layout.document import compose_document
from pipelines.read.layout.page import PageContent
from pipelines.read.result import Reason, Unreadable
from pipelines.read.scan.images import open_pages
from pipelines.read.scan.page import RecognitionUnavailable, recognise_page
from pipelines.read.source import Source

if TYPE_CHECKING:
    from PIL.Image import Image

_SMALLEST: Final = 100  # pixels: what is smaller both ways is an icon
_FLATTEST: Final = 12  # pixels: what is flatter is a separator
_DPI: Final = (97.0, 1200.0)  # what scanners really use; 72 and 96 are written by programs that do not know
_SCREEN: Final = 96.0  # dots per inch of a picture of a screen
_PAPER: Final = 8.27  # inches: the width of A4
_WIDE: Final = 1_000  # pixels: what is wider is a page of paper
_LANDSCAPE: Final = 2**0.5
EXTRA: Final = "pip install 'xianjian[ocr]'"


def read(source: Source) -> Document:
    """Read an image file. Raises Unreadable: corrupt, too large, bomb, no text, unsupported (recognition not installed)."""
    try:
        pages = list(_contents(source))
    except RecognitionUnavailable as missing:
        place = f"识别图片文字需要安装 / recognition needs: {EXTRA}"
        raise Unreadable(Reason.UNSUPPORTED, place) from missing
    lost = [loss for page in pages for loss in page.losses]
    if lost and not any(page.glyphs for page in pages):
        raise Unreadable(Reason.NO_TEXT, lost[0].place)
    return compose_document(pages, source)


def _contents(source: Source) -> Iterator[PageContent]:
    for number, image in enumerate(open_pages(source.data, source.media_type), 1):
        if max(image.size) >= _SMALLEST and min(image.size) >= _FLATTEST:
            across, down = _dots_per_inch(image)
            yield recognise_page(image, number, image.width * 72 / across, image.height * 72 / down, source)


def _dots_per_inch(image: Image) -> tuple[float, float]:
    """Across and down (faxes differ): by the file where it can be believed, else as if a large picture showed A4."""
    dpi = image.info.get("dpi")
    if isinstance(dpi, tuple) and len(dpi) == 2 and all(_DPI[0] <= float(d) <= _DPI[1] for d in dpi):
        return float(dpi[0]), float(dpi[1])
    if max(image.size) < _WIDE:
        return _SCREEN, _SCREEN
    paper = _PAPER * (_LANDSCAPE if image.width > image.height else 1.0)
    guess = max(_SCREEN, image.width / paper)
    return guess, guess
