"""Indicator rows: the part of a flat form that holds the indicators (一级指标 | 二级指标 | 三级指标 | 指标值 | …).

Belongs here: finding the titles and parting the cells below them into rows. Does not belong here: what a cell says
(indicators).

Merged levels leave no trace in a copy and empty cells may leave none, so a row has no fixed length. All ways to part the
cells are followed; the table is taken only if exactly one of them goes from the titles to the end.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache

from pipelines.extract.flat.indicator_titles import find_titles
from pipelines.extract.flat.table import FlatTable
from pipelines.extract.flat.tokens import Token, is_number, is_value
from pipelines.extract.indicators.columns import LEVELS, opens_foot
from pipelines.extract.indicators.values import is_placeholder
from pipelines.lexicon import load

_MOST_ROWS = 200
_LONGEST_VALUE = 120
_LONGEST_NAME = 40
_LONGEST_SIGN = 8
_LEFT_OUT = ("weight", "score", "deviation_reason")
_PRINTED = frozenset({"weight", "score", "scoring_rule", "description", "target", "actual"})
_POINTS = re.compile(r"[\d.]+分?|[-—–/]+")
_NAME = re.compile(r"^(?![≥≤<>=])(?!\d[\d.,]*\D{0,3}$).*[\u4e00-\u9fff]{2}")

Row = tuple[Token | None, ...]


def indicator_tables(tokens: Sequence[Token]) -> Iterator[FlatTable]:
    """Every table of indicators among the tokens; without rows where they cannot be told in one way only."""
    place = 0
    while place < len(tokens):
        titles = find_titles(tokens, place)
        if titles is None:
            place += 1  # 绩效指标 beside the titles heads no column: the titles may begin one cell later
            continue
        body = place + titles.printed
        parted = _Parting(tokens, titles.roles).only_way(body)
        for names in _other_names(tokens, body, titles.roles):
            parted = parted or _Parting(tokens, titles.roles, names).only_way(body)
        if parted is None:
            yield FlatTable(place, body, (titles.columns,), (titles.columns,))
            place = body
        else:
            yield FlatTable(place, parted[1], (titles.columns, *parted[0]))
            place = parted[1]


def _other_names(tokens: Sequence[Token], body: int, roles: Sequence[str]) -> Iterator[str]:
    """Ways to tell names whatever they are called, where nothing behind them may be left out and points stand in each row.

    counted: names are as many as are printed before the points right behind them (部门预算管理 | 预算编制 | 目标制定 | 10 | … | 9),
    all of them in the first row. full: no row leaves a level out.
    """
    levels = [role for role in roles if role in LEVELS]
    others = roles[len(levels) :]
    if list(roles[: len(levels)]) != [*LEVELS] or not set(others) <= _PRINTED or roles[-1] != "score":
        return
    if not all(map(_may_be_name, tokens[body : body + len(levels)])):
        return
    if others[0] == "weight":
        yield "counted"
    yield "full"


@cache
def _pattern(*path: str) -> re.Pattern[str]:
    node = load("flat")["indicators"]
    for key in path:
        node = node[key]
    return re.compile(node if isinstance(node, str) else "|".join(node))


@dataclass(slots=True)
class _Parting:
    """All ways to part tokens into rows, each place looked at once. ``ways``: number of ways to the end, 2 for more."""

    tokens: Sequence[Token]
    roles: Sequence[str]
    names: str = "known"
    ways: dict[int, int] = field(default_factory=dict)
    steps: dict[int, tuple[Row, int]] = field(default_factory=dict)
    places: dict[Token, int] = field(init=False)

    def __post_init__(self) -> None:
        self.places = {token: place for place, token in enumerate(self.tokens) if not token.is_empty}

    def only_way(self, start: int) -> tuple[tuple[Row, ...], int] | None:
        """The rows from ``start`` and where they end; None where there are no rows, no way or several."""
        for place in range(self._farthest(start), start - 1, -1):
            self._count(place)
        if self.ways.get(start) != 1 or start not in self.steps:
            return None
        rows: list[Row] = []
        place = start
        while place in self.steps:
            row, place = self.steps[place]
            rows += [row] if row else []
        total = self._total_row(place)
        return (*rows, *total), place + sum(cell is not None for row in total for cell in row)

    def _total_row(self, place: int) -> tuple[Row, ...]:
        """总分 | 100 | 97.95: full marks and score below their columns, where both are printed."""
        cells = self.tokens[place : place + 4]
        titles = load("indicators")["titles"]["total_rows"]
        if len(cells) < 3 or cells[0].text not in titles or not {"weight", "score"} <= set(self.roles):
            return ()
        numbers = [cell for cell in cells[1:] if is_number(cell.text)]
        if (
            list(cells[1:3]) != numbers
            or len(numbers) != 2
            or self.roles.index("weight") > self.roles.index("score")
        ):
            return ()
        at = {0: cells[0], self.roles.index("weight"): cells[1], self.roles.index("score"): cells[2]}
        return (tuple(at.get(column) for column in range(len(self.roles))),)

    def _farthest(self, start: int) -> int:
        """Up to where rows can reach: the first token that ends a table of indicators."""
        stop = min(len(self.tokens), start + _MOST_ROWS * len(self.roles))
        return next((p for p in range(start, stop) if self._is_end(p)), stop)

    def _is_end(self, place: int) -> bool:
        if place >= len(self.tokens):
            return True
        text = self.tokens[place].text
        if text in load("indicators")["names"]["nothing"]:
            return self._is_end(place + 1)  # 说明 | 无 below the table, or a value or reason in it
        return _pattern("ends").search(text) is not None or opens_foot(text) or self._is_signed(place)

    def _is_signed(self, place: int) -> bool:
        """Whether the last two cells stand here, the second a day: who signed the report."""
        return place + 2 == len(self.tokens) and _pattern("day").fullmatch(self.tokens[-1].text) is not None

    def _count(self, place: int) -> None:
        if self._is_end(place):
            self.ways[place] = 1
            return
        found = 0
        for row, after in self._rows_at(place):
            further = self.ways.get(after, 0)
            if further:
                found += further
                self.steps[place] = (row, after)
        self.ways[place] = min(found, 2)

    def _rows_at(self, place: int) -> Iterator[tuple[Row, int]]:
        """Every row that may begin here, with the place behind it."""
        if not self.tokens[place].is_empty and is_placeholder(self.tokens[place].text):
            yield (), place + 1  # 指标2: ……: a row that was never filled in
            return
        if self.tokens[place].is_empty and self.roles[-1] != "deviation_reason":
            yield (), place + 1  # a column without title, or the space between two rows
            return
        if self._is_level_without_rows(place):
            yield (), self._printed(place + 1)
            return
        yield from self._fill(place, 0, ())

    def _fill(self, place: int, column: int, row: Row) -> Iterator[tuple[Row, int]]:
        if column == len(self.roles):
            yield row, place
            return
        role = self.roles[column]
        if role == "level3" and row and row[-1] is not None:
            place = self._printed(place)  # a level merged over rows of which the first was left empty
        token = self.tokens[place] if place < len(self.tokens) and not self._is_end(place) else None
        name = self._name(row)
        if name is not None and name.barred and token is not None and token.line != name.line:
            token = None  # between bars an indicator ends with its line
        if self._may_be_left_out(role, column, token, row) and (token is None or not token.is_empty):
            yield from self._fill(place, column + 1, (*row, None))
        if token is not None and self._may_stand(token, role, row):
            yield from self._fill(place + 1, column + 1, (*row, token))

    def _may_stand(self, token: Token, role: str, row: Row) -> bool:
        """Whether a cell may stand here: under a level what is known as one, or any name (see ``_other_names``)."""
        if self.names != "known" and role in LEVELS:
            return _may_be_name(token)
        return _may_stand(token, role, row)

    def _name(self, row: Row) -> Token | None:
        """The name of the indicator, once a row has come so far."""
        column = self.roles.index("level3")
        return row[column] if len(row) > column else None

    def _is_part(self, name: Token) -> bool:
        """Whether a line between bars has no cell for weight and score: its values are as many as the other columns'."""
        at = self.places[name]
        values = [
            token.text for token in self.tokens[at + 1 : at + len(self.roles)] if token.line == name.line
        ]
        others = [r for r in self.roles[self.roles.index("level3") + 1 :] if r not in _LEFT_OUT]
        return len(values) == len(others) and not any(_POINTS.fullmatch(value) for value in values)

    def _printed(self, place: int) -> int:
        """The first place from here on where something is printed."""
        while place < len(self.tokens) and self.tokens[place].is_empty:
            place += 1
        return place

    def _is_level_without_rows(self, place: int) -> bool:
        """Whether a second level stands here that has no indicator: another level follows, or the end (生态效益指标 | |)."""
        if _bare(self.tokens[place].text) not in _names("level2") or _is_first(self.tokens[place].text):
            return False
        after = self._printed(place + 1)
        text = "" if self._is_end(after) else self.tokens[after].text
        is_other = _is_first(text) or _bare(text) in _names("level2")
        return is_other or is_placeholder(text)

    def _may_be_left_out(self, role: str, column: int, token: Token | None, row: Row) -> bool:
        """Levels are merged with the row above; a reason is not always given; 定性 counts in no unit.

        Part of an indicator (其中: …) has neither weight nor score: between bars, where a row is a line, both may be missing.
        """
        name = self._name(row)
        if role in ("weight", "score"):
            return name is not None and name.barred and self._is_part(name)
        if role == "unit":
            near = (*(cell.text for cell in row if cell is not None), token.text if token is not None else "")
            return any(text in load("flat")["indicators"]["qualitative"] for text in near)
        if role == "level2" and row and row[-1] is not None:
            return self.names == "known" and _is_first(row[-1].text)
        if role in LEVELS[:2] and self.names == "full":
            return False
        return role in LEVELS[:2] or (role == "deviation_reason" and column == len(self.roles) - 1)


