"""Tables of OpenDocument: rows, columns and cells, repeated, spanned, covered, collapsed → one grid.

Belongs here: the grid of one table of a text. Does not belong here: sheets, which are mostly empty (sheets.ods), the
text of cells (story).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final, TypeAlias

from lxml import etree

from pipelines.read.grids import PlacedCell, PlacedTable
from pipelines.read.odf.names import TABLE, count
from pipelines.read.sheets.seen import Gaps

MOST_COLUMNS: Final = 256  # hostile files say 999999999
_MOST_ROWS: Final = 20_000
_MOST_PLACES: Final = 200_000
_ROW: Final = TABLE + "table-row"
_COLUMN: Final = TABLE + "table-column"
CELL: Final = TABLE + "table-cell"
COVERED: Final = TABLE + "covered-table-cell"
_HEADER: Final = TABLE + "table-header-rows"
_ROW_GROUPS: Final = frozenset({TABLE + "table-rows", TABLE + "table-row-group", _HEADER})
_COLUMN_GROUPS: Final = frozenset(
    TABLE + name for name in ("table-columns", "table-column-group", "table-header-columns")
)
_COLLAPSED: Final = frozenset({"collapse", "filter"})


GridCell: TypeAlias = PlacedCell[etree._Element]


@dataclass(frozen=True, slots=True)
class Grid(PlacedTable[etree._Element]):
    """The grid of what is seen. ``is_lost``: larger than any real table, cells were left out; ``has_hidden``: cells with text
    stand in rows or columns that are not shown."""

    has_hidden: bool


def rows_of(table: etree._Element) -> Iterator[tuple[etree._Element, bool]]:
    """The rows of a table in order, through groups; whether each is one of the rows that head every page."""
    for element in table:
        if element.tag == _ROW:
            yield element, table.tag == _HEADER
        elif element.tag in _ROW_GROUPS:
            for row, header in rows_of(element):
                yield row, header or element.tag == _HEADER


def columns_of(table: etree._Element) -> Iterator[tuple[etree._Element, int, int]]:
    """The columns that a table describes, each with its first number and how many it stands for."""
    first = 0
    for element in _columns(table):
        number = max(1, count(element, TABLE + "number-columns-repeated"))
        yield element, first, number
        first += number


def _columns(parent: etree._Element) -> Iterator[etree._Element]:
    for element in parent:
        if element.tag == _COLUMN:
            yield element
        elif element.tag in _COLUMN_GROUPS:
            yield from _columns(element)


def is_collapsed(element: etree._Element) -> bool:
    """Whether a row or a column is not shown."""
    return element.get(TABLE + "visibility") in _COLLAPSED


def find_cells(table: etree._Element) -> Grid:
    """The grid of a table as it is shown; covered cells are part of the cell that covers them."""
    walk = _Walk(writes_covered=next(table.iter(COVERED), None) is not None)
    for row, header in rows_of(table):
        walk.row(row, header)
        if walk.is_cut:
            break
    hidden = [(first, first + number - 1) for e, first, number in columns_of(table) if is_collapsed(e)]
    return walk.grid(Gaps(hidden))


class _Walk:
    """The grid of the file as it grows. ``_ends``: column → the row at which the cell that covers it ends."""

    def __init__(self, *, writes_covered: bool) -> None:
        self.is_cut = False
        self._writes_covered = writes_covered
        self._cells: list[GridCell] = []
        self._ends: dict[int, int] = {}
        self._left = _MOST_PLACES
        self._rows = self._headers = 0
        self._hidden_rows: list[tuple[int, int]] = []

    def row(self, element: etree._Element, header: bool) -> None:
        """Take in a row as often as it is repeated."""
        cells = [e for e in element if e.tag in {CELL, COVERED}]
        repeated = max(1, count(element, TABLE + "number-rows-repeated"))
        if is_collapsed(element):
            self._hidden_rows.append((self._rows, self._rows + min(repeated, _MOST_ROWS) - 1))
        for _ in range(repeated):
            self.is_cut |= self._rows >= _MOST_ROWS or not self._fill(cells)
            if self._rows >= _MOST_ROWS:
                return
            self._headers += header and self._headers == self._rows
            self._rows += 1
            if self.is_cut:
                return

    def grid(self, columns: Gaps) -> Grid:
        """What is shown of it."""
        rows = Gaps(self._hidden_rows)
        shown: list[GridCell] = []
        has_hidden = False
        for cell in self._cells:
            top, left = rows.seen(rows.first_seen(cell.row)), columns.seen(columns.first_seen(cell.column))
            height = rows.seen(min(cell.row + cell.row_span, self._rows)) - top
            width = columns.seen(cell.column + cell.column_span) - left
            if height > 0 and width > 0:
                shown.append(PlacedCell(top, left, height, width, cell.content))
            else:
                has_hidden |= _has_text(cell.content)
        shown.sort(key=lambda cell: (cell.row, cell.column))
        across = max((cell.column + cell.column_span for cell in shown), default=0)
        return Grid(rows.seen(self._rows), across, shown, rows.seen(self._headers), self.is_cut, has_hidden)

    def _fill(self, cells: list[etree._Element]) -> bool:
        """Place the cells of a row; False where there are more than any real table has."""
        column = 0
        for cell in cells:
            for _ in range(max(1, count(cell, TABLE + "number-columns-repeated"))):
                if column >= MOST_COLUMNS or self._left <= 0:
                    return False
                if cell.tag == CELL:
                    column = self._place(cell, column)
                else:
                    column += 1
                self._left -= 1
        return True

    def _place(self, cell: etree._Element, column: int) -> int:
        """Put a cell at its column, the first free one where the program writes no covered cells; the column behind.

        LibreOffice writes an empty cell where an uneven table has one below a cell of several rows and columns.
        """
        row, ends = self._rows, self._ends
        if self._writes_covered and ends.get(column, 0) > row and not _has_text(cell):
            return column + 1
        while ends.get(column, 0) > row:
            column += 1
        if column >= MOST_COLUMNS:
            self.is_cut = True
            return column
        wanted = min(max(1, count(cell, TABLE + "number-columns-spanned")), MOST_COLUMNS - column)
        width = 1
        while width < wanted and ends.get(column + width, 0) <= row:
            width += 1
        height = max(1, count(cell, TABLE + "number-rows-spanned"))
        for covered in range(column, column + width):
            ends[covered] = row + height
        self._left -= width - 1
        self._cells.append(GridCell(row, column, height, width, cell))
        return column + 1


def _has_text(cell: etree._Element) -> bool:
    return any(text.strip() for text in cell.itertext())
