"""Figures in tables: what a numeric cell means when its labels are understood.

Belongs here: budget amounts, and which other reading a cell is handed to. Does not belong here: finding cells (tables),
whose money it is (subject), why a cell is no figure (reasons), rates, projects, people and cells without a
unit (rates, items, staff, units), indicators and goals.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from pipelines.extract.context import Reader, heading_source, list_opening
from pipelines.extract.found import Found
from pipelines.extract.meaning import Meaning
from pipelines.extract.prose.frames import REASON
from pipelines.extract.tables.about import subject_of
from pipelines.extract.tables.assets import read_asset
from pipelines.extract.tables.bands import refuse_bands
from pipelines.extract.tables.bare_kinds import with_kind_counted
from pipelines.extract.tables.column_parts import (
    column_said,
    is_of_income,
    is_of_unsaid_whole,
    tells_no_spending,
)
from pipelines.extract.tables.differences import tell_apart
from pipelines.extract.tables.doubtful import tell_doubtful, without_doubtful, without_told_twice
from pipelines.extract.tables.foreign import names_itself, refuse_table, table_doubt
from pipelines.extract.tables.header import header_pattern
from pipelines.extract.tables.item_parts import REASON as ITEM_PART
from pipelines.extract.tables.item_parts import parts_of_items
from pipelines.extract.tables.items import (
    ProjectList,
    counts_names,
    items_below_projects,
    lone_parts,
    named_category,
    read_item,
)
from pipelines.extract.tables.notes import says_adjusted
from pipelines.extract.tables.outgrown_parts import with_parts_of_whole
from pipelines.extract.tables.problems import (
    tell_adjustment_unclear,
    tell_broken,
    tell_columns_unknown,
)
from pipelines.extract.tables.rates import DISAGREES as RATE_DISAGREES
from pipelines.extract.tables.rates import Unsigned, disagreeing, may_be_rate, read_rate, settle_unsigned
from pipelines.extract.tables.reasons import reason_of, reason_of_title
from pipelines.extract.tables.source_groups import with_source_above
from pipelines.extract.tables.spaced_counts import with_joined_count
from pipelines.extract.tables.staff import read_headcount
from pipelines.extract.tables.stages import BUDGETS, Stageless, settle_stages
from pipelines.extract.tables.stages import CAUSE as STAGE_CAUSE
from pipelines.extract.tables.subject import (
    Subject,
    is_bare_total,
    row_meaning,
    words_of,
)
from pipelines.extract.tables.tables import TableNumber, TableNumbers
from pipelines.extract.tables.units import CAUSE as UNIT_FAR
from pipelines.extract.tables.units import Amount, OpenItem, UnitlessTable
from pipelines.extract.tables.untitled import leave_untitled
from pipelines.extract.tables.wraps import CAUSE as WRAP_CAUSE
from pipelines.extract.tables.wraps import joined
from pipelines.model.claims import BudgetClaim
from pipelines.model.quantity import Dimension


def read_table(table: TableNumbers, reader: Reader, section: str | None, found: Found) -> UnitlessTable:
    """Claim what the cells of one table state; amounts whose unit is printed nowhere beside them are handed back."""
    doubt = table_doubt(table, reader)
    if doubt is not None:
        refuse_table(table, doubt, found)
        return UnitlessTable(table.index, (), ())
    subject = subject_of(table, reader)
    if subject.source == "all" and not names_itself(table, reader):
        subject.source = next(
            (s for line in table.headings if (s := heading_source(line, reader)) != "all"), "all"
        )
    untitled = [number for number in table.numbers if number.untitled]
    tell_doubtful("number_for_title", untitled, found)
    refused = refuse_bands(table, reader, found).union(untitled)
    reading = _Reading(
        table,
        reader,
        section,
        found,
        subject,
        below=items_below_projects(table, reader),
        item_parts=parts_of_items(table, reader) if subject.lists_items else frozenset(),
        projects=ProjectList(
            table.index + 1,
            lone_parts(table, reader) if subject.lists_items else frozenset(),
            is_counted=counts_names(table),
        ),
        noted_adjusted=says_adjusted(table),
        is_foreign=reader.whole == "total"
        and (table.of_project or bool(header_pattern("project_form").search(table.caption))),
    )
    for number in table.numbers:
        if number not in refused:
            reading.read(number)
    return reading.close()


BALANCES = frozenset({"carried_in", "carried_out"})


@dataclass(slots=True)
class _Reading:
    """One table while its cells are read in order.

    ``below``: numbers of the projects below their sum; ``item_parts``: of rows that divide a project.
    ``noted_adjusted``: a note calls its bare budget the adjusted one. ``is_foreign``: the form of one project inside the report
    of a department. ``pairs``: by column, the line and stage of the last value beside a label that named a stage.
    """

    table: TableNumbers
    reader: Reader
    section: str | None
    found: Found
    subject: Subject
    below: frozenset[TableNumber]
    item_parts: frozenset[TableNumber]
    projects: ProjectList
    noted_adjusted: bool
    is_foreign: bool
    amounts: list[Amount] = field(default_factory=list)
    stageless: list[Stageless] = field(default_factory=list)
    pairs: dict[int, tuple[int, str]] = field(default_factory=dict)
    rates: list[TableNumber] = field(default_factory=list)
    completions: list[TableNumber] = field(default_factory=list)
    unsigned: list[Unsigned] = field(default_factory=list)
    items: list[OpenItem] = field(default_factory=list)

    def read(self, number: TableNumber) -> None:
        """Hand one cell to the reading that its unit and labels ask for."""
        number = with_kind_counted(with_joined_count(number, self.table), self.table)
        row = row_meaning(number, self.reader.names)
        if self.subject.lists_tasks:
            row = named_category(number, self.reader) or row
        kind = self.subject.kinds.get(number.row)
        if kind is not None:
            row = replace(row, category=kind.category, source=kind.source, residue="")
        column = column_said(number, self.table, self.subject, self.reader.names, self.noted_adjusted)
        category = self.subject.category(number, row, column)
        dimension = number.quantity.dimension if number.quantity else None
        if dimension is not None:
            self.found.see(number.span, dimension, self.section, number.path)
        is_item = number in self.below
        reason = reason_of(number, self.subject, row)
        if is_item and reason != "share":
            reason = None
        if reason == "share" and may_be_rate(number):
            reason = None
        if self.subject.has_income_beside and is_of_income(number, self.table, self.reader.names):
            reason = reason or "income"
        balance = self._balance(number, row, column)
        if balance is not None:
            self.amounts.append(balance)
            return
        if dimension is Dimension.PEOPLE:
            read_headcount(number, self.table, self.reader, self.found)
        elif not self.is_foreign and read_asset(number, self.table, self.reader, self.found):
            return
        elif reason or self.is_foreign:
            if dimension is not None:
                self.found.ignore(number.span, reason or "project_form")
        elif number in self.item_parts:
            self.found.ignore(number.span, ITEM_PART)
        elif is_item or (self.subject.lists_items and not _speaks_of_all(number, row)):
            waiting = read_item(number, column, self.projects, self.reader, self.found)
            self.items += [waiting] if waiting else []
        elif column.rate or row.rate or may_be_rate(number):
            self._read_rate(number, row, column, category)
        elif number.quantity is None or dimension is Dimension.MONEY:
            self._read_money(number, row, column, category)

    def _read_rate(self, number: TableNumber, row: Meaning, column: Meaning, category: str | None) -> None:
        unsigned = read_rate(number, row, column, category, self.subject, self.found)
        self.unsigned += [unsigned] if unsigned else []
        kind = column.rate or row.rate
        if kind is not None:
            self.rates.append(number)
        if kind == "completion" and unsigned is None:
            self.completions.append(number)

    def _read_money(self, number: TableNumber, row: Meaning, column: Meaning, category: str | None) -> None:
        amount = self._amount(number, row, column, category)
        if amount is None:
            return
        self.amounts.append(amount)
        if number.quantity is None:
            self.found.see(number.span, Dimension.MONEY, self.section, number.path)

    def _amount(
        self, number: TableNumber, row: Meaning, column: Meaning, category: str | None
    ) -> Amount | None:
        """The figure that a cell states, with or without its unit; None where its labels leave it open."""
        above = self._stage_above(number, row)
        stage = self._stage(number, row, column) or above
        if stage in BUDGETS and is_of_unsaid_whole(number, self.table, self.reader.names):
            stage = None
        if "adjustment" in row.stages and column.stage not in (None, "adjustment") and not row.residue:
            tell_adjustment_unclear(number, self.found)
            return None
        is_named = bool(category or (row.source and not number.column))  # 其他资金：0 beside 按支出性质分
        if not is_named or row.residue or column.residue or self.subject.mixed:
            self._leave(number)
            return None
        if header_pattern("no_amount").search(" ".join(number.column)):
            return None
        if stage is None:
            is_bare_amount = (
                not number.column and "." in number.digits
            )  # 其中:基本支出:868.01 without any unit
            if number.quantity is not None or is_bare_amount:
                source = row.source or column.source or self.subject.source
                self.stageless.append(Stageless(number, category, source))
            elif number.broken:
                tell_broken(number, self.found)
            return None
        if category is None or self._is_part(number, stage, column):
            return None
        fiscal_year = self.reader.fiscal_year
        last_year = row.last_year or column.last_year
        if last_year and fiscal_year is None:
            return None
        year = fiscal_year - 1 if last_year and fiscal_year else column.year or row.year or fiscal_year
        source = row.source or column.source or self.subject.source
        return Amount(number, category, stage, source, year)

    def _balance(self, number: TableNumber, row: Meaning, column: Meaning) -> Amount | None:
        """年初结转和结余, 年末结转和结余 below the year's accounts of income and spending: those of the whole.

        On the side of 收入 as well, for what was brought in; a row of one source or one kind of money is none of the whole.
        """
        fiscal_year = self.reader.fiscal_year
        if self.is_foreign or row.stage not in BALANCES:
            return None
        if row.category or row.source or row.residue or column.source:
            return None
        if not self.subject.adds_up_spending or column.stage not in (None, "executed") or column.category:
            return None
        if number.quantity is None or number.quantity.dimension is not Dimension.MONEY:
            return None
        of_year = not (column.last_year or (column.year and column.year != fiscal_year))
        side = header_pattern("income_or_spending").sub("", column.residue)
        if not of_year or side or self.subject.source != "all" or self.subject.mixed:
            return None
        return Amount(number, self.reader.whole, row.stage, "all", fiscal_year)

    def _is_part(self, number: TableNumber, stage: str, column: Meaning) -> bool:
        """Whether a column is a nameless part of the one on its left: 年末结余 | 其中：结转下年."""
        title = number.column[-1] if number.column else ""
        if column.source or column.category or not list_opening().match(title):
            return False
        return any(
            amount.stage == stage and amount.number.line == number.line and amount.number.row == number.row
            for amount in self.amounts[-1:]
        )

    def _leave(self, number: TableNumber) -> None:
        """A cell whose labels are not understood: the title of the table may say why it is no figure."""
        reason = reason_of_title(self.subject)
        if reason and number.quantity is not None:
            self.found.ignore(number.span, reason)

    def _stage(self, number: TableNumber, row: Meaning, column: Meaning) -> str | None:
        """The stage of row or column; where they differ, only where one of them cannot mean it."""
        if row.stage and column.stage and row.stage != column.stage:
            if all(header_pattern("part_of_form").search(label) for label in number.column):
                return row.stage  # 年初预算数 under 预算执行情况
            if all(header_pattern("part_of_form").search(label) for label in number.row):
                return column.stage  # 预算执行(10分) beside 年初预算数 | 执行数
            if header_pattern("spent_whole").search(words_of(number.row)):
                return column.stage  # 本年支出合计 under 年初预算数
            return column.stage if row.source == "carry_over" else None
        if len(row.stages) > 1 or len(column.stages) > 1:
            return None
        told = column.stage or row.stage
        if told or row.unsaid or column.unsaid or tells_no_spending(number, column, self.subject.stage):
            return told
        return self.subject.stage

    def _stage_above(self, number: TableNumber, row: Meaning) -> str | None:
        """Of label beside value without any header: the stage of the value above, for its parts by source.

        执行数： | 8.00 over 其中：财政资金 | 6.00 over 其他 | 2.00: all of one form, row upon row.
        """
        line, stage = self.pairs.get(number.place, (-1, None))
        if number.column or line not in (number.line - 1, number.line):
            stage = None
        if row.source and not (row.category or row.residue or row.stages) and stage:
            self.pairs[number.place] = (number.line, stage)
            return stage
        if not number.column and row.stage and not (row.category or row.source or row.residue):
            self.pairs[number.place] = (number.line, row.stage)
        return None

    def _claim(self, amount: Amount, causes: tuple[str, ...] = ()) -> None:
        number = amount.number
        causes = (*causes, UNIT_FAR) if number.far else causes
        if number.quantity is None:
            return
        self.found.budget.append(
            BudgetClaim(
                category=amount.category,
                stage=amount.stage,
                fund_source=amount.fund_source,
                fact_year=amount.fact_year,
                amount=number.quantity,
                spans=(number.quote,),
                sentence=-1 - self.table.index,
                causes=causes,
            )
        )
        self.found.claimed.append(number.span)

    def _leave_rates(self, doubted: set[int]) -> None:
        """Take back the rates of lines whose amounts are all doubtful: they are of the same money."""
        gone = {number.quote: number.span for number in self.rates if number.line in doubted}
        for claim in [claim for claim in self.found.rates if claim.spans[0] in gone]:
            self.found.rates.remove(claim)
            self.found.claimed.remove(gone[claim.spans[0]])
            self.found.ignore(gone[claim.spans[0]], REASON)

    def close(self) -> UnitlessTable:
        """What waits for the whole table: rates that disagree, digits cut by wraps, a header that told nothing, units."""
        of_year = [
            a for a in self.amounts if a.fact_year == self.reader.fiscal_year
        ]  # 上年决算 has no rate here
        settle_unsigned(self.unsigned, of_year, self.found)
        tell_doubtful("no_project", self.projects.others, self.found)
        doubted = disagreeing(of_year, self.completions)
        self.amounts = with_source_above(self.amounts, self.table, self.reader, self.found)
        told = self.amounts = with_parts_of_whole(self.amounts, self.reader, self.found)
        self.amounts = without_doubtful(told, self.table, self.reader, self.found)
        self._leave_rates({a.number.line for a in told} - {a.number.line for a in self.amounts})
        self.amounts = leave_untitled(tell_apart(self.amounts, self.found), self.found)
        self.amounts = without_told_twice(self.amounts, self.found)
        for amount in settle_stages(self.stageless, self.amounts, self.reader, self.found):
            self._claim(amount, (STAGE_CAUSE,))
        for amount in self.amounts:
            if not amount.number.broken:
                self._claim(amount, (RATE_DISAGREES,) if amount.number.line in doubted else ())
            else:
                mended = joined(amount, self.amounts, self.rates)
                if mended is None:
                    tell_broken(amount.number, self.found)
                else:
                    self._claim(mended, (WRAP_CAUSE,))
        if self.table.numbers and not self.amounts:
            tell_columns_unknown(self.table, self.found)
        whole = tuple(amount for amount in self.amounts if not amount.number.broken)
        unitless = tuple(amount for amount in whole if amount.number.quantity is None)
        return UnitlessTable(self.table.index, whole, unitless, tuple(self.rates), tuple(self.items))


def _speaks_of_all(number: TableNumber, row: Meaning) -> bool:
    """Whether a row of a table of projects is no project: its total, the 项目支出 as a whole, a source, a rate below no title."""
    said = row.category or row.source or is_bare_total(number.row) or (row.rate and not number.column)
    return not row.residue and bool(said)
