"""Goal rows: the two fields of a flat form for the year's goal and its result (预期目标 | 实际完成情况).

Belongs here: two titles one after another and the two texts below them. Does not belong here: reading the texts
(goal_tables).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from pipelines.extract.flat.table import FlatTable
from pipelines.extract.flat.tokens import Token, is_value
from pipelines.lexicon import load


def goal_tables(tokens: Sequence[Token]) -> Iterator[FlatTable]:
    """Each pair of titles that is followed by exactly two texts and then by another title of the form."""
    for place in range(len(tokens) - 3):
        if tokens[place].text not in _titles("target") or tokens[place + 1].text not in _titles("result"):
            continue
        stop = place + 2
        while (
            stop < len(tokens)
            and stop - place <= 5
            and not tokens[stop].is_empty
            and not _is_title(tokens[stop].text)
        ):
            stop += 1
        texts = tokens[place + 2 : stop]
        if len(texts) == 2 and not any(is_value(token.text) for token in texts):
            yield FlatTable(place, stop, (tuple(tokens[place : place + 2]), tuple(texts)))


@cache
def _titles(part: str) -> frozenset[str]:
    return frozenset(load("goals")["fields"][part])


def _is_title(text: str) -> bool:
    fields = load("goals")["fields"]
    return any(text in fields[part] for part in ("target", "result", "other_titles", "groups"))
