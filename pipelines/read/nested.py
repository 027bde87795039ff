"""Files in files: archives are unpacked, and what they hold is read like any other file, archives in archives too.

Belongs here: the order of work and the limits on what one received file may hold in all. Does not belong here: unpacking
(archive), where the bytes of a member are kept (the caller).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from pipelines.read.archive.entries import LARGEST_TOTAL, MOST_ENTRIES
from pipelines.read.guard import ReaderPool
from pipelines.read.result import Member, ReadResult, Reason, refused

DEEPEST: Final = 3  # an archive in an archive in an archive
BETWEEN: Final = "!"  # a.zip!b.xls


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """A file to be read: where its bytes are, its path for people, and the archive that held it."""

    place: Path
    path: str
    container: Item | None = None

    @property
    def root(self) -> Item:
        """The received file that this one lay in, itself where it lay in none."""
        return self if self.container is None else self.container.root

    @property
    def depth(self) -> int:
        """How many archives are around it."""
        return 0 if self.container is None else self.container.depth + 1

    @property
    def name(self) -> str:
        """The name in messages."""
        return self.path.rpartition("/")[2] if self.container is None else self.path


Keep = Callable[[Item, Member], Item | None]


class Allowance:
    """How much a received file may hold in all, itself and in the archives in it."""

    def __init__(self) -> None:
        self._held: dict[Item, tuple[int, int]] = {}

    def admits(self, item: Item, members: int, size: int) -> bool:
        """Count what the archive ``item`` holds, ``size`` in bytes; False where it lies too deep or it is too much."""
        before = self._held.get(item.root, (0, 0))
        counted, total = before[0] + members, before[1] + size
        self._held[item.root] = counted, total
        return item.depth < DEEPEST and counted <= MOST_ENTRIES and total <= LARGEST_TOTAL


def too_much(item: Item, result: ReadResult) -> ReadResult:
    """The result of an archive that the allowance does not admit."""
    refusal = refused(Reason.BOMB, result.media_type, item.name)
    return replace(refusal, seconds=result.seconds, peak_memory_mb=result.peak_memory_mb)


def read_nested(pool: ReaderPool, items: Iterable[Item], keep: Keep) -> Iterator[tuple[Item, ReadResult]]:
    """Read files and, after them, what archives among them hold.

    ``keep`` stores the bytes of a member and answers with the item to be read; None where it is known already.
    An archive that holds too much, or lies too deep, is refused as a bomb.
    """
    waiting = list(items)
    allowance = Allowance()
    while waiting:
        following: list[Item] = []
        results = pool.read_all((item.place, item.name) for item in waiting)
        for item, (_, result) in zip(waiting, results, strict=True):
            if result.members:
                size = sum(len(member.data) for member in result.members)
                if not allowance.admits(item, len(result.members), size):
                    result = too_much(item, result)
                kept = (keep(item, member) for member in result.members)
                following += [member for member in kept if member is not None]
            yield item, result
        waiting = following
