"""A compound file ([MS-CFB] version 3) with a few streams in its root, for files made by hand.

Every stream is stored in ordinary sectors: shorter ones are padded to 4096 bytes, so no mini stream is needed.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping

_SECTOR = 512
_CUTOFF = 4096
_FREE, _END, _FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD


def compound_file(streams: Mapping[str, bytes]) -> bytes:
    """At most three streams and 7 MB: one directory sector, no DIFAT."""
    padded = {name: data.ljust(_CUTOFF, b"\0") for name, data in streams.items()}
    sectors: list[bytes] = []
    chains: list[int] = []
    starts: dict[str, int] = {}

    def add(data: bytes) -> int:
        start = len(sectors)
        count = -(-len(data) // _SECTOR)
        for i in range(count):
            sectors.append(data[i * _SECTOR : (i + 1) * _SECTOR].ljust(_SECTOR, b"\0"))
            chains.append(start + i + 1 if i + 1 < count else _END)
        return start

    for name, data in padded.items():
        starts[name] = add(data)
    directory = add(_directory(padded, starts))
    fat_sectors = 1
    while fat_sectors * 128 < len(sectors) + fat_sectors:
        fat_sectors += 1
    first_fat = len(sectors)
    table = [*chains, *[_FAT] * fat_sectors]
    table += [_FREE] * (fat_sectors * 128 - len(table))
    body = b"".join(sectors) + struct.pack(f"<{len(table)}I", *table)
    return _header(directory, first_fat, fat_sectors) + body


def _directory(streams: Mapping[str, bytes], starts: Mapping[str, int]) -> bytes:
    """The root and its streams, in a tree that is a list: each entry's right sibling is the next one."""
    names = sorted(streams, key=lambda name: (len(name), name.upper()))
    entries = [_entry("Root Entry", 5, child=1, start=_END, size=0)]
    for i, name in enumerate(names):
        right = i + 2 if i + 1 < len(names) else _FREE
        entries.append(_entry(name, 2, right=right, start=starts[name], size=len(streams[name])))
    return b"".join(entries)


def _entry(name: str, kind: int, *, start: int, size: int, right: int = _FREE, child: int = _FREE) -> bytes:
    encoded = (name + "\0").encode("utf-16-le")
    return (
        encoded.ljust(64, b"\0")
        + struct.pack("<HBBIII", len(encoded), kind, 1, _FREE, right, child)
        + bytes(36)
        + struct.pack("<IQ", start, size)
    )


def _header(directory: int, first_fat: int, fat_sectors: int) -> bytes:
    places = [first_fat + i for i in range(fat_sectors)] + [_FREE] * (109 - fat_sectors)
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + bytes(16)
        + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
        + bytes(6)
        + struct.pack("<IIIIIIIII", 0, fat_sectors, directory, 0, _CUTOFF, _END, 0, _END, 0)
        + struct.pack("<109I", *places)
    )
