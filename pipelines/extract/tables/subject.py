"""Whose money a row and a column of a table hold: the category of a cell.

Belongs here: totals, parts by source below a row, rows without a name of their own, projects as rows. Does not belong
here: claims (figures), wording (lexicon/meaning.toml).

A bare 合计 is the department's total only in a table whose rows are its categories or sources; below 三公经费, 政府采购,
收入 or a list of units it is the total of those. A row without a name (预算数 | 8.00) is the whole only in a form.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from pipelines.extract.context import Reader, list_opening
from pipelines.extract.meaning import Meaning, is_part, sort_of_number, understand
from pipelines.extract.tables.header import header_pattern
from pipelines.extract.tables.tables import TableNumber, TableNumbers
from pipelines.extract.tables.wholes import (
    are_years_or_stages,
    is_sum_of_natures,
    names_once,
    sources_add_up,
    sums_over_units,
    targeted_rows,
    titles_whole,
)
from pipelines.lexicon import load

OF_DEPARTMENT = frozenset({"personnel", "operating", "basic", "project"})


@cache
def _notes() -> re.Pattern[str]:
    """Brackets that only explain a label: its unit, the letter of a formula, whose money it is."""
    return re.compile("|".join(load("meaning")["header"]["note"]))


@lru_cache(maxsize=8192)
def without_notes(label: str) -> str:
    """A label without the brackets that only explain it."""
    return _notes().sub("", label)


def words_of(labels: tuple[str, ...]) -> str:
    """The labels of a row or column without notes and without those that only name a part of the form."""
    named = [label for label in (without_notes(text) for text in labels) if label]
    own = [label for label in named if not header_pattern("part_of_form").search(label)]
    return "".join(own or (label for label in named if not header_pattern("form_only").search(label)))


@dataclass(slots=True)
class Subject:
    """What is known of a whole table, and of the rows above the one that is read.

    ``lists_items``: the rows are projects, ``lists_tasks``: or tasks of the whole unit. ``closed``: its 合计 adds up the department's own categories.
    ``lines_only``: its other rows are lines of the accounts, so that its 合计 is that of each column.
    ``one_subtotal``: its only sum is called 小计, and stands once.
    ``sources_add_up``: its rows of sources give its 合计 in every column.
    ``adds_up_spending``: a row is 本年支出合计, so that it is the accounts of the year.
    ``spent_bare``: its columns name budgets, and none of them the stage of what was spent. ``by_source``: its rows are sources of money. ``nameless``: what a row without a name of its own holds.
    ``source``: that of all its money, where the caption names one; ``mixed``: the caption names several.
    ``is_income``: all of it is income; ``has_income``: some of its rows are.
    ``unit_sums``: amounts of 合计 that add up all units. ``names_once``: each of its rows names another project.
    ``targeted``: the row 特定目标类项目, where it is all of 项目支出.
    ``stage``: that of the caption, where no row and no column names another. ``above``: the category whose parts by source
    may follow in the rows below; ``opened``: 其中 has announced them;
    ``parted``: the heading of a group below which a part of the whole has stood.
    """

    lists_items: bool
    lists_tasks: bool
    closed: bool
    lines_only: bool
    one_subtotal: bool
    sources_add_up: bool
    adds_up_spending: bool
    spent_bare: bool
    by_source: bool
    nameless: str | None
    source: str
    mixed: bool
    is_income: bool
    has_income: bool
    caption: str
    stage: str | None
    reader: Reader
    unit_sums: frozenset[TableNumber]
    targeted: frozenset[tuple[str, ...]]
    names_once: bool
    row: tuple[str, ...] = ()
    above: str | None = None
    opened: bool = False
    parted: str = ""

    def category(self, number: TableNumber, row: Meaning, column: Meaning) -> str | None:
        """The category of a cell, None where its labels leave it open. Cells come in reading order."""
        if number.row != self.row:
            self._enter(number, row)
        if number in self.unit_sums and (column.category or titles_whole(self.caption)):
            return self._named(column.category or "total")
        if row.source and not row.category:
            return self._of_source(number, column)
        bare = is_bare_total(number.row)
        if row.category and column.category and row.category != column.category:
            return self._crossed(row.category, column.category, bare, number)
        if bare and not row.category and not (row.residue or self.one_subtotal):
            return None  # a 小计 of some rows
        if (bare and row.category in (None, "total") and not row.residue) or (
            _sums_columns(number, column) and not row.category
        ):
            return self._total()
        if not row.category and not column.category and not row.residue:
            return None if self._is_of_level(number) else self.nameless
        return self._named(row.category or column.category)

    def _is_of_level(self, number: TableNumber) -> bool:
        """Whether a row without a category is named after a level of government (市级支出), not after the unit itself."""
        text = words_of(number.row)
        own = any(text.startswith(name) for name in self.reader.names)
        return not own and bool(header_pattern("of_level").search(text))

    def _crossed(self, row: str, column: str, bare: bool, number: TableNumber) -> str | None:
        """Row and column name different categories: the part of the two, if one holds the other."""
        if (is_bare_total(number.column) and column == "total") or is_part(row, of=column):
            return row
        if is_part(column, of=row) and (not bare or self.by_source or self.lines_only):
            return column
        return None

    def _of_source(self, number: TableNumber, column: Meaning) -> str | None:
        """Money of one source: of the column's category, or of the row above that it is a part of."""
        if column.category and not _sums_columns(number, column):
            return self._named(column.category)
        if self.above is None and self.sources_add_up:
            return self._total()
        return self.above if number.leads or self.nameless else None

    def _enter(self, number: TableNumber, row: Meaning) -> None:
        """Note what the rows below may be parts of: those named 其中, and sources right below a total."""
        self.row = number.row
        if row.category and not row.source:
            self.parted = self.parted if row.category == "total" else number.under
            named = self._total() if is_bare_total(number.row) else self._named(row.category)
            self.above, self.opened = (None if row.residue else named), False
        elif not row.source and not row.residue and self.nameless:
            self.above, self.opened = self.nameless, False
        elif is_local_source(number):
            return
        elif row.source and self._in_sources(number):
            self.above, self.opened = self.reader.whole if self.closed else self.nameless, True
        elif not row.source or row.residue or row.category:
            self.above = None
        elif list_opening().search("".join(number.row)):
            self.opened = True
        elif self.above != self.reader.whole and not self.opened:
            self.above = None

    def _in_sources(self, number: TableNumber) -> bool:
        """Whether a source belongs to a group of sources of the whole: 按资金来源： heads it, and no part of the whole since."""
        opens = header_pattern("opens_sources")
        if any(opens.search(without_notes(label)) for label in number.row):
            return True
        return number.under != self.parted and bool(opens.search(without_notes(number.under)))

    def _total(self) -> str | None:
        if self.lists_items:
            return self.reader.whole if self.lists_tasks else "project"
        return self.reader.whole if self.closed else self.nameless

    def _named(self, category: str | None) -> str | None:
        return self.reader.whole if category == "total" else category


