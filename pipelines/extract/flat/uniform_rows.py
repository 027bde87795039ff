"""Uniform rows: a table that was copied a cell a line and lost no cell: a name and a value for each title, in every row.

Belongs here: names of rows of any wording, titles of any known kind (stages, categories, sources, rates, changes). Does not
belong here: rows that are shorter than the titles (money_rows, placing), titles in two rows (grouped_heads).

The titles are as many as the values of every row, all of them known, below a corner that heads names: so no column can have
been left empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from pipelines.extract.flat.money_rows import is_figure_title
from pipelines.extract.flat.table import FlatTable
from pipelines.extract.flat.tokens import Token, is_number, is_value
from pipelines.extract.flat.wording import flat_pattern
from pipelines.extract.meaning import understand
from pipelines.extract.tables.subject import without_notes

_FEWEST: Final = 2
_MOST: Final = 10
_LONGEST_TITLE: Final = 24
_LONGEST_NAME: Final = 40
_WITH_UNIT: Final = re.compile(r"^(?!.{0,2}单位)[^。;]{2,16}[(](?:万元|元)[)]:?$")
_SOURCES: Final = re.compile(r"^资金")


def uniform_tables(tokens: Sequence[Token]) -> Iterator[FlatTable]:
    """Each such table from its corner to its last row."""
    place = 0
    while place < len(tokens):
        text = tokens[place].text
        found = (
            _table(tokens, place)
            if len(text) <= _LONGEST_TITLE and flat_pattern("uniform", "corner").search(text)
            else None
        )
        if found is not None:
            yield found
        place = found.last if found is not None else place + 1


def _table(tokens: Sequence[Token], first: int) -> FlatTable | None:
    end = first + 1  # where the name of the first row stands, before its first value
    while end + 1 < len(tokens) and not is_value(tokens[end + 1].text):
        if end - first > _MOST or not _is_title(tokens[end]):
            return None
        end += 1
    width = end - first - 1
    if width < _FEWEST:
        return None
    rows: list[tuple[Token, ...]] = []
    place = end
    while _is_name(tokens, place):
        values = tokens[place + 1 : place + 1 + width]
        if len(values) < width or not all(is_value(value.text) for value in values):
            break
        rows.append((tokens[place], *values))
        place += 1 + width
    if len(rows) < _FEWEST or not any(is_number(value.text) for row in rows for value in row[1:]):
        return None
    if place < len(tokens) and is_value(tokens[place].text):
        return None  # a row is longer than the titles
    if _is_name(tokens, place) and place + 1 < len(tokens) and is_number(tokens[place + 1].text):
        return None  # a row is shorter than the titles
    # 年度预算(万元) | 资金来源 | …: the unit stands in the cell before
    has_unit = first > 0 and _SOURCES.search(tokens[first].text) and _WITH_UNIT.search(tokens[first - 1].text)
    above = first - 1 if has_unit else first
    return FlatTable(above, place, ((tokens[above], *tokens[first + 1 : end]), *rows))


def _is_title(token: Token) -> bool:
    text = token.text
    if not text or len(text) > _LONGEST_TITLE or is_value(text):
        return False
    if is_figure_title(text) or flat_pattern("money", "other_columns").search(text):
        return True
    meaning = understand(without_notes(text))
    return bool(meaning.category or meaning.source) and not meaning.residue


def _is_name(tokens: Sequence[Token], place: int) -> bool:
    if place >= len(tokens):
        return False
    text = tokens[place].text
    return 0 < len(text) <= _LONGEST_NAME and not is_value(text) and "。" not in text
