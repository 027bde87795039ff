"""Automatic numbers in front of paragraphs: definitions, counting, and the text that Word prints (17.9).

Belongs here: numbering.xml (abstractNum, num, lvlOverride, numStyleLink) and one count per list. Does not belong
here: how a value looks in a counting style (read.numbering), which paragraph has which list (styles, paragraphs).

Lists that share an abstractNum share their count; a ``startOverride`` starts anew where its list is first used. A
level that is printed before any paragraph had it (1.1 without a 1) has used up its start; the style that a level
names (pStyle) is for editing, a paragraph's own or inherited ilvl counts: so Word 2010 and later.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from pipelines.read.docx.fonts import as_printed
from pipelines.read.docx.names import RUN_PROPERTIES, VANISH, W, child, is_on, number, value
from pipelines.read.docx.styles import Styles
from pipelines.read.numbering import number_text

_LEVELS: Final = 9
_LONGEST: Final = 255  # characters of a label's pattern; Word allows 31
_AFTER: Final = {"space": " ", "nothing": ""}
_NEVER: Final = 0
_SAMPLE: Final = W + "format"


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list. ``pattern`` is printed with %1 … %9 replaced by the counts of the levels.

    ``restart``: the level (from 1) whose use starts this one anew; None for any level above it, 0 for never.
    """

    start: int = 0
    format: str = "decimal"
    digits: int = 0
    pattern: str = ""
    after: str = "\t"
    restart: int | None = None
    legal: bool = False


@dataclass(slots=True)
class _Count:
    """Counts of an abstractNum's levels; None where a level starts anew. ``begun``: lists used so far."""

    values: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)
    begun: set[str] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class _List:
    """A num: its abstractNum, its own levels, and at which value levels start anew for it."""

    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int]


class Lists:
    """The lists of one document, counted as its paragraphs come. ``load`` gives the root of numbering.xml."""

    def __init__(self, load: Callable[[], etree._Element | None], styles: Styles) -> None:
        self._load = load
        self._is_loaded = False
        self._abstracts: dict[str, etree._Element] = {}
        self._linked: dict[str, etree._Element] = {}
        self._nums: dict[str, etree._Element] = {}
        self._styles = styles
        self._lists: dict[str, _List | None] = {}
        self._counts: dict[str, _Count] = {}

    def label(self, num_id: str, level: int) -> str:
        """What stands in front of the next paragraph of this list and level, with the gap behind it."""
        found = self._list(num_id)
        if found is None or level not in found.levels:
            return ""
        values = self._count(found, num_id, level)
        form = found.levels[level]
        text = form.pattern
        if "%" in text:
            for place in range(level + 1):
                if f"%{place + 1}" in text:
                    shown = found.levels.get(place, form)
                    printed = _printed(shown, values[place], legal=form.legal)
                    text = text.replace(f"%{place + 1}", printed)
        return text + form.after if text else ""

    def _count(self, found: _List, num_id: str, level: int) -> list[int]:
        """Count one more; the values of all levels."""
        count = self._counts.setdefault(found.abstract, _Count())
        if num_id not in count.begun:
            count.begun.add(num_id)
            for place in found.starts:
                count.values[place] = None
        before = count.values[level]
        for place in range(level + 1):
            if count.values[place] is None:
                count.values[place] = self._start(found, place)
        if before is not None:
            count.values[level] = before + 1
        for place in range(level + 1, _LEVELS):
            restart = found.levels[place].restart if place in found.levels else None
            if restart is None or (restart != _NEVER and level < restart):
                count.values[place] = None
        return [v or 0 for v in count.values]

    def _start(self, found: _List, level: int) -> int:
        if level in found.starts:
            return found.starts[level]
        return found.levels[level].start if level in found.levels else 1

    def _list(self, num_id: str) -> _List | None:
        if num_id not in self._lists:
            self._lists[num_id] = self._define(num_id)
        return self._lists[num_id]

    def _define(self, num_id: str) -> _List | None:
        if not self._is_loaded:
            self._is_loaded = True
            self._index(self._load())
        num = self._nums.get(num_id)
        abstract = self._abstract(num_id)
        if num is None or abstract is None:
            return None
        levels = _levels(abstract)
        starts: dict[int, int] = {}
        for override in num.iterchildren(W + "lvlOverride"):
            place = number(override.get(W + "ilvl"))
            if place is None:
                continue
            levels |= _levels(override)
            start = number(value(override, W + "startOverride"))
            if start is not None and 0 <= place < _LEVELS:
                starts[place] = start
        return _List(abstract.get(W + "abstractNumId", ""), levels, starts)

    def _index(self, root: etree._Element | None) -> None:
        for element in root.iterchildren() if root is not None else ():
            if element.tag == W + "abstractNum":
                self._abstracts[element.get(W + "abstractNumId", "")] = element
                style = value(element, W + "styleLink")
                if style is not None:
                    self._linked[style] = element
            elif element.tag == W + "num":
                self._nums[element.get(W + "numId", "")] = element

    def _abstract(self, num_id: str) -> etree._Element | None:
        """The abstractNum of a num, through the list style that it may name instead of levels (numStyleLink)."""
        seen: set[str] = set()
        while num_id not in seen:
            seen.add(num_id)
            num = self._nums.get(num_id)
            found = self._abstracts.get(value(num, W + "abstractNumId") or "")
            linked = value(found, W + "numStyleLink")
            if linked is None:
                return found
            if linked in self._linked:
                return self._linked[linked]
            num_id = self._styles.style(linked).num_id or ""
        return None


def _levels(parent: etree._Element) -> dict[int, Level]:
    found: dict[int, Level] = {}
    for element in parent.iterchildren(W + "lvl"):
        place = number(element.get(W + "ilvl"))
        if place is not None and 0 <= place < _LEVELS:
            found[place] = _level(element)
    return found


def _level(element: etree._Element) -> Level:
    form = next(element.iter(W + "numFmt"), None)  # may stand inside AlternateContent
    legal = child(element, W + "isLgl")
    run = child(element, RUN_PROPERTIES)
    hidden = child(run, VANISH) if run is not None else None
    pattern = (value(element, W + "lvlText") or "")[:_LONGEST]
    if "%" not in pattern and run is not None:
        pattern = as_printed(pattern, child(run, W + "rFonts"))
    start = number(value(element, W + "start"))
    return Level(
        start=0 if start is None else start,
        format=form.get(W + "val", "decimal") if form is not None else "decimal",
        digits=_digits(form),
        pattern="" if hidden is not None and is_on(hidden) else pattern,
        after=_AFTER.get(value(element, W + "suff") or "", "\t"),
        restart=number(value(element, W + "lvlRestart")),
        legal=legal is not None and is_on(legal),
    )


def _digits(form: etree._Element | None) -> int:
    """Width of a custom format such as ``001, 002, 003, ...``; 0 for every other."""
    sample = form.get(_SAMPLE, "").split(",")[0] if form is not None else ""
    return len(sample) if sample.isdigit() and len(sample) <= _LEVELS else 0


def _printed(level: Level, count: int, *, legal: bool) -> str:
    if level.digits:
        return str(count).zfill(level.digits)
    return number_text("decimal" if legal and level.format != "none" else level.format, count)
