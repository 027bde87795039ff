"""One report as parts, and what any reader must make of it: the measure that every format is held to.

``outline`` says what a Document reads as, whatever its format: paragraphs as text, tables as rows of cell texts with
merged cells standing at every place that they cover. Page numbers and other furniture are left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipelines.model.document import BlockKind, Document
from pipelines.model.flow import Flow
from pipelines.samples.compose import compose
from pipelines.samples.parts import Grid, Merge, Paragraph, Part
from pipelines.samples.ship import planned

Outline = list[str | list[list[str]]]


def outline(document: Document) -> Outline:
    """What the document reads as. White space and character width are folded: they are the format's, not the report's."""
    read: Outline = []
    for block in document.blocks:
        if block.kind is BlockKind.FURNITURE:
            continue
        if block.table is None:
            read.append(document.flow(block).folded().text)
            continue
        grid = document.tables[block.table].grid()
        read.append(
            [["" if cell is None else document.flow(cell).folded().text for cell in row] for row in grid]
        )
    return read


def expected(parts: Iterable[Part]) -> Outline:
    """The outline of these parts. A grid's title and note are paragraphs above it."""
    wanted: Outline = []
    for part in parts:
        if isinstance(part, Paragraph):
            wanted.append(_folded(part.text))
            continue
        wanted += [_folded(text) for text in (part.title, part.note) if text]
        wanted.append(_rows(part))
    return wanted


def reports() -> Sequence[tuple[str, tuple[Part, ...]]]:
    """A handful of shipped sample reports, by file name: prose, lists, five kinds of tables."""
    chosen = planned()[::7]
    return [(one.file_name, tuple(compose(one.specimen))) for one in chosen]


def _rows(grid: Grid) -> list[list[str]]:
    rows: list[list[str]] = []
    for entries in grid.rows:
        row: list[str] = []
        for column, entry in enumerate(entries):
            if entry is Merge.LEFT:
                row.append(row[-1])
            elif entry is Merge.UP:
                row.append(rows[-1][column])
            else:
                row.append(_folded(str(entry)))
        rows.append(row)
    return rows


def _folded(text: str) -> str:
    return Flow(text, tuple(range(len(text)))).folded().text
