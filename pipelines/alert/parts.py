"""A long message in several parts, each within what its receiver takes.

Belongs here: where to cut, and how parts are numbered. Does not belong here: making text harmless (done before, for it
changes the length).
"""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

_SKIN_TONES = frozenset("🏻🏼🏽🏾🏿")
_ROOM_FOR_NUMBER = "（999/999）"


def weight(text: str) -> int:
    """Bytes of the text in UTF-8 within a JSON string: at least what any of the services counts."""
    return len(json.dumps(text, ensure_ascii=False).encode("utf-8", "replace")) - 2


def numbered(title: str, number: int, total: int) -> str:
    """The title of one part; a message of one part bears no number."""
    return title if total == 1 else f"{title}（{number}/{total}）"


def label(number: int, total: int) -> str:
    """How the outbox remembers that a part arrived."""
    return f"part:{number}/{total}"


def room(limit: int, heading: str) -> int:
    """What is left for the text when the heading, and a number in it, take their share."""
    return limit - weight(heading) - weight(_ROOM_FOR_NUMBER)


def split(text: str, limit: int, line_break: str = "\n") -> tuple[str, ...]:
    """Parts of at most ``limit`` by :func:`weight`, lines joined by ``line_break``; at least one part.

    Cut at empty lines or the ends of lines; a line longer than a part is cut between characters.
    """
    return tuple(line_break.join(lines) for lines in split_lines(text.split("\n"), limit, weight(line_break)))


def split_lines(lines: Sequence[str], limit: int, break_weight: int) -> Iterator[list[str]]:
    """The lines of each part: up to an empty line where that fills half of it, so that a finding and its quote stay together."""
    part: list[str] = []
    upto = [-break_weight]  # the weight of the part up to each of its lines
    for piece in _pieces(lines, limit):
        more = weight(piece) + break_weight
        while part and upto[-1] + more > limit:
            end = _border(part, upto, limit // 2)
            yield part[:end]
            part, upto = part[end:], [value - upto[end] - break_weight for value in upto[end:]]
        part.append(piece)
        upto.append(upto[-1] + more)
    yield part


def _border(part: Sequence[str], upto: Sequence[int], least: int) -> int:
    """Behind the last empty line with at least so much before it; the end where there is none."""
    ends = (n for n in range(len(part), 1, -1) if not part[n - 1].strip() and upto[n] >= least)
    return next(ends, len(part))


def _pieces(lines: Iterable[str], limit: int) -> Iterator[str]:
    for line in lines:
        if weight(line) <= limit:
            yield line
        else:
            yield from _cut(line, limit)


def _cut(line: str, limit: int) -> Iterator[str]:
    start, used = 0, 0
    border = 0  # the last place at which a new visible character begins
    for position, character in enumerate(line):
        is_mark, step = _character(character)
        if not is_mark:
            border = position
        if used + step > limit:
            # a character with more marks than a part can hold is cut among its marks
            end = border if border > start else position
            yield line[start:end]
            start, used = end, weight(line[end:position])
        used += step
    yield line[start:]


@lru_cache(maxsize=4096)
def _character(character: str) -> tuple[bool, int]:
    """Whether it belongs to the one before, and its weight."""
    belongs = unicodedata.category(character).startswith("M") or character in _SKIN_TONES
    return belongs, weight(character)
