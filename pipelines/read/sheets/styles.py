"""xl/styles.xml: how cells are printed and whether they have borders (ECMA-376 part 1, 18.8).

Belongs here: number format codes, borders at the sides and fills of each cell format, and whether its font leaves anything to
be read: struck out, in the colour of what is laid under it, or too small. Does not belong here: printing (number_format), other looks of text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, TypeAlias, TypeVar

from lxml import etree

from pipelines.read.sheets.built_in import BUILT_IN
from pipelines.read.sheets.formats import GENERAL
from pipelines.read.sheets.number_format import print_number
from pipelines.read.sheets.package import is_on, local_name, whole_number

_SIDES: Final = frozenset({"left", "right", "start", "end"})
_WHITE_RGB: Final = re.compile(r"(?:[0-9A-F]{2})?(?:F[0-9A-F]){3}")
"""White, and what nobody tells from it: FFFEFEFE."""
_Colour: TypeAlias = tuple[str, str]  # how it is named, and its name
_WHITE: Final[_Colour] = ("rgb", "FFFFFF")
_WHITE_NUMBERS: Final = frozenset({"1", "9"})  # 18.8.27
_TINY: Final = frozenset({"1", "1.0", "0.5"})  # points
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Style:
    """What the reader needs to know of a cell format. ``is_void``: its text is struck out, in the colour of its paper, or too small."""

    code: str = GENERAL
    ruled: bool = False
    filled: bool = False
    is_void: bool = False


def read_styles(root: etree._Element, theme: etree._Element | None = None) -> list[Style]:
    """The cell formats by their number. ``theme``: what its first colour is; white where there is none."""
    colours = _colours(root, theme)
    codes = dict(BUILT_IN)
    for element in _inside(root, "numFmts"):
        codes[whole_number(element.get("numFmtId"), -1)] = element.get("formatCode", GENERAL)
    borders = [_is_ruled(element) for element in _inside(root, "borders")]
    fills = [_is_filled(element) for element in _inside(root, "fills")]
    papers = [_paper(element, colours) for element in _inside(root, "fills")]
    fonts = list(_inside(root, "fonts"))
    struck = [is_struck(font) or is_tiny(font) for font in fonts]
    inks = [next((colours.of(look) for look in font if local_name(look) == "color"), None) for font in fonts]
    return [
        Style(
            codes.get(whole_number(element.get("numFmtId"), 0), GENERAL),
            bool(_at(borders, element.get("borderId"))),
            bool(_at(fills, element.get("fillId"))),
            bool(_at(struck, element.get("fontId")))
            or _is_same(_at(inks, element.get("fontId")), _at(papers, element.get("fillId"))),
        )
        for element in _inside(root, "cellXfs")
    ]


def read_rule_looks(root: etree._Element, theme: etree._Element | None = None) -> RuleLooks:
    """What the looks that rules put on cells (dxf) leave to be read."""
    colours = _colours(root, theme)
    return RuleLooks([_is_veil(look, colours) for look in _inside(root, "dxfs")], colours)


def _is_veil(look: etree._Element, colours: _Colours) -> bool:
    """Whether a look leaves nothing to be read: white ink, or no number at all."""
    fonts, fills, codes = ([e for e in look if local_name(e) == name] for name in ("font", "fill", "numFmt"))
    ink = next((colours.of(c) for font in fonts for c in font if local_name(c) == "color"), None)
    papers = [c for fill in fills for c in fill.iter() if local_name(c) == "bgColor"]
    paper = colours.of(papers[0]) if papers else _WHITE if not fills else None
    no_number = any(not print_number(Decimal(1), code.get("formatCode", GENERAL)) for code in codes)
    return _is_same(ink, paper) or no_number


def _colours(root: etree._Element, theme: etree._Element | None) -> _Colours:
    own = [
        c.get("rgb", "").upper()[-6:]
        for e in _inside(root, "colors")
        if local_name(e) == "indexedColors"
        for c in e
    ]
    return _Colours(own, theme is None or _is_light(theme))


def _inside(root: etree._Element, name: str) -> Iterator[etree._Element]:
    for group in root:
        if local_name(group) == name:
            yield from (element for element in group if local_name(element))


def _is_ruled(border: etree._Element) -> bool:
    return any(local_name(side) in _SIDES and side.get("style", "none") != "none" for side in border)


def _is_filled(fill: etree._Element) -> bool:
    return any(
        local_name(pattern) == "patternFill"
        and pattern.get("patternType") == "solid"
        and not any(local_name(c) == "fgColor" and is_white_rgb(c.get("rgb")) for c in pattern)
        for pattern in fill
    )


def is_struck(font: etree._Element) -> bool:
    """Whether a font, or the properties of a run, strike their characters out."""
    return any(local_name(look) == "strike" and is_on(look, "val", True) for look in font)


def is_white_ink(font: etree._Element) -> bool:
    """Whether the properties of a run make its characters white, by their own words."""
    return any(local_name(look) == "color" and is_white_rgb(look.get("rgb")) for look in font)


def is_white_rgb(rgb: str | None) -> bool:
    """Whether a colour is white, or so near to it that nobody tells them apart."""
    return _WHITE_RGB.fullmatch((rgb or "").upper()) is not None


def is_superscript(font: etree._Element) -> bool:
    """Whether the properties of a run raise its characters."""
    return any(local_name(look) == "vertAlign" and look.get("val") == "superscript" for look in font)


def is_tiny(font: etree._Element) -> bool:
    """Whether a font, or the properties of a run, make their characters too small to be read."""
    sizes = [look.get("val", "") for look in font if local_name(look) == "sz"]
    return any(size in _TINY for size in sizes)


@dataclass(frozen=True, slots=True)
class _Colours:
    """``own``: what the file says of numbered colours; ``is_light``: the first colour of the theme is white."""

    own: Sequence[str]
    is_light: bool

    def of(self, element: etree._Element) -> _Colour | None:
        """A colour that can be held against another; None where it is not known, as what the system chooses."""
        tint = element.get("tint", "0")
        if tint not in {"0", "0.0"}:
            return None
        if rgb := element.get("rgb", "").upper()[-6:]:
            return _WHITE if is_white_rgb(rgb) else ("rgb", rgb)
        if (number := element.get("indexed")) is not None:
            if self.own:
                named = _at(self.own, number)
                return None if named is None else ("rgb", named)
            return _WHITE if number in _WHITE_NUMBERS else None
        if (number := element.get("theme")) is not None:
            return _WHITE if number == "0" and self.is_light else ("theme", number)
        return None


@dataclass(frozen=True, slots=True)
class RuleLooks:
    """The looks of conditional formats. ``numbered``: by their number, whether they leave nothing to be read."""

    numbered: Sequence[bool] = ()
    colours: _Colours = _Colours((), True)

    def hide(self, rule: etree._Element) -> bool:
        """Whether the look of a rule, its own or the numbered one that it names, leaves nothing to be read."""
        own = [look for look in rule if local_name(look) == "dxf"]
        if own:
            return any(_is_veil(look, self.colours) for look in own)
        number = whole_number(rule.get("dxfId"), -1)
        return 0 <= number < len(self.numbered) and self.numbered[number]


NO_RULE_LOOKS: Final = RuleLooks()


def _is_light(theme: etree._Element) -> bool:
    """Whether what a workbook calls its first colour, the paper of its window, is white."""
    for element in theme.iter():
        if local_name(element) == "lt1":
            return any("FFFFFF" in {c.get("val", "").upper(), c.get("lastClr", "").upper()} for c in element)
    return True


def _paper(fill: etree._Element, colours: _Colours) -> _Colour | None:
    """The colour that is laid under the text: white where there is no pattern; None where that is not known."""
    patterns = list(fill)
    if any(
        local_name(p) != "patternFill" or p.get("patternType", "none") not in {"none", "solid"}
        for p in patterns
    ):
        return None
    if all(p.get("patternType", "none") == "none" for p in patterns):
        return _WHITE
    return next((colours.of(c) for p in patterns for c in p if local_name(c) == "fgColor"), None)


def _is_same(ink: _Colour | None, paper: _Colour | None) -> bool:
    return ink is not None and ink == paper


def _at(values: Sequence[T], number: str | None) -> T | None:
    index = whole_number(number, 0)
    return values[index] if index < len(values) else None
