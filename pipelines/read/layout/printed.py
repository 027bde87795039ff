"""Glyphs → printed lines: what stands on one line, in order, with the spaces that gaps amount to.

Belongs here: grouping by height, order by place, gaps. Does not belong here: paragraphs, tables.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from pipelines.read.layout.page import Glyph

_SAME_LINE: Final = 0.5  # of the height: how far the middles of two glyphs of one line may be apart
_GAP: Final = 0.25  # of the height: a wider gap is a space
_WIDE_GAP: Final = 0.9  # the same between two ideographs, which headings set apart
_MOST_SPACES: Final = 8
_TWICE: Final = 0.3  # of the width: the same glyph printed again nearer than this is one glyph, set bold


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
    rows: list[list[Glyph]] = []
    middle = 0.0
    for glyph in sorted(glyphs, key=_middle):
        if rows and abs(_middle(glyph) - middle) <= _SAME_LINE * min(_height(glyph), _height(rows[-1][0])):
            rows[-1].append(glyph)
            middle += (_middle(glyph) - middle) / len(rows[-1])
        else:
            rows.append([glyph])
            middle = _middle(glyph)
    printed = (row for row in rows if not all(g.text.isspace() for g in row))
    return [_line(sorted(row, key=lambda g: (g.x0, g.x1))) for row in printed]


def _line(row: Sequence[Glyph]) -> PrintedLine:
    text: list[str] = []
    edges: list[float] = []
    confidence: list[float] = []
    previous: Glyph | None = None
    spaced = False
    for glyph in row:
        if glyph.text.isspace():
            spaced = True
            continue
        if previous is not None:
            near = glyph.x0 - previous.x0 <= _TWICE * (previous.x1 - previous.x0)
            if glyph.text == previous.text and near:
                continue
            spaces = max(_spaces(previous, glyph), int(spaced))
            text.append(" " * spaces)
            edges += [previous.x1 + (glyph.x0 - previous.x1) * n / spaces for n in range(spaces)]
            confidence += [1.0] * spaces
        text.append(glyph.text)
        edges.append(glyph.x0)
        confidence.append(1.0 if glyph.confidence is None else glyph.confidence)
        previous, spaced = glyph, False
    edges.append(max(g.x1 for g in row if not g.text.isspace()))
    rounded = [round(edge, 2) for edge in edges]
    recognised = any(g.confidence is not None for g in row)
    return PrintedLine(
        "".join(text),
        tuple(rounded),
        round(min(g.top for g in row), 2),
        round(max(g.bottom for g in row), 2),
        confidence=tuple(confidence) if recognised else (),
    )


def _spaces(left: Glyph, right: Glyph) -> int:
    gap = right.x0 - left.x1
    height = min(_height(left), _height(right))
    both = _is_ideograph(left.text) and _is_ideograph(right.text)
    if gap <= height * (_WIDE_GAP if both else _GAP):
        return 0
    return max(1, min(_MOST_SPACES, int(gap / (height / 2))))


def _middle(glyph: Glyph) -> float:
    return (glyph.top + glyph.bottom) / 2


def _height(glyph: Glyph) -> float:
    return max(glyph.bottom - glyph.top, 0.1)


def _is_ideograph(text: str) -> bool:
    return "\u2e80" <= text[0] <= "\u9fff" or text[0] >= "\U00020000"
