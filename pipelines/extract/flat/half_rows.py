"""Half rows: the cells of a flat form that bear their own name (按收入性质分 | 按支出性质分 over 其中:基本支出:868.01).

Belongs here: the cells that stand one after another below the two halves. Does not belong here: whose figures they are
(tables.stages), money below titles (money_rows).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import takewhile

from pipelines.extract.flat.table import FlatTable
from pipelines.extract.flat.tokens import Token
from pipelines.lexicon import load

_LONGEST = 20


def half_tables(tokens: Sequence[Token]) -> Iterator[FlatTable]:
    """The cells below the titles of the halves, a row each: each says itself what it is of."""
    place = 0
    while place < len(tokens):
        if not _is_title(tokens[place]):
            place += 1
            continue
        titles = list(takewhile(_is_title, tokens[place:]))
        body = place + len(titles)
        cells = list(takewhile(_bears_name, tokens[body:]))
        printed = [token for token in (*titles, *cells) if not token.is_empty]
        if any(_pattern("filled").search(cell.text) for cell in cells):
            yield FlatTable(place, body + len(cells), tuple((token,) for token in printed))
        place = body + len(cells)


def _is_title(token: Token) -> bool:
    return len(token.text) <= _LONGEST and _pattern("titles").search(token.text) is not None


def _bears_name(token: Token) -> bool:
    return token.is_empty or _pattern("cell").search(token.text) is not None


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile("|".join(load("flat")["halves"][name]))
