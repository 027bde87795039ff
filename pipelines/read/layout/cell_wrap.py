"""Lines of a table cell that stop only because the cell is full.

Belongs here: how much room a line leaves, and numbers that a cell too narrow for them breaks in two (``95.4`` above
``0``). Does not belong here: joining words, which needs no proof (model.flow), wrapped prose (lines).

Two numbers, one above the other, are never made one: every line but the last must be full, and what follows must not
be a number of its own that somebody would print below another. Below ``≥126`` nobody prints ``8.4公里``: a limit has its
own unit behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from pipelines.read.layout.printed import PrintedLine

_PADDING: Final = 1.5  # of the line height: more room than this beside a line is no padding
_NEAR: Final = 0.5  # points
PER_CENT: Final = ("%", "％")
_NUMBER: Final = re.compile(
    r"(?:(?P<limit>[≥≤≧≦<>]=?|=)|[^\d\s]{0,2})\d[\d,]*(\.\d+)?(?P<unit> ?[^\d\s]{0,3})"
)
_BEGINS: Final = re.compile(r"[^\d\s]{0,2}\d[\d,]*\.?\d*")
_GROUPED: Final = re.compile(r"[^\d\s]{0,2}\d{1,3}(,\d{3})+(\.\d+)?")
_GOES_ON: Final = re.compile(r"[\d.,]+")
_BOUND: Final = re.compile(r"[(（]?.[%％)）]*")  # a character with the marks that end or begin no line
_HANGING: Final = "）)】》」”。，、；：！？,.;:%％"  # are printed over the edge, not at the start of a line
_PLAIN: Final = str.maketrans("０１２３４５６７８９．，％＞＜＝", "0123456789.,%><=")


def least_room(cells: Iterable[tuple[float, Sequence[PrintedLine]]]) -> float:
    """What the widest line of a table leaves of the width of its cell: the padding, or a little more.

    What cannot be broken is printed over the edge of a cell too narrow for it: it shows no padding.
    """
    fitting: list[float] = []
    hanging: list[float] = []
    for width, lines in cells:
        for line in lines:
            kept = hanging if _may_hang_over(line.text, len(lines)) else fitting
            kept.append(width - line.edges[-1] + line.edges[0])
    return max(0.0, min(fitting or hanging, default=0.0))


def _may_hang_over(text: str, lines: int) -> bool:
    """Whether a line is one character, ends with a closing mark, or is a piece of a number that its cell breaks."""
    return len(text) < 2 or text[-1] in _HANGING or (lines > 1 and text.isdigit())


def is_full(line: PrintedLine, following: PrintedLine, width: float, least: float) -> bool:
    """Whether what begins ``following`` had no room behind ``line`` in a cell of this width; ``7%`` and ``（万`` are never parted."""
    room = width - (line.x1 - line.x0)
    bound = _BOUND.match(following.text)
    needed = following.edges[bound.end() if bound else 1] - following.edges[0] + _NEAR
    return room < least + needed and room < needed + _PADDING * (line.bottom - line.top)


def join_numbers(lines: Sequence[PrintedLine], width: float, least: float) -> tuple[PrintedLine, ...]:
    """The lines of a cell; those of one broken number are marked as going on without a break."""
    if len(lines) < 2:
        return tuple(lines)
    said = [line.text.translate(_PLAIN) for line in lines]
    whole = _NUMBER.fullmatch("".join(said))
    if not whole:
        return tuple(lines)
    is_limit = bool(whole["limit"] and whole["unit"])
    last = max(place for place, text in enumerate(said) if any(map(str.isdigit, text)))
    begun = ""
    for place in range(last):
        begun += said[place]
        one = is_one_number(begun, said[place + 1]) or (is_limit and _BEGINS.fullmatch(begun))
        if not one or not is_full(lines[place], lines[place + 1], width, least):
            return tuple(lines)
    if said[last + 1 : last + 2] == ["%"] and said[last][-1].isdigit():
        last += 1  # a sign of its own below a number belongs to it, whatever room there was
    return (*(replace(line, unbroken=True) for line in lines[:last]), *lines[last:])


def is_one_number(begun: str, rest: str) -> bool:
    """Whether ``rest`` can only be the end of the number ``begun``: ``12`` and ``00``, ``9.`` and ``8``, ``10`` and ``0``,
    ``2,476,4`` and ``64.6``."""
    begun, rest = begun.translate(_PLAIN), rest.translate(_PLAIN)
    digits = _GOES_ON.match(rest)
    if digits is None or not _BEGINS.fullmatch(begun):
        return False
    end = digits.group()
    if begun[-1] in ".," or end[0] in ".," or len(end) == 1:
        return True
    if "," in begun and not _GROUPED.fullmatch(begun) and _GROUPED.fullmatch(begun + end):
        return True
    return (end[0] == "0" and "." not in end) or ("." in begun and "." not in end and len(end) < len(begun))
