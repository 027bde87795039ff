"""Row definitions of RTF tables: ``\\trowd … \\cellx`` → edges and merges (1.9.1, "Table Definitions").

Belongs here: one row's definition as it is being given. Does not belong here: rows put together to a grid (doc.tables,
whose model RTF shares), the content of cells (story).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from pipelines.read.doc.rows import CellDefinition, RowDefinition, Vertical

_MOST_CELLS: Final = 256
_WIDEST: Final = 1 << 20  # twips


class RowBuilder:
    """Takes the control words of a row; a definition stays in force until the next ``\\trowd``."""

    def __init__(self) -> None:
        self._row = RowDefinition()
        self._continues_left = False
        self._vertical = Vertical.NONE
        self._edge = 0

    def take(self, word: bytes, number: int | None) -> None:
        """One control word of a row; others must not come here."""
        _WORDS[word](self, number or 0)

    def definition(self) -> RowDefinition:
        """The row as it has been defined so far; later words do not change it."""
        row = self._row
        return RowDefinition(row.left, list(row.cells), row.is_header, row.is_broken)

    def _begin(self, _: int) -> None:
        self._row = RowDefinition()
        self._continues_left = False
        self._vertical = Vertical.NONE
        self._edge = 0

    def _left(self, number: int) -> None:
        if not self._row.cells:
            self._row.left = self._edge = _clamped(number)

    def _header(self, _: int) -> None:
        self._row.is_header = True

    def _merge_left(self, _: int) -> None:
        self._continues_left = True

    def _merge_down(self, _: int) -> None:
        self._vertical = Vertical.BEGINS

    def _merge_up(self, _: int) -> None:
        self._vertical = Vertical.CONTINUES

    def _cell(self, number: int) -> None:
        """The right edge of a cell ends its definition."""
        edge = _clamped(number)
        if len(self._row.cells) < _MOST_CELLS:
            cell = CellDefinition(edge - self._edge, self._continues_left, self._vertical)
            self._row.cells.append(cell)
        else:
            self._row.is_broken = True
        self._edge = edge
        self._continues_left = False
        self._vertical = Vertical.NONE


def _clamped(number: int) -> int:
    return max(-_WIDEST, min(number, _WIDEST))


_WORDS: Final[dict[bytes, Callable[[RowBuilder, int], None]]] = {
    b"trowd": RowBuilder._begin,
    b"trleft": RowBuilder._left,
    b"trhdr": RowBuilder._header,
    b"clmrg": RowBuilder._merge_left,
    b"clvmgf": RowBuilder._merge_down,
    b"clvmrg": RowBuilder._merge_up,
    b"cellx": RowBuilder._cell,
}
ROW_WORDS: Final = frozenset(_WORDS)
