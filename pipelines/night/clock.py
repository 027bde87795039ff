"""What a night costs: time and memory of each hop.

Belongs here: measuring, and the names under which the ledger keeps it. Does not belong here: what the hops do (run), how it
is shown (lexicon ``metrics``, the page of the nights).
"""

from __future__ import annotations

import resource
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property, wraps
from typing import Protocol, TypeVar

from pipelines.night.child_memory import ChildMemory

WALL, CPU = "wall_ms", "cpu_ms"
BYTES_IN_RSS = 1 if sys.platform == "darwin" else 1024  # getrusage(2): kilobytes, but bytes on macOS


class HopClock:
    """Wall and CPU time by hop. A hop that asks for an earlier one stands still while that one works. ``children``: who looks
    at the memory of child processes; without it, nothing is said of it."""

    def __init__(self, children: ChildMemory | None = None) -> None:
        self._children = children
        self._spent: defaultdict[str, list[float]] = defaultdict(lambda: [0.0, 0.0])
        self._open: list[str] = []
        self.broke_off: str | None = None
        """The hop that an exception came out of, innermost where one hop asked for another."""
        self._wall, self._cpu = time.monotonic(), _cpu_seconds()

    @contextmanager
    def measure(self, hop: str) -> Iterator[None]:
        """What is done inside counts for ``hop``."""
        self._settle()
        self._open.append(hop)
        is_done = False
        try:
            yield
            is_done = True
        finally:
            if not is_done and self.broke_off is None:
                self.broke_off = hop
            self._settle()
            self._open.pop()

    def counts(self) -> dict[str, int]:
        """``wall_ms_<hop>`` and ``cpu_ms_<hop>`` (its finished child processes included), and the greatest memory so far of this
        process and of a child, in MB."""
        self._settle()
        spent = {f"{WALL}_{hop}": round(wall * 1000) for hop, (wall, _) in self._spent.items()}
        spent |= {f"{CPU}_{hop}": round(cpu * 1000) for hop, (_, cpu) in self._spent.items()}
        spent["peak_memory_mb"] = _peak_mb()
        if self._children is not None and self._children.peak_mb is not None:
            self._children.look()
            spent["peak_child_memory_mb"] = self._children.peak_mb
        return spent

    def _settle(self) -> None:
        wall, cpu = time.monotonic(), _cpu_seconds()
        if self._open:
            spent = self._spent[self._open[-1]]
            spent[0] += wall - self._wall
            spent[1] += cpu - self._cpu
        self._wall, self._cpu = wall, cpu


class Timed(Protocol):
    """Whatever has hops and a clock for them."""

    clock: HopClock


N = TypeVar("N", bound=Timed)
R = TypeVar("R")


def hop(name: str) -> Callable[[Callable[[N], R]], cached_property[R]]:
    """A property that is computed once, and whose time counts for the hop ``name``."""

    def timed(compute: Callable[[N], R]) -> cached_property[R]:
        @wraps(compute)
        def measured(night: N) -> R:
            with night.clock.measure(name):
                return compute(night)

        return cached_property(measured)

    return timed


def _cpu_seconds() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def _peak_mb() -> int:
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * BYTES_IN_RSS / 1_048_576)
