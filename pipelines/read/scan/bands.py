"""Bands: the parts of a page in which text is looked for, one after another.

Belongs here: leaving out empty paper, and cutting what is left between lines of text. Looking in a whole page at once
takes three times the memory, and too long without a sign of life. Does not belong here: looking (engine).
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

import cv2
import numpy as np

from pipelines.read.scan.pixels import Pixels

_SPECK: Final = 12  # pixels of ink: less is dirt, wherever it lies
_EMPTY: Final = 80  # rows without ink that are not looked at
_HIGHEST: Final = 960  # rows of a band
_LOWEST: Final = 480  # rows of a band before it may be cut
MARGIN: Final = 24  # pixels of paper around a band
_PAPER: Final = 75  # per cent of the pixels of a line of text that are not brighter than its paper
_SPARSE: Final = 5  # every how many pixels are asked for the colour of the paper


class Band(NamedTuple):
    """A part of the frame in pixels."""

    x0: int
    top: int
    x1: int
    bottom: int


def find_bands(ink: Pixels) -> list[Band]:
    """Bands from top to bottom that hold all the ink."""
    clean = _without_specks(ink)
    counts = np.count_nonzero(clean, axis=1)
    bands: list[Band] = []
    for top, bottom in _pieces(counts):
        inked = np.flatnonzero(clean[top:bottom].any(axis=0))
        bands.append(Band(int(inked[0]), top, int(inked[-1]) + 1, bottom))
    return bands


def cut_band(pixels: Pixels, band: Band) -> Pixels:
    """The picture of a band with :data:`MARGIN` paper around it: nothing of its neighbours may be found twice."""
    part = pixels[band.top : band.bottom, band.x0 : band.x1]
    sample = part[::_SPARSE, ::_SPARSE].reshape(-1, 3)
    paper = [float(level) for level in np.percentile(sample, _PAPER, axis=0)]
    framed = cv2.copyMakeBorder(part, MARGIN, MARGIN, MARGIN, MARGIN, cv2.BORDER_CONSTANT, value=paper)
    return np.asarray(framed, dtype=np.uint8)


def _without_specks(ink: Pixels) -> Pixels:
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    large = boxes[:, cv2.CC_STAT_AREA] >= _SPECK
    large[0] = False
    return np.where(large[labels], np.uint8(255), np.uint8(0)) if count > 1 else ink


def _pieces(counts: np.ndarray[tuple[int], np.dtype[np.intp]]) -> Iterator[tuple[int, int]]:
    """Ranges of rows with ink, cut at their emptiest row where they are too high."""
    inked = np.flatnonzero(counts)
    if len(inked) == 0:
        return
    gaps = np.flatnonzero(np.diff(inked) > _EMPTY)
    begins = [int(inked[0]), *(int(inked[g + 1]) for g in gaps)]
    ends = [*(int(inked[g]) + 1 for g in gaps), int(inked[-1]) + 1]
    for begin, end in zip(begins, ends, strict=True):
        while end - begin > _HIGHEST:
            window = counts[begin + _LOWEST : begin + _HIGHEST]
            cut = begin + _LOWEST + int(len(window) - 1 - window[::-1].argmin())
            yield begin, cut
            begin = cut
        yield begin, end
