"""By how much a page lies askew on the glass.

Belongs here: the angle at which rows (and columns) of ink stand out sharpest: the projection of the ink changes most
from line to line. Does not belong here: turning the picture (frame), pages that lie on their side (upright).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from pipelines.read.scan.pixels import Pixels

_WIDEST: Final = 5.0  # degrees that are looked at to both sides
_COARSE: Final = 0.5
_FINE: Final = 0.05
_MOST_POINTS: Final = 40_000
_FEWEST_POINTS: Final = 500
_REDUCED: Final = 2  # pixels of the frame that share a bin
_SHARPER: Final = 1.03  # times as sharp as the page as it lies, or the page is left alone

Points = NDArray[np.float64]


def find_skew(ink: Pixels) -> float:
    """Degrees by which the page must be turned clockwise to lie straight; 0 where that cannot be told."""
    ys, xs = np.nonzero(ink)
    if len(xs) < _FEWEST_POINTS:
        return 0.0
    step = max(1, len(xs) // _MOST_POINTS)
    points = np.stack((xs[::step], ys[::step])).astype(np.float64) / _REDUCED
    coarse = max(np.arange(-_WIDEST, _WIDEST + _COARSE / 2, _COARSE), key=lambda a: _sharpness(points, a))
    fine = max(
        np.arange(coarse - _COARSE, coarse + _COARSE + _FINE / 2, _FINE), key=lambda a: _sharpness(points, a)
    )
    if abs(fine) < _FINE or _sharpness(points, fine) < _SHARPER * _sharpness(points, 0.0):
        return 0.0
    return float(fine)


def _sharpness(points: Points, degrees: float) -> float:
    """How much the counts of ink differ between neighbouring rows and neighbouring columns after the turn."""
    sine, cosine = np.sin(np.radians(degrees)), np.cos(np.radians(degrees))
    xs, ys = points
    return _contrast(ys * cosine + xs * sine) + _contrast(xs * cosine - ys * sine)


def _contrast(places: NDArray[np.float64]) -> float:
    counts = np.bincount((places - places.min()).astype(np.int64))
    return float(np.square(np.diff(counts.astype(np.float64))).sum())
