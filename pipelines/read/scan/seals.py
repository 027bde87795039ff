"""Red seals over the print (公章), taken away so that what lies under them can be read.

Belongs here: telling a seal from red print by its size and shape, and bleaching it. Red letters outside of seals (a
letterhead, a negative number) stay. Does not belong here: seals on grey scans, which cannot be told from print.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import cv2
import numpy as np

from pipelines.read.scan.pixels import Pixels

_RED: Final = 40  # levels by which red outshines green and blue
_REDDEST: Final = 60  # from here on a pixel is nothing but seal and what it covers
_FEWEST: Final = 400  # red pixels in a picture
_JOIN: Final = 25  # pixels: strokes of a seal, and letters of a red heading, that belong together
_SMALLEST: Final = 120  # pixels: a name chop (1.5 cm)
_LARGEST: Final = 520  # pixels: the largest official seal (5 cm) and some
_SQUARE: Final = 1.6  # times as wide as high, or as high as wide
_BLED: Final = 5  # pixels across which JPEG smears colour
_MARGIN: Final = 6  # pixels
_PAPER: Final = 75  # per cent of the pixels that are not brighter than the paper


def bleach_seals(pixels: Pixels) -> tuple[Pixels, Pixels | None]:
    """The picture without its seals, and 255 wherever there was one; None where there was none."""
    blue, green, red = cv2.split(pixels)
    redness = cv2.subtract(red, cv2.max(green, blue))
    mask = np.where(redness > _RED, np.uint8(255), np.uint8(0))
    if cv2.countNonZero(mask) < _FEWEST:
        return pixels, None
    bleached, covered = pixels.copy(), np.zeros_like(mask)
    around = cv2.dilate(mask, np.ones((_BLED, _BLED), np.uint8))
    for seal in _seals(mask):
        levels = red[seal]  # in red light a seal is nearly as bright as paper, and what it covers is dark
        paper = float(np.percentile(levels, _PAPER))
        ink = float(np.median(levels[mask[seal] > 0]))
        share = np.clip(redness[seal].astype(np.float32) / _REDDEST, 0, 1)
        brighter = levels * (1 + (paper / max(ink, 1.0) - 1) * share)
        bleached[seal] = np.minimum(brighter, paper).astype(np.uint8)[:, :, None]
        covered[seal] = around[seal]
    return (bleached, covered) if covered.any() else (pixels, None)


def _seals(mask: Pixels) -> Iterator[tuple[slice, slice]]:
    """Where red forms something as wide as high, of the size of a seal."""
    joined = cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((_JOIN, _JOIN), np.uint8))
    count, _, boxes, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    for number in range(1, count):
        x0, top, wide, high = (int(v) for v in boxes[number][:4])
        short, long = sorted((wide, high))
        if short >= _SMALLEST and long <= min(_LARGEST, _SQUARE * short):
            yield (
                slice(max(0, top - _MARGIN), top + high + _MARGIN),
                slice(max(0, x0 - _MARGIN), x0 + wide + _MARGIN),
            )
