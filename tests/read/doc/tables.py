"""Tables for files made by hand: rows of cells, with merges written in each of Word's ways."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from pipelines.samples.parts import Grid, GridCell, Paragraph, Part
from tests.read.doc.writer import IN_TABLE, ROW_END, Par, par

_TWIPS = 9000
_CELL = "\x07"
HEADER_ROW = b"\x04\x34\x01"  # sprmTTableHeader


class Merging(Enum):
    """How merged cells are written: wide cells and TC80 flags, flags only, or sprms after the definition."""

    EDGES = "edges"
    FLAGS = "flags"
    SPRMS = "sprms"


@dataclass(frozen=True)
class Cell:
    """A cell of one row. ``flags``: of its TC80."""

    text: str
    right: int
    flags: int = 0


def define(edges: Sequence[int], flags: Sequence[int] = ()) -> bytes:
    """sprmTDefTable."""
    count = len(edges) - 1
    body = bytes((count,)) + struct.pack(f"<{count + 1}h", *edges)
    body += b"".join(struct.pack("<H", f) + bytes(18) for f in flags)
    return struct.pack("<HH", 0xD608, len(body) + 1) + body


def depth(number: int) -> bytes:
    """sprmPItap."""
    return struct.pack("<HI", 0x6649, number)


def row(cells: Iterable[Cell], extra: bytes = b"", left: int = 0) -> Iterator[Par]:
    """A row: a paragraph for each line of a cell, the end of the row."""
    cells = list(cells)
    for cell in cells:
        lines = cell.text.split("\n")
        yield from (par(line, IN_TABLE) for line in lines[:-1])
        yield par(lines[-1], IN_TABLE, mark=_CELL)
    definition = define([left, *(c.right for c in cells)], [c.flags for c in cells])
    yield par("", IN_TABLE + ROW_END + definition + extra, mark=_CELL)


def paragraphs(parts: Iterable[Part], merging: Merging = Merging.EDGES) -> list[Par]:
    """A sample report."""
    made: list[Par] = []
    for part in parts:
        if isinstance(part, Paragraph):
            made.append(par(part.text, style=part.level if 1 <= part.level <= 3 else 0))
            continue
        made += [par(text) for text in (part.title, part.note) if text]
        made += _grid(part, merging)
        made.append(par(""))
    return made


def _grid(grid: Grid, merging: Merging) -> Iterator[Par]:
    total = sum(grid.widths)
    edges = [sum(grid.widths[: i + 1]) * _TWIPS // total for i in range(len(grid.widths))]
    for number in range(len(grid.rows)):
        cells: list[Cell] = []
        sprms = b""
        for cell in sorted(_standing(grid, number), key=lambda c: c.column):
            vertical = 0 if cell.row_span == 1 else (3 if cell.row == number else 1)
            text = cell.text if cell.row == number else ""
            last = cell.column + cell.column_span
            if merging is Merging.EDGES:
                cells.append(Cell(text, edges[last - 1], vertical << 5))
                continue
            first = len(cells)
            for column in range(cell.column, last):
                horizontal = 0 if cell.column_span == 1 else (2 if column == cell.column else 1)
                flags = horizontal | vertical << 5 if merging is Merging.FLAGS else 0
                cells.append(Cell(text if column == cell.column else "", edges[column], flags))
                if merging is Merging.SPRMS and vertical:
                    sprms += struct.pack("<HBBB", 0xD62B, 2, column, vertical)
            if merging is Merging.SPRMS and cell.column_span > 1:
                sprms += struct.pack("<HBB", 0x5624, first, len(cells))
        header = HEADER_ROW if number < grid.header_rows else b""
        yield from row(cells, header + sprms)


def _standing(grid: Grid, number: int) -> list[GridCell]:
    return [c for c in grid.cells() if c.row <= number < c.row + c.row_span]
