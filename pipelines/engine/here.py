"""This process as an engine. Belongs here: work without any other process. Does not belong here: processes (pool, cluster)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pipelines.engine.interface import Done, Engine, Outcomes


class Here(Engine):
    """One task after another, in the thread that asks for it: only the main thread of a process can be broken off whatever it
    does (time_limit). What a task raises is its outcome, as it is in other processes."""

    def __init__(self) -> None:
        self._finished: list[tuple[int, Done[Any, Any]]] = []

    @property
    def workers(self) -> int:
        """One."""
        return 1

    def begin(self, number: int, function: Callable[[Any], Any], task: Any) -> None:  # noqa: ANN401
        """Do the task."""
        try:
            done = Done(task, function(task), None)
        except Exception as error:  # noqa: BLE001 - told as an outcome, and raised by who waits for it
            done = Done(task, None, error)
        self._finished.append((number, done))

    def finished(self) -> Outcomes:
        """The task begun."""
        outcomes, self._finished = self._finished, []
        return outcomes

    def drop(self) -> None:
        """Nothing goes on behind one's back."""
        self._finished = []
