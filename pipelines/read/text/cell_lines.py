"""Tables written one cell per line: a tab begins each cell, an empty line ends each row.

Belongs here: lines of such a region → captions, tables with merged header cells, rows that fit no table. Does not
belong here: finding the region (text), the meaning of cells.

Nothing is ever shifted: a row whose cells cannot be placed for certain stands as a table of its own.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipelines.model.document import Cell, Span, Table
from pipelines.read import shapes

CellPieces = tuple[Span, ...]  # one per line of the cell; an empty cell has none


@dataclass(frozen=True, slots=True)
class Row:
    """The cells of one row in printed order, and the raw range of its lines."""

    cells: tuple[CellPieces, ...]
    span: Span


@dataclass(slots=True)
class Draft:
    """A table being laid out. ``spans`` are the raw ranges of its rows."""

    columns: int
    cells: list[Cell] = field(default_factory=list)
    spans: list[Span] = field(default_factory=list)

    def add(self, row: Row) -> None:
        """A row that has as many cells as the table has columns."""
        at = len(self.spans)
        self.cells += [Cell(at, column, 1, 1, pieces) for column, pieces in enumerate(row.cells)]
        self.spans.append(row.span)

    def add_total(self, row: Row, text: str) -> bool:
        """A shorter row of totals whose label must span the columns that hold no numbers; False where that is not sure.

        Sure means: every number of the row then stands below numbers, and would not if the label spanned one column.
        """
        words = ["".join(text[p.start : p.end] for p in pieces) for pieces in row.cells]
        span = self.columns - len(words) + 1
        if span < 2 or not shapes.is_total(words[0]):
            return False
        numeric = {
            cell.column
            for cell in self.cells
            if cell.row and shapes.is_figure("".join(text[p.start : p.end] for p in cell.pieces))
        }
        figures = [place for place, word in enumerate(words) if shapes.is_figure(word)]
        fits = all(place + span - 1 in numeric for place in figures)
        if not figures or not fits or all(place in numeric for place in figures):
            return False
        at = len(self.spans)
        self.cells.append(Cell(at, 0, 1, span, row.cells[0]))
        self.cells += [Cell(at, span + i, 1, 1, pieces) for i, pieces in enumerate(row.cells[1:])]
        self.spans.append(row.span)
        return True

    def table(self) -> Table:
        """The finished grid."""
        return Table(len(self.spans), self.columns, tuple(self.cells))


def lay_out(rows: Sequence[Row], text: str) -> list[Draft | Span]:
    """Tables and captions of a region of ``text``, in the order in which they begin.

    A row of one cell is a caption.
    """
    parts: list[Draft | Span] = []
    table: Draft | None = None
    skip = 0
    for index, row in enumerate(rows):
        if skip:
            skip -= 1
            continue
        if len(row.cells) == 1:
            if row.cells[0]:
                parts.append(Span(row.cells[0][0].start, row.cells[0][-1].end))
            table = None
            continue
        if table is not None and len(row.cells) == table.columns:
            table.add(row)
            continue
        if table is not None and table.add_total(row, text):
            continue
        following = rows[index + 1] if index + 1 < len(rows) else None
        if table is not None and following is not None and len(following.cells) == table.columns:
            lone = Draft(len(row.cells))  # a row that fits neither the one above nor the one below
            lone.add(row)
            parts.append(lone)
            continue
        header = merged_header(row, following) if following is not None else None
        if header is not None and following is not None:
            table = Draft(len(following.cells), header, [row.span, following.span])
            skip = 1
        else:
            table = Draft(len(row.cells))
            table.add(row)
        parts.append(table)
    return parts


def merged_header(upper: Row, lower: Row) -> list[Cell] | None:
    """Cells of a two-row header whose upper row prints fewer cells; None where that cannot be derived.

    An empty cell of the lower row continues the cell above it (row_span 2); a run of words stands under one upper
    cell (column_span n).
    """
    if len(upper.cells) >= len(lower.cells):
        return None
    groups: list[list[int]] = []
    for column, pieces in enumerate(lower.cells):
        if pieces and groups and lower.cells[column - 1]:
            groups[-1].append(column)
        else:
            groups.append([column])
    if len(groups) != len(upper.cells):
        return None
    cells: list[Cell] = []
    for group, pieces in zip(groups, upper.cells, strict=True):
        deep = not lower.cells[group[0]]
        cells.append(Cell(0, group[0], 2 if deep else 1, len(group), pieces))
        cells += [Cell(1, column, 1, 1, lower.cells[column]) for column in group if not deep]
    return cells
