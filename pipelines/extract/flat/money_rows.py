"""Money rows: the part of a flat form that holds the year's money (年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分).

Belongs here: finding the titles, the rows below them, and the columns of a row that lost its empty cells. Does not
belong here: which column a value stands in (placing), what the figures mean (tables.figures).

Under titles of amounts alone (2022年决算数 | 2023年预算数 | 2023年决算数) any label with a value for each column is a row, and
so is one below 项目名称. A row with fewer values than columns is placed only where arithmetic leaves one way (placing).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from pipelines.extract.flat.placing import Column, placed
from pipelines.extract.flat.table import FlatTable
from pipelines.extract.flat.tokens import Token, is_number, is_value
from pipelines.extract.flat.wording import flat_pattern
from pipelines.extract.meaning import understand
from pipelines.extract.tables.subject import without_notes

_FEWEST_AMOUNTS = 2
_MOST_COLUMNS = 10
_LONGEST_TITLE = 24
_LONGEST_NAME = 40
_MOST_CORNERS = 2  # 部门总体资金(万元) | 资金来源
_MOST_LABELS = 8  # rows without a value, one below another: 1、业务工作经费 | 2、运行维护经费 | ……


def money_tables(tokens: Sequence[Token]) -> Iterator[FlatTable]:
    """Every money part of a form among the tokens."""
    place = 0
    while place < len(tokens):
        columns = _columns(tokens, place)
        if _amounts(columns[1:]) >= _FEWEST_AMOUNTS and _is_corner(tokens[place].text):
            place, columns = place + 1, columns[1:]  # 年度预算执行情况(万元) heads no column
        if _amounts(columns) < _FEWEST_AMOUNTS:
            place += max(1, len(columns))
            continue
        body = place + len(columns)
        first = _corner(tokens, place)
        named = place > 0 and flat_pattern("money", "names").search(tokens[place - 1].text) is not None
        if named:
            first = place - 1
            rows, unplaced, last = _named_rows(tokens, body, columns)
        else:
            rows, unplaced, last = _rows(tokens, body, columns)
        if rows or unplaced:
            corners = [token for token in tokens[first:place] if not token.is_empty]
            with_unit = (token for token in corners if token.text.endswith(("元)", "元", "元):")))
            corner = next(with_unit, corners[0] if corners else None)
            yield FlatTable(first, last, ((corner, *tokens[place:body]), *rows), tuple(unplaced))
        place = max(last, body)


def _amounts(columns: Sequence[Column]) -> int:
    return sum(column.sort == "amount" for column in columns)


def _is_corner(text: str) -> bool:
    return flat_pattern("money", "corner").search(text) is not None


def is_figure_title(text: str) -> bool:
    """Whether a title heads amounts, rates or points."""
    column = _column(text)
    return column is not None and column.sort != "other"


def _columns(tokens: Sequence[Token], place: int) -> list[Column]:
    """The titles that stand one after another from here."""
    found: list[Column] = []
    for token in tokens[place : place + _MOST_COLUMNS]:
        column = _column(token.text) if len(token.text) <= _LONGEST_TITLE else None
        if column is None:
            break
        found.append(column)
    return found


@lru_cache(maxsize=4096)
def _column(text: str) -> Column | None:
    if not text or is_value(text):
        return None
    if flat_pattern("money", "points").search(text):
        return Column("score" if "得分" in text else "points")
    if flat_pattern("money", "other_columns").search(text):
        return Column("other")
    meaning = understand(without_notes(text))
    if meaning.residue or meaning.category or meaning.source:
        return None
    if meaning.rate:
        return Column("rate")
    if meaning.unsaid and not meaning.stage and not flat_pattern("money", "corner").search(text):
        return Column("amount", "unsaid")  # 预算数: which budget is for the table to tell
    return Column("amount", meaning.stage) if meaning.stage else None


def _corner(tokens: Sequence[Token], place: int) -> int:
    """Where the table begins: a corner such as 项目资金(万元) right before the titles belongs to it."""
    first = place
    while first and place - first < 3 and tokens[first - 1].is_empty:
        first -= 1
    top = first
    while (
        top and first - top < _MOST_CORNERS and flat_pattern("money", "corner").search(tokens[top - 1].text)
    ):
        top -= 1
    return top if top < first else place


def _rows(
    tokens: Sequence[Token], place: int, columns: Sequence[Column]
) -> tuple[list[tuple[Token | None, ...]], list[tuple[Token, ...]], int]:
    """The rows from here, the rows whose values fit no column for certain, and where they end."""
    rows: list[tuple[Token | None, ...]] = []
    unplaced: list[tuple[Token, ...]] = []
    while place < len(tokens):
        if tokens[place].is_empty or flat_pattern("money", "corner").search(tokens[place].text):
            place += 1
            continue
        if not _is_label(tokens[place].text):
            row = _named_row(tokens, place, columns)
            if row is None:
                break
            rows.append(tuple(tokens[row : row + len(columns) + 1]))
            place = row + len(columns) + 1
            continue
        stop = place + 1
        while stop < len(tokens) and stop - place <= len(columns) and _is_cell(tokens[stop]):
            stop += 1
        is_longer = _goes_on(tokens, stop)
        while is_longer and stop < len(tokens) and _is_cell(tokens[stop]):
            stop += 1
        stop += stop < len(tokens) and _is_note(tokens[stop].text, columns[stop - place - 1 :])
        values = None if is_longer else placed(tokens[place + 1 : stop], columns)
        if values is None:
            unplaced.append(tuple(token for token in tokens[place:stop] if not token.is_empty))
        else:
            rows.append((tokens[place], *values))
        place = stop
    return rows, unplaced, place


def _named_rows(
    tokens: Sequence[Token], place: int, columns: Sequence[Column]
) -> tuple[list[tuple[Token | None, ...]], list[tuple[Token, ...]], int]:
    """The rows below 项目名称 | 年初预算数 | …, whatever they are called, up to their total or the first line without figures."""
    rows: list[tuple[Token | None, ...]] = []
    unplaced: list[tuple[Token, ...]] = []
    while place < len(tokens) and _is_name(tokens[place]):
        stop = place + 1
        while stop < len(tokens) and stop - place <= len(columns) and _is_cell(tokens[stop]):
            stop += 1
        if stop - place <= _FEWEST_AMOUNTS or _goes_on(tokens, stop):
            break
        stop += _notes(tokens, stop, columns[stop - place - 1 :])
        values = placed(tokens[place + 1 : stop], columns)
        if values is None:
            unplaced.append(tuple(token for token in tokens[place:stop] if not token.is_empty))
        else:
            rows.append((tokens[place], *values))
        ends = (
            len(rows) + len(unplaced) > 1
            and flat_pattern("money", "total").search(tokens[place].text) is not None
        )
        place = stop
        if ends:
            break
    return rows, unplaced, place


def _is_name(token: Token) -> bool:
    text = token.text
    return (
        not token.is_empty
        and len(text) <= _LONGEST_NAME
        and not (is_value(text) or "。" in text or ":" in text)
    )


def _goes_on(tokens: Sequence[Token], stop: int) -> bool:
    """Whether more values stand there than there are columns: then nobody knows which of them are the row's."""
    return stop < len(tokens) and is_number(tokens[stop].text)


