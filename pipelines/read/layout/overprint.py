"""Large characters printed across the text: watermarks (水印), stamps.

Belongs here: setting them aside before lines are put together, so that no sentence and no cell holds them. Does not
belong here: whether they return on every page (furniture); slanted ones, which the reader leaves out.
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median
from typing import Final

from pipelines.read.layout.page import Glyph

LARGE: Final = 1.7  # of the usual height of a character
_EVERY: Final = 8  # enough to know the usual height
_MOST: Final = 200  # larger characters than these are a page of their own
_ACROSS: Final = 2  # smaller characters that one lies across


def split_overprint(glyphs: Sequence[Glyph]) -> tuple[list[Glyph], list[Glyph]]:
    """The glyphs of a page, and apart from them the large ones that lie across smaller ones."""
    if not glyphs:
        return [], []
    least = LARGE * median(glyph.bottom - glyph.top for glyph in glyphs[::_EVERY])
    large = [glyph for glyph in glyphs if glyph.bottom - glyph.top >= least]
    if not large or len(large) > min(_MOST, len(glyphs) / 4):
        return list(glyphs), []
    small = [glyph for glyph in glyphs if glyph.bottom - glyph.top < least]
    across = {id(glyph) for glyph in large if _lies_across(glyph, small)}
    if not across:
        return list(glyphs), []
    return [g for g in glyphs if id(g) not in across], [g for g in large if id(g) in across]


def _lies_across(large: Glyph, small: Sequence[Glyph]) -> bool:
    inside = 0
    for glyph in small:
        x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
        inside += large.x0 < x < large.x1 and large.top < y < large.bottom
        if inside >= _ACROSS:
            return True
    return False
