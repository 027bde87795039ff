"""Copying a build into a lake, inside the transaction that the caller opened and ends.

Belongs here: tables, comments, views and macros, and the proof that every value came over. Does not belong here: the lake itself
(lake), what the tables mean (warehouse/**/*.sql).

A mart is a table there, also where the build stores it as a view over narrow tables.
What DuckLake cannot keep: primary keys, comments of macros and of the columns of views. A value that Parquet cannot hold exactly
(HUGEINT goes by way of DOUBLE) does not pass the proof, and then nothing is published.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from graphlib import TopologicalSorter

from pipelines.store.catalog import NARROW, TABLES
from pipelines.store.connection import Store
from pipelines.store.errors import StoreError
from pipelines.store.sql_text import identifier, literal

LAKE = "lake"
BUILD = "build"
"""Names of the two databases in the connection; the lake is the one in use."""
_PART = r'(?:"((?:[^"]|"")+)"|(\w+))'
_NAME = re.compile(rf"{_PART}\.{_PART}")
_Name = tuple[str, str]

_TABLES = f"SELECT schema_name, name, comment FROM ({TABLES}) WHERE database_name = $build ORDER BY ALL"
_COLUMNS = f"""
    SELECT schema_name, table_name, column_name, data_type, comment FROM duckdb_columns() WHERE database_name = $database
    AND (schema_name, table_name) IN (SELECT (schema_name, name) FROM ({TABLES})) ORDER BY schema_name, table_name, column_index
"""
_VIEWS = """
    SELECT schema_name, view_name AS name, sql, comment FROM duckdb_views()
    WHERE database_name = $build AND schema_name <> 'mart' AND NOT internal
"""
_MACROS = """
    SELECT schema_name, function_name AS name, parameters, macro_definition, function_type = 'table_macro' AS gives_table
    FROM duckdb_functions() WHERE database_name = $build AND NOT internal
"""
_SCHEMAS = f"""
    SELECT schema_name FROM duckdb_schemas() WHERE database_name = $database AND NOT internal AND schema_name NOT IN ('main', '{NARROW}')
"""


def copy_build(store: Store) -> int:
    """Replace everything in the lake by what is in the build; how many rows its tables hold. Raises StoreError."""
    for row in store.rows(_SCHEMAS, {"database": LAKE}):
        store.execute(f"DROP SCHEMA {identifier(row['schema_name'])} CASCADE")
    for row in store.rows(_SCHEMAS, {"database": BUILD}):
        store.execute(f"CREATE SCHEMA {identifier(row['schema_name'])}")
    tables = store.rows(_TABLES, {"build": BUILD})
    total = 0
    for row in tables:
        name = _full(row["schema_name"], row["name"])
        store.execute(f"CREATE TABLE {name} AS FROM {BUILD}.{name}")
        total += _prove(store, name)
        if row["comment"]:
            store.execute(f"COMMENT ON TABLE {name} IS {literal(row['comment'])}")
    _copy_columns(store)
    for statement in _in_order(dict(_views_and_macros(store))):
        store.execute(statement)
    return total


def _prove(store: Store, name: str) -> int:
    """Read a table back; its number of rows. Raises StoreError where any value is not that of the build."""
    sums = "SELECT count(*) AS n, sum(hash(t)) AS content FROM {}.{} AS t"
    (came,), (sent,) = (store.rows(sums.format(database, name)) for database in (LAKE, BUILD))
    if came != sent:
        raise StoreError(
            f"{name} 在数据湖中读回的内容与版本不同（{came['n']} 行，应为 {sent['n']} 行）/ read back otherwise"
        )
    return int(sent["n"])


def _copy_columns(store: Store) -> None:
    """Comments of columns; every type must have come over as it was."""
    sent = store.rows(_COLUMNS, {"database": BUILD})
    came = store.rows(_COLUMNS, {"database": LAKE})
    types = [tuple(row.values())[:4] for row in sent]
    if other := sorted(set(types) ^ {tuple(row.values())[:4] for row in came}):
        raise StoreError(f"列在数据湖中类型不同 / other types: {other[:3]}")
    for row in sent:
        if row["comment"]:
            column = f"{_full(row['schema_name'], row['table_name'])}.{identifier(row['column_name'])}"
            store.execute(f"COMMENT ON COLUMN {column} IS {literal(row['comment'])}")


def _views_and_macros(store: Store) -> Iterator[tuple[_Name, str]]:
    """The statements that make each, by its name."""
    for row in store.rows(_VIEWS, {"build": BUILD}):
        name = _full(row["schema_name"], row["name"])
        says = f"COMMENT ON VIEW {name} IS {literal(row['comment'])};" if row["comment"] else ""
        yield (row["schema_name"], row["name"]), f"{row['sql']}\n{says}"
    for row in store.rows(_MACROS, {"build": BUILD}):
        name = _full(row["schema_name"], row["name"])
        body = f"TABLE {row['macro_definition']}" if row["gives_table"] else f"({row['macro_definition']})"
        yield (
            (row["schema_name"], row["name"]),
            f"CREATE MACRO {name}({', '.join(row['parameters'])}) AS {body}",
        )


def _in_order(statements: dict[_Name, str]) -> Iterator[str]:
    """What a view or macro names is made before it: DuckDB looks it up at once."""
    needs = {
        name: {found for found in _names_in(sql) if found in statements and found != name}
        for name, sql in statements.items()
    }
    return (statements[name] for name in TopologicalSorter(needs).static_order())


def _names_in(sql: str) -> Iterator[_Name]:
    """Whatever stands in SQL as ``schema.name``; that some of it is a column of a table does no harm."""
    for schema_quoted, schema, name_quoted, name in _NAME.findall(sql):
        yield _unquoted(schema_quoted) or schema, _unquoted(name_quoted) or name


def _unquoted(part: str) -> str:
    return part.replace('""', '"')


def _full(schema: str, name: str) -> str:
    return f"{identifier(schema)}.{identifier(name)}"
