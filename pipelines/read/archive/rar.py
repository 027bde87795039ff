"""RAR by unar or bsdtar, where one of them is installed: RAR is a closed format without a free library.

Belongs here: calling the programs, which answer on a pipe, so that no member is written to disk. Does not belong here:
limits (entries). unar reads every RAR; bsdtar refuses solid archives of version 3.
"""

from __future__ import annotations

import io
import json
import shutil
import tarfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Final

from pipelines.read.archive.entries import LARGEST_TOTAL, Entry, admit, printable_name
from pipelines.read.program import Overlong, room_to_write, run_program, work_folder
from pipelines.read.result import Reason, Unreadable

_SECONDS: Final = 10.0  # for each of two calls
PACKAGES: Final = {"unar": "unar", "bsdtar": "libarchive-tools"}  # Debian's names
_NEEDED: Final = "需要系统软件包 {0} 或 {1} / install the package {0} or {1}".format(*PACKAGES.values())
_LIST: Final = 16 * 1024 * 1024
_TAR: Final = LARGEST_TOTAL + 64 * 1024 * 1024  # the members with tar's headers


@contextmanager
def open_rar(data: bytes) -> Iterator[RarMembers]:
    """Open an archive. Raises Unreadable: unsupported (no program is there), encrypted, corrupt, a bomb, too large."""
    try:
        if shutil.which("unar") and shutil.which("lsar"):
            yield _by_unar(data)
        elif shutil.which("bsdtar"):
            yield _by_bsdtar(data)
        else:
            raise Unreadable(Reason.UNSUPPORTED, _NEEDED)
    except Overlong as fault:
        raise Unreadable(Reason.TIMEOUT) from fault


class RarMembers:
    """The members of a RAR file, unpacked; ``contents`` by place."""

    def __init__(self, entries: Sequence[Entry], contents: dict[int, bytes]) -> None:
        self.entries = entries
        self._contents = contents

    def read(self, entry: Entry) -> bytes:
        """The bytes of an entry. Raises Unreadable: corrupt."""
        if entry.place not in self._contents:
            raise Unreadable(Reason.CORRUPT)
        return self._contents[entry.place]


def _by_unar(data: bytes) -> RarMembers:
    with work_folder() as folder:
        path = folder / "archive.rar"
        with room_to_write():
            path.write_bytes(data)
        listed = run_program(["lsar", "-j", str(path)], seconds=_SECONDS, most_bytes=_LIST)
        entries = admit(list(_listed(listed.printed)), len(data))
        wanted = [entry for entry in entries if entry.refusal is None]
        command = ["unar", "-q", "-o", "-", "-i", str(path), *(str(entry.place) for entry in wanted)]
        told = run_program(command, seconds=_SECONDS, most_bytes=LARGEST_TOTAL)
    # a damaged member: which bytes are whose is lost
    if len(told.printed) != sum(entry.size for entry in wanted):
        raise Unreadable(Reason.CORRUPT)
    contents: dict[int, bytes] = {}
    at = 0
    for entry in wanted:
        contents[entry.place] = told.printed[at : at + entry.size]
        at += entry.size
    return RarMembers(entries, contents)


def _listed(printed: bytes) -> Iterator[Entry]:
    try:
        told = json.loads(printed)
    except ValueError as fault:  # names of an archive with an encrypted list are not told at all
        locked = b'"lsarContents":[' in b"".join(printed.split())
        raise Unreadable(Reason.ENCRYPTED if locked else Reason.CORRUPT) from fault
    if told.get("lsarError") or not isinstance(told.get("lsarContents"), list) or not told["lsarContents"]:
        raise Unreadable(Reason.CORRUPT)
    for row in told["lsarContents"]:
        if not row.get("XADIsDirectory") and not row.get("XADIsLink"):
            yield _entry(row)


def _entry(row: dict[str, Any]) -> Entry:
    refusal = Reason.ENCRYPTED if row.get("XADIsEncrypted") else None
    return Entry(
        printable_name(str(row.get("XADFileName"))), int(row["XADIndex"]), int(row["XADFileSize"]), refusal
    )


def _by_bsdtar(data: bytes) -> RarMembers:
    """bsdtar turns the archive into a tar stream, member by member."""
    command = ["bsdtar", "-c", "-f", "-", "--format=pax", "@-"]
    answer = run_program(command, given=data, seconds=2 * _SECONDS, most_bytes=_TAR)
    entries: list[Entry] = []
    contents: dict[int, bytes] = {}
    try:
        with tarfile.open(fileobj=io.BytesIO(answer.printed)) as archive:
            for place, member in enumerate(archive):
                if member.isfile():
                    entries.append(Entry(printable_name(member.name), place, member.size))
                    stream = archive.extractfile(member)
                    contents[place] = b"" if stream is None else stream.read()
    except tarfile.TarError as fault:
        raise Unreadable(Reason.CORRUPT) from fault
    # encrypted, solid or damaged: bsdtar does not say which in a way to rely on
    if answer.code or not entries:
        raise Unreadable(Reason.CORRUPT, _NEEDED)
    return RarMembers(admit(entries, len(data)), contents)
