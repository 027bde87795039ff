"""A text object → characters with their boxes (GB/T 33190-2016, 11 text).

Belongs here: where each character of a TextCode stands, how wide it is, and which way it is turned. Does not belong
here: which objects are visible (page). The meaning of a character is its code in TextCode; glyphs that CGTransform puts
in its place are how it looks.

OFD tells where characters begin and not how wide they are, so a width is the way to the next character, but not more
than a character of that kind takes: what is left is a gap.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import cache
from typing import Final

from pipelines.read.layout.matrix import Matrix
from pipelines.read.layout.page import Glyph
from pipelines.read.ofd.geometry import POINTS, number, numbers
from pipelines.read.ofd.package import Element, attribute, kinds

_ASCENT: Final = 0.88  # of the size: what CJK fonts have above the base line
_SMALLEST: Final = 0.01  # millimetres: text of this size is not seen
_LETTER: Final = 0.75  # of the size: a Latin letter is seldom wider
_WIDE_LETTER: Final = 1.0
_FIGURE: Final = (
    0.5  # digits and ASCII marks, in every font that reports are set in about half as wide as high
)
_WIDE_LETTERS: Final = frozenset("MWmw@%")
_UPRIGHT: Final = (1.0, 0.0, 0.0, 1.0)
_TURNS: Final = {90: (0.0, 1.0, -1.0, 0.0), 180: (-1.0, 0.0, 0.0, -1.0), 270: (0.0, -1.0, 1.0, 0.0)}
_EVEN: Final = 0.02  # of the size: distances that differ less are the same
_ROOM: Final = 1.02  # of the size: more room than this for each character is spacing
_STRAIGHT: Final = 0.18  # tangent of about ten degrees


@dataclass(slots=True)
class PageText:
    """The characters of a page so far. ``turned`` counts those whose base line runs down, back or up the page."""

    glyphs: list[Glyph]
    turned: dict[int, int]
    illegible: int = 0


def draw_text(element: Element, matrix: Matrix, into: PageText) -> str:
    """Add the characters of a text object; those of one that stands aslant are not added but returned: a watermark."""
    size = number(attribute(element, "Size"), 0.0)
    if size <= _SMALLEST:
        return ""
    turn = _turn(matrix)
    if turn is None:
        return "".join(code.text or "" for code in kinds(element, "TextCode"))
    wide = size * max(number(attribute(element, "HScale"), 1.0), _SMALLEST)
    own = _TURNS.get(int(number(attribute(element, "CharDirection"), 0.0)) % 360, _UPRIGHT)
    down = int(number(attribute(element, "ReadDirection"), 0.0)) % 180 == 90
    x = y = 0.0
    before = len(into.glyphs)
    for code in kinds(element, "TextCode"):
        text = code.text or ""
        x, y = number(attribute(code, "X"), x), number(attribute(code, "Y"), y)
        if not text:
            continue
        xs, widths = _along(attribute(code, "DeltaX"), text, x, wide, own is _UPRIGHT)
        deltas = attribute(code, "DeltaY")
        ys = _along(deltas, text, y, size, False)[0] if deltas else [y] * len(text)
        if len(text) > 1 and xs[-1] == x and ys[-1] == y:  # the writer leaves it to the font
            xs, ys = _set_out(text, x, y, widths, size, down)
        _add(text, xs, ys, widths, size, own, matrix, into)
    if _is_unmapped(element):
        into.illegible += len(into.glyphs) - before
    quarter = turn if own is _UPRIGHT else None
    if quarter is not None:
        into.turned[quarter] = into.turned.get(quarter, 0) + len(into.glyphs) - before
    return ""


def _turn(matrix: Matrix) -> int | None:
    """Which way the base line runs: 0 right, 90 down, 180 left, 270 up; None aslant."""
    a, b = matrix[0], matrix[1]
    if abs(b) <= _STRAIGHT * abs(a):
        return 0 if a > 0 else 180
    if abs(a) <= _STRAIGHT * abs(b):
        return 90 if b > 0 else 270
    return None


def _along(
    deltas: str | None, text: str, start: float, wide: float, advances: bool
) -> tuple[list[float], list[float]]:
    """Where each character begins along one axis, and how wide it is."""
    steps = _steps(deltas, len(text) - 1)
    even = advances and not text.isascii() and _is_even(steps, wide)
    places = [start]
    widths: list[float] = []
    for character, step in zip(text, steps, strict=False):
        start += step
        places.append(start)
        natural = _natural(character) * wide
        widths.append(step if even else min(step, natural) if advances and step > 0 else natural)
    widths.append(_natural(text[-1]) * wide)
    return places, widths


def _is_even(steps: list[float], wide: float) -> bool:
    """Whether every character has the same room, whatever its kind: a writer that spreads a line evenly leaves no gaps.

    This is asked of text with ideographs only: figures alone, set as wide as these, are set apart.
    """
    return len(steps) > 1 and min(steps) > 0 and max(steps) <= min(min(steps) + _EVEN * wide, _ROOM * wide)


def _steps(deltas: str | None, count: int) -> list[float]:
    """``count`` distances; ``g n d`` stands for n times d. Where they are too few, the last one is said to go on."""
    if not deltas:
        return [0.0] * count
    if "g" not in deltas:
        steps = numbers(deltas)
    else:
        steps = []
        parts = iter(deltas.split())
        for part in parts:
            if part == "g":
                times = int(number(next(parts, None), 0.0))
                steps += [number(next(parts, None), 0.0)] * max(0, min(times, count - len(steps)))
            else:
                steps.append(number(part, 0.0))
            if len(steps) >= count:
                break
    if len(steps) < count:
        steps += [steps[-1] if steps else 0.0] * (count - len(steps))
    return steps[:count]


@cache
def _natural(character: str) -> float:
    """Width of a character as a share of the size of the font."""
    if character > "\u02ff":
        return 1.0 if unicodedata.east_asian_width(character) in "WFA" else _LETTER
    if character in _WIDE_LETTERS:
        return _WIDE_LETTER
    return _LETTER if character.isalpha() else _FIGURE


def _set_out(
    text: str, x: float, y: float, widths: list[float], size: float, down: bool
) -> tuple[list[float], list[float]]:
    """Characters one behind the other where no distances are given."""
    if down:
        return [x] * len(text), [y + size * place for place in range(len(text))]
    places = [x]
    for width in widths[:-1]:
        places.append(places[-1] + width)
    return places, [y] * len(text)


def _add(
    text: str,
    xs: list[float],
    ys: list[float],
    widths: list[float],
    size: float,
    own: tuple[float, float, float, float],
    matrix: Matrix,
    into: PageText,
) -> None:
    a, b, c, d, e, f = (value * POINTS for value in matrix)
    ascent, descent = _ASCENT * size, (1 - _ASCENT) * size
    straight = own is _UPRIGHT and b == 0 and c == 0
    glyphs = into.glyphs
    for character, x, y, width in zip(text, xs, ys, widths, strict=True):
        if character < " ":
            continue
        into.illegible += "\ue000" <= character <= "\uf8ff" or character == "\ufffd"
        if straight:
            x0, x1 = a * x + e, a * (x + width) + e
            top, bottom = d * (y - ascent) + f, d * (y + descent) + f
        else:
            corners = [
                (x + own[0] * u + own[2] * v, y + own[1] * u + own[3] * v)
                for u in (0.0, width)
                for v in (-ascent, descent)
            ]
            across = [a * u + c * v + e for u, v in corners]
            along = [b * u + d * v + f for u, v in corners]
            x0, x1, top, bottom = min(across), max(across), min(along), max(along)
        glyphs.append(Glyph(_plain(character), min(x0, x1), min(top, bottom), max(x0, x1), max(top, bottom)))


def _is_unmapped(element: Element) -> bool:
    """Whether the text is blank and yet different glyphs are drawn for it: the writer did not know what they mean."""
    glyphs: set[str] = set()
    for transform in kinds(element, "CGTransform"):
        for drawn in kinds(transform, "Glyphs"):
            glyphs.update((drawn.text or "").split())
    return len(glyphs) > 1 and not any((code.text or "").strip() for code in kinds(element, "TextCode"))


def _plain(character: str) -> str:
    """Kangxi and CJK radicals, which some fonts give for the very same glyph, as the ideograph that is printed."""
    if "\u2e80" <= character <= "\u2fdf":
        folded = unicodedata.normalize("NFKC", character)
        return folded if len(folded) == 1 else character
    return character