def _may_stand(token: Token, role: str, before: Row) -> bool:
    """Whether a cell may stand in a column of this role, behind the cells before it in the row."""
    text = token.text
    if role in LEVELS[:2]:
        return _may_be_level(text, role, before)
    if role == "level3":
        return len(text) <= _LONGEST_NAME and _NAME.search(text) is not None and not _is_level_name(text)
    if token.is_empty:
        return True
    if role in ("weight", "score"):
        return is_value(text) and not text.endswith("元")
    if role in ("unit", "operator"):
        return len(text) <= _LONGEST_SIGN and not is_number(text)
    if role == "deviation_reason":
        return not is_value(text) and not _is_level(text) and not is_placeholder(text)
    return len(text) <= _LONGEST_VALUE and "。" not in text and not _is_level_name(text)


def _may_be_name(token: Token) -> bool:
    return len(token.text) <= _LONGEST_NAME and _NAME.search(token.text) is not None


def _may_be_level(text: str, role: str, before: Row) -> bool:
    """产出指标 alone is of the first level, 数量指标 alone of the second; behind a first level stands the second."""
    if not _is_level(text):
        return False
    if role == "level1":
        return not _names("level2").issuperset({_bare(text)})
    return not before or before[-1] is not None or not _is_first(text)


def _is_level(text: str) -> bool:
    return len(text) <= _LONGEST_NAME and not is_value(text) and _pattern("level").search(text) is not None


def _is_first(text: str) -> bool:
    return _bare(text) in load("flat")["indicators"]["first"]


def _is_level_name(text: str) -> bool:
    """Whether a text is the name of a level that no indicator bears."""
    names = {*load("flat")["indicators"]["levels"], *load("flat")["indicators"]["first"]}
    bare = _bare(text)
    return bare.endswith("指标") and (bare in names or bare in _names("level1") or bare in _names("level2"))


def _bare(text: str) -> str:
    """A name without its full mark."""
    return re.sub(r"\([^()]*\)$", "", text)


@cache
def _names(level: str) -> frozenset[str]:
    """The names of a level in the framework of 财预〔2018〕167号."""
    return frozenset(name for family in load("indicators")["family"] for name in family[level])
