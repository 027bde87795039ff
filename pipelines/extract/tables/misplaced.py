"""Cells that stand under titles that are not, or not alone, their own.

Belongs here: cells merged over several figures, rows whose cells are shifted, numbers that stand for titles, rows of label beside
value below a header of columns. Does not belong here: which rows are headers (header), labels and units of a number (tables).
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from pipelines.extract.meaning import understand
from pipelines.extract.tables.cell_units import counts_no_money
from pipelines.extract.tables.cells import is_not_shown, is_placeholder, read_cell
from pipelines.extract.tables.header import Header, Row, heads_column
from pipelines.extract.tables.texts import TableText
from pipelines.model.document import Cell

SHIFTABLE = 3
"""Titles from which on a header is one of columns, and no lone label."""


def is_shared(table: TableText, row: int, column: int, cell: Cell, header: Header) -> bool:
    """Whether a cell is merged over several rows or columns whose names make it different figures: it is of none of them."""
    across = {header.columns[c] for c in range(column, min(column + cell.column_span, table.width))}
    if sum(_names_figure("".join(head)) for head in across) > 1:
        return True
    left = [c for c in range(column) if not header.serial[c]]
    if not left or cell.row_span == 1 or not header.columns[column]:
        return False
    head = header.columns[column]
    # one rate beside all rows of a form is that of the first
    if counts_no_money(head, ()) or understand("".join(head)).rate:
        return False
    rows = range(row, min(row + cell.row_span, len(table.texts)))
    return len({tuple(table.texts[r][c] for c in left) for r in rows}) > 1


def is_shifted(table: TableText, row: int, header: Header) -> bool:
    """Whether a row holds a number behind the last titled column: its cells stand under the titles of others."""
    titled = [c for c, head in enumerate(header.columns) if head]
    if len(titled) < SHIFTABLE:
        return False
    return any(
        read_cell(table.texts[row][c]) is not None and table.begins(row, c)
        for c in range(titled[-1] + 1, table.width)
    )


def titles_by_number(texts: Sequence[Row], row: int) -> bool:
    """Whether a row is a header with a number for one of its titles (项目 | 年初预算数 | 355.59): what it titles nobody knows, and the
    number is no amount. Beside it stands the title of a stage or rate that has a number right below."""
    cells = texts[row]
    below = texts[row + 1] if row + 1 < len(texts) else ()
    if not any(read_cell(text) for text in cells[1:]):
        return False
    return any(_titles_stage(text) and read_cell(under) for text, under in zip(cells, below, strict=False))


@lru_cache(maxsize=8192)
def _titles_stage(text: str) -> bool:
    """Whether a cell is the title of a stage of the budget or of a rate and names nothing beside."""
    meaning = understand(text)
    if meaning.category or meaning.source or meaning.residue or read_cell(text):
        return False
    return bool(meaning.stages or meaning.unsaid or meaning.rate)


def is_paired(cells: Row, header: Header, amounts: frozenset[int]) -> bool:
    """Whether a row is label beside value (其中：一般公共预算 | 1300 | 其中：基本支出 | 900) below a header of ``amounts``.

    Then a label stands in a column of amounts, and its value under another title, or it is no label of money (分值 | 10):
    the header is not theirs. So it is for 执行率 | 100.00% as the whole of a row.
    """
    if _is_rate_alone(cells, header):
        return True
    for column in sorted(amounts):
        text, head = cells[column], header.columns[column]
        if not text or text == cells[column - 1] or is_placeholder(text) or read_cell(text):
            continue
        value = next((c for c in range(column + 1, len(cells)) if cells[c] != text), None)
        if value is None or read_cell(cells[value]) is None:
            continue
        if header.columns[value] != head or counts_no_money((), (text,)):
            return True
    return False


def _is_rate_alone(cells: Row, header: Header) -> bool:
    """Whether the one number of a row stands beside the name of a rate and is merged over columns of several titles."""
    places = [c for c, text in enumerate(cells) if c and "%" in text and read_cell(text) is not None]
    if len(places) < SHIFTABLE - 1 or len({cells[c] for c in places}) > 1 or places[-1] != len(cells) - 1:
        return False
    if len({header.columns[c] for c in places}) == 1:
        return False
    return understand(cells[places[0] - 1]).rate is not None


def amount_columns(texts: Sequence[Row], header: Header) -> frozenset[int]:
    """The columns that are titled like amounts and hold one right below the header."""
    titled = [column for column, head in enumerate(header.columns) if column and any(map(heads_column, head))]
    first = next((cells for cells in texts if any(header.is_value(c, cells[c]) for c in titled)), None)
    return frozenset(c for c in titled if first and header.is_value(c, first[c]))


def columns_of_figures(texts: Sequence[Row], header: Header) -> frozenset[int]:
    """The columns that are titled like amounts and hold one in any of these rows."""
    titled = [column for column, head in enumerate(header.columns) if column and any(map(heads_column, head))]
    return frozenset(
        c for c in titled if any(header.is_value(c, cells[c]) or is_not_shown(cells[c]) for cells in texts)
    )


def _names_figure(title: str) -> bool:
    """Whether a title tells one figure of a row from another: 年初预算, 财政拨款, 执行率, 2023年; not 主管部门."""
    meaning = understand(title)
    return bool(meaning.stages or meaning.source or meaning.rate or meaning.category or meaning.year)
