"""Characters printed one below the other, as in the narrow columns of a form: 产, 出, 指, 标.

Belongs here: cutting such a column into its characters; read as one line on its side it would give other words. Does not
belong here: pages that lie on their side (upright).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np

from pipelines.read.scan.engine import Area
from pipelines.read.scan.pixels import Pixels

_TALL: Final = 1.5  # times as high as wide: more than one character
_NARROWEST: Final = 16  # pixels: a digit is narrower, and one digit is as tall as a stack of two
_PITCH: Final = (0.75, 1.7)  # of the width of a character: how far below the last one the next may begin
_BEST: Final = 1.1
_MARGIN: Final = 4  # pixels of paper above and below a character


def cut_stacks(areas: Iterable[Area], ink: Pixels) -> list[Area]:
    """The areas, those of stacked characters as one for each character."""
    cut: list[Area] = []
    for area in areas:
        tall = area.bottom - area.top >= _TALL * (area.x1 - area.x0)
        cut += _characters(area, ink) if tall else [area]
    return cut


def _characters(area: Area, ink: Pixels) -> list[Area]:
    inside = ink[max(0, area.top) : area.bottom, max(0, area.x0) : area.x1]
    counts = np.count_nonzero(inside, axis=1)
    rows, columns = np.flatnonzero(counts), np.flatnonzero(inside.any(axis=0))
    if len(rows) == 0:
        return [area]
    wide = int(columns[-1] - columns[0] + 1)
    begin, end = int(rows[0]), int(rows[-1]) + 1
    if wide < _NARROWEST or end - begin < _TALL * wide:
        return [area]
    top = max(0, area.top)
    pieces: list[Area] = []
    while end - begin > _PITCH[1] * wide:
        low, high = begin + int(_PITCH[0] * wide), begin + int(_PITCH[1] * wide)
        window = counts[low:high]
        empty = np.flatnonzero(window == 0) + low
        if len(empty) == 0:
            return [area]
        cut = int(empty[np.abs(empty - (begin + _BEST * wide)).argmin()])
        pieces.append(area._replace(top=top + begin - _MARGIN, bottom=top + cut + _MARGIN // 2, slope=0.0))
        following = np.flatnonzero(counts[cut:])
        begin = cut + int(following[0])
    pieces.append(area._replace(top=top + begin - _MARGIN, bottom=top + end + _MARGIN, slope=0.0))
    return pieces
