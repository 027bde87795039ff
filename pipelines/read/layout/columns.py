"""Columns that white space shows: what no line of a table prints in is the gap between two of them.

Belongs here: finding the gaps, and which columns a chunk stands in. Does not belong here: rows (records), whether the
whole is a table at all (ruleless).
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipelines.read import shapes
from pipelines.read.layout.chunks import Chunk, ChunkLine


@dataclass(frozen=True, slots=True)
class Columns:
    """The printed extent of each column from left to right, and the lines ``xs`` between and around them."""

    extents: tuple[tuple[float, float], ...]
    xs: tuple[float, ...]

    def __len__(self) -> int:
        return len(self.xs) - 1

    def place(self, chunk: Chunk) -> tuple[int, int]:
        """First and last column in which a chunk stands; a glyph's middle decides at the ends."""
        first = chunk.glyphs[0]
        last = chunk.glyphs[-1]
        return self._column((first.x0 + first.x1) / 2), self._column((last.x0 + last.x1) / 2)

    def holds(self, chunk: Chunk) -> bool:
        """Whether a chunk stands in one column."""
        first, last = self.place(chunk)
        return first == last

    def _column(self, x: float) -> int:
        return min(max(bisect_right(self.xs, x) - 1, 0), len(self.xs) - 2)


def find_columns(lines: Iterable[ChunkLine], gap: float) -> Columns | None:
    """Columns by the gaps of at least this width that all lines leave; None where there is no such gap.

    Labels of totals say nothing: they may be centred over several columns.
    """
    chunks = [c for line in lines for c in line.chunks if not shapes.is_total(c.text)]
    extents: list[tuple[float, float]] = []
    for x0, x1 in sorted((c.x0, c.x1) for c in chunks):
        if extents and x0 - extents[-1][1] < gap:
            extents[-1] = (extents[-1][0], max(extents[-1][1], x1))
        else:
            extents.append((x0, x1))
    return _between(extents) if len(extents) > 1 else None


def merge_columns(columns: Columns, headed: Sequence[tuple[int, int]]) -> Columns:
    """Columns that only together have a header (first and last, each range once) become one."""
    extents = [(columns.extents[a][0], columns.extents[b][1]) for a, b in headed]
    return _between(extents)


def given_columns(xs: Sequence[float]) -> Columns:
    """The columns of a table that has begun on the page before."""
    return Columns(tuple(zip(xs, xs[1:], strict=False)), tuple(xs))


def _between(extents: Sequence[tuple[float, float]]) -> Columns:
    middles = [(a[1] + b[0]) / 2 for a, b in zip(extents, extents[1:], strict=False)]
    return Columns(tuple(extents), (extents[0][0], *middles, extents[-1][1]))
