"""Cells: what ruling lines enclose, and areas of text cut to fit into them.

Belongs here: cutting at the lines what was found across them. Does not belong here: finding lines (ruling), reading.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

import cv2
import numpy as np

from pipelines.read.scan.engine import Area
from pipelines.read.scan.ruling import Rule

_SMALLEST: Final = 12  # pixels: nothing is printed in a smaller cell
_MARGIN: Final = 2  # pixels between a line and what belongs to the cell
_NARROWEST: Final = 5  # pixels: a narrower piece beside a line holds nothing
_INSIDE: Final = 0.6  # of an area: shared with a larger one, it is a part of that one
_INNER: Final = 0.2  # of its height: a horizontal line nearer to the edge of an area runs beside the text


class Cell(NamedTuple):
    """The inside of a cell in pixels, without its lines."""

    x0: int
    top: int
    x1: int
    bottom: int


def find_cells(rules: Sequence[Rule], columns: int, rows: int) -> list[Cell]:
    """What the lines enclose: connected paper that does not reach the edge of the page."""
    if not rules:
        return []
    paper = np.full((rows, columns), 255, np.uint8)
    for rule in rules:
        ends = [(round(rule.x0), round(rule.top)), (round(rule.x1), round(rule.bottom))]
        cv2.line(paper, ends[0], ends[1], 0, 1)
    count, _, boxes, _ = cv2.connectedComponentsWithStats(paper, connectivity=4)
    inset = _MARGIN + round(max(rule.thickness for rule in rules) / 2)
    cells: list[Cell] = []
    for number in range(1, count):
        x0, top, wide, high = (int(v) for v in boxes[number][:4])
        at_edge = x0 == 0 or top == 0 or x0 + wide == columns or top + high == rows
        if not at_edge and min(wide, high) >= _SMALLEST:
            cells.append(Cell(x0 + inset, top + inset, x0 + wide - inset, top + high - inset))
    return cells


def once(areas: Sequence[Area]) -> list[Area]:
    """Without areas that lie mostly inside a larger one: the same ink must not be read twice."""
    kept: list[Area] = []
    for area in sorted(areas, key=_size, reverse=True):
        if all(_size(_shared(area, other)) < _INSIDE * _size(area) for other in kept):
            kept.append(area)
    return kept


def _shared(area: Area, other: Area) -> Area:
    return Area(
        max(area.x0, other.x0),
        max(area.top, other.top),
        min(area.x1, other.x1),
        min(area.bottom, other.bottom),
    )


def _size(area: Area) -> int:
    return max(0, area.x1 - area.x0) * max(0, area.bottom - area.top)


def cut_areas(areas: Iterable[Area], rules: Sequence[Rule]) -> list[Area]:
    """Areas of text with none of the lines in them: cut where a line crosses, trimmed where it runs along an edge."""
    level = [rule for rule in rules if rule.is_level]
    upright = [rule for rule in rules if not rule.is_level]
    return [
        piece for area in areas for part in _cut_across(area, level) for piece in _cut_along(part, upright)
    ]


def _cut_across(area: Area, level: Sequence[Rule]) -> list[Area]:
    """Parts above and below horizontal lines."""
    parts, rest = [], area
    for rule in sorted(level, key=lambda r: r.top):
        middle = (rest.x0 + rest.x1) / 2
        if not (rule.x0 < middle < rule.x1 and rest.top < rule.top < rest.bottom):
            continue
        above = int(rule.top - rule.thickness / 2) - _MARGIN
        below = int(rule.top + rule.thickness / 2) + _MARGIN
        edge = _INNER * (area.bottom - area.top)
        if rule.top - rest.top > edge:
            if rest.bottom - rule.top <= edge:
                rest = rest._replace(bottom=above)
                break
            parts.append(rest._replace(bottom=above, slope=0.0))
        rest = rest._replace(top=below)
    parts.append(rest)
    return [part for part in parts if part.bottom - part.top > _NARROWEST]


def _cut_along(area: Area, upright: Sequence[Rule]) -> list[Area]:
    """Parts left and right of vertical lines."""
    parts, rest = [], area
    middle = (area.top + area.bottom) / 2
    for rule in sorted(upright, key=lambda r: r.x0):
        if rule.top < middle < rule.bottom and rest.x0 < rule.x0 < rest.x1:
            half = rule.thickness / 2
            parts.append(rest._replace(x1=int(rule.x0 - half) - _MARGIN))
            rest = rest._replace(x0=int(rule.x0 + half) + _MARGIN)
    parts.append(rest)
    return [part for part in parts if part.x1 - part.x0 > _NARROWEST]
