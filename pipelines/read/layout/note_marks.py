"""Marks of notes behind figures (上标): characters set smaller than those before them, and raised.

Belongs here: telling them by size and place, for formats that say neither. Does not belong here: what a raised digit is
written as (raised), notes themselves (furniture).

1,200 with a mark 1 must not be read as 12,001. A mark gets the height of the character that it follows, so that it stays
on its line and in its cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import compress, count
from operator import itemgetter, ne
from typing import Final

from pipelines.read.layout.page import Glyph
from pipelines.read.raised import raised

_SMALL: Final = 0.78  # of the height of the character before; a mark is set in two thirds, or less
_RAISED: Final = 0.15  # of that height: how far the foot of a mark stands above the foot of the line at least
_LOW: Final = 0.2  # of that height: how far a mark reaches down into its line at least
_APART: Final = 0.25  # of that height: a mark is not farther off
_OVER: Final = 0.1  # of that height: nor does it lie further over it
_NEAR: Final = 3.0  # points
_MARKS: Final = frozenset("0123456789*＊①②③④⑤⑥⑦⑧⑨⑩[(（【〔")
_SAME: Final = 0.1  # points: characters of one mark stand at one height

_top: Final = itemgetter(2)


def changes_of_height(glyphs: Sequence[Glyph]) -> list[int]:
    """Places of glyphs that stand higher or lower than the one before: nearly always the beginning of a line."""
    tops = list(map(_top, glyphs))
    return list(compress(count(1), map(ne, tops[1:], tops)))


def raise_marks(glyphs: Sequence[Glyph], starts: Sequence[int]) -> Sequence[Glyph]:
    """The glyphs in their order, those of marks raised and as high as what they follow; ``starts``: where their height changes."""
    found: list[tuple[int, Glyph]] = []
    for start in starts:
        before, first = glyphs[start - 1], glyphs[start]
        if first[4] - first[2] < _SMALL * (before[4] - before[2]):
            found += _marks(glyphs, start)
    if not found:
        return glyphs
    changed = list(glyphs)
    for place, glyph in found:
        changed[place] = glyph
    return changed


def _marks(glyphs: Sequence[Glyph], start: int) -> Iterator[tuple[int, Glyph]]:
    """The characters of the mark that begins at ``start``, with their places; none where none begins there."""
    first = glyphs[start]
    before = glyphs[start - 1]
    if not _is_mark(before, first):
        before = _base(glyphs, first) if first.text in _MARKS else first
    if before is first:
        return
    height = before.bottom - before.top
    after_letter = before.text.isascii() and before.text.isalpha()  # m² is no mark
    right = first.x0
    for place in range(start, len(glyphs)):
        glyph = glyphs[place]
        if abs(glyph.top - first.top) > _SAME or abs(glyph.bottom - first.bottom) > _SAME:
            return
        if not -_OVER * height <= glyph.x0 - right <= _APART * height:
            return
        right = glyph.x1
        text = glyph.text if after_letter else raised(glyph.text)
        yield place, glyph._replace(text=text, top=before.top, bottom=before.bottom)


def _is_mark(before: Glyph, glyph: Glyph) -> bool:
    """Whether a glyph stands raised right behind another, and is much smaller."""
    height = before.bottom - before.top
    return (
        glyph.bottom - glyph.top < _SMALL * height
        and -_OVER * height <= glyph.x0 - before.x1 <= _APART * height
        and before.top + _LOW * height <= glyph.bottom <= before.bottom - _RAISED * height
        and glyph.confidence is None
        and not (before.text.isspace() or glyph.text.isspace())
    )


def _base(glyphs: Sequence[Glyph], mark: Glyph) -> Glyph:
    """What a mark follows that the file has in another place; the mark itself where there is nothing, or more than one."""
    found = [glyph for glyph in glyphs if abs(glyph.x1 - mark.x0) <= _NEAR and _is_mark(glyph, mark)]
    return found[0] if len(found) == 1 else mark
