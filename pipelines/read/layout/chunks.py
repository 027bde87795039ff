"""Glyphs → lines of chunks: words that stand together, apart from the next by a gap that no sentence has.

Belongs here: telling baselines and gaps finely enough for tables without rules, where cells set in the middle stand
half a line apart. Does not belong here: lines of prose (printed), what chunks amount to (columns, records).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from statistics import median
from typing import Final

from pipelines.model.frozen import dataclass
from pipelines.read import shapes
from pipelines.read.layout.page import Glyph

_SAME_LINE: Final = 0.3  # of an em: how far the middles of two glyphs of one line may be apart
_GAP: Final = 0.5  # of an em: a wider gap begins a new chunk
_TWICE: Final = 1.5  # points: the same glyph printed again nearer than this is one glyph, set bold
_EM: Final = 10.5  # points, where there is no ideograph to measure


@dataclass(frozen=True, eq=False)
class Chunk:
    """Glyphs of one line from left to right without a gap; ``middle`` is the height at which they stand.

    ``is_cut``: no gap parts it from its neighbour, so it shows no column.
    """

    glyphs: tuple[Glyph, ...]
    middle: float
    is_cut: bool = False

    @property
    def x0(self) -> float:
        """Left end."""
        return self.glyphs[0].x0

    @property
    def x1(self) -> float:
        """Right end."""
        return self.glyphs[-1].x1

    @cached_property
    def text(self) -> str:
        """The characters, without spaces and without what is printed twice to look bold."""
        text = ""
        before: Glyph | None = None
        for glyph in self.glyphs:
            twice = before is not None and before.text == glyph.text and glyph.x0 - before.x0 < _TWICE
            if not twice and not glyph.text.isspace():
                text += glyph.text
            before = glyph
        return text

    @cached_property
    def is_figure(self) -> bool:
        """Whether it is a number and nothing else."""
        return shapes.is_figure(self.text)


@dataclass(frozen=True, eq=False)
class ChunkLine:
    """The chunks that stand at one height, from left to right."""

    chunks: tuple[Chunk, ...]
    middle: float

    @property
    def text(self) -> str:
        """Chunks as they come."""
        return "".join(chunk.text for chunk in self.chunks)

    @cached_property
    def is_data(self) -> bool:
        """Whether it may be a line of figures: several chunks, one of them a number."""
        return len(self.chunks) > 1 and any(chunk.is_figure for chunk in self.chunks)


def find_em(glyphs: Iterable[Glyph]) -> float:
    """The width of an ideograph, in points."""
    return median([g.x1 - g.x0 for g in glyphs if "\u4e00" <= g.text <= "\u9fff" and g.x1 > g.x0] or [_EM])


def chunk_lines(glyphs: Iterable[Glyph], em: float) -> list[ChunkLine]:
    """Lines from top to bottom; lines that print nothing are left out."""
    rows: list[list[Glyph]] = []
    middle = 0.0
    for glyph in sorted(glyphs, key=_middle):
        if rows and _middle(glyph) - middle <= _SAME_LINE * em:
            rows[-1].append(glyph)
            middle += (_middle(glyph) - middle) / len(rows[-1])
        else:
            rows.append([glyph])
            middle = _middle(glyph)
    printed = (row for row in rows if not all(g.text.isspace() for g in row))
    return [_line(sorted(row, key=lambda g: (g.x0, g.x1)), em) for row in printed]


def _line(row: Sequence[Glyph], em: float) -> ChunkLine:
    middle = median(_middle(glyph) for glyph in row if not glyph.text.isspace())
    chunks: list[list[Glyph]] = []
    spaces: list[Glyph] = []
    reached = 0.0
    for glyph in row:
        if glyph.text.isspace():
            spaces.append(glyph)
            continue
        if not chunks or glyph.x0 - reached > _GAP * em:
            chunks.append([])
        else:
            chunks[-1] += spaces
        chunks[-1].append(glyph)
        spaces = []
        reached = max(reached, glyph.x1)
    return ChunkLine(tuple(Chunk(tuple(chunk), middle) for chunk in chunks), middle)


def _middle(glyph: Glyph) -> float:
    return (glyph.top + glyph.bottom) / 2
