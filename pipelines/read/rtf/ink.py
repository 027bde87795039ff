"""White ink on white paper: characters that nobody sees (RTF 1.9.1, "Color Table", "Character Borders and Shading").

Belongs here: which numbers of the colour table are white where nothing in the file colours the paper. Does not belong here: hidden,
deleted and tiny characters (formatting).
"""

from __future__ import annotations

import re
from typing import Final

_TABLE: Final = re.compile(rb"\{\s*\\colortbl\b([^{}]*)\}")
_COLOURS_PAPER: Final = re.compile(
    rb"cbpat|shdng|\\cb[1-9]|\\highlight[1-9]|shading|\\background|bgdk|\\shptxt|\\do\b|txbx"
)
_WHITE: Final = (b"\\red255", b"\\green255", b"\\blue255")


def white_inks(data: bytes) -> frozenset[int]:
    """Numbers of the white colours; none where some paper, a cell or a text box may have a colour: there white may be seen."""
    table = _TABLE.search(data)
    if table is None or _COLOURS_PAPER.search(data):
        return frozenset()
    return frozenset(
        number for number, named in enumerate(table[1].split(b";")) if all(part in named for part in _WHITE)
    )
