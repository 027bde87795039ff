"""Glyphs → printed lines: what stands on one line, in order, with the spaces that gaps amount to.

Belongs here: grouping by height, order by place, gaps. Does not belong here: paragraphs, tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from math import floor, inf
from operator import itemgetter, lt, sub
from typing import Final

from pipelines.model.frozen import dataclass
from pipelines.read.layout.overlaid import OVER, TWICE, layers
from pipelines.read.layout.page import Glyph

_SAME_LINE: Final = 0.5  # of the height: how far the middles of two glyphs of one line may be apart
_GAP: Final = 0.25  # of the height: a wider gap is a space
_WIDE_GAP: Final = 0.9  # the same between two ideographs, which headings set apart
_MOST_SPACES: Final = 8
_OVERLAP: Final = 0.5  # points by which neighbours may overlap; the same glyph printed twice overlaps further
_BLANK: Final = re.compile(r"\s")
_FLATTEST: Final = 0.1  # points
_PLACE: Final = itemgetter(1, 3)  # left, right


@dataclass(frozen=True, slots=True, eq=False)
class PrintedLine:
    """A line's text without surrounding space; character ``i`` lies between ``edges[i]`` and ``edges[i + 1]``.

    ``unbroken``: the next line of the same cell is the rest of the same number. ``confidence``: of each character, where
    the line was recognised (OCR).
    """

    text: str
    edges: tuple[float, ...]
    top: float
    bottom: float
    unbroken: bool = False
    confidence: tuple[float, ...] = ()

    @property
    def x0(self) -> float:
        """Left end."""
        return self.edges[0]

    @property
    def x1(self) -> float:
        """Right end."""
        return self.edges[-1]


def printed_lines(glyphs: Iterable[Glyph]) -> list[PrintedLine]:
    """Lines from top to bottom; blank ones are left out."""
    bands: dict[tuple[float, float], list[Glyph]] = {}  # most lines are of one font: one place, one height
    band: list[Glyph] = []
    top = bottom = inf
    for glyph in glyphs:
        if glyph[2] != top or glyph[4] != bottom:
            top, bottom = glyph[2], glyph[4]
            band = bands.setdefault((top, bottom), [])
        band.append(glyph)
    lines: list[PrintedLine] = []
    row: list[Glyph] = []
    above = below = middle = first = low = 0.0
    for (top, bottom), band in sorted(bands.items(), key=_twice_middle) if len(bands) > 1 else bands.items():
        here = (top + bottom) / 2
        height = bottom - top if bottom - top > _FLATTEST else _FLATTEST
        if row and abs(here - middle) <= _SAME_LINE * (height if height < first else first):
            row += band
            middle += (here - middle) * len(band) / len(row)
            above = top if top < above else above
            below = bottom if bottom > below else below
            low = height if height < low else low
            continue
        if row:
            lines += _lines_of(row, above, below, low)
        row, above, below, middle, first, low = band, top, bottom, here, height, height
    if row:
        lines += _lines_of(row, above, below, low)
    return lines


def _lines_of(row: list[Glyph], above: float, below: float, low: float) -> list[PrintedLine]:
    """The line of these glyphs, none where all are blank; ``low`` is the height of the lowest.

    Several lines where they are printed one over the other.
    """
    lefts = [glyph[1] for glyph in row]
    placed = row if all(map(lt, lefts, lefts[1:])) else sorted(row, key=_PLACE)
    line = _plain_line(placed, above, below, _GAP * low)
    if line is not None:
        return [line]
    lines: list[PrintedLine] = []
    for layer in layers(row, placed):
        layer.sort(key=_PLACE)
        line = _line(layer, above, below)
        if line is not None:
            lines.append(line)
    return lines


def _plain_line(row: list[Glyph], above: float, below: float, most: float) -> PrintedLine | None:
    """The line of printed glyphs that follow one another without spaces and wider gaps; None where they do not.

    Nearly every line is one; it is put together without looking at each glyph by itself.
    """
    texts, lefts, _, rights, _, confidence = zip(*row, strict=True)
    text = "".join(texts)
    if len(text) != len(row) or confidence[0] is not None or confidence[-1] is not None:
        return None
    stripped = text.strip()
    if len(stripped) < len(text):
        start = text.find(stripped)
        lefts, rights = (sides[start : start + len(stripped)] for sides in (lefts, rights))
    if not stripped or _BLANK.search(stripped):
        return None
    if len(lefts) > 1:
        gaps = list(map(sub, lefts[1:], rights))
        if max(gaps) > most or (min(gaps) < -_OVERLAP and _is_tangled(stripped, lefts, rights)):
            return None
    edges = [*lefts, max(rights)]
    above, below = floor(above * 100 + 0.5) / 100, floor(below * 100 + 0.5) / 100
    return PrintedLine(stripped, _rounded(edges), above, below)


def _is_tangled(text: str, lefts: Sequence[float], rights: Sequence[float]) -> bool:
    """Whether a glyph lies over the one before it, or is the same one printed again. Boxes of figures in a font that is not
    in the file overlap a little, and that is all."""
    widths = list(map(sub, rights, lefts))
    return any(
        end - start > OVER * (width if width < own else own)
        or (before == character and start - left <= TWICE * width)
        for before, character, left, start, end, width, own in zip(
            text, text[1:], lefts, lefts[1:], rights, widths, widths[1:], strict=False
        )
    )


def _line(row: list[Glyph], above: float, below: float) -> PrintedLine | None:
    """The line of glyphs from left to right, with its spaces. None where all are blank."""
    text: list[str] = []
    edges: list[float] = []
    confidence: list[float | None] = []
    last, left, right, tall = "", 0.0, 0.0, 0.0  # of the character before
    end = -inf
    spaced = False
    for character, x0, top, x1, bottom, sure in row:
        if character.isspace():
            spaced = True
            continue
        height = bottom - top
        if last:
            if character == last and x0 - left <= TWICE * (right - left):
                end = max(end, x1)
                continue
            gap, low = x0 - right, height if height < tall else tall
            if spaced or gap > low * _GAP:
                spaces = max(_spaces(last, character, gap, low), int(spaced))
                text.append(" " * spaces)
                edges += [right + gap * n / spaces for n in range(spaces)]
                confidence += [None] * spaces
        text.append(character)
        edges.append(x0)
        confidence.append(sure)
        last, left, right, tall, spaced = character, x0, x1, height, False
        if x1 > end:
            end = x1
    if not text:
        return None
    edges.append(end)
    recognised = confidence.count(None) < len(confidence)
    return PrintedLine(
        "".join(text),
        _rounded(edges),
        floor(above * 100 + 0.5) / 100,
        floor(below * 100 + 0.5) / 100,
        confidence=tuple([1.0 if c is None else c for c in confidence]) if recognised else (),
    )


def _rounded(places: Iterable[float]) -> tuple[float, ...]:
    """As ``round(x, 2)``, which takes four times as long."""
    return tuple([floor(x * 100 + 0.5) / 100 for x in places])


def _spaces(left: str, right: str, gap: float, height: float) -> int:
    """How many spaces a gap amounts to."""
    height = max(height, _FLATTEST)
    if gap <= height * (_WIDE_GAP if is_ideograph(left) and is_ideograph(right) else _GAP):
        return 0
    return max(1, min(_MOST_SPACES, int(gap / (height / 2))))


def _twice_middle(band: tuple[tuple[float, float], object]) -> float:
    return band[0][0] + band[0][1]


def is_ideograph(text: str) -> bool:
    """Whether a character is an ideograph, by its first part where it is a ligature."""
    return "\u2e80" <= text[0] <= "\u9fff" or text[0] >= "\U00020000"
