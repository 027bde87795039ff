"""Bytes of RTF text → characters, by the code page of the file and the character set of the font (1.9.1, "Font Table").

Belongs here: ``\\ansicpg``, ``\\fcharset``, ``\\cpg``, and fonts that lie about their character set. Does not belong
here: which font is in use (reader).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

DEFAULT: Final = "cp1252"
_PAGES: Final = {
    437: "cp437",
    850: "cp850",
    852: "cp852",
    866: "cp866",
    874: "cp874",
    932: "cp932",
    936: "gb18030",
    949: "cp949",
    950: "cp950",
    1361: "johab",
    10000: "mac_roman",
    10008: "gb18030",
    54936: "gb18030",
    65001: "utf-8",
} | {page: f"cp{page}" for page in range(1250, 1259)}
_CHARSETS: Final = {
    77: "mac_roman",
    128: "cp932",
    129: "cp949",
    130: "johab",
    134: "gb18030",
    136: "cp950",
    161: "cp1253",
    162: "cp1254",
    163: "cp1258",
    177: "cp1255",
    178: "cp1256",
    186: "cp1257",
    204: "cp1251",
    222: "cp874",
    238: "cp1250",
    254: "cp437",
    255: "cp850",
}
_DOUBLE: Final = frozenset({"gb18030", "cp950", "cp932", "cp949", "johab"})
_PAIRS: Final = re.compile(rb"(?:[\x00-\x7f]|[\x81-\xfe][\x80-\xfe])*")
_UNDECIDED: Final = frozenset({0, 1})  # ANSI_CHARSET and DEFAULT_CHARSET


@dataclass(slots=True)
class Font:
    """An entry of the font table. ``charset``, ``page``: numbers as the file gives them."""

    name: str = ""
    charset: int = 1
    page: int | None = None


def codec_of_page(page: int) -> str:
    """The codec of a Windows code page; Western where it is not known."""
    return _PAGES.get(page, DEFAULT)


def decode(data: bytes, font: Font | None, file_codec: str) -> str:
    """Characters of these bytes. What is no character becomes U+FFFD.

    A font of the Western character set in a Chinese file often holds Chinese all the same: bytes that are pairs
    throughout are read so.
    """
    if data.isascii():
        return data.decode("ascii")
    if font is None or (font.page is None and font.charset in _UNDECIDED):
        western = font is not None and font.charset == 0 and file_codec in _DOUBLE
        codec = DEFAULT if western and not _PAIRS.fullmatch(data) else file_codec
    elif font.page is not None:
        codec = codec_of_page(font.page)
    else:
        codec = _CHARSETS.get(font.charset, file_codec)
    return data.decode(codec, "replace")
