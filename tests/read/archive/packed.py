"""Archives for tests, made in memory."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Mapping

import py7zr


def zip_bytes(members: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def gbk_zip_bytes(name: str, content: bytes) -> bytes:
    """As Windows packs it: the name in GBK, no flag that says so."""
    stand_in = "N" * len(name.encode("gbk"))
    data = zip_bytes({stand_in: content})
    return data.replace(stand_in.encode(), name.encode("gbk"))


def seven_zip_bytes(members: Mapping[str, bytes], password: str | None = None, hidden: bool = False) -> bytes:
    """``hidden``: the list of names is encrypted too."""
    stream = io.BytesIO()
    with py7zr.SevenZipFile(stream, "w", password=password, header_encryption=hidden) as archive:
        for name, content in members.items():
            archive.writestr(content, name)
    return stream.getvalue()


def with_encrypted_flag(data: bytes, name: str) -> bytes:
    """The same ZIP with one member marked as encrypted, in its local header and in the directory."""
    marked = bytearray(data)
    for signature, flags, name_at in ((b"PK\x03\x04", 6, 30), (b"PK\x01\x02", 8, 46)):
        at = marked.find(signature)
        while at >= 0:
            if marked[at + name_at : at + name_at + len(name.encode())] == name.encode():
                marked[at + flags] |= 1
            at = marked.find(signature, at + 4)
    return bytes(marked)


def rar_bytes(members: Mapping[str, bytes]) -> bytes:
    """A RAR of version 2.0 whose members are stored as they are."""
    blocks = [b"Rar!\x1a\x07\x00", _rar_block(0x73, 0, bytes(6))]
    for name, content in members.items():
        head = struct.pack(
            "<IIBIIBBHI",
            len(content),
            len(content),
            3,
            zlib.crc32(content),
            0x5A8F0000,
            20,
            0x30,
            len(name),
            0o100644,
        )
        blocks += [_rar_block(0x74, 0x8000, head + name.encode()), content]
    return b"".join([*blocks, _rar_block(0x7B, 0x4000, b"")])


def _rar_block(kind: int, flags: int, body: bytes) -> bytes:
    rest = struct.pack("<BHH", kind, flags, 7 + len(body)) + body
    return struct.pack("<H", zlib.crc32(rest) & 0xFFFF) + rest
