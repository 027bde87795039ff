"""Staff rows: the headcounts of a flat form (编制数 | 实际在职人数 | 控制率 over 46 | 50 | 108.70%).

Belongs here: titles of headcounts one after another with as many numbers behind them. Does not belong here: what the
numbers mean (tables.staff).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from pipelines.extract.flat.table import FlatTable
from pipelines.extract.flat.tokens import Token, is_number
from pipelines.extract.flat.wording import find_titles, flat_pattern

_FEWEST = 2


def staff_tables(tokens: Sequence[Token]) -> Iterator[FlatTable]:
    """Each row of titles with its row of numbers; none where a number is missing: whose it is would be a guess."""
    end = 0
    while (found := find_titles(tokens, end, "staff")) is not None:
        place, titles = found
        end = place + len(titles)
        values = list(takewhile(lambda token: is_number(token.text), tokens[end:]))
        if len(titles) < _FEWEST or len(values) != len(titles):
            continue
        before = tokens[place - 1] if place else None
        corner = before if before and flat_pattern("staff", "corner").search(before.text) else None
        end += len(values)
        yield FlatTable(place - 1 if corner else place, end, ((corner, *titles), (None, *values)))
