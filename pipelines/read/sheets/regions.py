"""A sheet cut into paragraphs and tables, as a person sees it.

Belongs here: which rows belong together, which of them are a table, which a title, a note or a row of labels. Does not
belong here: formats, merged and hidden cells (seen), the grid of one table (table).

Empty rows set parts apart. Cells with a border at their left or right belong to a table; a title above a table is no
part of it, even with a border, when it is merged over the whole width; the title of another table (…汇总表) alone in its
row ends the one above it. Where no cell has such a border, two or more rows with texts in the same columns are a table,
and so is a row of labels with their figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from pipelines.read import shapes
from pipelines.read.breaks import group_lines
from pipelines.read.sheets.beside import beside_one_another
from pipelines.read.sheets.lines import Line
from pipelines.read.sheets.seen import SeenCell

_COLONS = ("：", ":")
_PARTS = tuple(f"其中{colon}" for colon in _COLONS)
"""What opens the title of a column that is a part of the one before it."""
_LONG_LINE = 20  # characters: a shorter line before a line break is a line of its own
_NAME_OF_TABLE = re.compile(r"[\u4e00-\u9fff\d（）()“”、]{3,24}表")
_NEAR = 3
"""Rows below a sentence within which the titles stand that it leads over to: its unit may stand between."""
_PROSE = (
    100  # characters: a cell over the whole width at the end of a table with more is text below the table
)


@dataclass(frozen=True, slots=True)
class Region:
    """Consecutive rows: one table, or text. Text is a list of paragraphs, each with its printed lines."""

    table: tuple[Line, ...] = ()
    paragraphs: tuple[tuple[str, ...], ...] = ()


def find_regions(cells: Sequence[SeenCell]) -> Iterator[Region]:
    """The regions of a sheet from top to bottom."""
    for band in (part for rows in _bands(cells) for part in beside_one_another(rows)):
        marked = list(zip(band, _in_tables(band), strict=True))
        for ruled, group in groupby(marked, key=lambda pair: pair[1]):
            for lines in _between_titles([line for line, _ in group]):
                yield from _ruled(lines) if ruled else _unruled(lines)


def _between_titles(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The rows in parts that each begin with the title of a table, where several tables stand one right below the other."""
    begun: list[Line] = []
    for line in lines:
        texts = line.texts
        if len(begun) > 1 and len(texts) == 1 and shapes.is_table_title(texts[0].text.strip()):
            yield begun
            begun = []
        begun.append(line)
    if begun:
        yield begun


def _bands(cells: Sequence[SeenCell]) -> Iterator[list[Line]]:
    """Rows without an empty row between them."""
    band: list[Line] = []
    reach = ruled_reach = -1
    for row, group in groupby(cells, key=lambda cell: cell.row):
        begun = tuple(group)
        if band and row > reach + 1:
            yield band
            band = []
        ruled = row <= ruled_reach or any(cell.ruled for cell in begun)
        band.append(Line(row, begun, ruled))
        reach = max(reach, *(cell.bottom for cell in begun))
        ruled_reach = max(ruled_reach, *(cell.bottom for cell in begun if cell.ruled), -1)
    if band:
        yield band


def _in_tables(band: Sequence[Line]) -> list[bool]:
    """For each row whether it belongs to a ruled table: a filled header and rows between ruled rows do as well."""
    flags = [line.ruled for line in band]
    if not any(flags):
        return flags
    first, last = flags.index(True), len(flags) - 1 - flags[::-1].index(True)
    for index in range(first, last):
        flags[index] = flags[index] or (len(band[index].texts) > 1 and not _is_labels(band[index]))
    above = first - 1
    while above >= 0 and len(band[above].texts) > 1 and all(cell.filled for cell in band[above].texts):
        flags[above] = True
        above -= 1
    return flags


def _is_labels(line: Line) -> bool:
    """``填报单位：…  填报日期：…``: at least half of the texts name what they say."""
    texts = line.texts
    named = (cell for cell in texts if not cell.text.strip().startswith(_PARTS))
    return 2 * sum(any(colon in cell.text for colon in _COLONS) for cell in named) >= len(texts)


def _ruled(lines: Sequence[Line]) -> Iterator[Region]:
    """A ruled table; texts over its whole width above it, and long ones below it, are paragraphs."""
    lines = _without_blank_ends(lines)
    if not lines:
        return
    left = min(cell.column for line in lines for cell in line.cells)
    right = max(cell.right for line in lines for cell in line.cells)
    whole = [
        len(line.cells) == len(line.texts) == 1
        and (line.cells[0].column, line.cells[0].right) == (left, right)
        and line.cells[0].bottom < (following.row if following else line.cells[0].bottom + 1)
        for line, following in zip(lines, [*lines[1:], None], strict=True)
    ]
    first = whole.index(False) if False in whole else len(lines)
    last = len(lines)
    while last > first and whole[last - 1] and _is_prose(lines[last - 1].cells[0].text):
        last -= 1
    yield from _paragraphs(lines[:first])
    if first < last:
        yield Region(table=tuple(lines[first:last]))
    yield from _paragraphs(lines[last:])


