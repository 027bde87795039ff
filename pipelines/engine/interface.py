"""What all engines have in common: tasks go in, outcomes come out.

Belongs here: the types of the interface, and the order in which outcomes are handed out. Does not belong here: any one
engine (here, pool, cluster).
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

T = TypeVar("T")
R = TypeVar("R")


class WorkerDied(RuntimeError):  # noqa: N818 - a fact about a task, kept beside it
    """The process that worked on a task died of it, as often as it was tried."""


class EngineLost(RuntimeError):  # noqa: N818 - like LockHeld: a fact, told to people as it stands
    """The engine is out of reach, or its workers are not ours: nothing can be done until somebody looks."""


@dataclass(frozen=True, slots=True)
class Done(Generic[T, R]):
    """A task with its value, or with the exception that it raised (a fault of ours, or WorkerDied)."""

    task: T
    value: R | None
    error: BaseException | None


Outcomes = Sequence[tuple[int, Done[Any, Any]]]
"""Finished tasks, each with the number under which it was begun."""


class Engine(ABC):
    """Works on one map at a time. Use as a context manager: leaving it ends what it has started."""

    is_cluster: bool = False
    """Whether tasks may run on other machines, which see this one's folders and nothing else of it."""

    @property
    @abstractmethod
    def workers(self) -> int:
        """How many tasks run at a time."""

    @property
    def under_way(self) -> int:
        """How many tasks are begun before the first outcome is awaited."""
        return self.workers

    @abstractmethod
    def begin(self, number: int, function: Callable[[Any], Any], task: Any) -> None:  # noqa: ANN401
        """Begin a task; there is room for it."""

    @abstractmethod
    def finished(self) -> Outcomes:
        """Wait until at least one of the tasks begun is finished. Raises EngineLost."""

    @abstractmethod
    def drop(self) -> None:
        """Forget tasks that are begun and not finished."""

    def close(self) -> None:
        """End what this engine has started."""
        self.drop()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def map(self, function: Callable[[T], R], tasks: Iterable[T]) -> Iterator[Done[T, R]]:
        """Outcomes in order of completion, one for each task. Raises EngineLost."""
        begun = 0
        try:
            for task in tasks:
                while begun >= self.under_way:
                    for _, done in self.finished():
                        begun -= 1
                        yield done
                self.begin(0, function, task)
                begun += 1
            while begun:
                for _, done in self.finished():
                    begun -= 1
                    yield done
        finally:
            self.drop()

    def stream(self, function: Callable[[T], R], tasks: Iterable[T]) -> Iterator[Done[T, R]]:
        """Outcomes in the order of the tasks, which are taken as they are needed, so that few are in memory at a time."""
        ready: dict[int, Done[T, R]] = {}
        begun = handed = 0
        try:
            for number, task in enumerate(tasks):
                while begun >= self.under_way or number - handed > 2 * self.under_way:
                    for finished, done in self.finished():
                        begun -= 1
                        ready[finished] = done
                    while handed in ready:
                        yield ready.pop(handed)
                        handed += 1
                self.begin(number, function, task)
                begun += 1
            while begun or ready:
                while handed in ready:
                    yield ready.pop(handed)
                    handed += 1
                if begun:
                    for finished, done in self.finished():
                        begun -= 1
                        ready[finished] = done
        finally:
            self.drop()
