"""Indicator columns: whether the numbers of a row stand under the heads that a stored indicator takes them from.

Belongs here: target, actual value, weight and score, by the heads over the cells in which the stored value is printed. Does not
belong here: whether a row holds a value at all (facts), how the extractor tells its columns.

The head of a cell is walked up to from the row. A value contradicts its column where it stands under heads of other columns
alone while the table has a column of its own for it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache, lru_cache

from pipelines.lexicon import load
from pipelines.model.document import Cell
from pipelines.quality.verify.around import Around
from pipelines.quality.verify.book import Book
from pipelines.quality.verify.meaning import Outcome, Reading
from pipelines.quality.verify.mismatch import Values
from pipelines.quality.verify.numbers import numbers
from pipelines.quality.verify.words import bare

ROLES = ("target", "actual", "weight", "score")
COLUMNS = {
    "target_num": "target",
    "target_text": "target",
    "actual_num": "actual",
    "actual_text": "actual",
    "weight": "weight",
    "score": "score",
}
_PLAIN = re.compile(r"[≥≤=<>]?(-?\d+(?:\.\d+)?)[%分]?")
Heads = Mapping[str, Sequence[int]]
"""The columns of each role."""


def read_indicator(around: Around, values: Values) -> Iterator[Reading]:
    """One reading for each number or text of the row that has a column of its own."""
    stored = [(column, role) for column, role in COLUMNS.items() if values[column] is not None]
    if not around.cells or not stored:
        yield from (Reading(column, Outcome.UNTOLD) for column, _ in stored)
        return
    table, row = around.cells[-1][0], max(cell.row for _, cell in around.cells)
    heads, cells = _heads_over(around.book, table, row), around.book.grids[table][row]
    for column, role in stored:
        yield _read(column, role, values[column], around.book, heads, cells)


def _read(
    column: str, role: str, value: Decimal | str, book: Book, heads: Heads, cells: Sequence[Cell | None]
) -> Reading:
    own = heads.get(role, ())
    if any((cell := cells[place]) is not None and _holds(book, cell, value) for place in own):
        return Reading(column, Outcome.AGREED)
    under = [
        next((other for other, places in heads.items() if place in places), None)
        for place, cell in enumerate(cells)
        if cell is not None and cell.pieces and _holds(book, cell, value)
    ]
    if not own or not under or None in under:
        return Reading(column, Outcome.UNTOLD)
    return Reading(column, Outcome.CONTRADICTED, f"{value}", "、".join(sorted({u for u in under if u})))


def _holds(book: Book, cell: Cell, value: Decimal | str) -> bool:
    text = book.text_of(cell)
    if isinstance(value, str):
        return bare(value) in bare(text)
    return value in _numbers(text)


@lru_cache(maxsize=8192)
def _numbers(text: str) -> tuple[Decimal, ...]:
    plain = _PLAIN.fullmatch(text)
    if plain is not None:
        return (Decimal(plain.group(1)),)
    return tuple(number.value for number in numbers(text))


def _heads_over(book: Book, table: int, row: int) -> Heads:
    """The roles of the columns by the row of heads that stands nearest above."""
    listed = book.remembered(("indicator heads", table), lambda: list(_all_heads(book, table)))
    return next((heads for place, heads in reversed(listed) if place < row), {})


def _all_heads(book: Book, table: int) -> Iterator[tuple[int, Heads]]:
    """Every row that heads indicators: two roles at least, and a cell that names an indicator."""
    grid = book.grids[table]
    for place, cells in enumerate(grid):
        texts = ["" if cell is None else book.text_of(cell) for cell in cells]
        roles = {column: role for column, text in enumerate(texts) if text and (role := _role(text))}
        if len(set(roles.values())) < 2 or not any(_named(text) for text in texts):
            continue
        for column, text in enumerate(texts):
            if column not in roles and place and (above := grid[place - 1][column]) is not None:
                role = _role(book.text_of(above)) if _is_below(text) else None
                if role is not None:
                    roles[column] = role
        yield place, {role: [c for c, said in roles.items() if said == role] for role in set(roles.values())}


@lru_cache(maxsize=4096)
def _role(text: str) -> str | None:
    if len(text) > _longest():
        return None
    plain = _brackets().sub("", text)
    return next((role for role, pattern in _patterns() if pattern.fullmatch(plain)), None)


@lru_cache(maxsize=4096)
def _named(text: str) -> bool:
    return (
        len(text) <= _longest()
        and load("verify_meaning")["indicator"]["named"] in text
        and _role(text) is None
    )


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    words = load("verify_meaning")["indicator"]
    return tuple((role, re.compile(words[role])) for role in ROLES)


def _is_below(text: str) -> bool:
    return _below().fullmatch(text) is not None


@cache
def _below() -> re.Pattern[str]:
    return re.compile(load("verify_meaning")["indicator"]["below"])


@cache
def _brackets() -> re.Pattern[str]:
    return re.compile(r"\([^()]*(?:\)|$)|[:*]")


def _longest() -> int:
    return int(load("verify_meaning")["trim"]["longest"])
