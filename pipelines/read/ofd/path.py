"""A path object → the straight lines that it shows (GB/T 33190-2016, 9 paths).

Belongs here: AbbreviatedData, which of its lines are seen as ruling lines. Does not belong here: what they rule
(layout.grid). Curves are no ruling lines; a thin filled rectangle is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from pipelines.read.layout.matrix import Matrix
from pipelines.read.layout.page import Edge
from pipelines.read.ofd.geometry import POINTS, Point, moved
from pipelines.read.ofd.package import Element, attribute, kinds, text_of

_THIN: Final = 3.0  # points: a filled rectangle not thicker than this is a line
_THICK: Final = 12.0  # points: a stroke as thick as this paints a ground
_SHORT: Final = 1.0
_TOKEN: Final = re.compile(r"[A-Za-z]|[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_OPERANDS: Final = {"S": 2, "M": 2, "L": 2, "Q": 4, "B": 6, "A": 7, "C": 0}
_LARGEST: Final = 100_000.0  # millimetres


def draw_path(element: Element, matrix: Matrix, line_width: float) -> Iterator[Edge]:
    """Ruling lines of a path object, in points."""
    strokes = (attribute(element, "Stroke") or "true").strip().lower() != "false"
    strokes = strokes and not _is_clear(element, "StrokeColor")
    fills = (attribute(element, "Fill") or "false").strip().lower() == "true"
    fills = fills and not _is_clear(element, "FillColor")
    if not (strokes or fills):
        return
    thick = line_width * POINTS * max(abs(value) for value in matrix[:4]) >= _THICK
    for local in _subpaths(text_of(element, "AbbreviatedData")):
        points = [moved(point, matrix) for point in local]
        if strokes and not thick:
            yield from _straight(points)
        elif fills:
            yield from _thin(points)


def painted(element: Element, matrix: Matrix) -> Iterator[tuple[float, float, float, float]]:
    """The upright rectangles that a path object fills, in points: left, top, right, bottom; lines are none."""
    if (attribute(element, "Fill") or "false").strip().lower() != "true" or _is_clear(element, "FillColor"):
        return
    for local in _subpaths(text_of(element, "AbbreviatedData")):
        points = [moved(point, matrix) for point in local]
        xs, ys = [x * POINTS for x, _ in points], [y * POINTS for _, y in points]
        upright = all(xa == xb or ya == yb for (xa, ya), (xb, yb) in pairwise(points))
        if len(points) in (4, 5) and upright and min(max(xs) - min(xs), max(ys) - min(ys)) > _THIN:
            yield min(xs), min(ys), max(xs), max(ys)


def _is_clear(element: Element, kind: str) -> bool:
    return any((attribute(colour, "Alpha") or "").strip() == "0" for colour in kinds(element, kind))


def _subpaths(data: str) -> Iterator[list[Point]]:
    """Runs of points joined by straight lines."""
    points: list[Point] = []
    start: Point | None = None
    tokens = (found.group() for found in _TOKEN.finditer(data))
    for operator in tokens:
        count = _OPERANDS.get(operator)
        if count is None:
            return  # not a path by the standard: what follows cannot be told
        try:
            values = [float(next(tokens)) for _ in range(count)]
        except (StopIteration, ValueError):
            break
        if any(abs(value) > _LARGEST for value in values):
            break
        if operator == "C":
            if points and start is not None:
                points.append(start)
            continue
        end = (values[-2], values[-1])
        if operator != "L":
            if len(points) > 1:
                yield points
            points = []
        if operator in "SM":
            start = end
        points.append(end)
    if len(points) > 1:
        yield points


def _straight(points: Sequence[Point]) -> Iterator[Edge]:
    for (xa, ya), (xb, yb) in pairwise(points):
        x0, x1 = (xa * POINTS, xb * POINTS) if xa <= xb else (xb * POINTS, xa * POINTS)
        top, bottom = (ya * POINTS, yb * POINTS) if ya <= yb else (yb * POINTS, ya * POINTS)
        if bottom - top <= _SHORT < x1 - x0:
            middle = (top + bottom) / 2
            yield Edge(x0, middle, x1, middle)
        elif x1 - x0 <= _SHORT < bottom - top:
            middle = (x0 + x1) / 2
            yield Edge(middle, top, middle, bottom)


def _thin(points: Sequence[Point]) -> Iterator[Edge]:
    """The middle line of a filled thin rectangle; other fills are no lines."""
    xs, ys = [x * POINTS for x, _ in points], [y * POINTS for _, y in points]
    width, height = max(xs) - min(xs), max(ys) - min(ys)
    if height <= _THIN < width:
        middle = (min(ys) + max(ys)) / 2
        yield Edge(min(xs), middle, max(xs), middle)
    elif width <= _THIN < height:
        middle = (min(xs) + max(xs)) / 2
        yield Edge(middle, min(ys), middle, max(ys))
