"""Doubtful columns: amounts that other columns or cells of the same table make uncertain.

Belongs here: 追加 beside 追减, of which neither is the adjustment; a column of the 本级 alone; cells with another unit than the one
announced for those without; one figure with two amounts, so that something unread tells them apart; 人员经费 as 其中 of 项目支出. Does
not belong here: titles (foreign), cells whose labels say too little (figures), wording
(lexicon/frames.toml, group table).

What is left out is told once for each table and cause.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from pipelines.extract.context import Reader, list_opening
from pipelines.extract.found import Found
from pipelines.extract.meaning import GAP, understand, without_names, words
from pipelines.extract.numbers import announced_unit
from pipelines.extract.prose.frames import REASON
from pipelines.extract.prose.part_of_whole import is_own_level, part_named
from pipelines.extract.tables.foreign import names_itself
from pipelines.extract.tables.header import header_pattern
from pipelines.extract.tables.subject import is_bare_total
from pipelines.extract.tables.tables import TableNumber, TableNumbers
from pipelines.extract.tables.units import Amount
from pipelines.lexicon import load
from pipelines.model.problem import Problem
from pipelines.model.quantity import Dimension

SHORTEST_NAME = 2
OF_BASIC = frozenset({"personnel", "operating"})
OF_ALL = frozenset({"basic", "project"})
"""Categories by which a table speaks of all money."""


def without_doubtful(
    amounts: Sequence[Amount], table: TableNumbers, reader: Reader, found: Found
) -> list[Amount]:
    """The amounts that nothing else in the table makes doubtful; of the others a person is told."""
    causes = {
        "one_way": _one_way(amounts, table),
        "several_units": _of_several_units(amounts, table),
        "own_level": _of_own_level(amounts, table, reader),
        "other_unit_of_money": _of_another_unit(amounts, table),
        "of_projects": _of_projects(amounts, table),
        "of_a_fund": _of_a_fund(amounts, table, reader),
    }
    for code, doubted in causes.items():
        tell_doubtful(code, [a.number for a in amounts if a.number.span in doubted], found)
    gone = frozenset().union(*causes.values())
    return [amount for amount in amounts if amount.number.span not in gone]


def _one_way(amounts: Sequence[Amount], table: TableNumbers) -> frozenset[object]:
    """追加 20 | 追减 10: what was adjusted is their difference, which no cell says."""
    ups, downs = words("frames", "table", "up"), words("frames", "table", "down")
    titles = {label for number in table.numbers for label in (number.column or number.row)[-1:]}
    if not any(downs.search(title) and not ups.search(title) for title in titles):
        return frozenset()
    return frozenset(
        a.number.span
        for a in amounts
        if a.stage == "adjustment"
        and (title := "".join((a.number.column or a.number.row)[-1:]))
        and bool(ups.search(title)) != bool(downs.search(title))
    )


def _of_several_units(amounts: Sequence[Amount], table: TableNumbers) -> frozenset[object]:
    """单位 | 类别 over rows of two units: the row of the department itself is that of its 本级, one without a name of the unit above."""
    units = header_pattern("units")
    named = [
        n for n in table.numbers if n.heads and units.search(n.heads[0]) and len(n.row) == len(n.heads) > 1
    ]
    if len({n.row[0] for n in named if not is_bare_total(n.row[:1])}) < 2:
        return frozenset()
    return frozenset(
        a.number.span for a in amounts if not any(is_bare_total((label,)) for label in a.number.row)
    )


def _of_own_level(amounts: Sequence[Amount], table: TableNumbers, reader: Reader) -> frozenset[object]:
    """本级决算数 beside 下属单位决算数: the column is not the department's."""
    if reader.whole == "project" or is_own_level(reader.names):
        return frozenset()
    level, below = words("frames", "table", "level_title"), words("frames", "table", "below")
    beside = any(below.search(label) for n in table.numbers for label in (*n.column, *n.row))
    return frozenset(
        a.number.span
        for a in amounts
        for label in (*a.number.column, *a.number.row)
        if level.search(label) or (beside and "本级" in label and not below.search(label))
    )


def _of_another_unit(amounts: Sequence[Amount], table: TableNumbers) -> frozenset[object]:
    """300.00万元 in a cell of a table in 单位：元: which of the two the cells beside it are in is not certain."""
    own = {
        (n.place, n.quantity.unit_text)
        for n in table.numbers
        if n.has_own_unit and n.quantity is not None and n.quantity.dimension is Dimension.MONEY
    }
    return frozenset(
        a.number.span
        for a in amounts
        if not a.number.has_own_unit
        and not any(map(announced_unit, (*a.number.column, *a.number.row)))
        and a.number.quantity is not None
        and any(place == a.number.place and unit != a.number.quantity.unit_text for place, unit in own)
    )


