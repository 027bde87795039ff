"""Units that are announced away from a number: by the head of its column, its row, a caption, the page.

Belongs here: which places announce a unit of money, and which of them is nearest to a cell. Does not belong here: units
right behind a number (numbers).

A data table has thousands of cells and few that announce anything, so these are noted once a table.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from pipelines.lexicon import load
from pipelines.model.document import Cell
from pipelines.quality.verify.around import Around
from pipelines.quality.verify.book import Book

Units = frozenset[str]
_FIGURE = re.compile(r"[\d.,%+-]*")
"""A cell that announces nothing, as most do: nothing, or a figure by itself."""
_SHORT = 100
"""So many characters has a line at most of which is remembered what it announces."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A cell that announces units."""

    cell: Cell
    units: Units

    def is_above(self, cell: Cell) -> bool:
        """Whether it begins in a row above another cell's."""
        return self.cell.row < cell.row

    def shares_column(self, cell: Cell) -> bool:
        """Whether it covers the column in which another cell begins."""
        return self.cell.column <= cell.column < self.cell.column + self.cell.column_span

    def is_left(self, cell: Cell) -> bool:
        """Whether it stands left of another cell in its row."""
        return (
            self.cell.row <= cell.row < self.cell.row + self.cell.row_span and self.cell.column < cell.column
        )


def nearest(around: Around) -> Units:
    """What the nearest place in or right above the table announces; empty where none of them does.

    The order: the column, the row, the rest of the head, the lines above the table, any other cell, the note below.
    """
    return next((units for units in _near(around) if units), frozenset())


def of_page(around: Around) -> Units:
    """What stands before the table, or before the quote, however far; nothing there: what the sheet is called."""
    if not around.cells:
        return announced(around.before)
    table = around.cells[-1][0]
    return _before(around, table) or announced(around.sheet)


def _before(around: Around, table: int) -> Units:
    return around.book.remembered(("page", table), lambda: announced(around.book.before_table(table, None)))


def announced(*texts: str) -> Units:
    """The units of money that labels or captions announce."""
    lines = ("".join(line.split()) for text in texts for line in text.split("\n"))
    return frozenset(
        unit for line in lines for unit in (_said(line) if len(line) <= _SHORT else _units(line))
    )


@lru_cache(maxsize=8192)
def _said(line: str) -> Units:
    return _units(line)


def _units(line: str) -> Units:
    return frozenset(match.group(1) for pattern in _patterns() for match in pattern.finditer(line))


def _near(around: Around) -> Iterator[Units]:
    if not around.cells:
        yield announced(around.passage)
        return
    book, (table, cell) = around.book, around.cells[-1]
    marks = book.remembered(("marks", table), lambda: _marks(book, table))
    tests: tuple[Callable[[Mark], bool], ...] = (
        lambda m: m.is_above(cell) and m.shares_column(cell),
        lambda m: m.is_left(cell),
        lambda m: m.is_above(cell),
    )
    for test in tests:
        yield frozenset(unit for mark in marks if test(mark) for unit in mark.units)
    yield book.remembered(("caption", table), lambda: announced(*book.caption(table)))
    yield frozenset(unit for mark in marks for unit in mark.units)
    yield book.remembered(("below", table), lambda: _below(book.line_below(table)))


def _marks(book: Book, table: int) -> tuple[Mark, ...]:
    texts = ((cell, book.text_of(cell)) for cell in book.document.tables[table].cells)
    found = (Mark(cell, announced(text)) for cell, text in texts if not _FIGURE.fullmatch(text))
    return tuple(mark for mark in found if mark.units)


def _below(line: str) -> Units:
    """What a note or a unit below a table announces: 注：本表金额单位为万元."""
    return announced(line) if re.search(load("verify")["announced"]["below"], line) else frozenset()


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern) for pattern in load("verify")["announced"]["money"])
