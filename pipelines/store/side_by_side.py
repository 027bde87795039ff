"""Side by side: work on one open file that is shared out to several connections.

Belongs here: how many connections, and independent pieces of work. Does not belong here: scripts that wait for each other (scripts),
connections themselves (connection).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from queue import SimpleQueue
from typing import TypeVar

from pipelines.store.connection import Store
from pipelines.store.cores import count_cores, on_cores

T = TypeVar("T")

MOST = 2
"""Two statements at once, of one thread each, are done sooner than one on two threads, which wait for each other; each more is as
much memory again."""
LONG = 122_880
"""So many rows are the work of one thread (a row group). Where there are more reports than that, threads share every table of the
marts out; one connection alone holds less at once."""
_REPORTS = """
SELECT coalesce(max(estimated_size), 0) FROM duckdb_tables() WHERE schema_name = 'core' AND table_name = 'reports'
"""


def at_once(store: Store) -> int:
    """How many statements over the reports in the file may be worked on at once."""
    return 1 if store.scalar(_REPORTS) > LONG else MOST


@contextmanager
def side_by_side(store: Store, most: int = MOST) -> Iterator[list[Store]]:
    """Connections that share a workbench, together on the cores that the one given has; with more than one, rows keep their order."""
    cores = count_cores(store)
    connections = min(cores, most)
    with on_cores(store, cores - connections + 1), store.workbench(connections) as stores:
        yield stores


def share_out(stores: Sequence[Store], jobs: Sequence[Callable[[Store], T]]) -> list[T]:
    """What each job gives, in their order; each runs on a store that is free. Raises what the first raises that fails."""
    free: SimpleQueue[Store] = SimpleQueue()
    for store in stores:
        free.put(store)

    def run(job: Callable[[Store], T]) -> T:
        store = free.get()
        try:
            return job(store)
        finally:
            free.put(store)

    with ThreadPoolExecutor(len(stores)) as threads:
        return list(threads.map(run, jobs))
