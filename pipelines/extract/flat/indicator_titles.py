"""Indicator titles: the columns of a table of indicators in a flat form.

Belongs here: titles one after another, and titles that stand over titles of their own (预期指标值: 符号, 值, 单位). Does
not belong here: the rows below (indicator_rows).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from pipelines.extract.flat.tokens import Token
from pipelines.extract.indicators.columns import LEVELS, gives_reason, title_role
from pipelines.lexicon import load

_FEWEST_COLUMNS = 4
_MOST_COLUMNS = 18


@dataclass(frozen=True, slots=True)
class Titles:
    """The columns of a table, left to right, with the role of each; ``printed``: how many tokens the titles take."""

    columns: tuple[Token, ...]
    roles: tuple[str, ...]
    printed: int


def find_titles(tokens: Sequence[Token], place: int) -> Titles | None:
    """The titles of a table of indicators that begin at ``place``; None where there are none."""
    found: list[tuple[Token, str]] = []
    printed = 0
    for number, token in enumerate(tokens[place : place + _MOST_COLUMNS]):
        role = title_role(token.text) if token.text else None
        if role is None and len(found) >= _FEWEST_COLUMNS and gives_reason(token.text):
            role = ("deviation_reason", 0)
        if role is not None:
            found.append((token, role[0]))
            printed = number + 1
        elif not (found and token.is_empty):  # the border of an empty cell between two rows of titles
            break
    if len(found) < _FEWEST_COLUMNS:
        return None
    columns = _spread(found)
    roles = tuple(role for _, role in columns)
    judged = {"target", "weight", "score"} & set(roles)
    if (
        len(roles) < _FEWEST_COLUMNS
        or roles.count("level3") != 1
        or roles[0] not in (*LEVELS, "serial")
        or not judged
    ):
        return None
    return Titles(tuple(token for token, _ in columns), roles, printed)


def _spread(found: Sequence[tuple[Token, str]]) -> list[tuple[Token, str]]:
    """The titles with those that hold others replaced by them; as printed where the second row does not fit."""
    over = {row["role"]: row["holds"] for row in load("flat")["indicators"]["over"]}
    for split in range(_FEWEST_COLUMNS, len(found)):
        upper, rest = list(found[:split]), list(found[split:])
        columns = list(takewhile(lambda title: title[1] in LEVELS, rest))
        if columns:  # 绩效指标 stood over the levels, whose names are in the second row
            del rest[: len(columns)]
            upper = [title for title in upper if title[1] not in LEVELS]
        for token, role in upper:
            held = over.get(role, ())
            count = next((n for n, (_, below) in enumerate(rest) if below not in held), len(rest))
            if count > 1:
                columns += rest[:count]
                del rest[:count]
            else:
                columns.append((token, role))
        if not rest:
            return columns
    return list(found)
