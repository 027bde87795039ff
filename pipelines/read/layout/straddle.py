"""Figures and words that are wider than their cell, and closing brackets for which it had no room: printed over the ruling line.

Belongs here: whether glyphs stand together though a line cuts through one of them, and where words belong that it cuts. Does not
belong here: cells (grid).

A figure belongs to the cell in which it begins; no line begins with a closing bracket. Only a line that runs through a
glyph shows that it hangs over; two figures that merely touch a line from both sides, as in tables without padding, are two.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Final

from pipelines.read.layout.lattice import CellBox
from pipelines.read.layout.page import Glyph
from pipelines.read.layout.printed import is_ideograph

_FIGURE: Final = frozenset("0123456789.,%")
_CLOSING: Final = frozenset(")）")
_CUT: Final = 0.12  # of the width of a glyph that lies on the other side of the line at least
_APART: Final = 0.12  # of the height: glyphs of one figure are not farther apart
_OVER: Final = 0.3  # of the height: nor do they overlap more
_SAME_LINE: Final = 0.3  # of the height
_BESIDE: Final = 0.1  # points
_PADDING: Final = 0.7  # of the height: words that begin so near to the left side of a cell are set from there


def goes_on(before: Glyph, glyph: Glyph) -> bool:
    """Whether a glyph is the next of the figure that the glyph before belongs to, or a bracket that closes behind it."""
    return ((glyph.text in _FIGURE and before.text in _FIGURE) or glyph.text in _CLOSING) and _touch(
        before, glyph
    )


def _touch(before: Glyph, glyph: Glyph) -> bool:
    """Whether two glyphs follow one another on a line without a gap."""
    height = before.bottom - before.top
    return (
        abs(glyph.bottom - before.bottom) <= _SAME_LINE * height
        and -_OVER * height <= glyph.x0 - before.x1 <= _APART * height
    )


def is_cut(glyph: Glyph, line: float) -> bool:
    """Whether a vertical line at ``line`` runs through a glyph."""
    room = _CUT * (glyph.x1 - glyph.x0)
    return glyph.x0 + room < line < glyph.x1 - room


def is_clipped(text: str, x1: float, height: float, side: float) -> bool:
    """Whether words end with an ideograph over the right side of their cell: what comes behind it may not have been printed."""
    return x1 > side + _CUT * height and is_ideograph(text[-1])


def cut_words(
    glyphs: Sequence[Glyph], xs: Sequence[float], cell: Callable[[float, float], CellBox | None]
) -> dict[int, CellBox]:
    """Places of the glyphs of words that a side of a cell cuts through one of their ideographs, and the cell that they belong to.

    Spreadsheets print words that are too wide up to the side of their cell, and the ideograph there whole. Words set from the left
    side of a cell are of it, others of the cell that their middle lies in. ``xs``: the vertical lines; ``cell``: the cell at a point.
    """
    homes: dict[int, CellBox] = {}
    for place, glyph in enumerate(glyphs):
        nearest = bisect_right(xs, glyph.x0)
        if not 0 < nearest < len(xs) or not is_cut(glyph, xs[nearest]) or glyph.confidence is not None:
            continue
        if place in homes or not is_ideograph(glyph.text):
            continue
        line, y = xs[nearest], (glyph.top + glyph.bottom) / 2
        if cell(line - _BESIDE, y) == cell(line + _BESIDE, y):
            continue
        first, last = place, place
        while first and not glyphs[first - 1].text.isspace() and _touch(glyphs[first - 1], glyphs[first]):
            first -= 1
        while last + 1 < len(glyphs) and _touch(glyphs[last], glyphs[last + 1]):
            last += 1
        x0, x1 = glyphs[first].x0, glyphs[last].x1
        home = cell(x0 + _BESIDE, y)
        if home is None or x0 - home[0] > _PADDING * (glyph.bottom - glyph.top):
            home = cell((x0 + x1) / 2, y)
        if home is not None:
            homes |= dict.fromkeys(range(first, last + 1), home)
    return homes
