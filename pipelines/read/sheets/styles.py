"""xl/styles.xml: how cells are printed and whether they have borders (ECMA-376 part 1, 18.8).

Belongs here: number format codes, borders at the sides and fills of each cell format. Does not belong here: printing
(number_format), fonts and colours of text.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from lxml import etree

from pipelines.read.sheets.built_in import BUILT_IN
from pipelines.read.sheets.formats import GENERAL
from pipelines.read.sheets.package import local_name, whole_number

_SIDES: Final = frozenset({"left", "right", "start", "end"})
_WHITE: Final = frozenset({"FFFFFFFF", "00FFFFFF"})


@dataclass(frozen=True, slots=True)
class Style:
    """What the reader needs to know of a cell format."""

    code: str = GENERAL
    ruled: bool = False
    filled: bool = False


def read_styles(root: etree._Element) -> list[Style]:
    """The cell formats by their number."""
    codes = dict(BUILT_IN)
    for element in _inside(root, "numFmts"):
        codes[whole_number(element.get("numFmtId"), -1)] = element.get("formatCode", GENERAL)
    borders = [_is_ruled(element) for element in _inside(root, "borders")]
    fills = [_is_filled(element) for element in _inside(root, "fills")]
    return [
        Style(
            codes.get(whole_number(element.get("numFmtId"), 0), GENERAL),
            _at(borders, element.get("borderId")),
            _at(fills, element.get("fillId")),
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


def _at(flags: list[bool], number: str | None) -> bool:
    index = whole_number(number, 0)
    return index < len(flags) and flags[index]
