"""Ink that no area of text covers: the lone —, ≥, 0 or 1 in a cell, which detection passes over.

Belongs here: finding it, cell by cell. Does not belong here: reading it.
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


def leftover_areas(ink: Pixels, cells: Sequence[Cell], areas: Sequence[Area]) -> list[list[Area]]:
    """For each cell the lines of ink that stand in none of the areas. ``ink``: without rules."""
    rest = ink.copy()
    for area in areas:
        rest[max(0, area.top) : max(0, area.bottom), max(0, area.x0) : max(0, area.x1)] = 0
    return [[_area(line, cell) for line in _lines(_marks(rest, ink, cell))] for cell in cells]


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
    """Marks side by side as one."""
    lines: list[Mark] = []
    for mark in sorted(marks, key=lambda m: m.top):
        if lines and mark.top <= lines[-1].bottom + _SAME_LINE:
            last = lines[-1]
            lines[-1] = Mark(
                min(last.x0, mark.x0), last.top, max(last.x1, mark.x1), max(last.bottom, mark.bottom)
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
