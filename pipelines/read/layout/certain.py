"""When lines set in columns are a table for certain.

Belongs here: what speaks against it. Does not belong here: finding them (runs), columns, header and rows themselves.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from pipelines.read import shapes
from pipelines.read.layout.cell_wrap import is_one_number
from pipelines.read.layout.heads import HeadCell
from pipelines.read.layout.records import Row

_IDEOGRAPH: Final = re.compile(r"[\u4e00-\u9fff]")
_FEWEST_ROWS: Final = {2: 3, 3: 2}  # by columns; of more columns one row, if it has several figures
_FIGURES: Final = 0.6  # share of figures in a column of figures
_NEXT: Final = 1.9  # em: the next line of the same header is not farther away


def is_certain(head: Sequence[HeadCell], rows: Sequence[Row], count: int, em: float) -> bool:
    """Whether rows below this header are a table of ``count`` columns and can be nothing else."""
    if sum(_IDEOGRAPH.search(cell.text) is not None for cell in head) * 2 < len(head):
        return False  # the axis of a chart
    figures = figure_columns(rows, count)
    known = sum(shapes.is_header_word(cell.text) for cell in head)
    named = count > 2 and known == len(head)
    if not named and (not figures or len(rows) < _FEWEST_ROWS.get(count, 1)):
        return False
    if count == 2 and (figures != {1} or not known):
        return False
    if _is_rest_of_head(rows[0]):
        return False
    if any(shapes.is_contents(p.line.text) for row in rows for p in row):
        return False
    if any(_is_rest(rows, index, em) for index in range(1, len(rows))):
        return False
    labels = range(1 if 0 in figures else 0, min(figures - {0}, default=1))
    return all(
        _labels_stand_first([fills(row, column) for row in rows])
        for column in labels
        if _holds_words(rows, column)
    )


def _is_rest_of_head(row: Row) -> bool:
    """Whether a first row without figures has several words in one column side by side: headers that found no column."""
    if any(chunk.is_figure for line in row for *_, chunk in line.chunks):
        return False
    return any(one[:2] == two[:2] for line in row for one, two in pairwise(line.chunks))


def fills(row: Row, column: int) -> bool:
    """Whether a row says something in a column."""
    return any(first <= column <= last for line in row for first, last, _ in line.chunks)


def _holds_words(rows: Sequence[Row], column: int) -> bool:
    return any(
        first == column and not chunk.is_figure
        for row in rows
        for line in row
        for first, _, chunk in line.chunks
    )


def figure_columns(rows: Sequence[Row], columns: int) -> set[int]:
    """Columns of which most cells are figures: at least two, or one in each of several columns of a single row."""
    found = set()
    for column in range(columns):
        chunks = [c for row in rows for line in row for first, _, c in line.chunks if first == column]
        figures = sum(c.is_figure for c in chunks)
        if figures >= min(2, len(rows)) and figures >= _FIGURES * len(chunks):
            found.add(column)
    return found if len(rows) > 1 or len(found) > 1 else set()


def _is_rest(rows: Sequence[Row], index: int, em: float) -> bool:
    """Whether a row may be more lines of the row above it: its first column is empty, and all that it says goes on.

    So looks the rest of numbers that cells too narrow for them break in two.
    """
    row = rows[index]
    if fills(row, 0) or not any(fills(above, 0) for above in rows[:index]):
        return False
    lines = [line for above in rows[:index] for line in above]
    for place, line in enumerate(row):
        for first, _, chunk in line.chunks:
            over = [c for above in (*lines, *row[:place]) for a, _, c in above.chunks if a == first]
            if not over or chunk.middle - over[-1].middle > _NEXT * em:
                return False
            if chunk.is_figure and not (over[-1].is_figure and is_one_number(over[-1].text, chunk.text)):
                return False
    return True


def _labels_stand_first(filled: Sequence[bool]) -> bool:
    """Whether an empty place in a column of labels can only mean the label above it.

    It cannot be told where labels might as well stand in the middle of the rows that they name.
    """
    if all(filled):
        return True
    if not filled[0]:
        return False
    start = 0
    for place in (i for i, f in enumerate(filled) if f):
        if place < start:
            return True  # no way to have this one in the middle
        start = 2 * place - start + 1
    return start != len(filled)
