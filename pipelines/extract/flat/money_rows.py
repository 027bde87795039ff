"""Money rows: the part of a flat form that holds the year's money (年初预算数 | 全年预算数 | 全年执行数 | 分值 | 执行率 | 得分).

Belongs here: finding the titles, the rows below them, and the columns of a row that lost its empty cells. Does not
belong here: what the figures mean (tables.figures).

Under titles of amounts alone (2022年决算数 | 2023年预算数 | 2023年决算数) any label with a value for each column is a row.
A row with fewer values than columns is placed only where arithmetic leaves one way: amounts under amounts, points under
points, a rate that is executed ÷ budget, a score no higher than its full mark.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache
from itertools import combinations

from pipelines.extract.flat.table import FlatTable
from pipelines.extract.flat.tokens import Token, is_number, is_value
from pipelines.extract.meaning import understand
from pipelines.lexicon import load

_FEWEST_AMOUNTS = 2
_MOST_COLUMNS = 10
_DIGITS = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_ROUNDING = Decimal("0.5")
_FULL = Decimal(100)
_LONGEST_TITLE = 24
_MOST_CORNERS = 2  # 部门总体资金(万元) | 资金来源
_MOST_LABELS = 8  # rows without a value, one below another: 1、业务工作经费 | 2、运行维护经费 | ……


@dataclass(frozen=True, slots=True)
class _Column:
    """A title. ``sort``: amount, rate, points, score or other; ``stage`` of an amount."""

    sort: str
    stage: str | None = None


def money_tables(tokens: Sequence[Token]) -> Iterator[FlatTable]:
    """Every money part of a form among the tokens."""
    place = 0
    while place < len(tokens):
        columns = _columns(tokens, place)
        if sum(column.sort == "amount" for column in columns) < _FEWEST_AMOUNTS:
            place += max(1, len(columns))
            continue
        body = place + len(columns)
        first = _corner(tokens, place)
        rows, unplaced, last = _rows(tokens, body, columns)
        if rows or unplaced:
            corners = [token for token in tokens[first:place] if not token.is_empty]
            with_unit = (token for token in corners if token.text.endswith(("元)", "元", "元):")))
            corner = next(with_unit, corners[0] if corners else None)
            yield FlatTable(first, last, ((corner, *tokens[place:body]), *rows), tuple(unplaced))
        place = max(last, body)


def is_figure_title(text: str) -> bool:
    """Whether a title heads amounts, rates or points."""
    column = _column(text)
    return column is not None and column.sort != "other"


def _columns(tokens: Sequence[Token], place: int) -> list[_Column]:
    """The titles that stand one after another from here."""
    found: list[_Column] = []
    for token in tokens[place : place + _MOST_COLUMNS]:
        column = _column(token.text) if len(token.text) <= _LONGEST_TITLE else None
        if column is None:
            break
        found.append(column)
    return found


@cache
def _patterns(name: str) -> re.Pattern[str]:
    return re.compile("|".join(load("flat")["money"][name]))


@lru_cache(maxsize=4096)
def _column(text: str) -> _Column | None:
    if not text or is_value(text):
        return None
    if _patterns("points").search(text):
        return _Column("score" if "得分" in text else "points")
    if _patterns("other_columns").search(text):
        return _Column("other")
    meaning = understand(text)
    if meaning.residue or meaning.category or meaning.source:
        return None
    if meaning.rate:
        return _Column("rate")
    if meaning.unsaid and not meaning.stage and not _patterns("corner").search(text):
        return _Column("amount", "unsaid")  # 预算数: which budget is for the table to tell
    return _Column("amount", meaning.stage) if meaning.stage else None


def _corner(tokens: Sequence[Token], place: int) -> int:
    """Where the table begins: a corner such as 项目资金(万元) right before the titles belongs to it."""
    first = place
    while first and place - first < 3 and tokens[first - 1].is_empty:
        first -= 1
    top = first
    while top and first - top < _MOST_CORNERS and _patterns("corner").search(tokens[top - 1].text):
        top -= 1
    return top if top < first else place


def _rows(
    tokens: Sequence[Token], place: int, columns: Sequence[_Column]
) -> tuple[list[tuple[Token | None, ...]], list[tuple[Token, ...]], int]:
    """The rows from here, the rows whose values fit no column for certain, and where they end."""
    rows: list[tuple[Token | None, ...]] = []
    unplaced: list[tuple[Token, ...]] = []
    while place < len(tokens):
        if tokens[place].is_empty or _patterns("corner").search(tokens[place].text):
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
        stop += stop < len(tokens) and _is_note(tokens[stop].text, columns[stop - place - 1 :])
        values = tokens[place + 1 : stop]
        placed = _placed(values, columns)
        if placed is None:
            unplaced.append(tuple(token for token in tokens[place:stop] if not token.is_empty))
        else:
            rows.append((tokens[place], *placed))
        place = stop
    return rows, unplaced, place


def _named_row(tokens: Sequence[Token], place: int, columns: Sequence[_Column]) -> int | None:
    """Where the next row stands that has a value for each of the amounts, whatever it is called; None before another part.

    Labels above it without any value are rows that were left empty.
    """
    if any(column.sort != "amount" for column in columns):
        return None
    labels = 0
    for at in range(place, len(tokens)):
        token = tokens[at]
        if token.is_empty:
            continue
        labels += 1
        if labels > _MOST_LABELS or len(token.text) > _LONGEST_TITLE or is_value(token.text):
            return None
        values = tokens[at + 1 : at + 1 + len(columns)]
        if len(values) == len(columns) and all(is_number(value.text) for value in values):
            after = tokens[at + 1 + len(columns) : at + 2 + len(columns)]
            return None if after and is_number(after[0].text) else at
        if sum(column.sort == "amount" for column in _columns(tokens, at)) >= _FEWEST_AMOUNTS:
            return None
    return None


def _is_label(text: str) -> bool:
    if len(text) > _LONGEST_TITLE or is_value(text):
        return False
    meaning = understand(text)
    named = bool(meaning.category or meaning.source) and not meaning.residue
    return named or bool(_patterns("labels").search(text))


def _is_note(text: str, columns: Sequence[_Column]) -> bool:
    """Whether a text stands in the last column, which holds reasons or notes."""
    return len(columns) == 1 and columns[0].sort == "other" and not _is_label(text)


def _is_cell(token: Token) -> bool:
    return token.is_empty or is_value(token.text)


def _placed(values: Sequence[Token], columns: Sequence[_Column]) -> tuple[Token | None, ...] | None:
    """The values under their columns; None where more than one way, or none, agrees with the arithmetic.

    A row that is complete needs no arithmetic: what it contradicts is for the rules to tell.
    """
    if len(values) == len(columns):
        return tuple(values) if _fits(values, columns) else None
    printed = [value for value in values if not value.is_empty]
    if not any(is_number(value.text) for value in printed):
        return (None,) * len(columns)  # nothing but signs for nothing
    for kept in (values, printed, [value for value in printed if is_number(value.text)]):
        ways = [
            way
            for chosen in combinations(range(len(columns)), min(len(kept), len(columns)))
            if len(kept) <= len(columns)
            and _fits(way := _spread(kept, chosen, len(columns)), columns)
            and _adds_up(way, columns)
        ]
        if len(ways) == 1:
            return ways[0]
    return None


def _spread(values: Sequence[Token], chosen: Sequence[int], width: int) -> tuple[Token | None, ...]:
    at = dict(zip(chosen, values, strict=True))
    return tuple(at.get(column) for column in range(width))


def _fits(row: Sequence[Token | None], columns: Sequence[_Column]) -> bool:
    """Whether each value is of the sort of its column: per cent under a rate, whole points under 分值."""
    for token, column in zip(row, columns, strict=True):
        value = _value(token)
        if token is None or value is None:
            continue
        if token.text.endswith("%") and column.sort != "rate":
            return False
        if column.sort == "points" and not (value == value.to_integral_value() and 0 < value <= _FULL):
            return False
    return True


def _adds_up(row: Sequence[Token | None], columns: Sequence[_Column]) -> bool:
    """Whether the rate is that of the amounts, the score within its full mark, and nothing stands without its base."""
    values = [_value(token) for token in row]
    pairs = [(c, v) for c, v in zip(columns, values, strict=True) if v is not None]
    amounts = {column.stage: value for column, value in pairs if column.sort == "amount"}
    full = min((value for column, value in pairs if column.sort == "points"), default=_FULL)
    sorts = {column.sort for column, _ in pairs}
    if not amounts or ("score" in sorts) != ("points" in sorts):
        return False
    return all(
        (column.sort != "score" or 0 <= value <= full) and (column.sort != "rate" or _is_rate(value, amounts))
        for column, value in pairs
    )


def _is_rate(value: Decimal, amounts: dict[str | None, Decimal]) -> bool:
    """Whether a printed rate is executed ÷ one of the budgets, within half a point; nothing of nothing is printed as 0 %."""
    done = amounts.get("executed")
    if done is None:
        return False
    bases = [amount for stage, amount in amounts.items() if stage != "executed" and amount]
    if not bases:
        return done == value == 0
    return any(abs(done / base * 100 - value) <= _ROUNDING for base in bases)


def _value(token: Token | None) -> Decimal | None:
    if token is None or token.is_empty or not is_number(token.text):
        return None
    match = _DIGITS.match(token.text)
    return Decimal(match.group().replace(",", "")) if match else None
