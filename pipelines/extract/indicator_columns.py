"""Indicator columns: which column of a table means what, told by its titles alone.

Belongs here: finding the header of an indicator table, in one row or two, and giving each column its role. Does not
belong here: reading the rows below (indicators).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from pipelines.extract.grids import Grid
from pipelines.lexicon import load

LEVELS = ("level1", "level2", "level3")
JUDGED = ("target", "actual", "weight", "score", "scoring_rule")
"""A table without any of these is no indicator table, whatever else it names."""

_BRACKETS = re.compile(r"\([^()]*\)")
_BRACKET_SIGNS = re.compile(r"[()]")
_COUNT = re.compile(r"\d{1,2}")


@dataclass(frozen=True, slots=True)
class Columns:
    """The header of an indicator table. ``roles``: role → columns under one title, left to right.

    ``first`` is its first row, ``body`` the first row below it. ``unread``: titles without a meaning; ``doubled``:
    roles that two equal titles claim, with these titles: such a role is not read.
    """

    first: int
    body: int
    roles: dict[str, tuple[int, ...]]
    unread: tuple[str, ...]
    doubled: tuple[tuple[str, str], ...]


def find_columns(grid: Grid, start: int = 0) -> Columns | None:
    """The next header at or below row ``start``; None where there is none."""
    for row in range(start, grid.table.rows):
        if _is_header(grid, row) and (columns := _columns(grid, row)) is not None:
            return columns
    return None


def is_count_row(texts: Sequence[str]) -> bool:
    """栏次 1 2 3 …: the numbers of the columns, no data."""
    filled = [text for text in texts if text]
    if filled and filled[0] in load("indicators")["titles"]["count_rows"]:
        return True
    if len(filled) < 3 or _COUNT.fullmatch(filled[0]) is None:
        return False
    first = int(filled[0])
    return filled == [str(number) for number in range(first, first + len(filled))]


@cache
def _role_of() -> dict[str, tuple[str, int]]:
    lexicon = load("indicators")
    roles = {
        title: (role, rank)
        for role, titles in lexicon["columns"].items()
        for rank, title in enumerate(titles)
    }
    for role in ("serial", "other"):
        for title in lexicon["titles"][role]:
            roles.setdefault(title, (role, 0))
    return roles


def _role(text: str) -> tuple[str, int] | None:
    roles = _role_of()
    for spelling in (text, _BRACKETS.sub("", text), _BRACKET_SIGNS.sub("", text)):
        if spelling in roles:
            return roles[spelling]
    return None


def _is_header(grid: Grid, row: int) -> bool:
    titles = {text for text in grid.texts[row] if text}
    roles = {found[0] for text in titles if (found := _role(text)) is not None}
    return "level3" in roles and bool(roles & {*JUDGED, "level2", "level1", "operator"}) and len(roles) > 1


def _columns(grid: Grid, row: int) -> Columns | None:
    rows = [row, row + 1] if _goes_on(grid, row) else [row]
    body = rows[-1] + 1
    claims: dict[str, list[tuple[int, str, list[int]]]] = {}
    unread: list[str] = []
    for title, columns in _titles(grid, rows):
        cell = grid.cells[row][columns[0]]
        if cell is not None and cell.row + cell.row_span > body:
            continue  # 绩效指标 printed once beside all rows heads no column
        found = _role(title[-1]) or (_role(title[0]) if len(title) > 1 else None)
        if found is None:
            unread.append("/".join(title))
        elif found[0] not in ("serial", "other"):
            claims.setdefault(found[0], []).append((found[1], title[-1], columns))
    roles, doubled = _settled(claims)
    if "level3" not in roles:
        return None
    return Columns(row, body, roles, tuple(unread), tuple(doubled))


def _settled(
    claims: dict[str, list[tuple[int, str, list[int]]]],
) -> tuple[dict[str, tuple[int, ...]], list[tuple[str, str]]]:
    roles: dict[str, tuple[int, ...]] = {}
    doubled: list[tuple[str, str]] = []
    for role, candidates in claims.items():
        best = min(candidates, key=lambda c: c[0])
        if sum(c[0] == best[0] for c in candidates) > 1:
            doubled.append((role, best[1]))
        else:
            roles[role] = tuple(best[2])
    return roles, doubled


def _goes_on(grid: Grid, row: int) -> bool:
    """Whether the row below belongs to the header: all that is new in it are column titles."""
    if row + 1 >= grid.table.rows:
        return False
    new = {
        grid.texts[row + 1][c]
        for c, cell in enumerate(grid.cells[row + 1])
        if cell is not None and cell is not grid.cells[row][c] and grid.texts[row + 1][c]
    }
    return bool(new) and all(_role(text) is not None for text in new)


def _titles(grid: Grid, rows: Sequence[int]) -> list[tuple[list[str], list[int]]]:
    """Titles from top to bottom with the columns that share them; a column without any title has none."""
    found: list[tuple[list[str], list[int], object]] = []
    for column in range(grid.table.columns):
        parts = [grid.texts[row][column] for row in rows]
        title = list(dict.fromkeys(part for part in parts if part))
        cell = next((grid.cells[row][column] for row in reversed(rows) if grid.texts[row][column]), None)
        if not title:
            continue
        if found and found[-1][2] is cell:
            found[-1][1].append(column)
        else:
            found.append((title, [column], cell))
    return [(title, columns) for title, columns, _ in found]
