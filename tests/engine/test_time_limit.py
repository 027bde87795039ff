"""Work beyond its limit is broken off, whatever it does and in whichever thread; what comes after it is not."""

from __future__ import annotations

import re
import signal
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pipelines.engine import Here, OutOfTimeError, Pool, time_limit
from tests.engine.tasks import Errand, run_in_time


def _python() -> None:
    until = time.monotonic() + 30
    while time.monotonic() < until:
        pass


def _expression() -> None:
    """About 2^40 steps inside of one call."""
    re.match("(a|a)*b", "a" * 40)


def _sleep() -> None:
    time.sleep(30)


def _within(seconds: float, work: Callable[[], None]) -> float:
    began = time.monotonic()
    with pytest.raises(OutOfTimeError), time_limit(seconds):
        work()
    return time.monotonic() - began


@pytest.mark.parametrize("work", [_python, _expression, _sleep])
def test_work_is_broken_off_at_its_limit(work: Callable[[], None]) -> None:
    before = signal.getsignal(signal.SIGALRM)
    assert _within(0.1, work) < 3
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


def test_work_of_another_thread_is_broken_off_too() -> None:
    with ThreadPoolExecutor(1) as threads:
        assert threads.submit(_within, 0.1, _python).result() < 3
        assert threads.submit(_within, 0.1, _python).result() < 3, "the thread goes on"


def test_work_in_time_is_left_alone() -> None:
    def work() -> None:
        with time_limit(0.05):
            pass
        until = time.monotonic() + 0.1
        while time.monotonic() < until:
            pass

    work()
    with ThreadPoolExecutor(1) as threads:
        threads.submit(work).result()


def test_a_task_beyond_its_limit_costs_itself_only_and_no_process(tmp_path: Path) -> None:
    errands = [Errand(n, tmp_path, seconds=30 * (n == 2)) for n in range(6)]
    began = time.monotonic()
    with Here() as here, Pool(2) as pool:
        for engine in (here, pool):
            done = {d.task.number: d for d in engine.map(run_in_time, errands)}
            assert isinstance(done.pop(2).error, OutOfTimeError)
            assert {number: d.value for number, d in done.items()} == {n: n for n in range(6) if n != 2}
    assert time.monotonic() - began < 20
    assert {e.number: e.begun() for e in errands} == dict.fromkeys(range(6), 2)
