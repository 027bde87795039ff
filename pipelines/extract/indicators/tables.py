"""Indicator tables: the header, the columns and the rows of each indicator table of a document.

Belongs here: cutting tables into indicator tables, cells by role, what is wrong with a header. Does not belong here:
the meaning of titles (columns) and of cells (indicators).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import takewhile

from pipelines.extract.grids import Grid, each_once, grid_of
from pipelines.extract.indicators.columns import (
    JUDGED,
    LEVELS,
    Columns,
    find_columns,
    is_count_row,
    opens_foot,
)
from pipelines.extract.indicators.values import clean_name, read_points
from pipelines.extract.tables.subject import heads_money
from pipelines.lexicon import load
from pipelines.model.document import Block, BlockKind, Cell, Document
from pipelines.model.problem import Problem


@dataclass(frozen=True, slots=True)
class IndicatorTable:
    """An indicator table: its grid, its columns, and the rows that belong to it (count rows and headers left out).

    ``goes_on``: it has no header of its own but goes on with the table above it.
    """

    grid: Grid
    columns: Columns
    rows: tuple[int, ...]
    goes_on: bool = False
    _found: dict[tuple[int, str], tuple[Cell, ...]] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )
    _said: dict[tuple[int, str], str] = field(default_factory=dict, init=False, repr=False, compare=False)

    def cells(self, row: int, role: str) -> tuple[Cell, ...]:
        """The cells of a role in a row, each once, from left to right."""
        found = self._found.get((row, role))
        if found is None:
            cells = self.grid.cells[row]
            columns = self.columns.roles.get(role, ())
            found = self._found[row, role] = tuple(each_once([cells[column] for column in columns]))
        return found

    def text(self, row: int, role: str) -> str:
        """Folded text of a role's cells in a row, cells of one title one after another; "" where there is none."""
        said = self._said.get((row, role))
        if said is None:
            texts = self.grid.texts
            said = "".join([texts[cell.row][cell.column] for cell in self.cells(row, role)])
            self._said[row, role] = said
        return said

    def names(self, row: int) -> tuple[Cell, ...]:
        """The cells of a row's name; none where a name from above goes on beside a level that begins here."""
        cells = self.cells(row, "level3")
        own = any(cell.row == row and cell.pieces for cell in cells)
        levels = (c for level in ("level1", "level2") for c in self.cells(row, level) if c not in cells)
        return () if not own and any(cell.row == row and cell.pieces for cell in levels) else cells

    def name(self, row: int) -> str:
        """The folded text of a row's name."""
        return "".join(self.grid.texts[c.row][c.column] for c in self.names(row))

    def is_spilt(self, row: int) -> bool:
        """Whether the last digits of a score stand in the next cell, as where a number is wider than its own."""
        return self.text(row, "deviation_reason").isdigit()

    def opening(self, row: int) -> str:
        """The first text that begins in a row, folded; "" where none does."""
        return next((self.grid.texts[c.row][c.column] for c in self.grid.own(row)), "")

    def is_total(self, row: int) -> bool:
        """Whether the row adds up all the others (总分, 合计)."""
        return self._opens(row, "total_rows")

    def adds_up(self, row: int) -> bool:
        """Whether the row adds up all the others, or some of them (小计)."""
        return self._opens(row, "total_rows", "subtotal_rows")

    def _opens(self, row: int, *words: str) -> bool:
        texts = {self.opening(row), *(self.text(row, level) for level in LEVELS)}
        names = {_MARKS.sub("", clean_name(text)[0]).strip(":") for text in texts}
        titles = load("indicators")["titles"]
        return any(not names.isdisjoint(titles[kind]) for kind in words)

    def is_foot(self, row: int) -> bool:
        """Whether the row is no longer of the table but a note or a signature below it."""
        return opens_foot(self.opening(row))


_MARKS = re.compile(r"\((?:单位:)?(?:分|(?:满分|总分)?:?\d{2,3}分)\)$")
"""自评总得分(分): what stands behind the name of a row; 合计(不含预算执行率10分) is another name."""


def indicator_tables(document: Document) -> tuple[IndicatorTable, ...]:
    """All indicator tables in reading order; one grid may hold several, as forms do.

    A table without a header right below another of as many columns goes on with it: a page cut the two apart.
    """
    return document.remember("indicator tables", lambda read: tuple(_indicator_tables(read)))


def _indicator_tables(document: Document) -> Iterator[IndicatorTable]:
    above: IndicatorTable | None = None
    for block in document.blocks:
        if block.kind is not BlockKind.TABLE or block.table is None:
            above = above if above is not None and _says_nothing(document, block) else None
            continue
        grid = grid_of(document, block.table)
        tables = list(_headed(grid)) or list(_going_on(grid, above))
        yield from tables
        above = tables[-1] if tables else None


