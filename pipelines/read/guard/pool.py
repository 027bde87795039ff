"""Reading many files in guarded child processes: what one file does to its reader is an outcome, not an accident.

Belongs here: the pool, and what a death, a silence or too long an answer means. Does not belong here: reading
(reading), the process itself (child).
"""

from __future__ import annotations

import logging
import selectors
import signal
import time
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from pipelines.read.guard import frames
from pipelines.read.guard.child import Child, Death, Limits
from pipelines.read.result import UNKNOWN, ReadResult, Reason, refused

_LOG: Final = logging.getLogger(__name__)
_AHEAD: Final = 32  # files per worker that may be read before the first of them is handed out


class NoReader(RuntimeError):  # noqa: N818 - a fact about this machine, told to people as it stands
    """Reader processes do not start at all: no fault of a file."""

    def __init__(self, death: Death) -> None:
        last = (death.said.strip().splitlines() or ["—"])[-1]
        super().__init__(
            f"阅读进程起不来（退出码 {death.code}：{last}）：没有空闲内存就关掉别的程序，不然删去 .venv/.ready 再运行 make setup，然后再运行"
            " reader processes do not start: free some memory or set up again, then run again"
        )


@dataclass(slots=True)
class _Job:
    """A file on its way."""

    number: int
    path: Path
    name: str
    started: float = 0.0


class ReaderPool:
    """A fixed number of reader processes. Use as a context manager; not for several threads at a time.

    ``cache``: folder where readers keep what is dear to compute, None where they keep nothing.
    """

    def __init__(self, workers: int = 2, limits: Limits | None = None, cache: Path | None = None) -> None:
        if workers < 1:
            raise ValueError("a pool needs at least one worker")
        self._workers = workers
        self._limits = limits or Limits()
        self._cache = cache
        self._selector = selectors.DefaultSelector()
        self._children: dict[Child, _Job | None] = {}

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for child in list(self._children):
            self._forget(child)
            child.end()
        self._selector.close()

    def try_start(self) -> None:
        """Start one reader, to know whether it does. Raises NoReader."""
        self._idle()

    def read_all(self, paths: Iterable[tuple[Path, str]]) -> Iterator[tuple[Path, ReadResult]]:
        """Read files, given as path and original name; results in the order of the files, as soon as there are any.

        Raises NoReader.
        """
        for child, job in list(self._children.items()):
            if job is not None:  # left over from an iteration that was given up
                self._forget(child)
                child.end()
        waiting = iter(enumerate(paths))
        done: dict[int, tuple[Path, ReadResult]] = {}
        handed = asked = 0
        following = next(waiting, None)
        while following is not None or handed < asked:
            while following is not None and asked - handed < _AHEAD * self._workers:
                idle = self._idle()
                if idle is None:
                    break
                number, (path, name) = following
                self._ask(idle, _Job(number, path, name))
                asked += 1
                following = next(waiting, None)
            if handed in done:  # one, so that no process is without work while it is looked at
                yield done.pop(handed)
                handed += 1
            elif handed < asked:
                for job, result in self._wait():
                    done[job.number] = (job.path, replace(result, seconds=time.monotonic() - job.started))

    def _idle(self) -> Child | None:
        """A process without a job, a new one if there may be one more."""
        for child, job in self._children.items():
            if job is None:
                return child
        return self._start() if len(self._children) < self._workers else None

    def _start(self) -> Child:
        child = Child(self._limits, self._cache)
        while not child.is_ready:
            if not self._is_readable(child) or not child.listen():
                death = child.end()
                _LOG.error("reader process does not start (exit %s): %s", death.code, death.said.strip())
                raise NoReader(death)
            child.is_ready = child.take() is not None
        self._selector.register(child, selectors.EVENT_READ)
        self._children[child] = None
        return child

    def _is_readable(self, child: Child) -> bool:
        with selectors.DefaultSelector() as selector:
            selector.register(child, selectors.EVENT_READ)
            return bool(selector.select(max(0.0, child.deadline - time.monotonic())))

    def _ask(self, child: Child, job: _Job) -> None:
        job.started = time.monotonic()
        while not child.ask(job.path, job.name):  # it ended after its last answer
            self._forget(child)
            child.end()
            child = self._start()
        self._children[child] = job

    def _wait(self) -> list[tuple[_Job, ReadResult]]:
        """Wait until something happens; what is finished by it."""
        busy = [child for child, job in self._children.items() if job is not None]
        patience = max(0.0, min(child.deadline for child in busy) - time.monotonic())
        finished: list[tuple[_Job, ReadResult]] = []
        for key, _ in self._selector.select(patience):
            child = key.fileobj
            assert isinstance(child, Child)
            job = self._children[child]
            result = self._hear(child, job)
            if job is not None and result is not None:
                finished.append((job, result))
        for child in busy:
            job = self._children.get(child)
            if job is not None and time.monotonic() > child.deadline:
                death = self._kill(child)
                finished.append((job, _failed(Reason.TIMEOUT, child, job, death)))
        return finished

    def _hear(self, child: Child, job: _Job | None) -> ReadResult | None:
        """Take in what a process says; its result if that is it."""
        if not child.listen():
            self._forget(child)
            death = child.wait()
            if job is None:
                return None
            _LOG.warning("reader process ended with %s on %s: %s", death.code, job.name, death.said.strip())
            return _failed(self._cause(death), child, job, death)
        try:
            while (message := child.take()) is not None:
                header, body = message
                if "media_type" in header:
                    child.media_type = header["media_type"]
                elif "progress" in header:
                    child.wait_longer()
                elif job is not None:
                    result = frames.unpack_result(header, body)
                    grown = result.peak_memory_mb > self._limits.kept_mb
                    # then what is left of it is not to be trusted
                    if grown or result.reason == Reason.OUT_OF_MEMORY:
                        self._kill(child)
                    else:
                        self._children[child] = None
                    return result
        except frames.TooLong:
            death = self._kill(child)
            return _failed(Reason.TOO_LARGE, child, job, death) if job is not None else None
        except (ValueError, TypeError, KeyError):
            death = self._kill(child)
            return _failed(Reason.READER_CRASHED, child, job, death) if job is not None else None
        return None

    def _cause(self, death: Death) -> Reason:
        if death.code == -signal.SIGXCPU:
            return Reason.TIMEOUT
        if "MemoryError" in death.said or death.peak_memory_mb * 1024**2 > self._limits.memory_bytes / 2:
            return Reason.OUT_OF_MEMORY
        return Reason.READER_CRASHED

    def _kill(self, child: Child) -> Death:
        self._forget(child)
        return child.end()

    def _forget(self, child: Child) -> None:
        self._selector.unregister(child)
        del self._children[child]


def _failed(reason: Reason, child: Child, job: _Job, death: Death) -> ReadResult:
    result = refused(reason, child.media_type or UNKNOWN, job.name)
    return replace(result, peak_memory_mb=death.peak_memory_mb)
