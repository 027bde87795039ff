"""The document store: every received content kept for ever under its hash.

Belongs here: ``<documents>/<sha[:2]>/<sha256>/original``, copying a file into it, and when it is there for good. Does not belong
here: which files are copied (intake), what is made of a content (its read Document lies beside it, written by the night).
"""

from __future__ import annotations

import hashlib
import os
import stat
import time
from collections.abc import Iterable
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from tempfile import NamedTemporaryFile
from threading import Lock
from typing import IO, Self

from pipelines.model.claims import Card
from pipelines.model.problem import Problem
from pipelines.sources.inbox import SourceFile

ORIGINAL = "original"
INCOMING = ".incoming"
_CHUNK = 1 << 20
_TRIES = 3
# a file changed twice within one tick of its clock keeps its times; FAT and SMB tick every 2 s
_YOUNG_NS = 2_000_000_000
_PUTTING = Lock()
"""Of two threads with the same content one puts it in its place."""


@dataclass(frozen=True, slots=True)
class Received:
    """A file whose bytes are kept. ``is_new``: this content was not in the store before."""

    document_id: str
    sha256: str
    bytes: int
    path: str
    file_name: str
    card: Card
    is_new: bool

    @classmethod
    def of(cls, file: SourceFile, sha256: str, size: int, *, is_new: bool) -> Self:
        """A listed file whose bytes have this hash."""
        return cls(sha256[:16], sha256, size, file.path, file.file_name, file.card, is_new)


@dataclass(frozen=True, slots=True)
class Copied:
    """What was received, and the times of the file; ``ctime_ns`` None: it was too young for its times to prove anything."""

    received: Received
    mtime_ns: int
    ctime_ns: int | None


def stored_path(documents: Path, sha256: str) -> Path:
    """Where the bytes of that hash are kept."""
    return documents / sha256[:2] / sha256 / ORIGINAL


def receive(file: SourceFile, documents: Path) -> Copied | Problem:
    """Copy a file's bytes into the store; the hash is that of the bytes stored. Any number of threads may do so.

    Whole or not at all (temporary file, fsync, rename), there for good after :func:`make_lasting`; a content that is there
    already is not written again.
    Problems: ``file_unreadable`` (gone, no permission, no regular file any more) and ``file_changing`` (it was
    written to while it was copied, three times over: half of a file is no file). Raises OSError where the store
    itself cannot be written.
    """
    for _ in range(_TRIES):
        outcome = _copy(file, documents)
        if outcome is not None:
            return outcome
    return Problem(
        "file_changing",
        f"“{file.path}”在复制时一直有人在写，本次没有读，下次运行再取。",
        f"{file.path!r} was being written while it was copied; it is left for the next run.",
    )


def keep_member(data: bytes, documents: Path) -> str:
    """Keep the bytes of a member of an archive like those of a received file; their SHA-256.

    Raises OSError where the store cannot be written.
    """
    digest = hashlib.sha256(data).hexdigest()
    incoming = documents / INCOMING
    incoming.mkdir(parents=True, exist_ok=True)
    with NamedTemporaryFile(dir=incoming, delete=False) as target:
        copy = Path(target.name)
        try:
            target.write(data)
            target.flush()
            os.fchmod(target.fileno(), 0o444)
            os.fsync(target.fileno())
            _put(copy, documents, digest, len(data))
        finally:
            copy.unlink(missing_ok=True)
    for folder in _folders(documents, digest):
        _sync_folder(folder)
    return digest


def make_lasting(documents: Path, hashes: Iterable[str], threads: Executor) -> None:
    """After this no loss of power takes the contents of these hashes out of the store. Together they cost little more than one:
    whatever waits for the disk at the same time is written at once. Raises OSError where the store cannot be written."""
    folders = {folder for sha256 in hashes for folder in _folders(documents, sha256)}
    for _ in threads.map(_sync_folder, sorted(folders)):
        pass


