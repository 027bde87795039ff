"""The memory of the processes that a run starts: readers, workers, programs.

Belongs here: looking at them while they live. Does not belong here: the memory of the run itself, when it is noted (clock).

What the system says of children that have ended (getrusage) will not do: on Linux a child's greatest memory begins with that
of the process that started it, so a small child of a large night counts as a large one.
"""

from __future__ import annotations

import os
import threading
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Final, Self

_EVERY_SECONDS: Final = 1.0
_PROCESSES: Final = Path("/proc")


class ChildMemory:
    """The greatest memory that a process below this one ever held, in MB; None where the system does not tell. Each keeps its
    own high-water mark, so a look every second misses only what it gains in its last. Use as a context manager."""

    def __init__(self) -> None:
        self.peak_mb: int | None = None
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="child-memory", daemon=True)

    def __enter__(self) -> Self:
        if (_PROCESSES / "self" / "task").is_dir():
            self.peak_mb = 0
            self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        if self._thread.is_alive():
            self._thread.join()

    def look(self) -> None:
        """Look at the processes that there are at this moment."""
        if self.peak_mb is not None:
            self.peak_mb = max(self.peak_mb, *map(_high_water_mb, _below(os.getpid())), 0)

    def _watch(self) -> None:
        while not self._ended.wait(_EVERY_SECONDS):
            self.look()


def _below(process: int) -> list[int]:
    """The children of a process, and theirs. Not those that are only just being made and still use its memory."""
    found: list[int] = []
    with suppress(OSError):  # it has ended
        command = _command(process)
        for place in (_PROCESSES / str(process) / "task").iterdir():
            with suppress(OSError):  # so has the thread
                for child in map(int, (place / "children").read_text(encoding="ascii").split()):
                    if _command(child) != command:
                        found += [child, *_below(child)]
    return found


def _command(process: int) -> bytes:
    return (_PROCESSES / str(process) / "cmdline").read_bytes()


def _high_water_mb(process: int) -> int:
    """``VmHWM`` of proc(5); 0 for a process that has ended."""
    with suppress(OSError):
        for line in (
            (_PROCESSES / str(process) / "status").read_text(encoding="utf-8", errors="replace").splitlines()
        ):
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) // 1024
    return 0
