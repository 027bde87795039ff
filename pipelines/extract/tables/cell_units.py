"""Units of cells in a table: where the unit of a number is announced, from the cell's own column out to the caption.

Belongs here: which of those places holds, and which numbers count people or no money at all. Does not belong here: which
other place of the report proves a unit that is announced nowhere (units).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from pipelines.extract.numbers import Unit, announced_unit, unit_after
from pipelines.extract.outline.headings import marker
from pipelines.extract.tables.cells import is_placeholder, read_cell
from pipelines.extract.tables.header import Header, Row, header_pattern, labels_of
from pipelines.extract.tables.texts import TableText, unit_of_row
from pipelines.model.quantity import Dimension


@dataclass(slots=True)
class AnnouncedUnits:
    """What holds for the numbers of a row whose column and labels say no unit.

    ``whole``: what the caption, a row of the table or the title of a part of the form announces; ``of_table``: the same
    without titles of parts. ``far``: what lines above the table's title announce, where nothing nearer does. ``by_title``:
    ``whole`` is of a title, and holds up to the next numbered one. ``columns``: those whose cells are units of money, with these.
    """

    of_table: Unit | None
    whole: Unit | None
    far: Unit | None
    by_title: bool = False
    columns: Mapping[int, frozenset[Unit]] = field(default_factory=dict)

    @classmethod
    def above(cls, table: TableText, header: Sequence[Row]) -> AnnouncedUnits:
        """Those of the caption and of the rows above the first number."""
        whole = announced_unit(table.caption) or _unit_cell(header)
        return cls(whole, whole, None if whole else table.far_unit, columns=_columns_of_units(table))

    def is_left_open(self, cells: Row) -> bool:
        """Whether a row is blank where others say their unit, and one of these is another than the one announced for all."""
        announced = self.whole or self.far
        return any(
            is_placeholder(cells[place]) and units - {announced} for place, units in self.columns.items()
        )

    def go_on(self, cells: Row) -> None:
        """Take up what a row announces for itself and those below it."""
        said = unit_of_row(cells)
        self.of_table = said or self.of_table
        lone = labels_of(cells)
        if len(lone) == 1 and cells[0] == lone[0] and read_cell(lone[0]) is None:
            # 二、预算执行情况(万元) over a part of the form, up to the next numbered title
            told = announced_unit(lone[0])
            ends = self.by_title and marker(lone[0]) is not None
            self.whole = told or (self.of_table if ends else self.whole)
            self.by_title = told is not None or (self.by_title and not ends)
        if said:
            self.whole, self.far = said, None
        elif self.whole and any(unit != self.whole for unit in _units_in(cells)):
            # 项目支出情况 | 单位：元 below a table in 万元: how far it goes is not said
            self.of_table = self.whole = self.far = None


def _columns_of_units(table: TableText) -> dict[int, frozenset[Unit]]:
    """The columns that hold units of money and nothing else below their titles: 计量单位 over 万元 | 元 | 人."""
    said = {
        place: frozenset(unit for text in set(cells) if (unit := _money_unit_alone(text)))
        for place, cells in enumerate(zip(*table.texts, strict=True))
    }
    return {place: units for place, units in said.items() if units}


@lru_cache(maxsize=8192)
def _money_unit_alone(text: str) -> Unit | None:
    """The unit of money that a cell holds, with nothing else in it."""
    unit = unit_after(text, 0) if text else None
    return unit if unit and unit.text == text and unit.dimension is Dimension.MONEY else None


def _units_in(cells: Row) -> Iterator[Unit]:
    """The units that cells announce which say nothing else."""
    for text in cells:
        if header_pattern("unit_line").fullmatch(text) and (unit := announced_unit(text)):
            yield unit


def _unit_cell(texts: Sequence[Row]) -> Unit | None:
    """The unit that a cell of its own announces above the amounts: 项目名称 | … | 单位：元."""
    cells = {text for row in texts for text in row if header_pattern("unit_line").fullmatch(text)}
    return announced_unit(cells.pop()) if len(cells) == 1 else None


def unit_of_cell(
    cells: Row, column: int, header: Header, left: list[int], columns: tuple[str, ...], whole: Unit | None
) -> Unit | None:
    """The unit of a cell's column or row; else, where it may be an amount, that of the corner, the row or the caption."""
    labels = labels_of([cells[c] for c in left])
    places = [" ".join(columns), " ".join(labels)]
    if header_pattern("no_amount").search(places[0]):
        return announced_unit(places[0]) or _people(columns)  # 分值 beside 项目资金(万元) counts no money
    said = next((unit for text in places if (unit := announced_unit(text))), None)
    if said or counts_no_money(columns, labels):
        return said or _heads(columns, labels)
    corner = " ".join(" ".join(header.columns[c]) for c in left)
    opening = " ".join(labels_of([t for t in cells[:column] if read_cell(t) is None]))
    names = [*columns, *labels]
    if any(map(header_pattern("people").search, names)):
        return unit_after("人", 0)
    unit = announced_unit(corner) or announced_unit(opening) or whole
    is_amount = header_pattern("amount").search(places[0])
    is_open = unit is None or (header.posts and unit == whole)
    is_count = any(map(header_pattern("perhaps_people").search, names))
    at_year_end = header.posts and any(map(header_pattern("year_end").fullmatch, columns))  # 编制 | 2024年末
    if is_open and not is_amount and (is_count or at_year_end):
        return unit_after("人", 0)
    return unit


def _people(columns: tuple[str, ...]) -> Unit | None:
    """People below a title that counts them: 年末实有人数 over 在职 | 离休 | 退休 | 小计."""
    counted = any(map(header_pattern("perhaps_people").search, columns))
    return unit_after("人", 0) if counted else None


def _heads(columns: tuple[str, ...], labels: tuple[str, ...]) -> Unit | None:
    """People in a row that is called 人数, below the titles of kinds of people."""
    counted = any(map(header_pattern("heads").search, labels))
    return (
        unit_after("人", 0)
        if counted and any(map(header_pattern("perhaps_people", "people").search, columns))
        else None
    )


def money_unit(header: Header) -> Unit | None:
    """The one unit of money that the titles of the columns announce."""
    said = {unit for column in header.columns if (unit := announced_unit(" ".join(column)))}
    money = [unit for unit in said if unit.dimension is Dimension.MONEY]
    return money[0] if len(money) == 1 else None


@lru_cache(maxsize=4096)
def counts_no_money(columns: tuple[str, ...], labels: tuple[str, ...]) -> bool:
    """Whether column or row say that they hold no amounts: 分值, 执行率, 人数."""
    return any(header_pattern("no_amount").search(" ".join(words)) for words in (columns, labels))