def _notes(tokens: Sequence[Token], stop: int, columns: Sequence[Column]) -> bool:
    """Whether a note stands in the last column: another text follows it, and no value as behind the name of a row."""
    if len(columns) != 1 or columns[0].sort != "other" or stop + 1 >= len(tokens):
        return False
    text = tokens[stop].text
    is_short = len(text) <= _LONGEST_TITLE and "。" not in text and not any(map(str.isdigit, text))
    return is_short and not flat_pattern("money", "total").search(text) and not _is_cell(tokens[stop + 1])


def _named_row(tokens: Sequence[Token], place: int, columns: Sequence[Column]) -> int | None:
    """Where the next row stands that has a value for each of the columns, whatever it is called; None before another part.

    Labels above it without any value are rows that were left empty, below titles of amounts alone.
    """
    are_amounts = all(column.sort == "amount" for column in columns)
    if not are_amounts and any(column.sort not in ("amount", "other") for column in columns):
        return None
    labels = 0
    for at in range(place, len(tokens)):
        token = tokens[at]
        if token.is_empty:
            continue
        labels += 1
        if (
            labels > (_MOST_LABELS if are_amounts else 1)
            or len(token.text) > _LONGEST_TITLE
            or is_value(token.text)
        ):
            return None
        values = tokens[at + 1 : at + 1 + len(columns)]
        if len(values) == len(columns) and all(
            (is_number if are_amounts else is_value)(value.text) for value in values
        ):
            after = tokens[at + 1 + len(columns) : at + 2 + len(columns)]
            return None if after and is_number(after[0].text) else at
        if _amounts(_columns(tokens, at)) >= _FEWEST_AMOUNTS:
            return None
    return None


def _is_label(text: str) -> bool:
    if len(text) > _LONGEST_TITLE or is_value(text):
        return False
    meaning = understand(text)
    named = bool(meaning.category or meaning.source) and not meaning.residue
    return named or bool(flat_pattern("money", "labels").search(text))


def _is_note(text: str, columns: Sequence[Column]) -> bool:
    """Whether a text stands in the last column, which holds reasons or notes."""
    return len(columns) == 1 and columns[0].sort == "other" and not _is_label(text)


def _is_cell(token: Token) -> bool:
    return token.is_empty or is_value(token.text)
