"""Line: a row of a table under the header that heads it.

Belongs here: which labels, title and unit each number of the row has. Does not belong here: which header that is (heads), which
unit a cell has (cell_units), meaning.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import replace
from itertools import islice, pairwise

from pipelines.extract.meaning import understand
from pipelines.extract.numbers import Unit, is_misprinted, quantity
from pipelines.extract.tables.cell_units import AnnouncedUnits, counts_no_money, money_unit, unit_of_cell
from pipelines.extract.tables.cells import HALF_SAID, CellNumber, is_placeholder, unread_cell
from pipelines.extract.tables.header import Header, Row, header_pattern, labels_of
from pipelines.extract.tables.parts_above import PartAbove
from pipelines.extract.tables.tables import TableNumber
from pipelines.model.document import Cell, Span
from pipelines.model.frozen import dataclass
from pipelines.model.quantity import Dimension

_TARGET = re.compile(r"[≥≤<>=]\d")
_IDEOGRAPH = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table under the header that heads it: what its numbers share.

    ``under`` and ``part``: what the rows above it without numbers name; ``is_paired``: it is label beside value, so the header is
    not its own; ``is_turned``: its labels stand right of their numbers (300 | 人员经费). ``figures``: the columns that hold numbers.
    """

    cells: Row
    header: Header
    announced: AnnouncedUnits
    under: str
    part: PartAbove
    is_paired: bool
    is_turned: bool
    headed_at: int
    figures: frozenset[int]

    def number(self, column: int, cell: Cell, read: CellNumber) -> TableNumber:
        """The number of one cell under its labels, with its unit."""
        left = _without_pairs(self.cells, _label_columns(self.cells, column, self.header, self.figures))
        if self.is_turned:
            left = _label_behind(self.cells, column)
        # asked even where the cell has a label of its own: the part above may end here
        named = self._row_labels(left)
        if read.label:
            named = {read.label: ""}
        columns = () if read.label or self.is_paired else self.header.columns[column]
        is_left_open = self.announced.is_left_open(self.cells)
        whole = None if is_left_open else self.announced.whole
        near = read.unit or unit_of_cell(self.cells, column, self.header, left, columns, whole)
        if near is None and read.label and _names_money(read.label):
            near = money_unit(self.header)  # 其中:基本支出:868.01 below the corner 年度预算申请(万元)
        if read.half_said and (near is None or near.text != f"{HALF_SAID}元"):
            read = replace(read, broken=True)
        counts = not counts_no_money(columns, tuple(named))
        unit = near or (self.announced.far if counts and not is_left_open else None)
        if unit is not None and is_misprinted(read.digits, unit):
            read = replace(read, broken=True)
        if unit is not None and read.unit is None and self._is_in_another_unit(column, unit):
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

    def _is_in_another_unit(self, column: int, unit: Unit) -> bool:
        """2000000 | 单位：元 in a table in 万元: whether a remark behind the figures of the row says another unit of money."""
        said = (header_pattern("row_unit").fullmatch(text) for text in self.cells[column + 1 :])
        return unit.dimension is Dimension.MONEY and any(told and told[1] != unit.text for told in said)

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


def is_turned(cells: Row, header: Header) -> bool:
    """Whether a row begins with a number and ends with a name of money or people, so that each number has its label on the right."""
    last = _name_at_end(cells, header)
    return last is not None and not _titles_figures(header.columns[last])


def is_displaced(cells: Row, header: Header) -> bool:
    """Whether the name at the end of such a row stands in a column of figures or remarks: whose the numbers are is open."""
    last = _name_at_end(cells, header)
    return last is not None and _titles_figures(header.columns[last])


def _name_at_end(cells: Row, header: Header) -> int | None:
    filled = [place for place, text in enumerate(cells) if not (header.serial[place] or is_placeholder(text))]
    if not filled or not header.is_value(filled[0], cells[filled[0]]):
        return None
    before = [cells[place] for place in range(filled[0]) if not header.serial[place]]
    if any(before):
        return None
    last = filled[-1]
    counts = header_pattern("people", "perhaps_people", "posts", "total_row").search(cells[last])
    return last if counts or _names_money(cells[last]) else None


def _titles_figures(titles: Row) -> bool:
    remark = header_pattern("remark", "new_header").search
    return any(remark(title) or understand(title).stage for title in titles)


def _label_behind(cells: Row, column: int) -> list[int]:
    """The column of the first words right of a number."""
    behind = (place for place in range(column + 1, len(cells)) if _IDEOGRAPH.search(cells[place]))
    return [*islice(behind, 1)]


def _says_no_name(text: str) -> bool:
    """Whether a cell beside a number is empty or a target (≥95%): it names nothing."""
    return is_placeholder(text) or _TARGET.match(text) is not None


def _names_money(label: str) -> bool:
    meaning = understand(label)
    return bool(meaning.category or meaning.source) and not meaning.residue


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


def _label_columns(cells: Row, column: int, header: Header, figures: Container[int]) -> list[int]:
    """The columns of the labels of a number: those left of it, back to the numbers of the half before it. What cannot be read as a
    number where numbers stand (120(含结转)) is no label either."""
    found: list[int] = []
    for place in range(column - 1, -1, -1):
        text = cells[place]
        is_value = header.is_value(place, text) or not text or is_placeholder(text)
        is_value = is_value or (place in figures and unread_cell(text) is not None)
        if (header.serial[place] and (is_value or _IDEOGRAPH.search(text) is None)) or (
            is_value and not found
        ):
            continue
        if is_value and text:
            break
        found.append(place)
    return found[::-1]
