"""Columns that white space shows: what no line of a table prints in is the gap between two of them.

Belongs here: finding the gaps, and which columns a chunk stands in. Does not belong here: rows (records), whether the
whole is a table at all (ruleless).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf
from typing import Final

from pipelines.read import shapes
from pipelines.read.layout.chunks import Chunk, ChunkLine

_TOUCH: Final = 0.5  # points: what reaches less far into a column only touches it


@dataclass(frozen=True, slots=True)
class Columns:
    """The printed extent of each column from left to right, and the lines ``xs`` between and around them."""

    extents: tuple[tuple[float, float], ...]
    xs: tuple[float, ...]

    def __len__(self) -> int:
        return len(self.xs) - 1

    def place(self, chunk: Chunk) -> tuple[int, int]:
        """First and last column into whose printed extent a chunk reaches; the nearest where it reaches into none."""
        reached = self._reached(chunk)
        if reached:
            return reached[0], reached[-1]
        middle = (chunk.x0 + chunk.x1) / 2
        nearest = min(range(len(self.extents)), key=lambda c: abs(sum(self.extents[c]) / 2 - middle))
        return nearest, nearest

    def place_header(self, line: ChunkLine) -> list[tuple[int, int]]:
        """The same for the chunks of a header line: as many as there are columns stand above one each, in order.

        A header set left above figures set right may reach into no column, or be nearer to its neighbour.
        """
        in_order = [(number, number) for number in range(len(line.chunks))]
        if len(line.chunks) == len(self) and all(
            set(self._reached(chunk)) <= {number} for number, chunk in enumerate(line.chunks)
        ):
            return in_order
        return [self.place(chunk) for chunk in line.chunks]

    def _reached(self, chunk: Chunk) -> list[int]:
        return [
            column
            for column, (x0, x1) in enumerate(self.extents)
            if chunk.x1 > x0 + _TOUCH and chunk.x0 < x1 - _TOUCH
        ]

    def holds(self, chunk: Chunk) -> bool:
        """Whether a chunk stands in one column."""
        first, last = self.place(chunk)
        return first == last


def find_columns(lines: Iterable[ChunkLine], gap: float) -> Columns | None:
    """Columns by the gaps of at least this width that all lines leave; None where there is no such gap.

    Labels of totals say nothing: they may be centred over several columns. Nor does a row that counts the columns
    (栏次), whose numbers may stand beside what stands below them.
    """
    chunks = [
        c
        for line in lines
        if not _counts_columns(line)
        for c in line.chunks
        if not (c.is_cut or shapes.is_total(c.text))
    ]
    extents: list[tuple[float, float]] = []
    for x0, x1 in sorted((c.x0, c.x1) for c in chunks):
        if extents and x0 - extents[-1][1] < gap:
            extents[-1] = (extents[-1][0], max(extents[-1][1], x1))
        else:
            extents.append((x0, x1))
    return _between(extents) if len(extents) > 1 else None


def add_empty_columns(columns: Columns, line: ChunkLine) -> Columns:
    """The columns, and those that only a header line shows because nothing is printed below it.

    Where it shows no more chunks than there are columns, each has its own, however they stand to one another.
    """
    if len(line.chunks) <= len(columns):
        return columns
    alone = [(c.x0, c.x1) for c in line.chunks if all(c.x1 < x0 or c.x0 > x1 for x0, x1 in columns.extents)]
    if len(alone) != len(line.chunks) - len(columns):
        return columns
    return _between(sorted([*columns.extents, *alone]))


def widen_columns(columns: Columns, line: ChunkLine) -> Columns:
    """The columns as wide as the headers of this line, where it has one above each: further lines go on below them."""
    if len(line.chunks) != len(columns) or columns.place_header(line) != [
        (n, n) for n in range(len(columns))
    ]:
        return columns
    extents = tuple(
        (min(x0, chunk.x0), max(x1, chunk.x1))
        for (x0, x1), chunk in zip(columns.extents, line.chunks, strict=True)
    )
    apart = all(left[1] < right[0] for left, right in pairwise(extents))
    return Columns(extents, columns.xs) if apart else columns


def merge_columns(columns: Columns, headed: Sequence[tuple[int, int]]) -> Columns:
    """Columns that only together have a header (first and last, each range once) become one."""
    extents = [(columns.extents[a][0], columns.extents[b][1]) for a, b in headed]
    return _between(extents)


def columns_below(above: Sequence[float], lines: Iterable[ChunkLine], gap: float) -> Columns | None:
    """The columns of a table with the lines ``above`` where it goes on on the next page; None where they are others.

    Each column that shows there must lie below one of the columns; one in which nothing is printed keeps its place.
    """
    own = find_columns(lines, gap)
    extents = list(pairwise(above))
    open_ended = [-inf, *above[1:-1], inf]  # nobody printed the outer lines: longer words may reach over them
    if own is None:
        return Columns(tuple(extents), tuple(above))
    taken: set[int] = set()
    for x0, x1 in own.extents:
        shared = [min(x1, right) - max(x0, left) for left, right in pairwise(open_ended)]
        column = shared.index(max(shared))
        if column in taken or shared[column] < (x1 - x0) / 2:
            return None
        taken.add(column)
        extents[column] = (x0, x1)
    if any(a[1] > b[0] + _TOUCH and {n, n + 1} <= taken for n, (a, b) in enumerate(pairwise(extents))):
        return None
    for column in set(range(len(extents))) - taken:
        left = extents[column - 1][1] if column else extents[column][0]
        right = extents[column + 1][0] if column + 1 < len(extents) else extents[column][1]
        extents[column] = (max(extents[column][0], left), min(extents[column][1], right))
    return Columns(tuple(extents), tuple(above))


def _counts_columns(line: ChunkLine) -> bool:
    said = [c.text for c in line.chunks]
    return (
        len(said) > 2 and shapes.is_numbering(said[0]) and said[1:] == [str(n) for n in range(1, len(said))]
    )


def _between(extents: Sequence[tuple[float, float]]) -> Columns:
    middles = [(a[1] + b[0]) / 2 for a, b in pairwise(extents)]
    return Columns(tuple(extents), (extents[0][0], *middles, extents[-1][1]))
