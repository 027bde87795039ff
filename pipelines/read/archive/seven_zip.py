"""7z by py7zr: entries and their bytes.

Belongs here: py7zr and its exceptions. Does not belong here: limits (entries). A solid archive is unpacked once, and
every member kept within the total that it announced.
"""

from __future__ import annotations

import io
import lzma
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import py7zr
from py7zr.exceptions import ArchiveError, PasswordRequired, UnsupportedCompressionMethodError
from py7zr.io import Py7zIO, WriterFactory

from pipelines.read.archive.entries import Entry, admit, printable_name
from pipelines.read.result import Reason, Unreadable

_FAULTS: Final = (
    ArchiveError,
    lzma.LZMAError,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    KeyError,
    IndexError,
    TypeError,  # py7zr meets damaged headers with whatever Python raises
    AttributeError,
    AssertionError,
)


@contextmanager
def open_7z(data: bytes) -> Iterator[SevenZipMembers]:
    """Open an archive. Raises Unreadable: corrupt, encrypted, empty, a bomb, too large, unsupported."""
    try:
        archive = py7zr.SevenZipFile(io.BytesIO(data))
        with archive:
            if archive.needs_password():
                raise Unreadable(Reason.ENCRYPTED)
            yield SevenZipMembers(archive, len(data))
    except PasswordRequired as fault:
        raise Unreadable(Reason.ENCRYPTED) from fault
    except UnsupportedCompressionMethodError as fault:
        raise Unreadable(Reason.UNSUPPORTED, str(fault)) from fault
    except _FAULTS as fault:
        raise Unreadable(Reason.CORRUPT) from fault


class SevenZipMembers:
    """The members of an open 7z file."""

    def __init__(self, archive: py7zr.SevenZipFile, packed: int) -> None:
        listed = [info for info in archive.list() if not info.is_directory]
        self.entries = admit(
            [
                Entry(printable_name(info.filename), place, int(info.uncompressed))
                for place, info in enumerate(listed)
            ],
            packed,
        )
        kept = _Kept(sum(int(info.uncompressed) for info in listed))
        archive.extract(targets=[listed[entry.place].filename for entry in self.entries], factory=kept)
        self._contents = {
            entry.place: kept.contents.get(listed[entry.place].filename) for entry in self.entries
        }

    def read(self, entry: Entry) -> bytes:
        """The bytes of an entry. Raises Unreadable: corrupt."""
        content = self._contents[entry.place]
        if content is None:
            raise Unreadable(Reason.CORRUPT)
        return content.taken()


class _Kept(WriterFactory):
    """Keeps what is unpacked in memory, never more than was announced."""

    def __init__(self, most: int) -> None:
        self.contents: dict[str, _Content] = {}
        self.room = most

    def create(self, filename: str) -> Py7zIO:
        self.contents[filename] = _Content(self)
        return self.contents[filename]


class _Content(Py7zIO):
    """One member while it is unpacked."""

    def __init__(self, kept: _Kept) -> None:
        self._kept = kept
        self._buffer = bytearray()

    def write(self, s: bytes | bytearray) -> int:
        self._kept.room -= len(s)
        if self._kept.room < 0:
            raise Unreadable(Reason.BOMB)
        self._buffer += s
        return len(s)

    def taken(self) -> bytes:
        """All of it."""
        return bytes(self._buffer)

    def read(self, size: int | None = None) -> bytes:
        return bytes(self._buffer if size is None else self._buffer[:size])

    def seek(self, offset: int, whence: int = 0) -> int:
        return offset

    def flush(self) -> None:
        """Nothing waits."""

    def size(self) -> int:
        return len(self._buffer)
