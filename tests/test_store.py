"""The warehouse file: exact values in, guarded SQL out, schema in step with the row classes."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.assemble.reports import Report, ReportVersion
from pipelines.model import rows as model_rows
from pipelines.night.check.building import DocumentRow
from pipelines.normalize.shard import TABLES, write_shard
from pipelines.store import (
    LossyValueError,
    QueryError,
    Shard,
    Store,
    StoreMissingError,
    TableError,
    create_schema,
    load_night,
    print_query,
    query,
)
from tests.stores import copy_schema
from tests.warehouse_rows import RECEIVED, Told, document_row, report_row, rows_of, version_row

S2_PROJECT = {("project", "executed"): "1786460.00"}


@dataclass(frozen=True, slots=True)
class Money:
    amount_yuan: Decimal | None
    noted_at: datetime | None = None


@pytest.fixture(scope="module")
def schema() -> Iterator[Store]:
    """Empty tables, as the SQL files make them."""
    with Store.in_memory() as store:
        create_schema(store)
        yield store


@pytest.fixture
def money_table() -> Store:
    store = Store.in_memory()
    store.execute("CREATE TABLE money (amount_yuan DECIMAL(18,2), noted_at TIMESTAMP, is_current BOOLEAN)")
    return store


@pytest.mark.parametrize("name", [*TABLES, "documents", "reports", "report_versions"])
def test_columns_of_the_schema_are_the_fields_of_the_rows(schema: Store, name: str) -> None:
    classes = TABLES | {"documents": DocumentRow, "reports": Report, "report_versions": ReportVersion}
    place = "quality" if name in ("problems", "ignored_numbers", "suggestions", "meanings") else "core"
    columns = list(schema.columns(f"{place}.{name}"))
    assert set(columns) - {"is_current"} == {f.name for f in fields(classes[name])} - {"is_current"}
    if issubclass(classes[name], model_rows.Fact):
        assert "is_current" in columns


def test_every_table_view_and_column_has_a_chinese_comment(schema: Store) -> None:
    bare = schema.rows(
        "SELECT schema_name, table_name, column_name FROM duckdb_columns() "
        "WHERE schema_name IN ('core', 'quality', 'meta') "
        "AND (comment IS NULL OR NOT regexp_matches(comment, '\\p{Han}'))"
    )
    bare += schema.rows(
        "SELECT schema_name, name FROM (SELECT schema_name, table_name AS name, comment FROM duckdb_tables() "
        "UNION ALL SELECT schema_name, view_name, comment FROM duckdb_views() WHERE NOT internal) "
        "WHERE comment IS NULL OR NOT regexp_matches(comment, '\\p{Han}')"
    )
    assert bare == []


@given(st.decimals(-(10**15), 10**15, places=2))
@settings(max_examples=50, deadline=None)
def test_money_comes_back_as_it_went_in(amount: Decimal) -> None:
    with Store.in_memory() as store:
        store.execute("CREATE TABLE money (amount_yuan DECIMAL(18,2), noted_at TIMESTAMP)")
        store.insert("money", [Money(amount)])
        assert store.scalar("SELECT amount_yuan FROM money") == amount


@pytest.mark.parametrize("amount", ["0.001", "1786460.005", "12345678901234567.00"])
def test_insert_refuses_a_value_that_its_column_cannot_hold(money_table: Store, amount: str) -> None:
    with pytest.raises(LossyValueError, match="amount_yuan"):
        money_table.insert("money", [Money(Decimal("1.00")), Money(Decimal(amount))])
    assert money_table.scalar("SELECT count(*) FROM money") == 0


def test_insert_refuses_a_field_that_is_no_column(money_table: Store) -> None:
    with pytest.raises(TableError, match="sha256"):
        money_table.insert("money", [document_row(Told())])


def test_aware_times_are_stored_as_utc(money_table: Store) -> None:
    shanghai = datetime(2026, 11, 20, 2, 0, tzinfo=timezone(timedelta(hours=8)))
    money_table.insert("money", [Money(None, shanghai)])
    assert money_table.scalar("SELECT noted_at FROM money") == datetime(2026, 11, 19, 18, 0)


def _parquet(path: Path, value: pa.Array) -> Path:
    table = pa.table({"amount_yuan": value, "noted_at": pa.array([None], pa.timestamp("us"))})
    pq.write_table(table, path)
    return path


@pytest.mark.parametrize(("kind", "value"), [((20, 3), "1.001"), ((38, 2), "12345678901234567.00")])
def test_parquet_with_more_digits_than_the_column_is_refused_not_rounded(
    money_table: Store, tmp_path: Path, kind: tuple[int, int], value: str
) -> None:
    file = _parquet(tmp_path / "m.parquet", pa.array([Decimal(value)], pa.decimal128(*kind)))
    with pytest.raises(LossyValueError, match=value):
        money_table.load_parquet("money", [file], extra={"is_current": "true"})
    assert money_table.scalar("SELECT count(*) FROM money") == 0


def test_parquet_of_wider_type_loads_where_no_digit_is_lost(money_table: Store, tmp_path: Path) -> None:
    file = _parquet(tmp_path / "m.parquet", pa.array([Decimal("1786460.000")], pa.decimal128(20, 3)))
    assert money_table.load_parquet("money", [file], extra={"is_current": "true"}) == 1
    assert str(money_table.scalar("SELECT amount_yuan FROM money")) == "1786460.00"


def test_float_money_and_missing_columns_are_refused(money_table: Store, tmp_path: Path) -> None:
    floating = _parquet(tmp_path / "f.parquet", pa.array([1.5], pa.float64()))
    with pytest.raises(TableError, match="amount_yuan"):
        money_table.load_parquet("money", [floating], extra={"is_current": "true"})
    with pytest.raises(TableError, match="is_current"):
        money_table.load_parquet("money", [floating])


def _night(store: Store, told: list[Told], shards: list[Shard]) -> dict[str, int]:
    copy_schema(store)
    return load_night(
        store,
        shards,
        documents=[document_row(t) for t in told],
        reports=[report_row(t) for t in told],
        versions=[version_row(t) for t in told],
    )


def test_a_night_loads_shards_and_marks_current_versions(tmp_path: Path) -> None:
    new = Told(unit="赵县总工会", money=S2_PROJECT, filing="b", relation="revision")
    old = Told(unit="赵县总工会", money={("project", "executed"): "1.00"}, is_current=False)
    write_shard(tmp_path / "s1", [rows_of(new), rows_of(old)])
    with Store.in_memory() as store:
        loaded = _night(store, [new, old], [Shard(tmp_path / "s1")])
        assert loaded["budget_facts"] == 2
        facts = store.rows("SELECT version_id, is_current, amount_yuan FROM core.budget_facts ORDER BY ALL")
        assert [(f["is_current"], str(f["amount_yuan"])) for f in facts] == [
            (False, "1.00"),
            (True, "1786460.00"),
        ]
        assert store.scalar("SELECT count(*) FROM core.now_budget_facts") == 1
        assert store.rows("SELECT bbox FROM core.evidence LIMIT 1")[0]["bbox"] == {
            "x0": 1.0,
            "top": 2.0,
            "x1": 3.0,
            "bottom": 4.0,
        }
        assert store.scalar("SELECT received_at FROM core.documents LIMIT 1") == RECEIVED.astimezone(
            UTC
        ).replace(tzinfo=None)
        regions = {r["region_code"]: r["level"] for r in store.rows("FROM core.regions")}
        assert regions == {"130000": "province", "130100": "city", "130132": "county"}
        assert store.scalar("SELECT unit_name FROM core.units") == "赵县总工会"


def test_a_document_read_anew_elsewhere_does_not_count_twice(tmp_path: Path) -> None:
    one, two = Told(unit="甲局", money=S2_PROJECT), Told(unit="乙局", money=S2_PROJECT)
    write_shard(tmp_path / "old", [rows_of(one), rows_of(two)])
    write_shard(tmp_path / "new", [rows_of(one)])
    shards = [
        Shard(tmp_path / "old", (two.document_id,)),
        Shard(tmp_path / "new", (one.document_id,)),
        Shard(tmp_path / "none", ()),
    ]
    with Store.in_memory() as store:
        assert _night(store, [one, two], shards)["budget_facts"] == 2
        assert store.scalar("SELECT count(*) FROM core.evidence") == 2
        assert store.scalar("SELECT count(*) FROM core.filed_reports") == 2


def test_facts_of_a_document_that_is_no_report_stay_outside(tmp_path: Path) -> None:
    report, notice = Told(money=S2_PROJECT), Told(unit="通知", report_type="other", money=S2_PROJECT)
    write_shard(tmp_path / "s", [rows_of(report), rows_of(notice)])
    with Store.in_memory() as store:
        loaded = _night(store, [report], [Shard(tmp_path / "s")])
    assert (loaded["budget_facts"], loaded["filed_reports"], loaded["evidence"]) == (1, 2, 2)


def test_a_lost_shard_file_is_named(tmp_path: Path) -> None:
    with Store.in_memory() as store, pytest.raises(TableError, match=r"filed_reports\.parquet"):
        _night(store, [Told()], [Shard(tmp_path / "gone")])


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("wh") / "xianjian.duckdb"
    with Store.create(path) as store:
        store.execute(
            "CREATE TABLE t (名称 VARCHAR, 金额 DECIMAL(18,2)); INSERT INTO t VALUES ('[总]工会', 178.60)"
        )
        store.execute("INSERT INTO t VALUES (NULL, NULL)")
        store.checkpoint_and_close()
    return path


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM glob('/etc/*')",
        "COPY t TO '/tmp/out.csv'",
        "ATTACH '/tmp/other.duckdb' AS other",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SELECT * FROM read_parquet('https://example.org/x.parquet')",
        "EXPORT DATABASE '/tmp/out'",
        "SET enable_external_access = true",
        "RESET lock_configuration",
        "CREATE TABLE x AS SELECT 1",
        "INSERT INTO t VALUES ('a', 1)",
        "DROP TABLE t",
        "SELECT * FROM build",
    ],
)
def test_analysts_sql_reaches_nothing_but_the_build(build: Path, sql: str) -> None:
    with pytest.raises(QueryError):
        query(build, sql)


def test_bad_sql_gives_duckdbs_message(build: Path) -> None:
    with pytest.raises(QueryError, match="nowhere"):
        query(build, "SELECT * FROM nowhere")


def test_a_missing_build_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StoreMissingError, match="xianjian run"):
        query(tmp_path / "none.duckdb", "SELECT 1")


def test_answers_keep_digits_brackets_and_nulls(build: Path) -> None:
    sql = "FROM t ORDER BY 金额 NULLS LAST"
    assert query(build, sql, "csv") == "名称,金额\n[总]工会,178.60\n,\n"
    assert '"金额": 178.60' in query(build, sql, "json")
    assert json.loads(query(build, sql, "json"))[1] == {"名称": None, "金额": None}
    assert "[总]工会" in query(build, sql, "table")
    nested = "SELECT {'a': 0.10, 'b': [1.20, NULL]} AS s, MAP {'k': 'v'} AS m, DATE '2026-01-02' AS d, 'nan'::DOUBLE AS n"
    assert json.loads(query(build, nested, "json")) == [
        {"s": {"a": 0.1, "b": [1.2, None]}, "m": {"k": "v"}, "d": "2026-01-02", "n": None}
    ]


def test_a_published_file_is_never_opened_for_writing(build: Path) -> None:
    with pytest.raises(FileExistsError):
        Store.create(build)
    with Store.open_read_only(build) as store, pytest.raises(QueryError):
        store.execute("DELETE FROM t")


def test_a_reader_leaves_nothing_beside_the_build(build: Path) -> None:
    with Store.open_read_only(build) as store:
        store.execute("SET memory_limit = '20MB'")
        with pytest.raises(QueryError, match=r"(?i)memory"):
            store.rows(
                "SELECT count(*) FROM (SELECT range AS r FROM range(20000000) ORDER BY hash(r)) WHERE r > 0 LIMIT 1"
            )
        assert [p.name for p in build.parent.iterdir()] == [build.name]


def test_the_words_of_reports_are_written_short_in_a_file_that_clients_since_1_2_open(tmp_path: Path) -> None:
    path = tmp_path / "xianjian.duckdb"
    # DuckDB decides by a random sample, and takes FSST for one of these tables in seven.
    tables = [f"sections_{number}" for number in range(8)]
    with Store.create(path) as store:
        for table in tables:
            store.execute(f"""
                CREATE TABLE {table} AS
                SELECT list_aggregate([chr(19968 + (hash(i * 200 + j) % 2500)::INTEGER) FOR j IN range(200)], 'string_agg', '') AS text
                FROM range(5000) AS t(i)
            """)
        store.checkpoint_and_close()
    with Store.open_read_only(path) as store:
        told = [
            row["compression"]
            for table in tables
            for row in store.rows(
                f"SELECT compression FROM pragma_storage_info('{table}') WHERE segment_type = 'VARCHAR'"
            )
        ]
    assert "ZSTD" in told
    with path.open("rb") as file:  # DuckDB's MainHeader: a checksum, "DUCK", the version of the storage
        head = file.read(20)[8:]
    assert (head[:4], int.from_bytes(head[4:], "little")) == (b"DUCK", 65)  # DuckDB 1.1 reads no more than 64


def test_a_statement_that_cannot_go_on_from_disk_gets_more_memory_and_no_statement_runs_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lists = "SELECT i % 3 AS n, list(i ORDER BY hash(i)) AS l FROM range(1500000) AS t (i) GROUP BY n"
    with Store.create(tmp_path / "a.duckdb", memory_mb=20) as store:
        store.execute("CREATE TABLE t (i INTEGER)")
        with pytest.raises(QueryError, match=r"(?i)memory"):
            store.execute(f"INSERT INTO t VALUES (1); {lists}")
        assert store.scalar("SELECT count(*) FROM t") == 1
        assert [(row["n"], len(row["l"])) for row in store.rows(f"{lists} ORDER BY n")] == [
            (0, 500_000),
            (1, 500_000),
            (2, 500_000),
        ]
        assert store.scalar("SELECT current_setting('memory_limit')") == "20.0 MiB"
        monkeypatch.setattr("pipelines.store.memory._MOST_TIMES_MORE", 0)
        store.rows(lists)
        assert store.scalar("SELECT current_setting('memory_limit')") != "20.0 MiB"
        (tmp_path / "lists.sql").write_text(
            f"INSERT INTO t VALUES (2); CREATE TABLE l AS {lists}", encoding="utf-8"
        )
    with Store.create(tmp_path / "b.duckdb", memory_mb=20) as store:
        store.execute("CREATE TABLE t (i INTEGER)")
        store.run_script(tmp_path / "lists.sql")
        assert store.rows("SELECT (SELECT count(*) FROM t) AS t, (SELECT count(*) FROM l) AS l") == [
            {"t": 1, "l": 3}
        ]


def test_rows_one_by_one_get_more_memory_too_and_give_it_back(tmp_path: Path) -> None:
    Store.create(tmp_path / "a.duckdb").checkpoint_and_close()
    lists = (
        "SELECT i % 3 AS n, list(i ORDER BY hash(i)) AS l FROM range(1500000) AS t (i) GROUP BY n ORDER BY n"
    )
    with Store.open_read_only(tmp_path / "a.duckdb", memory_mb=20) as store:
        assert [len(listed) for _, listed in store.each(lists)] == [500_000, 500_000, 500_000]
        assert store.scalar("SELECT current_setting('memory_limit')") == "20.0 MiB"


def test_print_query_writes_to_a_stream(build: Path) -> None:
    out = io.StringIO()
    print_query(build, "SELECT count(*) AS n FROM t", "csv", out)
    assert out.getvalue() == "n\n2\n"


@pytest.mark.parametrize("sql", ["", " ;\n", "-- only a word", "/* and\nanother */"])
def test_a_query_of_nothing_is_told_and_breaks_nothing(build: Path, sql: str) -> None:
    with pytest.raises(QueryError, match="没有写查询"):
        print_query(build, sql, "csv", io.StringIO())


def test_of_several_queries_none_is_answered_and_what_has_no_rows_may_stand_before_one(build: Path) -> None:
    with pytest.raises(QueryError, match=r"有 2 条查询.*2 queries"):
        query(build, "SELECT 1 AS a; SELECT 2 AS b;")
    assert (
        query(build, "CREATE TEMP MACRO twice(n) AS 2 * n; SELECT twice(4) AS n; -- done", "csv") == "n\n8\n"
    )


def test_a_broken_script_names_its_file(tmp_path: Path) -> None:
    script = tmp_path / "10_broken.sql"
    script.write_text("SELECT FROM", encoding="utf-8")
    with Store.in_memory() as store, pytest.raises(QueryError, match="10_broken"):
        store.run_script(script)


@pytest.mark.slow
def test_a_file_in_the_making_keeps_to_its_memory_and_leaves_nothing_of_what_lay_on_disk(
    tmp_path: Path,
) -> None:
    path = tmp_path / "made.duckdb"
    store = Store.create(path, memory_mb=100)
    store.execute(
        "CREATE TABLE wide AS SELECT hash(i) AS h, repeat('x', 40) || i AS word FROM range(1_500_000) AS r(i) ORDER BY h"
    )
    spilled = path.with_name(path.name + ".tmp").exists()
    ordered = store.scalar(
        "SELECT count(*) FROM (SELECT h < lag(h) OVER (ORDER BY rowid) AS wrong FROM wide) WHERE wrong"
    )
    store.checkpoint_and_close()
    assert (spilled, ordered) == (True, 0)
    assert [p.name for p in tmp_path.iterdir()] == [path.name]
