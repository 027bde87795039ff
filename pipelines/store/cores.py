"""Cores: how many of them the queries of an open file may use.

Belongs here: leaving cores to other processes for a while. Does not belong here: how much memory queries may hold (connection),
which work goes on beside which (night).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

from pipelines.store.connection import Store


@contextmanager
def on_cores(store: Store, cores: int) -> Iterator[None]:
    """Queries of all connections to the file use so many cores while the block runs; each connection beyond the first uses one more."""
    before = count_cores(store)
    store.execute(f"SET threads = {cores}")
    try:
        yield
    finally:
        store.execute(f"SET threads = {before}")


def count_cores(store: Store) -> int:
    """How many cores the queries of one connection may use."""
    return int(store.scalar("SELECT current_setting('threads')"))


def on_one_core(store: Store) -> AbstractContextManager[None]:
    """One core alone, for other processes use the rest: on two, marts took half as much CPU again and were done later, since
    threads that wait for each other keep the cores warm."""
    return on_cores(store, 1)
