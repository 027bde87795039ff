"""xl/styles.xml: how cells are printed and whether they have borders (ECMA-376 part 1, 18.8).

Belongs here: number format codes, borders at the sides and fills of each cell format, and whether its font leaves anything to
be read: struck out, or white on white. Does not belong here: printing (number_format), other looks of text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from pipelines.read.sheets.built_in import BUILT_IN
from pipelines.read.sheets.formats import GENERAL
from pipelines.read.sheets.package import is_on, local_name, whole_number

_SIDES: Final = frozenset({"left", "right", "start", "end"})
_WHITE: Final = frozenset({"FFFFFFFF", "00FFFFFF"})


@dataclass(frozen=True, slots=True)
class Style:
    """What the reader needs to know of a cell format. ``is_void``: its text is struck out, or white on white."""

    code: str = GENERAL
    ruled: bool = False
    filled: bool = False
    is_void: bool = False


def read_styles(root: etree._Element) -> list[Style]:
    """The cell formats by their number."""
    codes = dict(BUILT_IN)
    for element in _inside(root, "numFmts"):
        codes[whole_number(element.get("numFmtId"), -1)] = element.get("formatCode", GENERAL)
    borders = [_is_ruled(element) for element in _inside(root, "borders")]
    fills = [_is_filled(element) for element in _inside(root, "fills")]
    papers = [_is_paper(element) for element in _inside(root, "fills")]
    fonts = list(_inside(root, "fonts"))
    struck, white = [is_struck(font) for font in fonts], [_is_white(font) for font in fonts]
    return [
        Style(
            codes.get(whole_number(element.get("numFmtId"), 0), GENERAL),
            _at(borders, element.get("borderId")),
            _at(fills, element.get("fillId")),
            _at(struck, element.get("fontId"))
            or (_at(white, element.get("fontId")) and _at(papers, element.get("fillId"))),
        )
        for element in _inside(root, "cellXfs")
    ]


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
        and not any(local_name(c) == "fgColor" and c.get("rgb", "").upper() in _WHITE for c in pattern)
        for pattern in fill
    )


def is_struck(font: etree._Element) -> bool:
    """Whether a font, or the properties of a run, strike their characters out."""
    return any(local_name(look) == "strike" and is_on(look, "val", True) for look in font)


def _is_white(font: etree._Element) -> bool:
    """White by its own name: a colour of a theme may be any, and a tint darkens it."""
    colours = [look for look in font if local_name(look) == "color"]
    return any(c.get("rgb", "").upper() in _WHITE and c.get("tint", "0") in {"0", "0.0"} for c in colours)


def _is_paper(fill: etree._Element) -> bool:
    """Whether nothing is laid under the text: no pattern, or a white one."""
    patterns = list(fill)
    return all(local_name(p) == "patternFill" for p in patterns) and all(
        p.get("patternType", "none") == "none" or (p.get("patternType") == "solid" and not _is_filled(fill))
        for p in patterns
    )


def _at(flags: list[bool], number: str | None) -> bool:
    index = whole_number(number, 0)
    return index < len(flags) and flags[index]
