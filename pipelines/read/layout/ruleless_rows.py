"""Rows of a table without vertical rules: the lines below its header, cut where a row begins.

Belongs here: by what the rows of such a table are told apart (rules between them, figures, whole lines), and which lines below
its last figures end its last row. Does not belong here: where the table is (ruleless), rows of several lines (records).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from pipelines.read import shapes
from pipelines.read.layout.certain import fills
from pipelines.read.layout.chunks import Chunk, ChunkLine
from pipelines.read.layout.columns import Columns
from pipelines.read.layout.page import Edge
from pipelines.read.layout.records import Placed, Row, find_records, place_lines
from pipelines.read.layout.runs import FAR

_FULL: Final = 2.2  # em: a full line leaves less of its column than this
_TAIL_LINES: Final = 6
_OVER: Final = 0.8  # of a table's width that a rule of it covers


class TableBody:
    """The lines of a page and its horizontal rules, read as rows of a table once its columns are known."""

    def __init__(self, lines: Sequence[ChunkLine], rules: Sequence[Edge]) -> None:
        self._lines = lines
        self._rules = rules

    def rows(
        self, start: int, last: int, columns: Columns, em: float, begun: bool = False
    ) -> tuple[list[Row], int]:
        """Rows from line ``start`` on, with the lines below ``last`` that end its last row; and the line after them."""
        end = last + 1
        while end < len(self._lines) and end - last <= _TAIL_LINES and self._is_tail(end, columns, em):
            end += 1
        top, bottom = self._lines[start].middle, self._lines[end - 1].middle
        cuts = [r.top for r in self._across(columns) if top < r.top < bottom]
        while end > last:
            placed = place_lines(self._lines[start:end], columns)
            rows = _between(placed, cuts, len(columns), em)
            if rows is None and any(c.is_figure for line in placed for *_, c in line.chunks):
                rows = find_records(placed, len(columns), em, cuts, begun)
            elif rows is None:
                rows = _plain_rows(placed)
            if rows and len(rows[-1]) > end - 1 - last:
                return rows, end
            end -= 1
        return [], end

    def _is_tail(self, index: int, columns: Columns, em: float) -> bool:
        line, above = self._lines[index], self._lines[index - 1]
        return (
            line.middle - above.middle <= FAR / 2 * em
            and not line.is_data
            and all(columns.holds(c) for c in line.chunks)
            and all(columns.xs[0] - em <= c.x0 and c.x1 <= columns.xs[-1] + em for c in line.chunks)
            and not shapes.is_page_number(line.text)
            and not any(above.middle < r.top < line.middle for r in self._across(columns))
        )

    def _across(self, columns: Columns) -> list[Edge]:
        """Rules that reach over most of the width of these columns."""
        x0, x1 = columns.xs[0], columns.xs[-1]
        return [r for r in self._rules if min(r.x1, x1) - max(r.x0, x0) >= _OVER * (x1 - x0)]


def _plain_rows(lines: Sequence[Placed]) -> list[Row] | None:
    """Each line a row, where each has most of the columns: without figures nothing else tells rows apart."""
    filled = [len(line.chunks) for line in lines]
    return [[line] for line in lines] if min(filled) * 3 >= max(filled) * 2 else None


def _between(placed: Sequence[Placed], cuts: Sequence[float], columns: int, em: float) -> list[Row] | None:
    """Rows of a table with a rule between each two of them; None where the rules do not show that."""
    rows: list[Row] = [[]]
    ahead = sorted(cuts)
    for line in placed:
        while ahead and line.line.middle > ahead[0]:
            ahead.pop(0)
            rows.append([])
        rows[-1].append(line)
    rows = [row for row in rows if row]
    if len(rows) < 3:
        return None
    widest = [0.0] * columns
    for first, last, chunk in (entry for line in placed for entry in line.chunks):
        if first == last:
            widest[first] = max(widest[first], chunk.x1 - chunk.x0)
    for row in rows:
        above: dict[int, Chunk] = {}
        for first, _, chunk in (entry for line in row for entry in line.chunks):
            over = above.get(first)
            if over is not None and over.is_figure and chunk.is_figure:
                return None
            if over is not None and over.middle != chunk.middle:
                full = over.x1 - over.x0 >= widest[first] - _FULL * em
                if not full:
                    return None
            above[first] = chunk
    filled = [sum(fills(row, column) for row in rows) for column in range(columns)]
    return rows if max(filled) == len(rows) else None
