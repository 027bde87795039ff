"""What a whole table is about, from its caption and all of its labels.

Belongs here: the facts of a table that the reading of its cells goes by. Does not belong here: one cell (subject), claims
(figures), wording (lexicon/meaning.toml).
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from pipelines.extract.context import Reader
from pipelines.extract.meaning import Meaning, sort_of_number, understand, words
from pipelines.extract.tables.header import header_pattern
from pipelines.extract.tables.subject import (
    OF_DEPARTMENT,
    Subject,
    column_meaning,
    is_bare_total,
    is_line,
    is_local_source,
    row_meaning,
    without_notes,
)
from pipelines.extract.tables.tables import TableNumber, TableNumbers
from pipelines.extract.tables.wholes import (
    are_years_or_stages,
    closed_kinds,
    is_sum_of_natures,
    lists_units,
    names_once,
    sources_add_up,
    sums_over_units,
    titles_whole,
)
from pipelines.model.quantity import Dimension

PARTS_OF_BASIC = frozenset({"personnel", "operating"})


@dataclass(frozen=True, slots=True)
class _Labels:
    """The labels of all rows and columns, understood. ``rows``: the last number of each; ``titles``: the words of the columns."""

    rows: dict[tuple[str, ...], TableNumber]
    meanings: dict[tuple[str, ...], Meaning]
    columns: list[Meaning]
    titles: frozenset[str]

    @classmethod
    def of(cls, table: TableNumbers, reader: Reader) -> _Labels:
        """Those of a table."""
        rows = {number.row: number for number in table.numbers}
        columns = {number.column: number for number in table.numbers}
        return cls(
            rows,
            {row: row_meaning(number, reader.names) for row, number in rows.items()},
            [column_meaning(number, reader.names) for number in columns.values()],
            frozenset(label for column in columns for label in column),
        )

    @property
    def all(self) -> list[Meaning]:
        """Of rows and columns."""
        return [*self.meanings.values(), *self.columns]

    @property
    def categories(self) -> set[str | None]:
        """Those that rows name and nothing beside."""
        return {m.category for m in self.meanings.values() if not m.residue}


def subject_of(table: TableNumbers, reader: Reader) -> Subject:
    """What a table is about, from its caption and all of its labels."""
    labels = _Labels.of(table, reader)
    caption = understand(table.caption, reader.names)
    has_income = any(sort_of_number("".join(row), "") == "income" for row in labels.rows)
    foreign = has_income or bool(header_pattern("foreign_total").search(table.caption))
    by_source = _are_sources(labels, reader.names)
    named = bool(header_pattern("one_source").search(table.caption))
    sums = {number.line for number in table.numbers if is_bare_total(number.row) and number.leads}
    return Subject(
        caption=table.caption,
        reader=reader,
        lists_items=_lists_items(table, labels.categories),
        lists_tasks=any(header_pattern("task").search(head) for n in table.numbers for head in n.heads),
        names_once=names_once(table),
        lines_only=not foreign and all(is_bare_total(row) or is_line(n) for row, n in labels.rows.items()),
        by_source=by_source,
        nameless=_nameless(table, labels, caption, foreign, reader),
        closed=not foreign
        and ((by_source and _speaks_of_whole(table, reader)) or _names_categories_of_department(labels)),
        sum_of=_sum_of(caption, labels, reader),
        one_subtotal=len(sums) == 1,
        sources_add_up=len(sums) == 1 and sources_add_up(table, labels.meanings),
        adds_up_spending=any(
            header_pattern("spent_whole").search(label) for row in labels.rows for label in row[-1:]
        ),
        unit_sums=frozenset() if foreign or reader.whole != "total" else sums_over_units(table, reader),
        lists_units=lists_units(table),
        kinds=closed_kinds(table, labels.meanings),
        source=(caption.source if named else None) or "all",
        mixed=named and caption.two_sources,
        is_income=bool(header_pattern("income_title").search(table.caption)),
        has_income=has_income,
        has_income_beside=any(sort_of_number(label, "") == "income" for label in labels.titles),
        stage=_stage_of_all(caption, labels),
        spent_bare=not has_income and _name_budgets_alone(labels),
    )


def _are_sources(labels: _Labels, names: tuple[str, ...]) -> bool:
    """Whether the rows are sources of money, sums and 地方 without its level left aside."""
    spoken = [
        meaning
        for row, meaning in labels.meanings.items()
        if not is_bare_total(row) and not is_local_source(labels.rows[row], names)
    ]
    return bool(spoken) and all(m.source and not m.category and not m.residue for m in spoken)


def _names_categories_of_department(labels: _Labels) -> bool:
    """Whether a row or a column is one of the department's own categories: 人员经费, 项目支出."""
    of_columns = {m.category for m in labels.columns if not m.residue}
    return bool((labels.categories | of_columns) & OF_DEPARTMENT)


