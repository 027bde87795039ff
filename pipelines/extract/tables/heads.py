"""Heads: what heads the rows of a table while it is read from the top.

Belongs here: the header, the units and the labels above that hold for the next row, and where a row heads anew. Does not belong
here: which rows make a header (header), the numbers of a row (line), meaning.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipelines.extract.tables.cell_units import AnnouncedUnits
from pipelines.extract.tables.header import (
    Header,
    Row,
    belongs_to_header,
    header_of,
    header_pattern,
    header_rows,
    heads_anew,
    is_numbering,
    is_title,
    labels_of,
    opens_groups,
    parts_titles,
    without_form_rows,
)
from pipelines.extract.tables.line import Line, is_turned
from pipelines.extract.tables.misplaced import amount_columns, columns_of_figures, is_paired
from pipelines.extract.tables.parts_above import PartAbove
from pipelines.extract.tables.texts import TableText, names_unit
from pipelines.model.document import Cell

BELOW_HEADER = 12
BELOW_POSTS = 3
"""So many rows of a form from that of 编制人数 on, its own included, 在职 counts people, whatever unit the form has."""


@dataclass(slots=True)
class Heads:
    """``first``: the first row below the header. ``figures``, ``amounts``: the columns that hold numbers, and money, below the
    header that holds now. ``under``, ``part``: what the last rows without numbers name."""

    table: TableText
    first: int
    header: Header
    announced: AnnouncedUnits
    under: str
    part: PartAbove = field(default_factory=PartAbove)
    amounts: frozenset[int] = frozenset()
    figures: frozenset[int] = frozenset()
    _headed_at: int = 0  # where the row begins that heads anew; 0 for the first header
    _heading: list[Row] = field(default_factory=list)  # the rows of the header, while it is only just read
    _posts: int = -BELOW_POSTS  # the last row that counts posts

    @classmethod
    def of(cls, table: TableText) -> Heads:
        """Before the first row below the first header."""
        texts, first = table.texts, header_rows(table.texts)
        above = texts[:first]
        header = header_of(without_form_rows([row for row in above if not names_unit(row)]), table.width)
        under = above[-1][0] if first > 1 and _names_rows_below(above[-1]) else ""
        heads = cls(table, first, header, AnnouncedUnits.above(table, above), under, _heading=[*above])
        heads._headed_at = table.headed_at
        heads._look_at(texts[first : first + BELOW_HEADER])
        return heads

    def enter(self, row: int) -> bool:
        """Go on to a row; whether it is one of labels and numbers, and no header, numbering or line with the unit."""
        cells = self.table.texts[row]
        self.announced.go_on(cells)
        if any(map(header_pattern("posts").search, cells)):
            self._posts = row
        if is_numbering(cells) or names_unit(cells):
            return False
        if not self._is_headed_anew(row):
            self._heading = []
            return True
        goes_on = bool(self._heading) and belongs_to_header(self._heading[-1], cells)
        self._heading = [*(self._heading if goes_on else ()), cells]
        self.header, self.under = header_of(self._heading, self.table.width), ""
        self.part.forget()
        self._headed_at = offset_of(self.table.cells[row])
        self._look_at(self.table.texts[row + 1 : row + BELOW_HEADER])
        return False

    def line(self, row: int) -> Line:
        """A row with all that heads it."""
        cells = self.table.texts[row]
        counts_posts = row - self._posts < BELOW_POSTS
        header = replace(self.header, posts=True) if counts_posts else self.header
        paired = is_paired(cells, self.header, self.amounts)
        turned = is_turned(cells, self.header)
        return Line(
            cells,
            header,
            self.announced,
            self.under,
            self.part,
            paired,
            turned,
            self._headed_at,
            self.figures,
        )

    def note_unnumbered(self, row: int) -> None:
        """A row without numbers may name the rows below it."""
        cells = self.table.texts[row]
        if labels := labels_of(cells):
            self.under = labels[-1]
            self.part.note(cells, labels)

    def _is_headed_anew(self, row: int) -> bool:
        cells, below = self.table.texts[row], self.table.texts[row + 1 : row + 3]
        if heads_anew(cells, below[0] if below else ()):
            return True
        if len(below) == 2 and opens_groups(cells, *below):
            return True
        return bool(self._headed_at and self._heading) and parts_titles(self._heading[-1], cells)

    def _look_at(self, rows: Sequence[Row]) -> None:
        self.amounts = amount_columns(rows, self.header)
        self.figures = columns_of_figures(rows, self.header)


def _names_rows_below(cells: Row) -> bool:
    """Whether the last row above the first number is a title over the rows below it, or fills its first cell alone."""
    return is_title(cells) or (bool(cells[0]) and not any(cells[1:]))


def offset_of(cells: Sequence[Cell | None]) -> int:
    """Where a row begins in the raw text."""
    return min((piece.start for cell in cells if cell is not None for piece in cell.pieces), default=0)
