"""Tables without rules whose labels stand in the middle of the rows that they reach over.

Belongs here: which lines of a page are such a table, on one page or on the next. Does not belong here: its rows
(centred_rows), tables without merged labels (ruleless), headers (heads).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from pipelines.model.frozen import dataclass
from pipelines.read import shapes
from pipelines.read.layout.centred_table import CentredTable
from pipelines.read.layout.chunks import Chunk, ChunkLine, find_em
from pipelines.read.layout.columns import Columns, columns_below, find_columns
from pipelines.read.layout.grid import Grid
from pipelines.read.layout.heads import PITCH, SPREAD, find_head, is_title, may_head
from pipelines.read.layout.left_edges import part_at_edges
from pipelines.read.layout.onward import same_head
from pipelines.read.layout.ruleless_grid import RulelessGrid
from pipelines.read.layout.runs import COLUMN_GAP, FAR
from pipelines.read.layout.sided import find_sided

_FEWEST_COLUMNS: Final = 4
_KNOWN: Final = 3  # words of a header line that are often said above columns
_HEAD_LINES: Final = 4  # lines of a header above or below the one with those words
_SAMPLE: Final = 8  # lines that show the size of the letters of a table
_MOST_LINES: Final = 60  # below a header, among which columns begin
_TAIL_LINES: Final = 4  # lines below a table that stand in one of its columns

_Span = tuple[int, int]  # rows, half-open


@dataclass(frozen=True, slots=True)
class Centred:
    """A table, and the lines from ``start`` to ``end`` that it takes."""

    grid: RulelessGrid
    start: int
    end: int


def find_centred(
    lines: Sequence[ChunkLine], taken: Sequence[_Span], em: float, begun: Grid | None = None
) -> Iterator[Centred]:
    """Tables from top to bottom among lines of a page, outside of those that are ``taken``.

    ``begun``: a table of this kind on the page before, which the first one here may go on with.
    """
    floor = 0
    for index in range(len(lines)):
        inside = any(first <= index < last for first, last in taken)
        if index < floor or inside or not _may_be_head(lines, index, em):
            continue
        ceiling = next((first for first, last in taken if last > index), len(lines))
        lowest = max([floor, *(last for _, last in taken if last <= index)])
        own = find_em(g for x in lines[index : index + _SAMPLE] for c in x.chunks for g in c.glyphs)
        again = begun if not floor else None
        within = lines[lowest:ceiling]
        found = _below(within, index - lowest, own, again)
        if found is None:
            parted = _parted(within, index - lowest)
            found = _below(parted, index - lowest, own, again) if parted else None
        if found is not None:
            yield Centred(found.grid, found.start + lowest, found.end + lowest)
            floor = found.end + lowest


def _parted(lines: Sequence[ChunkLine], index: int) -> Sequence[ChunkLine]:
    """The lines with cells parted that stand too near one another, from a few above the line ``index`` on; none where none do."""
    first, last = max(0, index - _HEAD_LINES), index + _MOST_LINES
    region = lines[first:last]
    parted = part_at_edges(region)
    if all(new is old for new, old in zip(parted, region, strict=True)):
        return ()
    return [*lines[:first], *parted, *lines[last:]]


def go_on_centred(lines: Sequence[ChunkLine], start: int, above: Grid, em: float) -> Centred | None:
    """The rows from the line ``start`` at the top of a page on, in the columns of the table above."""
    last = _reach(lines, start, start, em)
    for end in range(last, max(start, last - _TAIL_LINES), -1):
        columns = columns_below(above.xs, _untotalled(lines[start:end]), COLUMN_GAP * em)
        if columns is None:
            continue
        grid = CentredTable(
            lines[start:end], 0, columns, (), em, begun=above, is_open=end == len(lines)
        ).grid()
        if grid is not None:
            return None if end < last and _goes_on(lines, end, em) else Centred(grid, start, end)
    return None


def heads_nothing(lines: Sequence[ChunkLine], taken: Sequence[ChunkLine], em: float) -> bool:
    """Whether a line of titles stands above lines of several cells that are in no table."""
    read = set(map(id, taken))
    for index, line in enumerate(lines):
        if id(line) in read or not _may_be_head(lines, index, em):
            continue
        below = lines[index + 1 : index + 2 + _HEAD_LINES]
        if any(id(x) in read for x in below) or (below[:1] and below[0].middle - line.middle > FAR * em):
            continue
        if any(x.is_data and len(x.chunks) >= _KNOWN for x in below):
            return True
    return False


def _may_be_head(lines: Sequence[ChunkLine], index: int, em: float) -> bool:
    """Whether a line, with those near it, says several words that are often said above columns."""
    chunks = lines[index].chunks
    if len(chunks) < 2 or not any(_is_known(c.text) for c in chunks):
        return False
    if sum(_is_known(c.text) for c in chunks) >= _KNOWN:
        return True
    near = sorted({*_near(lines, index, -1, em), *_near(lines, index, 1, em)})
    said: list[list[Chunk]] = []
    for chunk in (c for place in near for c in lines[place].chunks):
        over = next((cell for cell in said if chunk.x0 < cell[0].x1 and cell[0].x0 < chunk.x1), None)
        if over is None:
            said.append([chunk])
        else:
            over.append(chunk)
    return sum(_is_known("".join(c.text for c in cell)) for cell in said) >= _KNOWN


def _is_known(text: str) -> bool:
    return shapes.is_header_word(text) or shapes.is_money_head(text)


def _below(lines: Sequence[ChunkLine], index: int, em: float, begun: Grid | None) -> Centred | None:
    """The table whose header holds the line ``index``: the longest that comes out even."""
    for start in _near(lines, index, -1, em):
        for stop in _near(lines, index, 1, em):
            body = stop + 1
            sided = _sided(lines, start, body, em)
            if sided is not None:
                return sided
            last = _reach(lines, start, body, em)
            for end in range(last, max(body, last - _TAIL_LINES), -1):
                columns = find_columns(_untotalled(lines[start:end]), COLUMN_GAP * em)
                if columns is None or len(columns) < _FEWEST_COLUMNS:
                    continue
                head = find_head(lines[start:body], columns, em)
                if head is None or not {c for h in head for c in range(h.first, h.last + 1)} >= set(
                    range(len(columns))
                ):
                    continue
                again = begun if begun is not None and same_head(head, begun) else None
                table = CentredTable(
                    lines[start:end], body - start, columns, head, em, begun=again, is_open=end == len(lines)
                )
                grid = table.grid()
                if grid is None:
                    continue
                if (end < last and _goes_on(lines, end, em)) or (start and table.holds(lines[start - 1])):
                    return None  # a part of a table is none
                if start and _is_upper_row(lines[start - 1], lines[start:end], columns, em):
                    return None
                return Centred(grid, start, end)
    return None


def _sided(lines: Sequence[ChunkLine], start: int, body: int, em: float) -> Centred | None:
    """The part of a form below this header that has its label beside all of it, which tells where it ends."""
    part = find_sided(lines, start, body, em)
    if part is None:
        return None
    columns = find_columns(_untotalled(part.lines), COLUMN_GAP * em)
    if columns is None or len(columns) < _FEWEST_COLUMNS:
        return None
    head = find_head(lines[start:body], columns, em)
    if head is None:
        return None
    grid = CentredTable(part.lines, body - start, columns, head, em, begun=None, is_open=False).grid()
    return Centred(part.with_label(grid), start, part.end) if grid is not None else None


def _untotalled(lines: Sequence[ChunkLine]) -> list[ChunkLine]:
    """The lines without rows of totals, whose figures may be wider than all above them."""
    return [line for line in lines if not shapes.is_total(line.chunks[0].text)]


def _near(lines: Sequence[ChunkLine], index: int, step: int, em: float) -> list[int]:
    """A line, and those above or below it that may be of the same header."""
    found = [index]
    while len(found) < _HEAD_LINES:
        place = found[-1] + step
        if not 0 <= place < len(lines) or not may_head(lines[place]):
            break
        if abs(lines[place].middle - lines[found[-1]].middle) > PITCH * em:
            break
        found.append(place)
    return found


def _reach(lines: Sequence[ChunkLine], start: int, body: int, em: float) -> int:
    """How far lines may be rows: no heading, nothing that stands below two titles."""
    heads = [(c.x0, c.x1) for line in lines[start:body] for c in line.chunks]
    heads = [h for h in heads if not any(o != h and o[0] <= h[0] and h[1] <= o[1] for o in heads)]
    widest: list[tuple[float, float]] = []
    for x0, x1 in sorted(heads):
        if widest and x0 < widest[-1][1]:
            widest[-1] = (widest[-1][0], max(widest[-1][1], x1))
        else:
            widest.append((x0, x1))
    for place in range(body, len(lines)):
        line = lines[place]
        far = line.middle - lines[place - 1].middle > FAR * em
        if far or (place == len(lines) - 1 and shapes.is_page_number(line.text)):
            return place
        if len(line.chunks) == 1 and shapes.is_heading(line.text) and any(map(str.isalpha, line.text)):
            return place
        for chunk in line.chunks:
            under = sum(x0 < chunk.x1 and chunk.x0 < x1 for x0, x1 in widest)
            if under > 1 and not shapes.is_total(chunk.text):
                return place
    return len(lines)


def _is_upper_row(above: ChunkLine, lines: Sequence[ChunkLine], columns: Columns, em: float) -> bool:
    """Whether several titles stand above a header no farther than its rows are apart: they say what it leaves open."""
    steps = (b.middle - a.middle for a, b in pairwise(lines))
    reach = SPREAD * max(step for step in steps if step <= FAR * em)
    middle = (columns.xs[0] + columns.xs[-1]) / 2
    far = lines[0].middle - above.middle > reach
    return not far and len(above.chunks) > 1 and not is_title(above, columns, middle, em)


def _goes_on(lines: Sequence[ChunkLine], end: int, em: float) -> bool:
    """Whether the line below a table may be one more row of it."""
    if end == len(lines) or lines[end].middle - lines[end - 1].middle > FAR * em:
        return False
    return len(lines[end].chunks) > 1
