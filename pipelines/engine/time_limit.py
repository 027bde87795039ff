"""A limit of time on one piece of work, in the process that does it: what is beyond it is broken off, and the process goes on
with the next.

Belongs here: how work is broken off. Does not belong here: how long it may take, what is said of it (the caller).

In the main thread, where processes of a pool work, an alarm of the system breaks off Python and its regular expressions alike. In
another thread (a worker of Dask) an exception is sent to it, which it meets between two steps of Python; a process that does not
answer to either within as long again is ended, as work in C may not: that costs its tasks another try, as any death does.
"""

from __future__ import annotations

import ctypes
import faulthandler
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import parent_process
from types import FrameType
from typing import Final

_AGAIN_SECONDS: Final = 5.0
"""Where an exception was lost, as one raised while an object is taken away is, it is sent again."""


class OutOfTimeError(Exception):
    """The work took longer than its limit."""


@contextmanager
def time_limit(seconds: float) -> Iterator[None]:
    """The block may take so long. Raises OutOfTimeError in it."""
    is_child = parent_process() is not None
    if is_child:
        faulthandler.dump_traceback_later(2 * seconds, exit=True)
    try:
        with _alarm(seconds) if is_main_thread() else _message(seconds):
            yield
    finally:
        if is_child:
            faulthandler.cancel_dump_traceback_later()


def is_main_thread() -> bool:
    """Whether this thread is the one that alarms reach."""
    return threading.current_thread() is threading.main_thread()


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    def ring(_: int, __: FrameType | None) -> None:
        raise OutOfTimeError

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN_SECONDS)
    try:
        try:
            yield
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)
    finally:  # it may ring on the way into the line above
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _message(seconds: float) -> Iterator[None]:
    worker = ctypes.c_ulong(threading.get_ident())
    send = ctypes.pythonapi.PyThreadState_SetAsyncExc
    is_over = threading.Event()

    def watch() -> None:
        patience = seconds
        while not is_over.wait(patience):
            send(worker, ctypes.py_object(OutOfTimeError))
            patience = _AGAIN_SECONDS

    watcher = threading.Thread(target=watch, name="time-limit", daemon=True)
    watcher.start()
    try:
        yield
    finally:
        is_over.set()
        watcher.join()
        send(worker, None)  # one that is sent and not met yet
