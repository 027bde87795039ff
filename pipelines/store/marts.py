"""Marts: running warehouse/marts/*.sql, then the views of schema 分析 over what they made.

Belongs here: that the one comes after the other. Does not belong here: which script waits for which (scripts), what a mart says (SQL),
how the views are made (chinese_views).
"""

from __future__ import annotations

from pathlib import Path

from pipelines.store.chinese_views import build_chinese_views
from pipelines.store.connection import Store
from pipelines.store.load import SCHEMA
from pipelines.store.scripts import read_scripts, run_scripts
from pipelines.store.side_by_side import at_once, side_by_side

MARTS = SCHEMA.parent / "marts"


def build_marts(store: Store, folder: Path = MARTS) -> tuple[str, ...]:
    """Build every mart, then the views of schema 分析. Returns ``mart.<name>`` of each.

    Raises TableError where a table or column has no Chinese name, or two have the same.
    """
    store.execute("CREATE SCHEMA IF NOT EXISTS mart")
    with side_by_side(store, at_once(store)) as stores:
        run_scripts(stores, read_scripts(folder))
    return tuple(table.full_name for table in build_chinese_views(store) if table.schema == "mart")
