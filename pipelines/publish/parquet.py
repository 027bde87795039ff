"""Parquet beside the database: ``parquet/<schema>/<table>.parquet`` for people without DuckDB.

Belongs here: which tables go out and the proof that every row did. Does not belong here: what is in them.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import nullcontext
from pathlib import Path

from pipelines.publish.manifest import SealError
from pipelines.store import Store
from pipelines.store.catalog import TABLES
from pipelines.store.cores import on_one_core
from pipelines.store.sql_text import literal

SCHEMAS = ("core", "quality", "mart", "meta")


def count_tables(store: Store) -> dict[str, int]:
    """Rows by ``schema.table`` for every table that is published."""
    names = store.rows(
        f"SELECT schema_name || '.' || name AS name FROM ({TABLES}) WHERE list_contains($schemas, schema_name) ORDER BY ALL",
        {"schemas": list(SCHEMAS)},
    )
    return {row["name"]: store.scalar(f"SELECT count(*) FROM {row['name']}") for row in names}


def write_parquet(store: Store, tables: Mapping[str, int], folder: Path) -> None:
    """One file per table, the same bytes for the same rows: two threads give the rows of a view in any order. Raises SealError
    where a file holds another number of rows than its table."""
    listed = store.rows(
        "SELECT schema_name || '.' || view_name AS name FROM duckdb_views() WHERE NOT internal"
    )
    views = {row["name"] for row in listed}
    for name, expected in tables.items():
        schema, _, table = name.partition(".")
        path = folder / schema / f"{table}.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        with on_one_core(store) if name in views else nullcontext():
            store.execute(f"COPY {name} TO {literal(str(path))} (FORMAT parquet, COMPRESSION zstd)")
        written = store.scalar("SELECT count(*) FROM read_parquet(?)", [str(path)])
        if written != expected:
            raise SealError(f"{path.name} 有 {written} 行，而表 {name} 有 {expected} 行")
