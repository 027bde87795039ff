"""Staff rows: the headcounts of a flat form (编制数 | 实际在职人数 | 控制率 over 46 | 50 | 108.70%).

Belongs here: titles of headcounts one after another with as many numbers behind them. Does not belong here: what the
numbers mean (tables.staff).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import takewhile

from pipelines.extract.flat.table import FlatTable
from pipelines.extract.flat.tokens import Token, is_number
from pipelines.lexicon import load

_FEWEST = 2
_LONGEST = 20


def staff_tables(tokens: Sequence[Token]) -> Iterator[FlatTable]:
    """Each row of titles with its row of numbers; none where a number is missing: whose it is would be a guess."""
    place = 0
    while place < len(tokens):
        if not _is_title(tokens[place]):
            place += 1
            continue
        titles = list(takewhile(_is_title, tokens[place:]))
        body = place + len(titles)
        values = list(takewhile(lambda token: is_number(token.text), tokens[body:]))
        if len(titles) >= _FEWEST and len(values) == len(titles):
            corner = (
                tokens[place - 1] if place and _pattern("corner").search(tokens[place - 1].text) else None
            )
            first = place - 1 if corner else place
            yield FlatTable(first, body + len(values), ((corner, *titles), (None, *values)))
            body += len(values)
        place = body


def _is_title(token: Token) -> bool:
    return len(token.text) <= _LONGEST and _pattern("titles").search(token.text) is not None


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile("|".join(load("flat")["staff"][name]))
