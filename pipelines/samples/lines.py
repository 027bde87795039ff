"""Lines: text broken into printed lines, never inside a number or a Latin word.

Belongs here: what the hard-wrapped TXT and the PDF share. Does not belong here: pages, files.
"""

from __future__ import annotations

import re
from collections.abc import Callable

TOKEN = re.compile(r"[0-9A-Za-z.,%]+|\s+|.", re.DOTALL)
NOT_FIRST = "，。；：、！？）〕】”》％"


def break_lines(text: str, room: float, measure: Callable[[str], float]) -> list[str]:
    """Lines whose ``measure`` does not exceed ``room``, unless a single token does; punctuation never begins a line."""
    lines, line, used = [], "", 0.0
    for token in TOKEN.findall(text):
        size = measure(token)
        if line and used + size > room and token not in NOT_FIRST:
            lines.append(line)
            line, used = "", 0.0
        line += token
        used += size
    return [*lines, line] if line or not lines else lines


def columns(text: str) -> float:
    """Printed width: one per Chinese character, a half per ASCII character."""
    return sum(0.5 if character.isascii() else 1.0 for character in text)
