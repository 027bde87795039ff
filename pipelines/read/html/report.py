"""Which part of a page is the report, and which is the site's.

Belongs here: the element that holds the text, and what stands outside it and yet belongs to it. Does not belong here:
wording (chrome), the walk.

A line of the site too much is better than a sentence of the report lost: outside the element that holds nearly all
text, prose and tables of data still count as the report; inside it only what is the site's by its words or is nothing
but links is set apart. What is set apart stays in the document as furniture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from pipelines.read import shapes
from pipelines.read.html.chrome import Kind, is_label, kind_of
from pipelines.read.html.core import find_core
from pipelines.read.html.units import Grid, Prose, Shown, Unit

_FEW_LINKED: Final = 60  # characters: a longer block of links is prose
_UNLINKED: Final = 10  # characters beside links in a line of a menu
_PROSE: Final = 25  # characters of a sentence
_SENTENCE: Final = re.compile("[。；]")
_CARD: Final = 40  # cells: a site's index card has no more
_LABELS: Final = 3
_LEAST_TITLE: Final = 6
_LARGE: Final = (1, 2)
_ATTACHED: Final = ("附件", "附表")


def is_report(shown: Shown) -> list[bool]:
    """For each unit, whether it is the report's."""
    units = shown.units
    cards = [_is_card(unit) for unit in units]
    menus = [_is_menu(unit) for unit in units]
    kinds = _kinds(units)
    sites = [
        kind in (Kind.META, Kind.SITE) or card or menu
        for kind, card, menu in zip(kinds, cards, menus, strict=True)
    ]
    texts = [_is_text(unit) for unit in units]
    first, last = find_core(shown, sites, texts)
    body = [place for place in range(first, last) if texts[place] and not sites[place]]
    around = [menu or kind is Kind.SITE for kind, menu in zip(kinds, menus, strict=True)]
    title = _title(shown, around, first)
    mine = []
    for place, unit in enumerate(units):
        # in the midst of the report nothing is the site's by its words alone
        if body and body[0] < place < body[-1]:
            mine.append(not (cards[place] or (menus[place] and (menus[place - 1] or menus[place + 1]))))
        elif first <= place < last:
            mine.append(not sites[place])
        else:
            mine.append(not sites[place] and (place == title or _belongs(unit, before=place < first)))
    return mine if any(mine) else [not site for site in sites]


def core_orders(shown: Shown, mine: Sequence[bool]) -> tuple[int, int]:
    """The orders between which the report stands."""
    orders = [unit.order for unit, one in zip(shown.units, mine, strict=True) if one]
    return (orders[0], orders[-1] + 1) if orders else (0, 0)


def _kinds(units: Sequence[Unit]) -> list[Kind]:
    """What the lines are by their words; those that may be about the page are it beside one that is."""
    kinds = [kind_of(unit.text) if isinstance(unit, Prose) else Kind.NONE for unit in units]
    for places, step in ((range(1, len(units)), 1), (range(len(units) - 2, -1, -1), -1)):
        for place in places:
            if kinds[place] is Kind.MAY_BE_META and kinds[place - step] is Kind.META:
                kinds[place] = Kind.META
    return kinds


def _is_card(unit: Unit) -> bool:
    """A site's index card: a small table with several of its labels."""
    if isinstance(unit, Prose) or unit.filled > _CARD:
        return False
    if not any(is_label("".join(cell.lines)) for cell in unit.cells[:_LABELS]):
        return False
    labels = sum(is_label("".join(cell.lines)) for cell in unit.cells)
    return labels >= min(_LABELS, max(2, unit.filled // 2))


def _is_menu(unit: Unit) -> bool:
    """Nothing but links, none of them to a file."""
    if unit.linked * 10 < unit.characters * 6 or not unit.linked:
        return False
    if isinstance(unit, Grid):
        return True
    if unit.text.lstrip().startswith(_ATTACHED):
        return False
    return unit.characters <= _FEW_LINKED and unit.characters - unit.linked <= _UNLINKED and not unit.attached


def _is_text(unit: Unit) -> bool:
    """A table of data or a sentence that is no link: what a report consists of, wherever it stands."""
    if isinstance(unit, Grid):
        return True
    return unit.characters - unit.linked >= _PROSE and _SENTENCE.search(unit.text) is not None


def _belongs(unit: Unit, *, before: bool) -> bool:
    """Whether what stands outside the element that holds the text is the report's all the same."""
    return _is_text(unit) or (isinstance(unit, Prose) and unit.attached and not before)


def _title(shown: Shown, around: Sequence[bool], first: int) -> int | None:
    """The unit before the text that is its title: one that the page is called by, else the nearest large heading.

    ``around``: units that are menus and the like; a heading before them is that of the site.
    """
    names = ["".join(name.split()) for name in shown.titles]
    heading: int | None = None
    passed = False
    for place in range(first - 1, -1, -1):
        unit = shown.units[place]
        passed = passed or around[place]
        if isinstance(unit, Grid) or unit.linked:
            continue
        text = "".join(unit.text.split())
        if len(text) < _LEAST_TITLE:
            continue
        if any(name.startswith(text) or (unit.level and name.endswith(text)) for name in names):
            return place
        if heading is None and not passed and unit.level in _LARGE:
            heading = place
    return heading


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
