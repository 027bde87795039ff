"""Grouped heads: forms that were copied a cell a line, with titles in one row or two (编制数 | 在职人数 | 退休人员 over 合计 | 行政 | 事业 | 合计 | …).

Belongs here: which titles stand over which, told by the number of values and by their sums. Does not belong here: titles of
stages over rows of categories (money_rows), headcounts below titles in one row (staff_rows).

A copy tells not over which columns a title was merged. All ways to put the lower titles below the upper ones are tried; the
table is taken only if in exactly one of them every group's sum is that of its parts in every row.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from typing import Final, NamedTuple

from pipelines.extract.flat.table import FlatTable
from pipelines.extract.flat.tokens import Token, is_number, is_value
from pipelines.extract.flat.wording import flat_pattern
from pipelines.extract.meaning import understand
from pipelines.extract.tables.subject import without_notes

_LONGEST: Final = 20
_FEWEST: Final = 2
_MOST: Final = 14
_FEWEST_ROWS: Final = 2
_PARTS_OF_BASIC: Final = frozenset({"personnel", "operating"})

Row = tuple[Token | None, ...]


class _Column(NamedTuple):
    """A column: its upper title, and the one below it where the upper stands over several."""

    upper: Token
    lower: Token | None = None


def grouped_tables(tokens: Sequence[Token]) -> Iterator[FlatTable]:
    """Every such table of headcounts, and every one of categories over rows of stages."""
    place = 0
    while place < len(tokens):
        if not _may_head(tokens[place : place + _MOST + 1]):
            place += 1
            continue
        found = _heads_staff(tokens, place) or _heads_money(tokens, place)
        if found is not None:
            yield found
        place = found.last if found is not None else place + 1


def _may_head(cells: Sequence[Token]) -> bool:
    """Whether short cells stand here and a number soon after: most lines are asked no more than that."""
    if not all(0 < len(cell.text) <= _LONGEST for cell in cells[:_FEWEST]):
        return False
    return any(len(cell.text) <= _LONGEST and cell.text[-1:].isdigit() for cell in cells[_FEWEST:])


def _heads_staff(tokens: Sequence[Token], first: int) -> FlatTable | None:
    """Upper titles of posts and people, lower ones of their kinds, and one row of numbers."""
    if first and _is_upper(tokens[first - 1].text):
        return None  # the titles begin before: some of them would be left out
    upper = _run(tokens, first, _is_upper)
    lower = _run(tokens, first + len(upper), lambda text: bool(flat_pattern("grouped", "lower").search(text)))
    if len(upper) < _FEWEST or len(lower) < _FEWEST:
        return None
    body = first + len(upper) + len(lower)
    values = _values(tokens, body)
    columns = _only_way(upper, lower, [values], _staff_groups(lower))
    if columns is None:
        return None
    return FlatTable(first, body + len(values), (*_titles(columns, None), (None, *values)))


def _heads_money(tokens: Sequence[Token], first: int) -> FlatTable | None:
    """Titles of categories, and rows that are called after a stage or a rate, with a value for each column."""
    if first and _names_category(tokens[first - 1].text):
        return None
    titles = _run(tokens, first, _names_category)
    if len(titles) < _FEWEST:
        return None
    place = first + len(titles)
    rows: list[tuple[Token, list[Token]]] = []
    while place < len(tokens) and _names_stage(tokens[place].text):
        values = _values(tokens, place + 1)
        rows.append((tokens[place], values))
        place += 1 + len(values)
    width = len(rows[0][1]) if rows else 0
    if len(rows) < _FEWEST_ROWS or any(len(values) != width for _, values in rows):
        return None
    amounts = [row for label, row in rows if not understand(without_notes(label.text)).rate]
    columns = [_Column(title) for title in titles] if len(titles) == width else _nested(titles, amounts)
    if columns is None or not amounts:
        return None
    body = [(label, *row) for label, row in rows]
    corner = (
        tokens[first - 1]
        if first and flat_pattern("grouped", "corner_of_rows").search(tokens[first - 1].text)
        else None
    )
    start = first - 1 if corner else first
    return FlatTable(start, place, (*_titles(columns, corner), *body))


def _nested(titles: Sequence[Token], rows: Sequence[Sequence[Token]]) -> list[_Column] | None:
    """The columns of titles in two rows, of which the lower are the parts of 基本支出."""
    ways = [
        columns
        for cut in range(1, len(titles))
        if (columns := _below_basic(titles[:cut], titles[cut:], rows)) is not None
    ]
    return ways[0] if len(ways) == 1 else None


def _below_basic(
    upper: Sequence[Token], lower: Sequence[Token], rows: Sequence[Sequence[Token]]
) -> list[_Column] | None:
    over = [place for place, title in enumerate(upper) if understand(title.text).category == "basic"]
    parts = {understand(title.text).category for title in lower if not _is_sum(title.text)}
    if len(over) != 1 or not parts or not parts <= _PARTS_OF_BASIC or not _is_sum(lower[0].text):
        return None
    return _only_way(upper, lower, rows, [list(lower)], over)


def _only_way(
    upper: Sequence[Token],
    lower: Sequence[Token],
    rows: Sequence[Sequence[Token]],
    groups: Sequence[Sequence[Token]],
    over: Sequence[int] = (),
) -> list[_Column] | None:
    """The one way to put the groups below upper titles that every row of values agrees with. ``over``: the only ones to choose from."""
    width = len(upper) - len(groups) + len(lower)
    if not groups or any(len(row) != width for row in rows):
        return None
    ways = [
        columns
        for chosen in combinations(over or range(len(upper)), len(groups))
        if (columns := _columns(upper, dict(zip(chosen, groups, strict=True))))
        and (len(groups) == len(upper) or all(map(_opens_with_sum, groups)))
        and all(_adds_up(columns, row) for row in rows)
    ]
    return ways[0] if len(ways) == 1 else None


def _columns(upper: Sequence[Token], below: dict[int, Sequence[Token]]) -> list[_Column]:
    return [_Column(title, lower) for place, title in enumerate(upper) for lower in below.get(place, (None,))]


def _adds_up(columns: Sequence[_Column], row: Sequence[Token]) -> bool:
    """Whether the sum of each group that begins with one is that of its parts."""
    for title in dict.fromkeys(column.upper for column in columns if column.lower is not None):
        group = [
            (column.lower, _amount(value))
            for column, value in zip(columns, row, strict=True)
            if column.upper is title and column.lower is not None
        ]
        if _is_sum(group[0][0].text) and group[0][1] != sum(amount for _, amount in group[1:]):
            return False
    return True


def _staff_groups(lower: Sequence[Token]) -> list[list[Token]]:
    """The lower titles in groups: each begins with 合计, or all are alike (行政 | 事业 | 行政 | 事业)."""
    texts = [title.text for title in lower]
    starts = [place for place, text in enumerate(texts) if text == texts[0]]
    return [list(lower[a:b]) for a, b in zip(starts, [*starts[1:], len(lower)], strict=True)]


def _opens_with_sum(group: Sequence[Token]) -> bool:
    return _is_sum(group[0].text)


def _titles(columns: Sequence[_Column], corner: Token | None) -> Iterator[Row]:
    """The rows of titles; a title over several columns, or over both rows, stands in each place that it covers."""
    yield (corner, *(column.upper for column in columns))
    if any(column.lower for column in columns):
        yield (corner, *(column.lower or column.upper for column in columns))


def _run(tokens: Sequence[Token], first: int, fits: Callable[[str], bool]) -> list[Token]:
    """The titles that stand one after another from here, each in a line of its own."""
    found: list[Token] = []
    for token in tokens[first : first + _MOST]:
        if not fits(token.text):
            break
        found.append(token)
    return found


def _values(tokens: Sequence[Token], first: int) -> list[Token]:
    found: list[Token] = []
    for token in tokens[first : first + _MOST + 1]:
        if not is_number(token.text):
            break
        found.append(token)
    return found


def _is_upper(text: str) -> bool:
    return flat_pattern("grouped", "upper").search(text) is not None


def _names_category(text: str) -> bool:
    """Whether a title is that of a category or of their sum and nothing else."""
    if not 0 < len(text) <= _LONGEST or is_value(text):
        return False
    meaning = understand(without_notes(text))
    named = meaning.category is not None or _is_sum(text)
    return named and not (meaning.residue and not _is_sum(text)) and not (meaning.stages or meaning.rate)


def _names_stage(text: str) -> bool:
    if len(text) > _LONGEST or not text or is_value(text):
        return False
    meaning = understand(without_notes(text))
    return bool(meaning.stages or meaning.rate) and not (
        meaning.residue or meaning.category or meaning.source
    )


def _is_sum(text: str) -> bool:
    return flat_pattern("grouped", "sum").search(text) is not None


def _amount(token: Token) -> Decimal:
    return Decimal(re.sub(r"[^\d.-]", "", token.text) or "0")
