"""RTF bytes cut into control words, control symbols, groups and text (RTF 1.9.1, "RTF Syntax").

Belongs here: the lexical rules, skipping a whole group, binary data. Does not belong here: what any word means.
"""

from __future__ import annotations

import re
from typing import Final

_TOKEN: Final = re.compile(
    rb"\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,10})? ?"
    rb"|\\'(?P<hex>[0-9A-Fa-f]{2})"
    rb"|\\(?P<symbol>[^A-Za-z])"
    rb"|(?P<brace>[{}])"
    rb"|(?P<text>[^\\{}\r\n\0]+)"
    rb"|[\r\n\0]+"
    rb"|\\",
    re.DOTALL,
)
_EDGE: Final = re.compile(rb"[{}]|\\bin(\d{1,10}) ?|\\[^\r\n]", re.DOTALL)

WORD: Final = _TOKEN.groupindex["word"]
NUMBER: Final = _TOKEN.groupindex["number"]
HEX: Final = _TOKEN.groupindex["hex"]
SYMBOL: Final = _TOKEN.groupindex["symbol"]
BRACE: Final = _TOKEN.groupindex["brace"]
TEXT: Final = _TOKEN.groupindex["text"]


class Tokens:
    """A position in the bytes of a file."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        self._at = 0
        self._match = _TOKEN.match

    def take(self) -> re.Match[bytes] | None:
        """The next token; its ``lastindex`` says of which kind it is, None for line ends. None at the end."""
        token = self._match(self._data, self._at)
        if token is not None:
            self._at = token.end()
        return token

    def skip_bytes(self, count: int) -> None:
        """Pass over binary data."""
        self._at += max(0, count)

    def skip_group(self) -> None:
        """Pass over the rest of the open group, up to the brace that closes it."""
        depth = 0
        edge = _EDGE.search(self._data, self._at)
        while edge is not None:
            found = edge.group()
            if found == b"{":
                depth += 1
            elif found == b"}":
                if depth == 0:
                    self._at = edge.start()
                    return
                depth -= 1
            after = edge.end() + int(edge.group(1) or 0)
            edge = _EDGE.search(self._data, after)
        self._at = len(self._data)
