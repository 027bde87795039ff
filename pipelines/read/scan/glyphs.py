"""Recognised characters → glyphs with boxes.

Belongs here: cutting the picture of a line out of a frame, and where its characters stand. Does not belong here:
recognition (engine).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import cv2
import numpy as np

from pipelines.read.layout.page import Glyph
from pipelines.read.scan.engine import Area, Character
from pipelines.read.scan.pixels import Pixels

_LOWEST: Final = 0.55  # of the height of the area: the ink of a dash is lower, the line it stands on is not
_SEARCH: Final = (
    0.3  # of the distance of two characters: how far from the middle the gap between them is looked for
)


def cut_out(pixels: Pixels, area: Area) -> Pixels:
    """The picture of one line, level."""
    rows, columns = pixels.shape[:2]
    x0, x1 = max(0, area.x0), min(columns, area.x1)
    if not area.slope:
        return pixels[max(0, area.top) : min(rows, area.bottom), x0:x1]
    middle = (x0 + x1) / 2
    shear = np.array([[1, 0, x0], [area.slope, 1, area.top + area.slope * (x0 - middle)]], dtype=np.float64)
    size = (x1 - x0, area.bottom - area.top)
    way = cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP
    level = cv2.warpAffine(pixels, shear, size, flags=way, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(level, dtype=np.uint8)


def place_characters(characters: Sequence[Character], area: Area, ink: Pixels, point: float) -> list[Glyph]:
    """Glyphs in points (``point`` per pixel). ``ink``: of the line, cut out as the line was.

    Neighbours touch, so that no gap between two digits is ever taken for a space: only what was recognised as a
    space is one.
    """
    if not characters:
        return []
    top, bottom = _extent(ink, area)
    edges = [area.x0 + x for x in _edges(characters, ink)]
    return [
        Glyph(
            character.text,
            x0 * point,
            top * point,
            x1 * point,
            bottom * point,
            character.confidence,
        )
        for character, (x0, x1) in zip(characters, pairwise(edges), strict=True)
    ]


def _extent(ink: Pixels, area: Area) -> tuple[float, float]:
    """First and last row of ink, at least as far apart as a line of text is high."""
    rows = np.flatnonzero(ink.any(axis=1))
    least = _LOWEST * ink.shape[0]
    if len(rows) == 0:
        return area.top, area.bottom
    top, bottom = float(rows[0]), float(rows[-1] + 1)
    if bottom - top < least:
        middle = (top + bottom) / 2
        top = min(max(0.0, middle - least / 2), ink.shape[0] - least)
        bottom = top + least
    return area.top + top, area.top + bottom


def _edges(characters: Sequence[Character], ink: Pixels) -> list[float]:
    """Left edge of each character and right edge of the last: in the gaps of the ink, strictly one after another."""
    wide = ink.shape[1]
    inked = np.count_nonzero(ink, axis=0)
    columns = np.flatnonzero(inked)
    first, last = (float(columns[0]), float(columns[-1] + 1)) if len(columns) else (0.0, float(wide))
    middles = [character.middle * wide for character in characters]
    edges = [min(first, middles[0])]
    for left, right in pairwise(middles):
        middle, reach = (left + right) / 2, (right - left) * _SEARCH
        begin, end = max(0, int(middle - reach)), min(wide, int(middle + reach) + 1)
        window = inked[begin:end]
        if len(window):
            emptiest = np.flatnonzero(window == window.min()) + begin
            middle = float(emptiest[np.abs(emptiest - middle).argmin()])
        edges.append(max(middle, edges[-1] + 0.5))
    edges.append(max(last, edges[-1] + 0.5))
    return edges
