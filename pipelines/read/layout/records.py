"""Lines of a table without rules → its rows: which lines are one row whose cells wrap.

Belongs here: the one way to cut the lines into rows that nothing contradicts. Does not belong here: columns, headers.

A row is a run of neighbouring lines. In it no column has two figures, a cell goes on only from a line that was full,
and all cells are set alike: all begin at its top, or all stand at its middle, or all end at its bottom, the same in
every row of the table. Where two ways to cut are equally good, there is no answer.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from pipelines.read import shapes
from pipelines.read.layout.chunks import Chunk, ChunkLine
from pipelines.read.layout.columns import Columns

_MOST_LINES: Final = 24  # lines, half lines included, of one row
_PITCH: Final = 1.9  # em: lines of one cell are not farther apart
_APART: Final = 0.95  # em: lines nearer than this stand beside one another in one row
_ALIKE: Final = 0.3  # em: how far two cells set alike may be apart
_FULL: Final = 2.2  # em: a full line leaves less of its column than this
_ALIGNMENTS: Final = (
    (0.0, 0.5),
    (1.0,),
)  # where in a row its cells stand: top or middle; bottom only where neither

_Cut = tuple[int, int]  # the lines of a row, half-open


@dataclass(frozen=True, slots=True)
class Placed:
    """A line with its chunks by their first and last column."""

    line: ChunkLine
    chunks: tuple[tuple[int, int, Chunk], ...]


Row = list[Placed]  # the lines of a row


def place_lines(lines: Sequence[ChunkLine], columns: Columns) -> list[Placed]:
    """Lines with the columns of their chunks."""
    return [Placed(line, tuple((*columns.place(c), c) for c in line.chunks)) for line in lines]


def find_records(
    lines: Sequence[Placed], columns: int, em: float, cuts: Sequence[float] = (), begun: bool = False
) -> list[Row] | None:
    """Rows from top to bottom, each a run of lines; no row reaches over a height in ``cuts``.

    ``begun``: the first row may be the rest of one on the page before. None where no way or no single way is left.
    """
    rows = _Rows(lines, columns, em, cuts, begun)
    for alignments in _ALIGNMENTS:
        found = [cut for alignment in alignments if (cut := rows.cut(alignment)) is not None]
        if found:
            least = min(cost for cost, _ in found)
            best = {tuple(cut) for cost, cut in found if cost == least}
            return [list(lines[a:b]) for a, b in best.pop()] if len(best) == 1 else None
    return None


class _Rows:
    """Ways to cut lines into rows."""

    def __init__(
        self, lines: Sequence[Placed], columns: int, em: float, cuts: Sequence[float], begun: bool
    ) -> None:
        self._lines = lines
        self._em = em
        self._cuts = cuts
        self._begun = begun
        self._widths = [0.0] * columns
        self._words = set(range(columns))
        for column in range(columns):
            own = [c for placed in lines for first, _, c in placed.chunks if first == column]
            if sum(c.is_figure for c in own) * 2 > len(own):
                self._words.discard(column)
        for first, last, chunk in (entry for placed in lines for entry in placed.chunks):
            if first == last:
                self._widths[first] = max(self._widths[first], chunk.x1 - chunk.x0)

    def cut(self, alignment: float) -> tuple[int, list[_Cut]] | None:
        """The cheapest way for cells set like this: fewest rows without a figure. None where there is none."""
        count = len(self._lines)
        best: list[tuple[int, list[_Cut]] | None] = [(0, []), *[None] * count]
        for end in range(1, count + 1):
            for start in range(end - 1, max(-1, end - 1 - _MOST_LINES), -1):
                before = best[start]
                if before is None:
                    continue
                cost = self._cost(start, end, alignment)
                if cost is None:
                    continue
                here = best[end]
                if here is None or before[0] + cost < here[0]:
                    best[end] = (before[0] + cost, [*before[1], (start, end)])
        return best[count]

    def _cost(self, start: int, end: int, alignment: float) -> int | None:
        """None where these lines cannot be one row; else 0 with a figure, 1 without."""
        rows = self._lines[start:end]
        top, bottom = rows[0].line.middle, rows[-1].line.middle
        if any(top < cut < bottom for cut in self._cuts):
            return None
        if start and top - self._lines[start - 1].line.middle < _APART * self._em:
            return None
        cells: dict[tuple[int, int], list[Chunk]] = {}
        for placed in rows:
            for first, last, chunk in placed.chunks:
                cells.setdefault((first, last), []).append(chunk)
        stands = top + (bottom - top) * alignment
        figures = 0
        taken: set[int] = set()
        for (first, last), chunks in cells.items():
            if taken & set(range(first, last + 1)):
                return None
            taken |= set(range(first, last + 1))
            own = chunks[0].middle + (chunks[-1].middle - chunks[0].middle) * alignment
            if abs(own - stands) > _ALIKE * self._em:
                return None
            numbers = sum(chunk.is_figure for chunk in chunks)
            if numbers > 1 or not all(self._is_cell(a, b, first) for a, b in pairwise(chunks)):
                return None
            figures += numbers
        if figures or (self._begun and start == 0):
            return 0 if figures else 1
        named = any(first in self._words for first, _ in cells)
        return 1 if named and not self._goes_on(start, rows[0]) else None

    def _is_cell(self, upper: Chunk, lower: Chunk, column: int) -> bool:
        """Whether two chunks of one column can stand in one cell."""
        if upper.middle == lower.middle:
            return not (upper.is_figure and lower.is_figure)
        return self._is_near(upper, lower) and self._is_full(upper, column)

    def _is_near(self, upper: Chunk, lower: Chunk) -> bool:
        return lower.middle - upper.middle <= _PITCH * self._em

    def _is_full(self, chunk: Chunk, column: int) -> bool:
        return chunk.x1 - chunk.x0 >= self._widths[column] - _FULL * self._em

    def _goes_on(self, start: int, row: Placed) -> bool:
        """Whether a row without a figure must be the rest of the row above it."""
        for first, last, chunk in row.chunks:
            if shapes.begins_item(chunk.text):
                continue
            for placed in reversed(self._lines[max(0, start - _MOST_LINES) : start]):
                above = [c for a, b, c in placed.chunks if a <= last and first <= b]
                if above:
                    if self._is_near(above[-1], chunk) and self._is_full(above[-1], first):
                        return True
                    break
        return False
