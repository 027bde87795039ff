"""Pages set in two columns (两栏): the left column is read before the right one, and no line goes from one into the other.

Belongs here: telling such a page for certain, its lines cut and put in order. Does not belong here: columns of tables
(columns).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from pipelines.read.layout.printed import PrintedLine

_FEWEST: Final = 8  # lines side by side
_SHARE: Final = 0.6  # of all lines of the page
_WORDS: Final = 8  # characters on either side of most of them: a table has shorter cells
_GAP: Final = 0.8  # of the height of a line
_MIDDLE: Final = 0.25  # of the page width: how near to its middle the gap is
_SPACES: Final = re.compile(" +")

_Halves = tuple[PrintedLine, PrintedLine]


def in_reading_order(lines: Sequence[PrintedLine], width: float) -> list[PrintedLine]:
    """The lines of a page as they are read: as they stand, or where there are two columns, column after column."""
    halves = [_halves(line, width) for line in lines]
    apart = [line for line, pair in zip(lines, halves, strict=True) if pair is None]
    lefts = [pair[0] for pair in halves if pair] + [line for line in apart if line.x1 < width / 2]
    rights = [pair[1] for pair in halves if pair] + [line for line in apart if line.x0 > width / 2]
    if min(len(lefts), len(rights)) < _FEWEST or len(lefts) + len(rights) < _SHARE * (
        2 * len(lines) - len(apart)
    ):
        return list(lines)
    left, right = max(line.x1 for line in lefts), min(line.x0 for line in rights)
    if left >= right or not _are_prose(lefts) or not _are_prose(rights):
        return list(lines)
    ordered: list[PrintedLine] = []
    beside: list[PrintedLine] = []  # of the right column, to come after the left one
    for line, pair in zip(lines, halves, strict=True):
        if pair is not None:
            ordered.append(pair[0])
            beside.append(pair[1])
        elif line.x0 >= left:
            beside.append(line)
        elif line.x1 <= right:
            ordered.append(line)
        else:  # over both columns
            ordered += [*beside, line]
            beside = []
    return [*ordered, *beside]


def _are_prose(lines: Sequence[PrintedLine]) -> bool:
    return sum(len(line.text) >= _WORDS for line in lines) >= _SHARE * len(lines)


def _halves(line: PrintedLine, width: float) -> _Halves | None:
    """The parts of a line before and behind its widest gap near the middle of the page."""
    if " " not in line.text:
        return None
    gaps = [
        (line.edges[found.end()] - line.edges[found.start()], found.start(), found.end())
        for found in _SPACES.finditer(line.text)
        if abs((line.edges[found.start()] + line.edges[found.end()]) / 2 - width / 2) <= _MIDDLE * width / 2
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
