"""Wording: the words of lexicon/flat.toml, and the runs of titles that they make.

Belongs here: asking for a group's wordings, and where its titles stand one after another. Does not belong here: what stands below
titles (half_rows, staff_rows, money_rows).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import takewhile

from pipelines.extract.flat.tokens import Token
from pipelines.lexicon import load

_LONGEST_TITLE = 20


@cache
def flat_pattern(group: str, name: str) -> re.Pattern[str]:
    """The wordings ``name`` of a group."""
    return re.compile("|".join(load("flat")[group][name]))


def find_titles(tokens: Sequence[Token], start: int, group: str) -> tuple[int, list[Token]] | None:
    """The first run of a group's titles from ``start`` on, with its place; None where there is none."""
    says = flat_pattern(group, "titles").search

    def is_title(token: Token) -> bool:
        return len(token.text) <= _LONGEST_TITLE and says(token.text) is not None

    place = next((place for place in range(start, len(tokens)) if is_title(tokens[place])), None)
    return None if place is None else (place, list(takewhile(is_title, tokens[place:])))
