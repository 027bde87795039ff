"""Numbered rows: a table whose rows count themselves (序号 | 项目名称 | 年初预算 | … over 1 | … and 2 | …), a cell a line.

Belongs here: rows that all have as many cells as there are titles, told by the numbers 1, 2, 3 … that open them. Does
not belong here: rows without numbers (money_rows, indicator_rows), what a column means (tables).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from pipelines.extract.flat.money_rows import is_figure_title
from pipelines.extract.flat.table import FlatTable
from pipelines.extract.flat.tokens import Token, is_number, is_value
from pipelines.extract.flat.wording import flat_pattern

_FEWEST_TITLES: Final = 3
_MOST_TITLES: Final = 14
_LONGEST_TITLE: Final = 24
_FEWEST_ROWS: Final = 2


def numbered_tables(tokens: Sequence[Token]) -> Iterator[FlatTable]:
    """Every such table; none where one row is longer or shorter than the titles, but for a last column left empty in all."""
    place = 0
    while place < len(tokens):
        text = tokens[place].text
        found = (
            _table(tokens, place)
            if len(text) <= _LONGEST_TITLE and flat_pattern("numbered", "serial").search(text)
            else None
        )
        if found is not None:
            yield found
        place = found.last if found is not None else place + 1


def _table(tokens: Sequence[Token], first: int) -> FlatTable | None:
    titles = _titles(tokens, first)
    body = first + len(titles)
    for width in (len(titles), len(titles) - 1):
        if width < _FEWEST_TITLES:
            return None
        rows = _rows(tokens, body, width)
        after = tokens[body + len(rows) * width :][: width + 1]
        if len(rows) < _FEWEST_ROWS or any(token.text == str(len(rows) + 1) for token in after):
            continue  # the numbers go on, so a row was cut at the wrong place
        is_below = flat_pattern("numbered", "behind").search(
            rows[-1][-1].text
        )  # taken for the last cell of the last row
        if not is_below and _fits(titles, rows, width):
            return _with_total(tokens, first, titles, rows, width, body + len(rows) * width)
    return _noted(tokens, first, titles)


def _noted(tokens: Sequence[Token], first: int, titles: Sequence[Token]) -> FlatTable | None:
    """A table whose last column holds notes that only some rows have: each row is one cell shorter without, up to the total."""
    width, place = len(titles), first + len(titles)
    if width <= _FEWEST_TITLES or not flat_pattern("numbered", "notes").search(titles[-1].text):
        return None
    rows: list[Sequence[Token]] = []
    while not rows or not flat_pattern("numbered", "total").search(tokens[place].text):
        row = tokens[place:][: width - 1]
        if len(row) < width - 1 or row[0].text != str(len(rows) + 1) or is_value(row[1].text):
            return None
        after = place + width - 1
        ends = [after] if _opens(tokens, after, len(rows) + 2) else []
        if after + 1 < len(tokens) and not is_value(tokens[after].text):
            ends += [after + 1] if _opens(tokens, after + 1, len(rows) + 2) else []
        if len(ends) != 1:
            return None
        note = tokens[after] if ends[0] > after else Token("", None, row[-1].line)
        rows.append((*row, note))
        place = ends[0]
    if len(rows) < _FEWEST_ROWS or not _fits(titles, rows, width - 1):
        return None
    return _with_total(tokens, first, titles, rows, width, place)


def _opens(tokens: Sequence[Token], place: int, number: int) -> bool:
    """Whether the row with this number begins at a place, or the total of those above it."""
    if place + 1 >= len(tokens):
        return False
    if flat_pattern("numbered", "total").search(tokens[place].text):
        return is_number(tokens[place + 1].text)
    return tokens[place].text == str(number) and not is_value(tokens[place + 1].text)


def _fits(titles: Sequence[Token], rows: Sequence[Sequence[Token]], width: int) -> bool:
    """Whether every title of figures has figures below it, and none of them is the column that was left empty."""
    figures = [is_figure_title(title.text) for title in titles]
    return not any(figures[width:]) and all(
        is_value(row[column].text) or row[column].is_empty
        for row in rows
        for column in range(1, width)
        if figures[column]
    )


def _titles(tokens: Sequence[Token], first: int) -> Sequence[Token]:
    end = first
    while end < min(len(tokens), first + _MOST_TITLES) and not is_value(tokens[end].text):
        if tokens[end].is_empty or len(tokens[end].text) > _LONGEST_TITLE:
            return ()
        end += 1
    return tokens[first:end]


def _rows(tokens: Sequence[Token], body: int, width: int) -> list[Sequence[Token]]:
    """The rows that follow one another at this width, each opened by its number."""
    rows: list[Sequence[Token]] = []
    while True:
        row = tokens[body + len(rows) * width :][:width]
        if len(row) < width or row[0].text != str(len(rows) + 1) or row[1].is_empty or is_value(row[1].text):
            return rows
        rows.append(row)


def _with_total(
    tokens: Sequence[Token],
    first: int,
    titles: Sequence[Token],
    rows: Sequence[Sequence[Token]],
    width: int,
    end: int,
) -> FlatTable:
    """The table with its row of totals, where that has a value for each column of values and no more."""
    columns = [c for c in range(1, width) if all(is_number(row[c].text) for row in rows)]
    values = tokens[end + 1 :][: len(columns)]
    after = tokens[end + 1 + len(columns) :][:1]
    table: list[tuple[Token | None, ...]] = [tuple(titles), *(tuple(row) for row in rows)]
    is_total = end < len(tokens) and flat_pattern("numbered", "total").search(tokens[end].text) is not None
    whole = len(values) == len(columns) and all(is_number(v.text) for v in values)
    if columns and is_total and whole and not (after and is_number(after[0].text)):
        at = dict(zip(columns, values, strict=True))
        table.append((tokens[end], *(at.get(c) for c in range(1, width))))
        end += 1 + len(columns)
    return FlatTable(first, end, tuple(table))
