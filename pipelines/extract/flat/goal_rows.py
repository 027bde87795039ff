"""Goal rows: the two fields of a flat form for the year's goal and its result (预期目标 | 实际完成情况).

Belongs here: two titles one after another and the two texts below them. Does not belong here: reading the texts
(goal_tables).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipelines.extract.flat.table import FlatTable
from pipelines.extract.flat.tokens import Token, is_value
from pipelines.extract.indicators.goal_titles import title_kind
from pipelines.lexicon import load

_BRACKETS = re.compile(r"\([^()]*\)")
_LONGEST = 3


def goal_tables(tokens: Sequence[Token]) -> Iterator[FlatTable]:
    """Each pair of titles that is followed by exactly two texts: up to the next title, or alone on the line below."""
    for place in range(len(tokens) - 3):
        titles = tokens[place : place + 2]
        if not _heads_goal(titles[0].text) or title_kind(_bare(titles[1].text)) != "result":
            continue
        for stop in (_next_title(tokens, place + 2), _next_line(tokens, place + 2)):
            texts = [token for token in tokens[place + 2 : stop] if not token.is_empty]
            if len(texts) == 2 and not any(is_value(t.text) or _is_title(t.text) for t in texts):
                yield FlatTable(place, stop, (tuple(titles), tuple(texts)))
                break


def _next_title(tokens: Sequence[Token], start: int) -> int:
    """Where the texts end that stand right below two titles, a cell a line."""
    stop = start
    while (
        stop < len(tokens)
        and stop - start <= _LONGEST
        and not tokens[stop].is_empty
        and not _is_title(tokens[stop].text)
    ):
        stop += 1
    return stop


def _next_line(tokens: Sequence[Token], start: int) -> int:
    """Where the line below the titles ends, a row a line."""
    first = next((p for p in range(start, len(tokens)) if not tokens[p].is_empty), len(tokens))
    if first == len(tokens) or tokens[first].line == tokens[start - 1].line:
        return start
    return next((p for p in range(first, len(tokens)) if tokens[p].line != tokens[first].line), len(tokens))


def _bare(text: str) -> str:
    return (_BRACKETS.sub("", text) if "(" in text else text).strip(":")


def _heads_goal(text: str) -> bool:
    """Whether a title heads a goal beside that of a result (总体目标 | 全年实际完成情况)."""
    title = _bare(text)
    return title_kind(title) == "target" or title in load("goals")["fields"]["paired_target"]


def _is_title(text: str) -> bool:
    fields = load("goals")["fields"]
    title = _bare(text)
    return title_kind(title) is not None or any(title in fields[part] for part in ("other_titles", "groups"))
