"""Batches: many tasks in one, so that a batch writes one file and costs one message.

Belongs here: cutting tasks into batches, and finding the task that kills its worker. Does not belong here: running them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from math import ceil, isqrt
from typing import TypeVar

from pipelines.engine.interface import Done, Engine, WorkerDied

T = TypeVar("T")
R = TypeVar("R")


def map_batches(
    engine: Engine, function: Callable[[Sequence[T]], R], tasks: Sequence[T], size: int
) -> Iterator[Done[Sequence[T], R]]:
    """Outcomes of ``function`` over even batches of at most ``size`` tasks, in order of completion. How they are cut does not
    depend on the engine, nor on the number of its workers: the same tasks make the same shards.

    A batch whose worker died is cut smaller until the task that kills stands alone: it costs itself only. Raises EngineLost.
    """
    waiting = _cut(tasks, ceil(len(tasks) / ceil(len(tasks) / size))) if tasks else []
    while waiting:
        smaller: list[Sequence[T]] = []
        for done in engine.map(function, waiting):
            if isinstance(done.error, WorkerDied) and len(done.task) > 1:
                smaller += _cut(done.task, isqrt(len(done.task)))
            else:
                yield done
        waiting = smaller


def _cut(tasks: Sequence[T], size: int) -> list[Sequence[T]]:
    return [tasks[start : start + size] for start in range(0, len(tasks), size)]
