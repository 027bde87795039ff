"""Grids: a table as places with folded text.

Belongs here: looking at a table by row and column, merged cells included. Does not belong here: what a column means
(indicator_columns, goal_tables) and figures (tables).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipelines.model.document import BlockKind, Cell, Document, Span, Table
from pipelines.model.flow import Flow


@dataclass(frozen=True, slots=True)
class Grid:
    """``cells[r][c]`` is the cell that covers this place, ``texts[r][c]`` its folded text ("" where empty)."""

    table: Table
    cells: tuple[tuple[Cell | None, ...], ...]
    texts: tuple[tuple[str, ...], ...]

    def own(self, row: int) -> list[Cell]:
        """The filled cells that begin in this row, from left to right."""
        return [c for c in each_once(self.cells[row]) if c.row == row and c.pieces]

    def row_span(self, row: int) -> Span | None:
        """From the first to the last piece of the cells that begin in this row."""
        pieces = [piece for cell in self.own(row) for piece in cell.pieces]
        return Span(min(p.start for p in pieces), max(p.end for p in pieces)) if pieces else None


def grids(document: Document) -> tuple[Grid, ...]:
    """All tables in reading order."""
    return document.remember("grids", _grids)


def _grids(document: Document) -> tuple[Grid, ...]:
    return tuple(
        grid_of(document, document.tables[block.table])
        for block in document.blocks
        if block.kind is BlockKind.TABLE and block.table is not None
    )


def grid_of(document: Document, table: Table) -> Grid:
    """A table as a grid."""
    cells = table.grid()
    folded = {(c.row, c.column): document.flow(c).folded().text for c in table.cells if c.pieces}
    texts = tuple(tuple(folded.get((c.row, c.column), "") if c else "" for c in row) for row in cells)
    return Grid(table, tuple(tuple(row) for row in cells), texts)


def each_once(cells: Iterable[Cell | None]) -> list[Cell]:
    """The cells of neighbouring places, a cell that covers several of them once."""
    found: list[Cell] = []
    for cell in cells:
        if cell is not None and not (found and found[-1] is cell):
            found.append(cell)
    return found


def printed(document: Document, cell: Cell | None) -> str:
    """The cell's text as printed, wraps joined; "" where there is none."""
    return reading(document, cell).text if cell is not None and cell.pieces else ""


def reading(document: Document, cell: Cell) -> Flow:
    """The cell's text as printed with its offsets, wraps joined."""
    return _closed(document.flow(cell))


def printed_all(document: Document, cells: Sequence[Cell]) -> str:
    """The text of several cells, one after another."""
    return "".join(printed(document, cell) for cell in cells)


def _closed(flow: Flow) -> Flow:
    """Without white space inside Chinese words: a narrow column wraps and spaces them (质量 指标)."""
    kept = [
        place
        for place, character in enumerate(flow.text)
        if not character.isspace() or _between_ascii(flow.text, place)
    ]
    return Flow("".join(flow.text[i] for i in kept), tuple(flow.offsets[i] for i in kept))


def _between_ascii(text: str, place: int) -> bool:
    return 0 < place < len(text) - 1 and text[place - 1].isascii() and text[place + 1].isascii()
