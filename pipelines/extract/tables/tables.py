"""Tables: the numbers of a table under their row labels, column headers and announced unit.

Belongs here: the two types. Does not belong here: finding them (labelling), texts and captions (texts), meaning.
"""

from __future__ import annotations

from pipelines.extract.numbers import Unit
from pipelines.model.document import Span
from pipelines.model.frozen import dataclass
from pipelines.model.quantity import Quantity


@dataclass(frozen=True, slots=True)
class TableNumber:
    """A numeric cell. ``row`` and ``column`` are folded label texts, outer to inner; ``heads`` head the row labels.

    ``row`` holds the labels of its own half of a two-sided table (收入 left, 支出 right); ``leads``: that is the first.
    ``line``, ``place``: its row and column in the grid. ``under``: the label of the last row above without any number (项目支出：).
    ``quantity`` is None where no unit stands in cell, header, label or caption, and where the digits are ``broken``.
    ``was_cut``: a line wrap stands in the cell. ``far``: its unit is announced some lines above the table's title.
    ``headed_at``: where the row begins that heads it, in the middle of a table; 0 for the first header.
    ``star``: the mark behind the digits that only a note explains. ``untitled``: in its header a number stands for a title.
    ``unit``: that of the digits, where it is known; ``has_own_unit``: it stands behind them in the cell. ``neighbour``:
    else the one unit of money that other columns of the same header announce.
    """

    row: tuple[str, ...]
    column: tuple[str, ...]
    heads: tuple[str, ...]
    digits: str
    quantity: Quantity | None
    span: Span
    line: int
    place: int
    leads: bool = True
    under: str = ""
    broken: bool = False
    was_cut: bool = False
    far: bool = False
    neighbour: Unit | None = None
    unit: Unit | None = None
    headed_at: int = 0
    has_own_unit: bool = False
    star: str = ""
    untitled: bool = False

    @property
    def quote(self) -> Span:
        """What is shown of it: the cell."""
        return self.span

    @property
    def path(self) -> str:
        """Row labels, column labels and digits for people."""
        return " | ".join([*self.row, *self.column, self.digits])


@dataclass(frozen=True, slots=True)
class TableNumbers:
    """The numbers of one table with what names it: ``caption`` holds the lines above it and its full-width rows.

    ``of_project``: rows above its header say that it is the form of one project (项目名称 | 农村厕所改造);
    ``of_unit``: the name of the unit, where they give it (部门名称 | …).
    ``notes``: its last rows and the lines below it that speak of it (注：…). ``headings``: those that it stands below, from the
    nearest on.
    """

    index: int
    span: Span
    caption: str
    numbers: tuple[TableNumber, ...]
    of_project: bool = False
    of_unit: str = ""
    notes: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()
