"""Parquet beside the database: ``parquet/<schema>/<table>.parquet`` for people without DuckDB.

Belongs here: which tables go out and the proof that every row did. Does not belong here: what is in them.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from pipelines.publish.manifest import SealError
from pipelines.store import Store
from pipelines.store.catalog import TABLES
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
    """One file per table. Raises SealError where a file holds another number of rows than its table."""
    for name, expected in tables.items():
        schema, _, table = name.partition(".")
        path = folder / schema / f"{table}.parquet"
        path.parent.mkdir(parents=True, exist_ok=True)
        store.execute(f"COPY {name} TO {literal(str(path))} (FORMAT parquet, COMPRESSION zstd)")
        written = store.scalar("SELECT count(*) FROM read_parquet(?)", [str(path)])
        if written != expected:
            raise SealError(f"{path.name} 有 {written} 行，而表 {name} 有 {expected} 行")
