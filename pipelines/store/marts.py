"""Marts: running warehouse/marts/*.sql, then the views of schema 分析 over what they made.

Belongs here: on how many connections. Does not belong here: which script waits for which (scripts), what a mart says (SQL), how
the views are made (chinese_views).
"""

from __future__ import annotations

from pathlib import Path

from pipelines.store.chinese_views import build_chinese_views
from pipelines.store.connection import Store
from pipelines.store.cores import count_cores, on_cores
from pipelines.store.load import SCHEMA
from pipelines.store.scripts import read_scripts, run_side_by_side

MARTS = SCHEMA.parent / "marts"
MOST_SIDE_BY_SIDE = 2
"""Most tables are too short to be shared out to threads, so two scripts at once are a third faster than two threads of one; each
script more is as much memory again."""


def build_marts(store: Store, folder: Path = MARTS) -> tuple[str, ...]:
    """Build every mart, then the views of schema 分析. Returns ``mart.<name>`` of each.

    Raises TableError where a table or column has no Chinese name, or two have the same.
    """
    store.execute("CREATE SCHEMA IF NOT EXISTS mart")
    cores = count_cores(store)
    connections = min(cores, MOST_SIDE_BY_SIDE)
    with on_cores(store, cores - connections + 1), store.workbench(connections) as stores:
        run_side_by_side(stores, read_scripts(folder))
    return tuple(table.full_name for table in build_chinese_views(store) if table.schema == "mart")
