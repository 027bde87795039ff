"""One page as a picture → what it shows. The one door to recognition for every reader that meets a scanned page.

Belongs here: the order of the steps, and what is said where recognition is not installed. Does not belong here: the
steps. Nothing heavy is imported before a page is really recognised.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipelines.read.layout.page import PageContent
from pipelines.read.source import Source

if TYPE_CHECKING:
    from PIL.Image import Image


class RecognitionUnavailable(Exception):  # noqa: N818 - an outcome, not a fault of ours
    """Raised where the packages of the extra ``ocr`` cannot be imported."""


def recognise_page(image: Image, number: int, width: float, height: float, source: Source) -> PageContent:
    """Characters and ruling lines of a page of ``width`` × ``height`` points that is shown by ``image``.

    ``number``: of the page, from 1. Raises RecognitionUnavailable; Unreadable (too large) for too many pixels.
    """
    raise RecognitionUnavailable
