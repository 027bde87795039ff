"""Indicator columns: which column of a table means what, told by its titles alone.

Belongs here: finding the header of an indicator table, in one row or two, and giving each column its role. Does not
belong here: reading the rows below (indicators).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from pipelines.extract.grids import Grid
from pipelines.lexicon import load

LEVELS = ("level1", "level2", "level3")
JUDGED = ("target", "actual", "weight", "score", "scoring_rule")
"""A table without any of these is no indicator table, whatever else it names."""

_BRACKETS = re.compile(r"\([^()]*\)")
_OPEN_BRACKET = re.compile(r"\([^()]*$")
_BRACKET_SIGNS = re.compile(r"[()]")
_BEHIND = 1000
_LONGEST_TITLE = 20
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


@lru_cache(maxsize=4096)
def title_role(text: str) -> tuple[str, int] | None:
    """What a column of this title (folded) holds, and its rank among titles of the same role; None if unknown."""
    roles = _role_of()
    if "(" not in text and ")" not in text:  # most cells
        return roles.get(text) or roles.get(_in_short(text))
    bare = _BRACKETS.sub("", text)
    cut = _BRACKET_SIGNS.sub("", _OPEN_BRACKET.sub("", bare))
    for spelling in (text, bare, _BRACKET_SIGNS.sub("", text), cut, _in_short(bare)):
        if spelling in roles:
            return roles[spelling]
    return None


def _in_short(title: str) -> str:
    """绩效度量单位 is 度量单位: without the words that stand before any title of such a table."""
    lead = next((word for word in load("indicators")["titles"]["leads"] if title.startswith(word)), "")
    return title[len(lead) :]


def gives_reason(text: str) -> bool:
    """Whether a title that is in no list is like those of reasons (未达标原因)."""
    like = _like(text) if 0 < len(text) <= _LONGEST_TITLE else None
    return like is not None and like[0] == "deviation_reason"


def _like(text: str) -> tuple[str, int] | None:
    """The role of a title that is in no list, by what it is like; it ranks behind all listed ones."""
    bare = _BRACKETS.sub("", text)
    return next(((role, _BEHIND) for pattern, role in _patterns() if pattern.search(bare)), None)


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile("|".join(row["says"])), row["role"]) for row in load("indicators")["like"])


def _is_header(grid: Grid, row: int) -> bool:
    titles = {text for text in grid.texts[row] if text}
    roles = {found[0] for text in titles if (found := title_role(text)) is not None}
    names = {text for text in titles if (title_role(text) or ("",))[0] == "level3"}
    lexicon = load("indicators")["titles"]
    is_bare = bool(titles & {*lexicon["bare_values"]}) and "level2" not in roles  # 指标 | 计划 | 完成
    if names and names <= {*lexicon["open_names"]} and (is_bare or not {"target", "actual"} <= roles):
        return False  # 指标 | 预算数 | 执行数 | 得分 is a block of the money
    if "level3" in roles:
        return bool(roles & {*JUDGED, "level2", "level1", "operator"}) and len(roles) > 1
    return bool(roles & {"level1", "level2"}) and len(roles & set(JUDGED)) > 1


def _columns(grid: Grid, row: int) -> Columns | None:
    rows = [row]
    while _goes_on(grid, rows[-1]):
        rows.append(rows[-1] + 1)
    body = rows[-1] + 1
    claims: dict[str, list[_Claim]] = {}
    unread: list[str] = []
    titles = _titles(grid, rows)
    for place, (title, columns) in enumerate(titles):
        cell = grid.cells[row][columns[0]]
        if cell is not None and cell.row + cell.row_span > body:
            continue  # 绩效指标 printed once beside all rows heads no column
        found = (
            _level_by_names(grid, title[-1], columns[0], body) or _signed(titles, place) or _meaning(title)
        )
        if found is None:
            unread.append("/".join(title))
        elif found[0] not in ("serial", "other"):
            claims.setdefault(found[0], []).append(_Claim(found[1], title[-1], tuple(columns)))
    _set_outer_level_apart(claims)
    roles, doubled = _settled(claims)
    if not _name(roles, claims):
        return None
    return Columns(row, body, _levels_apart(roles), tuple(unread), tuple(doubled))


def _meaning(title: Sequence[str]) -> tuple[str, int] | None:
    """The role of a title of one or several rows; 三级指标 over 名称 and 权重 is a name and its points."""
    parts = [title_role(text) for text in title]
    if len(title) > 1 and title[-1] in load("indicators")["titles"]["name_parts"]:
        return parts[-2]
    upper = next((part for part in parts[:-1] if part is not None and part[0] in LEVELS[:2]), None)
    if upper is not None and parts[-1] is not None and parts[-1][0] in JUDGED:
        return ("other", 0)  # points of a whole level
    if len(title) > 1 and parts[0] is not None and parts[0][0] == "actual" and parts[-1] is not None:
        # 实际完成值 over 符号 | 数值 | 单位: only the number is what was reached
        return parts[0] if parts[-1][0] == "target" else ("other", 0)
    return parts[-1] or (parts[0] if len(title) > 1 else None) or _like(title[-1])


def _signed(titles: Sequence[tuple[list[str], list[int]]], place: int) -> tuple[str, int] | None:
    """内容 heads targets where it stands between 运算符号 and 度量单位."""
    if titles[place][0][-1] not in load("indicators")["titles"]["signed_targets"]:
        return None
    beside = [
        title_role(title[-1]) for title, _ in (*titles[place - 1 : place], *titles[place + 1 : place + 2])
    ]
    signed = [role[0] for role in beside if role is not None] == ["operator", "unit"]
    return ("target", _BEHIND) if signed else None


def _level_by_names(grid: Grid, title: str, column: int, body: int) -> tuple[str, int] | None:
    """指标类型 heads a level where at least two names of that level stand below, and 定量 or 定性 elsewhere."""
    lexicon = load("indicators")
    if title not in lexicon["titles"]["level_by_names"]:
        return None
    below = {texts[column] for texts in grid.texts[body:]}
    levels = ("level2", "level1")
    named = {level: {name for row in lexicon["family"] for name in row[level]} for level in levels}
    return next(((level, _BEHIND) for level in levels if len(below & named[level]) > 1), None)


def _name(roles: dict[str, tuple[int, ...]], claims: dict[str, list[_Claim]]) -> bool:
    """Make sure that the indicators have a name: without 三级指标 it is 指标内容, or the innermost level there is."""
    if "level3" in claims:
        return "level3" in roles
    for instead in ("description", "level2"):
        titles = load("indicators")["titles"]["names_instead"].get(instead)
        if instead in roles and (titles is None or claims[instead][0].title in titles):
            roles["level3"] = roles.pop(instead)
            return True
    return False


def _set_outer_level_apart(claims: dict[str, list[_Claim]]) -> None:
    """指标 | 二级 | 三级: what stands left of the second level, beside a title of the third, heads the first."""
    names, second = claims.get("level3", []), claims.get("level2", [])
    if "level1" in claims or len(names) < 2 or len(second) != 1:
        return
    outer = [claim for claim in names if claim.columns[-1] < second[0].columns[0]]
    if len(outer) == 1:
        names.remove(outer[0])
        claims["level1"] = outer


@dataclass(frozen=True, slots=True)
class _Claim:
    """Columns whose title has a meaning; the title with the lower ``rank`` is read."""

    rank: int
    title: str
    columns: tuple[int, ...]


def _settled(
    claims: dict[str, list[_Claim]],
) -> tuple[dict[str, tuple[int, ...]], list[tuple[str, str]]]:
    roles: dict[str, tuple[int, ...]] = {}
    doubled: list[tuple[str, str]] = []
    for role, candidates in claims.items():
        own = _own_points(role, candidates, claims)
        if not own:
            continue
        best = min(candidate.rank for candidate in own)
        equal = [candidate for candidate in own if candidate.rank == best]
        if len(equal) > 1:
            doubled.append((role, equal[0].title))
        else:
            roles[role] = equal[0].columns
    return roles, doubled


def _own_points(role: str, candidates: list[_Claim], claims: dict[str, list[_Claim]]) -> list[_Claim]:
    """一级指标 | 分值 | 二级指标 | 分值 | 三级指标 | 分值: points right behind a level are that level's."""
    if role != "weight" or len(candidates) < 2:
        return candidates
    behind = {level: {claim.columns[-1] + 1 for claim in claims.get(level, ())} for level in LEVELS}
    upper = behind["level1"] | behind["level2"]
    return [
        claim for claim in candidates if claim.columns[0] not in upper or claim.columns[0] in behind["level3"]
    ]


def _levels_apart(roles: dict[str, tuple[int, ...]]) -> dict[str, tuple[int, ...]]:
    """绩效指标 printed once over two or three columns heads the levels, outer to inner."""
    columns = roles["level3"]
    if len(columns) < 2 or "level1" in roles or "level2" in roles:
        return roles
    names = dict(zip(LEVELS[::-1], ((c,) for c in columns[::-1]), strict=False))
    return {**roles, **names}


def _goes_on(grid: Grid, row: int) -> bool:
    """Whether the row below belongs to the header: all that is new in it are column titles."""
    parts = load("indicators")["titles"]["name_parts"]
    if row + 1 >= grid.table.rows:
        return False
    new = {
        grid.texts[row + 1][c]
        for c, cell in enumerate(grid.cells[row + 1])
        if cell is not None and cell is not grid.cells[row][c] and grid.texts[row + 1][c]
    }
    return bool(new) and all(title_role(text) is not None or text in parts for text in new)


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


def opens_foot(text: str) -> bool:
    """Whether a text opens what stands below an indicator table (说明：, 联系人：)."""
    return _foot().match(text) is not None


@cache
def _foot() -> re.Pattern[str]:
    return re.compile("|".join(load("indicators")["titles"]["foot_rows"]))
