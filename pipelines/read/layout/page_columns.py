"""Pages set in two columns (两栏): the left column is read before the right one, and no line goes from one into the other.

Belongs here: telling such a page for certain, its lines cut and put in order with the tables between them, where they stand in
their column. Does not belong here: columns of tables (columns).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from pipelines.read import shapes
from pipelines.read.layout.grid import Grid
from pipelines.read.layout.printed import PrintedLine

_FEWEST: Final = 8  # lines side by side
_SHARE: Final = 0.6  # of all lines of the page
_WORDS: Final = 8  # characters on either side of most of them: a table has shorter cells
_GAP: Final = 0.8  # of the height of a line
_MIDDLE: Final = 0.25  # of the page width: how near to its middle the gap is
_SPACES: Final = re.compile(" +")


@dataclass(frozen=True, slots=True)
class PageColumns:
    """The middle between two columns, and by how much the right one stands to the right of the left one."""

    middle: float
    shift: float

    def place(self, line: PrintedLine) -> float | None:
        """By how much a line stands to the right of the left column's place; None where it goes over both columns."""
        if line.x1 <= self.middle:
            return 0.0
        return self.shift if line.x0 >= self.middle else None


_Halves = tuple[PrintedLine, PrintedLine]
Item = PrintedLine | Grid


def in_reading_order(items: Sequence[Item], width: float) -> tuple[list[Item], PageColumns | None]:
    """The lines and tables of a page as they are read: as they stand, or where there are two columns, column after column.

    Tables show no columns: two of them may stand beside one another on any page.
    """
    halves = [_halves(item, width) if isinstance(item, PrintedLine) else None for item in items]
    lines = [item for item in items if isinstance(item, PrintedLine)]
    apart = [x for x, pair in zip(items, halves, strict=True) if pair is None and isinstance(x, PrintedLine)]
    lefts = [pair[0] for pair in halves if pair] + [line for line in apart if line.x1 < width / 2]
    rights = [pair[1] for pair in halves if pair] + [line for line in apart if line.x0 > width / 2]
    if min(len(lefts), len(rights)) < _FEWEST or len(lefts) + len(rights) < _SHARE * (
        2 * len(lines) - len(apart)
    ):
        return list(items), None
    left, right = max(line.x1 for line in lefts), min(line.x0 for line in rights)
    if left >= right or not _are_prose(lefts) or not _are_prose(rights):
        return list(items), None
    middle = (left + right) / 2
    ordered: list[Item] = []
    beside: list[Item] = []  # of the right column, to come after the left one
    for item, pair in zip(items, halves, strict=True):
        x0, x1 = (item.xs[0], item.xs[-1]) if isinstance(item, Grid) else (item.x0, item.x1)
        if pair is not None:
            ordered.append(pair[0])
            beside.append(pair[1])
        elif x0 >= (middle if isinstance(item, Grid) else left):
            beside.append(item)
        elif x1 <= (middle if isinstance(item, Grid) else right):
            ordered.append(item)
        else:  # over both columns
            ordered += [*beside, item]
            beside = []
    shift = min(line.x0 for line in rights) - min(line.x0 for line in lefts)
    return [*ordered, *beside], PageColumns(middle, shift)


def _is_near(line: PrintedLine, start: int, end: int, width: float) -> bool:
    """Whether a gap is near the middle of the page, or reaches over it behind a heading or the short last line of a paragraph."""
    left, right = line.edges[start], line.edges[end]
    if abs((left + right) / 2 - width / 2) <= _MIDDLE * width / 2:
        return True
    before = line.text[:start]
    return left <= width / 2 <= right and (shapes.ends_sentence(before) or shapes.is_heading(before))


def _are_prose(lines: Sequence[PrintedLine]) -> bool:
    return sum(len(line.text) >= _WORDS for line in lines) >= _SHARE * len(lines)


def _halves(line: PrintedLine, width: float) -> _Halves | None:
    """The parts of a line before and behind its widest gap near the middle of the page."""
    if " " not in line.text:
        return None
    gaps = [
        (line.edges[found.end()] - line.edges[found.start()], found.start(), found.end())
        for found in _SPACES.finditer(line.text)
        if _is_near(line, found.start(), found.end(), width)
    ]
    wide, start, end = max(gaps, default=(0.0, 0, 0))
    if wide < _GAP * (line.bottom - line.top):
        return None
    return (
        replace(
            line, text=line.text[:start], edges=line.edges[: start + 1], confidence=line.confidence[:start]
        ),
        replace(line, text=line.text[end:], edges=line.edges[end:], confidence=line.confidence[end:]),
    )
