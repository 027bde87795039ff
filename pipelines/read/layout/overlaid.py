"""Texts printed one over the other at one height: a stamp over a line, a form filled in twice, an overlay on a page.

Belongs here: telling them apart, by the order in which the file has them. Does not belong here: large characters across
the text (overprint), lines (printed).

Sorted by place alone their letters would be mixed: ``12.5`` over ``34.8`` would be ``1324..58``.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from operator import itemgetter
from typing import Final

from pipelines.read.layout.page import Glyph

TWICE: Final = 0.3  # of the width: the same glyph printed again nearer than this is one glyph, set bold
OVER: Final = 0.6  # of the narrower glyph; half a width is what squeezed punctuation lies over its neighbour
_MOST_RUNS: Final = 200


def layers(in_file: Sequence[Glyph], in_place: list[Glyph]) -> list[list[Glyph]]:
    """The glyphs of one height, as the file has them and from left to right, as one line or one for each text."""
    if not any(_lies_over(one, other) for one, other in pairwise(in_place)):
        return [in_place]
    runs = _runs(in_file)
    if len(runs) > _MOST_RUNS:
        return [in_place]
    found: list[list[Glyph]] = []
    for run in runs:
        for layer in found:
            if not _is_over(run, layer):
                layer += run
                break
        else:
            found.append(run)
    return found


def _runs(in_file: Sequence[Glyph]) -> list[list[Glyph]]:
    """Glyphs that follow one another to the right."""
    runs: list[list[Glyph]] = []
    for glyph in in_file:
        if runs and glyph.x0 >= runs[-1][-1].x0:
            runs[-1].append(glyph)
        else:
            runs.append([glyph])
    return runs


def _is_over(run: Sequence[Glyph], layer: Sequence[Glyph]) -> bool:
    """Whether the run is a text of its own: most of it lies over the other, or a single digit and a word do.

    A sign may be made of two (○ and 1, > and _), and letters of two fonts may be set close.
    """
    tagged = sorted([*((g.x0, 0, g) for g in layer), *((g.x0, 1, g) for g in run)], key=itemgetter(0, 1))
    over = [
        one.text.isalnum() and other.text.isalnum() and (one.text.isdigit() or other.text.isdigit())
        for (_, tag, one), (_, following, other) in pairwise(tagged)
        if tag != following and _lies_over(one, other)
    ]
    return any(over) or (len(over) > 1 and len(over) * 2 >= sum(not glyph.text.isspace() for glyph in run))


def _lies_over(one: Glyph, other: Glyph) -> bool:
    """Whether a glyph lies over the one to its left, without being the same one printed again."""
    narrow = min(one.x1 - one.x0, other.x1 - other.x0)
    if one.x1 - other.x0 <= OVER * narrow or one.text.isspace() or other.text.isspace():
        return False
    return one.text != other.text or other.x0 - one.x0 > TWICE * (one.x1 - one.x0)
