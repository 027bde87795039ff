"""Header lines of a table without rules → header cells, in one row or in two.

Belongs here: which columns a header cell heads, cells that head several columns. Does not belong here: finding the
lines (ruleless), rows below (records).

Every column must have a header, but for the first one (the corner). In two rows, an upper cell stands over the lower
cells that it heads; a column without a lower cell has one cell over both rows. What does not come out even is none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from pipelines.read import shapes
from pipelines.read.layout.chunks import Chunk, ChunkLine
from pipelines.read.layout.columns import Columns

_LONGEST: Final = 30  # characters of a header cell
_ALIKE: Final = 0.3  # em: how far apart what is set alike may be
_FULL: Final = 2.2  # em: a full line leaves less of its column than this
_OFF: Final = 1.5  # em: how far an upper cell may be off the middle of what it heads
_PITCH: Final = 1.9  # em: lines of one cell are not farther apart
_OPENS: Final = ("（", "(", "/", "％", "%")
_NEVER: Final = re.compile("[：:。；;，！？]")


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A header cell: rows, columns (last included) and what it says."""

    row: int
    row_span: int
    first: int
    last: int
    chunks: tuple[Chunk, ...]

    @property
    def text(self) -> str:
        """Chunks as they come."""
        return "".join(chunk.text for chunk in self.chunks)


def may_head(line: ChunkLine) -> bool:
    """Whether a line may be part of a header: words, no sentence, no name with a colon, no number alone."""
    text = line.text
    return (
        not _NEVER.search(text)
        and not any(chunk.is_figure for chunk in line.chunks)
        and not shapes.is_page_number(text)
        and all(len(chunk.text) <= _LONGEST for chunk in line.chunks)
    )


def find_head(lines: Sequence[ChunkLine], columns: Columns, em: float) -> list[HeadCell] | None:
    """The header cells of exactly these lines, row by row; None where they are no header of these columns."""
    if not lines or not all(may_head(line) for line in lines):
        return None
    if any(b.middle - a.middle > _PITCH * em for a, b in pairwise(lines)):
        return None
    placed = [(*columns.place(chunk), chunk) for line in lines for chunk in line.chunks]
    found = _one_row(placed, columns, em) or _two_rows(placed, columns, em)
    if found is None or any(len(cell.text) > _LONGEST for cell in found):
        return None
    return found


_Placed = tuple[int, int, Chunk]


def _one_row(placed: Sequence[_Placed], columns: Columns, em: float) -> list[HeadCell] | None:
    cells: dict[int, list[Chunk]] = {}
    for first, last, chunk in placed:
        if first != last:
            return None
        cells.setdefault(first, []).append(chunk)
    if not set(range(1, len(columns))) <= set(cells):
        return None
    top, bottom = min(c.middle for *_, c in placed), max(c.middle for *_, c in placed)
    for share in (0.0, 0.5, 1.0):
        stands = top + (bottom - top) * share
        alike = all(
            abs(c[0].middle + (c[-1].middle - c[0].middle) * share - stands) <= _ALIKE * em
            for c in cells.values()
        )
        whole = all(
            a.middle == b.middle or _is_wrapped(a, b, columns.extents[column], em, share)
            for column, c in cells.items()
            for a, b in pairwise(c)
        )
        if alike and whole:
            return [HeadCell(0, 1, column, column, tuple(c)) for column, c in sorted(cells.items())]
    return None


def _is_wrapped(upper: Chunk, lower: Chunk, extent: tuple[float, float], em: float, share: float) -> bool:
    """Whether the words of a header cell go on: from a full line, or in brackets, or in the middle of its neighbours."""
    if shapes.begins_item(lower.text) and not lower.text.startswith(_OPENS):
        return False
    full = upper.x1 - upper.x0 >= extent[1] - extent[0] - _FULL * em
    return full or lower.text.startswith(_OPENS) or share > 0


def _two_rows(placed: Sequence[_Placed], columns: Columns, em: float) -> list[HeadCell] | None:
    top, bottom = min(c.middle for *_, c in placed), max(c.middle for *_, c in placed)
    middle = (top + bottom) / 2
    upper = [p for p in placed if p[2].middle < middle - _ALIKE * em]
    lower = [p for p in placed if p[2].middle > middle + _ALIKE * em]
    between = [p for p in placed if p not in upper and p not in lower]
    if not upper or not lower or any(first != last for first, last, _ in (*lower, *between)):
        return None
    below: dict[int, list[Chunk]] = {}
    for column, _, chunk in lower:
        below.setdefault(column, []).append(chunk)
    single: dict[int, list[Chunk]] = {}
    for column, _, chunk in between:
        single.setdefault(column, []).append(chunk)
    for column in [c for c in single if c in below]:
        # three lines of one cell: the first and the last stand in the rows
        single[column] += below.pop(column)
    groups: list[tuple[int, int, Chunk]] = []
    for first, last, chunk in upper:
        if first == last and (first not in below or first in single):
            single.setdefault(first, []).append(chunk)
        else:
            groups.append((first, last, chunk))
    spans = _spans(groups, sorted(below), columns, em)
    if spans is None:
        return None
    cells: list[HeadCell] = []
    for (first, last), chunks in spans.items():
        if first == last:
            single[first] = [*chunks, *below.pop(first)]
        else:
            cells.append(HeadCell(0, 1, first, last, tuple(chunks)))
    headed = {c for cell in cells for c in range(cell.first, cell.last + 1)}
    for column in sorted(set(below) - headed):
        single[column] = [*single.get(column, []), *below.pop(column)]
    if not cells or headed & set(single) or len(headed) == len(columns):
        return None
    if not set(range(1, len(columns))) <= headed | set(single):
        return None
    cells += [
        HeadCell(0, 2, column, column, tuple(sorted(chunks, key=lambda c: c.middle)))
        for column, chunks in single.items()
    ]
    cells += [HeadCell(1, 1, column, column, tuple(chunks)) for column, chunks in below.items()]
    return sorted(cells, key=lambda cell: (cell.row, cell.first))


def _spans(
    groups: Sequence[_Placed], under: Sequence[int], columns: Columns, em: float
) -> dict[tuple[int, int], list[Chunk]] | None:
    """The columns that each upper cell heads: some with lower cells, side by side, in whose middle (or at whose left) it stands."""
    found: dict[tuple[int, int], list[Chunk]] = {}
    free = set(under)
    for first, last, chunk in groups:
        fitting = [
            (a, b)
            for a in range(first + 1)
            for b in range(last, len(columns))
            if set(range(a, b + 1)) <= free and _stands_over(chunk, columns, a, b, em)
        ]
        if not fitting:
            return None
        best = min(fitting, key=lambda span: _off(chunk, columns, *span))
        if any(best != span and set(range(*best)) & set(range(*span)) for span in found):
            return None
        found.setdefault(best, []).append(chunk)
    covered = [c for a, b in found for c in range(a, b + 1)]
    return found if len(covered) == len(set(covered)) else None


def _stands_over(chunk: Chunk, columns: Columns, first: int, last: int, em: float) -> bool:
    return _off(chunk, columns, first, last) <= _OFF * em or (
        abs(chunk.x0 - columns.extents[first][0]) <= _ALIKE * em and chunk.x1 > columns.extents[last][0]
    )


def _off(chunk: Chunk, columns: Columns, first: int, last: int) -> float:
    middle = (columns.xs[first] + columns.xs[last + 1]) / 2
    inked = (columns.extents[first][0] + columns.extents[last][1]) / 2
    own = (chunk.x0 + chunk.x1) / 2
    return min(abs(own - middle), abs(own - inked))
