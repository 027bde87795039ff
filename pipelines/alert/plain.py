"""Harmless text: what strangers wrote, made fit for a title, a line or a body.

Belongs here: control characters, line breaks, lengths. Does not belong here: wording.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from pipelines.model.flow import join_pieces

# C0/C1 controls, surrogates, private use and invisible format characters (direction overrides, zero width)
_HIDDEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})
_LINE_BREAK = re.compile("\\r\\n|[\\n\\r\\v\\f\\u0085\\u2028\\u2029]")
_CELLS = re.compile(r"\s*\t\s*")
_LINE_BREAKS = re.compile("[\\n\\r\\v\\f\\u0085\\u2028\\u2029]+")


def one_line(text: str, limit: int) -> str:
    """On one line, wraps joined as in reading Chinese, the cells of a row (tabs between them) apart, nothing invisible, at most
    ``limit`` characters."""
    text = text[: 8 * limit]  # a megabyte without a space is cut before it is looked at
    text = _CELLS.sub("｜", text.strip())
    pieces: list[tuple[int, int]] = []
    start = 0
    for match in _LINE_BREAKS.finditer(text):
        pieces.append((start, match.start()))
        start = match.end()
    pieces.append((start, len(text)))
    joined = join_pieces(text, pieces).text
    return capped(re.sub(r"\s+", " ", "".join(map(_shown, joined))).strip(), limit)


def visible(text: str) -> str:
    """All lines, but nothing invisible: no control, no direction override, no half of a character."""
    return "\n".join("".join(map(_shown, line)) for line in _LINE_BREAK.split(text))


def capped(text: str, limit: int) -> str:
    """At most ``limit`` characters, an ellipsis where something was cut."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def capped_lines(lines: list[str], limit: int, note: str) -> str:
    """Whole lines up to ``limit`` characters in all; ``note`` stands as the last line where some were cut."""
    kept: list[str] = []
    left = limit - len(note)
    for line in lines:
        left -= len(line) + 1
        if left < 0:
            return "\n".join([*kept, note])
        kept.append(line)
    return "\n".join(kept)


@lru_cache(maxsize=8192)
def _shown(character: str) -> str:
    if character == "\t":
        return " "
    return "" if unicodedata.category(character) in _HIDDEN else character
