"""Tables: every number of a table under its row labels, column headers and announced unit.

Belongs here: layout → labelled numbers, for tables; headers decide, never positions. Does not belong here: texts and
captions (texts), which rows are headers (header), which unit a cell has (cell_units), cells under titles that are not theirs
(misplaced), meaning, indicator and goal tables (indicators, goals).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipelines.extract.meaning import understand
from pipelines.extract.numbers import Unit, is_misprinted, quantity
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
    is_numbering,
    is_title,
    labels_of,
    opens_groups,
    parts_titles,
    without_form_rows,
)
from pipelines.extract.tables.misplaced import (
    amount_columns,
    columns_of_figures,
    is_paired,
    is_shared,
    is_shifted,
)
from pipelines.extract.tables.note_lines import notes_after, notes_of
from pipelines.extract.tables.parts_above import PartAbove
from pipelines.extract.tables.texts import TableText, names_unit, table_text
from pipelines.model.document import BlockKind, Cell, Document, Span
from pipelines.model.frozen import dataclass
from pipelines.model.quantity import Quantity

BELOW_HEADER = 12
BELOW_POSTS = 3
"""So many rows of a form from that of 编制人数 on, its own included, 在职 counts people, whatever unit the form has."""
_TARGET = re.compile(r"[≥≤<>=]\d")
_IDEOGRAPH = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class TableNumber:
    """A numeric cell. ``row`` and ``column`` are folded label texts, outer to inner; ``heads`` head the row labels.

    ``row`` holds the labels of its own half of a two-sided table (收入 left, 支出 right); ``leads``: that is the first.
    ``line``, ``place``: its row and column in the grid. ``under``: the label of the last row above without any number (项目支出：).
    ``quantity`` is None where no unit stands in cell, header, label or caption, and where the digits are ``broken``.
    ``was_cut``: a line wrap stands in the cell. ``far``: its unit is announced some lines above the table's title.
    ``headed_at``: where the row begins that heads it, in the middle of a table; 0 for the first header.
    ``star``: the mark behind the digits that only a note explains.
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
    star: str = ""

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
    ``notes``: its last rows and the lines below it that speak of it (注：…).
    """

    index: int
    span: Span
    caption: str
    numbers: tuple[TableNumber, ...]
    of_project: bool = False
    of_unit: bool = False
    notes: tuple[str, ...] = ()


def table_numbers(document: Document) -> Iterator[TableNumbers]:
    """All tables in reading order."""
    for place, block in enumerate(document.blocks):
        if block.kind is BlockKind.TABLE and block.table is not None:
            text = table_text(document, place, block.table)
            numbers = tuple(_numbers(text))
            notes = notes_of(document, place, text.texts) if numbers else ()
            if any(number.star for number in numbers):
                said = (*notes, *notes_after(document, place))
                numbers = tuple(_settled(number, said) for number in numbers)
            yield TableNumbers(
                block.table, block.span, text.caption, numbers, text.of_project, text.of_unit, notes
            )


def _settled(number: TableNumber, notes: Sequence[str]) -> TableNumber:
    """A number with a star is read where a note has the star too: else the star may stand for hidden digits (95*)."""
    if not number.star or any(number.star in note for note in notes):
        return number
    return replace(number, digits=f"{number.digits}{number.star}", quantity=None, broken=True)


def _numbers(table: TableText) -> Iterator[TableNumber]:
    texts = table.texts
    first = header_rows(texts)
    header = header_of(without_form_rows([row for row in texts[:first] if not names_unit(row)]), table.width)
    announced, heading = AnnouncedUnits.above(table, texts[:first]), [*texts[:first]]
    under = texts[first - 1][0] if first > 1 and _names_rows_below(texts[first - 1]) else ""
    headed_at, part = 0, PartAbove()
    amounts = amount_columns(texts[first : first + BELOW_HEADER], header)
    figures = columns_of_figures(texts[first : first + BELOW_HEADER], header)
    posts = -BELOW_POSTS
    for row in range(first, len(texts)):
        announced.go_on(texts[row])
        if any(map(header_pattern("posts").search, texts[row])):
            posts = row
        if is_numbering(texts[row]) or names_unit(texts[row]):
            continue
        below = texts[row + 1 : row + 3]
        if (
            heads_anew(texts[row], below[0] if below else ())
            or (len(below) == 2 and opens_groups(texts[row], *below))
            or (headed_at and heading and parts_titles(heading[-1], texts[row]))
        ):
            heading = [
                *(heading if heading and belongs_to_header(heading[-1], texts[row]) else ()),
                texts[row],
            ]
            header, under = header_of(heading, table.width), ""
            part.forget()
            headed_at = _offset(table.cells[row])
            amounts = amount_columns(texts[row + 1 : row + BELOW_HEADER], header)
            figures = columns_of_figures(texts[row + 1 : row + BELOW_HEADER], header)
            continue
        found, heading = False, []
        near = replace(header, posts=True) if row - posts < BELOW_POSTS else header
        paired = is_paired(texts[row], header, amounts)
        line = _Line(texts[row], near, announced, under, part, paired, headed_at)
        shifted = is_shifted(table, row, header)
        for column, cell in enumerate(table.cells[row]):
            if cell is None or header.serial[column] or not table.begins(row, column):
                continue
            text = texts[row][column]
            read = read_cell(text) if not header.code[column] else None
            if read is None and column in figures:
                read = unread_cell(text)
            if read is not None:
                found = True
                if shifted or (not paired and is_shared(table, row, column, cell, header)):
                    read = replace(read, broken=True)
                yield line.number(column, cell, read)
        labels = labels_of(texts[row])
        if not found and labels:
            under = labels[-1]
            part.note(texts[row], labels)


def _names_rows_below(cells: Row) -> bool:
    """Whether the last row above the first number is a title over the rows below it, or fills its first cell alone."""
    return is_title(cells) or (bool(cells[0]) and not any(cells[1:]))


@dataclass(frozen=True, slots=True)
class _Line:
    """A row of a table under the header that heads it: what its numbers share.

    ``under`` and ``part``: what the rows above it without numbers name; ``is_paired``: it is label beside value, so the header is
    not its own.
    """

    cells: Row
    header: Header
    announced: AnnouncedUnits
    under: str
    part: PartAbove
    is_paired: bool
    headed_at: int

    def number(self, column: int, cell: Cell, read: CellNumber) -> TableNumber:
        """The number of one cell under its labels, with its unit."""
        left = _without_pairs(self.cells, _label_columns(self.cells, column, self.header))
        # asked even where the cell has a label of its own: the part above may end here
        named = self._row_labels(left)
        if read.label:
            named = {read.label: ""}
        columns = () if read.label or self.is_paired else self.header.columns[column]
        near = read.unit or unit_of_cell(self.cells, column, self.header, left, columns, self.announced.whole)
        if near is None and read.label and _names_money(read.label):
            near = money_unit(self.header)  # 其中:基本支出:868.01 below the corner 年度预算申请(万元)
        if read.half_said and (near is None or near.text != f"{HALF_SAID}元"):
            read = replace(read, broken=True)
        counts = not counts_no_money(columns, tuple(named))
        unit = near or (self.announced.far if counts else None)
        if unit is not None and is_misprinted(read.digits, unit):
            read = replace(read, broken=True)
        is_open = unit is None and not read.broken and counts
        return TableNumber(
            row=tuple(named),
            column=columns,
            heads=tuple(named.values()),
            digits=read.digits,
            quantity=quantity(read.digits, unit) if unit and not read.broken else None,
            span=Span(cell.pieces[0].start, cell.pieces[-1].end),
            line=cell.row,
            place=column,
            leads=self._leads(left),
            under=self.under,
            broken=read.broken,
            far=near is None and unit is not None,
            was_cut=" " in self.cells[column],
            unit=unit,
            neighbour=money_unit(self.header) if is_open else None,
            headed_at=self.headed_at,
            has_own_unit=read.unit is not None,
            star=read.star,
        )

    def _row_labels(self, left: Sequence[int]) -> dict[str, str]:
        """The labels in these columns, outer to inner, each with what heads it."""
        cells, titles = self.cells, self.header.columns
        named = {cells[c]: (titles[c] or ("",))[-1] for c in left if not _says_no_name(cells[c])}
        if not named and titles[0] and not cells[0]:
            named = {titles[0][-1]: ""}  # 人员经费 | 财政拨款 | 其他资金 above | 100 | 20
        return named | dict.fromkeys(self.part.of(cells[c] for c in left if not is_placeholder(cells[c])), "")

    def _leads(self, left: Sequence[int]) -> bool:
        """Whether the labels in these columns are those of the first half of a two-sided table: no value stands before them."""
        header = self.header
        before = (c for c in range(left[0] if left else 0) if not header.serial[c])
        return not any(header.is_value(c, self.cells[c]) for c in before)


def _says_no_name(text: str) -> bool:
    """Whether a cell beside a number is empty or a target (≥95%): it names nothing."""
    return is_placeholder(text) or _TARGET.match(text) is not None


def _names_money(label: str) -> bool:
    meaning = understand(label)
    return bool(meaning.category or meaning.source) and not meaning.residue


def _offset(cells: Sequence[Cell | None]) -> int:
    return min((piece.start for cell in cells if cell is not None for piece in cell.pieces), default=0)


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
