"""ZIP files as no packer writes them (PKWARE APPNOTE 6.3.10): any name, any flag, any lie about sizes.

Belongs here: the bytes of the container. Does not belong here: hostile archives and packages (archives, packages).
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

STORED, DEFLATED = 0, 8
UTF8_NAME, LOCKED = 0x800, 0x1
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")


@dataclass(frozen=True, slots=True)
class Packed:
    """A member as it stands in the file. ``size`` and ``check`` are what the headers say, true or not."""

    name: bytes
    content: bytes
    size: int
    check: int
    method: int = STORED
    flags: int = 0


def stored(name: str | bytes, content: bytes, flags: int | None = None) -> Packed:
    """A member that is not compressed; a name in bytes is written as it is, without the flag of UTF-8."""
    raw = name.encode() if isinstance(name, str) else name
    said = (UTF8_NAME if isinstance(name, str) else 0) if flags is None else flags
    return Packed(raw, content, len(content), zlib.crc32(content), STORED, said)


def deflated(name: str, *contents: tuple[bytes, int]) -> Packed:
    """A deflated member of contents, each so many times. A thousand repetitions cost as much as one."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = bytearray()
    size = check = 0
    for content, times in contents:
        block = squeeze.compress(content) + squeeze.flush(zlib.Z_FULL_FLUSH)
        again = squeeze.compress(content) + squeeze.flush(zlib.Z_FULL_FLUSH) if times > 1 else b""
        packed += block + again * (times - 1)
        size += len(content) * times
        for _ in range(times):
            check = zlib.crc32(content, check)
    packed += squeeze.flush()
    return Packed(name.encode(), bytes(packed), size, check, DEFLATED, UTF8_NAME)


def zip_of(members: Sequence[Packed]) -> bytes:
    """The file."""
    out, directory = bytearray(), bytearray()
    for member in members:
        directory += _listed(member, len(out))
        out += _LOCAL.pack(b"PK\3\4", 20, *_facts(member), len(member.name), 0) + member.name + member.content
    return bytes(out) + _closed(bytes(directory), len(members), len(out))


def overlapping_zip(member: Packed, times: int) -> bytes:
    """A file that lists one and the same member so many times."""
    content = zip_of([member])[: _LOCAL.size + len(member.name) + len(member.content)]
    return content + _closed(_listed(member, 0) * times, times, len(content))


def _facts(member: Packed) -> tuple[int, ...]:
    return (member.flags, member.method, 0, 0, member.check, len(member.content), member.size)


def _listed(member: Packed, place: int) -> bytes:
    facts = (20, 20, *_facts(member), len(member.name), 0, 0, 0, 0, 0, place)
    return _CENTRAL.pack(b"PK\1\2", *facts) + member.name


def _closed(directory: bytes, members: int, place: int) -> bytes:
    return bytes(directory) + _END.pack(b"PK\5\6", 0, 0, members, members, len(directory), place, 0)
