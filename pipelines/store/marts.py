"""Marts: running warehouse/marts/*.sql, then the views of schema 分析 over what they made.

Belongs here: the order of the scripts. Does not belong here: what a mart says (SQL), how the views are made (chinese_views).
"""

from __future__ import annotations

from pathlib import Path

from pipelines.store.chinese_views import build_chinese_views
from pipelines.store.connection import Store
from pipelines.store.load import SCHEMA

MARTS = SCHEMA.parent / "marts"


def build_marts(store: Store, folder: Path = MARTS) -> tuple[str, ...]:
    """Build every mart, in the order of the file names, then the views of schema 分析. Returns ``mart.<name>`` of each.

    Raises TableError where a table or column has no Chinese name, or two have the same.
    """
    store.execute("CREATE SCHEMA IF NOT EXISTS mart")
    before = _temporary(store)
    for path in sorted(folder.glob("*.sql")):
        store.run_script(path)
    for table in sorted(_temporary(store) - before):  # later steps of the night need the memory
        store.execute(f'DROP TABLE temp."{table}"')
    return tuple(table.full_name for table in build_chinese_views(store) if table.schema == "mart")


def _temporary(store: Store) -> set[str]:
    return {row["table_name"] for row in store.rows("SELECT table_name FROM duckdb_tables() WHERE temporary")}
