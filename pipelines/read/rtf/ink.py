"""White ink on white paper: characters that nobody sees (RTF 1.9.1, "Color Table", "Character Borders and Shading").

Belongs here: which numbers of the colour table are white where nothing in the file colours cells, boxes or the page. Does not belong
here: shaded paragraphs and characters, hidden, deleted and tiny ones (formatting).
"""

from __future__ import annotations

import re
from typing import Final

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
