"""Processes of this machine as an engine, each standing alone.

Belongs here: processes, and what the death of one costs: the task under way in it, which gets another chance in a fresh
process. The standard library's pool of several processes loses everything under way in all of them. Does not belong here:
other machines (cluster).
"""

from __future__ import annotations

import gc
import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context, parent_process
from typing import Any, Final, TypeVar

from pipelines.engine.here import Here
from pipelines.engine.interface import Done, Engine, Outcomes, WorkerDied

T = TypeVar("T")
R = TypeVar("R")

TRIES: Final = 2
"""A process may die without its task's fault: the system was short of memory, somebody ended it."""
_SELDOM: Final = (100_000, 20, 20)


@dataclass(frozen=True, slots=True)
class _Job:
    """A task under way. ``tries``: how often it was begun."""

    number: int
    function: Callable[[Any], Any]
    task: Any
    tries: int = 1


class Pool(Engine):
    """``workers`` processes, started when they are first needed."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._idle: list[ProcessPoolExecutor] = []
        self._busy: dict[Future[Any], tuple[_Job, ProcessPoolExecutor]] = {}

    @property
    def workers(self) -> int:
        """As many as there are processes."""
        return self._workers

    def begin(self, number: int, function: Callable[[Any], Any], task: Any) -> None:  # noqa: ANN401
        """Give a process the task."""
        self._ask(_Job(number, function, task))

    def finished(self) -> Outcomes:
        """The tasks that are finished; those whose process died for the first time are begun anew."""
        outcomes: list[tuple[int, Done[Any, Any]]] = []
        while not outcomes:
            for future in wait(self._busy, return_when=FIRST_COMPLETED).done:
                job, process = self._busy.pop(future)
                error = future.exception()
                if not isinstance(error, BrokenProcessPool):
                    self._idle.append(process)
                    value = None if error else future.result()
                    outcomes.append((job.number, Done(job.task, value, error)))
                    continue
                process.shutdown()
                if job.tries < TRIES:
                    self._ask(_Job(job.number, job.function, job.task, job.tries + 1))
                else:
                    died = WorkerDied(
                        f"处理进程两次中止（内存不足，或被结束） / its process died {job.tries} times"
                    )
                    died.__cause__ = error
                    outcomes.append((job.number, Done(job.task, None, died)))
        return outcomes

    def drop(self) -> None:
        """Processes that are still at work are waited for."""
        for future, (_, process) in self._busy.items():
            if isinstance(future.exception(), BrokenProcessPool):
                process.shutdown()
            else:
                self._idle.append(process)
        self._busy.clear()

    def close(self) -> None:
        """End the processes."""
        self.drop()
        for process in self._idle:
            process.shutdown()
        self._idle.clear()

    def _ask(self, job: _Job) -> None:
        while True:
            process = self._idle.pop() if self._idle else _start()
            try:
                self._busy[process.submit(job.function, job.task)] = (job, process)
            except BrokenProcessPool:  # it died while it had nothing to do
                process.shutdown()
            else:
                return


def map_tasks(function: Callable[[T], R], tasks: Sequence[T], workers: int = 1) -> Iterator[Done[T, R]]:
    """Outcomes in order of completion, one for each task. ``workers`` ≤ 1 runs in this process."""
    with _engine(workers if len(tasks) > 1 else 1) as engine:
        yield from engine.map(function, tasks)


def stream_tasks(function: Callable[[T], R], tasks: Iterable[T], workers: int = 1) -> Iterator[Done[T, R]]:
    """Outcomes in the order of the tasks, which are taken as they are needed. ``workers`` ≤ 1 runs in this process."""
    with _engine(workers) as engine:
        yield from engine.stream(function, tasks)


def _engine(workers: int) -> Engine:
    return Pool(workers) if workers > 1 else Here()


def _start() -> ProcessPoolExecutor:
    """A fresh interpreter: the parent's threads, locks and open databases stay out of it."""
    return ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn"), initializer=_settle_in)


def _settle_in() -> None:
    """A process whose parent was killed would wait for its next task for ever. Tasks make large trees without cycles: to look
    through them for cyclic garbage as often as usual costs a tenth."""
    gc.set_threshold(*_SELDOM)
    threading.Thread(target=_wait_for_parent, daemon=True).start()


def _wait_for_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
