"""How the marts are put together: an outer join with a condition on one of its sides alone has no keys, so that each row meets each other.

A few reports never show it: over a country, or with many decisions, such a join would take hours.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

import duckdb
import pytest

from pipelines.store import Store
from pipelines.store.marts import MARTS
from tests.stores import copy_schema

Plan = Mapping[str, Any]
VIEWS = "SELECT schema_name || '.' || view_name AS name FROM duckdb_views() WHERE schema_name IN ('core', 'quality')"


def test_no_mart_and_no_view_joins_each_row_with_each_other_to_keep_rows_without_a_match() -> None:
    with Store.in_memory() as store:
        copy_schema(store)
        store.execute("CREATE SCHEMA mart")
        found = {
            row["name"]: list(without_keys(store, f"SELECT * FROM {row['name']}"))
            for row in store.rows(VIEWS)
        }
        with store.workbench() as (bench,):
            for path in sorted(MARTS.glob("*.sql")):
                for statement in duckdb.extract_statements(path.read_text(encoding="utf-8")):
                    if statement.type in (duckdb.StatementType.CREATE, duckdb.StatementType.INSERT):
                        found[path.stem] = [
                            *found.get(path.stem, ()),
                            *without_keys(bench, statement.query),
                        ]
                    bench.execute(statement.query)
        assert {name: joins for name, joins in found.items() if joins} == {}


@pytest.mark.parametrize(
    ("condition", "n"), [("a.x = 1 AND a.k = b.k", 1), ("CASE a.x WHEN 1 THEN a.k END = b.k", 0)]
)
def test_such_a_join_is_seen(condition: str, n: int) -> None:
    with Store.in_memory() as store:
        store.execute("CREATE TABLE a (x INTEGER, k INTEGER); CREATE TABLE b (k INTEGER)")
        assert len(list(without_keys(store, f"SELECT * FROM a LEFT JOIN b ON {condition}"))) == n


def without_keys(store: Store, sql: str) -> Iterator[str]:
    """The conditions of outer joins without keys in the plan of a statement."""
    (row,) = store.rows(f"EXPLAIN (FORMAT json) {sql}")
    for node in nodes(json.loads(row["explain_value"])):
        info = node.get("extra_info", {})
        if "NL_JOIN" in node["name"] and info.get("Join Type") in ("LEFT", "RIGHT", "FULL"):
            yield str(info.get("Condition") or info.get("Conditions"))


def nodes(plans: list[Plan]) -> Iterator[Plan]:
    """All steps of a plan."""
    for plan in plans:
        yield plan
        yield from nodes(plan.get("children", []))
