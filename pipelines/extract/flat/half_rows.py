"""Half rows: the cells of a flat form that bear their own name (按收入性质分 | 按支出性质分 over 其中:基本支出:868.01).

Belongs here: the cells that stand one after another below the two halves. Does not belong here: whose figures they are
(tables.stages), money below titles (money_rows).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile

from pipelines.extract.flat.table import FlatTable
from pipelines.extract.flat.tokens import Token
from pipelines.extract.flat.wording import find_titles, flat_pattern


def half_tables(tokens: Sequence[Token]) -> Iterator[FlatTable]:
    """The cells below the titles of the halves, a row each: each says itself what it is of."""
    end = 0
    while (found := find_titles(tokens, end, "halves")) is not None:
        place, titles = found
        cells = list(takewhile(_bears_name, tokens[place + len(titles) :]))
        printed = [token for token in (*titles, *cells) if not token.is_empty]
        end = place + len(titles) + len(cells)
        if any(flat_pattern("halves", "filled").search(cell.text) for cell in cells):
            yield FlatTable(place, end, tuple((token,) for token in printed))


def _bears_name(token: Token) -> bool:
    return token.is_empty or flat_pattern("halves", "cell").search(token.text) is not None
