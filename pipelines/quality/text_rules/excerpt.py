"""What a message quotes of the sentence around a find: from one pause to another, never half a word or half a number.

Belongs here: where such a quote begins and ends. Does not belong here: what is found (the rules), evidence (finding).
"""

from __future__ import annotations

import re

from pipelines.quality.text import Reading

BEFORE, AFTER = 24, 30
"""So many characters around a find at most."""
_PAUSE = re.compile(r"(?<![0-9])[,，、;：:\s]+|[，、;：:\s]+|,(?![0-9])")
_EDGES = " ，、,;：:。\u3000"
_JOINED = re.compile(r"[0-9A-Za-z.,%]")
_CUT = "…"


def excerpt(reading: Reading, start: int, end: int, before: int = BEFORE, after: int = AFTER) -> str:
    """``folded[start:end]`` with its surroundings within the sentence; … where the sentence says more."""
    text = reading.folded
    first, last = reading.sentence_around(start)
    begin = first if start - before <= first else _begin(text, start - before, start)
    stop = max(last, end) if end + after >= last else _stop(text, end, end + after)
    goes_on = stop < last and text[stop:last].strip(_EDGES) != ""
    quote = text[begin:stop].lstrip(_EDGES) if begin < start else text[begin:stop]
    quote = quote.rstrip(_EDGES)
    return (_CUT if begin > first else "") + quote + (_CUT if goes_on else "")


def _begin(text: str, low: int, start: int) -> int:
    """Behind the first pause from ``low`` on; where there is none, before a whole number or Latin word."""
    pause = _PAUSE.search(text, low, start)
    if pause is not None:
        return pause.end()
    while low < start and _joined(text, low):
        low += 1
    return low


def _stop(text: str, end: int, high: int) -> int:
    """Before the last pause up to ``high``; where there is none, behind a whole number or Latin word."""
    pauses = list(_PAUSE.finditer(text, end, high))
    if pauses:
        return pauses[-1].start()
    while high > end and _joined(text, high):
        high -= 1
    return high


def _joined(text: str, place: int) -> bool:
    """Whether a cut there would part a number or a word of Latin letters."""
    return 0 < place < len(text) and bool(_JOINED.match(text[place])) and bool(_JOINED.match(text[place - 1]))
