"""Label rows: lines of a flat form that say whose it is (项目名称 | 护林员补助 |).

Belongs here: lines of cells without any number that bars part, and lines that alternate known labels and values. Does
not belong here: rows of figures (money_rows, indicator_rows), what a label means (identity).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from pipelines.extract.flat.table import FlatTable
from pipelines.extract.flat.tokens import Token, is_number
from pipelines.extract.identity.unit_names import any_label


def label_tables(tokens: Sequence[Token]) -> Iterator[FlatTable]:
    """Each line of labels and values, as a table of its own."""
    place = 0
    for _, group in groupby(tokens, key=lambda token: token.line):
        line = tuple(group)
        filled = [token for token in line if not token.is_empty]
        if len(filled) > 1 and (_is_barred(filled) or _alternates(filled)):
            yield FlatTable(place, place + len(line), (line,))
        place += len(line)


def _is_barred(line: Sequence[Token]) -> bool:
    return line[0].barred and not any(is_number(token.text) for token in line)


def _alternates(line: Sequence[Token]) -> bool:
    """Whether a label stands before each value: 主管部门 石桥县林业局 实施单位 石桥县林场."""
    if any_label().fullmatch("".join(token.text for token in line)):
        return False  # one label with a gap in it: 部门(单位) 名称
    labels = [any_label().fullmatch(token.text) is not None for token in line]
    return len(line) % 2 == 0 and labels == [place % 2 == 0 for place in range(len(line))]
