"""The piece table: character positions (CP) to bytes of the WordDocument stream.

Belongs here: the text of the whole file, one character per CP, and where each CP lies. Does not belong here:
properties, meaning of special characters. Follows [MS-DOC] 2.4.1 (retrieving text), 2.8.35 (PlcPcd), 2.9 (Clx, Prc,
Pcdt, Pcd, FcCompressed, Prm).
"""

from __future__ import annotations

import re
import struct
from bisect import bisect_right
from dataclasses import dataclass
from typing import Final

from pipelines.read.doc import sprm
from pipelines.read.doc.binary import Broken, split_plc, take, u8, u16, u32
from pipelines.read.result import Reason, Unreadable

_PROPERTIES: Final = 0x01  # clxt of a Prc
_PIECES: Final = 0x02  # clxt of the Pcdt
_PCD: Final = 8
_COMPRESSED: Final = 1 << 30
_HALF: Final = re.compile("[\ud800-\udfff]")
_MOST_CHARACTERS: Final = 4_000_000  # some thousand pages
_MOST_PROPERTIES: Final = 0x4000  # an index of 15 bits points to them; Word writes a handful


@dataclass(frozen=True, slots=True)
class Piece:
    """Text from ``start`` to ``end`` (CP) at byte ``offset``, ``width`` bytes a character, with its own properties."""

    start: int
    end: int
    offset: int
    width: int
    grpprl: bytes

    def place(self, position: int) -> int:
        """Byte offset (FC) of a character of this piece."""
        return self.offset + (position - self.start) * self.width


@dataclass(frozen=True, slots=True)
class PieceTable:
    """All pieces, and the text: one character per CP, halves of a surrogate pair apart.

    ``is_cut``: some text lies outside the stream and is blank.
    """

    pieces: tuple[Piece, ...]
    starts: tuple[int, ...]
    text: str
    is_cut: bool

    def piece(self, position: int) -> Piece:
        """The piece that holds a CP inside the text."""
        return self.pieces[bisect_right(self.starts, position) - 1]


def parse_pieces(clx: bytes, word: bytes, length: int) -> PieceTable:
    """Read the piece table and ``length`` characters of text. Raises Broken; Unreadable: too large.

    No two characters of an honest file share a byte, so text longer than the stream is refused unread.
    """
    at, prcs = 0, []
    while u8(clx, at) == _PROPERTIES:
        size = u16(clx, at + 1)
        prcs.append(take(clx, at + 3, size))
        at += 3 + size
        if len(prcs) > _MOST_PROPERTIES:
            raise Broken
    if u8(clx, at) != _PIECES:
        raise Broken
    positions, elements = split_plc(take(clx, at + 5, u32(clx, at + 1)), _PCD)
    if length > len(word):
        raise Broken
    if length > _MOST_CHARACTERS:
        raise Unreadable(Reason.TOO_LARGE, "WordDocument")
    pieces: list[Piece] = []
    parts: list[str] = []
    done, is_cut = 0, False
    for start, end, element in zip(positions, positions[1:], elements, strict=False):
        if start != done or end < start:
            raise Broken
        end = min(end, length)
        if end <= start:
            continue
        fc, prm = u32(element, 2), u16(element, 6)
        offset, width = (fc & _COMPRESSED - 1) // 2, 1
        if not fc & _COMPRESSED:
            offset, width = fc & _COMPRESSED - 1, 2
        text = _decode(word[offset : offset + (end - start) * width], width)
        is_cut |= len(text) < end - start
        parts.append(text.ljust(end - start))
        pieces.append(Piece(start, end, offset, width, _piece_properties(prm, prcs)))
        done = end
    if not pieces:
        raise Broken
    is_cut |= done < length
    return PieceTable(tuple(pieces), tuple(p.start for p in pieces), "".join(parts), is_cut)


def whole(text: str) -> str:
    """Text for reading: surrogate pairs put together, lone halves replaced."""
    if _HALF.search(text):
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def _decode(data: bytes, width: int) -> str:
    if width == 1:
        return data.decode("cp1252") if not data.translate(None, _KNOWN) else _odd(data)
    data = data[: len(data) // 2 * 2]
    text = data.decode("utf-16-le", "surrogatepass")
    if len(text) * 2 == len(data):
        return text
    return "".join(map(chr, struct.unpack(f"<{len(data) // 2}H", data)))


_ABSENT: Final = b"\x81\x8d\x8f\x90\x9d"  # bytes that Windows-1252 leaves open
_KNOWN: Final = bytes(b for b in range(256) if b not in _ABSENT)


def _odd(data: bytes) -> str:
    return "".join(chr(b) if b in _ABSENT else bytes((b,)).decode("cp1252") for b in data)


# Prm0: the few single-byte properties that change what is read; index → sprm
_SHORT: Final = {
    0x0C: sprm.LIST_LEVEL,
    0x18: sprm.IN_TABLE,
    0x19: sprm.ROW_END,
    0x41: sprm.DELETED,
    0x5C: sprm.VANISH,
}


def _piece_properties(prm: int, prcs: list[bytes]) -> bytes:
    """Prm: a single property, or the number of a Prc."""
    if prm & 1:
        return prcs[prm >> 1] if prm >> 1 < len(prcs) else b""
    code = _SHORT.get(prm >> 1 & 0x7F)
    return b"" if code is None else code.to_bytes(2, "little") + bytes((prm >> 8,))
