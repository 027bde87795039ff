"""Labels: the words over a table cell and beside it, found by walking from the cell itself.

Belongs here: which cells of a table are labels, and which of them are nearest to a cell. Does not belong here: whether they
fit a stored code (meaning), indicator tables (indicator_columns), units (units).

A label is a short cell that says whole what its figures are. A table has few of them, so they are noted once a table.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

from pipelines.lexicon import load
from pipelines.model.document import Cell
from pipelines.quality.verify.around import Around
from pipelines.quality.verify.book import Book

Codes = frozenset[str]
SCHEMES = ("stage", "category", "fund_source", "kind", "measure", "staff")
YEAR = "year"
OTHER_YEAR = "relative"
"""The code of a year that is said by its distance: 上年数."""
_BARE_YEAR = re.compile(r"20\d\d")
_HAN = re.compile("[\u4e00-\u9fff]")


@dataclass(frozen=True, slots=True)
class Label:
    """What a cell says, by scheme; years are codes of a scheme of their own."""

    text: str
    says: Mapping[str, Codes]


_Mark = tuple[int, int, int, Label]


@dataclass(frozen=True, slots=True)
class TableLabels:
    """The labels of a table: by column and by row, the last one first, each with where it ends and begins, and how far it reaches
    across."""

    by_column: Mapping[int, list[_Mark]] = field(default_factory=lambda: defaultdict(list))
    by_row: Mapping[int, list[_Mark]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, book: Book, table: int) -> TableLabels:
        """The labels of a table of this book."""
        found = cls()
        for cell in book.document.tables[table].cells:
            label = label_of(book.text_of(cell)) or _bare_year(book, table, cell) if cell.pieces else None
            if label is None:
                continue
            below, behind = cell.row + cell.row_span, cell.column + cell.column_span
            for column in range(cell.column, behind):
                found.by_column[column].append((below, cell.row, behind, label))
            for row in range(cell.row, below):
                found.by_row[row].append((behind, cell.column, below, label))
        for marks in (*found.by_column.values(), *found.by_row.values()):
            marks.sort(key=lambda mark: -mark[0])
        return found

    def nearest(self, cell: Cell, scheme: str) -> Codes:
        """What the nearest labels over the whole cell and at its left say in this scheme.

        Only labels that adjoin each other hold: further up, or behind a number, begins another part of the table.
        """
        return frozenset(code for codes in self._nearest(cell, scheme) for code in codes)

    def all_said(self, scheme: str) -> Codes:
        """All that the labels of the table say in this scheme."""
        marks = (mark for listed in self.by_row.values() for mark in listed)
        return frozenset(code for *_, label in marks for code in label.says.get(scheme, ()))

    def _nearest(self, cell: Cell, scheme: str) -> Iterator[Codes]:
        for marks, start, reach in (
            (self.by_column.get(cell.column, ()), cell.row, cell.column + cell.column_span),
            (self.by_row.get(cell.row, ()), cell.column, cell.row + 1),
        ):
            yield _first(marks, start, reach, scheme)


def _first(marks: Sequence[_Mark], start: int, reach: int, scheme: str) -> Codes:
    """What the first mark before ``start`` says in this scheme that adjoins the one nearest to it."""
    begun: int | None = None
    for end, begins, across, label in marks:
        if end > start or across < reach:
            continue
        if begun is not None and end < begun:
            break
        if scheme in label.says:
            return label.says[scheme]
        begun = begins
    return frozenset()


def is_parted(around: Around) -> bool:
    """Whether a number stands at the left of the words that are nearest to a cell: its row has two halves.

    A number that opens the row only counts the rows.
    """
    number, cell = around.cells[-1]
    has_words = False
    for one in reversed(around.book.grids[number][cell.row][1 : cell.column]):
        text = "" if one is None else around.book.text_of(one)
        if _HAN.search(text):
            has_words = True
        elif has_words and any(map(str.isdigit, text)):
            return True
    return False


def labels_of(around: Around) -> tuple[TableLabels, Cell] | None:
    """The labels of the table that a quote stands in, and the cell of its figure; None where its words stand in the quote."""
    if not around.is_bare_cell:
        return None
    table, cell = around.cells[-1]
    book = around.book
    return book.remembered(("labels", table), lambda: TableLabels.of(book, table)), cell


def labels_near(around: Around) -> str:
    """The words of short cells over a cell and at its left, one a line: whole sentences of goals are no label."""
    return "\n".join(text for text in words_near(around).split("\n") if len(text) <= _longest_words() // 3)


def words_near(around: Around) -> str:
    """All words over a cell and at its left, one cell a line, whether they are labels or not."""
    number, cell = around.cells[-1]
    grid = around.book.grids[number]
    there = [*(grid[row][cell.column] for row in range(cell.row)), *grid[cell.row][: cell.column], cell]
    texts = (around.book.text_of(one) for one in dict.fromkeys(there) if one is not None)
    return "\n".join(text for text in texts if _HAN.search(text) and len(text) <= _longest_words())


@lru_cache(maxsize=8192)
def label_of(text: str) -> Label | None:
    """The label that a folded text without white space is; None where it is none."""
    if not _HAN.search(text):
        return None
    before, behind, longest = _trim()
    if len(text) > 2 * longest:
        return None
    said: dict[str, Codes] = {}
    years = frozenset(_year().findall(text))
    bare = behind.sub("", before.sub("", _year_words().sub("", text)))
    if len(bare) <= longest:
        said = {
            scheme: codes
            for scheme in SCHEMES
            if (codes := frozenset(c for c, pattern in _patterns(scheme) if pattern.fullmatch(bare)))
        }
    if _relative().search(bare):
        years |= {OTHER_YEAR}
    if years:
        said[YEAR] = years
    return Label(text, said) if said else None


def _bare_year(book: Book, table: int, cell: Cell) -> Label | None:
    """2022 as a label: it opens its row, or its row holds such years and no other numbers."""
    text = book.text_of(cell)
    if _BARE_YEAR.fullmatch(text) is None:
        return None
    texts = [book.text_of(one) for one in book.grids[table][cell.row] if one is not None and one.pieces]
    numbers = {one for one in texts if any(map(str.isdigit, one))}
    heads = len(numbers) > 1 and all(_BARE_YEAR.fullmatch(one) for one in numbers)
    return Label(text, {YEAR: frozenset({text})}) if heads or texts[0] == text else None


@cache
def _longest_words() -> int:
    return 4 * int(load("verify_meaning")["trim"]["longest"])


@cache
def _trim() -> tuple[re.Pattern[str], re.Pattern[str], int]:
    words = load("verify_meaning")["trim"]
    return re.compile(words["before"]), re.compile(words["behind"]), int(words["longest"])


@cache
def _year() -> re.Pattern[str]:
    return re.compile(load("verify_meaning")["year"]["printed"])


@cache
def _relative() -> re.Pattern[str]:
    return re.compile(load("verify_meaning")["year"]["relative"])


@cache
def _year_words() -> re.Pattern[str]:
    """2023年度 before or behind what a label says otherwise."""
    return re.compile(r"20\d\d年度?|本年度?(?=[^度])|当年")


@cache
def _patterns(scheme: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    words = load("verify_meaning")[scheme]
    return tuple(
        (code, re.compile(entry["label"]))
        for code, entry in words.items()
        if isinstance(entry, dict) and "label" in entry
    )
