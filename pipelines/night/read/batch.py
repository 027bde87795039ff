"""Reading files where the worker is: Documents go to the store, a short record of each file goes back.

Belongs here: what a worker does, of this process or of another machine. Does not belong here: which files are read and what
the ledger learns (reading), formats and limits (read).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, replace
from pathlib import Path
from secrets import token_hex

from pipelines.night.settings import DOCUMENT
from pipelines.read.guard import Limits, ReaderPool
from pipelines.read.nested import Item
from pipelines.read.result import UNKNOWN, ReadResult, Reason, refused
from pipelines.sources.store_files import INCOMING, keep_member


@dataclass(frozen=True, slots=True)
class Shelf:
    """Where readers put what they find, the same for every worker: the store, and the cache of recognised pages."""

    documents: Path
    recognised: Path
    limits: Limits


@dataclass(frozen=True, slots=True)
class KeptMember:
    """A file that an archive held, and whose bytes are in the store now."""

    name: str
    sha256: str
    bytes: int


@dataclass(frozen=True, slots=True)
class FileRead:
    """What became of a file. ``result`` comes without its Document and members, which are in the store; ``pages``: None where
    the format has none."""

    result: ReadResult
    is_ok: bool
    pages: int | None = None
    members: tuple[KeptMember, ...] = ()


def read_files(pool: ReaderPool, shelf: Shelf, items: Sequence[Item]) -> Iterator[tuple[Item, FileRead]]:
    """Read files, in their order, and store what they hold. Raises OSError where the store cannot be written."""
    results = pool.read_all((item.place, item.name) for item in items)
    for item, (_, result) in zip(items, results, strict=True):
        yield item, _put_away(shelf, item, result)


def read_batch(shelf: Shelf, items: Sequence[Item]) -> tuple[FileRead, ...]:
    """The same in a worker of a cluster, whose reader process is kept for its next batch."""
    idle = _idle[shelf]
    with ExitStack() as stack:
        pool = stack.enter_context(idle.pop() if idle else ReaderPool(1, shelf.limits, shelf.recognised))
        files = tuple(file for _, file in read_files(pool, shelf, items))
        idle.append(pool)
        stack.pop_all()
    return files


def killed_its_worker(item: Item) -> FileRead:
    """A file whose worker died of it, though readers are guarded: no memory left on that machine."""
    return FileRead(refused(Reason.READER_CRASHED, UNKNOWN, item.name), is_ok=False)


_idle: defaultdict[Shelf, list[ReaderPool]] = defaultdict(list)
"""Reader processes of this worker without a batch: a worker with several threads has several."""


def _put_away(shelf: Shelf, item: Item, result: ReadResult) -> FileRead:
    if result.is_ok:
        _store(shelf.documents / INCOMING, item.place.with_name(DOCUMENT), result.encoded)
    return FileRead(
        replace(result, members=(), encoded=b""),
        result.is_ok,
        result.pages,
        tuple(
            KeptMember(member.name, keep_member(member.data, shelf.documents), len(member.data))
            for member in result.members
        ),
    )


def _store(incoming: Path, path: Path, content: bytes) -> None:
    """Whole or not at all: a killed worker leaves no half document, and two that read the same file do not mix."""
    incoming.mkdir(parents=True, exist_ok=True)
    building = incoming / f"{DOCUMENT}-{token_hex(8)}"
    building.write_bytes(content)
    building.replace(path)
