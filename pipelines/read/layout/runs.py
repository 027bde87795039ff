"""Lines that may be rows of one table without rules.

Belongs here: where such a table may begin and end. Does not belong here: whether it is one (certain), its columns and
rows (columns, records).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from pipelines.read import shapes
from pipelines.read.layout.chunks import ChunkLine
from pipelines.read.layout.columns import find_columns
from pipelines.read.layout.heads import may_head

COLUMN_GAP: Final = 0.5  # em: what lies between two columns, without rules
RULED_GAP: Final = 0.3  # the same below a rule
FAR: Final = 3.5  # em: lines of one table are not farther apart
_LINES_BETWEEN: Final = 9  # lines without a figure between two with one
_MOST_RUN: Final = 200  # lines

Run = tuple[int, int]  # first and last line


class Runs:
    """The runs of the lines of one page."""

    def __init__(self, lines: Sequence[ChunkLine], em: float) -> None:
        self._lines = lines
        self._em = em

    def find(self) -> list[Run]:
        """First and last line of what may be rows of one table: lines of figures, and lines between that fit its columns."""
        runs: list[Run] = []
        for index, line in enumerate(self._lines):
            if not line.is_data:
                continue
            if runs and self._joins(runs[-1], index):
                runs[-1] = (runs[-1][0], index)
            else:
                runs.append((index, index))
        return sorted([*runs, *self._named_runs(runs)])

    def _named_runs(self, runs: Sequence[Run]) -> list[Run]:
        """The same for tables without figures, below a line of words that are often said above columns."""
        found: list[Run] = []
        for index, line in enumerate(self._lines[:-1]):
            if len(line.chunks) < 3 or not _is_named(line):
                continue
            last = index
            for place in range(index + 1, len(self._lines)):
                if any(first <= place <= end for first, end in runs) or not self._fits(index, place):
                    break
                last = place
            while last > index and len(self._lines[last].chunks) < 2:
                last -= 1
            below = self._lines[last + 1 : last + 2]
            open_end = any(x.is_data and x.middle - self._lines[last].middle <= FAR * self._em for x in below)
            if last > index and not open_end:
                found.append((index + 1, last))
        return found

    def _fits(self, head: int, place: int) -> bool:
        """Whether a line of words has the columns of a header line above it and of all lines between."""
        near = self._lines[place].middle - self._lines[place - 1].middle <= FAR * self._em
        columns = find_columns(self._lines[head : place + 1], COLUMN_GAP * self._em)
        same = columns is not None and len(columns) >= len(self._lines[head].chunks)
        text = self._lines[place].text
        anew = _is_named(self._lines[place]) or shapes.is_heading(text) or shapes.is_page_number(text)
        return near and same and not anew

    def _joins(self, run: Run, index: int) -> bool:
        first, last = run
        if index - last > _LINES_BETWEEN or index - first > _MOST_RUN:
            return False
        near = self._lines[last : index + 1]
        if any(b.middle - a.middle > FAR * self._em for a, b in pairwise(near)):
            return False
        data = [x for x in self._lines[first : index + 1] if x.is_data]
        columns = find_columns(data, RULED_GAP * self._em)
        if columns is None:
            return False
        between = near[1:-1]
        if any(not columns.holds(c) and not shapes.is_total(c.text) for x in between for c in x.chunks):
            return False
        heads = [x for x in between if may_head(x) and len(x.chunks) >= max(2, len(columns) - 1)]
        return not heads


def _is_named(line: ChunkLine) -> bool:
    """Whether most of the words of a line are often said above columns."""
    return sum(shapes.is_header_word(c.text) for c in line.chunks) * 3 >= len(line.chunks) * 2
