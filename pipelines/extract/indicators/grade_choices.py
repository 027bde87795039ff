"""Grade choices: the grades that a form offers, each in a cell of its own, one of them ticked (自评等级 | 优 √ | 良 | 中 | 差).

Belongs here: rows and columns of such cells, and which one is ticked. Does not belong here: boxes within one text
(score_grades).
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from itertools import groupby

from pipelines.extract.grids import Grid, each_once
from pipelines.extract.indicators.score_clauses import Stated
from pipelines.extract.indicators.score_fields import is_tick, names_grade, state_grade, ticked_grade
from pipelines.model.document import Cell, Span

_FEWEST = 2
"""Grades of a choice: a lone one is the grade itself."""


def grade_choices(grid: Grid) -> tuple[tuple[Stated, ...], frozenset[int]]:
    """The grades that are ticked, and the ids of all cells that only offer one."""
    offering = frozenset(id(cell) for cell in grid.table.cells if cell.pieces and _offers(grid, cell))
    groups = [*_along(grid, offering), *_down(grid, offering)] if len(offering) >= _FEWEST else []
    offered = frozenset(id(cell) for group in groups for cell in group)
    return tuple(stated for group in groups for stated in _ticked(grid, group)), offered


def _along(grid: Grid, offering: Container[int]) -> Iterator[list[Cell]]:
    """Neighbouring cells of one row that offer grades; ``offering``: the ids of all cells that do."""
    for row in range(grid.table.rows):
        for offers, cells in groupby(grid.own(row), lambda cell: id(cell) in offering):
            if offers and len(group := list(cells)) >= _FEWEST:
                yield group


def _down(grid: Grid, offering: Container[int]) -> Iterator[list[Cell]]:
    """Cells below each other that offer grades."""
    for column in range(grid.table.columns):
        cells = each_once([line[column] for line in grid.cells])
        for offers, below in groupby(cells, lambda cell: id(cell) in offering):
            if offers and len(group := list(below)) >= _FEWEST:
                yield group


def _offers(grid: Grid, cell: Cell) -> bool:
    return ticked_grade(grid.texts[cell.row][cell.column]) is not None


def _ticked(grid: Grid, group: Sequence[Cell]) -> Iterator[Stated]:
    """The one grade of a group that is ticked in its own cell, or in the cell below or beside it."""
    said = [
        choice for cell in group if (choice := ticked_grade(grid.texts[cell.row][cell.column])) is not None
    ]
    title = next((t for t in reversed(grid.texts[group[0].row][: group[0].column]) if t), "")
    if len({word for word, _ in said}) < len(group) or not names_grade(title):
        return
    is_row = group[0].row == group[-1].row
    marks = [
        None if ticked else _beside(grid, cell, is_row) for cell, (_, ticked) in zip(group, said, strict=True)
    ]
    ticks = [
        (cell, mark, word)
        for cell, mark, (word, ticked) in zip(group, marks, said, strict=True)
        if ticked or (mark is not None and is_tick(grid.texts[mark.row][mark.column]))
    ]
    if len(ticks) == 1:
        cell, mark, word = ticks[0]
        pieces = [*cell.pieces, *(mark.pieces if mark is not None else ())]
        yield state_grade(word, title, Span(pieces[0].start, pieces[-1].end))


def _beside(grid: Grid, cell: Cell, is_row: bool) -> Cell | None:
    """The place of the tick of a cell: below it in a row of grades, right of it in a column of them."""
    row, column = (
        (cell.row + cell.row_span, cell.column) if is_row else (cell.row, cell.column + cell.column_span)
    )
    return grid.cells[row][column] if row < grid.table.rows and column < grid.table.columns else None
