"""Projects in tables: rows that name one project each.

Belongs here: tables of projects, and the rows below 项目支出 that are its parts. Does not belong here: names
(item_names), projects in prose (item_lists).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from pipelines.extract.context import Reader, list_opening
from pipelines.extract.found import Found
from pipelines.extract.meaning import Meaning, understand, words
from pipelines.extract.prose.item_names import item_name, names_no_project
from pipelines.extract.tables.doubtful import tell_doubtful
from pipelines.extract.tables.header import header_pattern
from pipelines.extract.tables.problems import tell_broken, tell_stage_unsaid, tell_unit_missing
from pipelines.extract.tables.rates import may_be_rate, of_another_year
from pipelines.extract.tables.subject import OF_DEPARTMENT, column_meaning, is_bare_total, is_line, words_of
from pipelines.extract.tables.tables import TableNumber, TableNumbers
from pipelines.extract.tables.units import CAUSE as UNIT_FAR
from pipelines.extract.tables.units import NO_AMOUNT, OpenItem
from pipelines.model.claims import ItemClaim
from pipelines.model.quantity import Dimension


@dataclass(slots=True)
class ProjectList:
    """The projects that one table lists. ``number``: which list of the report it is; ``lone``: amounts of one source that are the
    whole of their row and stage; ``is_counted``: its names are counted through (1农村饮水工程); ``names``: the projects so far, in
    order; ``others``: amounts of rows that name no project."""

    number: int
    lone: frozenset[TableNumber]
    is_counted: bool = False
    names: dict[str, int] = field(default_factory=dict)
    others: list[TableNumber] = field(default_factory=list)

    def place(self, name: str) -> int:
        """Which project of the list this is, from 1."""
        return self.names.setdefault(name, len(self.names) + 1)


def read_item(
    number: TableNumber, column: Meaning, projects: ProjectList, reader: Reader, found: Found
) -> OpenItem | None:
    """A row of a table of projects. An amount that only lacks its unit is handed back."""
    stage = _stage_of_amount(number, column, projects, reader, found)
    if stage is None:
        return None
    label = _name(number)
    if projects.is_counted:
        label = header_pattern("counted_name").sub("", label)
    amount, name = number.quantity, item_name(label, is_cell=True)
    if not name.text or names_no_project(name.text):
        projects.others.append(number)
        return None
    beside = understand(words_of(tuple(label for label in number.row if label != _name(number))))
    seq = projects.place(name.text)
    is_part = number.column and list_opening().match(number.column[-1]) and not column.source
    if is_part and any((i.seq, i.stage) == (seq, stage) for i in found.items[-1:]):
        found.ignore(number.span, "item_source_part")  # 年末结余 | 其中：结转下年
        return None
    source = column.source or (None if beside.residue else beside.source) or name.fund_source or "all"
    item = ItemClaim(
        seq=seq,
        name=name.text,
        stage=stage,
        amount=amount or NO_AMOUNT,
        doc_no=name.doc_no,
        fund_source=source,
        nature=name.nature,
        spans=(number.quote,),
        causes=(UNIT_FAR,) if number.far or amount is None else (),
        list_no=projects.number,
    )
    if amount is None:
        return OpenItem(number, item)
    found.items.append(item)
    found.claimed.append(number.span)
    return None


def _stage_of_amount(
    number: TableNumber, column: Meaning, projects: ProjectList, reader: Reader, found: Found
) -> str | None:
    """The stage of a project's amount; None where a number is none, which is told or accounted for here."""
    amount = number.quantity
    if not number.row:
        return None
    if column.rate or may_be_rate(number):
        if amount is not None and amount.dimension is Dimension.PERCENT:
            found.ignore(number.span, "item_rate")
        return None
    if column.residue or len(column.stages) > 1:
        return None
    if number.broken:
        tell_broken(number, found)
        return None
    if column.stage is None:
        if column.unsaid and amount is not None and amount.dimension is Dimension.MONEY:
            tell_stage_unsaid(number, found)
        return None
    if amount is not None and amount.dimension is not Dimension.MONEY:
        tell_unit_missing(number, found)
        return None
    if of_another_year(column, column, reader):
        found.ignore(number.span, "other_year")
        return None
    if column.stage == "executed" and _may_sum_years(number):
        tell_doubtful("unknown_years", [number], found)
        return None
    if column.source and number not in projects.lone:
        found.ignore(number.span, "item_source_part")
        return None
    return column.stage


