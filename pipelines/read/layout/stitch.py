"""Tables that a page break cuts, put together again.

Belongs here: repeated header rows, rows and merged cells cut in two. Does not belong here: whether a table goes on at
all (continues), places that stay empty because their label stands further up: extraction fills them.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from pipelines.read import shapes
from pipelines.read.layout.cell_wrap import PER_CENT, is_full, is_one_number, least_room
from pipelines.read.layout.continues import repeated_rows, same_columns
from pipelines.read.layout.grid import Grid, GridCell
from pipelines.read.layout.printed import PrintedLine
from pipelines.read.layout.ruleless_grid import RulelessGrid

_WORD: Final = re.compile(r"[^\x00-\x7f][）)〕》】”。，；！？、：]+|[0-9A-Za-z.,%]+")  # is never broken
_LONGEST_TITLE: Final = 16  # characters of the title of a column
_LOOK_BACK: Final = 5  # rows that show which columns are always filled


@dataclass(frozen=True, slots=True)
class Stitched:
    """The table so far, the lines of repeated header rows that were dropped, and how many rows those were."""

    grid: Grid
    repeated: tuple[PrintedLine, ...]
    header_rows: int


def stitch(upper: Grid, lower: Grid) -> Stitched:
    """Put ``lower`` below ``upper``: without repeated header rows, a row and merged cells that the break cut joined."""
    upper, lower = same_columns(upper, lower)
    header = repeated_rows(upper, lower)
    repeated = tuple(line for cell in lower.cells if cell.row < header for line in cell.lines)
    lower = _without_rows(lower, header)
    cells = list(upper.cells)
    if lower.rows and _is_cut_row(upper, lower):
        last = _last(cells, upper.rows)
        for cell in _in_first_row(lower):
            if cell.row_span == 1 and cell.lines:
                index = last[cell.x0, cell.x1]
                cells[index] = replace(cells[index], lines=cells[index].lines + cell.lines)
        lower = _without_rows(_merged_below(upper, cells, lower, cut=True), 1)
    elif lower.rows:
        lower = _merged_below(upper, cells, lower, cut=False)
    cells += [GridCell(c.row + upper.rows, c.row_span, c.x0, c.x1, c.lines) for c in lower.cells]
    grid = Grid(upper.rows + lower.rows, upper.xs, upper.top, lower.bottom, tuple(cells))
    return Stitched(grid, repeated, header)


def cut_cells(upper: Grid, lower: Grid) -> list[tuple[GridCell, GridCell]]:
    """Cells of the last row of ``upper`` with their rest in ``lower``; none where the break cuts no row."""
    upper, lower = same_columns(upper, lower)
    lower = _without_rows(lower, repeated_rows(upper, lower))
    if not lower.rows or not _is_cut_row(upper, lower):
        return []
    last = _last(upper.cells, upper.rows)
    rest = [cell for cell in _in_first_row(lower) if cell.row_span == 1 and cell.lines]
    return [(upper.cells[last[cell.x0, cell.x1]], cell) for cell in rest]


def _merged_below(upper: Grid, cells: list[GridCell], lower: Grid, cut: bool) -> Grid:
    """``lower`` without the second parts of cells merged over rows, which are put to their first parts in ``cells``.

    ``cut``: its first row is no row of its own, so that a part that begins there begins in the last row above.
    """
    kept: list[GridCell] = []
    last = _last(cells, upper.rows)
    for cell in lower.cells:
        index = last.get((cell.x0, cell.x1)) if cell.row == 0 else None
        if index is None or (cut and cell.row_span == 1):
            kept.append(cell)
            continue
        merged = cut or _merges_labels(upper, lower, cell.x0)
        if not _is_one_cell(cells[index], cell, merged):
            kept.append(cell)
            continue
        above = cells[index]
        span = above.row_span + cell.row_span - (1 if cut else 0)
        cells[index] = replace(above, row_span=span, lines=above.lines + cell.lines)
    return replace(lower, cells=tuple(kept))


def _is_one_cell(above: GridCell, below: GridCell, merged: bool) -> bool:
    """Whether a cell at the end of one page and one at the beginning of the next are parts of one cell over rows.

    An empty second part says nothing of its own, but for a number it may be a value that is missing. Words go on where
    together they are a label that they are not apart. ``merged``: the column has such cells and no empty place.
    """
    long = above.row_span > 1 or below.row_span > 1
    if not below.lines:
        return below.row_span > 1 or (_says_words(above.text) and (long or merged))
    if not above.lines:
        return (below.row_span > 1 or merged) and _says_words(below.text)
    return (long or merged) and shapes.is_one_label(above.text, below.text)


def _merges_labels(upper: Grid, lower: Grid, x: float) -> bool:
    """Whether a column holds labels merged over rows, and nothing empty but at the page break."""
    above = [c for c in upper.cells if c.x0 == x]
    below = [c for c in lower.cells if c.x0 == x and c.row > 0]
    whole = [c for c in above if c.row + c.row_span < upper.rows] + below
    return any(c.row_span > 1 and _says_words(c.text) for c in above + below) and all(c.lines for c in whole)


def _says_words(text: str) -> bool:
    return any("\u4e00" <= character <= "\u9fff" for character in text)


def _last(cells: Sequence[GridCell], rows: int) -> dict[tuple[float, float], int]:
    """Which cells end a grid of so many rows, by their left and right lines."""
    return {
        (cell.x0, cell.x1): number for number, cell in enumerate(cells) if cell.row + cell.row_span == rows
    }


def _in_first_row(grid: Grid) -> list[GridCell]:
    return [cell for cell in grid.cells if cell.row == 0]


def _without_rows(grid: Grid, count: int) -> Grid:
    """Without the first rows; a cell that goes on below them begins below them."""
    if not count:
        return grid
    kept = []
    for cell in grid.cells:
        end = cell.row + cell.row_span - count
        if end > 0:
            row = max(cell.row - count, 0)
            kept.append(GridCell(row, end - row, cell.x0, cell.x1, cell.lines))
    return replace(grid, rows=grid.rows - count, cells=tuple(kept))


def _is_cut_row(upper: Grid, lower: Grid) -> bool:
    """Whether the first row of ``lower`` is the rest of the last row of ``upper``.

    It is where columns that every row fills are empty, the leftmost of them too, and no two numbers would meet; or
    where all that it says goes on from lines that were full, a broken number included. Where nothing is empty, the
    cells must break off in mid-sentence besides. Of a row of titles, of which some are whole, most must go on so.
    """
    if isinstance(lower, RulelessGrid):
        return lower.rest
    first = max(0, upper.rows - 1 - _LOOK_BACK)
    rows = range(first, upper.rows - 1) if upper.rows > 2 else range(upper.rows - 1, upper.rows)
    filled = _filled((cell for cell in upper.cells if cell.row >= first), upper.xs)
    always = [x for x in upper.xs[:-1] if all((row, x) in filled for row in rows)]
    begun = _in_first_row(lower)
    filled = _filled(begun, upper.xs)
    empty = [x for x in always if (0, x) not in filled]
    pairs: list[tuple[GridCell, GridCell]] = []
    last = _last(upper.cells, upper.rows)
    for cell in begun:
        if cell.row_span == 1 and cell.lines:
            if (cell.x0, cell.x1) not in last:
                return False
            above = upper.cells[last[cell.x0, cell.x1]]
            if _are_numbers(above, cell) and not is_one_number(above.text, cell.text):
                return False
            if shapes.is_money_row(above.text) and shapes.is_money_row(cell.text):
                return False
            pairs.append((above, cell))
    goes_on = 0
    least = least_room((c.x1 - c.x0, c.lines) for grid in (upper, lower) for c in grid.cells)
    for above, cell in pairs:
        width = cell.x1 - cell.x0
        full = bool(above.lines) and is_full(above.lines[-1], cell.lines[0], width, least)
        if _are_numbers(above, cell) and not full:
            return False
        goes_on += full or (bool(above.lines) and _has_no_room(above.lines[-1], cell.lines[0], width, least))
    whole = sum(
        not c.lines and (c.x0, c.x1) in last and upper.cells[last[c.x0, c.x1]].text != "" for c in begun
    )
    if goes_on * 2 > len(pairs) and whole > 1 and _are_titles(pairs):
        return True
    cut_apart = bool(empty) and len(empty) * 2 >= len(always)
    if not cut_apart and not _are_broken_off(pairs):
        return False
    if goes_on == len(pairs):
        return True
    titled = any(shapes.is_header_word(above.text) for above, _ in pairs)
    return cut_apart and goes_on > 0 and empty[0] == always[0] and not titled


def _are_titles(pairs: Sequence[tuple[GridCell, GridCell]]) -> bool:
    """Whether cells are titles of columns that go on in brackets or with more words: nothing with a figure, nothing long."""
    said = [(above.text, below.text) for above, below in pairs]
    return all(above and len(above + below) <= _LONGEST_TITLE for above, below in said) and not any(
        map(str.isdigit, "".join(above + below for above, below in said))
    )


def _has_no_room(line: PrintedLine, following: PrintedLine, width: float, least: float) -> bool:
    """Whether what begins ``following`` and is never broken (a number, a character before a comma) had no room."""
    word = _WORD.match(following.text)
    if word is None or (line.text[-1:].isascii() and word.group().isascii()):
        return False
    return width - (line.x1 - line.x0) < least + following.edges[word.end()] - following.edges[0]


def _are_broken_off(pairs: Sequence[tuple[GridCell, GridCell]]) -> bool:
    """Whether several cells break off in the middle of what they say, so that nobody can take the rest for a row."""
    return len(pairs) > 1 and (
        any(shapes.is_one_label(above.text, below.text) for above, below in pairs)
        or any(above.text[-1:].isdigit() and below.text in PER_CENT for above, below in pairs)
        or (
            not any(shapes.ends_sentence(above.text) for above, _ in pairs)
            and any(len(below.lines) > 1 for _, below in pairs)
        )
    )


def _filled(cells: Iterable[GridCell], xs: Sequence[float]) -> set[tuple[int, float]]:
    """Row and left line of each place that a cell of one row fills."""
    return {
        (cell.row, x)
        for cell in cells
        if cell.row_span == 1 and cell.lines
        for x in xs[bisect_left(xs, cell.x0) : bisect_left(xs, cell.x1)]
    }


def _are_numbers(above: GridCell, below: GridCell) -> bool:
    return _is_number(above.text) and _is_number(below.text)


def _is_number(text: str) -> bool:
    return text.strip("%％-－").replace(".", "").replace(",", "").isdigit()
