"""Names of fonts by number: a symbol font prints pictures in the place of letters.

Belongs here: SttbfFfn. Does not belong here: what symbol fonts print (pipelines.read.symbols). Follows [MS-DOC] 2.9
(SttbfFfn, FFN).
"""

from __future__ import annotations

from typing import Final

from pipelines.read.doc.binary import take, u8, u16

_NAME: Final = 39  # offset of the name in an FFN
_MOST: Final = 4096


def parse_fonts(sttb: bytes) -> tuple[str, ...]:
    """Font names in order. Raises Broken."""
    if not sttb:
        return ()
    at, names = 4, []
    for _ in range(min(u16(sttb, 0), _MOST)):
        size = u8(sttb, at)
        ffn = take(sttb, at + 1, size)
        names.append(ffn[_NAME:].decode("utf-16-le", "replace").partition("\0")[0])
        at += 1 + size
    return tuple(names)