def _says_nothing(document: Document, block: Block) -> bool:
    """Whether a block may stand between two parts of one table: a page number, a bracket that fell out of a cell."""
    return block.kind is BlockKind.FURNITURE or not any(c.isalnum() for c in document.flow(block).text)


def _headed(grid: Grid) -> Iterator[IndicatorTable]:
    headers = list(_headers(grid))
    for place, columns in enumerate(headers):
        if place and columns.roles == headers[place - 1].roles:
            continue  # the same header again, on the next page
        following = [h for h in headers[place + 1 :] if h.roles != columns.roles][:1]
        last = following[0].first if following else grid.table.rows
        titles = {row for h in headers for row in range(h.first, h.body)}
        rows = (row for row in range(columns.body, last) if row not in titles)
        body = tuple(row for row in _before_money(grid, columns, rows) if not is_count_row(grid.texts[row]))
        yield IndicatorTable(grid, columns, body)


def _before_money(grid: Grid, columns: Columns, rows: Iterable[int]) -> Iterator[int]:
    """The rows above the one that heads the amounts of the form."""
    return takewhile(lambda row: _is_scored(grid, columns, row) or not heads_money(grid.texts[row]), rows)


def _is_scored(grid: Grid, columns: Columns, row: int) -> bool:
    """Whether a row holds its own points in both columns of points: 预算执行 | 年初预算 | … | 10 | 9 heads no amounts."""
    marks = [columns.roles.get(role, ()) for role in ("weight", "score")]
    return all(
        any(
            (cell := grid.cells[row][place]) is not None
            and cell.row == row
            and read_points(grid.texts[row][place]) is not None
            for place in places
        )
        for places in marks
    )


def _going_on(grid: Grid, above: IndicatorTable | None) -> Iterator[IndicatorTable]:
    roles = _roles_below(grid, above) if above is not None else None
    if roles is None:
        return
    table = IndicatorTable(grid, Columns(0, 0, roles, (), ()), tuple(range(grid.table.rows)), goes_on=True)
    names = table.cells(0, "level3")
    judged = {cell for role in JUDGED for cell in table.cells(0, role) if cell.pieces}
    if judged and not judged & set(names) and (table.text(0, "level3") or table.is_total(0)):
        yield table


def _roles_below(grid: Grid, above: IndicatorTable) -> dict[str, tuple[int, ...]] | None:
    """The roles of a table's columns after those of the one above; None where they do not answer each other.

    Columns that the form above the indicators needed are gone where the page begins with indicators: then the table
    has as many columns as a row of indicators has cells.
    """
    if above.grid.table.columns == grid.table.columns:
        return dict(above.columns.roles)
    cells = above.grid.cells[above.rows[-1]] if above.rows else ()
    order = each_once(cells)
    if None in cells or len(order) != grid.table.columns:
        return None
    places = {id(cell): place for place, cell in enumerate(order)}
    return {
        role: tuple(dict.fromkeys(places[id(cells[column])] for column in columns))
        for role, columns in above.columns.roles.items()
    }


def _headers(grid: Grid) -> Iterator[Columns]:
    columns = find_columns(grid)
    while columns is not None:
        yield columns
        columns = find_columns(grid, columns.body)


def header_problems(table: IndicatorTable) -> Iterator[Problem]:
    """What of the header could not be understood, with the titles as printed."""
    columns = table.columns
    span = table.grid.row_span(columns.first)
    if columns.unread:
        titles = "、".join(columns.unread)
        yield Problem(
            "indicator_column_unknown",
            f"指标表的列“{titles}”含义不明，未读取；可在 lexicon/indicators.toml 中补充",
            f"columns of an indicator table have no known meaning and were not read: {titles}",
            span,
        )
    for role, title in columns.doubled:
        yield Problem(
            "indicator_column_doubled",
            f"指标表有两列都叫“{title}”，无法判断取哪一列，未读取",
            f"two columns of an indicator table are titled '{title}' ({role}); neither was read",
            span,
        )
    if table.rows and not set(columns.roles) & set(JUDGED):
        titles = "、".join(dict.fromkeys(t for t in table.grid.texts[columns.first] if t))
        yield Problem(
            "indicator_table_without_values",
            f"指标表没有可识别的指标值、完成值、分值列（表头：{titles}）",
            f"an indicator table has no column for target, actual value or points (header: {titles})",
            span,
        )
