"""Little-endian numbers out of bytes that may lie about their length.

Belongs here: bounds. Does not belong here: what the numbers mean.
"""

from __future__ import annotations

import struct
from typing import Final

_U16: Final = struct.Struct("<H")
_I16: Final = struct.Struct("<h")
_U32: Final = struct.Struct("<I")
_I32: Final = struct.Struct("<i")


class Broken(Exception):  # noqa: N818 - an outcome, not a fault of ours
    """A structure is cut off or contradicts itself. Never leaves this package."""


def take(data: bytes, at: int, size: int) -> bytes:
    """Exactly ``size`` bytes from ``at``. Raises Broken where there are fewer."""
    if at < 0 or size < 0 or at + size > len(data):
        raise Broken
    return data[at : at + size]


def u8(data: bytes, at: int) -> int:
    """Unsigned byte. Raises Broken."""
    if not 0 <= at < len(data):
        raise Broken
    return data[at]


def u16(data: bytes, at: int) -> int:
    """Unsigned 16 bits. Raises Broken."""
    return _number(_U16, data, at)


def i16(data: bytes, at: int) -> int:
    """Signed 16 bits. Raises Broken."""
    return _number(_I16, data, at)


def u32(data: bytes, at: int) -> int:
    """Unsigned 32 bits. Raises Broken."""
    return _number(_U32, data, at)


def i32(data: bytes, at: int) -> int:
    """Signed 32 bits. Raises Broken."""
    return _number(_I32, data, at)


def u32s(data: bytes, count: int) -> tuple[int, ...]:
    """The first ``count`` unsigned numbers of 32 bits. Raises Broken."""
    return struct.unpack(f"<{count}I", take(data, 0, 4 * count))


def split_plc(plc: bytes, size: int) -> tuple[tuple[int, ...], tuple[bytes, ...]]:
    """A PLC (section 2.2.2): n + 1 positions, and n data elements of ``size`` bytes. Raises Broken."""
    count = (len(plc) - 4) // (4 + size)
    if count < 0:
        raise Broken
    first = 4 * (count + 1)
    return u32s(plc, count + 1), tuple(plc[first + size * i : first + size * (i + 1)] for i in range(count))


def _number(form: struct.Struct, data: bytes, at: int) -> int:
    if at < 0 or at + form.size > len(data):
        raise Broken
    number: int = form.unpack_from(data, at)[0]
    return number