def remove_leftovers(documents: Path) -> None:
    """Half copies of a run that was killed."""
    for leftover in (documents / INCOMING).glob("*"):
        leftover.unlink(missing_ok=True)


def discard(documents: Path, sha256: str) -> None:
    """Take bytes out of the store again that no document has: an archive that is refused left them."""
    place = stored_path(documents, sha256)
    place.unlink(missing_ok=True)
    for folder in (place.parent, place.parent.parent):
        if folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


def has_hash(path: Path, sha256: str) -> bool:
    """Whether the bytes of a file have that hash. A file that cannot be read has none; taking it in will say why."""
    try:
        with path.open("rb") as opened:
            return hashlib.file_digest(opened, "sha256").hexdigest() == sha256
    except OSError:
        return False


def _copy(file: SourceFile, documents: Path) -> Copied | Problem | None:
    """None: the file changed while it was copied."""
    incoming = documents / INCOMING
    incoming.mkdir(parents=True, exist_ok=True)
    try:
        # NONBLOCK: a pipe put in the file's place must not hold up the night
        source = os.open(file.absolute, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)
    except OSError as error:
        return _unreadable(file, error.strerror or str(error))
    try:
        before = os.fstat(source)
        if not stat.S_ISREG(before.st_mode):
            return _unreadable(file, "不再是普通文件 / no longer a regular file")
        with NamedTemporaryFile(dir=incoming, delete=False) as target:
            copy = Path(target.name)
            try:
                digest = _pour(source, target)
                if isinstance(digest, OSError):
                    return _unreadable(file, digest.strerror or str(digest))
                target.flush()
                os.fchmod(target.fileno(), 0o444)
                os.fsync(target.fileno())
                size = target.tell()
                if not _is_same(file.absolute, before, os.fstat(source), size):
                    return None
                with _PUTTING:
                    is_new = _put(copy, documents, digest, size)
            finally:
                copy.unlink(missing_ok=True)
    finally:
        os.close(source)
    young = time.time_ns() - max(before.st_mtime_ns, before.st_ctime_ns) < _YOUNG_NS
    received = Received.of(file, digest, size, is_new=is_new)
    return Copied(received, before.st_mtime_ns, None if young else before.st_ctime_ns)


def _pour(source: int, target: IO[bytes]) -> str | OSError:
    """The hash of what was written; an error in reading is returned, one in writing raised."""
    digest = hashlib.sha256()
    while True:
        try:
            chunk = os.read(source, _CHUNK)
        except OSError as error:
            return error
        if not chunk:
            return digest.hexdigest()
        digest.update(chunk)
        target.write(chunk)


def _is_same(path: Path, before: os.stat_result, after: os.stat_result, size: int) -> bool:
    """Nobody wrote to the open file, all of it was read, and the path still leads to it."""
    try:
        there = path.stat()
    except OSError:
        there = None  # deleted meanwhile: what was copied is whole all the same
    same_place = there is None or (there.st_dev, there.st_ino) == (before.st_dev, before.st_ino)
    unwritten = (before.st_size, before.st_mtime_ns) == (after.st_size, after.st_mtime_ns)
    return same_place and unwritten and size == before.st_size


def _put(copy: Path, documents: Path, sha256: str, size: int) -> bool:
    place = stored_path(documents, sha256)
    if place.is_file() and place.stat().st_size == size and has_hash(place, sha256):
        return False
    place.parent.mkdir(parents=True, exist_ok=True)
    copy.replace(place)
    return True


def _folders(documents: Path, sha256: str) -> tuple[Path, ...]:
    """Those that lead to a content, the store itself last."""
    place = stored_path(documents, sha256)
    return place.parent, place.parent.parent, documents


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _unreadable(file: SourceFile, why: str) -> Problem:
    return Problem(
        "file_unreadable",
        f"“{file.path}”读不出来（{why}），本次没有读。",
        f"{file.path!r} cannot be read ({why}); it was left out.",
    )
