"""One page as a picture → what it shows. The one door to recognition for every reader that meets a scanned page.

Belongs here: loading what recognition needs on first need, what is remembered, and what is said where recognition is
not installed. Does not belong here: the steps (steps). Nothing heavy is imported before a page is really recognised.
"""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from pipelines.read.layout.page import PageContent
from pipelines.read.source import Source

if TYPE_CHECKING:
    from PIL.Image import Image

_THREADS: Final = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


class RecognitionUnavailable(Exception):  # noqa: N818 - an outcome, not a fault of ours
    """Raised where the packages of the extra ``ocr`` cannot be imported."""


def recognise_page(image: Image, number: int, width: float, height: float, source: Source) -> PageContent:
    """Characters and ruling lines of a page of ``width`` × ``height`` points that is shown by ``image``.

    ``number``: of the page, from 1. ``source.cache`` is where answers of the recogniser are kept between runs,
    ``source.progress`` is called after each dear step. Raises RecognitionUnavailable.
    """
    for threads in _THREADS:  # numpy asks when it is loaded; each thread would take address space
        os.environ.setdefault(threads, "1")
    try:
        from pipelines.read.scan.engine import engine_of_this_process, engine_stamp
        from pipelines.read.scan.remembered import RememberedEngine, page_file
        from pipelines.read.scan.steps import recognise

        stamp = engine_stamp()
        kept = None if source.cache is None else page_file(source.cache, image, stamp)
        engine = RememberedEngine(engine_of_this_process, kept)

        def keep_and_say() -> None:
            engine.keep(whole=False)
            source.progress()

        listening = replace(source, progress=keep_and_say)
        content = recognise(image, number, width, height, engine, listening)
    except ImportError as missing:
        raise RecognitionUnavailable(str(missing)) from missing
    engine.keep(whole=True)
    return content