def _without_blank_ends(lines: Sequence[Line]) -> Sequence[Line]:
    texts = [index for index, line in enumerate(lines) if line.texts]
    return lines[texts[0] : texts[-1] + 1] if texts else ()


def _is_prose(text: str) -> bool:
    return "\n" in text.strip() or len(text) > _PROSE


def _unruled(lines: Sequence[Line]) -> Iterator[Region]:
    """Rows without borders: tables where several rows share columns, else text; titles and sentences part them."""
    begun: list[Line] = []
    for place, line in enumerate(lines):
        below = _first_row(lines[place + 1 : place + 1 + _NEAR])
        if _is_title(line, below) or _leads_over(line, below):
            yield from _table_or_text(begun)
            yield from _paragraphs([line])
            begun = []
        else:
            begun.append(line)
    yield from _table_or_text(begun)


def _table_or_text(lines: Sequence[Line]) -> Iterator[Region]:
    """A row beside a cell that is merged down from the rows above it belongs to their table, whatever it holds."""
    several = [index for index, line in enumerate(lines) if len(line.texts) > 1 and not _is_labels(line)]
    rows = [lines[index] for index in several]
    if not _share_columns(rows) and not any(map(_is_pairs, rows)):
        yield from _paragraphs(lines)
        return
    reach = max(cell.bottom for line in rows for cell in line.texts)
    end = max(index for index, line in enumerate(lines) if line.row <= reach) + 1
    yield from _paragraphs(lines[: several[0]])
    yield Region(table=tuple(lines[several[0] : end]))
    yield from _paragraphs(lines[end:])


def _first_row(below: Sequence[Line]) -> Sequence[SeenCell]:
    """The texts of the nearest row of several: titles and units alone in their rows may stand above it."""
    return next((line.texts for line in below if len(line.texts) > 1), ())


def _is_title(line: Line, below: Sequence[SeenCell]) -> bool:
    """A numbered heading alone in its row; over several columns, or with no figures in the row below.

    ``二、政府性基金`` above rows of figures is a row of the table with nothing in its other columns.
    """
    if len(line.texts) != 1 or not shapes.is_heading(line.texts[0].text.strip()):
        return False
    return line.texts[0].column_span > 1 or not any(shapes.is_figure(cell.text.strip()) for cell in below)


def _leads_over(line: Line, below: Sequence[SeenCell]) -> bool:
    """A sentence or the name of a table alone in its row, with titles of columns in the next row of several texts."""
    if len(line.texts) != 1:
        return False
    text = line.texts[0].text.strip()
    is_sentence = len(text) >= _LONG_LINE and (shapes.ends_sentence(text) or text.endswith(_COLONS))
    if not (is_sentence or _NAME_OF_TABLE.fullmatch(text)):
        return False
    return bool(below) and not any(shapes.is_figure(cell.text.strip()) for cell in below)


def _share_columns(lines: Sequence[Line]) -> bool:
    """Whether two rows that follow each other have texts in at least two columns of the same number."""
    columns = [{cell.column for cell in line.texts} for line in lines]
    return any(len(above & below) > 1 for above, below in pairwise(columns))


def _is_pairs(line: Line) -> bool:
    """编制人数 | 132 | 实有人数 | 125: a row of labels, each with its figure."""
    figures = [shapes.is_figure(cell.text.strip()) for cell in line.texts]
    return len(figures) > 1 and figures == [False, True] * (len(figures) // 2)


def _paragraphs(lines: Iterable[Line]) -> Iterator[Region]:
    found = tuple(
        paragraph for line in lines for texts in _joined_labels(line.texts) for paragraph in _lines_of(texts)
    )
    if found:
        yield Region(paragraphs=found)


def _lines_of(texts: Sequence[str]) -> Iterable[tuple[str, ...]]:
    """The paragraphs of a cell, cut at its line breaks but for lines that only go on; one for a label with its value."""
    if len(texts) == 1:
        return map(tuple, group_lines(texts[0].split("\n")))
    return [tuple("\n".join(texts).split("\n"))]


def _joined_labels(cells: Sequence[SeenCell]) -> Iterator[list[str]]:
    """The texts of a row; a label with its colon goes together with the value in the next cell."""
    begun: list[str] = []
    for cell in cells:
        text = cell.text.strip()
        if begun and not (begun[-1].endswith(_COLONS) and not any(colon in text for colon in _COLONS)):
            yield begun
            begun = []
        begun.append(text)
    if begun:
        yield begun
