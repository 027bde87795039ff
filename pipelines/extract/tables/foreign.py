"""Foreign tables: the title of a table says that it is of another year, another unit, or an example.

Belongs here: 「2025年部门预算情况表」 in the report of 2024, 「石桥县福利院收支情况」, 「全县…情况表」, 「填报样例」. Does not belong
here: what rows and columns say of their year (meaning), the frames of prose (prose.frames), wording (lexicon/frames.toml).

Nothing of such a table is claimed, unless a row or column names the report's own year; a person is told once.
"""

from __future__ import annotations

import re
from functools import cache

from pipelines.extract.context import Reader, part_of_year
from pipelines.extract.found import Found
from pipelines.extract.meaning import words
from pipelines.extract.prose.cut_offs import is_cut_off
from pipelines.extract.prose.frames import REASON, line_doubt
from pipelines.extract.prose.own_names import is_own_name
from pipelines.extract.prose.part_of_whole import is_own_level
from pipelines.extract.tables.notes import note_doubt
from pipelines.extract.tables.tables import TableNumbers
from pipelines.lexicon import load
from pipelines.model.problem import Problem

YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?:年(?!\d{1,2}月)|年度)")
DAY = re.compile(
    r"(?:(?:填报|填表|编制|制表|报告)(?:日期|时间):?(?= |$)"
    r"|(?:(?:填报|填表|编制|制表|报告)(?:日期|时间):?|(?<![至止到:]))(?:19|20)\d{2}年\d{1,2}月(?:\d{1,2}日)?(?= |$|附[表件]|(?:金额|计量|货币)?单位:))"
)
LONGEST_SHOWN = 60
SHORTEST_NAME = 4


def table_doubt(table: TableNumbers, reader: Reader) -> str | None:
    """Why the title of a table keeps its figures from being the report's: a code of lexicon/frames.toml, else None."""
    title = table.caption
    noted = note_doubt(table, reader)
    if noted is not None and (noted != "cut_off" or _counts_spending(table)):
        return noted
    if words("frames", "table", "example").search(title):
        return "example"
    if words("frames", "table", "unsettled").search(title):
        return "unsettled"
    if words("frames", "table", "county").search(title) or _names_other_unit(title, reader.names):
        return "other_unit"
    if _is_of_units_below(table) or _is_named_after_another(table, reader.names):
        return "other_unit"
    if reader.whole != "project" and _is_of_own_level(table, reader.names):
        return "own_level"
    if not names_itself(table, reader) and (above := _doubt_above(table, reader)):
        return above
    if _is_below_another_unit(table, reader):
        return "other_unit"
    own_year = reader.fiscal_year
    if own_year is None or _speaks_of(table, own_year):
        return None
    lines = title.split(" ")
    following = words("frames", "table", "next_year")
    nearest = next((line for line in reversed(lines) if YEAR.search(line) or following.search(line)), "")
    years = {int(year) for year in YEAR.findall(nearest)}
    last = not years and words("frames", "table", "last_year").search(title)
    if last or (nearest and own_year not in years):
        return "other_year"
    return next((code for line in lines if (code := _day_doubt(line, own_year, table))), None)


def names_itself(table: TableNumbers, reader: Reader) -> bool:
    """Whether a table says itself that it is of the report's unit or year, wherever it stands."""
    told = f"{table.of_unit} {table.caption}"
    own_year = reader.fiscal_year
    return _names_own_unit(table, reader.names) or (
        own_year is not None and (f"{own_year}年" in told or _speaks_of(table, own_year))
    )


def _names_own_unit(table: TableNumbers, names: tuple[str, ...]) -> bool:
    told = f"{table.of_unit} {table.caption}"
    return any(len(name) >= SHORTEST_NAME and name in told for name in names)


def _is_below_another_unit(table: TableNumbers, reader: Reader) -> bool:
    """Whether the heading right above is the name of another unit, which the report's year in a column does not make the report's own."""
    nearest = table.headings[0] if table.headings else ""
    is_other = bool(nearest) and line_doubt(nearest, reader) == "other_unit"
    return is_other and not _names_own_unit(table, reader.names)


def _doubt_above(table: TableNumbers, reader: Reader) -> str | None:
    """What the headings above say of whose, of when and of which money a table is; the nearest one with the report's own year
    ends them."""
    for line in table.headings:
        if code := line_doubt(line, reader):
            return code
        for code in ("example", "unsettled"):
            if words("frames", "table", code).search(line):
                return code
        if _counts_spending(table):
            if words("frames", "part", "money").fullmatch(line):
                return "part_of_money"
            if reader.fiscal_year is not None and is_cut_off(line, "", reader.fiscal_year):
                return "cut_off"
        if reader.fiscal_year is not None and f"{reader.fiscal_year}年" in line:
            return None
    return None


