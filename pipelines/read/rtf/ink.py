"""Ink in the colour of its paper: characters that nobody sees (RTF 1.9.1, "Color Table", "Character Borders and Shading").

Belongs here: which numbers of the colour table are white where nothing in the file colours cells, boxes or the page, and whether
characters are white on white or of the colour behind them. Does not belong here: hidden, deleted and tiny ones (formatting).
"""

from __future__ import annotations

import re
from collections.abc import Set
from typing import Final

from pipelines.read.rtf.state import State

_TABLE: Final = re.compile(rb"\{\s*\\colortbl\b([^{}]*)\}")
_COLOURS_PAPER: Final = re.compile(
    rb"\\(?:cl|tr|ts|tscell)(?:c[bf]pat|shdng)|\\background|bgdk|\\shptxt|\\do\b|txbx"
)
_WHITE: Final = (b"\\red255", b"\\green255", b"\\blue255")


def white_inks(data: bytes) -> frozenset[int]:
    """Numbers of the white colours; none where a row, a cell, a text box or the page may have a colour: there white may be seen."""
    table = _TABLE.search(data)
    if table is None or _COLOURS_PAPER.search(data):
        return frozenset()
    return frozenset(
        number for number, named in enumerate(table[1].split(b";")) if all(part in named for part in _WHITE)
    )


def is_as_paper(state: State, white: Set[int]) -> bool:
    """Whether characters have the colour of what is behind them; ``white``: the numbers of the white colours."""
    if not state.colour or state.is_marked:
        return False
    if state.mark:
        return state.colour == state.mark or {state.colour, state.mark} <= white
    if state.is_shaded:
        return False
    return state.colour == state.shade or (
        state.colour in white and (not state.shade or state.shade in white)
    )
