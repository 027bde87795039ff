"""Figures whose characters have no meaning: their font says which shapes to draw and not which characters they are.

Belongs here: finding them on a page most of which can be read. Does not belong here: pages whose text says nothing at all (pdf.legible).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from pipelines.read.layout.grid import Grid
from pipelines.read.layout.printed import PrintedLine

_UNKNOWN: Final = "[\ue000-\uf8ff\ufffd]"
_FIGURE: Final = re.compile(
    rf"{_UNKNOWN} ?(?:[万亿]?元|[%％人名])|\d[.,]?{_UNKNOWN}|{_UNKNOWN}[.,](?:\d|{_UNKNOWN})|(?:{_UNKNOWN} ?){{4,}}"
)
_LONGEST: Final = 40  # characters of its line that are quoted


def illegible_figure(items: Iterable[PrintedLine | Grid]) -> str:
    """The first line of a page that holds what may be a figure and cannot be read, with a □ for each such character; else empty."""
    for text in _texts(items):
        if not text.isascii() and _FIGURE.search(text):
            return re.sub(_UNKNOWN, "□", text)[:_LONGEST]
    return ""


def _texts(items: Iterable[PrintedLine | Grid]) -> Iterator[str]:
    for item in items:
        if isinstance(item, Grid):
            yield from (line.text for cell in item.cells for line in cell.lines)
        else:
            yield item.text