def _day_doubt(line: str, own_year: int, table: TableNumbers) -> str | None:
    """What a line of the title says of the day up to which its money was counted."""
    line = DAY.sub(" ", line)  # the day on which a form was filled in is no part of a year
    if part_of_year(line) and not words("meaning", "year", "whole").search(line):
        return "part_of_year"
    return "cut_off" if is_cut_off(line, "", own_year) and _counts_spending(table) else None


def _counts_spending(table: TableNumbers) -> bool:
    """Whether some of its numbers grow with the year, as those of people and assets do not."""
    grows = words("frames", "table", "grows")
    return any(grows.search(label) for n in table.numbers for label in (*n.row, *n.column))


def _is_of_own_level(table: TableNumbers, names: tuple[str, ...]) -> bool:
    """Whether the title speaks of the 本级 of the department alone: 2024年度本级支出情况表."""
    if is_own_level(names) or not _counts_spending(table):
        return False
    lines = table.caption.split(" ")
    level, whole = words("frames", "table", "level"), words("frames", "part", "whole")
    return any(level.search(line) is not None and not whole.search(line) for line in lines)


def _is_of_units_below(table: TableNumbers) -> bool:
    """Whether the title speaks of the money of the units below alone: 所属事业单位支出情况; not 部门及所属单位."""
    below, whole = words("frames", "table", "below"), words("frames", "part", "whole")
    lines = [line for line in table.caption.split(" ") if below.search(line) and not whole.search(line)]
    return bool(lines) and _counts_spending(table)


def refuse_table(table: TableNumbers, code: str, found: Found) -> None:
    """Leave the numbers of a table out, and tell a person once."""
    numbers = [number for number in table.numbers if number.quantity is not None]
    for number in numbers:
        assert number.quantity is not None
        found.see(number.span, number.quantity.dimension, None, number.path)
        found.ignore(number.span, REASON)
    if not numbers:
        return
    zh, en = load("frames")["message"][code]
    shown = table.caption[-LONGEST_SHOWN:]
    found.problems.append(
        Problem(
            REASON,
            f"表格“{shown}”：{zh}，表中 {len(numbers)} 个数未入库，请核对原文",
            f"the table '{shown}': {en}; its {len(numbers)} numbers were not stored",
            numbers[0].span,
        )
    )


def _speaks_of(table: TableNumbers, own_year: int) -> bool:
    """Whether a row or a column names the report's own year; 本年 is that of the title."""
    labels = {label for number in table.numbers for label in (*number.row, *number.column)}
    return any(f"{own_year}年" in label for label in labels)


def _names_other_unit(title: str, names: tuple[str, ...]) -> bool:
    found = [*_titled().finditer(title), *_labelled().finditer(title)]
    return any(not is_own_name(match["name"], names) for match in found)


def _is_named_after_another(table: TableNumbers, names: tuple[str, ...]) -> bool:
    """Whether a line above the table, the row of its unit or the corner of its header is the name of another unit and no more."""
    corners = {head for number in table.numbers for head in number.heads}
    lines = (table.of_unit, *table.caption.split(" "), *corners)
    found = (_bare_name().fullmatch(line) for line in lines)
    return any(match is not None and not is_own_name(match["name"], names) for match in found)


@cache
def _bare_name() -> re.Pattern[str]:
    unit = load("frames")["unit"]
    annex = r"(?:附[件表]?\d*[:、.]?)?"
    return re.compile(
        rf"{annex}(?P<name>[\u4e00-\u9fff]{{0,14}}{unit['institution']}|(?!.*财政局){unit['office']})"
    )


@cache
def _labelled() -> re.Pattern[str]:
    """A line above a table that names an institution as its own: 单位名称:石桥县福利院."""
    said = load("frames")
    return re.compile(
        rf"(?:^| )(?:填报|编制|预算|填表)?(?:单位|部门)(?:名称)?(?:[(][^()]{{1,4}}[)])?:"
        rf"(?P<name>[\u4e00-\u9fff]{{0,14}}{said['unit']['institution']}|{said['unit']['office']})(?= |$|[(]|(?:金额)?单位:|填[报表])"
    )


@cache
def _titled() -> re.Pattern[str]:
    """A line of the title that begins with the name of an institution: 附件：石桥县福利院2024年收支情况."""
    said = load("frames")
    return re.compile(
        rf"(?:^|[ :])(?:附[件表]\d*[:、]?)?(?P<name>[\u4e00-\u9fff]{{0,14}}?{said['unit']['institution']}|{said['unit']['office']})"
        rf"(?:{'|'.join(said['table']['follows'])})"
    )
