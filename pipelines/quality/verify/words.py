"""Words of a quote, held against a stored text.

Belongs here: whether a stored text stands in the printed characters, masks and line wraps taken into account. Does not
belong here: numbers.

A stored text is what was printed with wraps joined: it stands in the quote if its characters do, white space left out,
in one piece or in the few pieces that a page number or a removed 文号 leaves. ＊ stands for any character.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipelines.quality.verify.numbers import fold

STAR = "＊"
_SHORT = 200
"""So many characters has a text at most that is remembered for the documents that follow: rules and names return."""


def bare(text: str) -> str:
    """Folded and without white space; brackets of one form."""
    return _bare(text) if len(text) <= _SHORT else _long(text)


@lru_cache(maxsize=256)
def _long(text: str) -> str:
    return _plain(text)


@lru_cache(maxsize=8192)
def _bare(text: str) -> str:
    return _plain(text)


def _plain(text: str) -> str:
    plain = "".join(fold(text).split())
    return plain.translate(_BRACKETS) if _BRACKETED.search(plain) else plain


_WIDE_FIGURES = re.compile("[０-９]")
_BRACKETED = re.compile(r"[【】［］\[\]{}﹝﹞]")
_BRACKETS = str.maketrans("【】［］[]{}﹝﹞", "〔〕〔〕〔〕〔〕〔〕")


def stands_in(stored: str, printed: str, pieces: int = 1) -> bool:
    """Whether ``stored`` stands in ``printed`` in at most so many pieces, in their order."""
    if stored in printed and not _WIDE_FIGURES.search(stored):  # then white space and brackets change nothing
        return True
    wanted, there = bare(stored), bare(printed)
    if not wanted:
        return True
    position = taken = 0
    while wanted:
        if taken == pieces:
            return False
        length, place = _longest(wanted, there, position)
        if length == 0 or (length == 1 and len(wanted) > 1):
            return False
        wanted, position, taken = wanted[length:], place + length, taken + 1
    return True


def _longest(wanted: str, there: str, position: int) -> tuple[int, int]:
    """The longest beginning of ``wanted`` in ``there`` from ``position`` on, and its place."""
    whole = _find(wanted, there, position)
    if whole >= 0:
        return len(wanted), whole
    low, high, place = 0, len(wanted), position
    while high - low > 1:
        middle = (low + high) // 2
        found = _find(wanted[:middle], there, position)
        low, high, place = (middle, high, found) if found >= 0 else (low, middle, place)
    return low, place


def _find(part: str, there: str, position: int) -> int:
    if STAR not in part:
        return there.find(part, position)
    pattern = "".join("." if character == STAR else re.escape(character) for character in part)
    found = re.compile(pattern, re.DOTALL).search(there, position)
    return found.start() if found else -1


def same_masked(quote: str, raw: str) -> bool:
    """Whether a published quote is these raw characters, except where a ＊ covers one that is no white space."""
    return quote == raw or (
        len(quote) == len(raw)
        and all(
            said == printed or (said == STAR and not printed.isspace())
            for said, printed in zip(quote, raw, strict=True)
        )
    )
