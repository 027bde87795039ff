"""Automatic numbers in front of list items and headings (``text:list-style``, ``text:outline-style``).

Belongs here: the levels of a list, one count per list, lists that go on. Does not belong here: how a value looks in a
counting style (read.numbering), which paragraph stands in which list (story).

Numbers are generated: the file holds no such characters. A level that is printed before any item had it (1.1 without
a 1) has used up its start.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from lxml import etree

from pipelines.read.numbering import number_text
from pipelines.read.odf.names import LOEXT, STYLE, STYLE_NAME, TEXT, XML, child, children, count
from pipelines.read.odf.styles import OUTLINE, Styles
from pipelines.read.symbols import PRIVATE, is_symbol_font, symbol

_MOST_LEVELS: Final = 10
_LONGEST: Final = 255  # characters of what stands around a number
_AFTER: Final = {"space": " ", "nothing": "", "newline": " "}
_PLACE: Final = re.compile(r"%(\d{1,2})%")
# number formats by their first sign, as LibreOffice and its kin write them ("一, 二, 三, ...")
_FORMATS: Final = {
    "1": "decimal",
    "01": "decimalZero",
    "1st": "ordinal",
    "a": "lowerLetter",
    "A": "upperLetter",
    "i": "lowerRoman",
    "I": "upperRoman",
    "": "none",
    "一": "chineseCountingThousand",
    "壹": "chineseLegalSimplified",
    "①": "decimalEnclosedCircle",
    "甲": "ideographTraditional",
    "子": "ideographZodiac",
    "１": "decimalFullWidth",
}
_TRADITIONAL: Final = "貳"  # in the second place: 壹, 貳, 參, ...


@dataclass(frozen=True, slots=True)
class _Level:
    """One level: how a count is printed, and what around it. ``bullet``: printed as it is, and not counted."""

    format: str = "none"
    start: int = 1
    pattern: str = ""
    after: str = "\t"
    bullet: str | None = None


@dataclass(slots=True)
class Count:
    """A list that is being counted: its style, and the counts of its levels, None where a level starts anew."""

    style: str
    values: list[int | None] = field(default_factory=lambda: [None] * _MOST_LEVELS)


class Lists:
    """The lists of one document, counted as their items come."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._levels: dict[tuple[str, int], _Level | None] = {}
        self._named: dict[str, Count] = {}
        self._last: dict[str, Count] = {}
        self._headings = Count(OUTLINE)

    def begin(self, element: etree._Element) -> Count:
        """The count of a ``text:list`` that stands in no other: a new one, or the one that it continues."""
        name = element.get(STYLE_NAME, "-")
        before = element.get(TEXT + "continue-list")
        continued = None if before is None else self._named.get(before)
        if continued is None and element.get(TEXT + "continue-numbering") == "true":
            continued = self._last.get(name)
        found = Count(name) if continued is None else continued
        self._named[element.get(XML + "id", "")] = self._last[name] = found
        return found

    def label(self, counted: Count, level: int, *, style: str | None = None, start: int | None = None) -> str:
        """What stands in front of the next item of this list and level (from 0), with the gap behind it.

        ``style``: the item's own or its paragraph's, instead of the list's; ``start``: where the item counts anew.
        """
        name = counted.style if style is None else style
        if level >= _MOST_LEVELS:
            return ""
        form = self._level(name, level)
        if form is None:
            return ""
        values = counted.values
        before = values[level]
        for place in range(level):
            if values[place] is None:
                above = self._level(name, place)
                values[place] = 1 if above is None else above.start
        values[level] = start if start is not None else form.start if before is None else before + 1
        values[level + 1 :] = [None] * (_MOST_LEVELS - level - 1)
        if form.bullet is not None:
            return form.bullet + form.after if form.bullet else ""
        if form.format == "none" and "%" not in form.pattern:
            return form.pattern + form.after if form.pattern else ""
        text = _PLACE.sub(lambda found: self._printed(name, int(found[1]) - 1, values), form.pattern)
        return text + form.after if text else ""

    def heading(self, level: int, *, start: int | None = None) -> str:
        """The number of a heading outside lists, by the outline of the document."""
        return self.label(self._headings, level, start=start)

    def _printed(self, name: str, place: int, values: list[int | None]) -> str:
        value = values[place] if 0 <= place < _MOST_LEVELS else None
        level = self._level(name, place) if value is not None else None
        return "" if value is None or level is None else number_text(level.format, value)

    def _level(self, name: str, place: int) -> _Level | None:
        key = name, place
        if key not in self._levels:
            root = self._styles.lists.get(name)
            wanted = str(place + 1)
            found = [e for e in children(root) if e.get(TEXT + "level") == wanted]
            self._levels[key] = self._define(found[0], place) if found else None
        return self._levels[key]

    def _define(self, element: etree._Element, place: int) -> _Level | None:
        look = self._styles.look("text", element.get(STYLE_NAME)) if element.get(STYLE_NAME) else None
        hidden = look is not None and bool(look.hidden)
        alignment = child(
            child(element, STYLE + "list-level-properties"), STYLE + "list-level-label-alignment"
        )
        after = "" if alignment is None else alignment.get(TEXT + "label-followed-by", "")
        gap = _AFTER.get(after, "\t")
        prefix, suffix = (element.get(STYLE + "num-" + name, "")[:_LONGEST] for name in ("prefix", "suffix"))
        if element.tag == TEXT + "list-level-style-number" or element.tag == TEXT + "outline-level-style":
            shown = min(place + 1, max(1, count(element, TEXT + "display-levels")))
            pattern = ".".join(f"%{level + 1}%" for level in range(place + 1 - shown, place + 1))
            format = _format(element.get(STYLE + "num-format", ""))
            if format == "none":
                pattern = ""
            pattern = element.get(LOEXT + "num-list-format", prefix + pattern + suffix)[:_LONGEST]
            start = count(element, TEXT + "start-value")
            return _Level(format, start, "" if hidden else pattern, gap)
        if element.tag == TEXT + "list-level-style-bullet":
            sign = "" if hidden else self._bullet(element)
            return _Level(after=gap, bullet=prefix + sign + suffix if sign else "")
        return _Level(bullet="")  # a picture

    def _bullet(self, element: etree._Element) -> str:
        sign = element.get(TEXT + "bullet-char", "")[:_LONGEST]
        properties = child(element, STYLE + "text-properties")
        font = (None if properties is None else self._styles.font(properties)) or ""
        if not font and any(ord(c) in PRIVATE for c in sign):
            return "•"  # of a font that is not named: some sign
        return "".join(symbol(font, ord(c)) for c in sign) if is_symbol_font(font) else sign


def _format(said: str) -> str:
    """The counting style of a ``style:num-format`` by the name that Word has for it; decimal where it is not known."""
    signs = [sign.strip() for sign in said.split(",")]
    if signs[1:2] == [_TRADITIONAL]:
        return "ideographLegalTraditional"
    return _FORMATS.get(signs[0], "decimal")
