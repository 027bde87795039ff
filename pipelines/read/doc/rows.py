"""A table row's definition: where its cells begin and end, and which are merged.

Belongs here: the sprms of one row. Does not belong here: rows put together to a table (tables). Follows [MS-DOC]
2.4.4 (cell boundaries), 2.6.3 (table properties), 2.9 (TDefTableOperand, TC80, TCGRF, VertMergeOperand,
TInsertOperand, ItcFirstLim).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from itertools import pairwise
from typing import Final

from pipelines.read.doc import sprm
from pipelines.read.doc.binary import Broken, i16, u8, u16

_MOST: Final = 63  # cells of a row
_TC80: Final = 20  # bytes
_LEFTWARDS: Final = 1  # horzMerge: belongs to the cell before it; 2 and 3 begin a merged cell
_UPWARDS: Final = 1  # vertMerge: belongs to the cell above
_BEGINS: Final = (2, 3)


class Vertical(Enum):
    """What a cell is in a vertical merge."""

    NONE = "none"
    BEGINS = "begins"
    CONTINUES = "continues"


@dataclass(slots=True)
class CellDefinition:
    """Width in twips; ``continues_left``: part of the cell before it."""

    width: int
    continues_left: bool = False
    vertical: Vertical = Vertical.NONE


@dataclass(slots=True)
class RowDefinition:
    """``left``: where the first cell begins, in twips. ``is_broken``: part of the definition could not be read."""

    left: int = 0
    cells: list[CellDefinition] = field(default_factory=list)
    is_header: bool = False
    is_broken: bool = False

    def edges(self) -> list[int]:
        """Left edges of the cells, and the right edge of the last."""
        edges = [self.left]
        for cell in self.cells:
            edges.append(edges[-1] + cell.width)
        return edges


def define_row(sprms: Iterable[tuple[int, bytes]]) -> RowDefinition:
    """The definition that these sprms leave behind, applied in order."""
    row = RowDefinition()
    for code, operand in sprms:
        try:
            if code == sprm.DEFINE_TABLE:
                _define(row, operand)
            elif code == sprm.HEADER_ROW:
                row.is_header = u8(operand, 0) != 0
            elif code in _CHANGES:
                _CHANGES[code](row, operand)
        except Broken:
            row.is_broken = True
    return row


def _define(row: RowDefinition, operand: bytes) -> None:
    count = u8(operand, 0)
    if count > _MOST:
        raise Broken
    edges = [i16(operand, 1 + 2 * i) for i in range(count + 1)]
    row.left = edges[0]
    row.cells = [CellDefinition(right - left) for left, right in pairwise(edges)]
    at = 1 + 2 * (count + 1)
    for cell in row.cells:  # fewer TC80 than cells are allowed: the rest is not merged
        if at + 2 > len(operand):
            break
        flags = u16(operand, at)
        cell.continues_left = flags & 3 == _LEFTWARDS
        cell.vertical = _vertical(flags >> 5 & 3)
        at += _TC80


def _vertical(value: int) -> Vertical:
    if value == _UPWARDS:
        return Vertical.CONTINUES
    return Vertical.BEGINS if value in _BEGINS else Vertical.NONE


def _insert(row: RowDefinition, operand: bytes) -> None:
    first, count, width = u8(operand, 0), u8(operand, 1), u16(operand, 2)
    while len(row.cells) < min(first, _MOST):
        row.cells.append(CellDefinition(width))
    added = [CellDefinition(width) for _ in range(min(count, _MOST - len(row.cells)))]
    row.cells[first:first] = added


def _delete(row: RowDefinition, operand: bytes) -> None:
    del row.cells[u8(operand, 0) : u8(operand, 1)]


def _widen(row: RowDefinition, operand: bytes) -> None:
    for cell in row.cells[u8(operand, 0) : u8(operand, 1)]:
        cell.width = u16(operand, 2)


def _merge(row: RowDefinition, operand: bytes) -> None:
    for number, cell in enumerate(row.cells[u8(operand, 0) : u8(operand, 1)]):
        cell.continues_left = number > 0


def _split(row: RowDefinition, operand: bytes) -> None:
    for cell in row.cells[u8(operand, 0) : u8(operand, 1)]:
        cell.continues_left = False


def _merge_vertically(row: RowDefinition, operand: bytes) -> None:
    number, value = u8(operand, 0), u8(operand, 1)
    if number < len(row.cells):
        row.cells[number].vertical = _vertical(value)


_CHANGES: Final = {
    sprm.INSERT_CELLS: _insert,
    sprm.DELETE_CELLS: _delete,
    sprm.CELL_WIDTH: _widen,
    sprm.MERGE_CELLS: _merge,
    sprm.SPLIT_CELLS: _split,
    sprm.VERTICAL_MERGE: _merge_vertically,
}
