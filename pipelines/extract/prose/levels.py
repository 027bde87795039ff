"""Levels in prose: of which day a count or an asset is told, and whether a change against last year is its own.

Belongs here: what headcounts and assets share. Does not belong here: either of them (staffing, assets).
"""

from __future__ import annotations

import re
from datetime import date

from pipelines.extract.context import Reader
from pipelines.extract.meaning import YEAR, unexplained_words, words
from pipelines.extract.prose.sentences import LabelledNumber

DAY = re.compile(r"(\d{4})年(\d{1,2})月(\d{1,2})日")
YEAR_END = re.compile(r"(\d{4})年度?(?:年)?(?:末|底|终)")
DECREASE = re.compile(r"减少|下降|降低|调出|净减")
CHANGE_WORD = re.compile(r"较|比|与|同|增|减|上升|下降|降低|提高")


def as_of(text: str) -> date | None:
    """The last day that ``截至2024年12月31日``, ``2025年末`` or ``2024年年底`` names; None where none is named."""
    days = [(m.start(), m.groups()) for m in DAY.finditer(text)]
    days += [(m.start(), (m.group(1), "12", "31")) for m in YEAR_END.finditer(text)]
    if not days:
        return None
    try:
        return date(*(int(part) for part in max(days)[1]))
    except ValueError:
        return None


def is_of_another_year(clause: str, reader: Reader) -> bool:
    """Whether a clause speaks of last year, or of another year of which it names no day."""
    if words("meaning", "year", "last").search(clause):
        return True
    years = YEAR.findall(clause)
    return bool(years) and reader.fiscal_year not in {None, *map(int, years)} and as_of(clause) is None


def is_of_a_later_year(text: str, reader: Reader) -> bool:
    """Whether words speak of a year behind the report's: no level of last year, and none of its own."""
    own = reader.fiscal_year
    return own is not None and any(int(year) > own for year in YEAR.findall(text))


def bracket_behind(after: str, reader: Reader) -> str | None:
    """What a bracket right behind a level says against it: ``last_year``, or ``other`` for other people or assets; else None."""
    if not after.startswith("("):
        return None
    named = words("staffing", "bracket_behind", "of_year").match(after)
    is_other_year = named is not None and reader.fiscal_year not in (None, int(named["year"]))
    if is_other_year or words("staffing", "bracket_behind", "last_year").match(after):
        return "last_year"
    return "other" if words("staffing", "bracket_behind", "other").match(after) else None


def changes_same(labelled: LabelledNumber, reader: Reader) -> bool:
    """Whether a change names nothing of its own: 比上年减少1人, and not 办公费比上年减少5%."""
    word = CHANGE_WORD.search(labelled.clause)
    return word is None or not unexplained_words(labelled.clause[: word.start()], reader.names, "staffing")
