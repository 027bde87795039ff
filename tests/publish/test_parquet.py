"""Parquet of a build: every table, and the same bytes for the same rows."""

from __future__ import annotations

from pathlib import Path

from pipelines.publish.parquet import count_tables, write_parquet
from pipelines.store import Store


def test_a_mart_that_is_a_view_goes_out_on_one_core_so_that_its_rows_keep_their_order(tmp_path: Path) -> None:
    with Store.in_memory() as store:
        store.execute(
            "SET threads = 2; CREATE SCHEMA mart; CREATE SCHEMA narrow; CREATE TABLE narrow.rows AS SELECT range AS i FROM range(3);"
            "CREATE VIEW mart.rows AS SELECT i, current_setting('threads') AS n_threads FROM narrow.rows"
        )
        tables = count_tables(store)
        write_parquet(store, tables, tmp_path)
        assert tables == {"mart.rows": 3}
        assert store.table(f"FROM '{tmp_path}/mart/rows.parquet'")[1] == [(0, 1), (1, 1), (2, 1)]
        assert store.scalar("SELECT current_setting('threads')") == 2