def _may_sum_years(number: TableNumber) -> bool:
    """累计支付 without a word of the year: what a project has been paid since it began."""
    title = "".join(number.column)
    summed = words("frames", "cut_off", "summed").search(title)
    return summed is not None and not words("frames", "cut_off", "year_named").search(title)


def counts_names(table: TableNumbers) -> bool:
    """Whether the names of two rows or more begin with 1, 2, 3 … in order: automatic numbers, and no part of the names."""
    names = dict.fromkeys(_name(number) for number in table.numbers if number.row)
    counts = [found.group() for name in names if (found := header_pattern("counted_name").match(name))]
    return len(counts) > 1 and counts == [str(place) for place in range(1, len(counts) + 1)]


def _name(number: TableNumber) -> str:
    """The label under the header that names projects, else the innermost one."""
    for kind in ("item", "perhaps_item"):
        for label, head in reversed([*zip(number.row, number.heads, strict=True)]):
            if header_pattern(kind).search(head):
                return label
    return number.row[-1]


def named_category(number: TableNumber, reader: Reader) -> Meaning | None:
    """What a row of a list names that is no project: 基本支出 among the tasks of a unit, whatever its 主要内容 says."""
    meaning = understand(words_of((_name(number),)), reader.names) if number.row else None
    if meaning is None or meaning.residue or meaning.category not in OF_DEPARTMENT or meaning.stages:
        return None
    return meaning


def lone_parts(table: TableNumbers, reader: Reader) -> frozenset[TableNumber]:
    """Amounts of one source, where the row has no amount of all sources of this stage and no other part but zero."""
    by_stage: dict[tuple[int, str | None], list[TableNumber]] = defaultdict(list)
    whole: set[tuple[int, str | None]] = set()
    for number in table.numbers:
        column = column_meaning(number, reader.names)
        if column.source and not number.broken:
            if value_of(number):
                by_stage[number.line, column.stage].append(number)
        else:
            whole.add((number.line, column.stage))
    return frozenset(n[0] for key, n in by_stage.items() if key not in whole and len(n) == 1)


def items_below_projects(table: TableNumbers, reader: Reader) -> frozenset[TableNumber]:
    """Numbers of the rows right below 项目支出 that are its parts: they add up to it, or it is only their heading."""
    found: set[TableNumber] = set()
    for whole, parts in _below(table, reader):
        if parts and (not whole or _adds_up(whole, parts)):
            found |= {number for row in parts for number in row}
    return frozenset(found)


def _below(
    table: TableNumbers, reader: Reader
) -> Iterator[tuple[list[TableNumber], list[list[TableNumber]]]]:
    """Each row of 项目支出 with the rows of unknown names after it; an empty list where it is only a heading.

    A row of another category (公用经费) ends the heading above it (2、省市专项资金), which the rows behind it still bear.
    """
    rows: dict[int, list[TableNumber]] = defaultdict(list)
    for number in table.numbers:
        rows[number.line].append(number)
    whole: list[TableNumber] | None = None
    parts: list[list[TableNumber]] = []
    ended: str | None = None
    for line in rows.values():
        first = line[0]
        meaning = understand(words_of(first.row), reader.names)
        is_below = bool(first.under) and first.under != ended
        heading = understand(words_of((first.under,)), reader.names) if is_below else None
        is_part = bool(meaning.residue) and not (meaning.category or meaning.source or is_line(first))
        if not is_part or is_bare_total(first.row):
            if whole is not None:
                yield whole, parts
            whole, parts = (line, []) if meaning.category == "project" and not meaning.residue else (None, [])
            ended = first.under if whole is None and meaning.category else ended
            continue
        if whole is None and heading and heading.category == "project" and not heading.residue:
            whole = []
        if whole is not None:
            parts.append(line)
    if whole is not None:
        yield whole, parts


def _adds_up(whole: list[TableNumber], parts: list[list[TableNumber]]) -> bool:
    """Whether the parts give the whole exactly in each column of amounts in which all of them stand, and in one at least; shares
    (29.63%) are rounded."""
    proved = False
    for number in whole:
        if number.quantity is not None and number.quantity.dimension is Dimension.PERCENT:
            continue
        column = [n for row in parts for n in row if n.column == number.column and not n.broken]
        if not column or number.broken:
            continue
        if sum((value_of(n) for n in column), Decimal(0)) != value_of(number):
            return False
        proved = True
    return proved


def value_of(number: TableNumber) -> Decimal:
    """The printed digits as a number."""
    return Decimal(number.digits.replace(",", ""))
