"""Figures that are wider than their cell, and closing brackets for which it had no room: printed over the ruling line.

Belongs here: whether two glyphs stand together though a line cuts through one of them. Does not belong here: cells (grid).

A figure belongs to the cell in which it begins; no line begins with a closing bracket. Only a line that runs through a
glyph shows that it hangs over; two figures that merely touch a line from both sides, as in tables without padding, are two.
"""

from __future__ import annotations

from typing import Final

from pipelines.read.layout.page import Glyph

_FIGURE: Final = frozenset("0123456789.,%")
_CLOSING: Final = frozenset(")）")
_CUT: Final = 0.12  # of the width of a glyph that lies on the other side of the line at least
_APART: Final = 0.12  # of the height: glyphs of one figure are not farther apart
_OVER: Final = 0.3  # of the height: nor do they overlap more
_SAME_LINE: Final = 0.3  # of the height


def goes_on(before: Glyph, glyph: Glyph) -> bool:
    """Whether a glyph is the next of the figure that the glyph before belongs to, or a bracket that closes behind it."""
    height = before.bottom - before.top
    return (
        ((glyph.text in _FIGURE and before.text in _FIGURE) or glyph.text in _CLOSING)
        and abs(glyph.bottom - before.bottom) <= _SAME_LINE * height
        and -_OVER * height <= glyph.x0 - before.x1 <= _APART * height
    )


def is_cut(glyph: Glyph, line: float) -> bool:
    """Whether a vertical line at ``line`` runs through a glyph."""
    room = _CUT * (glyph.x1 - glyph.x0)
    return glyph.x0 + room < line < glyph.x1 - room
