"""What the page has and the text has not: page numbers, running headers and footers, watermarks, tables of contents.

Belongs here: telling them by their place and by their return on other pages. Does not belong here: page numbers and
contents that show their form (shapes).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from statistics import median
from typing import Final

from pipelines.read import shapes
from pipelines.read.layout.continues import goes_on
from pipelines.read.layout.grid import Grid
from pipelines.read.layout.overprint import LARGE
from pipelines.read.layout.page_columns import PageColumns
from pipelines.read.layout.printed import PrintedLine

_NUMBER_MARGIN: Final = 0.12  # of the page height, at the top and at the bottom
WORDS_MARGIN: Final = 0.085  # narrower: every page of a file may begin with the same title of a form
_FEWEST_PAGES: Final = 3
_MOST_PAGES_SHARE: Final = 0.4  # of all pages: odd and even pages may have running headers of their own
_NEAR: Final = 6.0  # points
_NUMBER: Final = re.compile(r"(\d{1,4})(\s*/\s*\d{1,4})?")
_ROMAN: Final = re.compile(r"[ivxIVX]{1,8}|[ⅰ-ⅻⅠ-Ⅻ]")
_ROMAN_VALUES: Final = {"i": 1, "v": 5, "x": 10}
_SMALL: Final = 0.93  # of the usual height of a line: how small a footnote is
_CONTENTS_LINE: Final = re.compile(r"(.{1,60}?)\s{1,}[-—–－]?\s*(\d{1,4})\s*[-—–－]?")
_CONTENTS_PAGES: Final = 6  # pages at the beginning of a file that may hold its table of contents
_CONTENTS_LINES: Final = 3
_RIGHT: Final = 0.7  # of the page width: where the page numbers of a table of contents stand


@dataclass(frozen=True, slots=True)
class PageLayout:
    """A page as lines outside tables and grids, from top to bottom; ``columns``: where they are set in two (两栏)."""

    number: int
    width: float
    height: float
    items: tuple[PrintedLine | Grid, ...]
    columns: PageColumns | None = None


def find_furniture(pages: Sequence[PageLayout]) -> frozenset[PrintedLine]:
    """Lines that count the pages, say the same on most pages, lie under the text, or list what stands on which page."""
    return frozenset({*_page_numbers(pages), *_running(pages), *_watermarks(pages), *_contents(pages)})


def find_notes(page: PageLayout, furniture: Set[PrintedLine]) -> frozenset[PrintedLine]:
    """The footnotes of a page: its last lines, set smaller than the text above them, from a line with their mark on."""
    lines = [line for line in _lines(page) if line not in furniture]
    if not lines or (page.items and isinstance(page.items[-1], Grid)):
        return frozenset()
    usual = median(line.bottom - line.top for line in lines)
    small = len(lines)
    while small and lines[small - 1].bottom - lines[small - 1].top <= _SMALL * usual:
        small -= 1
    while small < len(lines) and not shapes.begins_note(lines[small].text):
        small += 1
    last_grid = max((item.bottom for item in page.items if isinstance(item, Grid)), default=0.0)
    return frozenset(line for line in lines[small:] if small and line.top >= last_grid)


def _page_numbers(pages: Sequence[PageLayout]) -> Iterator[PrintedLine]:
    """Numbers and Roman numbers in the margins that go up with the pages."""
    for value in (_digits, _roman):
        found = [
            (page, line, number)
            for page in pages
            for line in _in_margin(page, _NUMBER_MARGIN)
            if (number := value(line.text)) is not None
        ]
        steps = Counter(number - page.number for page, _, number in found)
        for step, count in steps.items():
            if count > 1 and count * 2 >= max(steps.values()):
                yield from (line for page, line, number in found if number - page.number == step)


def _digits(text: str) -> int | None:
    found = _NUMBER.fullmatch(text)
    return int(found[1]) if found else None


def _roman(text: str) -> int | None:
    if not _ROMAN.fullmatch(text):
        return None
    letters = "".join(shapes.plain_roman(character) for character in text)
    values = [_ROMAN_VALUES[letter] for letter in letters]
    return sum(-v if v < after else v for v, after in zip(values, [*values[1:], 0], strict=True))


def _running(pages: Sequence[PageLayout]) -> Iterator[PrintedLine]:
    """Lines in the margins that say the same at the same place on many pages."""
    places: Counter[tuple[str, int]] = Counter()
    for page in pages:
        places.update({_place(line) for line in _in_margin(page, WORDS_MARGIN)})
    enough = max(_FEWEST_PAGES, len(pages) * _MOST_PAGES_SHARE)
    margins = (line for page in pages for line in _in_margin(page, WORDS_MARGIN))
    yield from (line for line in margins if places[_place(line)] >= enough)
    if len(pages) < _FEWEST_PAGES:
        yield from _said_again_over_a_table(pages)


def _said_again_over_a_table(pages: Sequence[PageLayout]) -> Iterator[PrintedLine]:
    """Of a file of two pages the line of the first that the second begins with, where the last table goes on right below it."""
    for above, page in pairwise(pages):
        running = {_place(line) for line in _in_margin(above, WORDS_MARGIN)}
        line, below = (*page.items[:2], None, None)[:2]
        if not (isinstance(line, PrintedLine) and isinstance(below, Grid) and above.items):
            continue
        is_again = line in _in_margin(page, WORDS_MARGIN) and _place(line) in running
        table = next((item for item in reversed(above.items) if isinstance(item, Grid)), None)
        if is_again and table is not None and goes_on(table, below):
            yield line


def _watermarks(pages: Sequence[PageLayout]) -> Iterator[PrintedLine]:
    """Large lines that say the same at the same place on most pages and lie across other lines or a table."""
    if len(pages) < _FEWEST_PAGES:
        return
    found: list[tuple[PrintedLine, tuple[str, int]]] = []
    for page in pages:
        lines = _lines(page)
        usual = median([line.bottom - line.top for line in lines] or [0.0])
        large = [line for line in lines if line.bottom - line.top >= LARGE * usual]
        found += [
            (line, (line.text, round(line.top / _NEAR)))
            for line in large
            if any(
                line.top < item.bottom and item.top < line.bottom for item in page.items if item is not line
            )
        ]
    places = Counter(place for _, place in found)
    enough = max(_FEWEST_PAGES, len(pages) / 2)
    yield from (line for line, place in found if places[place] >= enough)


def _contents(pages: Sequence[PageLayout]) -> Iterator[PrintedLine]:
    """Lines of a table of contents without leaders: words, and at the right margin a page that there is.

    They stand below 目录 (contents) or are numbered headings all; several, and the pages never go down.
    """
    titled = False
    for page in pages[:_CONTENTS_PAGES]:
        run: list[PrintedLine] = []
        for line in (*_lines(page), None):
            if line is not None and _names_page(line, page, len(pages), run):
                run.append(line)
                continue
            headings = all(shapes.is_heading(_words(x.text)) for x in run)
            if len(run) >= _CONTENTS_LINES and (titled or headings):
                yield from run
            elif line is not None and run:
                titled = False
            titled = titled or (line is not None and shapes.is_contents(line.text))
            run = []


def _names_page(line: PrintedLine, page: PageLayout, pages: int, run: Sequence[PrintedLine]) -> bool:
    found = _CONTENTS_LINE.fullmatch(line.text)
    if found is None or line.x1 < _RIGHT * page.width or not any(c > "\u2e80" for c in found[1]):
        return False
    number = int(found[2])
    before = _CONTENTS_LINE.fullmatch(run[-1].text) if run else None
    aligned = not run or abs(run[-1].x1 - line.x1) <= _NEAR
    return aligned and (int(before[2]) if before else 1) <= number <= pages


def _words(text: str) -> str:
    found = _CONTENTS_LINE.fullmatch(text)
    return found[1] if found else text


def _lines(page: PageLayout) -> list[PrintedLine]:
    return [item for item in page.items if isinstance(item, PrintedLine)]


def _in_margin(page: PageLayout, share: float) -> list[PrintedLine]:
    head, foot = page.height * share, page.height * (1 - share)
    near = [item for item in page.items if item.bottom <= head or item.top >= foot]
    return [item for item in near if isinstance(item, PrintedLine)]


def _place(line: PrintedLine) -> tuple[str, int]:
    return re.sub(r"\d+", "#", line.text), round(line.top / _NEAR)
