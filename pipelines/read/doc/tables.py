"""Rows of a DOC table put together to a grid: columns from edges, merged cells as spans.

Belongs here: the geometry of one table. Does not belong here: definitions of rows (rows), the content of cells
(story). Follows [MS-DOC] 2.4.3 (tables).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final, Generic

from pipelines.read.doc.rows import CellDefinition, RowDefinition, Vertical
from pipelines.read.grids import Content, PlacedCell, PlacedTable

_NEAR: Final = 30  # twips (half a millimetre): edges so near are drawn as one line
_MOST_COLUMNS: Final = 256


@dataclass(slots=True)
class Row(Generic[Content]):
    """A row's definition and what its cells hold, in order."""

    definition: RowDefinition
    contents: list[Content]


def place(rows: Sequence[Row[Content]]) -> PlacedTable[Content]:
    """The grid of a table; lost where some row has no edges that can be used or other cells than its definition says, so that its
    cells stand in order of appearance."""
    cells = [_matching(row) for row in rows]
    is_guessed = any(
        row.definition.is_broken or len(row.contents) != len(row.definition.cells) for row in rows
    )
    spans = _by_edges(rows) if all(_is_regular(row) for row in rows) else None
    if spans is None:
        is_guessed |= len({len(row.contents) for row in rows}) > 1
        spans = [[(i, 1) for i in range(len(row.contents))] for row in rows]
    placed: list[PlacedCell[Content]] = []
    above: dict[tuple[int, int], PlacedCell[Content]] = {}
    for number, row in enumerate(rows):
        current: dict[tuple[int, int], PlacedCell[Content]] = {}
        for cell, span, content in _joined(cells[number], spans[number], row.contents):
            upper = above.get(span)
            if cell.vertical is Vertical.CONTINUES and upper is not None:
                upper.row_span += 1
                current[span] = upper
                continue
            done = PlacedCell(number, span[0], 1, span[1], content)
            placed.append(done)
            if cell.vertical is not Vertical.NONE:
                current[span] = done
        above = current
    columns = max((start + width for row in spans for start, width in row), default=0)
    return PlacedTable(len(rows), columns, placed, _header_rows(rows), is_guessed)


def _matching(row: Row[Content]) -> list[CellDefinition]:
    """One definition for each cell that the text has."""
    missing = len(row.contents) - len(row.definition.cells)
    return row.definition.cells[: len(row.contents)] + [CellDefinition(0) for _ in range(missing)]


def _is_regular(row: Row[Content]) -> bool:
    return len(row.contents) == len(row.definition.cells) and all(c.width > 0 for c in row.definition.cells)


def _by_edges(rows: Sequence[Row[Content]]) -> list[list[tuple[int, int]]] | None:
    """Column and width of each cell of each row; None where the edges make no sensible grid."""
    narrowest = min((cell.width for row in rows for cell in row.definition.cells), default=1)
    near = min(_NEAR, narrowest - 1)
    lines: list[int] = []
    edges = sorted({edge for row in rows for edge in row.definition.edges()})
    for edge in edges:
        if not lines or edge - lines[-1] > near:
            lines.append(edge)
    if len(lines) > _MOST_COLUMNS + 1:
        return None
    spans: list[list[tuple[int, int]]] = []
    for row in rows:
        ends = [_line(lines, edge) for edge in row.definition.edges()]
        spans.append([(left, right - left) for left, right in pairwise(ends)])
    return spans if all(width > 0 for row in spans for _, width in row) else None


def _line(lines: Sequence[int], edge: int) -> int:
    """The grid line on which an edge lies: the last that is not to its right."""
    place = bisect_left(lines, edge)
    return place if place < len(lines) and lines[place] == edge else place - 1


def _joined(
    cells: Sequence[CellDefinition], spans: Sequence[tuple[int, int]], contents: Sequence[Content]
) -> list[tuple[CellDefinition, tuple[int, int], Content]]:
    """Cells with those that continue them to the right; what a continued cell holds is not printed."""
    joined: list[tuple[CellDefinition, tuple[int, int], Content]] = []
    for cell, (start, width), content in zip(cells, spans, contents, strict=True):
        if cell.continues_left and joined:
            first, (begin, before), kept = joined[-1]
            joined[-1] = first, (begin, before + width), kept
        else:
            joined.append((cell, (start, width), content))
    return joined


def _header_rows(rows: Sequence[Row[Content]]) -> int:
    """Rows at the top that are marked as header; a table that is nothing but header has none."""
    return next((i for i, row in enumerate(rows) if not row.definition.is_header), 0)
