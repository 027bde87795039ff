"""Paper: paragraphs and tables put down quickly, in the shapes that the samples' writers understand.

Belongs here: rows of text with merged cells → Grid. Does not belong here: wording, figures, file formats.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipelines.samples.lines import columns
from pipelines.samples.parts import Align, Entry, Grid, Merge, Paragraph

LEFT, UP = "←", "↑"
"""A place that goes on with the cell at its left, or above it."""

_MARKS: dict[str, Merge] = {LEFT: Merge.LEFT, UP: Merge.UP}
_NARROW, _WIDE = 2, 14


def grid(rows: Iterable[Sequence[str]], *, title: str | None = None, note: str | None = None) -> Grid:
    """A table; rows that are too short go on with empty cells. Widths follow the longest words of a column."""
    listed = [list(row) for row in rows]
    wide = max(len(row) for row in listed)
    filled: list[list[str]] = [row + [""] * (wide - len(row)) for row in listed]
    entries: tuple[tuple[Entry, ...], ...] = tuple(
        tuple(_MARKS.get(text, text) for text in row) for row in filled
    )
    return Grid(entries, tuple(_width(filled, column) for column in range(wide)), title, note)


def _width(rows: Sequence[Sequence[str]], column: int) -> int:
    """What the column's words need, a word over several columns its share in each; no more than is reasonable."""
    needed = [_NARROW]
    for row in rows:
        first = column
        while row[first] == LEFT:
            first -= 1
        last = first + 1
        while last < len(row) and row[last] == LEFT:
            last += 1
        if row[first] != UP:
            printed = max(map(columns, row[first].split("\n")))
            needed.append(-int(-printed // (last - first)))
    return min(max(needed), _WIDE)


def title(text: str) -> Paragraph:
    """The document's title, or a further line of it."""
    return Paragraph(text, Align.CENTRE, 0)


def heading(text: str, level: int = 1) -> Paragraph:
    """A heading with its number as it is printed."""
    return Paragraph(text, Align.HEADING, level)


def line(text: str) -> Paragraph:
    """Body text."""
    return Paragraph(text)


def right(text: str) -> Paragraph:
    """A line at the right: a unit above a table, a signature, a date."""
    return Paragraph(text, Align.RIGHT)


def centred(text: str) -> Paragraph:
    """A line in the middle that is no title: the year under it."""
    return Paragraph(text, Align.CENTRE)
