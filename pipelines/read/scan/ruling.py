"""Ruling lines of tables in a picture.

Belongs here: finding long straight ink, putting broken lines together, and keeping those that make up a grid. Does not
belong here: what the cells hold.

Underlines, dashes and the strokes of large characters are long and straight too; but they cross nothing, or lie
wholly inside a line of text.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from pipelines.read.scan.engine import Area
from pipelines.read.scan.pixels import Pixels

_SHORTEST: Final = 31  # pixels: the height of a row of small print
_GAP: Final = 4  # pixels of a line that noise may have eaten
_LONG: Final = (
    90  # pixels: a shorter line is one only where it has no gaps: strokes nearly reach the lines around them
)
_WHOLE: Final = 0.96
_BREAK: Final = 28  # pixels between two pieces of one line
_NEAR: Final = 2  # pixels to both sides of a line in which its ink is looked for
_SAME: Final = 6  # pixels between the two strokes of a double line, and by which a bent line may stray
_REACH: Final = 14  # pixels by which a line may stop short of the line that it should meet
_MEET: Final = 2  # pixels between two lines that meet
_THICKEST: Final = 12
_FULL: Final = 0.6  # of its length: a row of a line that is inked
_TATTERED: Final = 0.8  # of its length: a line that noise has torn to pieces is inked
_BESIDE: Final = 8  # pixels from the middle of a line: paper, or it is a line of text
_BARE: Final = 0.2  # of its length that may be inked there: characters that touch it
_EDGE: Final = 0.15  # of the height of the text: what runs nearer to the edge of an area runs beside the text
_TEXT: Final = 6  # rows of ink: more than the edge of another line
_TOUCH: Final = 3  # pixels beside a line in which there is only paper, unless it is a stroke
_TOUCHING: Final = 0.08  # of the height of the text that other strokes meet this one
_STUB: Final = 12  # pixels: what is left of a line outside of text
_BEND: Final = 0.012  # of its length: by how much a line may be bent
_FEWEST: Final = 2  # lines that a line of a grid meets
_MOST: Final = 2_000


class Rule(NamedTuple):
    """A horizontal (``top == bottom``) or vertical (``x0 == x1``) line: its middle, and how thick it is."""

    x0: float
    top: float
    x1: float
    bottom: float
    thickness: float

    @property
    def is_level(self) -> bool:
        """Whether it is horizontal."""
        return self.top == self.bottom

    def flipped(self) -> Rule:
        """Rows for columns."""
        return Rule(self.top, self.x0, self.bottom, self.x1, self.thickness)


def find_rules(ink: Pixels, areas: Sequence[Area]) -> list[Rule]:
    """The lines of all grids, straight, each reaching the lines that it meets."""
    level = _straight(ink)
    upright = _straight(np.ascontiguousarray(ink.T))  # columns for rows, until they are put together
    if len(level) + len(upright) > _MOST:
        return []
    flipped = [Area(area.top, area.x0, area.bottom, area.x1) for area in areas]
    level = _together(_beside(level, areas), ink)
    upright = _together(_beside(upright, flipped, ink.T), ink.T)
    reaching = _reaching(level, _flip(upright), ink), _flip(_reaching(upright, _flip(level), ink.T))
    return _crossing(*reaching)


def _flip(rules: Iterable[Rule]) -> list[Rule]:
    return [rule.flipped() for rule in rules]


def _straight(ink: Pixels) -> list[Rule]:
    """Horizontal pieces of at least the shortest length."""
    whole = cv2.morphologyEx(ink, cv2.MORPH_CLOSE, np.ones((1, _GAP), np.uint8))
    long = cv2.morphologyEx(whole, cv2.MORPH_OPEN, np.ones((1, _SHORTEST), np.uint8))
    joined = cv2.dilate(long, np.ones((3, 1), np.uint8))
    count, labels, boxes, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    pieces: list[Rule] = []
    for number in range(1, count):
        x0, top, wide, high = (int(v) for v in boxes[number][:4])
        inside = np.s_[top : top + high, x0 : x0 + wide]
        shape = (labels[inside] == number) & (long[inside] > 0)
        whole_enough = wide >= _LONG or np.mean((shape & (ink[inside] > 0)).any(axis=0)) >= _WHOLE
        pieces += _piece(x0, top, shape) if whole_enough else []
    return pieces


def _piece(x0: int, top: int, shape: NDArray[np.bool_]) -> list[Rule]:
    """The line that connected ink is; where characters stand on it, only the rows that are inked from end to end."""
    wide = shape.shape[1]
    if shape.shape[0] > _THICKEST + _BEND * wide:
        full = shape.sum(axis=1) >= _FULL * wide
        shape = shape & full[:, None]
    rows = np.flatnonzero(shape.any(axis=1))
    if len(rows) == 0:
        return []
    thickness = float(shape.sum()) / wide
    if thickness > _THICKEST or rows[-1] - rows[0] > _THICKEST + _BEND * wide:
        return []
    y = top + float(np.average(np.arange(shape.shape[0]), weights=shape.sum(axis=1)))
    return [Rule(x0, y, x0 + wide, y, thickness)]


def _beside(pieces: Iterable[Rule], areas: Sequence[Area], ink: Pixels | None = None) -> list[Rule]:
    """Horizontal pieces without what belongs to a text: strokes of characters, dashes, underlines.

    A line that runs right through an area is none of them: the area was found across it. Strokes do so only where
    rows of characters stand close above each other; where ``ink`` is given, such a line needs paper on both sides.
    """
    beside: list[Rule] = []
    for piece in pieces:
        parts = [piece]
        for area in areas:
            edge = _EDGE * min(area.bottom - area.top, area.x1 - area.x0)
            if area.top + edge < piece.top < area.bottom - edge:
                parts = [rest for part in parts for rest in _outside(part, area, ink)]
        beside += [part for part in parts if part.x1 - part.x0 >= _STUB]
    return beside


def _outside(piece: Rule, area: Area, ink: Pixels | None) -> list[Rule]:
    """What of a piece is no part of the text in an area that it meets."""
    if piece.x1 <= area.x0 or piece.x0 >= area.x1:
        return [piece]
    if piece.x0 < area.x0 and piece.x1 > area.x1 and (ink is None or not _is_stroke(piece, area, ink)):
        return [piece]
    return [piece._replace(x1=min(piece.x1, area.x0)), piece._replace(x0=max(piece.x0, area.x1))]


def _is_stroke(piece: Rule, area: Area, ink: Pixels) -> bool:
    """Whether a piece that runs through an area has text on both sides that touches it."""
    near, far = round(piece.top - piece.thickness / 2), round(piece.top + piece.thickness / 2)
    inside = ink[:, area.x0 : area.x1]
    above, below = inside[area.top : near - 1], inside[far + 2 : area.bottom]
    if min(np.count_nonzero(above.any(axis=1)), np.count_nonzero(below.any(axis=1))) < _TEXT:
        return False
    touching = (above[-_TOUCH:].any(axis=0), below[:_TOUCH].any(axis=0))
    most = max(int(np.count_nonzero(side)) for side in touching)
    return most > _TOUCHING * (area.x1 - area.x0)


def _together(pieces: Iterable[Rule], ink: Pixels) -> list[Rule]:
    """Horizontal pieces at one height at one common height, those with small gaps between them as one."""
    rows: list[list[Rule]] = []
    for piece in sorted(pieces, key=lambda p: p.top):
        if rows and piece.top - rows[-1][-1].top <= _SAME:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    joined: list[Rule] = []
    for row in rows:
        weights = [piece.x1 - piece.x0 for piece in row]
        y = float(np.average([piece.top for piece in row], weights=weights))
        run: list[Rule] = []
        for piece in sorted(row):
            if run and not _goes_on(max(p.x1 for p in run), piece, y, ink):
                joined.append(_joined(run, y))
                run = []
            run.append(piece)
        joined.append(_joined(run, y))
    return joined


def _goes_on(x: float, piece: Rule, y: float, ink: Pixels) -> bool:
    """Whether a line that stops at ``x`` is the same as one that begins where ``piece`` does."""
    gap = piece.x0 - x
    return gap <= _BREAK or (gap <= _LONG and _inked(x, piece.x0, y, ink) >= _FULL)


def _inked(x0: float, x1: float, y: float, ink: Pixels) -> float:
    """Share of the columns from ``x0`` to ``x1`` that have ink at ``y``."""
    row = round(y)
    between = ink[max(0, row - _NEAR) : row + _NEAR + 1, round(x0) : round(x1)]
    return float(np.mean(between.any(axis=0))) if between.size else 0.0


def _joined(run: Sequence[Rule], y: float) -> Rule:
    low, high = min(p.top for p in run), max(p.top for p in run)
    thickness = max(p.thickness for p in run) + high - low
    return Rule(run[0].x0, y, max(p.x1 for p in run), y, thickness)


def _reaching(level: Sequence[Rule], upright: Sequence[Rule], ink: Pixels) -> list[Rule]:
    """Horizontal lines with their ends moved to the vertical line that they nearly reach, or reach in tatters."""
    reaching: list[Rule] = []
    for rule in level:
        crossed = sorted(
            other.x0 for other in upright if other.top - _REACH <= rule.top <= other.bottom + _REACH
        )
        x0, x1 = _snapped(rule.x0, rule, crossed), _snapped(rule.x1, rule, crossed)
        for x in (x for x in crossed if x > x1):
            if not _is_tattered(x1, x, rule.top, ink):
                break
            x1 = x
        for x in (x for x in reversed(crossed) if x < x0):
            if not _is_tattered(x, x0, rule.top, ink):
                break
            x0 = x
        reaching.append(rule._replace(x0=min(x0, x1), x1=max(x0, x1)))
    return reaching


def _snapped(end: float, rule: Rule, crossed: Sequence[float]) -> float:
    """The place of the vertical line next to an end; short lines must come nearer to it."""
    reach = min(_REACH, _REACH * (rule.x1 - rule.x0) / _LONG)
    nearest = min(crossed, key=lambda x: abs(x - end), default=end)
    return nearest if abs(nearest - end) <= reach else end


def _is_tattered(x0: float, x1: float, y: float, ink: Pixels) -> bool:
    """Whether what is left of a line runs from ``x0`` to ``x1``: nearly all along, with paper on both sides."""
    x0, x1 = x0 + 2 * _MEET, x1 - 2 * _MEET
    beside = max(_inked(x0, x1, y - _BESIDE, ink), _inked(x0, x1, y + _BESIDE, ink))
    return beside <= _BARE and _inked(x0, x1, y, ink) >= _TATTERED


def _crossing(level: Sequence[Rule], upright: Sequence[Rule]) -> list[Rule]:
    """The lines that meet at least two lines of the other direction, which themselves do."""
    while True:
        kept_level = [r for r in level if sum(_meet(r, o) for o in upright) >= _FEWEST]
        kept_upright = [r for r in upright if sum(_meet(o, r) for o in kept_level) >= _FEWEST]
        if len(kept_level) == len(level) and len(kept_upright) == len(upright):
            return [*level, *upright]
        level, upright = kept_level, kept_upright


def _meet(level: Rule, upright: Rule) -> bool:
    return (
        level.x0 - _MEET <= upright.x0 <= level.x1 + _MEET
        and upright.top - _MEET <= level.top <= upright.bottom + _MEET
    )
