"""What a person sees of a sheet: merged ranges as one cell, hidden rows and columns closed up.

Belongs here: the way from cells of the file to cells on the screen, and a list of texts that are nowhere to be seen.
Does not belong here: what is a table (regions).

Ranges are never walked over place by place: a merged range may claim the whole sheet.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import accumulate

from pipelines.read.sheets.workbook import Merge, Sheet, place_name


@dataclass(frozen=True, slots=True)
class SeenCell:
    """A cell on the screen, counted in rows and columns that are seen."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    ruled: bool
    filled: bool

    @property
    def bottom(self) -> int:
        """The last row that it covers."""
        return self.row + self.row_span - 1

    @property
    def right(self) -> int:
        """The last column that it covers."""
        return self.column + self.column_span - 1


@dataclass(frozen=True, slots=True)
class SeenSheet:
    """Cells in order of rows and columns; ``unseen`` are places of the file whose text is not on the screen."""

    cells: tuple[SeenCell, ...]
    unseen: tuple[str, ...]


class Gaps:
    """Hidden rows or columns: numbers of the file to numbers on the screen."""

    def __init__(self, hidden: Iterable[tuple[int, int]]) -> None:
        joined: list[tuple[int, int]] = []
        for first, last in sorted(hidden):
            if joined and first <= joined[-1][1] + 1:
                joined[-1] = joined[-1][0], max(last, joined[-1][1])
            elif first <= last:
                joined.append((first, last))
        self._firsts = [first for first, _ in joined]
        self._lasts = [last for _, last in joined]
        self._before = [0, *accumulate(last - first + 1 for first, last in joined)]

    def first_seen(self, number: int) -> int:
        """This number, or the first one behind it that is not hidden."""
        gap = bisect_right(self._firsts, number) - 1
        return self._lasts[gap] + 1 if gap >= 0 and number <= self._lasts[gap] else number

    def seen(self, number: int) -> int:
        """How many that are seen lie before this one."""
        gap = bisect_left(self._firsts, number)
        inside = max(0, self._lasts[gap - 1] + 1 - number) if gap else 0
        return number - self._before[gap] + inside


def look(sheet: Sheet) -> SeenSheet:
    """The sheet as a person sees it."""
    if not (sheet.merges or sheet.hidden_rows or sheet.hidden_columns):
        unchanged = (
            SeenCell(row, column, 1, 1, cell.text, cell.ruled, cell.filled)
            for (row, column), cell in sorted(sheet.cells.items())
        )
        return SeenSheet(tuple(unchanged), tuple(place_name(*place) for place in sheet.unprinted))
    rows, columns = Gaps(sheet.hidden_rows), Gaps(sheet.hidden_columns)
    open_merges = _OpenMerges(sheet.merges)
    merged: dict[Merge, tuple[str, bool, bool]] = {}
    cells: list[SeenCell] = []
    unseen = [place_name(*place) for place in sheet.unprinted]
    for place in sorted(sheet.cells):
        row, column = place
        cell = sheet.cells[place]
        merge = open_merges.at(row, column)
        if merge is None:
            if rows.first_seen(row) == row and columns.first_seen(column) == column:
                cells.append(SeenCell(rows.seen(row), columns.seen(column), 1, 1, *cell))
            elif cell.text:
                unseen.append(place_name(row, column))
            continue
        text, ruled, filled = merged.get(merge, ("", False, False))
        if place == (merge.top, merge.left):
            text, filled = cell.text, cell.filled
        elif cell.text:
            unseen.append(place_name(row, column))
        merged[merge] = text, ruled or cell.ruled, filled
    for merge, (text, ruled, filled) in merged.items():
        top, left = rows.seen(rows.first_seen(merge.top)), columns.seen(columns.first_seen(merge.left))
        height = rows.seen(merge.bottom + 1) - top
        width = columns.seen(merge.right + 1) - left
        if height > 0 and width > 0:
            if text or ruled:
                cells.append(SeenCell(top, left, height, width, text, ruled, filled))
        elif text:
            unseen.append(place_name(merge.top, merge.left))
    cells.sort(key=lambda cell: (cell.row, cell.column))
    return SeenSheet(tuple(cells), tuple(unseen))


class _OpenMerges:
    """Which merged range covers a place; asked row by row. Of ranges that overlap, the first one holds."""

    def __init__(self, merges: Iterable[Merge]) -> None:
        self._waiting = sorted(set(merges), reverse=True)
        self._lefts: list[int] = []  # of the ranges that the row asked for may meet, sorted
        self._open: list[Merge] = []  # the same ranges in the same order
        self._ends: list[tuple[int, int]] = []  # a heap of bottom, left

    def at(self, row: int, column: int) -> Merge | None:
        """The range at this place; rows must not go back."""
        while self._waiting and self._waiting[-1].top <= row:
            self._begin(self._waiting.pop())
        self._close(row)
        index = bisect_right(self._lefts, column) - 1
        return self._open[index] if index >= 0 and column <= self._open[index].right else None

    def _close(self, row: int) -> None:
        while self._ends and self._ends[0][0] < row:
            index = bisect_left(self._lefts, heappop(self._ends)[1])
            del self._lefts[index], self._open[index]

    def _begin(self, merge: Merge) -> None:
        self._close(merge.top)
        index = bisect_right(self._lefts, merge.right)
        if index and self._open[index - 1].right >= merge.left:
            return
        self._lefts.insert(index, merge.left)
        self._open.insert(index, merge)
        heappush(self._ends, (merge.bottom, merge.left))
