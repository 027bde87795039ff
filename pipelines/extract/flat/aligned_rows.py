"""Aligned rows: lines that all have the same number of cells, parted by wide gaps.

Belongs here: a table whose rows are printed lines. Does not belong here: forms with a cell a line (money_rows,
indicator_rows).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from pipelines.extract.flat.table import FlatTable
from pipelines.extract.flat.tokens import Token, is_number

_FEWEST_LINES = 3
_FEWEST_CELLS = 3


def aligned_tables(tokens: Sequence[Token]) -> Iterator[FlatTable]:
    """Runs of lines of equal length whose first line holds titles and whose others hold numbers."""
    place = 0
    lines: list[tuple[int, tuple[Token, ...]]] = []
    for _, group in groupby(tokens, key=lambda token: token.line):
        line = tuple(group)
        lines.append((place, line))
        place += len(line)
    for _, run in groupby(_numbered(lines), key=lambda entry: entry[0]):
        rows = [line for _, line in run]
        first, cells = rows[0]
        if len(rows) < _FEWEST_LINES or len(cells) < _FEWEST_CELLS or any(is_number(t.text) for t in cells):
            continue
        if all(any(is_number(t.text) for t in line) for _, line in rows[1:]):
            yield FlatTable(first, rows[-1][0] + len(cells), tuple(line for _, line in rows))


def _numbered(
    lines: Sequence[tuple[int, tuple[Token, ...]]],
) -> Iterator[tuple[tuple[int, int], tuple[int, tuple[Token, ...]]]]:
    """Each line with the number of its run: lines one below another with as many cells."""
    run = 0
    for number, line in enumerate(lines):
        if number and (
            len(line[1]) != len(lines[number - 1][1]) or line[1][0].line != lines[number - 1][1][0].line + 1
        ):
            run += 1
        yield (run, len(line[1])), line
