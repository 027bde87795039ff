"""Tables: every number of a table under its row labels, column headers and announced unit.

Belongs here: layout → labelled numbers, for tables; headers decide, never positions. Does not belong here: texts and
captions (texts), which rows are headers (header), which unit a cell has (cell_units), meaning, indicator and goal tables (indicators, goals).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipelines.extract.meaning import understand
from pipelines.extract.numbers import Unit, quantity
from pipelines.extract.tables.cell_units import AnnouncedUnits, counts_no_money, money_unit, unit_of_cell
from pipelines.extract.tables.cells import HALF_SAID, CellNumber, is_placeholder, read_cell, unread_cell
from pipelines.extract.tables.header import (
    Header,
    Row,
    belongs_to_header,
    header_of,
    header_pattern,
    header_rows,
    heads_anew,
    heads_column,
    is_numbering,
    is_title,
    labels_of,
    opens_groups,
    without_form_rows,
)
from pipelines.extract.tables.parts_above import PartAbove
from pipelines.extract.tables.texts import TableText, names_unit, table_text
from pipelines.model.document import BlockKind, Cell, Document, Span
from pipelines.model.frozen import dataclass
from pipelines.model.quantity import Quantity

BELOW_HEADER = 12
SHIFTABLE = 3
"""Titles from which on a header is one of columns, and no lone label."""
BELOW_POSTS = 3
"""So many rows of a form from that of 编制人数 on, its own included, 在职 counts people, whatever unit the form has."""
_IDEOGRAPH = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class TableNumber:
    """A numeric cell. ``row`` and ``column`` are folded label texts, outer to inner; ``heads`` head the row labels.

    ``row`` holds the labels of its own half of a two-sided table (收入 left, 支出 right); ``leads``: that is the first.
    ``line``, ``place``: its row and column in the grid. ``under``: the label of the last row above without any number (项目支出：).
    ``quantity`` is None where no unit stands in cell, header, label or caption, and where the digits are ``broken``.
    ``was_cut``: a line wrap stands in the cell. ``far``: its unit is announced some lines above the table's title.
    ``headed_at``: where the row begins that heads it, in the middle of a table; 0 for the first header.
    ``unit``: that of the digits, where it is known; ``has_own_unit``: it stands behind them in the cell. ``neighbour``: else the one unit of money that other columns of the same header announce.
    """

    row: tuple[str, ...]
    column: tuple[str, ...]
    heads: tuple[str, ...]
    digits: str
    quantity: Quantity | None
    span: Span
    line: int
    place: int
    leads: bool = True
    under: str = ""
    broken: bool = False
    was_cut: bool = False
    far: bool = False
    neighbour: Unit | None = None
    unit: Unit | None = None
    headed_at: int = 0
    has_own_unit: bool = False

    @property
    def quote(self) -> Span:
        """What is shown of it: the cell."""
        return self.span

    @property
    def path(self) -> str:
        """Row labels, column labels and digits for people."""
        return " | ".join([*self.row, *self.column, self.digits])


@dataclass(frozen=True, slots=True)
class TableNumbers:
    """The numbers of one table with what names it: ``caption`` holds the lines above it and its full-width rows.

    ``of_project``: rows above its header say that it is the form of one project (项目名称 | 农村厕所改造); ``of_unit``: that of the unit (部门名称 | …).
    """

    index: int
    span: Span
    caption: str
    numbers: tuple[TableNumber, ...]
    of_project: bool = False
    of_unit: bool = False


def table_numbers(document: Document) -> Iterator[TableNumbers]:
    """All tables in reading order."""
    for place, block in enumerate(document.blocks):
        if block.kind is BlockKind.TABLE and block.table is not None:
            text = table_text(document, place, block.table)
            numbers = tuple(_numbers(text))
            yield TableNumbers(block.table, block.span, text.caption, numbers, text.of_project, text.of_unit)


def _numbers(table: TableText) -> Iterator[TableNumber]:
    texts = table.texts
    first = header_rows(texts)
    header = header_of(without_form_rows([row for row in texts[:first] if not names_unit(row)]), table.width)
    announced, heading = AnnouncedUnits.above(table, texts[:first]), [*texts[:first]]
    under = texts[first - 1][0] if first > 1 and is_title(texts[first - 1]) else ""
    headed_at, part = 0, PartAbove()
    amounts = _amount_columns(texts[first : first + BELOW_HEADER], header)
    posts = -BELOW_POSTS
    for row in range(first, len(texts)):
        announced.go_on(texts[row])
        if any(map(header_pattern("posts").search, texts[row])):
            posts = row
        if is_numbering(texts[row]) or names_unit(texts[row]):
            continue
        below = texts[row + 1 : row + 3]
        if heads_anew(texts[row], below[0] if below else ()) or (
            len(below) == 2 and opens_groups(texts[row], *below)
        ):
            heading = [
                *(heading if heading and belongs_to_header(heading[-1], texts[row]) else ()),
                texts[row],
            ]
            header, under = header_of(heading, table.width), ""
            part.forget()
            headed_at = _offset(table.cells[row])
            amounts = _amount_columns(texts[row + 1 : row + BELOW_HEADER], header)
            continue
        found, heading = False, []
        paired = _is_paired(texts[row], header, amounts)
        shifted = _is_shifted(table, row, header)
        for column, cell in enumerate(table.cells[row]):
            if cell is None or header.serial[column] or not table.begins(row, column):
                continue
            text = texts[row][column]
            read = read_cell(text) if not header.code[column] else None
            if read is None and column in amounts:
                read = unread_cell(text)
            if read is not None:
                found = True
                if shifted or _is_shared(table, row, column, cell, header):
                    read = replace(read, broken=True)
                near = replace(header, posts=True) if row - posts < BELOW_POSTS else header
                yield _number(texts[row], column, cell, read, near, announced, under, part, paired, headed_at)
        labels = labels_of(texts[row])
        if not found and labels:
            under = labels[-1]
            part.note(texts[row], labels)


def _number(
    cells: Row,
    column: int,
    cell: Cell,
    read: CellNumber,
    header: Header,
    announced: AnnouncedUnits,
    under: str,
    part: PartAbove,
    paired: bool,
    headed_at: int,
) -> TableNumber:
    left = _label_columns(cells, column, header)
    left = _without_pairs(cells, left)
    named = {cells[c]: (header.columns[c] or ("",))[-1] for c in left if not is_placeholder(cells[c])}
    if not named and header.columns[0] and not cells[0]:
        named = {header.columns[0][-1]: ""}  # 人员经费 | 财政拨款 | 其他资金 above | 100 | 20
    named |= dict.fromkeys(part.of(cells[c] for c in left if not is_placeholder(cells[c])), "")
    labels, heads = ((read.label,), ("",)) if read.label else (tuple(named), tuple(named.values()))
    columns = () if read.label or paired else header.columns[column]
    near = read.unit or unit_of_cell(cells, column, header, left, columns, announced.whole)
    if near is None and read.label and _names_money(read.label):
        near = money_unit(header)  # 其中:基本支出:868.01 below the corner 年度预算申请(万元)
    if read.half_said and (near is None or near.text != f"{HALF_SAID}元"):
        read = replace(read, broken=True)
    counts = not counts_no_money(columns, labels)
    unit = near or (announced.far if counts else None)
    is_open = unit is None and not read.broken and counts
    return TableNumber(
        row=labels,
        column=columns,
        heads=heads,
        digits=read.digits,
        quantity=quantity(read.digits, unit) if unit and not read.broken else None,
        span=Span(cell.pieces[0].start, cell.pieces[-1].end),
        line=cell.row,
        place=column,
        leads=not any(
            header.is_value(c, cells[c]) for c in range(left[0] if left else 0) if not header.serial[c]
        ),
        under=under,
        broken=read.broken,
        far=near is None and unit is not None,
        was_cut=" " in cells[column],
        unit=unit,
        neighbour=money_unit(header) if is_open else None,
        headed_at=headed_at,
        has_own_unit=read.unit is not None,
    )


def _is_shared(table: TableText, row: int, column: int, cell: Cell, header: Header) -> bool:
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


def _names_money(label: str) -> bool:
    meaning = understand(label)
    return bool(meaning.category or meaning.source) and not meaning.residue


def _names_figure(title: str) -> bool:
    """Whether a title tells one figure of a row from another: 年初预算, 财政拨款, 执行率, 2023年; not 主管部门."""
    meaning = understand(title)
    return bool(meaning.stages or meaning.source or meaning.rate or meaning.category or meaning.year)


def _is_shifted(table: TableText, row: int, header: Header) -> bool:
    """Whether a row holds a number behind the last titled column: its cells stand under the titles of others."""
    titled = [c for c, head in enumerate(header.columns) if head]
    if len(titled) < SHIFTABLE:
        return False
    return any(
        read_cell(table.texts[row][c]) is not None and table.begins(row, c)
        for c in range(titled[-1] + 1, table.width)
    )


def _offset(cells: Sequence[Cell | None]) -> int:
    return min((piece.start for cell in cells if cell is not None for piece in cell.pieces), default=0)


def _is_paired(cells: Row, header: Header, amounts: frozenset[int]) -> bool:
    """Whether a row is label beside value (其中：一般公共预算 | 1300 | 其中：基本支出 | 900) below a header of ``amounts``.

    Then a label stands in a column of amounts, and its value under another title: the header is not theirs.
    """
    for column in sorted(amounts):
        text, head = cells[column], header.columns[column]
        if not text or text == cells[column - 1] or is_placeholder(text) or read_cell(text):
            continue
        value = next((c for c in range(column + 1, len(cells)) if cells[c] != text), None)
        if value is not None and header.columns[value] != head and read_cell(cells[value]) is not None:
            return True
    return False


def _amount_columns(texts: Sequence[Row], header: Header) -> frozenset[int]:
    """The columns that are titled like amounts and hold one right below the header."""
    titled = [column for column, head in enumerate(header.columns) if column and any(map(heads_column, head))]
    first = next((cells for cells in texts if any(header.is_value(c, cells[c]) for c in titled)), None)
    return frozenset(c for c in titled if first and header.is_value(c, first[c]))


def _without_pairs(cells: Row, left: list[int]) -> list[int]:
    """Label columns without what says whose the form is (主管部门 | 某局 | 编制人数 | 52): those two are no labels of 52."""
    texts = labels_of([cells[c] for c in left])
    if len(texts) < 3:
        return left
    paired = {
        text
        for label, name in pairwise(texts[:-1])
        if header_pattern("form_label").search(label)
        for text in (label, name)
    }
    return [c for c in left if cells[c] not in paired]


def _label_columns(cells: Row, column: int, header: Header) -> list[int]:
    """The columns of the labels of a number: those left of it, back to the numbers of the half before it."""
    found: list[int] = []
    for place in range(column - 1, -1, -1):
        text = cells[place]
        is_value = header.is_value(place, text) or not text or is_placeholder(text)
        if (header.serial[place] and (is_value or _IDEOGRAPH.search(text) is None)) or (
            is_value and not found
        ):
            continue
        if is_value and text:
            break
        found.append(place)
    return found[::-1]
