"""Schema 分析: every mart and current table as a view with Chinese names, and beside each column of codes what the codes mean.

Belongs here: how such a view is made from comments. Does not belong here: how a comment is read (catalog), which scripts make
the marts (marts), the names of codes that no comment lists (code_names).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from pipelines.store.catalog import Column, Table, describe
from pipelines.store.connection import Store
from pipelines.store.errors import TableError
from pipelines.store.sql_text import literal

CHINESE = "分析"
ALSO_IN_CHINESE = (
    "core.evidence",
    "quality.rules",
    "quality.open_findings",
    "quality.rule_statistics",
    "quality.waiting_figures",
    "quality.unstored",
    "quality.quarantine",
)
"""What an analyst needs beside the marts and the views ``core.now_<table>``: quotes, rules, findings, what is in no mart."""

_AS_IN = re.compile(r"编码同 (\w+\.\w+)")
_LISTED = re.compile(r"名称见 meta\.code_names（(\w+)）")
_SORT_OF_CODE, _NAMED = "代码", "名称"
_FEWEST = 2
"""A comment that explains one word explains no set of codes."""


def build_chinese_views(store: Store) -> tuple[Table, ...]:
    """The views, from the comments of schemas mart, core and quality; returns what those schemas hold.

    Raises TableError where a table or column has no Chinese name, or two have the same.
    """
    store.execute(f"CREATE SCHEMA IF NOT EXISTS {CHINESE}")
    tables = describe(store, ("mart", "core", "quality"))
    by_name = {table.full_name: table for table in tables}
    named: dict[str, str] = {}
    views: list[str] = []
    for table in filter(_is_for_analysts, tables):
        other = named.setdefault(table.name_zh, table.full_name)
        if other != table.full_name:
            raise TableError(f"{table.full_name} 与 {other} 同名“{table.name_zh}”，{CHINESE} 中只能有一个")
        views += _view(table, [names_of(store, c, by_name) for c in table.columns])
    store.execute_together(views)
    return tables


def names_of(store: Store, column: Column, tables: Mapping[str, Table]) -> Mapping[str, str]:
    """Code → meaning of a column: from its comment, from the column that the comment refers to, or from meta.code_names."""
    if column.sql_type != "VARCHAR":
        return {}
    if referred := _AS_IN.search(column.meaning):
        return next(c.codes for c in tables[referred[1]].columns if c.name == column.name)
    if listed := _LISTED.search(column.meaning):
        rows = store.rows("SELECT code, name_zh FROM meta.code_names WHERE kind = $1", [listed[1]])
        return {row["code"]: row["name_zh"] for row in rows}
    return column.codes if len(column.codes) >= _FEWEST else {}


def _is_for_analysts(table: Table) -> bool:
    is_current = table.schema == "core" and table.name.startswith("now_")
    return table.schema == "mart" or is_current or table.full_name in ALSO_IN_CHINESE


def _view(table: Table, names: Sequence[Mapping[str, str]]) -> Iterator[str]:
    """The statements that make the view of a table. Its columns have no comments of their own: each costs a binding of the view."""
    bare = [column.name for column in table.columns if not column.head]
    if not table.name_zh or bare:
        raise TableError(f"{table.full_name}.{'、'.join(bare)} 没有中文说明")
    heads = [column.head for column in table.columns]
    if twice := sorted({head for head in heads if heads.count(head) > 1}):
        raise TableError(f"{table.full_name} 有几列同名：{'、'.join(twice)}")
    listed = ", ".join(
        shown
        for column, meanings in zip(table.columns, names, strict=True)
        for shown in _shown(column, meanings, heads)
    )
    view = f'{CHINESE}."{table.name_zh}"'
    yield f'CREATE VIEW {view} AS SELECT {listed} FROM {table.schema}."{table.name}";'
    yield f"COMMENT ON VIEW {view} IS {literal(table.comment)};"


def _shown(column: Column, meanings: Mapping[str, str], heads: Sequence[str]) -> Iterator[str]:
    """The column and, unless the table names its codes already, a column with their names; an unknown code stays as it is."""
    yield f'"{column.name}" AS "{column.head}"'
    beside = column.head.removesuffix(_SORT_OF_CODE) + _NAMED
    if meanings and beside not in heads:
        cases = " ".join(f"WHEN {literal(code)} THEN {literal(name)}" for code, name in meanings.items())
        yield f'CASE "{column.name}" {cases} ELSE "{column.name}" END AS "{beside}"'
