"""Tokens: the cells of a form that was copied as text, in reading order.

Belongs here: cutting printed lines at tabs, bars and wide gaps, and the empty cells that blank lines give away. Does
not belong here: what is a row (money_rows, indicator_rows).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from pipelines.lexicon import load
from pipelines.model.document import BlockKind, Document, Span
from pipelines.model.flow import fold
from pipelines.model.frozen import dataclass

_WIDE_GAP = re.compile(r"[\t|｜　]+| {2,}")
_ANY_GAP = re.compile(r"[\s|｜]+")
_BAR = re.compile(r"[|｜]|(?<=\S)\t(?=\S)")
LONGEST_CELL = 400
_LONGEST_FOLDED = 60


@dataclass(frozen=True, slots=True)
class Token:
    """A cell: its folded text and its raw range. An empty cell has neither. ``line``: number of its printed line.

    ``barred``: the line's cells are parted by bars, so they are cells for certain.
    """

    text: str
    span: Span | None
    line: int
    barred: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether nothing is printed in the cell."""
        return self.span is None


@dataclass(frozen=True, slots=True)
class TokenRun:
    """The tokens of a stretch of text between two tables: cut at wide gaps only, and cut at every white space."""

    wide: tuple[Token, ...]
    narrow: tuple[Token, ...]


def token_runs(document: Document) -> Iterator[TokenRun]:
    """The tokens of each stretch of text between two tables."""
    lines: list[Span] = []
    for block in document.blocks:
        if block.kind is BlockKind.TABLE:
            yield _run(document, lines)
            lines = []
        elif block.kind is not BlockKind.FURNITURE:
            lines += block.pieces
    yield _run(document, lines)


def is_value(text: str) -> bool:
    """Whether a cell holds a number or a sign for nothing, and no more."""
    return _value().fullmatch(text) is not None


def is_number(text: str) -> bool:
    """Whether a cell holds digits, with a unit or without."""
    return _number().fullmatch(text) is not None


@cache
def _value() -> re.Pattern[str]:
    row = load("flat")["value"]
    return re.compile(f"{row['number']}|{row['nothing']}")


@cache
def _number() -> re.Pattern[str]:
    return re.compile(load("flat")["value"]["number"])


def _run(document: Document, lines: Sequence[Span]) -> TokenRun:
    usual = _usual_distance(document, lines)
    wide: list[Token] = []
    narrow: list[Token] = []
    for number, line in enumerate(lines):
        if number:
            blank = [Token("", None, number)] * _blank_cells(document, lines[number - 1], line, usual)
            wide += blank
            narrow += blank
        if (
            _ANY_GAP.search(document.text, line.start, line.end) is None
        ):  # most lines are one cell, however cut
            whole = [Token(_text(document, line), line, number)] if line.start < line.end else []
            wide += whole
            narrow += whole
        else:
            cells = _with_spread(list(_cells(document, line, number, _WIDE_GAP)))
            wide += cells
            # bars part the cells for certain: a white space between two of them is inside a cell
            is_barred = any(cell.barred for cell in cells)
            narrow += cells if is_barred else _with_spread(list(_cells(document, line, number, _ANY_GAP)))
    return TokenRun(_with_tails(wide), _with_tails(narrow))


def _with_spread(cells: list[Token]) -> list[Token]:
    """The cells of a line with two that are one title, set wide, put together: 合 | 计 | 120."""
    for place, (one, other) in enumerate(pairwise(cells)):
        if len(one.text) + len(other.text) == 2 and one.text + other.text in load("flat")["value"]["spread"]:
            assert one.span is not None
            assert other.span is not None
            span = Span(one.span.start, other.span.end)
            return [
                *cells[:place],
                Token(one.text + other.text, span, one.line, one.barred),
                *cells[place + 2 :],
            ]
    return cells


def _with_tails(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens with a bracket that was wrapped onto a line of its own put back behind its title: 产出指标 ⏎ (50分)."""
    joined: list[Token] = []
    for token in tokens:
        whole = _with_tail(joined[-1], token) if joined and token.text[:1] == "(" else None
        if whole is not None:
            joined[-1] = whole
        else:
            joined.append(token)
    return tuple(joined)


def _with_tail(before: Token, token: Token) -> Token | None:
    if token.line != before.line + 1 or before.span is None or token.span is None:
        return None
    if _tail().fullmatch(token.text) is None:
        return None
    if len(before.text) > _LONGEST_FOLDED or before.text.endswith(")") or is_value(before.text):
        return None
    return Token(before.text + token.text, Span(before.span.start, token.span.end), token.line, before.barred)


@cache
def _tail() -> re.Pattern[str]:
    return re.compile(load("flat")["value"]["tail"])


def _cells(document: Document, line: Span, number: int, gap: re.Pattern[str]) -> Iterator[Token]:
    raw, place = document.quote(line), 0
    barred = _BAR.search(raw) is not None
    for match in [*gap.finditer(raw), None]:
        end = match.start() if match else len(raw)
        part = raw[place:end]
        lead = len(part) - len(part.lstrip())
        span = Span(line.start + place + lead, line.start + place + max(lead, len(part.rstrip())))
        if span.start < span.end:
            yield Token(_text(document, span), span, number, barred)
        elif match and match.group().strip() and not raw.strip("|｜ \t"):
            yield Token("", None, number)  # a line that holds nothing but the border of an empty cell
        place = match.end() if match else end


def _text(document: Document, span: Span) -> str:
    """The folded text of a cell; a long one is no title, label or value, so it stays as it is printed."""
    long = span.end - span.start > _LONGEST_FOLDED
    return document.quote(span) if long else fold(document.quote(span))


def _usual_distance(document: Document, lines: Sequence[Span]) -> int:
    """How many line ends part two cells that stand on lines of their own."""
    counts = Counter(
        document.text.count("\n", one.end, other.start)
        for one, other in pairwise(lines)
        if one.end - one.start <= LONGEST_CELL
    )
    return counts.most_common(1)[0][0] if counts else 1


def _blank_cells(document: Document, one: Span, other: Span, usual: int) -> int:
    """Empty cells between two lines: further whole distances of blank lines; an odd rest is a gap of the page."""
    distance = document.text.count("\n", one.end, other.start)
    return distance // usual - 1 if usual and distance > usual and distance % usual == 0 else 0
