"""Words of a cell that a page break cuts: printed below the table, or at the top of the next page.

Belongs here: putting words back that hang below the last row, and telling of a label whose rest is on the next page.
Does not belong here: rows and merged cells that are cut (stitch), figures that are cut (broken).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from pipelines.model.document import Loss, LossKind
from pipelines.read import shapes
from pipelines.read.layout.furniture import WORDS_MARGIN, PageLayout
from pipelines.read.layout.grid import Grid, GridCell
from pipelines.read.layout.lattice import NEAR
from pipelines.read.layout.page import Edge
from pipelines.read.layout.printed import PrintedLine
from pipelines.read.layout.ruleless import open_table

_CUT: Final = 0.25  # of the height of a line that lies above the last line of the table at least
_NEXT: Final = 1.7  # of the height of a line: the next line of the same cell is not farther away
_FARTHEST: Final = 4  # heights of a line below the table
_ALIKE: Final = 1.5  # points by which lines of one cell may stand aside
_SAME_SIZE: Final = 0.08  # of the height of a line


def take_overhang(
    grid: Grid, lines: Sequence[PrintedLine], edges: Sequence[Edge]
) -> tuple[Grid, list[PrintedLine]]:
    """A grid with the lines that hang out of its open cells, and the other lines.

    Browsers draw no line below a merged cell that the page break cuts, and print its words on. Spreadsheets draw one, through
    words that stand in the middle of the cell.
    """
    last = [number for number, cell in enumerate(grid.cells) if _ends(cell, grid)]
    empty = [
        n for n, cell in enumerate(grid.cells) if not cell.lines and cell.row + cell.row_span == grid.rows
    ]
    cells = list(grid.cells)
    kept: list[PrintedLine] = []
    for line in lines:
        below = grid.bottom < line.bottom < grid.bottom + _FARTHEST * (line.bottom - line.top)
        place = next((n for n in last if _goes_on(cells[n], line)), None) if below else None
        crossed = (
            next((n for n in empty if _is_crossed(cells[n], line, grid.bottom)), None) if below else None
        )
        if crossed is not None:
            cells[crossed] = replace(cells[crossed], lines=(line,))
        elif place is None or _is_ruled(cells[place], grid.bottom, edges):
            kept.append(line)
        else:
            cells[place] = replace(cells[place], lines=(*cells[place].lines, line))
    return (grid, kept) if len(kept) == len(lines) else (replace(grid, cells=tuple(cells)), kept)


def cut_labels(layouts: Sequence[PageLayout]) -> Iterator[Loss]:
    """Pages that begin with the rest of a label of the table without rules with which the page before ends."""
    for page, following in pairwise(layouts):
        above = open_table(page)
        first = next((item for item in following.items if not _is_above(item, following)), None)
        if above is None or not isinstance(first, PrintedLine) or shapes.begins_item(first.text):
            continue
        if any(_is_rest(first, cell, above) for cell in above.cells if _ends(cell, above)):
            yield Loss(LossKind.TABLE_NOT_READ, following.number, first.text)


def _goes_on(cell: GridCell, line: PrintedLine) -> bool:
    """Whether a line stands below the words of a cell as its next line does; figures are never put together here."""
    return (
        cell.x0 <= line.x0
        and line.x1 <= cell.x1
        and 0 < line.top - cell.lines[-1].top <= _NEXT * (line.bottom - line.top)
        and not (cell.text[-1:].isdigit() and line.text[:1].isdigit())
    )


def _is_crossed(cell: GridCell, line: PrintedLine, bottom: float) -> bool:
    """Whether the last line of a table runs through words over an empty cell; figures may be printed on both pages."""
    return (
        not cell.lines
        and cell.x0 <= line.x0
        and line.x1 <= cell.x1
        and bottom - line.top >= _CUT * (line.bottom - line.top)
        and not any(character.isdigit() for character in line.text)
    )


def _ends(cell: GridCell, grid: Grid) -> bool:
    return cell.row + cell.row_span == grid.rows and bool(cell.lines)


def _is_ruled(cell: GridCell, bottom: float, edges: Sequence[Edge]) -> bool:
    middle = (cell.x0 + cell.x1) / 2
    return any(e.top == e.bottom and abs(e.top - bottom) <= NEAR and e.x0 < middle < e.x1 for e in edges)


def _is_above(item: PrintedLine | Grid, page: PageLayout) -> bool:
    """Whether an item is a page number or a running header."""
    return isinstance(item, PrintedLine) and (
        item.top < page.height * WORDS_MARGIN or shapes.is_page_number(item.text)
    )


def _is_rest(line: PrintedLine, cell: GridCell, above: Grid) -> bool:
    """Whether a line is set like the last line of a cell, which is as full as any of its column."""
    last = cell.lines[-1]
    height = last.bottom - last.top
    widest = max(x.x1 - x.x0 for c in above.cells if c.x0 == cell.x0 and c.x1 == cell.x1 for x in c.lines)
    return (
        not shapes.is_figure(last.text)
        and not shapes.ends_sentence(last.text)
        and abs(line.bottom - line.top - height) <= _SAME_SIZE * height
        and widest - (last.x1 - last.x0) < height
        and line.x1 - line.x0 <= widest + _ALIKE
        and min(abs(line.x0 - last.x0), abs(line.x0 + line.x1 - last.x0 - last.x1) / 2) <= _ALIKE
    )
