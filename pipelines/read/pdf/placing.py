"""From a page's own coordinates (points, origin bottom left) to what a reader sees: upright, origin top left.

Belongs here: the four ways in which a page may be turned, and its crop box (ISO 32000-1, 7.7.3.3). Does not belong
here: finding out which way that is (characters).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from pipelines.read.layout.placement import Placement

Point: TypeAlias = tuple[float, float]
Sides: TypeAlias = tuple[float, float, float, float]  # left, top, right, bottom
Columns: TypeAlias = tuple[list[float], list[float], list[float], list[float]]  # the same of many boxes


@dataclass(frozen=True, slots=True)
class Placing:
    """``turn``: degrees clockwise by which the page is turned for reading. The rest is the visible part of the page."""

    turn: int
    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """Of the page as a reader holds it."""
        return self.right - self.left if self.turn % 180 == 0 else self.top - self.bottom

    @property
    def height(self) -> float:
        """Of the page as a reader holds it."""
        return self.top - self.bottom if self.turn % 180 == 0 else self.right - self.left

    def placement(self, shown: Placing) -> Placement | None:
        """How the page as read lies on the page as it is shown, where text is drawn turned on it; None where it is not."""
        width, height = shown.width, shown.height
        turned = (self.turn - shown.turn) % 360
        if turned == 90:
            return Placement(0, -1, 1, 0, 0, height, width, height)
        if turned == 180:
            return Placement(-1, 0, 0, -1, width, height, width, height)
        if turned == 270:
            return Placement(0, 1, -1, 0, width, 0, width, height)
        return None

    def point(self, x: float, y: float) -> Point:
        """Where a point of the page is seen."""
        if self.turn == 0:
            return x - self.left, self.top - y
        if self.turn == 90:
            return y - self.bottom, x - self.left
        if self.turn == 180:
            return self.right - x, y - self.bottom
        return self.top - y, self.right - x

    def boxes(self, sides: Sequence[float]) -> Columns:
        """Boxes as they are seen, of a flat list: left, top, right, bottom of the first, and so on."""
        lefts, tops, rights, bottoms = (sides[n::4] for n in range(4))
        if self.turn == 0:
            x0s, x1s = list(lefts), list(rights)
            if self.left:
                x0s, x1s = [x - self.left for x in lefts], [x - self.left for x in rights]
            above, below = [self.top - y for y in tops], [self.top - y for y in bottoms]
        elif self.turn == 90:
            x0s, x1s = [y - self.bottom for y in bottoms], [y - self.bottom for y in tops]
            above, below = [x - self.left for x in lefts], [x - self.left for x in rights]
        elif self.turn == 180:
            x0s, x1s = [self.right - x for x in rights], [self.right - x for x in lefts]
            above, below = [y - self.bottom for y in bottoms], [y - self.bottom for y in tops]
        else:
            x0s, x1s = [self.top - y for y in tops], [self.top - y for y in bottoms]
            above, below = [self.right - x for x in rights], [self.right - x for x in lefts]
        return x0s, above, x1s, below
