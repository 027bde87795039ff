"""Lines of a table cell that stop only because the cell is full.

Belongs here: how much room a line leaves, and numbers that a cell too narrow for them breaks in two (``95.4`` above
``0``). Does not belong here: joining words, which needs no proof (model.flow), wrapped prose (lines).

Two numbers, one above the other, are never made one: every line but the last must be full, and what follows must not
be a number of its own that somebody would print below another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from pipelines.read.layout.printed import PrintedLine

_PADDING: Final = 1.5  # of the line height: more room than this beside a line is no padding
_NEAR: Final = 0.5  # points
PER_CENT: Final = ("%", "％")
_NUMBER: Final = re.compile(r"[^\d\s]{0,2}\d[\d,，]*(\.\d+)?[^\d\s]{0,3}")
_BEGINS: Final = re.compile(r"[^\d\s]{0,2}\d[\d,，]*\.?\d*")
_GOES_ON: Final = re.compile(r"[\d.,，]+")


def least_room(cells: Iterable[tuple[float, Sequence[PrintedLine]]]) -> float:
    """What the widest line of a table leaves of the width of its cell: the padding, or a little more."""
    return max(
        0.0, min((width - x.edges[-1] + x.edges[0] for width, lines in cells for x in lines), default=0.0)
    )


def is_full(line: PrintedLine, following: PrintedLine, width: float, least: float) -> bool:
    """Whether the first character of ``following`` had no room behind ``line`` in a cell of this width."""
    room = width - (line.x1 - line.x0)
    needed = following.edges[1] - following.edges[0] + _NEAR
    return room < least + needed and room < needed + _PADDING * (line.bottom - line.top)


def join_numbers(lines: Sequence[PrintedLine], width: float, least: float) -> tuple[PrintedLine, ...]:
    """The lines of a cell; those of one broken number are marked as going on without a break."""
    if len(lines) < 2 or not _NUMBER.fullmatch("".join(line.text for line in lines)):
        return tuple(lines)
    begun = ""
    for line, following in pairwise(lines):
        begun += line.text
        if following.text in PER_CENT and begun[-1].isdigit():
            continue  # a sign of its own below a number belongs to it, whatever room there was
        if not is_full(line, following, width, least) or not is_one_number(begun, following.text):
            return tuple(lines)
    return (*(replace(line, unbroken=True) for line in lines[:-1]), lines[-1])


def is_one_number(begun: str, rest: str) -> bool:
    """Whether ``rest`` can only be the end of the number ``begun``: ``12`` and ``00``, ``9.`` and ``8``, ``10`` and ``0``."""
    digits = _GOES_ON.match(rest)
    if digits is None or not _BEGINS.fullmatch(begun):
        return False
    end = digits.group()
    if begun[-1] in ".,，" or end[0] in ".,，" or len(end) == 1:
        return True
    return (end[0] == "0" and "." not in end) or ("." in begun and "." not in end and len(end) < len(begun))
