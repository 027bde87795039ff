"""Unplaced amounts: numbers without a unit that stand as cells of a form, whoever finds their rows.

Belongs here: lines with bars that hold several amounts, and amounts on lines of their own one below another. Does not
belong here: placing them (money_rows, aligned_rows). What no finder places is told: such numbers are in no sentence, so
nobody else would miss them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import attrgetter
from typing import Final

from pipelines.extract.flat.tokens import Token, is_number, is_value

_AMOUNT: Final = re.compile(r"-?\d[\d,]*\.\d+(?:万?元)?")
_BARE: Final = re.compile(r"-?\d[\d,]*\.\d+")
_FEWEST: Final = 2
_MOST_LABELS: Final = 4  # cells with words between the amounts of one form


def amounts_of_forms(tokens: Sequence[Token]) -> Iterator[tuple[Token, ...]]:
    """The cells of each stretch of a form that holds amounts."""
    if not any(token.text[-1:].isdigit() or token.text[-1:] == "元" for token in tokens):
        return  # running text
    lines = [tuple(cells) for _, cells in groupby(tokens, key=attrgetter("line"))]
    yield from _barred(lines)
    yield from _below_another([line[-1] for line in lines if len(line) == 1 or line[0].is_empty])


def _barred(lines: Sequence[tuple[Token, ...]]) -> Iterator[tuple[Token, ...]]:
    """Neighbouring lines with bars that hold several amounts."""
    run: list[Token] = []
    for cells in lines:
        line = [token for token in cells if not token.is_empty]
        if sum(token.barred and _AMOUNT.fullmatch(token.text) is not None for token in line) > 1:
            run += line
        elif run:
            yield tuple(run)
            run = []
    if run:
        yield tuple(run)


def _below_another(cells: Sequence[Token]) -> Iterator[tuple[Token, ...]]:
    """Label and amounts, a cell a line (公用经费 ⏎ 118.31 ⏎ 85.76): from the first label to the last amount."""
    run: list[Token] = []
    for is_cell, group in groupby(cells, key=lambda token: token.is_empty or is_value(token.text)):
        part = [token for token in group if not token.is_empty]
        if is_cell and sum(is_number(token.text) for token in part) >= _FEWEST and any(map(_is_bare, part)):
            run += part
        elif is_cell or (run and len(part) <= _MOST_LABELS):
            run += part if run else ()
        else:
            yield from _whole(run)
            run = part[-1:]
    yield from _whole(run)


def _is_bare(token: Token) -> bool:
    return _BARE.fullmatch(token.text) is not None


def _whole(run: Sequence[Token]) -> Iterator[tuple[Token, ...]]:
    """The run up to its last amount, where it holds amounts at all."""
    last = max((place for place, token in enumerate(run) if _is_bare(token)), default=0)
    if sum(map(_is_bare, run)) >= _FEWEST:
        yield tuple(run[: last + 1])
