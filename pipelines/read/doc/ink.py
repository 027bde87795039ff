"""Ink in the colour of the paper: which characters nobody sees, and what colours the paper behind them.

Belongs here: colours and shadings as sprms say them. Does not belong here: hidden, deleted and struck characters (properties).
Follows [MS-DOC] 2.9 (COLORREF, Ico, Shd, Shd80, DefTableShdOperand).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from pipelines.read.doc import sprm

_NEAR_WHITE: Final = 0xF0
_WHITE: Final = 8  # of the sixteen old colours
_AUTO: Final = 0xFF
_SHADING: Final = 10  # bytes of Shd; Shd80 has two


def is_white(code: int, operand: bytes) -> bool:
    """Whether sprmCCv or sprmCIco sets white, or what nobody tells from it."""
    if code == sprm.OLD_COLOUR:
        return operand[0] == _WHITE
    return operand[3] != _AUTO and min(operand[:3]) >= _NEAR_WHITE


def is_shaded(shading: bytes) -> bool:
    """Whether a Shd or Shd80 colours what it lies on: by a colour that is not white, or by a pattern."""
    if len(shading) >= _SHADING:
        back, pattern = shading[4:8], shading[8] | shading[9] << 8
        return pattern != 0 or (back[3] != _AUTO and min(back[:3]) < _NEAR_WHITE)
    old = int.from_bytes(shading[:2], "little")
    return old >> 10 != 0 or old >> 5 & 0x1F not in (0, _WHITE)


def colours_cells(row: Iterable[tuple[int, bytes]]) -> bool:
    """Whether a row's sprms colour a cell, or may."""
    return any(
        code in sprm.OTHER_CELL_SHADINGS
        or any(
            is_shaded(operand[at : at + size])
            for size in (sprm.CELL_SHADINGS.get(code, 0),)
            for at in (range(0, len(operand) - size + 1, size) if size else ())
        )
        for code, operand in row
    )
