"""Which part of a page is the report, and which is the site's.

Belongs here: the element that holds the text, and what stands outside it and yet belongs to it. Does not belong here:
wording (chrome), the walk.

A line of the site too much is better than a sentence of the report lost: outside the element that holds nearly all
text, prose and tables of data still count as the report; inside it only what is the site's by its words or is nothing
but links is set apart. What is set apart stays in the document as furniture.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Final

from pipelines.read import shapes
from pipelines.read.html.chrome import is_content, is_label, is_meta, is_site, may_be_meta
from pipelines.read.html.units import Container, Grid, Prose, Shown, Unit

_NEARLY_ALL: Final = 0.9  # of the text that is no link: the element that holds as much holds the report
_MOST: Final = 0.6  # enough for an element whose name says that it holds the text
_FEW_LINKED: Final = 60  # characters: a longer block of links is prose
_UNLINKED: Final = 10  # characters beside links in a line of a menu
_PROSE: Final = 25  # characters of a sentence
_SENTENCE: Final = re.compile("[。；]")
_CARD: Final = 40  # cells: a site's index card has no more
_LABELS: Final = 3
_LEAST_TITLE: Final = 6


def is_report(shown: Shown) -> list[bool]:
    """For each unit, whether it is the report's."""
    units = shown.units
    metas = _metas(units)
    sites = [meta or _is_site(unit) for unit, meta in zip(units, metas, strict=True)]
    first, last = _core(shown, sites)
    mine = []
    for place, unit in enumerate(units):
        if sites[place] or _is_menu(unit):
            mine.append(False)
        elif first <= place < last:
            mine.append(True)
        else:
            mine.append(_belongs(unit, shown.title, before=place < first))
    if any(mine):
        return mine
    return [not site for site in sites]


def core_orders(shown: Shown, mine: Sequence[bool]) -> tuple[int, int]:
    """The orders between which the report stands."""
    orders = [unit.order for unit, one in zip(shown.units, mine, strict=True) if one]
    return (orders[0], orders[-1] + 1) if orders else (0, 0)


def _core(shown: Shown, sites: Sequence[bool]) -> tuple[int, int]:
    """The units of the smallest element that holds nearly all text."""
    units = shown.units
    orders = [unit.order for unit in units]
    weights = [0 if site else unit.characters - unit.linked for unit, site in zip(units, sites, strict=True)]
    sums = [0, *accumulate(weights)]
    total = sums[-1]
    best = (0, len(units))
    named: tuple[int, int] | None = None
    for container in shown.containers:
        first, last = _range(container, orders)
        held = sums[last] - sums[first]
        if held >= _NEARLY_ALL * total and last - first < best[1] - best[0]:
            best = (first, last)
        if held >= _MOST * total and is_content(container.names):
            if named is None or last - first > named[1] - named[0]:
                named = (first, last)
    if named is not None and (named[0] >= best[0] and named[1] <= best[1]):
        return named
    return best


def _range(container: Container, orders: Sequence[int]) -> tuple[int, int]:
    return bisect_left(orders, container.start), bisect_left(orders, container.end)


def _metas(units: Sequence[Unit]) -> list[bool]:
    """Lines about the page; weaker ones count beside certain ones."""
    metas = [isinstance(unit, Prose) and is_meta(unit.text) for unit in units]
    for places in (range(1, len(units)), range(len(units) - 2, -1, -1)):
        step = 1 if places.step > 0 else -1
        for place in places:
            unit = units[place]
            if metas[place - step] and not metas[place] and isinstance(unit, Prose):
                metas[place] = may_be_meta(unit.text)
    return metas


def _is_site(unit: Unit) -> bool:
    if isinstance(unit, Prose):
        return is_site(unit.text)
    if unit.filled > _CARD:
        return False
    return sum(is_label("".join(cell.lines)) for cell in unit.cells) >= _LABELS


def _is_menu(unit: Unit) -> bool:
    """Nothing but links, none of them to a file."""
    if unit.linked * 10 < unit.characters * 6 or not unit.linked:
        return False
    if isinstance(unit, Grid):
        return True
    return unit.characters <= _FEW_LINKED and unit.characters - unit.linked <= _UNLINKED and not unit.attached


def _belongs(unit: Unit, title: str, *, before: bool) -> bool:
    """Whether what stands outside the element that holds the text is the report's all the same."""
    if isinstance(unit, Grid):
        return True
    if unit.attached and not before:
        return True
    if unit.characters - unit.linked >= _PROSE and _SENTENCE.search(unit.text):
        return True
    text = "".join(unit.text.split())
    return before and not unit.linked and len(text) >= _LEAST_TITLE and text in "".join(title.split())


def blocks(unit: Prose) -> Iterator[list[str]]:
    """Lines of a unit that a manual break cuts: those that only go on stay together."""
    group: list[str] = []
    for line in unit.lines:
        content = line.strip()
        if not content:
            continue
        if group and not _goes_on(group[-1].strip(), line, content):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


_LONG_LINE: Final = 20  # characters: a shorter line before a manual break is a line of its own


def _goes_on(above: str, line: str, content: str) -> bool:
    if line[0].isspace() or len(above) < _LONG_LINE:
        return False
    return not (shapes.ends_sentence(above) or shapes.is_heading(above) or shapes.begins_item(content))
