"""The element of a page that holds the report, by where its text stands.

Belongs here: the smallest element with nearly all text, and how far it must be widened. Does not belong here: which
lines are the site's (report, chrome).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import accumulate
from typing import Final

from pipelines.read.html.chrome import is_content
from pipelines.read.html.units import Shown

_NEARLY_ALL: Final = 0.9  # of the text that is no link: the element that holds as much holds the report
_MOST: Final = 0.8  # enough for an element whose name says that it holds the text


def find_core(shown: Shown, sites: Sequence[bool], texts: Sequence[bool]) -> tuple[int, int]:
    """The units of the element that holds the report, half-open.

    ``sites``: which units are the site's by their words or links; ``texts``: which are sentences or tables of data.
    """
    orders = [unit.order for unit in shown.units]
    weights = [
        0 if site else unit.characters - unit.linked for unit, site in zip(shown.units, sites, strict=True)
    ]
    sums = [0, *accumulate(weights)]
    total = sums[-1]
    best = (0, len(orders))
    named: tuple[int, int] | None = None
    ranges = [
        (bisect_left(orders, container.start), bisect_left(orders, container.end), container.names)
        for container in shown.containers
    ]
    for first, last, names in ranges:
        held = sums[last] - sums[first]
        if held >= _NEARLY_ALL * total and last - first < best[1] - best[0]:
            best = (first, last)
        larger = named is None or last - first > named[1] - named[0]
        if larger and held >= _MOST * total and is_content(names):
            named = (first, last)
    if named is not None and best[0] <= named[0] and named[1] <= best[1]:
        best = named
    return _widened(best, [(first, last) for first, last, _ in ranges], sites, texts)


def _widened(
    core: tuple[int, int], ranges: Sequence[tuple[int, int]], sites: Sequence[bool], texts: Sequence[bool]
) -> tuple[int, int]:
    """The core with the elements around it in which more text stands than parts of the site: a report cut into parts."""
    first, last = core
    for start, end in sorted(ranges, key=lambda r: r[1] - r[0]):
        if not (start <= first and last <= end) or (start, end) == (first, last):
            continue
        added = [*range(start, first), *range(last, end)]
        foreign = sum(sites[place] for place in added)
        if any(texts[place] and not sites[place] for place in added) and foreign * 2 < len(added):
            first, last = start, end
    return first, last
