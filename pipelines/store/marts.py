"""Marts: running warehouse/marts/*.sql, and schema 分析 with Chinese names for people who write no English.

Belongs here: the order of the scripts and the views made from comments. Does not belong here: what a mart says (SQL),
how a comment is read (catalog).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipelines.store.catalog import Table, describe
from pipelines.store.connection import Store, TableError
from pipelines.store.load import SCHEMA

MARTS = SCHEMA.parent / "marts"
CHINESE = "分析"
ALSO_IN_CHINESE = ("core.evidence", "quality.rules", "quality.open_findings", "quality.rule_statistics")
"""What an analyst needs beside the marts and the views ``core.now_<table>``: quotes, rules, findings."""


def build_marts(store: Store, folder: Path = MARTS) -> tuple[str, ...]:
    """Build every mart, in the order of the file names, then the views of schema 分析. Returns ``mart.<name>`` of each.

    Raises TableError where a table or column has no Chinese name, or two have the same.
    """
    store.execute("CREATE SCHEMA IF NOT EXISTS mart")
    for path in sorted(folder.glob("*.sql")):
        store.run_script(path)
    store.execute(f"CREATE SCHEMA IF NOT EXISTS {CHINESE}")
    tables = describe(store, ("mart", "core", "quality"))
    named: dict[str, str] = {}
    for table in filter(_is_for_analysts, tables):
        other = named.setdefault(table.name_zh, table.full_name)
        if other != table.full_name:
            raise TableError(f"{table.full_name} 与 {other} 同名“{table.name_zh}”，分析 中只能有一个")
        store.execute("\n".join(_view(table)))
    return tuple(table.full_name for table in tables if table.schema == "mart")


def _is_for_analysts(table: Table) -> bool:
    is_current = table.schema == "core" and table.name.startswith("now_")
    return table.schema == "mart" or is_current or table.full_name in ALSO_IN_CHINESE


def _view(table: Table) -> Iterator[str]:
    """The statements that make the view of a table. Its columns have no comments of their own: each costs a binding of the view."""
    bare = [column.name for column in table.columns if not column.head]
    if not table.name_zh or bare:
        raise TableError(f"{table.full_name}.{'、'.join(bare)} 没有中文说明")
    heads = [column.head for column in table.columns]
    if twice := sorted({head for head in heads if heads.count(head) > 1}):
        raise TableError(f"{table.full_name} 有几列同名：{'、'.join(twice)}")
    listed = ", ".join(f'"{column.name}" AS "{column.head}"' for column in table.columns)
    view = f'{CHINESE}."{table.name_zh}"'
    yield f'CREATE VIEW {view} AS SELECT {listed} FROM {table.schema}."{table.name}";'
    yield f"COMMENT ON VIEW {view} IS {_quoted(table.comment)};"


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'"
