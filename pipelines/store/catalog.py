"""Catalog: what the COMMENTs of a database say about its tables and columns, as values.

Belongs here: names, units, meanings and codes read from comments. Does not belong here: the comments (warehouse/**/*.sql),
how they are shown (publish.dictionary, publish.workbook), the views made of them (marts).

A comment is a head and, after ``：``, its explanation: ``在职人数（人）：与经费同口径``. The head is the name in schema 分析; a
unit in brackets at its end is the unit of the figures. Codes stand in the explanation with their meaning: ``unit_only 单位本级``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pipelines.lexicon import load
from pipelines.store.connection import Store

_UNIT = re.compile(r"（([^（）]+)）$")
_CODE = re.compile(r"(?<![\w.])([a-z][a-z_]*[a-z]) ([^\s、；，。：（）]*\w[^\s、；，。：]*)")
NARROW = "narrow"
"""The schema whose tables hold what some marts are put together from, for no reader by itself."""
TABLES = f"""
    SELECT database_name, schema_name, table_name AS name, comment FROM duckdb_tables() WHERE NOT temporary AND schema_name <> '{NARROW}'
    UNION ALL SELECT database_name, schema_name, view_name, comment FROM duckdb_views() WHERE schema_name = 'mart' AND NOT temporary
"""
"""What is a table to those who read it: a mart that is a view over narrow tables too. A query, to be put in brackets."""
_SQL = f"""
    SELECT t.schema_name, t.name, coalesce(t.comment, '') AS says, t.is_view, c.column_name, c.data_type, coalesce(c.comment, '') AS comment
    FROM (SELECT *, false AS is_view FROM ({TABLES})
          UNION ALL SELECT database_name, schema_name, view_name, comment, true FROM duckdb_views() WHERE schema_name <> 'mart' AND NOT internal AND NOT temporary) AS t
    JOIN duckdb_columns() AS c ON c.schema_name = t.schema_name AND c.table_name = t.name
    WHERE list_contains($schemas, t.schema_name)
    ORDER BY list_position($schemas, t.schema_name), t.is_view, t.name, c.column_index
"""


@dataclass(frozen=True, slots=True)
class Column:
    """A column with its comment."""

    name: str
    sql_type: str
    comment: str

    @property
    def head(self) -> str:
        """The name for people, with its unit: the column's name in schema 分析."""
        return self.comment.partition("：")[0]

    @property
    def unit(self) -> str | None:
        """The unit of its figures, where the head ends in one that ``dictionary.toml`` knows."""
        found = _UNIT.search(self.head)
        return found[1] if found and found[1] in load("dictionary")["units"] else None

    @property
    def name_zh(self) -> str:
        """The head without its unit."""
        return self.head.removesuffix(f"（{self.unit}）") if self.unit else self.head

    @property
    def meaning(self) -> str:
        """What the comment explains after the head; may be empty."""
        return self.comment.partition("：")[2]

    @property
    def codes(self) -> Mapping[str, str]:
        """Codes that the explanation lists, each with its meaning; words of SQL that stand alike are harmless."""
        return dict(_CODE.findall(self.meaning))


@dataclass(frozen=True, slots=True)
class Table:
    """A table or view with its comment and columns; a mart is a table, however it is stored."""

    schema: str
    name: str
    comment: str
    is_view: bool
    columns: tuple[Column, ...]

    @property
    def full_name(self) -> str:
        """``schema.name``."""
        return f"{self.schema}.{self.name}"

    @property
    def name_zh(self) -> str:
        """The name for people: the view's name in schema 分析."""
        return self.comment.partition("：")[0]

    @property
    def grain(self) -> str:
        """What a row is, as the comment explains it after the name."""
        return self.comment.partition("：")[2]


def describe(store: Store, schemas: Sequence[str]) -> tuple[Table, ...]:
    """Every table and view of the schemas, schema by schema, tables first."""
    tables: dict[tuple[str, str], Table] = {}
    for row in store.rows(_SQL, {"schemas": list(schemas)}):
        key = (row["schema_name"], row["name"])
        known = tables.get(key) or Table(*key, row["says"], row["is_view"], ())
        column = Column(row["column_name"], row["data_type"], row["comment"])
        tables[key] = Table(*key, known.comment, known.is_view, (*known.columns, column))
    return tuple(tables.values())
