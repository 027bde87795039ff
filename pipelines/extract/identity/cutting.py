"""Cutting: a Document that holds only some lines of another one, over the same raw text.

Belongs here: choosing blocks, printed lines of a block and rows of a table. Offsets stay those of the whole, so
evidence is found there. Does not belong here: where to cut (parts).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from pipelines.extract.identity.titles import Line
from pipelines.model.document import Block, Document, Span, Table


def cut(document: Document, lines: Sequence[Line], places: Sequence[tuple[int, int]]) -> Document:
    """The document with only the lines ``first <= number < end`` of each place; furniture is left out.

    ``lines``: all ``printed_lines`` of the document. A table that is cut becomes a further table of the result.
    """
    tables = list(document.tables)
    blocks: list[Block] = []
    for first, end in places:
        for number, run in groupby(range(first, end), key=lambda i: lines[i].block):
            taken = list(run)
            block = document.blocks[number]
            if block.table is None:
                blocks.append(replace(block, pieces=_pieces(block, [lines[i] for i in taken])))
                continue
            rows = _rows(lines, taken, document.tables[block.table])
            if rows == (0, document.tables[block.table].rows):
                blocks.append(block)
                continue
            table = _rows_of(document.tables[block.table], *rows)
            blocks.append(replace(block, pieces=tuple(_clipped(block, table)), table=len(tables)))
            tables.append(table)
    return replace(document, blocks=tuple(blocks), tables=tuple(tables))


def _pieces(block: Block, lines: Sequence[Line]) -> tuple[Span, ...]:
    """The printed lines of a block from the first to the last of ``lines``."""
    start, end = lines[0].flow.offsets[0], lines[-1].flow.offsets[-1] + 1
    return tuple(piece for piece in block.pieces if piece.end > start and piece.start < end)


def _rows(lines: Sequence[Line], taken: Sequence[int], table: Table) -> tuple[int, int]:
    """The rows that belong to the taken cells: empty rows above the first and below the last one too."""
    first, last = taken[0], taken[-1]
    opens = first == 0 or lines[first - 1].block != lines[first].block
    closes = last + 1 == len(lines) or lines[last + 1].block != lines[last].block
    return (
        0 if opens else lines[first].row or 0,
        table.rows if closes else lines[last + 1].row or 0,
    )


def _rows_of(table: Table, first: int, end: int) -> Table:
    cells = tuple(
        replace(cell, row=cell.row - first, row_span=min(cell.row_span, end - cell.row))
        for cell in table.cells
        if first <= cell.row < end
    )
    return Table(end - first, table.columns, cells, max(0, min(table.header_rows - first, end - first)))


def _clipped(block: Block, table: Table) -> Iterator[Span]:
    """The block's ranges, cut to those of the cells that are left."""
    pieces = [piece for cell in table.cells for piece in cell.pieces]
    start, end = min(p.start for p in pieces), max(p.end for p in pieces)
    for piece in block.pieces:
        if piece.end > start and piece.start < end:
            yield Span(max(piece.start, start), min(piece.end, end))