def is_bare_total(labels: tuple[str, ...]) -> bool:
    """Whether labels end in 合计, 总计 or 小计 and nothing more."""
    return bool(labels) and bool(header_pattern("total_row").search(labels[-1]))


def _sums_columns(number: TableNumber, column: Meaning) -> bool:
    """Whether a column adds up all others: 合计, but not the 小计 below 基本支出."""
    return is_bare_total(number.column) and column.category in (None, "total")


def heads_money(cells: Sequence[str]) -> bool:
    """Whether a row titles columns of money: two stages of the budget, each in a cell of its own (全年预算数 | 全年执行数)."""
    named = (understand(text) for text in {without_notes(cell) for cell in cells} if text)
    return (
        len({m.stage for m in named if m.stage and not (m.residue or m.category or m.source or m.rate)}) > 1
    )


def is_local_source(number: TableNumber) -> bool:
    """Whether a row holds money of 地方 without its level."""
    return bool(number.row) and bool(header_pattern("local_source").search(number.row[-1]))


def is_line(number: TableNumber) -> bool:
    """Whether a row is a line of the accounts (功能分类、经济分类科目)."""
    return any(header_pattern("classification").search(label) for label in (*number.row, *number.column))


def column_meaning(number: TableNumber, names: tuple[str, ...]) -> Meaning:
    """What the header of a column names; a part of the form over it (预算执行情况) counts only where nothing else does."""
    named = [label for label in (without_notes(text) for text in number.column) if label]
    own = [label for label in named if not header_pattern("part_of_form").search(label)]
    meaning = understand("".join(own), names)
    if len(own) == len(named) or meaning.stages or meaning.rate or meaning.unsaid:
        return meaning
    return understand("".join(named), names)


def row_meaning(number: TableNumber, names: tuple[str, ...]) -> Meaning:
    """What the labels of a row name; 其他 beside other sources is 其他资金."""
    text = words_of(number.row)
    if header_pattern("carried_part").search(text) and understand("".join(number.column)).stages:
        text = f"{text}资金"  # 其中：上年结转 beside 年初预算 | 执行数: a source, no stage
    if names and any(header_pattern("units").search(head) for head in number.heads):
        names = tuple(name for name in names if name in names[0] or names[0] in name)
    if header_pattern("earmarked").search(text):
        text = text.replace("专项", "")
    return understand("其他资金" if header_pattern("other_source").search(text) else text, names)


