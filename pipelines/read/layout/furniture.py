"""What the page has and the text has not: page numbers, running headers and footers.

Belongs here: telling them by their place and by their return on other pages. Does not belong here: page numbers that
show their form (shapes).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from pipelines.read.layout.grid import Grid
from pipelines.read.layout.printed import PrintedLine

_NUMBER_MARGIN: Final = 0.12  # of the page height, at the top and at the bottom
_WORDS_MARGIN: Final = 0.085  # narrower: every page of a file may begin with the same title of a form
_FEWEST_PAGES: Final = 3
_NEAR: Final = 6.0  # points
_NUMBER: Final = re.compile(r"\d{1,4}")


@dataclass(frozen=True, slots=True)
class PageLayout:
    """A page as lines outside tables and grids, from top to bottom."""

    number: int
    width: float
    height: float
    items: tuple[PrintedLine | Grid, ...]


def find_furniture(pages: Sequence[PageLayout]) -> frozenset[PrintedLine]:
    """Lines in the margins that count the pages, or that say the same on most pages."""
    numbers = [
        (page, line, int(line.text))
        for page in pages
        for line in _in_margin(page, _NUMBER_MARGIN)
        if _NUMBER.fullmatch(line.text)
    ]
    steps = Counter(number - page.number for page, _, number in numbers)
    step, count = steps.most_common(1)[0] if steps else (0, 0)
    found = {line for page, line, number in numbers if count > 1 and number - page.number == step}
    places: Counter[tuple[str, int]] = Counter()
    for page in pages:
        places.update({_place(line) for line in _in_margin(page, _WORDS_MARGIN)})
    enough = max(_FEWEST_PAGES, len(pages) / 2)
    margins = (line for page in pages for line in _in_margin(page, _WORDS_MARGIN))
    return frozenset(found | {line for line in margins if places[_place(line)] >= enough})


def _in_margin(page: PageLayout, share: float) -> list[PrintedLine]:
    head, foot = page.height * share, page.height * (1 - share)
    lines = [item for item in page.items if isinstance(item, PrintedLine)]
    return [line for line in lines if line.bottom <= head or line.top >= foot]


def _place(line: PrintedLine) -> tuple[str, int]:
    return re.sub(r"\d+", "#", line.text), round(line.top / _NEAR)
