"""Work aside: whole pieces of work that processes, or a thread, do while this thread goes on with its own.

Belongs here: when they begin, and that none is left behind. Does not belong here: what they are; tasks that only this thread can
make one by one (beside).
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from itertools import takewhile
from typing import TypeVar

from pipelines.engine.pool import stream_tasks

Job = Callable[[], object]
"""Importable and picklable: a function with its arguments (functools.partial)."""
T = TypeVar("T")


@contextmanager
def thread_aside(work: Callable[[threading.Event], T]) -> Iterator[Future[T]]:
    """Do ``work`` in a thread while the block runs; at its end it is done. Where the block raises, the event that ``work`` was
    given is set, so that it may leave off. Raises what ``work`` raised."""
    is_over = threading.Event()
    with ThreadPoolExecutor(1) as thread, ExitStack() as broken:
        broken.callback(is_over.set)
        doing = thread.submit(work, is_over)
        yield doing
        broken.pop_all()
        doing.result()


@contextmanager
def jobs_aside(jobs: Iterable[Job], workers: int = 1) -> Iterator[None]:
    """Do the jobs in ``workers`` processes while the block runs; at its end all are done. With one worker they are done here, then.

    Raises what a job raised. Where the block raises, jobs that are not begun are dropped.
    """
    if workers <= 1:
        yield
        _do_all(jobs, 1)
        return
    with thread_aside(lambda is_over: _do_all(takewhile(lambda _: not is_over.is_set(), jobs), workers)):
        yield


def _do_all(jobs: Iterable[Job], workers: int) -> None:
    for done in stream_tasks(_do, jobs, workers):
        if done.error is not None:
            raise done.error


def _do(job: Job) -> None:
    job()
