"""Whose money a row and a column of a table hold: the category of a cell.

Belongs here: totals, parts by source below a row, projects as rows. Does not belong here: claims (table_figures).

A bare 合计 is the department's total only in a table whose rows are its categories; below 三公经费, 政府采购, 收入 or a
list of units it is the total of those.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipelines.extract.context import Reader, list_opening
from pipelines.extract.meaning import Meaning, is_part, sort_of_number, understand
from pipelines.extract.tables import TableNumber, TableNumbers, header_pattern

OF_DEPARTMENT = frozenset({"personnel", "operating", "basic", "project"})


@dataclass(slots=True)
class Subject:
    """What is known of a whole table, and of the rows above the one that is read.

    ``lists_items``: the rows are projects. ``closed``: its 合计 adds up the department's own categories.
    ``by_source``: its rows are sources of money. ``source``: that of all its money, where the caption names one;
    ``mixed``: the caption names several. ``above``: the category whose parts by source may follow in the
    rows below; ``opened``: 其中 has announced them.
    """

    lists_items: bool
    closed: bool
    by_source: bool
    source: str
    mixed: bool
    reader: Reader
    row: tuple[str, ...] = ()
    above: str | None = None
    opened: bool = False

    def category(self, number: TableNumber, row: Meaning, column: Meaning) -> str | None:
        """The category of a cell, None where its labels leave it open. Cells come in reading order."""
        if number.row != self.row:
            self._enter(number, row)
        if row.source and not row.category:
            return self._of_source(number, column)
        bare = is_bare_total(number.row)
        if row.category and column.category and row.category != column.category:
            if is_bare_total(number.column) or is_part(row.category, of=column.category):
                return row.category
            return column.category if bare and self.by_source else None
        if (bare and row.category == "total") or (is_bare_total(number.column) and not row.category):
            return self._total()
        return self._named(row.category or column.category)

    def _of_source(self, number: TableNumber, column: Meaning) -> str | None:
        """Money of one source: of the column's category, or of the row above that it is a part of."""
        if column.category and not is_bare_total(number.column):
            return self._named(column.category)
        return self.above if number.leads else None

    def _enter(self, number: TableNumber, row: Meaning) -> None:
        """Note what the rows below may be parts of: those named 其中, and sources right below a total."""
        self.row = number.row
        if row.category and not row.source:
            named = self._total() if is_bare_total(number.row) else self._named(row.category)
            self.above, self.opened = (None if row.residue else named), False
        elif not row.source or row.residue or row.category:
            self.above = None
        elif list_opening().search("".join(number.row)):
            self.opened = True
        elif self.above != self.reader.whole and not self.opened:
            self.above = None

    def _total(self) -> str | None:
        if self.lists_items:
            return "project"
        return self.reader.whole if self.closed else None

    def _named(self, category: str | None) -> str | None:
        return self.reader.whole if category == "total" else category


def is_bare_total(labels: tuple[str, ...]) -> bool:
    """Whether labels end in 合计, 总计 or 小计 and nothing more."""
    return bool(labels) and bool(header_pattern("total_row").search(labels[-1]))


def subject_of(table: TableNumbers, reader: Reader) -> Subject:
    """What a table is about, from its caption and all of its labels."""
    rows = {number.row for number in table.numbers}
    columns = {number.column for number in table.numbers}
    row_meanings = [understand("".join(row), reader.names) for row in rows]
    categories = {m.category for m in row_meanings}
    column_categories = {understand("".join(column), reader.names).category for column in columns}
    foreign = bool(header_pattern("foreign_total").search(table.caption)) or any(
        sort_of_number("".join(row), "") == "income" for row in rows
    )
    spoken = [m for row, m in zip(rows, row_meanings, strict=True) if not is_bare_total(row)]
    caption = understand(table.caption, reader.names)
    named = bool(header_pattern("one_source").search(table.caption))
    return Subject(
        lists_items=_lists_items(table, categories),
        closed=not foreign and bool((categories | column_categories) & OF_DEPARTMENT),
        by_source=bool(spoken) and all(m.source and not m.category and not m.residue for m in spoken),
        source=(caption.source if named else None) or "all",
        mixed=named and caption.two_sources,
        reader=reader,
    )


def _lists_items(table: TableNumbers, categories: set[str | None]) -> bool:
    """Whether the rows are projects: a column says so, and no row is a category such as 人员经费 (then 项目 only means line)."""
    titled = bool(header_pattern("item_title").search(table.caption))
    named = any(
        header_pattern("item").search(number.row_header)
        or (titled and header_pattern("perhaps_item").search(number.row_header))
        for number in table.numbers
    )
    return named and categories <= {None, "total", "project"}
