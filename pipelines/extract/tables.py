"""Tables: every number of a table under its row labels, column headers and announced unit.

Belongs here: layout → labelled numbers, for tables; headers decide, never positions. Does not belong here: meaning,
indicator and goal tables (indicators, goals).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from pipelines.extract.numbers import BARE, Unit, announced_unit, quantity, unit_after
from pipelines.lexicon import load
from pipelines.model.document import Block, BlockKind, Cell, Document, Span, Table
from pipelines.model.quantity import Quantity

PLACEHOLDER = re.compile(r"[-—–/／*]*")
CAPTION_REACH = 2


@dataclass(frozen=True, slots=True)
class TableNumber:
    """A numeric cell. ``row`` and ``column`` are folded label texts, outer to inner; ``row_header`` heads the row labels.

    ``quantity`` is None where no unit stands in cell, header, label or caption. ``quote`` spans row label to cell.
    """

    row: tuple[str, ...]
    column: tuple[str, ...]
    row_header: str
    digits: str
    quantity: Quantity | None
    span: Span
    quote: Span


@dataclass(frozen=True, slots=True)
class TableNumbers:
    """The numbers of one table with what names it."""

    index: int
    span: Span
    caption: str
    numbers: tuple[TableNumber, ...]


@cache
def header_pattern(kind: str) -> re.Pattern[str]:
    """Pattern of header cells of a kind (item, serial, total_row)."""
    return re.compile("|".join(load("meaning")["header"][kind]))


def table_numbers(document: Document) -> Iterator[TableNumbers]:
    """All tables in reading order."""
    for place, block in enumerate(document.blocks):
        if block.kind is BlockKind.TABLE and block.table is not None:
            caption = _caption(document, place)
            table = document.tables[block.table]
            numbers = tuple(_numbers(document, table, caption))
            yield TableNumbers(block.table, block.span, caption, numbers)


def _caption(document: Document, place: int) -> str:
    """Folded text of the short blocks right above a table: its title and its unit."""
    lines: list[str] = []
    for block in reversed(document.blocks[max(0, place - CAPTION_REACH) : place]):
        if block.kind is BlockKind.TABLE:
            break
        text = _folded(document, block)
        if block.kind is BlockKind.FURNITURE or not text:
            continue
        if text.endswith("。") or len(text) > 40:
            break
        lines.append(text)
    return " ".join(reversed(lines))


def _folded(document: Document, part: Block | Cell) -> str:
    return document.flow(part).folded().text if part.pieces else ""


def _numbers(document: Document, table: Table, caption: str) -> Iterator[TableNumber]:
    grid = table.grid()
    texts = [[_folded(document, cell) if cell else "" for cell in row] for row in grid]
    header = _header_rows(texts)
    named = [cells for cells in texts[:header] if not _is_numbering(cells)]
    columns = [_labels([cells[column] for cells in named]) for column in range(table.columns)]
    full_width = [text[0] for text in texts[:header] if text and len(set(text)) == 1]
    whole = announced_unit(" ".join([caption, *full_width]))
    serial = [any(header_pattern("serial").search(label) for label in column) for column in columns]
    for row in range(header, table.rows):
        if _is_numbering(texts[row]):
            continue
        seen: set[int] = set()
        for column, cell in enumerate(grid[row]):
            if cell is None or id(cell) in seen or serial[column] or cell.row != row:
                continue
            seen.add(id(cell))
            read = _read_cell(texts[row][column])
            if read is None:
                continue
            digits, own = read
            left = [c for c in range(column) if not serial[c] and _read_cell(texts[row][c]) is None]
            labels = _labels([texts[row][c] for c in left])
            unit = (
                own or announced_unit(" ".join(columns[column])) or announced_unit(" ".join(labels)) or whole
            )
            yield TableNumber(
                row=labels,
                column=columns[column],
                row_header=columns[left[-1]][-1] if left and columns[left[-1]] else "",
                digits=digits,
                quantity=quantity(digits, unit) if unit else None,
                span=Span(cell.pieces[0].start, cell.pieces[-1].end),
                quote=Span(cell.pieces[0].start, cell.pieces[-1].end),
            )


def _header_rows(texts: list[list[str]]) -> int:
    """Rows above the first one that holds a number; a row of column numbers (栏次 1 2 3) belongs to the header."""
    for row, cells in enumerate(texts):
        if _is_numbering(cells):
            return row + 1
        if row > 0 and any(_read_cell(cell) for cell in cells[1:]):
            return row
    return min(1, len(texts))


def _is_numbering(cells: list[str]) -> bool:
    """Whether a row only numbers the columns: 栏次 1 2 3 …"""
    digits = [cell for cell in cells if cell.isdigit()]
    return (
        len(digits) >= 2
        and digits == [str(i) for i in range(1, len(digits) + 1)]
        and len(digits) >= len(cells) - 1
    )


def _labels(texts: list[str]) -> tuple[str, ...]:
    """Distinct non-empty texts in order; a merged cell counts once."""
    return tuple(dict.fromkeys(text for text in texts if text and not PLACEHOLDER.fullmatch(text)))


def _read_cell(text: str) -> tuple[str, Unit | None] | None:
    """Digits and unit of a cell that holds one number and nothing else."""
    match = BARE.match(text)
    if not match:
        return None
    rest = text[match.end() :]
    if not rest:
        return match.group(), None
    unit = unit_after(text, match.end())
    return (match.group(), unit) if unit and rest.strip() == unit.text else None
