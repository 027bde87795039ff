"""A part of a form printed without rules whose label stands left of it, in the middle of its header and all its rows.

Belongs here: telling by that label where the part ends. Does not belong here: its rows (centred_table).

「年度预算资金（万元）」 beside 年初预算数 | 全年预算数 | 全年执行数 and the rows below them: its lines stand at no row's height, and
what it reaches over is as far below its middle as the header is above.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from pipelines.model.frozen import dataclass
from pipelines.read.layout.chunks import Chunk, ChunkLine
from pipelines.read.layout.grid import GridCell
from pipelines.read.layout.heads import PITCH
from pipelines.read.layout.printed import printed_lines
from pipelines.read.layout.ruleless_grid import RulelessGrid
from pipelines.read.layout.runs import COLUMN_GAP, FAR

_OFF: Final = 0.4  # em: how far a label may stand from the middle of its part
_LABEL_AND_NAMES: Final = 2  # columns left of all titles
_SPREAD: Final = 2.2  # em: lines of a label are not farther apart
_MOST_WORDS: Final = 6  # lines of a label
_LONGEST: Final = 40  # lines below a header among which the label stands


@dataclass(frozen=True, slots=True)
class Sided:
    """The lines of a part without its label, and the label; the part ends before the line ``end``."""

    lines: tuple[ChunkLine, ...]
    label: tuple[Chunk, ...]
    end: int

    def with_label(self, grid: RulelessGrid) -> RulelessGrid:
        """The grid with its label as one more column, merged over all rows."""
        x0 = min(chunk.x0 for chunk in self.label)
        glyphs = (glyph for chunk in self.label for glyph in chunk.glyphs)
        cell = GridCell(0, grid.rows, x0, grid.xs[0], tuple(printed_lines(glyphs)))
        cells = sorted([cell, *grid.cells], key=lambda c: (c.row, c.x0))
        return replace(grid, xs=(x0, *grid.xs), cells=tuple(cells))


def find_sided(lines: Sequence[ChunkLine], start: int, body: int, em: float) -> Sided | None:
    """The part whose header is ``lines[start:body]``; None where no label stands in its middle."""
    left = _left(lines[start:body], lines[body : body + _LONGEST], em) - COLUMN_GAP * em
    beside = _first_beside(lines[start : body + _LONGEST], left)
    ends = [
        n
        for n in range(1, len(beside) + 1)
        if beside[n:] == () or beside[n].middle - beside[n - 1].middle > PITCH * em
    ]
    found = [part for n in ends if (part := _part(lines, start, body, beside[:n], left, em)) is not None]
    return found[0] if len(found) == 1 else None


def _part(
    lines: Sequence[ChunkLine], start: int, body: int, label: tuple[Chunk, ...], left: float, em: float
) -> Sided | None:
    """The part in whose middle this label stands."""
    if any(chunk.is_figure for chunk in label) or any(
        b.middle - a.middle > _SPREAD * em for a, b in pairwise(label)
    ):
        return None
    middle = (label[0].middle + label[-1].middle) / 2
    bottom = 2 * middle - lines[start].middle
    end = next((n for n in range(body, len(lines)) if lines[n].middle > bottom + _OFF * em), len(lines))
    inner = [_without(line, label) for line in lines[start:end]]
    kept = [line for line in inner if line.chunks]
    if end == body or abs(kept[-1].middle - bottom) > _OFF * em:
        return None
    if any(chunk.x0 < left for line in kept for chunk in line.chunks):
        return None
    if any(b.middle - a.middle > FAR * em for a, b in pairwise(kept)):
        return None
    return Sided(tuple(kept), label, end)


def _left(head: Sequence[ChunkLine], below: Sequence[ChunkLine], em: float) -> float:
    """Where the part itself begins: at its titles, or at the names of its rows, where these stand left of all titles."""
    first = min(chunk.x0 for line in head for chunk in line.chunks)
    columns: list[tuple[float, float]] = []
    for x0, x1 in sorted(_beside(below, first)):
        if columns and x0 - columns[-1][1] < COLUMN_GAP * em:
            columns[-1] = (columns[-1][0], max(columns[-1][1], x1))
        else:
            columns.append((x0, x1))
    return columns[1][0] if len(columns) == _LABEL_AND_NAMES else first


def _beside(below: Sequence[ChunkLine], first: float) -> list[tuple[float, float]]:
    """What stands left of the titles, down to the first line that reaches under them from there."""
    found: list[tuple[float, float]] = []
    for line in below:
        if any(chunk.x0 < first < chunk.x1 for chunk in line.chunks):
            break
        found += [(chunk.x0, chunk.x1) for chunk in line.chunks if chunk.x1 <= first]
    return found


def _first_beside(lines: Sequence[ChunkLine], left: float) -> tuple[Chunk, ...]:
    """The first words that stand wholly left of a part, one upon the other."""
    found: list[Chunk] = []
    for line in lines:
        own = [chunk for chunk in line.chunks if chunk.x1 <= left]
        if len(own) > 1 or len(found) == _MOST_WORDS:
            break
        found += own
    return tuple(found)


def _without(line: ChunkLine, label: Sequence[Chunk]) -> ChunkLine:
    rest = tuple(chunk for chunk in line.chunks if all(chunk is not own for own in label))
    return line if len(rest) == len(line.chunks) else ChunkLine(rest, line.middle)