def subject_of(table: TableNumbers, reader: Reader) -> Subject:
    """What a table is about, from its caption and all of its labels."""
    by_row = {number.row: number for number in table.numbers}
    by_column = {number.column: number for number in table.numbers}
    meanings = {row: row_meaning(number, reader.names) for row, number in by_row.items()}
    column_meanings = [column_meaning(number, reader.names) for number in by_column.values()]
    categories = {m.category for m in meanings.values() if not m.residue}
    has_income = any(sort_of_number("".join(row), "") == "income" for row in by_row)
    foreign = has_income or bool(header_pattern("foreign_total").search(table.caption))
    spoken = [m for row, m in meanings.items() if not is_bare_total(row) and not is_local_source(by_row[row])]
    by_source = bool(spoken) and all(m.source and not m.category and not m.residue for m in spoken)
    caption = understand(table.caption, reader.names)
    named = bool(header_pattern("one_source").search(table.caption))
    sums = {number.line for number in table.numbers if is_bare_total(number.row) and number.leads}
    column_categories = {m.category for m in column_meanings if not m.residue}
    column_stages = {stage for m in column_meanings for stage in m.stages}
    said = {stage for m in [*meanings.values(), *column_meanings] for stage in m.stages}
    said -= {"carried_in", "carried_out"}
    unsaid = any(m.unsaid for m in [*meanings.values(), *column_meanings])
    return Subject(
        lists_items=_lists_items(table, categories),
        lists_tasks=any(header_pattern("task").search(head) for n in table.numbers for head in n.heads),
        closed=not foreign
        and (
            (by_source and _speaks_of_whole(table, reader))
            or bool((categories | column_categories) & OF_DEPARTMENT)
        ),
        lines_only=not foreign and all(is_bare_total(r) or is_line(n) for r, n in by_row.items()),
        one_subtotal=len(sums) == 1,
        sources_add_up=len(sums) == 1 and sources_add_up(table, meanings),
        adds_up_spending=any(
            header_pattern("spent_whole").search(label) for row in by_row for label in row[-1:]
        ),
        spent_bare=not has_income
        and bool(column_stages & {"initial", "adjusted"})
        and "executed" not in column_stages,
        by_source=by_source,
        unit_sums=frozenset() if foreign or reader.whole != "total" else sums_over_units(table, reader),
        targeted=targeted_rows(table, meanings),
        names_once=names_once(table),
        nameless=_nameless(table, meanings, column_meanings, caption, foreign, reader)
        or (reader.whole if not foreign and is_sum_of_natures(table, meanings) else None),
        source=(caption.source if named else None) or "all",
        mixed=named and caption.two_sources,
        has_income=has_income,
        caption=table.caption,
        is_income=bool(header_pattern("income_title").search(table.caption)),
        stage=caption.stage if not unsaid and said <= {caption.stage} and len(caption.stages) == 1 else None,
        reader=reader,
    )


def _speaks_of_whole(table: TableNumbers, reader: Reader) -> bool:
    """Whether a table of sources tells of all money of the report: in a department's, its title says so."""
    if reader.whole == "project":
        return True
    title = table.caption
    return bool(header_pattern("whole_title").search(title)) and not header_pattern("item_title").search(
        title
    )


def _nameless(
    table: TableNumbers,
    meanings: Mapping[tuple[str, ...], Meaning],
    columns: list[Meaning],
    caption: Meaning,
    foreign: bool,
    reader: Reader,
) -> str | None:
    """The category of rows without a name: that of the whole form, where no row and no column is one of several."""
    rows = [*meanings.values()]
    if any(m.category not in (None, "total") and not m.residue for m in [*rows, *columns]):
        return None
    if caption.category == "three_public":
        return caption.category
    labels = [label for number in table.numbers for label in (*number.row, *number.column)]
    is_form = bool(table.of_unit or header_pattern("form_title").search(table.caption)) or any(
        header_pattern("part_of_form").search(without_notes(label)) for label in labels
    )
    is_form |= titles_whole(table.caption) and are_years_or_stages(meanings.items(), columns)
    named_otherwise = any(m.residue for m in rows)
    if foreign or not (is_form or (reader.whole == "project" and not named_otherwise)):
        return None
    return caption.category if caption.category == "project" else reader.whole


def _lists_items(table: TableNumbers, categories: set[str | None]) -> bool:
    """Whether the rows are projects: a column says so, and no row is a category such as 人员经费 (then 项目 only means line)."""
    titled = bool(header_pattern("item_title").search(table.caption))
    named = any(
        header_pattern("item").search(head) or (titled and header_pattern("perhaps_item").search(head))
        for number in table.numbers
        for head in number.heads
    )
    return named and categories <= {None, "total", "project"}