def without_told_twice(amounts: Sequence[Amount], found: Found) -> list[Amount]:
    """The amounts without those of one figure that differ: what tells their rows or columns apart (a source, a unit, a year)
    was not read. Comes after differences and levels are told apart."""
    told: dict[object, list[Amount]] = defaultdict(list)
    for amount in amounts:
        if amount.number.quantity is not None:
            told[amount.key].append(amount)
    twice = [amount for same in told.values() if not _may_be_one(same) for amount in same]
    tell_doubtful("told_twice", [amount.number for amount in twice], found)
    return [amount for amount in amounts if amount not in twice]


def _may_be_one(amounts: Sequence[Amount]) -> bool:
    """Whether amounts of one figure are the same but for their precision."""
    printed = [a.number.quantity.interval() for a in amounts if a.number.quantity is not None]
    return all(printed[0].meets(other) for other in printed[1:])


def _of_projects(amounts: Sequence[Amount], table: TableNumbers) -> frozenset[object]:
    """其中：人员经费, and 公用经费 below it, right below 项目支出, or in a table below such a heading: what projects spent on people is
    not the department's 人员经费."""
    if _stands_below_projects(table) and not {a.category for a in amounts} & OF_ALL:
        return frozenset(a.number.span for a in amounts if a.category in (*OF_BASIC, "total"))
    category = {a.number.line: a.category for a in amounts}
    lines = sorted({number.line for number in table.numbers})
    opened = {n.line for n in table.numbers if n.row and list_opening().match(n.row[-1])}
    inside: set[int] = set()
    for before, line in pairwise(lines):
        is_opened = line in opened and category.get(before) == "project"
        goes_on = before in inside and line not in opened
        if (is_opened or goes_on) and category.get(line) in OF_BASIC:
            inside.add(line)
    return frozenset(a.number.span for a in amounts if a.number.line in inside)


def _stands_below_projects(table: TableNumbers) -> bool:
    """Whether the nearest heading above a table, or its own title, speaks of 项目支出 alone."""
    of_projects = words("meaning", "whole", "project_heading")
    lines = (*table.headings[:1], *table.caption.split(" ")[-1:])
    return any(of_projects.search(line) and understand(line).category == "project" for line in lines)


def _of_a_fund(amounts: Sequence[Amount], table: TableNumbers, reader: Reader) -> frozenset[object]:
    """党建经费使用情况表, 养老服务专项资金: the categories and the 合计 of such a table are those of that money, as they are of a project
    below the heading of one."""
    if reader.whole == "project":
        return frozenset()
    lines = [line for line in table.caption.split(" ") if not header_pattern("caption_line").search(line)]
    titled = bool(lines) and names_a_fund(lines[-1], reader.names)
    headed = not names_itself(table, reader) and any(
        part_named(line, reader.names) == "one_project" or names_a_fund(line, reader.names)
        for line in table.headings
    )
    return frozenset(a.number.span for a in amounts) if titled or headed else frozenset()


@cache
def names_a_fund(title: str, names: tuple[str, ...]) -> bool:
    """Whether a title is that of money which is named after a thing."""
    bare = "".join(without_names(title, names).split(GAP))
    found = words("frames", "table", "fund").fullmatch(bare)
    if found is None:
        return False
    for group in (("frames", "table", "own"), ("frames", "part", "general"), ("meaning", "whole", "heading")):
        bare = words(*group).sub("", found["name"] if group[1] == "table" else bare)
    return len(bare) >= SHORTEST_NAME


def tell_doubtful(code: str, numbers: Sequence[TableNumber], found: Found) -> None:
    """Leave numbers out for a cause (group message of lexicon/frames.toml), told once; nothing where there are none."""
    if not numbers:
        return
    for number in numbers:
        found.ignore(number.span, REASON)
    zh, en = load("frames")["message"][code]
    first = numbers[0]
    place = " · ".join([*first.row, *first.column])
    found.problems.append(
        Problem(
            REASON,
            f"表格“{place}”中的 {first.digits} 等 {len(numbers)} 个数：{zh}，未入库，请核对原文",
            f"{first.digits} and others in the cells of '{place}': {en}; {len(numbers)} were not stored",
            first.span,
        )
    )
