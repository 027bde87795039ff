"""Scripts of SQL side by side: which waits for which, and that what they make is the same as one after another."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipelines.store import QueryError, Store
from pipelines.store.cores import count_cores
from pipelines.store.marts import build_marts
from pipelines.store.scripts import read_scripts, run_scripts
from pipelines.store.side_by_side import LONG, at_once, side_by_side

CHAIN = {
    "10_base.sql": "-- fourth\nCREATE TABLE work.base AS SELECT range AS x FROM range(1000); CREATE MACRO work.twice(x) AS 2 * x;",
    "20_first.sql": "CREATE TABLE mart.first AS SELECT twice(x) AS x FROM base;\nCOMMENT ON TABLE mart.first IS 'like third';",
    "30_second.sql": "CREATE TABLE mart.second AS SELECT sum(x) AS x FROM base; INSERT INTO work.base VALUES (7)",
    "40_third.sql": "DROP TABLE work.base; CREATE TABLE mart.third AS FROM mart.first",
    "50_fourth.sql": "CREATE TABLE mart.fourth AS SELECT 1 AS x",
}


def folder(place: Path, scripts: dict[str, str]) -> Path:
    for name, sql in scripts.items():
        (place / name).write_text(sql, encoding="utf-8")
    return place


def test_a_script_waits_for_what_it_reads_and_to_change_a_table_for_those_that_read_it(
    tmp_path: Path,
) -> None:
    scripts = read_scripts(folder(tmp_path, CHAIN))
    waits = {
        later.path.stem[:2]: [
            earlier.path.stem[:2] for earlier in scripts[:place] if later.waits_for(earlier)
        ]
        for place, later in enumerate(scripts)
    }
    assert waits == {"10": [], "20": ["10"], "30": ["10", "20"], "40": ["10", "20", "30"], "50": []}


def test_what_most_others_wait_for_is_begun_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scripts = {"05_alone.sql": "CREATE TABLE mart.alone AS SELECT 1 AS x"} | CHAIN
    begun: list[str] = []
    monkeypatch.setattr(Store, "run_script", lambda _, path: begun.append(path.stem[:2]))
    with Store.in_memory() as store:
        run_scripts([store], read_scripts(folder(tmp_path, scripts)))
    assert begun == ["10", "20", "30", "05", "40", "50"]


@pytest.mark.parametrize("connections", [1, 2, 3])
def test_scripts_side_by_side_share_the_workbench_and_make_the_same(connections: int, tmp_path: Path) -> None:
    with Store.create(tmp_path / "a-b c.duckdb") as store:
        store.execute("CREATE SCHEMA mart")
        with store.workbench(connections) as stores:
            run_scripts(stores, read_scripts(folder(tmp_path, CHAIN)))
        assert store.rows("SELECT (SELECT sum(x) FROM mart.third) AS third, x FROM mart.second") == [
            {"third": 999_000, "x": 499_500}
        ]
        assert store.rows("SELECT comment FROM duckdb_tables() WHERE table_name = 'first'") == [
            {"comment": "like third"}
        ]


def test_a_script_that_fails_is_named_and_leaves_nothing_open(tmp_path: Path) -> None:
    scripts = CHAIN | {
        "25_broken.sql": "CREATE TABLE work.part AS SELECT 1 AS x; CREATE TABLE mart.broken AS FROM nowhere"
    }
    with Store.create(tmp_path / "a.duckdb") as store:
        before = store.scalar("SELECT current_setting('threads')")
        with pytest.raises(QueryError, match=r"25_broken\.sql.*nowhere"):
            build_marts(store, folder(tmp_path, scripts))
        assert store.rows("SELECT database_name FROM duckdb_databases() WHERE database_name = 'work'") == []
        assert store.scalar("SELECT current_setting('threads')") == before


@pytest.mark.parametrize(("reports", "connections"), [(LONG, 2), (LONG + 1, 1)])
def test_tables_that_threads_share_out_are_left_to_one_connection(reports: int, connections: int) -> None:
    with Store.in_memory() as store:
        store.execute("SET threads = 2; CREATE SCHEMA core")
        store.execute(f"CREATE TABLE core.reports AS FROM range({reports})")
        with side_by_side(store, at_once(store)) as stores:
            assert len(stores) == connections
            assert count_cores(store) == 3 - connections
        assert count_cores(store) == 2
