"""Text of a PDF page that nobody sees: no ink, white ink on white paper, off the page, too small (ISO 32000-1, 9.3.6).

Belongs here: which text objects and characters are unseen where that is certain. Does not belong here: pages whose invisible text
belongs to a picture, which are recognised (legible); what covers text, or cuts it off (masked).
"""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import pypdfium2.raw as raw

from pipelines.read.layout.matrix import IDENTITY, Matrix
from pipelines.read.pdf import calls
from pipelines.read.pdf.masked import Mask, masked_texts, moved
from pipelines.read.pdf.objects import Objects
from pipelines.read.pdf.placing import Sides

_NO_INK: Final = frozenset({raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP})
_FILLED: Final = frozenset({raw.FPDF_TEXTRENDERMODE_FILL, raw.FPDF_TEXTRENDERMODE_FILL_CLIP})
_WHITE: Final = (255, 255, 255)
_SMALLEST: Final = 0.0018  # of the height of the page: 1.5 points on A4
_COLOURS: Final = calls.Room(ctypes.c_uint, 4, 512)
_BOUNDS: Final = calls.Room(ctypes.c_float, 4, 1)


@dataclass(frozen=True, slots=True)
class Unseen:
    """By the address of text objects: the ``whole`` of them, or what lies behind ``masks``."""

    whole: frozenset[int]
    masks: Mapping[int, Mask]


def unseen_texts(objects: Objects, page: tuple[float, float, float, float]) -> Unseen:
    """The texts that are printed with no ink beside every image, or in white on nothing, and those that are covered or cut off."""
    return Unseen(frozenset(_unseen(objects)), masked_texts(objects, page))


def _unseen(objects: Objects) -> Iterator[int]:
    fills: list[Sides] | None = None
    for number, text, mode, ink in _looks(objects.texts):
        if mode in _NO_INK:
            within = objects.inside[number][0] if number < objects.nested else IDENTITY
            if not _lies_on(text, objects.images, within):
                yield text.value or 0
        elif mode in _FILLED and ink is not None and ink[3] == 0:
            yield text.value or 0
        elif mode in _FILLED and ink is not None and ink[:3] == _WHITE and not objects.is_coloured:
            if fills is None:
                fills = [sides for fill in objects.fills if (sides := _sides(fill)) is not None]
            within = objects.inside[number][0] if number < objects.nested else IDENTITY
            if not _lies_on(text, [*fills, *objects.images], within):
                yield text.value or 0


def _looks(
    texts: Sequence[calls.Handle],
) -> Iterator[tuple[int, calls.Handle, int, tuple[int, ...] | None]]:
    """Number, text, render mode, and red, green, blue and opacity of its ink where these are known."""
    for start in range(0, len(texts), _COLOURS.count):
        some = texts[start : start + _COLOURS.count]
        known = list(map(calls.get_fill_colour, some, *_COLOURS.columns))
        numbers = _COLOURS.numbers[: 4 * len(some)].tolist()
        for place, (text, mode) in enumerate(zip(some, map(calls.get_render_mode, some), strict=True)):
            ink = tuple(numbers[4 * place : 4 * place + 4]) if known[place] else None
            if mode or ink is None or ink[3] == 0 or ink[:3] == _WHITE:
                yield start + place, text, mode, ink


def _sides(item: calls.Handle) -> Sides | None:
    if not calls.get_bounds(item, *_BOUNDS.first):
        return None
    left, bottom, right, top = _BOUNDS.numbers.tolist()
    return left, top, right, bottom


def _lies_on(text: calls.Handle, boxes: Sequence[Sides], matrix: Matrix) -> bool:
    """Whether the middle of a text lies in one of the boxes, or may. ``matrix``: the way from where it lies to the page."""
    sides = _sides(text)
    if sides is None:
        return bool(boxes)
    sides = moved(sides, matrix)
    x, y = (sides[0] + sides[2]) / 2, (sides[1] + sides[3]) / 2
    return any(left <= x <= right and bottom <= y <= top for left, top, right, bottom in boxes)


def unseen_characters(
    handle: calls.Argument,
    wanted: Sequence[int],
    sides: Sequence[float],
    texts: Unseen,
    page: tuple[float, float, float, float],
) -> set[int]:
    """Places in ``wanted`` of the characters that belong to one of these texts, are covered or cut off, stand off the page, or are
    too small to be read.

    ``page``: left, bottom, right, top."""
    gone: set[int] = set()
    if texts.whole or texts.masks:
        for n, index in enumerate(wanted):
            text = calls.get_text_object(handle, index).value
            mask = texts.masks.get(text)
            if text in texts.whole or (mask is not None and mask.hides(*sides[4 * n : 4 * n + 4])):
                gone.add(n)
    left, bottom, right, top = page
    smallest = (top - bottom) * _SMALLEST
    lefts, tops, rights, bottoms = (sides[n::4] for n in range(4))
    if not sides or (
        min(lefts) >= left and max(rights) <= right and min(bottoms) >= bottom and max(tops) <= top
        and min(map(float.__sub__, tops, bottoms)) > smallest
    ):  # fmt: skip
        return gone
    return gone | {
        n
        for n, (x0, y1, x1, y0) in enumerate(zip(lefts, tops, rights, bottoms, strict=True))
        if x1 <= left or x0 >= right or y1 <= bottom or y0 >= top or 0 < max(y1 - y0, x1 - x0) <= smallest
    }
