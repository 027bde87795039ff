"""Hostile pictures (PNG, ISO/IEC 15948).

Belongs here: bytes of pictures. Does not belong here: what must become of them (cases).
"""

from __future__ import annotations

import struct
import zlib


def png(width: int, height: int, drawn: int) -> bytes:
    """A white picture of one bit a point, of which so many rows are there."""
    row = b"\0" + b"\xff" * (-(-width // 8))
    rows = zlib.compress(row * drawn, 9)
    header = struct.pack(">LLBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + _chunk(b"IHDR", header) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")


def _chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">L", len(content)) + kind + content + struct.pack(">L", zlib.crc32(kind + content))
