"""Tables that stand beside one another on a sheet, an empty column between them.

Belongs here: whether rows are two tables. Does not belong here: what is a table (regions).

Each side has labels of its own in its first column, and figures; a column that is merely left out of one table has figures on its
right side only. Titles over both sides stay above them, lines below both sides below.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from pipelines.read import shapes
from pipelines.read.sheets.lines import Line

_FEWEST: Final = 3  # rows of a table


def beside_one_another(band: Sequence[Line]) -> Iterator[list[Line]]:
    """Rows without an empty row between them, in one part, or in parts for what is above, left, right and below."""
    several = [place for place, line in enumerate(band) if len(line.texts) > 1]
    if len(several) >= _FEWEST:
        first, last = several[0], several[-1] + 1
        middle = band[first:last]
        for gap in _gaps(middle):
            left, right = _side(middle, -1, gap), _side(middle, gap, None)
            if _is_table(left) and _is_table(right):
                yield from (part for part in (list(band[:first]), left) if part)
                yield from beside_one_another(right)
                yield from (part for part in (list(band[last:]),) if part)
                return
    yield list(band)


def _gaps(lines: Sequence[Line]) -> Iterator[int]:
    """The columns between others in which nothing stands and no line is drawn."""
    cells = [cell for line in lines for cell in line.cells if cell.ruled or cell.text.strip()]
    taken = {column for cell in cells for column in range(cell.column, cell.right + 1)}
    yield from (column for column in range(min(taken), max(taken)) if column not in taken)


def _side(lines: Sequence[Line], after: int, before: int | None) -> list[Line]:
    parts = [
        replace(
            line,
            cells=tuple(c for c in line.cells if c.column > after and (before is None or c.column < before)),
        )
        for line in lines
    ]
    return [part for part in parts if part.cells]


def _is_table(lines: Sequence[Line]) -> bool:
    """Whether rows begin with labels in one column and hold figures behind most of them."""
    rows = [line.texts for line in lines if line.texts]
    first = min((row[0].column for row in rows), default=0)
    labelled = [row for row in rows if row[0].column == first and not shapes.is_figure(row[0].text.strip())]
    figures = [row for row in labelled if any(shapes.is_figure(cell.text.strip()) for cell in row[1:])]
    return len(rows) >= _FEWEST and len(labelled) == len(rows) and len(figures) * 2 >= len(rows)
