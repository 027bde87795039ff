"""Paragraphs set in columns by tabs, as rows of a table: what a typist does who draws no table, or pastes one as text.

Belongs here: which paragraphs of a word processor's document are such rows, and the table that they make. Does not belong
here: text files (text.tab_rows, whose rows these are), columns parted by spaces (extract.flat).

In a text file each tab is a border. In a set text two tabs may only reach further than a short word does, so a row with
an empty place is believed in where nothing but words stands in that column, or where the empty places end the row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from pipelines.model.document import Block, BlockKind, Document, Table
from pipelines.read import shapes
from pipelines.read.text.tab_rows import TAB, PrintedLine, TabTable, find_table

_FEWEST_ROWS: Final = 3  # two lines with tabs are a signature as often as a table


def lay_out_tabs(document: Document) -> Document:
    """The document with a table for each run of paragraphs that are rows for certain; itself where there is none.

    Text and offsets stay; tables are renumbered.
    """
    blocks: list[Block] = []
    tables: list[Table] = []
    for is_row, run in groupby(document.blocks, key=lambda block: _is_tabbed(document, block)):
        standing = list(run)
        table = _table_of(document, standing) if is_row else None
        for block in standing[: -table.lines] if table else standing:
            number = None if block.table is None else len(tables)
            tables += [] if block.table is None else [document.tables[block.table]]
            blocks.append(replace(block, table=number))
        if table:
            blocks.append(Block(BlockKind.TABLE, (table.span,), len(tables)))
            tables.append(table.table(document.text))
    if len(tables) == len(document.tables):
        return document
    return replace(document, blocks=tuple(blocks), tables=tuple(tables))


def _is_tabbed(document: Document, block: Block) -> bool:
    return block.table is None and len(block.pieces) == 1 and TAB in document.quote(block.span)


def _table_of(document: Document, blocks: Sequence[Block]) -> TabTable | None:
    """The table that these paragraphs end with; None where there is none, or a place in it is not certain."""
    lines = [_line(document.text, block) for block in blocks]
    for first in range(len(lines) - _FEWEST_ROWS + 1):
        table = find_table(lines, first)
        if table and table.lines == len(table.rows) == len(lines) - first >= _FEWEST_ROWS:
            head, *body = [["".join(map(document.quote, pieces)) for pieces in row] for row in table.rows]
            return (
                table
                if _is_headed(head, body) and all(_is_certain(*gap, body) for gap in _gaps(body))
                else None
            )
    return None


def _is_headed(head: Sequence[str], body: Sequence[Sequence[str]]) -> bool:
    has_titles = all(head) and not any(map(shapes.is_figure, head))
    return has_titles and all(any(map(shapes.is_figure, row)) for row in body)


def _line(text: str, block: Block) -> PrintedLine:
    """The whole line: the tabs around its words too, which part empty places."""
    start = text.rfind("\n", 0, block.span.start) + 1
    end = text.find("\n", block.span.end)
    return PrintedLine(start, text[start : end if end >= 0 else None])


def _gaps(rows: Sequence[Sequence[str]]) -> Iterator[tuple[Sequence[str], int]]:
    """The empty places that have something behind them in their row."""
    for row in rows:
        filled = [column for column, text in enumerate(row) if text]
        yield from ((row, column) for column in range(filled[-1]) if not row[column])


def _is_certain(row: Sequence[str], column: int, rows: Sequence[Sequence[str]]) -> bool:
    """Whether nothing can have moved over this place: only words stand in its column, and numbers right behind it."""
    beside = [other[column] for other in rows if other[column]]
    return bool(beside) and not any(map(shapes.is_figure, beside)) and shapes.is_figure(row[column + 1])
