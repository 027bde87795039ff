"""Labels that stand upright in several columns of their cell (竖排): 产出 beside 指标, each read downwards.

Belongs here: telling them by the order in which the file has their ideographs. Does not belong here: lines (printed), a label in
one column, whose lines are single ideographs anyway.

Read line by line 产出指标 would be 指产标出.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from pipelines.read.layout.page import Glyph
from pipelines.read.layout.printed import PrintedLine, is_ideograph, printed_lines

_FEWEST: Final = 3  # ideographs
_ASIDE: Final = 0.5  # of the height: glyphs of one column stand no farther apart


def downward_lines(glyphs: Sequence[Glyph]) -> list[PrintedLine] | None:
    """A line for each ideograph, in the order of the file; None where they do not stand in several columns."""
    if len(glyphs) < _FEWEST or not _is_below(glyphs[0], glyphs[1]):
        return None
    printed = [glyph for glyph in glyphs if not glyph.text.isspace()]
    if len(printed) < _FEWEST or not all(is_ideograph(glyph.text) for glyph in printed):
        return None
    columns = [[printed[0]]]
    for before, glyph in pairwise(printed):
        if _is_below(before, glyph):
            columns[-1].append(glyph)
        else:
            columns.append([glyph])
    ways = {below.top > above.top for column in columns for above, below in pairwise(column)}
    sides = {after[0].x0 > column[0].x0 for column, after in pairwise(columns)}
    if len(ways) != 1 or len(sides) != 1 or any(len(column) < 2 for column in columns[:-1]):
        return None
    return [line for glyph in printed for line in printed_lines([glyph])]


def _is_below(before: Glyph, glyph: Glyph) -> bool:
    """Whether a glyph stands in the column of the one before it, above or below."""
    height = glyph.bottom - glyph.top
    return (
        abs(before.x0 + before.x1 - glyph.x0 - glyph.x1) < 2 * _ASIDE * height
        and abs(before.top - glyph.top) > _ASIDE * height
    )
