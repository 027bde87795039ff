"""A font in which every character is one small box: it draws nothing that anybody reads, and takes no room of its own.

Belongs here: the font file (OpenType 1.9, only what FreeType asks for). Does not belong here: handing it to pdfium (fonts).
"""

from __future__ import annotations

import struct

_EM = 1000
_SIDE = 200  # of the box on the base line: it is narrower and lower than any character
_ASCENT, _DESCENT = 880, -120
_BOX = (0, 0, _SIDE, _SIDE)


def measuring_font() -> bytes:
    """The file: one glyph, which stands for every character of Unicode."""
    glyph = _glyph()
    tables = {
        b"cmap": _every_character(),
        b"glyf": glyph * 2,
        b"head": struct.pack(
            ">IIIIHHQQ4hHHhhh", 0x10000, 0x10000, 0, 0x5F0F3CF5, 0, _EM, 0, 0, *_BOX, 0, 8, 2, 1, 0
        ),
        b"hhea": struct.pack(">I3hH6h8xhH", 0x10000, _ASCENT, _DESCENT, 0, _EM, 0, 0, _SIDE, 1, 0, 0, 0, 1),
        b"hmtx": struct.pack(">Hhh", _EM, 0, 0),
        b"loca": struct.pack(">3I", 0, len(glyph), 2 * len(glyph)),
        b"maxp": struct.pack(">I14H", 0x10000, 2, 4, 1, 0, 0, 2, *[0] * 8),
    }
    return _file(tables)


def _glyph() -> bytes:
    """A contour of four corners, all on the curve, each told by its distance from the one before."""
    contour = struct.pack(">h4hHH", 1, *_BOX, 3, 0)
    corners = b"\x01" * 4 + struct.pack(">4h", 0, _SIDE, 0, -_SIDE) + struct.pack(">4h", 0, 0, _SIDE, 0)
    return contour + corners + bytes(-len(contour + corners) % 4)


def _every_character() -> bytes:
    """Format 13: all of Unicode in one range, and one glyph for it."""
    return struct.pack(">HHHHI", 0, 1, 3, 10, 12) + struct.pack(">HHIII3I", 13, 0, 28, 0, 1, 0, 0x10FFFF, 1)


def _file(tables: dict[bytes, bytes]) -> bytes:
    """The tables, which are in the order of their names, behind their directory; checksums, which nobody asks for, are 0."""
    directory = struct.pack(">IHHHH", 0x10000, len(tables), 64, 2, 16 * len(tables) - 64)
    start = len(directory) + 16 * len(tables)
    content = b""
    for name, table in tables.items():
        directory += struct.pack(">4sIII", name, 0, start + len(content), len(table))
        content += table + bytes(-len(table) % 4)
    return directory + content
