"""The lock of a warehouse: one writer at a time.

Belongs here: an flock on ``<warehouse>/state/lock``. The kernel frees it when the process dies, however it dies.
Does not belong here: who waits for whom (night, alert).
"""

from __future__ import annotations

import fcntl
import json
import os
import socket
import time
import weakref
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from pipelines.state.database import Clock, utc_now


class LockHeld(Exception):  # noqa: N818 - a fact about the warehouse, not a fault
    """Another process works on this warehouse; ``holder`` says which, on which host, and since when."""

    def __init__(self, holder: str) -> None:
        super().__init__(f"仓库正被占用：{holder} / the warehouse is in use by {holder}")
        self.holder = holder


class Lock:
    """``with Lock(warehouse, "xianjian run"): …`` Raises LockHeld.

    ``name``: which lock of the warehouse (``lock``: the night; the deliverer has its own). ``wait_seconds``: how long
    to wait for another holder. Children that are forked while the lock is held do not keep it alive.
    """

    def __init__(
        self,
        warehouse: Path,
        holder: str,
        *,
        name: str = "lock",
        wait_seconds: float = 0.0,
        clock: Clock = utc_now,
    ) -> None:
        self._path = warehouse / "state" / name
        self._holder = holder
        self._wait_seconds = wait_seconds
        self._clock = clock
        self._descriptor: int | None = None

    def __enter__(self) -> Self:
        self._path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
        give_up = time.monotonic() + self._wait_seconds
        while not _try(descriptor):
            if time.monotonic() >= give_up:
                holder = _holder(descriptor)
                os.close(descriptor)
                raise LockHeld(holder)
            time.sleep(0.05)
        self._descriptor = descriptor
        _held.add(self)
        _write(descriptor, self._holder, self._clock())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._descriptor is not None:
            os.ftruncate(self._descriptor, 0)
            self._let_go()

    def _let_go(self) -> None:
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
            _held.discard(self)


_held: weakref.WeakSet[Lock] = weakref.WeakSet()


def _forget_in_child() -> None:
    # a forked worker shares the open file: if it outlived a killed parent, it would hold the lock for ever
    for lock in tuple(_held):
        lock._let_go()


os.register_at_fork(after_in_child=_forget_in_child)


def _try(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _write(descriptor: int, holder: str, since: datetime) -> None:
    content = {
        "holder": holder,
        "host": socket.gethostname(),
        "pid": os.getpid(),
        "since": since.isoformat(timespec="seconds"),
    }
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, json.dumps(content, ensure_ascii=False).encode(), 0)


def _holder(descriptor: int) -> str:
    try:
        content = json.loads(os.pread(descriptor, 4096, 0))
        return (
            f"{content['holder']}（主机 {content['host']}，进程 {content['pid']}，自 {content['since']} 起）"
        )
    except (ValueError, KeyError, TypeError):  # taken a moment ago, not written yet
        return "另一个进程"
