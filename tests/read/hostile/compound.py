"""OLE2 compound files ([MS-CFB] 2.1–2.6, version 3), sound and unsound: the container of DOC, XLS and encrypted OOXML.

Belongs here: sectors, the table of sectors, the directory. Does not belong here: what the streams hold (office).
"""

from __future__ import annotations

import struct
from collections.abc import Mapping

_SECTOR = 512
_END, _FREE, _TABLE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD
_SMALLEST = 4096  # shorter streams would live in the mini stream
_HEADER = struct.Struct("<8s16s5H6s9L")
_ENTRY = struct.Struct("<64sHBB3L16sL8s8sLQ")


def compound_file(streams: Mapping[str, bytes], *, circular: bool = False) -> bytes:
    """A file with these streams, each filled up to 4,096 bytes. ``circular``: the first one's sectors go round."""
    names = sorted(streams, key=lambda name: (len(name), name.upper()))
    contents = [_filled(streams[name], _SMALLEST) for name in names]
    directory_sectors = -(-(len(names) + 1) * 128 // _SECTOR)
    table = [_TABLE, *_chain(1, directory_sectors)]
    starts = []
    for content in contents:
        starts.append(len(table))
        table += _chain(len(table), len(content) // _SECTOR)
    if circular:
        table[starts[0]] = starts[0]
    assert len(table) <= _SECTOR // 4, "one sector of the table is enough here"
    table += [_FREE] * (_SECTOR // 4 - len(table))
    header = _HEADER.pack(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"",
        0x3E,
        3,
        0xFFFE,
        9,
        6,
        b"",
        0,
        1,
        1,
        0,
        _SMALLEST,
        _END,
        0,
        _END,
        0,
    )
    header += struct.pack("<L", 0) + b"\xff" * (4 * 108)
    entries = _entry("Root Entry", 5, _FREE, 1, _END, 0)
    for number, (name, start, content) in enumerate(zip(names, starts, contents, strict=True), 1):
        following = number + 1 if number < len(names) else _FREE
        entries += _entry(name, 2, following, _FREE, start, len(content))
    directory = _filled(entries, directory_sectors * _SECTOR)
    return header + struct.pack("<128L", *table) + directory + b"".join(contents)


def _chain(first: int, count: int) -> list[int]:
    return [*range(first + 1, first + count), _END]


def _filled(content: bytes, least: int) -> bytes:
    content = content.ljust(least, b"\0")
    return content + b"\0" * (-len(content) % _SECTOR)


def _entry(name: str, kind: int, right: int, child: int, start: int, size: int) -> bytes:
    raw = name.encode("utf-16-le") + b"\0\0"
    return _ENTRY.pack(raw, len(raw), kind, 1, _FREE, right, child, b"", 0, b"", b"", start, size)
