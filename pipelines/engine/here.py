"""This process as an engine. Belongs here: work without any other process. Does not belong here: processes (pool, cluster)."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from pipelines.engine.interface import Done, Engine, Outcomes


class Here(Engine):
    """One task after another, in a thread of this process: what a task raises is its outcome."""

    def __init__(self) -> None:
        self._executor = ThreadPoolExecutor(max_workers=1)
        self._finished: list[tuple[int, Done[Any, Any]]] = []

    @property
    def workers(self) -> int:
        """One."""
        return 1

    def begin(self, number: int, function: Callable[[Any], Any], task: Any) -> None:  # noqa: ANN401
        """Do the task."""
        future = self._executor.submit(function, task)
        error = future.exception()
        self._finished.append((number, Done(task, None if error else future.result(), error)))

    def finished(self) -> Outcomes:
        """The task begun."""
        outcomes, self._finished = self._finished, []
        return outcomes

    def drop(self) -> None:
        """Nothing goes on behind one's back."""
        self._finished = []

    def close(self) -> None:
        """End the thread."""
        self._executor.shutdown()
