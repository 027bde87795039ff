"""Text that does not stand as most of its page does: headings of narrow columns, page numbers of turned tables, watermarks.

Belongs here: glyphs of a page turned for reading, and what becomes of those that still stand sideways or slanted. Does
not belong here: which way a character stands (characters).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import repeat

from pipelines.read.layout.page import Glyph
from pipelines.read.pdf.characters import SLANTED, Characters
from pipelines.read.pdf.placing import Placing

# what Glyph() does, without the detour over its defaults: it is called for every printed character
_new: Callable[[type[Glyph], tuple[str | float | None, ...]], Glyph] = tuple.__new__


def upright_glyphs(found: Characters, placing: Placing) -> tuple[Glyph, ...]:
    """Glyphs as a reader sees them. A run of characters that stands sideways or on its head is one line: each character
    gets the height of the run and its share of the run's width, so that the box of the whole run is exact. Slanted
    characters (watermarks) are left out: they lie across the lines of the text.
    """
    columns = zip(found.texts, *placing.boxes(found.sides), repeat(None), strict=False)
    glyphs = list(map(_new, repeat(Glyph), columns))
    if not found.turns:
        return tuple(glyphs)
    turned = {
        place: (found.turns.get(place, 0) - placing.turn) % 360
        for place in range(len(glyphs))
        if found.turns.get(place) != SLANTED
    }
    for run in _runs(turned, found.begins):
        _lay_down([glyphs[place] for place in run], run, glyphs)
    return tuple(glyphs[place] for place in turned)


def slanted_text(found: Characters) -> str:
    """What is printed across the page."""
    return "".join(found.texts[place] for place, turn in sorted(found.turns.items()) if turn == SLANTED)


def _runs(turned: dict[int, int], begins: set[int]) -> Iterator[list[int]]:
    """Places that follow one another and stand sideways or upside down the same way."""
    run: list[int] = []
    for place, turn in turned.items():
        if run and (not turn or place in begins or run[-1] != place - 1 or turned[run[-1]] != turn):
            yield run
            run = []
        if turn:
            run.append(place)
    if run:
        yield run


def _lay_down(run: list[Glyph], places: list[int], glyphs: list[Glyph]) -> None:
    left, right = min(g.x0 for g in run), max(g.x1 for g in run)
    top, bottom = min(g.top for g in run), max(g.bottom for g in run)
    step = (right - left) / len(run)
    for number, (glyph, place) in enumerate(zip(run, places, strict=True)):
        x = left + step * number
        glyphs[place] = glyph._replace(x0=x, x1=x + step, top=top, bottom=bottom)
