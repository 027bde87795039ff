"""Text that is struck out (删除线): a line through the middle of its characters, from the first to the last of them.

Belongs here: telling it by its place, for formats that draw it. Does not belong here: formats that say it.

What is struck out is no longer said: a figure in it is none of the report. A line that reaches further than the text, as
those of tables do, strikes out nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from pipelines.read.layout.page import Edge, Glyph

_HIGHEST, _LOWEST = 0.36, 0.64  # of the height of a character: where a line goes through it
_ENDS: Final = 0.35  # of the height: how far the line may end from the ends of the text
_ENDS_OF_ONE: Final = 0.12
_FEWEST: Final = 2  # characters: a line through one sign may be part of it, through one digit it is none


def leave_out_struck(
    glyphs: Sequence[Glyph], edges: Sequence[Edge], starts: Sequence[int]
) -> tuple[Sequence[Glyph], str]:
    """The glyphs that are not struck out, and the text of the others. ``starts``: places where their height changes."""
    across: dict[float, list[Edge]] = {}
    for edge in edges:
        if edge[1] == edge[3]:
            across.setdefault(edge[1], []).append(edge)
    if not across or not glyphs:
        return glyphs, ""
    heights = sorted(across)
    gone: set[int] = set()
    for first, after in pairwise((0, *starts, len(glyphs))):
        _, left, top, _, bottom, _ = glyphs[first]
        place = bisect_left(heights, top + _HIGHEST * (bottom - top))
        if place < len(heights) and heights[place] <= top + _LOWEST * (bottom - top):
            right = glyphs[after - 1][3]
            for edge in across[heights[place]]:
                if edge[0] < right and edge[2] > left:
                    gone.update(_struck(glyphs, range(first, after), edge))
    if not gone:
        return glyphs, ""
    kept = [glyph for place, glyph in enumerate(glyphs) if place not in gone]
    return kept, "".join(glyphs[place].text for place in sorted(gone))


def _struck(glyphs: Sequence[Glyph], places: Iterable[int], edge: Edge) -> list[int]:
    """Places of the characters that a line strikes out: all that stand over it, and it ends where they end."""
    over = [
        place
        for place in places
        if edge.x0 < (glyphs[place].x0 + glyphs[place].x1) / 2 < edge.x1 and not glyphs[place].text.isspace()
    ]
    if len(over) < _FEWEST and not (over and glyphs[over[0]].text.isdigit()):
        return []
    room = (_ENDS if len(over) >= _FEWEST else _ENDS_OF_ONE) * max(
        glyphs[place].bottom - glyphs[place].top for place in over
    )
    left, right = min(glyphs[place].x0 for place in over), max(glyphs[place].x1 for place in over)
    wide = sum(glyphs[place].x1 - glyphs[place].x0 for place in over)
    is_whole = abs(left - edge.x0) <= room and abs(right - edge.x1) <= room
    return over if is_whole and right - left - wide <= room * len(over) else []
