"""Which characters the bytes of a web page are.

Belongs here: byte order mark, what the page declares, what its bytes can be. Does not belong here: markup.

What a page declares is believed only where its bytes do not say otherwise: text that is whole UTF-8 is UTF-8, whatever
the page says. ``gb2312`` and ``gbk`` mean GB18030, of which both are parts. Never by statistics.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from pipelines.read.result import Reason, Unreadable

_HEAD: Final = 4096
_DECLARED: Final = re.compile(
    rb"""<meta[^>]{0,500}?charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{1,40})""", re.IGNORECASE
)
_XML: Final = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_:.-]{1,40})""")
_CHINESE: Final = frozenset({"gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk", "cp936", "ms936", "euc-cn"})
_TRADITIONAL: Final = frozenset({"big5", "big5-hkscs", "x-x-big5"})
_WESTERN: Final = frozenset({"iso-8859-1", "latin1", "windows-1252", "us-ascii", "ascii"})
_WESTERN_CODEC: Final = "cp1252"
_FEW: Final = 12  # bytes beyond ASCII: fewer may be UTF-8 by chance
_MOST_BROKEN: Final = 100  # one character in so many may be broken, and stands as U+FFFD


def decode(data: bytes, declared: str = "") -> str:
    """The text. ``declared``: what stands outside the page (a MIME header). Raises Unreadable where no encoding fits."""
    for mark, encoding in (
        (codecs.BOM_UTF8, "utf-8-sig"),
        (codecs.BOM_UTF16_LE, "utf-16"),
        (codecs.BOM_UTF16_BE, "utf-16"),
    ):
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    said = _codec(declared) or _codec(_said(data))
    beyond = len(data) - len(data.translate(None, _NOT_ASCII))
    order = ["utf-8", said, "gb18030"] if beyond >= _FEW else [said, "utf-8", "gb18030"]
    tried = list(dict.fromkeys(name for name in order if name and name != _WESTERN_CODEC))
    for encoding in tried:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    mended = min((data.decode(encoding, errors="replace") for encoding in tried), key=_broken)
    if _broken(mended) * _MOST_BROKEN <= sum(c > "\x7f" for c in mended):
        return mended
    if said == _WESTERN_CODEC:  # last: servers say so of Chinese pages too
        return data.decode(said, errors="replace")
    raise Unreadable(Reason.CORRUPT)


_NOT_ASCII: Final = bytes(range(0x80, 0x100))


def _said(data: bytes) -> str:
    found = _DECLARED.search(data[:_HEAD]) or _XML.search(data[:_HEAD])
    return found.group(1).decode("ascii") if found else ""


def _codec(name: str) -> str:
    """Python's codec for a declared name; empty where it is none that a page can be in."""
    name = name.strip().lower()
    if name in _CHINESE:
        return "gb18030"
    if name in _TRADITIONAL:
        return "big5hkscs"
    if name in _WESTERN:
        return _WESTERN_CODEC
    return "utf-8" if name in {"utf-8", "utf8"} else ""


def _broken(text: str) -> int:
    return text.count("\ufffd")
