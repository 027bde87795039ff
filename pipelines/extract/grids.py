"""Grids: a table as places with folded text.

Belongs here: looking at a table by row and column, merged cells included. Does not belong here: what a column means
(indicators.columns, indicators.goal_tables) and figures (tables). Each table is laid out once for all who read it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipelines.model.document import BlockKind, Cell, Document, Span, Table
from pipelines.model.flow import Flow


@dataclass(frozen=True, slots=True)
class Grid:
    """``cells[r][c]`` is the cell that covers this place, ``texts[r][c]`` its folded text ("" where empty).

    ``rows[r]``: the filled cells that begin in row ``r``, from left to right.
    """

    table: Table
    cells: tuple[tuple[Cell | None, ...], ...]
    texts: tuple[tuple[str, ...], ...]
    rows: tuple[tuple[Cell, ...], ...]

    def own(self, row: int) -> tuple[Cell, ...]:
        """The filled cells that begin in this row, from left to right."""
        return self.rows[row]

    def row_span(self, row: int) -> Span | None:
        """From the first to the last piece of the cells that begin in this row."""
        pieces = [piece for cell in self.rows[row] for piece in cell.pieces]
        if not pieces:
            return None
        starts, ends = zip(*pieces, strict=True)
        return Span(min(starts), max(ends))


def grids(document: Document) -> tuple[Grid, ...]:
    """All tables in reading order."""
    return document.remember("grids", _grids)


def grid_of(document: Document, table: int) -> Grid:
    """The table of this number as a grid."""
    return document.remember("laid out", _all_laid_out)[table]


def _grids(document: Document) -> tuple[Grid, ...]:
    return tuple(
        grid_of(document, block.table)
        for block in document.blocks
        if block.kind is BlockKind.TABLE and block.table is not None
    )


def _all_laid_out(document: Document) -> tuple[Grid, ...]:
    return tuple(_laid_out(document, table) for table in document.tables)


def _laid_out(document: Document, table: Table) -> Grid:
    cells = table.grid()
    folded = {id(cell): document.flow(cell).folded().text for cell in table.cells if cell.pieces}
    texts = tuple([tuple([folded.get(id(cell), "") for cell in row]) for row in cells])
    rows = tuple(
        [
            tuple([cell for cell in each_once(row) if cell.row == number and cell.pieces])
            for number, row in enumerate(cells)
        ]
    )
    return Grid(table, cells, texts, rows)


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
    if not any(map(str.isspace, flow.text)):
        return flow
    kept = [
        place
        for place, character in enumerate(flow.text)
        if not character.isspace() or _between_ascii(flow.text, place)
    ]
    return Flow("".join(flow.text[i] for i in kept), tuple(flow.offsets[i] for i in kept))


def _between_ascii(text: str, place: int) -> bool:
    return 0 < place < len(text) - 1 and text[place - 1].isascii() and text[place + 1].isascii()
