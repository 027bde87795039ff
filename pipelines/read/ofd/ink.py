"""What of the text of an OFD page nobody sees: white ink on white paper, letters of a point, text that white is painted over.

Belongs here: colours, and what is painted under and over text. Does not belong here: the walk through a page (page).
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable
from typing import Final, TypeAlias

from pipelines.read.layout.page import Glyph
from pipelines.read.ofd.geometry import number
from pipelines.read.ofd.package import Element, attribute, kinds

Sides: TypeAlias = tuple[float, float, float, float]  # x0, top, x1, bottom in points
Ground: TypeAlias = tuple[Sides, bool]
"""What is painted, in order, and whether it is white."""
_WHITE: Final = re.compile(
    r"(?:2(?:4\d|5[0-5])|#[Ff][0-9A-Fa-f])(?: (?:2(?:4\d|5[0-5])|#[Ff][0-9A-Fa-f])){2}|255|#FF"
)
_TINY: Final = 1.0  # points
_OPAQUE: Final = 255.0


def is_white(colour: Element) -> bool:
    """Whether a colour is white, or so near to it that nobody tells them apart; RGB and grey, as nearly every file has them."""
    return _WHITE.fullmatch(" ".join((attribute(colour, "Value") or "").split())) is not None


def fills_white(element: Element, white_parameters: Container[str | None]) -> bool:
    """Whether what an object fills is white, by its own words or by its drawing parameter."""
    own = list(kinds(element, "FillColor"))
    return any(map(is_white, own)) if own else attribute(element, "DrawParam") in white_parameters


def is_opaque(element: Element) -> bool:
    """Whether nothing is seen through what an object fills."""
    alphas = [attribute(element, "Alpha"), *(attribute(c, "Alpha") for c in kinds(element, "FillColor"))]
    return all(number(alpha, _OPAQUE) >= _OPAQUE for alpha in alphas)


def is_tiny(glyph: Glyph) -> bool:
    """Whether a character is too small to be read."""
    return glyph.bottom - glyph.top <= _TINY


def lies_in(glyph: Glyph, sides: Sides) -> bool:
    """Whether the middle of a character lies there."""
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.top + glyph.bottom) / 2
    return sides[0] <= x <= sides[2] and sides[1] <= y <= sides[3]


def is_on_white(glyph: Glyph, grounds: Iterable[Ground]) -> bool:
    """Whether what is painted last under a character is white, as the paper is."""
    under = [white for sides, white in grounds if lies_in(glyph, sides)]
    return not under or under[-1]
