"""ZIP (PKWARE APPNOTE 6.3.10): entries and their bytes.

Belongs here: names in the encoding of whoever packed them, overlapping entries, reading with a cap. Does not belong
here: limits (entries). DOCX, XLSX and OFD are ZIP files too, and are told apart before (sniff).
"""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from pipelines.read.archive.entries import Entry, admit, printable_name
from pipelines.read.result import Reason, Unreadable

_ENCRYPTED: Final = 0x1
_UTF8: Final = 0x800
_UNICODE_PATH: Final = 0x7075  # APPNOTE 4.6.9
_FAULTS: Final = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, ValueError)


@contextmanager
def open_zip(data: bytes) -> Iterator[ZipMembers]:
    """Open an archive. Raises Unreadable: corrupt, encrypted, empty, a bomb, too large."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except (*_FAULTS, NotImplementedError) as fault:
        raise Unreadable(Reason.CORRUPT) from fault
    with archive:
        yield ZipMembers(archive, len(data))


class ZipMembers:
    """The members of an open ZIP file."""

    def __init__(self, archive: zipfile.ZipFile, packed: int) -> None:
        self._archive = archive
        self._members = archive.infolist()
        # several entries share the same packed bytes
        if sum(m.compress_size for m in self._members) > packed:
            raise Unreadable(Reason.BOMB)
        self.entries = admit(
            [_entry(place, member) for place, member in enumerate(self._members) if not _is_folder(member)],
            packed,
        )

    def read(self, entry: Entry) -> bytes:
        """The bytes of an entry. Raises Unreadable: corrupt, unsupported, a bomb (more than it announced)."""
        member = self._members[entry.place]
        try:
            with self._archive.open(member) as stream:
                content = stream.read(entry.size + 1)
        except NotImplementedError as fault:
            raise Unreadable(Reason.UNSUPPORTED, str(fault)) from fault
        except (*_FAULTS, RuntimeError) as fault:  # RuntimeError: encrypted after all
            raise Unreadable(Reason.CORRUPT) from fault
        if len(content) > entry.size:
            raise Unreadable(Reason.BOMB)
        return content


def _is_folder(member: zipfile.ZipInfo) -> bool:
    return member.filename.endswith("/")  # ZipInfo.is_dir fails on an empty name


def _entry(place: int, member: zipfile.ZipInfo) -> Entry:
    refusal = Reason.ENCRYPTED if member.flag_bits & _ENCRYPTED else None
    return Entry(printable_name(_name(member)), place, member.file_size, refusal)


def _name(member: zipfile.ZipInfo) -> str:
    """The name as packed. Without the UTF-8 flag it is in the code page of the packing machine: here most often GBK."""
    if member.flag_bits & _UTF8:
        return member.orig_filename
    given = _unicode_path(member.extra)
    if given is not None:
        return given
    raw = member.orig_filename.encode("cp437")
    for encoding in ("utf-8", "gb18030"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return member.orig_filename


def _unicode_path(extra: bytes) -> str | None:
    """The name in UTF-8 that Info-ZIP keeps beside the other one."""
    while len(extra) >= 4:
        kind, size = struct.unpack_from("<HH", extra)
        if kind == _UNICODE_PATH and 5 < size <= len(extra) - 4:
            try:
                return extra[9 : 4 + size].decode("utf-8")
            except UnicodeDecodeError:
                return None
        extra = extra[4 + size :]
    return None
