"""Where files are read: in guarded children of this process, or by the workers of a cluster; archives in waves.

Belongs here: handing files to readers, and the order in which members of archives follow. Does not belong here: what a worker
does with a file (batch), the ledger (reading).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from typing import Final, TypeAlias

from pipelines.engine import Engine, WorkerDied, map_batches
from pipelines.night.read.batch import (
    FileRead,
    KeptMember,
    Shelf,
    killed_its_worker,
    read_batch,
    read_files,
)
from pipelines.night.settings import Settings
from pipelines.read.guard import Limits, ReaderPool
from pipelines.read.nested import Allowance, Item, too_much

NIGHT_LIMITS: Final = Limits(longest_seconds=1_800.0)  # a scan of hundreds of pages, while it gets on
BATCH: Final = 32
"""Files that a worker of a cluster reads in one go: the few milliseconds of a task are little beside them."""

Read: TypeAlias = Callable[[Sequence[Item]], Iterator[tuple[Item, FileRead]]]


@contextmanager
def file_reader(settings: Settings, engine: Engine) -> Iterator[Read]:
    """What reads files and stores what they hold. Raises EngineLost where a cluster is gone."""
    shelf = Shelf(settings.documents, settings.recognised, NIGHT_LIMITS)
    if engine.is_cluster:
        yield partial(_read_by_cluster, engine, shelf)
    else:
        with ReaderPool(settings.workers, NIGHT_LIMITS, settings.recognised) as pool:
            yield partial(read_files, pool, shelf)


def read_with_members(
    read: Read,
    items: Sequence[Item],
    know: Callable[[Item, KeptMember], Item | None],
    drop: Callable[[Item, Sequence[KeptMember]], None],
) -> Iterator[tuple[Item, FileRead]]:
    """Read files and, after them, what archives among them hold; an archive that holds too much is refused as a bomb.

    ``know`` answers with the item to be read for a member, None where it is known already. It is asked in the order of the
    items, whoever was faster: of two archives with the same file, the first one has it. ``drop`` takes out of the store what a
    refused archive has left there; it is asked last, when every archive has named what it needs.
    """
    allowance = Allowance()
    bombs: list[tuple[Item, FileRead]] = []
    while items:
        archives: dict[Item, FileRead] = {}
        for item, file in read(items):
            if file.members:
                archives[item] = file
            else:
                yield item, file
        following: list[Item] = []
        for item in items:
            archive = archives.get(item)
            if archive is None:
                continue
            if not allowance.admits(item, len(archive.members), sum(m.bytes for m in archive.members)):
                bombs.append((item, archive))
                continue
            known = (know(item, member) for member in archive.members)
            following += [member for member in known if member is not None]
            yield item, archive
        items = following
    for item, bomb in bombs:
        drop(item, bomb.members)
        yield item, replace(bomb, result=too_much(item, bomb.result), is_ok=False, pages=None, members=())


def _read_by_cluster(engine: Engine, shelf: Shelf, items: Sequence[Item]) -> Iterator[tuple[Item, FileRead]]:
    for done in map_batches(engine, partial(read_batch, shelf), items, BATCH):
        if done.value is not None:
            yield from zip(done.task, done.value, strict=True)
        elif isinstance(done.error, WorkerDied):
            yield from ((item, killed_its_worker(item)) for item in done.task)
        elif done.error is not None:
            raise done.error
