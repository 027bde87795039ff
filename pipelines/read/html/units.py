"""What a page prints, before it is told which of it is the report.

Belongs here: paragraphs and tables as the walk finds them, and the elements around them. Does not belong here: finding
them (walk), telling the report from the site (report).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from pipelines.read.draft import DraftCell


class Prose(NamedTuple):
    """A block of text: its lines, how many characters it has and how many of them are links to other pages.

    ``level``: 1 to 6 for h1 to h6, 0 else. ``attached``: links to a file.
    """

    lines: tuple[str, ...]
    characters: int
    linked: int
    level: int
    attached: bool
    order: int

    @property
    def text(self) -> str:
        """All lines, as one."""
        return "".join(self.lines)


class Grid(NamedTuple):
    """A table of data. ``filled``: how many of its cells have text; ``is_lost``: a table inside a cell was left in it unread."""

    rows: int
    columns: int
    cells: tuple[DraftCell, ...]
    header_rows: int
    characters: int
    linked: int
    filled: int
    order: int
    is_lost: bool = False


Unit = Prose | Grid


class Container(NamedTuple):
    """An element that holds the units with ``start <= order < end``. ``names``: its id and classes."""

    start: int
    end: int
    names: str


class Shown(NamedTuple):
    """All that a page prints, in order.

    ``titles``: what it says that it is called; ``frames``: what it shows from elsewhere; ``pictures``: with the order at
    which they stand; ``hidden``: characters that it holds and does not show; ``unsure``: a text with digits that
    may be hidden, or printed with more.
    """

    units: Sequence[Unit]
    containers: Sequence[Container]
    titles: Sequence[str]
    frames: Sequence[str]
    pictures: Sequence[tuple[int, str]]
    hidden: int
    unsure: str = ""
