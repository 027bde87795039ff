"""Ink that no area of text covers: the lone —, ≥, 0 or 1 in a cell, which detection passes over.

Belongs here: finding it, in cells and elsewhere. Does not belong here: reading it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import cv2
import numpy as np

from pipelines.read.scan.cells import Cell
from pipelines.read.scan.engine import Area
from pipelines.read.scan.pixels import Pixels
from pipelines.read.scan.ruling import Rule

_HIGH: Final = 14  # pixels: a digit of small print; rounder ink that is smaller is dirt, or a point
_LONG: Final = 8  # pixels: a hyphen
_FLAT: Final = 2.2  # times as long as high: a dash
_SAME_LINE: Final = 4  # pixels between two marks one above the other that still belong to one line
_FAR: Final = 60  # pixels between two marks on one line that are read on their own
_LOW: Final = 0.25  # of the height of the lines of a page: outside of cells, a smaller mark is dirt
_MARGIN: Final = 14  # pixels of paper around a mark: with less, ＝ is read as 二 and - as 一


class Mark(NamedTuple):
    """A connected piece of ink, in pixels of the frame."""

    x0: int
    top: int
    x1: int
    bottom: int


def without_rules(ink: Pixels, rules: Sequence[Rule]) -> Pixels:
    """The ink without the lines of the tables."""
    cleared = ink.copy()
    for rule in rules:
        ends = [(round(rule.x0), round(rule.top)), (round(rule.x1), round(rule.bottom))]
        cv2.line(cleared, ends[0], ends[1], 0, round(rule.thickness) + 4)
    return cleared


def leftover_in_cells(ink: Pixels, cells: Sequence[Cell], areas: Sequence[Area]) -> list[Area]:
    """Lines of ink in cells that stand in none of the areas. ``ink``: without rules."""
    rest = _outside(ink, areas)
    return [_area(line, cell) for cell in cells for line in _lines(_marks(rest, ink, cell))]


def leftover_outside(ink: Pixels, cells: Sequence[Cell], areas: Sequence[Area]) -> list[Area]:
    """The same outside of all cells, as high as the text of the page: a lone figure in a table without lines."""
    page = Cell(0, 0, ink.shape[1], ink.shape[0])
    rest = _outside(ink, [*areas, *(Area(*cell) for cell in cells)])
    high = float(np.median([area.bottom - area.top for area in areas])) if areas else 0.0
    lines = _lines(_marks(rest, ink, page))
    return [
        _area(line, page)
        for line in lines
        if _LOW * high <= max(line.x1 - line.x0, line.bottom - line.top) and line.bottom - line.top <= high
    ]


def around(area: Area, ink: Pixels, cells: Sequence[Cell]) -> Area:
    """The area drawn anew around its ink, with as much paper as a lone mark needs."""
    inside = ink[max(0, area.top) : area.bottom, max(0, area.x0) : area.x1]
    rows, columns = np.flatnonzero(inside.any(axis=1)), np.flatnonzero(inside.any(axis=0))
    if len(rows) == 0:
        return area
    x, y = max(0, area.x0), max(0, area.top)
    mark = Mark(x + int(columns[0]), y + int(rows[0]), x + int(columns[-1]) + 1, y + int(rows[-1]) + 1)
    page = Cell(0, 0, ink.shape[1], ink.shape[0])
    around_it = (
        c
        for c in cells
        if c.x0 <= mark.x0 and c.top <= mark.top and mark.x1 <= c.x1 and mark.bottom <= c.bottom
    )
    return _area(mark, next(around_it, page))


def _outside(ink: Pixels, areas: Sequence[Area]) -> Pixels:
    rest = ink.copy()
    for area in areas:
        rest[max(0, area.top) : max(0, area.bottom), max(0, area.x0) : max(0, area.x1)] = 0
    return rest


def _marks(rest: Pixels, ink: Pixels, cell: Cell) -> list[Mark]:
    """Pieces of ink in a cell of which at least half is left over."""
    inside = np.s_[cell.top : cell.bottom, cell.x0 : cell.x1]
    if not rest[inside].any():
        return []
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(
        np.ascontiguousarray(ink[inside]), connectivity=8
    )
    left = np.bincount(labels.ravel(), weights=(rest[inside].ravel() > 0), minlength=count)
    marks: list[Mark] = []
    for number in range(1, count):
        x0, top, wide, high, size = (int(v) for v in boxes[number])
        if _is_mark(wide, high) and left[number] * 2 >= size:
            x, y = cell.x0 + x0, cell.top + top
            marks.append(Mark(x, y, x + wide, y + high))
    return marks


def _is_mark(wide: int, high: int) -> bool:
    """Whether ink of this size may be a character, and not dirt."""
    long, short = max(wide, high), min(wide, high)
    return long >= _HIGH or (long >= _LONG and long >= _FLAT * short)


def _lines(marks: Sequence[Mark]) -> list[Mark]:
    """Marks side by side as one, unless they stand far apart."""
    rows: list[list[Mark]] = []
    bottom = 0
    for mark in sorted(marks, key=lambda m: m.top):
        if rows and mark.top <= bottom + _SAME_LINE:
            rows[-1].append(mark)
            bottom = max(bottom, mark.bottom)
        else:
            rows.append([mark])
            bottom = mark.bottom
    return [line for row in rows for line in _side_by_side(row)]


def _side_by_side(row: Sequence[Mark]) -> list[Mark]:
    lines: list[Mark] = []
    for mark in sorted(row):
        if lines and mark.x0 - lines[-1].x1 <= _FAR:
            last = lines[-1]
            lines[-1] = Mark(
                last.x0, min(last.top, mark.top), max(last.x1, mark.x1), max(last.bottom, mark.bottom)
            )
        else:
            lines.append(mark)
    return lines


def _area(mark: Mark, cell: Cell) -> Area:
    return Area(
        max(cell.x0, mark.x0 - _MARGIN),
        max(cell.top, mark.top - _MARGIN),
        min(cell.x1, mark.x1 + _MARGIN),
        min(cell.bottom, mark.bottom + _MARGIN),
    )
