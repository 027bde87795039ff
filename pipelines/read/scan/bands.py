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
_MARGIN: Final = 24  # pixels of paper around a band


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
    rows, columns = ink.shape
    bands: list[Band] = []
    for top, bottom in _pieces(counts):
        inked = np.flatnonzero(clean[top:bottom].any(axis=0))
        bands.append(
            Band(
                max(0, int(inked[0]) - _MARGIN),
                max(0, top - _MARGIN),
                min(columns, int(inked[-1]) + 1 + _MARGIN),
                min(rows, bottom + _MARGIN),
            )
        )
    return bands


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
