"""Stacked tables: several tables one below another in one grid, each with a header of its own: 机构名称 | 收入合计 | … over 机构名称 | 支出合计 | ….

Belongs here: where such a grid is parted, and the title that each part has. Does not belong here: a header that goes on below a page
(texts), rows of a form that head the rows below them (heads).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from pipelines.extract.tables.cells import read_cell
from pipelines.extract.tables.header import Row, header_rows, is_title, labels_of
from pipelines.extract.tables.heads import offset_of
from pipelines.extract.tables.texts import TableText, names_unit

FEWEST_LABELS = 2


def parted(table: TableText) -> Iterator[TableText]:
    """The tables of a grid; a part without a title of its own is below that of the part above it."""
    first = header_rows(table.texts)
    header = next((row for row in table.texts[:first] if not is_title(row) and not names_unit(row)), None)
    starts = (
        []
        if header is None
        else [row for row in range(first, len(table.texts)) if _heads(table, row, header)]
    )
    begin, caption = 0, table.caption
    for start in starts:
        is_titled = is_title(table.texts[start - 1])
        yield _part(table, begin, start - is_titled, caption)
        begin, caption = start, " ".join(labels_of(table.texts[start - 1])) if is_titled else caption
    yield _part(table, begin, len(table.texts), caption) if starts else table


def _heads(table: TableText, row: int, header: Row) -> bool:
    """Whether a row below the numbers begins another header: the same title over the names of its rows, and others beside it."""
    cells, labels = table.texts[row], labels_of(table.texts[row])
    if not header[0] or cells[0] != header[0] or not table.begins(row, 0) or len(labels) <= FEWEST_LABELS:
        return False
    return labels != labels_of(header) and not any(read_cell(text) for text in cells)


def _part(table: TableText, begin: int, end: int, caption: str) -> TableText:
    headed_at = offset_of(table.cells[begin]) if begin else table.headed_at
    cells, texts = table.cells[begin:end], table.texts[begin:end]
    return replace(table, cells=cells, texts=texts, caption=caption, headed_at=headed_at)
