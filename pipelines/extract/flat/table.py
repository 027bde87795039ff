"""Flat tables: what a stretch of tokens was as a table.

Belongs here: the shape that the finders of rows hand on, and making a Table of it. Does not belong here: finding rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipelines.extract.flat.tokens import Token
from pipelines.model.document import Cell, Span, Table


@dataclass(frozen=True, slots=True)
class FlatTable:
    """Rows of tokens (None: an empty place) for the tokens ``[first:last)`` of a run, titles first.

    ``unplaced``: rows that are printed, but whose values fit no column for certain.
    """

    first: int
    last: int
    rows: tuple[tuple[Token | None, ...], ...]
    unplaced: tuple[tuple[Token, ...], ...] = ()

    @property
    def has_rows(self) -> bool:
        """Whether there is more than titles."""
        return len(self.rows) > 1

    def span(self, tokens: Sequence[Token]) -> Span:
        """From the first to the last printed token."""
        spans = [token.span for token in tokens[self.first : self.last] if token.span is not None]
        return Span(spans[0].start, spans[-1].end)


def table_of(rows: Sequence[tuple[Token | None, ...]]) -> Table:
    """The table of these rows; a token in several neighbouring places is one cell over all of them.

    A place that is empty below a filled one of the levels stays empty: levels are filled down.
    """
    width = max(len(row) for row in rows)
    grid = [[row[column] if column < len(row) else None for column in range(width)] for row in rows]
    cells = [
        Cell(number, column, _down(grid, number, column), _across(row, column), _pieces(token))
        for number, row in enumerate(grid)
        for column, token in enumerate(row)
        if not _is_covered(grid, number, column)
    ]
    return Table(len(rows), width, tuple(cells))


def _is_covered(grid: Sequence[Sequence[Token | None]], row: int, column: int) -> bool:
    """Whether the cell of this place begins on the left of it or above."""
    token = grid[row][column]
    if token is None or token.is_empty:
        return False
    return (column > 0 and grid[row][column - 1] is token) or (row > 0 and grid[row - 1][column] is token)


def _down(grid: Sequence[Sequence[Token | None]], row: int, column: int) -> int:
    token, last = grid[row][column], row
    while (
        token is not None and not token.is_empty and last + 1 < len(grid) and grid[last + 1][column] is token
    ):
        last += 1
    return last - row + 1


def _across(row: Sequence[Token | None], column: int) -> int:
    token, last = row[column], column
    while token is not None and not token.is_empty and last + 1 < len(row) and row[last + 1] is token:
        last += 1
    return last - column + 1


def _pieces(token: Token | None) -> tuple[Span, ...]:
    return (token.span,) if token is not None and token.span is not None else ()
