"""Which way up a page lies: upright, on a side, on its head.

Belongs here: deciding by the areas of text and by how well lines can be read each way. Does not belong here: small
angles (skew).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np

from pipelines.read.scan.engine import Area, Engine
from pipelines.read.scan.frame import Frame, quarter_turned
from pipelines.read.scan.glyphs import cut_out
from pipelines.read.scan.pixels import Pixels

_LONG: Final = 2.0  # times as long as high: which way the line runs is plain
_SAMPLE: Final = 5  # lines that are read to find out
_SURE: Final = 0.9  # mean confidence at which the other way up is not tried


def is_on_side(areas: Sequence[Area]) -> bool:
    """Whether most text runs from top to bottom."""
    lying = sum(_size(a) for a in areas if a.x1 - a.x0 >= _LONG * (a.bottom - a.top))
    standing = sum(_size(a) for a in areas if a.bottom - a.top >= _LONG * (a.x1 - a.x0))
    return standing > lying


def set_upright(frame: Frame, areas: list[Area], engine: Engine) -> tuple[Frame, list[Area]]:
    """The frame turned by half a circle where its lines can be read better that way, with their areas."""
    longest = sorted(areas, key=lambda a: a.x1 - a.x0, reverse=True)[:_SAMPLE]
    lines = [cut_out(frame.pixels, area) for area in longest]
    as_it_lies = _confidence(engine, lines)
    if as_it_lies >= _SURE:
        return frame, areas
    on_its_head = _confidence(engine, [np.ascontiguousarray(line[::-1, ::-1]) for line in lines])
    if on_its_head <= as_it_lies:
        return frame, areas
    turned = [quarter_turned(area, 2, frame.columns, frame.rows) for area in areas]
    return frame.quarter_turned(2), turned


def _size(area: Area) -> int:
    return (area.x1 - area.x0) * (area.bottom - area.top)


def _confidence(engine: Engine, lines: Sequence[Pixels]) -> float:
    """Mean confidence over all characters of these lines; a line that yields nothing counts as one of confidence 0."""
    read = engine.read(lines)
    scores = [c.confidence for line in read for c in line] + [0.0 for line in read if not line]
    return sum(scores) / len(scores) if scores else 0.0
