"""Marts: running warehouse/marts/*.sql, and schema 分析 with Chinese names for people who write no English.

Belongs here: the order of the scripts and the views made from comments. Does not belong here: what a mart says (SQL).
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from pipelines.store.connection import Store, TableError
from pipelines.store.load import SCHEMA

MARTS = SCHEMA.parent / "marts"


def build_marts(store: Store, folder: Path = MARTS) -> tuple[str, ...]:
    """Build every mart, in the order of the file names, then the views of schema 分析. Returns ``mart.<name>`` of each."""
    store.execute("CREATE SCHEMA IF NOT EXISTS mart")
    for path in sorted(folder.glob("*.sql")):
        store.run_script(path)
    return _in_chinese(store)


def _in_chinese(store: Store) -> tuple[str, ...]:
    store.execute("CREATE SCHEMA IF NOT EXISTS 分析")
    columns: dict[tuple[str, str], list[tuple[str, str]]] = defaultdict(list)
    for row in store.rows(
        "SELECT t.table_name AS mart, t.comment AS says, c.column_name AS col, c.comment AS named "
        "FROM duckdb_tables() AS t JOIN duckdb_columns() AS c USING (schema_name, table_name) "
        "WHERE schema_name = 'mart' ORDER BY t.table_name, c.column_index"
    ):
        if not row["says"] or not row["named"]:
            raise TableError(f"mart.{row['mart']}.{row['col']} 没有中文说明")
        columns[row["mart"], _name(row["says"])].append((row["col"], _name(row["named"])))
    for (mart, name), pairs in columns.items():
        listed = ", ".join(f'"{column}" AS "{chinese}"' for column, chinese in pairs)
        store.execute(f'CREATE VIEW 分析."{name}" AS SELECT {listed} FROM mart."{mart}"')
    return tuple(f"mart.{mart}" for mart, _ in columns)


def _name(comment: str) -> str:
    """The name at the head of a comment: ``在职人数（人）：同口径`` → ``在职人数（人）``."""
    return comment.partition("：")[0]
