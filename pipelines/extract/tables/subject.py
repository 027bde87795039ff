"""Whose money a row and a column of a table hold: the category of a cell.

Belongs here: totals, parts by source below a row, rows without a name of their own, projects as rows. Does not belong
here: what a table is about (about), claims (figures), wording (lexicon/meaning.toml).

A bare 合计 is the department's total only in a table whose rows are its categories or sources; below 三公经费, 政府采购,
收入 or a list of units it is the total of those. A row without a name (预算数 | 8.00) is the whole only in a form.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from pipelines.extract.context import Reader, list_opening
from pipelines.extract.meaning import Meaning, is_part, understand
from pipelines.extract.tables.header import header_pattern
from pipelines.extract.tables.tables import TableNumber
from pipelines.extract.tables.wholes import Kind, titles_whole
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
    """What is known of a whole table, and of the rows above the one that is read."""

    caption: str
    reader: Reader

    # what its rows are
    lists_items: bool
    """Projects."""
    lists_tasks: bool
    """Or tasks of the whole unit."""
    names_once: bool
    """Each of its rows names another project."""
    lines_only: bool
    """Lines of the accounts, so that its 合计 is that of each column."""
    by_source: bool
    """Sources of money."""
    nameless: str | None
    """What a row without a name of its own holds."""

    # what its sums are
    closed: bool
    """Its 合计 adds up the department's own categories."""
    sum_of: str
    """What that 合计 is: the whole, or 基本支出 below such a title."""
    one_subtotal: bool
    """Its only sum is called 小计, and stands once."""
    sources_add_up: bool
    """Its rows of sources give its 合计 in every column."""
    adds_up_spending: bool
    """A row is 本年支出合计, so that it is the accounts of the year."""
    unit_sums: frozenset[TableNumber]
    """Amounts of 合计 that add up all units."""
    lists_units: bool
    """Its rows are several units, so that the row with the own name is that of the own offices alone."""
    kinds: Mapping[tuple[str, ...], Kind]
    """The rows 人员类项目, 公用经费 and 特定目标类项目, where they are its 合计."""

    # what all of its money is
    source: str
    """The one that the caption names."""
    mixed: bool
    """The caption names several sources."""
    is_income: bool
    """All of it is income."""
    has_income: bool
    """Some of its rows are."""
    has_income_beside: bool
    """Some of its columns are."""
    stage: str | None
    """That of the caption, where no row and no column names another."""
    spent_bare: bool
    """Its columns name budgets, and none of them the stage of what was spent."""

    # the rows above
    row: tuple[str, ...] = ()
    """The labels of the row that is read."""
    above: str | None = None
    """The category whose parts by source may follow in the rows below."""
    opened: bool = False
    """其中 has announced them."""
    parted: str = ""
    """The heading of a group below which a part of the whole has stood."""

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
        elif is_local_source(number, self.reader.names):
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
        if any(opens.search(label) or opens.search(without_notes(label)) for label in number.row):
            return True
        return number.under != self.parted and bool(opens.search(without_notes(number.under)))

    def _total(self) -> str | None:
        if self.lists_items:
            return self.reader.whole if self.lists_tasks else "project"
        return self.sum_of if self.closed else self.nameless

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


def is_local_source(number: TableNumber, names: tuple[str, ...]) -> bool:
    """Whether a row holds money of 地方 without its level. ``names``: those of the unit, which tell what 本级 is."""
    if not number.row or not header_pattern("local_source").search(number.row[-1]):
        return False
    return not _is_of_own_county(number.row[-1], names)


def _is_of_own_county(label: str, names: tuple[str, ...]) -> bool:
    """Whether 本级 is the county's: the unit is one of a county."""
    of_county = header_pattern("of_county")
    return bool(header_pattern("own_level_source").search(label)) and any(map(of_county.search, names[:1]))


def is_line(number: TableNumber) -> bool:
    """Whether a row is a line of the accounts (功能分类、经济分类科目)."""
    return any(header_pattern("classification").search(label) for label in (*number.row, *number.column))


def column_meaning(number: TableNumber, names: tuple[str, ...]) -> Meaning:
    """What the header of a column names; a part of the form over it (预算执行情况) counts only where nothing else does."""
    named = [label for label in (without_notes(text) for text in number.column) if label]
    own = [label for label in named if not header_pattern("part_of_form").search(label)]
    meaning = understand("".join(own), names)
    if len(own) == 1 and not meaning.stages and header_pattern("last_spent").fullmatch(own[0]):
        return replace(meaning, stage="executed", stages=("executed",), unsaid=False)
    if len(own) == len(named) or meaning.stages or meaning.rate or meaning.unsaid:
        return meaning
    return understand("".join(named), names)


def row_meaning(number: TableNumber, names: tuple[str, ...]) -> Meaning:
    """What the labels of a row name; 其他 beside other sources is 其他资金."""
    text = words_of(number.row)
    if header_pattern("carried_part").search(text) and understand("".join(number.column)).stages:
        text = f"{text}资金"  # 其中：上年结转 beside 年初预算 | 执行数: a source, no stage
    if "本级" in text and number.row and _is_of_own_county(number.row[-1], names):
        text = text.replace("本级", "县级")
    if names and any(header_pattern("units").search(head) for head in number.heads):
        names = tuple(name for name in names if name in names[0] or names[0] in name)
    if header_pattern("earmarked").search(text):
        text = text.replace("专项", "")
    return understand("其他资金" if header_pattern("other_source").search(text) else text, names)
