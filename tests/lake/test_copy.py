"""What goes into a lake is the build: every value, comment, view and macro; what cannot be kept exactly is refused.

DuckDB in memory stands for the lake here: the copying is the same, and these tests are quick.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.store import Store, StoreError
from pipelines.store.lake_copy import BUILD, LAKE, copy_build
from tests.lake.small_builds import small_build


def _copied(build: Path, before: str = "") -> Store:
    store = Store.in_memory()
    store.execute(f"ATTACH ':memory:' AS {LAKE}; USE {LAKE}; {before}")
    with store.beside(build, BUILD):
        copy_build(store)
    return store


def test_views_and_macros_come_in_the_order_in_which_they_need_each_other(tmp_path: Path) -> None:
    with _copied(small_build(tmp_path, "one")) as store:
        assert store.scalar("SELECT count(*) FROM core.until(7)") == 7
        assert store.scalar("SELECT count(*) FROM core.a_view") == 20


def test_comments_come_over(tmp_path: Path) -> None:
    with _copied(small_build(tmp_path, "one")) as store:
        said = store.rows("SELECT comment FROM duckdb_tables() WHERE table_name = 'reports'")
        said += store.rows(
            "SELECT comment FROM duckdb_columns() WHERE column_name = 'amount_yuan' AND comment <> ''"
        )
        said += store.rows("SELECT comment FROM duckdb_views() WHERE view_name = 'a_view'")
    assert [row["comment"] for row in said] == ["报告：每份一行，'引号'", "金额（元）", "先于所用视图的名字"]


def test_what_the_build_has_no_more_goes(tmp_path: Path) -> None:
    before = "CREATE SCHEMA old; CREATE TABLE old.t AS SELECT 1 AS a; CREATE SCHEMA core; CREATE TABLE core.gone AS SELECT 1 AS a"
    with _copied(small_build(tmp_path, "one"), before) as store:
        names = store.rows("SELECT DISTINCT schema_name, table_name FROM duckdb_tables() ORDER BY ALL")
    assert [tuple(row.values()) for row in names] == [
        ("core", "reports"),
        ("mart", "empty"),
        ("mart", "unit_year"),
        ("mart", "wide"),
    ]


def test_a_mart_that_the_build_stores_as_a_view_is_a_table_with_its_comments(tmp_path: Path) -> None:
    with _copied(small_build(tmp_path, "one")) as store:
        assert store.rows("SELECT comment FROM duckdb_tables() WHERE table_name = 'wide'") == [
            {"comment": "宽：窄表连上报告"}
        ]
        assert store.rows(
            "SELECT comment FROM duckdb_columns() WHERE column_name = 'mark' AND comment <> ''"
        ) == [{"comment": "记号"}]
        assert store.scalar("SELECT count(*) FROM mart.wide") == 20
        assert (
            store.rows("FROM duckdb_schemas() WHERE database_name = 'lake' AND schema_name = 'narrow'") == []
        )


def test_a_view_of_something_that_is_not_there_is_refused(tmp_path: Path) -> None:
    more = "CREATE TABLE core.away AS SELECT 1 AS a; CREATE VIEW mart.broken AS SELECT a FROM core.away; DROP TABLE core.away"
    with pytest.raises(StoreError, match="away"):
        _copied(small_build(tmp_path, "one", more=more))
