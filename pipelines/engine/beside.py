"""Work beside other work: tasks go to processes while this thread does something else.

Belongs here: the thread that speaks with the engine, and the two queues between. Does not belong here: the engines (here,
pool, cluster). Tasks are made by the thread that uses the stream, and by no other: what they are made of, an open database
perhaps, may belong to it alone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import suppress
from queue import Empty, Full, Queue
from typing import Any, Generic, TypeVar

from pipelines.engine.interface import Done
from pipelines.engine.pool import stream_tasks

T = TypeVar("T")
R = TypeVar("R")
_LOOK_SECONDS = 0.5


class Stream(Generic[T, R]):
    """Outcomes of ``function`` over ``tasks``, in their order, by ``workers`` processes. With one worker everything is done
    here, in :meth:`rest`. Call :meth:`close` whatever happens."""

    def __init__(self, function: Callable[[T], R], tasks: Iterable[T], workers: int = 1) -> None:
        self._function = function
        self._tasks = iter(tasks)
        self._workers = workers
        self._waiting: T | None = None
        self._is_fed = False
        self._given: Queue[T | None] = Queue(max(1, workers))
        self._done: Queue[Done[T, R]] = Queue()
        self._thread = ThreadPoolExecutor(1) if workers > 1 else None
        self._speaking: Future[Any] | None = None

    def ready(self) -> Iterator[Done[T, R]]:
        """What is finished by now; what there is room for is handed over. Waits for nothing."""
        if self._thread is None:
            return
        self._feed()
        while not self._done.empty():
            yield self._done.get()
            self._feed()

    def rest(self) -> Iterator[Done[T, R]]:
        """All outcomes that were not handed out yet. Raises what the engine raises."""
        if self._thread is None:
            yield from stream_tasks(self._function, self._tasks)
            return
        self._feed()
        while not (self._speaking is None or self._speaking.done()):
            try:
                done = self._done.get(timeout=_LOOK_SECONDS)
            except Empty:
                done = None
            self._feed()
            if done is not None:
                yield done
        yield from self.ready()
        if self._speaking is not None:
            self._speaking.result()

    def close(self) -> None:
        """End the thread and its processes; what is under way is waited for, what is not begun is dropped."""
        if self._thread is None:
            return
        while not (self._is_fed or self._speaking is None or self._speaking.done()):
            with suppress(Empty):
                self._given.get_nowait()
            self._is_fed = self._offer(None)
        self._thread.shutdown()

    def _feed(self) -> None:
        """Give the engine's thread tasks as long as it takes them, at the end None."""
        while not self._is_fed:
            if self._waiting is None:
                self._waiting = next(self._tasks, None)
            if self._waiting is not None and self._speaking is None and self._thread is not None:
                self._speaking = self._thread.submit(self._speak)
            if not self._offer(self._waiting):
                return
            self._is_fed, self._waiting = self._waiting is None, None

    def _offer(self, task: T | None) -> bool:
        try:
            self._given.put_nowait(task)
        except Full:
            return False
        return True

    def _speak(self) -> None:
        for done in stream_tasks(self._function, iter(self._given.get, None), self._workers):
            self._done.put(done)