def _sum_of(caption: Meaning, labels: _Labels, reader: Reader) -> str:
    """What the 合计 of the department's categories is: 基本支出 below that title, where only its parts are rows or columns."""
    named = {m.category for m in labels.all if m.category and not m.residue} & OF_DEPARTMENT
    return "basic" if caption.category == "basic" and named <= {"basic", *PARTS_OF_BASIC} else reader.whole


def _name_budgets_alone(labels: _Labels) -> bool:
    """Whether the columns name budgets, and none of them the stage of what was spent."""
    stages = {stage for meaning in labels.columns for stage in meaning.stages}
    return bool(stages & {"initial", "adjusted"}) and "executed" not in stages


def _stage_of_all(caption: Meaning, labels: _Labels) -> str | None:
    """The stage of the caption, where no row and no column names another or leaves one unsaid."""
    said = {stage for meaning in labels.all for stage in meaning.stages} - {"carried_in", "carried_out"}
    if any(meaning.unsaid for meaning in labels.all) or len(caption.stages) != 1 or _names_a_budget(labels):
        return None
    return caption.stage if said <= {caption.stage} else None


def _names_a_budget(labels: _Labels) -> bool:
    """Whether a row is money that was planned, whatever the title says: 部门预算 | 302 over 部门决算 | 300."""
    planned = words("meaning", "spent", "planned")
    return any(
        meaning.category and not (meaning.residue or meaning.stages) and planned.search("".join(row))
        for row, meaning in labels.meanings.items()
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
    table: TableNumbers, labels: _Labels, caption: Meaning, foreign: bool, reader: Reader
) -> str | None:
    """The category of rows without a name: that of the whole form, or of what its rows by nature add up to."""
    of_form = _of_form(table, labels, caption, foreign, reader)
    if of_form is None and not foreign and is_sum_of_natures(table, labels.meanings):
        return reader.whole
    return of_form


def _of_form(
    table: TableNumbers, labels: _Labels, caption: Meaning, foreign: bool, reader: Reader
) -> str | None:
    """The category of the whole form, where no row and no column is one of several."""
    if any(m.category not in (None, "total") and not m.residue for m in labels.all):
        return None
    if caption.category == "three_public":
        return caption.category
    texts = [label for number in table.numbers for label in (*number.row, *number.column)]
    is_form = bool(table.of_unit or header_pattern("form_title").search(table.caption)) or any(
        header_pattern("part_of_form").search(without_notes(label)) for label in texts
    )
    columns = labels.columns
    if _sources_in_columns_add_up(table, reader):
        columns = [m for m in columns if not m.source]
    is_form |= titles_whole(table.caption) and are_years_or_stages(labels.meanings.items(), columns)
    named_otherwise = any(m.residue for m in labels.meanings.values())
    if foreign or not (is_form or (reader.whole == "project" and not named_otherwise)):
        return None
    return caption.category if caption.category == "project" else reader.whole


def _sources_in_columns_add_up(table: TableNumbers, reader: Reader) -> bool:
    """Whether the columns of sources make up the column of the total in every row: 合计 | 财政拨款 | 其他资金 beside 年初预算."""
    rows: dict[int, tuple[list[Decimal], list[Decimal]]] = {}
    for number in table.numbers:
        if number.quantity is None or number.broken or number.quantity.dimension is not Dimension.MONEY:
            continue
        meaning = column_meaning(number, reader.names)
        totals, parts = rows.setdefault(number.line, ([], []))
        if is_bare_total(number.column) and not meaning.source:
            totals.append(number.quantity.value)
        elif meaning.source and not (meaning.category or meaning.residue):
            parts.append(number.quantity.value)
    return bool(rows) and all(
        len(parts) > 1 and len(totals) == 1 and sum(parts) == totals[0] for totals, parts in rows.values()
    )


def _lists_items(table: TableNumbers, categories: set[str | None]) -> bool:
    """Whether the rows are projects: a column says so, and no row is a category such as 人员经费 (then 项目 only means line)."""
    titled = bool(header_pattern("item_title").search(table.caption))
    named = any(
        header_pattern("item").search(head) or (titled and header_pattern("perhaps_item").search(head))
        for number in table.numbers
        for head in number.heads
    )
    return named and categories <= {None, "total", "project"}
