"""Whether the text of a PDF page can be trusted, or the page must be recognised like a scan.

Belongs here: the decision, page by page. Does not belong here: recognition (recognised).

A page needs recognition when an image covers much of it and there is hardly any text that people see on it (a scan,
perhaps with a page number or a stamp printed over it, perhaps with the invisible text of somebody's own recognition, or
with such text below it, of which nobody knows how good it is), when it is drawn in outlines and its text is that of such a recognition, or when its
characters have no meaning (fonts without a map to Unicode) or run against the way in which people read (text that is
drawn in a way nobody has thought of: its figures would be read backwards).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import gt
from typing import Final

from pipelines.read.layout.page import Glyph
from pipelines.read.pdf.placing import Sides

COVERED: Final = 0.5  # of the page
_FEW: Final = 80  # characters printed over a scan: page numbers, stamps, a line of the scanner
_INVISIBLE: Final = 0.5  # of the pieces of text
_ILLEGIBLE: Final = 0.05  # of the characters
_TOO_FEW: Final = 50  # characters that say little about shares
_ILLEGIBLE_FEW: Final = 0.5
_CHINESE: Final = 0.2
_UNMAPPED: Final = 0.1
_IDEOGRAPHS: Final = re.compile("[\u3400-\u9fff\U00020000-\U0003ffff]+")
# what a Chinese report consists of besides ideographs: figures, spaces, punctuation
_FIGURES: Final = re.compile(
    r"[\s\d.,%()+\-/:;'\"<>=～—…·≥≤±×÷√\u3000-\u303f\uff00-\uffef\u2010-\u206f\u2460-\u24ff]"
)


@dataclass(frozen=True, slots=True)
class Impression:
    """What a page looks like: its characters, how many had no meaning, how much of it images cover and how much of its
    text is invisible, which share of its characters the font gives no meaning to (asked only where it is strange), and
    whether they run backwards.
    """

    texts: Sequence[str]
    illegible: int
    covered: float
    invisible: float
    unmapped: float = 0.0
    backwards: bool = False

    @property
    def is_strange(self) -> bool:
        """Whether there is text, and it is hardly Chinese and not just figures."""
        text = "".join(self.texts)
        chinese = sum(map(len, _IDEOGRAPHS.findall(text)))
        if len(text) <= _TOO_FEW or chinese >= _CHINESE * len(text):
            return False
        return chinese < _CHINESE * len(_FIGURES.sub("", text))

    @property
    def is_scan(self) -> bool:
        """Whether what is to be read is in the image."""
        is_invisible = self.invisible >= _INVISIBLE
        return is_invisible or self._is_bare if self.covered >= COVERED else is_invisible and self._is_bare

    @property
    def _is_bare(self) -> bool:
        return sum(not text.isspace() for text in self.texts) < _FEW

    @property
    def is_illegible(self) -> bool:
        """Whether the characters say nothing."""
        seen = len(self.texts) + self.illegible
        most = _ILLEGIBLE if seen > _TOO_FEW else _ILLEGIBLE_FEW
        return self.illegible > most * seen or self.unmapped > _UNMAPPED or self.backwards


def run_backwards(glyphs: Sequence[Glyph]) -> bool:
    """Whether more characters stand to the left of the one that the file has before them than to the right of it."""
    places = [glyph[1] for glyph in glyphs]
    if sum(map(gt, places, places[1:])) * 3 <= len(places):
        return False  # spares nearly every page a look at each pair
    onwards = backwards = 0
    for one, following in pairwise(glyphs):
        height = one.bottom - one.top
        if one.top < (following.top + following.bottom) / 2 < one.bottom:
            if following.x0 >= one.x0:
                onwards += following.x0 - one.x1 <= height
            else:
                backwards += one.x0 - following.x1 <= height
    return backwards > onwards


def image_share(images: Sequence[Sides], page: Sides) -> float:
    """Which share of the page images cover; ``page``: left, bottom, right, top. Strips of one scan add up."""
    left, bottom, right, top = page
    area = (right - left) * (top - bottom)
    if area <= 0:
        return 0.0
    covered = sum(
        max(0.0, min(x1, right) - max(x0, left)) * max(0.0, min(y1, top) - max(y0, bottom))
        for x0, y1, x1, y0 in images
    )
    return min(1.0, covered / area)
