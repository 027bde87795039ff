"""Notes: what a line below a table says of all its figures.

Belongs here: 「注：表中金额单位为元」, 「注：执行数为截至2024年10月31日数据」, 「说明：本表为局本级数据，不含下属单位」. Does not belong here: titles
above a table (foreign), the unit of a table that has none (texts, units), wording (lexicon/frames.toml, group note).
"""

from __future__ import annotations

from pipelines.extract.context import Reader, part_of_year
from pipelines.extract.meaning import YEAR, Meaning, words
from pipelines.extract.numbers import announced_unit
from pipelines.extract.prose.cut_offs import is_cut_off
from pipelines.extract.prose.part_of_whole import is_own_level
from pipelines.extract.tables.tables import TableNumber, TableNumbers
from pipelines.model.quantity import Dimension


def note_doubt(table: TableNumbers, reader: Reader) -> str | None:
    """Why the notes of a table keep its figures from being what its titles say: a code of lexicon/frames.toml, else None."""
    codes = (_doubt(note, table, reader) for note in table.notes)
    return next((code for code in codes if code), None)


def says_adjusted(table: TableNumbers) -> bool:
    """Whether a note says that the budget of the table is the adjusted one: 注：本表预算安排为调整后预算数."""
    return any(words("frames", "note", "adjusted").search(note) for note in table.notes)


def is_bare_budget(number: TableNumber, column: Meaning) -> bool:
    """Whether a column is called 预算 without saying which."""
    title = "".join(number.column)
    return "预算" in title and "年初" not in title and not column.rate and column.stage in (None, "initial")


def _doubt(note: str, table: TableNumbers, reader: Reader) -> str | None:
    if _names_another_unit(note, table):
        return "other_unit_of_money"
    if words("frames", "note", "unsettled").search(note):
        return "unsettled"
    if words("frames", "note", "county").search(note):
        return "other_unit"
    has_levels = reader.whole != "project" and not is_own_level(reader.names)
    if has_levels and words("frames", "note", "level").search(note):
        return "own_level"
    own_year = reader.fiscal_year
    if own_year is None:
        return None
    if is_cut_off(note, "", own_year):
        return "cut_off"
    said = words("frames", "note", "of_all").search(note)
    if said is None:
        return None
    years = {int(year) for year in YEAR.findall(said.group())}
    if words("meaning", "year", "last").search(said.group()) or (years and own_year not in years):
        return "other_year"
    return "part_of_year" if part_of_year(said.group()) else None


def _names_another_unit(note: str, table: TableNumbers) -> bool:
    """Whether a note announces a unit of money that is not the one by which amounts of the table are read."""
    said = words("frames", "note", "unit").search(note)
    if said is None:
        return False
    unit = announced_unit(f"单位:{note[said.end() :]}")
    if unit is None or unit.dimension is not Dimension.MONEY:
        return False
    read = (n.unit for n in table.numbers if n.unit is not None and not n.has_own_unit)
    return any(own.dimension is Dimension.MONEY and own.factor != unit.factor for own in read)
