"""Label rows: lines of a flat form that say whose it is (项目名称 | 护林员补助 |), where bars part their cells.

Belongs here: lines of cells without any number. Does not belong here: rows of figures (money_rows, indicator_rows).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from pipelines.extract.flat.table import FlatTable
from pipelines.extract.flat.tokens import Token, is_number


def label_tables(tokens: Sequence[Token]) -> Iterator[FlatTable]:
    """Each line of two cells or more that bars part and that holds no number, as a table of its own."""
    place = 0
    for _, group in groupby(tokens, key=lambda token: token.line):
        line = tuple(group)
        filled = [token for token in line if not token.is_empty]
        if len(filled) > 1 and filled[0].barred and not any(is_number(token.text) for token in filled):
            yield FlatTable(place, place + len(line), (line,))
        place += len(line)
