"""Header lines of a table without rules → header cells, in one row or in two.

Belongs here: which columns a header cell heads, cells that head several columns. Does not belong here: finding the
lines (ruleless), rows below (records).

Every column must have a header, but for the first one (the corner). In two rows, an upper cell stands over the lower
cells that it heads; a column without a lower cell has one cell over both rows. What does not come out even is none.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from pipelines.read import shapes
from pipelines.read.layout.chunks import Chunk, ChunkLine
from pipelines.read.layout.columns import Columns, widen_columns

_LONGEST: Final = 30  # characters of a header cell
_ALIKE: Final = 0.3  # em: how far apart what is set alike may be
_FULL: Final = 2.2  # em: a full line leaves less of its column than this
_OFF: Final = 1.5  # em: how far an upper cell may be off the middle of what it heads
PITCH: Final = 1.9  # em: lines of one cell are not farther apart
SPREAD: Final = 1.1  # of the distance of rows: a header over two rows is not set wider
_MOST_WAYS: Final = 50
_SHARES: Final = (0.0, 0.5, 1.0)  # where cells stand: top, middle, bottom
_OPENS: Final = ("（", "(", "/", "％", "%")
_NEVER: Final = re.compile("[：:。；;，！？]")
_PART: Final = re.compile("^其中[：:]")  # 其中：财政拨款 heads a part of the column beside it

_Placed = tuple[int, int, Chunk]


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
    """Whether a line may be part of a header: words, no sentence, no name with a colon but 其中：, no number alone."""
    text = line.text
    return (
        not any(_NEVER.search(_PART.sub("", chunk.text)) for chunk in line.chunks)
        and not any(chunk.is_figure for chunk in line.chunks)
        and not shapes.is_page_number(text)
        and not shapes.is_contents(text)
        and all(len(chunk.text) <= _LONGEST for chunk in line.chunks)
    )


def is_title(line: ChunkLine, columns: Columns, page: float, em: float) -> bool:
    """Whether a line above a header can be its title or its unit, and is not one more row of it.

    A title stands in the middle of the page (``page``) or of the whole table, or at its left, a unit at its right; a
    row has several cells.
    """
    if not may_head(line) or _is_of_form(line):
        return True
    if len(line.chunks) > 1:
        return False
    chunk = line.chunks[0]
    left, right = columns.xs[0], columns.xs[-1]
    own = (chunk.x0 + chunk.x1) / 2
    return (
        min(abs(own - page), abs(own - (left + right) / 2)) <= 3 * em
        or chunk.x0 <= left + 2 * em
        or chunk.x1 >= right - em
    )


def _is_of_form(line: ChunkLine) -> bool:
    """Whether a line is a row of the form above the table, which heads nothing: 主管部门 某局 实施单位 某中心."""
    said = [chunk.text for chunk in line.chunks]
    return (
        len(said) in (2, 4)
        and all(shapes.is_form_label(text) for text in said[::2])
        and not any(_heads_a_column(text) for text in said[1::2])
    )


def _heads_a_column(text: str) -> bool:
    return shapes.is_header_word(text) or shapes.is_form_label(text) or shapes.is_money_head(text)


def find_head(
    lines: Sequence[ChunkLine], columns: Columns, em: float, reach: float = 0.0
) -> list[HeadCell] | None:
    """The header cells of exactly these lines, row by row; None where they are no header of these columns.

    ``reach``: how far apart the rows of the table may stand, and so the two rows of its header.
    """
    if not lines or not all(may_head(line) for line in lines):
        return None
    if any(b.middle - a.middle > _pitch(a, em, reach) for a, b in pairwise(lines)):
        return None
    placed: list[_Placed] = []
    columns = widen_columns(columns, lines[0])
    for line in lines:
        own = [(*place, chunk) for place, chunk in zip(columns.place_header(line), line.chunks, strict=True)]
        if any(a[1] >= b[0] and not _is_spaced(a[2], b[2]) for a, b in pairwise(own)):
            return None
        placed += own
    found = _one_row(placed, columns, em) or _two_rows(placed, columns, em)
    if found is None or any(len(cell.text) > _LONGEST or _stands_aside(cell) for cell in found):
        return None
    return found


def _pitch(upper: ChunkLine, em: float, reach: float) -> float:
    """How far the next line of a header may be; below one cell alone, which may be a title, no farther than in one cell."""
    return max(PITCH * em, reach if len(upper.chunks) > 1 else 0.0)


def _stands_aside(cell: HeadCell) -> bool:
    """Whether a line of a header cell lies wholly beside the one above it: the titles of two columns, not of one."""
    return any(a.middle != b.middle and (a.x1 <= b.x0 or b.x1 <= a.x0) for a, b in pairwise(cell.chunks))


def _one_row(placed: Sequence[_Placed], columns: Columns, em: float) -> list[HeadCell] | None:
    cells: dict[int, list[Chunk]] = {}
    for first, last, chunk in placed:
        if first != last:
            return None
        cells.setdefault(first, []).append(chunk)
    if not set(range(1, len(columns))) <= set(cells):
        return None
    top, bottom = min(c.middle for *_, c in placed), max(c.middle for *_, c in placed)
    # Words in every column of the top line: no cell there heads several columns, so what stands below goes on with it.
    topped = len(placed) > 2 and {first for first, _, c in placed if c.middle <= top + _ALIKE * em} >= set(
        cells
    )
    for share in _SHARES:
        whole = all(
            _is_spaced(a, b)
            if a.middle == b.middle
            else _is_wrapped(a, b, columns.extents[column], em, share or float(topped))
            for column, c in cells.items()
            for a, b in pairwise(c)
        )
        if whole and _alike(cells.values(), top, bottom, share, em):
            return [HeadCell(0, 1, column, column, tuple(c)) for column, c in sorted(cells.items())]
    return None


def _is_spaced(left: Chunk, right: Chunk) -> bool:
    """Whether two chunks are a short word set wide (项　目), and not the headers of two columns."""
    return len(left.text) <= 2 and len(right.text) <= 2


def _is_wrapped(upper: Chunk, lower: Chunk, extent: tuple[float, float], em: float, share: float) -> bool:
    """Whether the words of a header cell go on: from a full line, or in brackets, or in the middle of its neighbours."""
    if shapes.begins_item(lower.text) and not lower.text.startswith(_OPENS):
        return False
    full = upper.x1 - upper.x0 >= extent[1] - extent[0] - _FULL * em
    return full or lower.text.startswith(_OPENS) or share > 0


def _two_rows(placed: Sequence[_Placed], columns: Columns, em: float) -> list[HeadCell] | None:
    over = [chunk.middle for first, last, chunk in placed if first < last]
    level = min(over or (chunk.middle for *_, chunk in placed)) + _ALIKE * em
    below: dict[int, list[Chunk]] = {}
    upper: list[_Placed] = []
    for first, last, chunk in placed:
        if first == last and chunk.middle > level:
            below.setdefault(first, []).append(chunk)
        elif abs(chunk.middle + _ALIKE * em - level) <= _ALIKE * em:
            upper.append((first, last, chunk))
        else:
            return None
    for narrow in (True, False):
        ways = [
            (groups, cells)
            for groups in _groups(upper, below, columns, em, narrow)
            if (cells := _in_two_rows(upper, below, groups, columns, em)) is not None
        ]
        if len(ways) > 1:
            alike = [way for way in ways if _are_set_alike(way[0], below, columns, em)]
            return alike[0][1] if len(alike) == 1 else None
        if ways:
            return ways[0][1]
    return None


_Groups = dict[tuple[int, int], Chunk]


def _groups(
    upper: Sequence[_Placed],
    below: Mapping[int, list[Chunk]],
    columns: Columns,
    em: float,
    narrow: bool,
) -> list[_Groups]:
    """Ways in which upper cells may head columns. ``narrow``: one may be no wider than the column below its middle."""
    named = {first for first, last, _ in upper if first == last}
    ways: list[_Groups] = [{}]
    for first, last, chunk in sorted(upper, key=lambda p: p[0] == p[1]):
        if first == last and not narrow:
            continue
        spans = _spans(chunk, first, last, below, named - {first}, columns, em)
        wider = [
            {**way, span: chunk}
            for way in ways
            for span in spans
            if not any(a <= span[1] and span[0] <= b for a, b in way)
        ]
        if wider or first < last:
            ways = wider[:_MOST_WAYS]
    return [way for way in ways if way]


def _are_set_alike(
    groups: Mapping[tuple[int, int], Chunk], below: Mapping[int, list[Chunk]], columns: Columns, em: float
) -> bool:
    """Whether all upper cells stand at the left of what they head, or all in its middle: no header mixes the two."""
    left = (abs(c.x0 - _left(first, below, columns)) <= _ALIKE * em for (first, _), c in groups.items())
    return all(left) or all(_off(c, span, below, columns) <= _OFF * em for span, c in groups.items())


def _in_two_rows(
    upper: Sequence[_Placed],
    below: Mapping[int, list[Chunk]],
    groups: Mapping[tuple[int, int], Chunk],
    columns: Columns,
    em: float,
) -> list[HeadCell] | None:
    headed = {column for a, b in groups for column in range(a, b + 1)}
    single = {column: list(chunks) for column, chunks in below.items() if column not in headed}
    for first, _, chunk in upper:
        if chunk not in groups.values():
            single.setdefault(first, []).insert(0, chunk)
    if headed & set(single) or len(headed) == len(columns):
        return None
    if not set(range(1, len(columns))) <= headed | set(single):
        return None
    heights = [c.middle for c in (*(c for *_, c in upper), *(c for cell in below.values() for c in cell))]
    if single and not any(
        _alike(single.values(), min(heights), max(heights), share, em) for share in _SHARES
    ):
        return None
    cells = [HeadCell(0, 1, a, b, (chunk,)) for (a, b), chunk in groups.items()]
    cells += [HeadCell(0, 2, column, column, tuple(chunks)) for column, chunks in single.items()]
    cells += [HeadCell(1, 1, column, column, tuple(below[column])) for column in headed]
    return sorted(cells, key=lambda cell: (cell.row, cell.first))


def _spans(
    chunk: Chunk,
    first: int,
    last: int,
    below: Mapping[int, list[Chunk]],
    named: Set[int],
    columns: Columns,
    em: float,
) -> list[tuple[int, int]]:
    """Columns side by side that an upper cell may head: their own headers are set alike, and it stands in their middle.

    Or at their left, where all header cells do; then there may be several answers.
    """
    fitting = [
        (a, b)
        for a in range(first + 1)
        for b in range(max(last, a + 1), len(columns))
        if not named & set(range(a, b + 1))
        and all(column in below for column in range(a, b + 1))
        and _are_alike([below[column] for column in range(a, b + 1)], em)
    ]
    if not fitting:
        return []
    best = min(fitting, key=lambda span: (round(_off(chunk, span, below, columns)), span[0] - span[1]))
    left = [span for span in fitting if abs(chunk.x0 - _left(span[0], below, columns)) <= _ALIKE * em]
    if _off(chunk, best, below, columns) <= _OFF * em and best not in left:
        left.append(best)
    return left


def _left(column: int, below: Mapping[int, list[Chunk]], columns: Columns) -> float:
    return min(columns.extents[column][0], *(chunk.x0 for chunk in below[column]))


def _are_alike(cells: Collection[Sequence[Chunk]], em: float) -> bool:
    """Whether cells beside one another are set alike: at the top, in the middle or at the bottom."""
    heights = [chunk.middle for cell in cells for chunk in cell]
    return any(_alike(cells, min(heights), max(heights), share, em) for share in _SHARES)


def _alike(cells: Collection[Sequence[Chunk]], top: float, bottom: float, share: float, em: float) -> bool:
    stands = top + (bottom - top) * share
    return all(
        abs(cell[0].middle + (cell[-1].middle - cell[0].middle) * share - stands) <= _ALIKE * em
        for cell in cells
    )


def _off(chunk: Chunk, span: tuple[int, int], below: Mapping[int, list[Chunk]], columns: Columns) -> float:
    """How far a chunk stands from the middle of these columns, by their headers, their gaps or what they print."""
    first, last = span
    own = (chunk.x0 + chunk.x1) / 2
    ends = (
        (min(c.x0 for c in below[first]), max(c.x1 for c in below[last])),
        (columns.xs[first], columns.xs[last + 1]),
        (columns.extents[first][0], columns.extents[last][1]),
    )
    return min(abs(own - (x0 + x1) / 2) for x0, x1 in ends)
