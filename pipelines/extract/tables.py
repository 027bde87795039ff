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
BARE_YEAR = re.compile(r"(?:19|20)\d{2}")
CAPTION_REACH = 2
LONGEST_HEADER = 16


@dataclass(frozen=True, slots=True)
class TableNumber:
    """A numeric cell. ``row`` and ``column`` are folded label texts, outer to inner; ``row_header`` heads the row labels.

    ``row`` holds the labels of its own half of a two-sided table (收入 left, 支出 right); ``leads``: that is the first.
    ``quantity`` is None where no unit stands in cell, header, label or caption. ``quote`` spans row label to cell.
    """

    row: tuple[str, ...]
    column: tuple[str, ...]
    row_header: str
    digits: str
    quantity: Quantity | None
    span: Span
    quote: Span
    leads: bool = True


@dataclass(frozen=True, slots=True)
class TableNumbers:
    """The numbers of one table with what names it: ``caption`` holds the lines above it and its full-width rows."""

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
            table = document.tables[block.table]
            texts = _texts(document, table)
            caption = " ".join([_caption(document, place), *_titles(texts)])
            numbers = tuple(_numbers(table, texts, caption))
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


def _texts(document: Document, table: Table) -> list[list[str]]:
    """The texts of the grid; a bare year that opens a row is its label (2022 → 2022年) and no figure."""
    texts = [[_folded(document, cell) if cell else "" for cell in row] for row in table.grid()]
    for row in texts:
        for place, text in enumerate(row):
            if BARE_YEAR.fullmatch(text):
                row[place] = f"{text}年"
            if text:
                break
    return texts


def _titles(texts: list[list[str]]) -> list[str]:
    """Rows of the header that are one text over the whole width: title, unit."""
    return [cells[0] for cells in texts[: _header_rows(texts)] if _is_title(cells)]


def _is_title(cells: list[str]) -> bool:
    return len(cells) > 1 and bool(cells[0]) and len(set(cells)) == 1


@dataclass(frozen=True, slots=True)
class _Header:
    """The labels of each column, and which columns only count the rows."""

    columns: tuple[tuple[str, ...], ...]
    serial: tuple[bool, ...]


def _header(rows: list[list[str]], width: int) -> _Header:
    named = [cells for cells in rows if not _is_numbering(cells) and not _is_title(cells)]
    columns = tuple(_labels([cells[column] for cells in named]) for column in range(width))
    return _Header(
        columns, tuple(any(header_pattern("serial").search(label) for label in column) for column in columns)
    )


def _numbers(table: Table, texts: list[list[str]], caption: str) -> Iterator[TableNumber]:
    grid = table.grid()
    first = _header_rows(texts)
    header = _header(_without_form_rows(texts[:first]), table.columns)
    whole = announced_unit(caption)
    for row in range(first, table.rows):
        if _is_numbering(texts[row]):
            continue
        if _heads_anew(texts[row]):
            header = _header([texts[row]], table.columns)
            continue
        for column, cell in enumerate(grid[row]):
            if cell is None or header.serial[column] or (cell.row, cell.column) != (row, column):
                continue
            read = _read_cell(texts[row][column])
            if read is not None:
                yield _number(texts[row], column, cell, read, header, whole)


def _without_form_rows(rows: list[list[str]]) -> list[list[str]]:
    """The rows of a header without those of the form above it: 项目名称 | …, 主管部门 | … | 实施单位 | …, a goal in words."""
    last = next((row for row in reversed(range(len(rows))) if _heads_anew(rows[row])), 0)
    form = [
        not _heads_anew(cells) and any(header_pattern("form_label").search(t) or "。" in t for t in cells)
        for cells in rows[:last]
    ]
    return [cells for cells, is_form in zip(rows, [*form, *[False] * len(rows)], strict=False) if not is_form]


def _heads_anew(cells: list[str]) -> bool:
    """Whether a row in the middle of a table heads the rows below it: 经费控制情况 | 2018年决算数 | 2019年预算数."""
    labels = [text for text in dict.fromkeys(cells[1:]) if text and text != cells[0]]
    if any(_read_cell(text) is not None or len(text) > LONGEST_HEADER for text in labels):
        return False
    return sum(bool(header_pattern("new_header").search(text)) for text in labels) >= 2


def _number(
    cells: list[str],
    column: int,
    cell: Cell,
    read: tuple[str, Unit | None],
    header: _Header,
    whole: Unit | None,
) -> TableNumber:
    digits, own = read
    left = _label_columns(cells, column, header.serial)
    labels = _labels([cells[c] for c in left])
    before = range(left[0] if left else 0)
    unit = own or _unit(header, column, left, labels, whole)
    heads = header.columns[left[-1]] if left else ()
    span = Span(cell.pieces[0].start, cell.pieces[-1].end)
    return TableNumber(
        row=labels,
        column=header.columns[column],
        row_header=heads[-1] if heads else "",
        digits=digits,
        quantity=quantity(digits, unit) if unit else None,
        span=span,
        quote=span,
        leads=not any(_read_cell(cells[c]) for c in before if not header.serial[c]),
    )


def _unit(
    header: _Header, column: int, left: list[int], labels: tuple[str, ...], whole: Unit | None
) -> Unit | None:
    """The unit of a cell's column or row; else, where it may be an amount, that of the corner or of the caption."""
    places = [" ".join(header.columns[column]), " ".join(labels)]
    if header_pattern("no_amount").search(places[0]):
        return announced_unit(places[0])  # 分值 beside 项目资金(万元) counts no money
    said = next((unit for text in places if (unit := announced_unit(text))), None)
    if said or any(header_pattern("no_amount").search(text) for text in places):
        return said
    return announced_unit(" ".join(" ".join(header.columns[c]) for c in left)) or whole


def _label_columns(cells: list[str], column: int, serial: tuple[bool, ...]) -> list[int]:
    """The columns of the labels of a number: those left of it, back to the numbers of the half before it."""
    found: list[int] = []
    for place in range(column - 1, -1, -1):
        is_value = (
            _read_cell(cells[place]) is not None or not cells[place] or PLACEHOLDER.fullmatch(cells[place])
        )
        if serial[place] or (is_value and not found):
            continue
        if is_value and cells[place]:
            break
        found.append(place)
    return found[::-1]


def _header_rows(texts: list[list[str]]) -> int:
    """Rows above the first one that holds a number; a row of column numbers (栏次 1 2 3) belongs to the header."""
    if texts and not _is_numbering(texts[0]) and any(_read_cell(cell) for cell in texts[0][1:]):
        return 0
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
