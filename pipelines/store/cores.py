"""Cores: how many of them the queries of an open file may use.

Belongs here: leaving cores to other processes for a while. Does not belong here: how much memory queries may hold (connection),
which work goes on beside which (night).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from pipelines.store.connection import Store


@contextmanager
def on_one_core(store: Store) -> Iterator[None]:
    """Queries of all connections to the file use one core while the block runs, for other processes use the rest: on two, marts
    took half as much CPU again and were done later, since threads that wait for each other keep the cores warm."""
    cores = int(store.scalar("SELECT current_setting('threads')"))
    store.execute("SET threads = 1")
    try:
        yield
    finally:
        store.execute(f"SET threads = {cores}")
