"""Styles → what they mean for reading: struck, hidden, white or tiny text, raised digits, lists, coloured paper.

Belongs here: styles by family and name, following ``style:parent-style-name`` to the default of the family. Does not
belong here: numbering (lists), the look of anything else.

A name means an automatic style of its own part before a common one: content.xml and styles.xml may both have a P1.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import Final

from lxml import etree

from pipelines.read.odf.names import FO, LOEXT, OFFICE, STYLE, SVG, TEXT, children, points
from pipelines.read.symbols import is_symbol_font

_DEEPEST: Final = 32  # styles based on styles
_TINY: Final = 1.5  # points: nobody reads it
_WHITE: Final = re.compile(r"#(?:f[0-9a-f]){3}")
_CLEAR: Final = frozenset({"transparent", "none", ""})
_NAME: Final = STYLE + "name"
_FAMILY: Final = STYLE + "family"
_PARENT: Final = STYLE + "parent-style-name"
_LINES: Final = tuple(STYLE + "text-line-through-" + name for name in ("style", "type"))


@dataclass(frozen=True, slots=True)
class Look:
    """How text is printed; None where nothing is said. ``font``: of a symbol font only, else empty."""

    struck: bool | None = None
    hidden: bool | None = None
    white: bool | None = None
    tiny: bool | None = None
    raised: bool | None = None
    filled: bool | None = None
    font: str | None = None

    def over(self, below: Look) -> Look:
        """This look, and of the one below it what this one does not say."""
        if below == _PLAIN or self == _PLAIN:
            return self if below == _PLAIN else below
        said = (getattr(self, f.name) for f in fields(self))
        other = (getattr(below, f.name) for f in fields(below))
        return Look(*(b if a is None else a for a, b in zip(said, other, strict=True)))


_PLAIN: Final = Look()


class Styles:
    """The styles that one part sees: common ones, and its own automatic ones. Resolved when they are first asked for."""

    def __init__(self, common: etree._Element | None, own: etree._Element) -> None:
        self._elements: dict[tuple[str, str], etree._Element] = {}
        self._defaults: dict[str, etree._Element] = {}
        self._looks: dict[tuple[str, str], Look] = {}
        self._filled: dict[tuple[str, str], bool] = {}
        self.lists: dict[str, etree._Element] = {}
        self.data: dict[str, etree._Element] = {}
        self._fonts: dict[str, str] = {}
        for root, groups in ((common, ("styles",)), (own, ("styles", "automatic-styles"))):
            for face in children(next(children(root, OFFICE + "font-face-decls"), None), STYLE + "font-face"):
                self._fonts[face.get(_NAME, "")] = _bare(face.get(SVG + "font-family", ""))
            for group in groups:
                for styles in children(root, OFFICE + group):
                    self._add(styles)

    def _add(self, styles: etree._Element) -> None:
        for element in styles.iterchildren(etree.Element):
            name = element.get(_NAME, "")
            if element.tag == STYLE + "style":
                self._elements[element.get(_FAMILY, ""), name] = element
            elif element.tag == STYLE + "default-style":
                self._defaults[element.get(_FAMILY, "")] = element
            elif element.tag == TEXT + "list-style":
                self.lists[name] = element
            elif element.tag == TEXT + "outline-style":
                self.lists[OUTLINE] = element
            elif str(element.tag).endswith("-style"):
                self.data[name] = element

    def look(self, family: str, name: str | None) -> Look:
        """The look of a style, its own or inherited; of the default of the family for None (no text span has one)."""
        key = family, name or ""
        found = self._looks.get(key)
        if found is None:
            found = _PLAIN
            for element in self._chain(family, name):
                for properties in element.iterchildren(STYLE + "text-properties"):
                    found = found.over(self._said(properties))
                if family in {"paragraph", "table-cell"} and _fills(element):
                    found = found.over(Look(filled=True))
            self._looks[key] = found
        return found

    def value(self, family: str, name: str | None, attribute: str, properties: str = "") -> str | None:
        """What a style, or one that it is based on, says in an attribute of its own or of its properties."""
        for element in self._chain(family, name):
            for place in element.iterchildren(STYLE + properties) if properties else (element,):
                said = place.get(attribute)
                if said is not None:
                    return said
        return None

    def maps(self, family: str, name: str | None) -> Iterator[etree._Element]:
        """The rules by which a style, or one that it is based on, gives way to another."""
        for element in self._chain(family, name):
            yield from element.iterchildren(STYLE + "map")

    def fills(self, family: str, name: str | None) -> bool:
        """Whether a style colours the paper."""
        key = family, name or ""
        if key not in self._filled:
            self._filled[key] = name is not None and any(map(_fills, self._chain(family, name)))
        return self._filled[key]

    def display_name(self, family: str, name: str) -> str:
        """The name of a style, or of the first common one that it is based on, as writers see it."""
        for element in self._chain(family, name):
            shown = element.get(STYLE + "display-name")
            if shown:
                return shown
        return name

    def font(self, properties: etree._Element) -> str | None:
        """The symbol font that these properties name; empty for any other font, None where they name none."""
        named = properties.get(STYLE + "font-name")
        font = properties.get(FO + "font-family") if named is None else self._fonts.get(named, named)
        return None if font is None else _bare(font) if is_symbol_font(_bare(font)) else ""

    def _chain(self, family: str, name: str | None) -> Iterator[etree._Element]:
        """The style and those that it is based on, nearest first, the default of the family last; a circle is cut."""
        seen: set[str] = set()
        while name is not None and name not in seen and len(seen) < _DEEPEST:
            seen.add(name)
            element = self._elements.get((family, name))
            if element is None:
                break
            yield element
            name = element.get(_PARENT)
        if family in self._defaults:
            yield self._defaults[family]

    def _said(self, properties: etree._Element) -> Look:
        get = properties.get
        lines = [line for key in _LINES if (line := get(key)) is not None]
        size = points(get(FO + "font-size"))
        colour, opacity = get(FO + "color"), get(LOEXT + "opacity")
        white = None if colour is None else is_white(colour)
        display = get(TEXT + "display")
        if get(STYLE + "use-window-font-color") == "true":  # black or white, as the paper wants it
            white = False
        elif opacity == "0%":
            display = "none"
        position = get(STYLE + "text-position", "").split()[:1]
        paper = get(FO + "background-color")
        return Look(
            any(line != "none" for line in lines) if lines else None,
            None if display is None else display == "none",
            white,
            None if size is None else size <= _TINY,
            _is_raised(position[0]) if position else None,
            None if paper is None else is_coloured(paper),
            self.font(properties),
        )


OUTLINE: Final = ""
"""The name under which the list of headings is kept: it has none of its own."""


def is_white(colour: str) -> bool:
    """Whether a colour is white, or so near to it that nobody tells them apart."""
    return _WHITE.fullmatch(colour.lower()) is not None


def is_coloured(paper: str) -> bool:
    """Whether a background is another than white."""
    return paper not in _CLEAR and not is_white(paper)


def _is_raised(position: str) -> bool:
    return position == "super" or (position.endswith("%") and not position.startswith(("-", "0%")))


def _fills(style: etree._Element) -> bool:
    return any(is_coloured(properties.get(FO + "background-color", "")) for properties in style)


def _bare(font: str) -> str:
    return font.split(";")[0].strip("'\" ")
