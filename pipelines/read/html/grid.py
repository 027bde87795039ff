"""A table element → a grid of cells, or the insight that it only lays out the page (HTML, 4.9.12 table model).

Belongs here: rowspan and colspan with clamps, header rows, what tells layout from data. Does not belong here: the walk
through the page.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from pipelines.read.draft import DraftCell
from pipelines.read.html.units import Grid, Prose, Unit
from pipelines.read.inner_tables import is_figure, take_apart
from pipelines.read.result import Reason, Unreadable

_WIDEST: Final = 1_000  # columns, as in browsers
_MOST_STEPS: Final = 5_000_000  # places looked at while cells are placed
_LONG: Final = 5  # blocks: a cell with as many is a text
_VERY_LONG: Final = (
    15  # blocks: a cell with as many, and nearly all text, is the page, however many cells are around it
)
_MOST_FRAMES: Final = 12  # cells beside menus: a table that lays out a page has few
_MANY: Final = 20  # cells: a table with as many is data, even if a cell holds a table


class OpenCell(NamedTuple):
    """A cell with what is printed in it. ``down`` 0: to the last row."""

    down: int
    right: int
    header: bool
    units: list[Unit]


class _Filled(NamedTuple):
    """A cell in its place with what is printed in it."""

    row: int
    column: int
    row_span: int
    column_span: int
    drafted: DraftCell
    units: list[Unit]


@dataclass(slots=True)
class OpenTable:
    """A table element while it is walked through. ``head``: how many rows stand in its thead."""

    first_container: int
    layout: bool
    rows: list[list[OpenCell]] = field(default_factory=list)
    head: int = 0
    in_head: bool = False

    def cells(self) -> Iterator[OpenCell]:
        """All cells in order."""
        return (cell for row in self.rows for cell in row)

    def is_layout(self) -> bool:
        """Whether the table only places parts of the page: a frame, a column, cells that hold texts, tables or menus."""
        filled = [(cell, *_measures(cell.units)) for row in self.rows for cell in row if cell.units]
        if self.layout or len(filled) <= 1 or all(len(row) <= 1 for row in self.rows):
            return True
        menus = sum(linked * 10 >= characters * 6 > 0 for _, characters, linked in filled)
        plain = len(filled) - menus
        if plain < _MANY and any(map(_has_grid, self.cells())) and not any(map(_is_figure, self.cells())):
            return True
        total = sum(characters for _, characters, _ in filled)
        if sum(linked for _, _, linked in filled) * 10 >= max(total, 1) * 6:
            return True
        cell, characters, _ = max(filled, key=lambda one: one[1])
        if len(cell.units) >= _VERY_LONG and characters * 10 >= total * 8:
            return True
        return plain <= _MOST_FRAMES and len(cell.units) >= _LONG and characters * 10 >= total * 7

    def units(self) -> Iterator[Unit]:
        """What stands in the cells, in order."""
        return (unit for cell in self.cells() for unit in cell.units)

    def grid(self, order: int) -> Grid:
        """The cells in their places. Raises Unreadable: too large."""
        rows, columns, cells = _squeezed(self._placed())
        characters, linked = _measures([unit for row in self.rows for cell in row for unit in cell.units])
        return Grid(
            rows,
            columns,
            tuple(cells),
            self._header_rows(),
            characters,
            linked,
            sum([bool(cell.lines) for cell in cells]),
            order,
        )

    def parts(self, order: int) -> list[Unit]:
        """The table; where cells hold tables of their own, the parts that it is read in. Raises Unreadable: too large."""
        grid = self.grid(order)
        if not any(map(_has_grid, self.cells())):
            return [grid]
        cells = [
            _Filled(*cell[:4], cell, units)
            for cell, (*_, units) in zip(grid.cells, self.cells(), strict=True)
        ]
        parts = take_apart(cells, _has_grid, _own_text)
        if parts is None:
            return [grid._replace(is_lost=True)]
        units: list[Unit] = []
        for part in parts:
            if not part.is_table:
                units += [unit._replace(order=order) for cell in part.cells for unit in cell.units]
                continue
            within = tuple(cell.drafted._replace(row=part.rows.index(cell.row)) for cell in part.cells)
            characters, linked = _measures([unit for cell in part.cells for unit in cell.units])
            headed = sum(row < grid.header_rows for row in part.rows)
            filled = sum([bool(cell.lines) for cell in within])
            units.append(
                Grid(len(part.rows), grid.columns, within, headed, characters, linked, filled, order)
            )
        return units

    def _header_rows(self) -> int:
        count = 0
        for number, row in enumerate(self.rows):
            if row and not (number < self.head or all(cell.header for cell in row)):
                break
            count += bool(row)
        return count if count < len(self.rows) else 0

    def _placed(self) -> list[DraftCell]:
        """Each cell at the first free place of its row; ``taken[c]`` is the row from which column ``c`` is free."""
        placed: list[DraftCell] = []
        taken: list[int] = []
        steps = 0
        total = len(self.rows)
        for number, row in enumerate(self.rows):
            column = 0
            for cell in row:
                while column < len(taken) and taken[column] > number:
                    column += 1
                free = down = 1
                if cell.right != 1 or cell.down != 1:
                    right = max(1, min(cell.right, _WIDEST))
                    while free < right and (column + free >= len(taken) or taken[column + free] <= number):
                        free += 1
                    down = min(cell.down or total, total - number)
                steps += free + column
                if steps > _MOST_STEPS or column > _WIDEST * 10:
                    raise Unreadable(Reason.TOO_LARGE)
                if free == 1 and column < len(taken):
                    taken[column] = number + down
                else:
                    taken += [0] * (column + free - len(taken))
                    taken[column : column + free] = [number + down] * free
                placed.append(DraftCell(number, column, down, free, _lines(cell.units)))
                column += free
        return placed


def _has_grid(cell: OpenCell | _Filled) -> bool:
    """Whether a cell holds a table of several columns; others are frames around its own text."""
    return any(isinstance(unit, Grid) and unit.columns > 1 and unit.filled for unit in cell.units)


def _own_text(cell: OpenCell | _Filled) -> str:
    return "".join(unit.text for unit in cell.units if isinstance(unit, Prose))


def _is_figure(cell: OpenCell) -> bool:
    return len(cell.units) == 1 and is_figure(_own_text(cell))


def _measures(units: Sequence[Unit]) -> tuple[int, int]:
    """Characters in these units, and how many of them are links."""
    if len(units) == 1:  # nearly every cell
        return units[0].characters, units[0].linked
    return sum([unit.characters for unit in units]), sum([unit.linked for unit in units])


def _lines(units: Sequence[Unit]) -> tuple[str, ...]:
    if len(units) == 1 and isinstance(units[0], Prose):
        return units[0].lines
    lines: list[str] = []
    for unit in units:
        if isinstance(unit, Prose):
            lines += unit.lines
        else:
            for cell in unit.cells:
                lines += cell.lines
    return tuple(lines)


def _squeezed(cells: list[DraftCell]) -> tuple[int, int, list[DraftCell]]:
    """Without rows and columns in which no cell begins: what office programs write to set widths."""
    rows = sorted({cell.row for cell in cells})
    columns = sorted({cell.column for cell in cells})
    if (not rows or rows[-1] == len(rows) - 1) and (not columns or columns[-1] == len(columns) - 1):
        high, wide = len(rows), len(columns)
        if all(c.row + c.row_span <= high and c.column + c.column_span <= wide for c in cells):
            return high, wide, cells
    squeezed = []
    for cell in cells:
        row, column = bisect_left(rows, cell.row), bisect_left(columns, cell.column)
        down = bisect_left(rows, cell.row + cell.row_span) - row
        right = bisect_left(columns, cell.column + cell.column_span) - column
        squeezed.append(DraftCell(row, column, down, right, cell.lines))
    return len(rows), len(columns), squeezed
