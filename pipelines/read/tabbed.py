"""Paragraphs set in columns by tabs, as rows of a table: what a typist does who draws no table, or pastes one as text.

Belongs here: which paragraphs of a word processor's document are such rows, and the table that they make. Does not belong
here: text files (text.tab_rows, whose rows these are), columns parted by spaces (extract.flat).

In a text file each tab is a border. In a set text two tabs may only reach further than a short word does, so a row with
an empty place is believed in where nothing but words stands in that column, or where the empty places end the row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, takewhile
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
    """The table of the last of these paragraphs that have as many tabs; None where a place in it is not certain."""
    lines = [_line(document.text, block) for block in blocks]
    tabs = lines[-1].text.count(TAB)
    last = list(takewhile(lambda line: line.text.count(TAB) == tabs, reversed(lines)))[::-1]
    table = find_table(last, 0) if len(last) >= _FEWEST_ROWS else None
    if table is None or not table.lines == len(table.rows) == len(last):
        return None
    head, *body = [["".join(map(document.quote, pieces)) for pieces in row] for row in table.rows]
    return table if _is_headed(head, body) and _is_certain(body) else None


def _is_headed(head: Sequence[str], body: Sequence[Sequence[str]]) -> bool:
    """Whether titles stand over rows with figures; a number that begins a line is as often that of a list."""
    has_titles = all(head) and not any(map(shapes.is_figure, head))
    return has_titles and all(any(map(shapes.is_figure, row[1:])) for row in body)


def _line(text: str, block: Block) -> PrintedLine:
    """The whole line: the tabs around its words too, which part empty places."""
    start = text.rfind("\n", 0, block.span.start) + 1
    end = text.find("\n", block.span.end)
    return PrintedLine(start, text[start : end if end >= 0 else None])


def _is_certain(rows: Sequence[Sequence[str]]) -> bool:
    """Whether nothing can have moved over an empty place: only words stand in its column, and a number right behind it."""
    wordy = [any(column) and not any(map(shapes.is_figure, column)) for column in zip(*rows, strict=True)]
    return all(wordy[column] and shapes.is_figure(row[column + 1]) for row in rows for column in _gaps(row))


def _gaps(row: Sequence[str]) -> Iterator[int]:
    """The empty places that have something behind them."""
    filled = [column for column, text in enumerate(row) if text]
    return (column for column in range(filled[-1]) if not row[column])
