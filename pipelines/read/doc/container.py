"""The OLE2 compound file ([MS-CFB]) around a DOC file and its streams.

Belongs here: opening within bounds, which table stream is in use. Does not belong here: what the streams hold.
Follows [MS-DOC] 2.1 (file structure).
"""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Final

import olefile

from pipelines.read.doc.fib import Fib, parse_fib
from pipelines.read.result import Reason, Unreadable

_LARGEST: Final = (
    64 * 1024 * 1024
)  # bytes of one stream; reports have some hundred kilobytes beside their pictures


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
            word = _stream(opened, "WordDocument")
            fib = parse_fib(word)
            return Container(
                fib, word, _stream(opened, fib.table_name), _stream(opened, "Data", needed=False)
            )
    except (OSError, ValueError, IndexError, KeyError, TypeError, AttributeError, OverflowError) as fault:
        # olefile checks little of what it reads: a hostile directory surfaces as any of these
        raise Unreadable(Reason.CORRUPT, "OLE2") from fault


def _stream(opened: olefile.OleFileIO[str], name: str, *, needed: bool = True) -> bytes:
    if not opened.exists(name) or opened.get_type(name) != olefile.STGTY_STREAM:
        if needed:
            raise Unreadable(Reason.CORRUPT, name)
        return b""
    if opened.get_size(name) > _LARGEST:
        if needed:
            raise Unreadable(Reason.TOO_LARGE, name)
        return b""  # pictures; properties that are missed there are noted as a loss
    with opened.openstream(name) as stream:
        return bytes(stream.read())
