"""Engine: map a function over tasks, in this process or in a pool of processes that survives dying workers.

Belongs here: where work runs. Does not belong here: what the work is. Functions and tasks are importable and
picklable; a task that raises or kills its worker costs itself only.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor, ThreadPoolExecutor, as_completed
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Generic, TypeVar

T = TypeVar("T")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Done(Generic[T, R]):
    """A task with its value, or with the exception that it raised (a fault of ours, or a killed worker)."""

    task: T
    value: R | None
    error: BaseException | None


def map_tasks(function: Callable[[T], R], tasks: Sequence[T], workers: int = 1) -> Iterator[Done[T, R]]:
    """Results in order of completion, one for each task. ``workers`` ≤ 1 runs in this process."""
    if workers <= 1 or len(tasks) <= 1:
        with ThreadPoolExecutor(max_workers=1) as executor:
            for task in tasks:
                yield _outcome(task, executor.submit(function, task))
        return
    lost: list[T] = []
    with _pool(workers) as executor:
        for done in _submit_all(executor, function, tasks):
            if isinstance(done.error, BrokenProcessPool):
                lost.append(done.task)
            else:
                yield done
    for task in lost:
        with _pool(1) as executor:
            yield _outcome(task, executor.submit(function, task))


def stream_tasks(function: Callable[[T], R], tasks: Iterable[T], workers: int = 1) -> Iterator[Done[T, R]]:
    """Results in the order of the tasks, which are taken as they are needed, so that few are in memory at a time. A worker
    that dies costs the tasks that were under way and those after it, whose ``error`` says so."""
    if workers <= 1:
        for task in tasks:
            yield Done(task, function(task), None)
        return
    waiting: deque[tuple[T, Future[R]]] = deque()
    with _pool(workers) as executor:
        for task in tasks:
            waiting.append((task, _submit(executor, function, task)))
            if len(waiting) > 2 * workers:
                yield _outcome(*waiting.popleft())
        while waiting:
            yield _outcome(*waiting.popleft())


def _submit(executor: Executor, function: Callable[[T], R], task: T) -> Future[R]:
    try:
        return executor.submit(function, task)
    except BrokenProcessPool as error:
        broken: Future[R] = Future()
        broken.set_exception(error)
        return broken


def _pool(workers: int) -> ProcessPoolExecutor:
    """Fresh interpreters: the parent's threads, locks and open databases stay out of the children."""
    return ProcessPoolExecutor(max_workers=workers, mp_context=get_context("spawn"))


def _submit_all(executor: Executor, function: Callable[[T], R], tasks: Sequence[T]) -> Iterator[Done[T, R]]:
    pending: dict[Future[R], T] = {}
    for task in tasks:
        try:
            pending[executor.submit(function, task)] = task
        except BrokenProcessPool as error:
            yield Done(task, None, error)
    for future in as_completed(pending):
        yield _outcome(pending[future], future)


def _outcome(task: T, future: Future[R]) -> Done[T, R]:
    error = future.exception()
    return Done(task, None if error else future.result(), error)
