"""The OLE2 compound file ([MS-CFB]) around a DOC file and its streams.

Belongs here: opening within bounds, which table stream is in use. Does not belong here: what the streams hold.
Follows [MS-DOC] 2.1 (file structure).
"""

from __future__ import annotations

import io
import struct
from dataclasses import dataclass
from typing import Final

import olefile

from pipelines.read.doc.fib import Fib, parse_fib
from pipelines.read.result import Reason, Unreadable

# bytes of one stream; reports have some hundred kilobytes beside their pictures
_LARGEST: Final = 64 * 1024 * 1024

# olefile checks little of what it reads: a hostile directory surfaces as any of these
_FAULTS: Final = (
    OSError,
    ValueError,
    LookupError,
    TypeError,
    AttributeError,
    OverflowError,
    RecursionError,
    struct.error,
)


@dataclass(frozen=True, slots=True)
class Container:
    """The streams that hold text and properties. ``data`` is empty where there is no Data stream."""

    fib: Fib
    word: bytes
    table: bytes
    data: bytes


def open_container(content: bytes) -> Container:
    """Open the file. Raises Unreadable: corrupt, too large, encrypted, unsupported (before Word 97)."""
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as opened:
            word = _stream(opened, "WordDocument", len(content))
            fib = parse_fib(word)
            table = _stream(opened, fib.table_name, len(content))
            return Container(fib, word, table, _data(opened, len(content)))
    except _FAULTS as fault:
        raise Unreadable(Reason.CORRUPT, "OLE2") from fault


def _stream(opened: olefile.OleFileIO[str], name: str, whole: int) -> bytes:
    """A stream of a file of ``whole`` bytes."""
    if not opened.exists(name) or opened.get_type(name) != olefile.STGTY_STREAM:
        raise Unreadable(Reason.CORRUPT, name)
    size = opened.get_size(name)
    if size > whole:
        raise Unreadable(Reason.CORRUPT, name)
    if size > _LARGEST:
        raise Unreadable(Reason.TOO_LARGE, name)
    with opened.openstream(name) as stream:
        return bytes(stream.read())


def _data(opened: olefile.OleFileIO[str], whole: int) -> bytes:
    """The Data stream; empty where it is not there or not to be had: what is missed in it is noted as a loss."""
    try:
        return _stream(opened, "Data", whole)
    except (Unreadable, *_FAULTS):
        return b""
