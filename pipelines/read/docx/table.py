"""Merged cells of WordprocessingML tables: gridSpan, vMerge, hMerge, skipped columns → spans (17.4).

Belongs here: the grid of one table. Does not belong here: the text of cells (story).
"""

from __future__ import annotations

from typing import Final, TypeAlias

from lxml import etree

from pipelines.read.docx.names import (
    CELL,
    CELL_PROPERTIES,
    DELETED,
    ROW,
    ROW_PROPERTIES,
    VAL,
    W,
    child,
    is_on,
    leading,
    number,
)
from pipelines.read.grids import PlacedCell, PlacedTable

_MOST_COLUMNS: Final = 256  # Word allows 63; hostile files say 99999999
_MOST_CELLS: Final = 200_000
_SPAN: Final = W + "gridSpan"
_DOWN: Final = W + "vMerge"
_RIGHT: Final = W + "hMerge"
_CELL_DELETED: Final = W + "cellDel"
_BEFORE: Final = W + "gridBefore"
_HEADER: Final = W + "tblHeader"
_CONTINUE: Final = "continue"
_CellFacts = tuple[int, str | None, str | None, bool]
_PLAIN: Final[_CellFacts] = (1, None, None, False)
_THROUGH: Final = frozenset(
    W + name for name in ("sdt", "sdtContent", "customXml", "smartTag", "ins", "moveTo")
)


Grid: TypeAlias = PlacedTable[etree._Element]
GridCell: TypeAlias = PlacedCell[etree._Element]


def find_cells(table: etree._Element) -> Grid:
    """The grid of a table; continued cells are part of the cell that they continue, deleted rows and cells of none. Lost
    where it is larger than any real one, so that cells were left out."""
    cells: list[GridCell] = []
    row = columns = header_rows = 0
    is_cut = False
    above: dict[int, GridCell] = {}  # column → cell at which a vertical merge may go on
    for element in _below(table, ROW):
        column, header, deleted = _row_facts(child(element, ROW_PROPERTIES))
        if deleted:
            continue
        header_rows += header and header_rows == row
        current: dict[int, GridCell] = {}
        last: GridCell | None = None
        for cell in _below(element, CELL):
            width, down, right, gone = _cell_facts(cell)
            if gone:
                continue
            if column + width > _MOST_COLUMNS:
                width = 1
            if column >= _MOST_COLUMNS or len(cells) >= _MOST_CELLS:
                is_cut = True
                break
            if right == _CONTINUE and last is not None:
                last.column_span += width
            else:
                over = above.get(column) if down == _CONTINUE else None
                if over is not None and over.column_span == width:
                    over.row_span = row - over.row + 1
                    last = over
                else:
                    last = PlacedCell(row, column, 1, width, cell)
                    cells.append(last)
                if down is not None:
                    current[column] = last
            column += width
        above = current
        columns = max(columns, column)
        row += 1
    return PlacedTable(row, columns, cells, header_rows, is_cut)


def _row_facts(properties: etree._Element | None) -> tuple[int, bool, bool]:
    """Columns skipped before the first cell; whether it is a header row; whether it is deleted."""
    skipped, header, deleted = 0, False, False
    if properties is not None:
        for element in properties:
            tag = element.tag
            if tag == _BEFORE:
                skipped = min(max(0, number(element.get(VAL)) or 0), _MOST_COLUMNS)
            elif tag == _HEADER:
                header = is_on(element)
            elif tag == DELETED:
                deleted = True
    return skipped, header, deleted


def _cell_facts(cell: etree._Element) -> _CellFacts:
    """Width in columns; vertical and horizontal merge (``restart``, ``continue`` or None); whether it is deleted."""
    properties = leading(cell, CELL_PROPERTIES)
    if properties is None:
        return _PLAIN
    width, down, right, gone = _PLAIN
    for element in properties:  # faster than asking lxml for four names
        tag = element.tag
        if tag == _SPAN:
            width = max(1, number(element.get(VAL)) or 1)
        elif tag == _DOWN:
            down = "restart" if element.get(VAL) == "restart" else _CONTINUE
        elif tag == _RIGHT:
            right = "restart" if element.get(VAL) == "restart" else _CONTINUE
        elif tag == _CELL_DELETED:
            gone = True
    return width, down, right, gone


def _below(parent: etree._Element, name: str) -> list[etree._Element]:
    """Elements of this name below ``parent``, through content controls and insertions, not through other tables."""
    found: list[etree._Element] = []
    for element in parent:
        tag = element.tag
        if tag == name:
            found.append(element)
        elif tag in _THROUGH:
            found += _below(element, name)
    return found
