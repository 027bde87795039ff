"""Store: one DuckDB file, open.

Belongs here: opening, closing, running SQL, and getting rows in without losing a digit. Does not belong here: whether
values fit their columns (columns), how much memory a statement may have (memory), what the tables mean (warehouse/schema),
which rows come in (load), how answers are printed (query).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import fields
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any

import duckdb
import pyarrow as pa

from pipelines.store.columns import fitting_array, may_lose, require_columns
from pipelines.store.errors import LossyValueError, QueryError, StoreError, StoreMissingError, TableError
from pipelines.store.memory import Memory
from pipelines.store.sql_text import literal
from pipelines.store.workbench import CLEAR, FIND, LAY, transactions

if TYPE_CHECKING:
    import pandas as pd
    from _typeshed import DataclassInstance

Parameters = Sequence[object] | Mapping[str, object] | None

_NO_BARS = "SET enable_progress_bar = false"  # DuckDB's own bars would run into the night's lines
_WRITER = {
    # The words of the reports (core.sections) were two thirds of a file: from this version on DuckDB writes long strings with
    # zstd, and clients since 1.2 open it. Long is 4096 bytes on average unless told; sections have 750.
    "storage_compatibility_version": "v1.2.0",
    "zstd_min_string_length": "256",
}
_KEPT_MB = 2_000
"""So much of the memory of blocks that are done with is kept for the next ones until the file is closed: each time it was given back and
taken anew, which was a tenth of the CPU of the marts."""
_READER = {
    # By default a large sort would spill into the folder of the build, which never changes.
    "temp_directory": "",
    "python_enable_replacements": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
}
_ANALYST = "SET allow_community_extensions = false; SET enable_external_access = false; SET lock_configuration = true"


class Store:
    """An open DuckDB file. Use it as a context manager; not for several threads."""

    def __init__(
        self,
        connection: duckdb.DuckDBPyConnection,
        path: Path | None,
        memory_mb: int | None = None,
        most_mb: int | None = None,
    ) -> None:
        self._connection = connection
        self.path = path
        self._memory = Memory(connection, memory_mb, most_mb)

    @classmethod
    def create(cls, path: Path, memory_mb: int | None = None) -> Store:
        """A fresh file for writing. Raises FileExistsError: a published file is never written again.

        ``memory_mb``: what DuckDB may hold in memory (None: four fifths of the machine); what is more lies in
        ``<path>.tmp`` until the file is closed. For a statement that cannot go on from there the bound is doubled until the next.
        """
        if path.exists():
            raise FileExistsError(path)
        kept = {} if memory_mb is None else {"block_allocator_memory": f"{min(memory_mb, _KEPT_MB)}MiB"}
        return cls(_without_bars(duckdb.connect(str(path), config=dict(_WRITER | kept))), path, memory_mb)

    @classmethod
    def in_memory(cls) -> Store:
        """A database without a file, for tests and benchmarks."""
        return cls(_without_bars(duckdb.connect(":memory:")), None)

    @classmethod
    def open_read_only(cls, path: Path, memory_mb: int | None = None) -> Store:
        """An existing file, read-only. A link is followed first, so that a swapped link opens the new file.

        ``memory_mb``: as in :meth:`create`, but nothing is laid beside the file.
        """
        return cls(_connect(path), path, memory_mb)

    @classmethod
    def open_for_analyst(cls, path: Path) -> Store:
        """Read-only, and SQL reaches no other file, no network, no extension and no Python object."""
        store = cls(_connect(path), path)
        store.execute(_ANALYST)
        return store

    def another(self) -> Store:
        """Another connection to the same open file, for another thread; temporary tables are its own. Close it before this one."""
        return Store(_without_bars(self._connection.cursor()), self.path, most_mb=self._memory.most_mb)

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the connection. A second call does nothing."""
        self._connection.close()

    def checkpoint_and_close(self) -> None:
        """Write everything into the one file and close. Raises StoreError where a ``.wal`` stays beside it."""
        self._connection.execute("CHECKPOINT")
        self._connection.close()
        wal = self.path.with_name(self.path.name + ".wal") if self.path else None
        if wal is not None and wal.exists():
            raise StoreError(f"数据库没有完整写入，旁边还有 {wal.name}，不能发布")

    def execute(self, sql: str, params: Parameters = None) -> None:
        """Run statements for their effect. Raises QueryError."""
        self._run(sql, params)

    def rows(self, sql: str, params: Parameters = None) -> list[dict[str, Any]]:
        """Rows as dicts by column name, decimals as Decimal. Raises QueryError."""
        names, values = self.table(sql, params)
        return [dict(zip(names, row, strict=True)) for row in values]

    def table(self, sql: str, params: Parameters = None) -> tuple[list[str], list[tuple[Any, ...]]]:
        """Column names and rows; keeps columns of the same name apart. Raises QueryError."""
        cursor = self._run(sql, params)
        try:
            values = cursor.fetchall() if cursor.description else []
        except duckdb.Error as error:
            raise QueryError(str(error)) from error
        return [column[0] for column in cursor.description or ()], values

    def answers(self, sql: str) -> int:
        """How many of the statements answer with rows; none is run. Raises QueryError where DuckDB cannot read them."""
        try:
            statements = self._connection.extract_statements(sql)
        except duckdb.Error as error:
            raise QueryError(str(error)) from error
        rows = [duckdb.ExpectedResultType.QUERY_RESULT]
        return sum(statement.expected_result_type == rows for statement in statements)

    def each(self, sql: str, size: int = 5_000) -> Iterator[tuple[Any, ...]]:
        """The rows one by one, ``size`` of them in memory; other statements may run meanwhile. Raises QueryError."""
        cursor = self._connection.cursor()
        try:
            rows = self._first(cursor, sql, size)
            while rows:
                yield from rows
                rows = cursor.fetchmany(size)
        except duckdb.Error as error:
            raise QueryError(str(error)) from error
        finally:
            cursor.close()
            self._memory.settle()

    def _first(self, cursor: duckdb.DuckDBPyConnection, sql: str, size: int) -> list[tuple[Any, ...]]:
        """The first rows of a query; a sort that does not fit fails before it gives any, and is tried in more memory."""
        while True:
            try:
                cursor.execute(sql)
                return cursor.fetchmany(size)
            except duckdb.Error as error:
                if not self._memory.grows_for(error, sql):
                    raise

    def scalar(self, sql: str, params: Parameters = None) -> Any:  # noqa: ANN401 - a value of any column
        """The first column of the first row, None without a row. Raises QueryError."""
        _, values = self.table(sql, params)
        return values[0][0] if values else None

    def frame(self, sql: str, params: Parameters = None) -> pd.DataFrame:
        """A pandas frame. Decimals become floats there: compare money in SQL, never in a frame. Raises QueryError."""
        return self._run(sql, params).df()

    def arrow(self, sql: str, params: Parameters = None) -> pa.Table:
        """An Arrow table: columns that go to another process without an object for each value. Raises QueryError."""
        return self._run(sql, params).to_arrow_table()

    @contextmanager
    def beside(self, path: Path, alias: str) -> Iterator[None]:
        """Another database, read-only, under the name ``alias`` as long as the block lasts. Raises QueryError."""
        self._run(f"ATTACH {literal(str(path.resolve()))} AS {alias} (READ_ONLY)", None)
        try:
            yield
        finally:
            self._run(f"DETACH {alias}", None)

    def run_script(self, path: Path) -> None:
        """Run a file of SQL, what it writes to one database as one transaction: else each COMMENT is a write of its own.
        Raises QueryError naming the file."""
        try:
            statements = self._connection.extract_statements(path.read_text(encoding="utf-8"))
            for sql in transactions([statement.query for statement in statements]):
                self._run_together(sql)
        except duckdb.Error as error:
            raise QueryError(f"{path.name}: {error}") from error

    def execute_together(self, statements: Iterable[str]) -> None:
        """Run statements for their effect, all as one transaction: else each waits for the disk. Raises QueryError."""
        try:
            self._run_together("\n".join(statements))
        except duckdb.Error as error:
            raise QueryError(str(error)) from error

    def _run_together(self, sql: str) -> None:
        self._memory.settle()
        while True:
            self._connection.begin()
            try:
                self._connection.execute(sql)
                self._connection.commit()
            except duckdb.Error as error:
                self._connection.rollback()
                if not self._memory.grows_for(error):
                    raise
            else:
                return

    @contextmanager
    def workbench(self, connections: int = 1) -> Iterator[list[Store]]:
        """So many other connections, which share the tables of database ``work`` while the block lasts; temporary tables of this one,
        which would be found before those, are none of theirs."""
        database = f'"{self.scalar("SELECT current_database()")}"'
        self.execute(LAY)
        with ExitStack() as after:
            after.callback(self.execute, CLEAR)
            stores = [after.enter_context(self.another()) for _ in range(connections)]
            for store in stores:
                store.execute(FIND.format(database))
            yield stores

    def columns(self, table: str) -> dict[str, str]:
        """Column names of a table with their SQL types, in order. Raises QueryError where there is no such table."""
        return {row["column_name"]: row["column_type"] for row in self.rows(f"DESCRIBE {table}")}

    def insert(self, table: str, rows: Sequence[DataclassInstance]) -> int:
        """Append dataclass rows of one type by field name; fields that the rows lack stay NULL. Returns their number.

        Aware times are stored as UTC. Raises TableError for a field that is no column, LossyValueError for a value
        that does not fit its column exactly; then nothing is inserted.
        """
        if not rows:
            return 0
        names = [field.name for field in fields(rows[0])]
        return self.insert_columns(table, {name: [getattr(row, name) for row in rows] for name in names})

    def insert_columns(self, table: str, columns: Mapping[str, Sequence[object]]) -> int:
        """As :meth:`insert`, of rows that are given column by column: many narrow ones need not become objects first."""
        target = self._run(f"SELECT * FROM {table} LIMIT 0", None).to_arrow_table().schema
        if strange := [name for name in columns if name not in target.names]:
            raise TableError(f"{table} 没有这些列：{'、'.join(strange)}")
        arrays = [fitting_array(table, target.field(name), list(values)) for name, values in columns.items()]
        return self.insert_arrow(
            table, pa.Table.from_arrays(arrays, schema=pa.schema([target.field(name) for name in columns]))
        )

    def insert_arrow(self, table: str, rows: pa.Table) -> int:
        """Append an Arrow table by column name: rows that another process sent need not become Python objects here. Its types
        must be those of the columns, for DuckDB casts without a word. Returns the number of rows. Raises QueryError."""
        self._connection.register("incoming_rows", rows)
        try:
            self._run(f"INSERT INTO {table} BY NAME SELECT * FROM incoming_rows", None)
        finally:
            self._connection.unregister("incoming_rows")
        return int(rows.num_rows)

    def load_parquet(
        self,
        table: str,
        paths: Sequence[Path],
        where: str = "true",
        extra: Mapping[str, str] | None = None,
    ) -> int:
        """Append Parquet files of the table's columns by name. Returns the number of rows.

        ``where`` chooses rows (the file's path is the column ``filename``); ``extra`` gives columns that are no part
        of the files: name → SQL expression. Raises TableError where columns are missing, unknown or of another type,
        LossyValueError where a decimal has more digits than its column; then nothing is inserted.
        """
        if not paths:
            return 0
        extra = extra or {}
        wanted = {name: sql_type for name, sql_type in self.columns(table).items() if name not in extra}
        files = [str(path) for path in paths]
        source = "read_parquet($files, filename = true, union_by_name = false)"
        described = self.rows(f"DESCRIBE SELECT * EXCLUDE (filename) FROM {source}", {"files": files})
        found = {row["column_name"]: row["column_type"] for row in described}
        require_columns(table, wanted, found)
        for name in (n for n in wanted if may_lose(found[n], wanted[n])):
            lost = self.scalar(
                f'SELECT CAST("{name}" AS VARCHAR) FROM {source} '
                f'WHERE TRY_CAST("{name}" AS {wanted[name]}) IS DISTINCT FROM "{name}" LIMIT 1',
                {"files": files},
            )
            if lost is not None:
                raise LossyValueError(f"{table}.{name} 的值 {lost} 放不进 {wanted[name]}，未装入任何数据")
        listed = ", ".join(
            [f'"{name}"' for name in wanted] + [f"{sql} AS {name}" for name, sql in extra.items()]
        )
        _, counted = self.table(
            f"INSERT INTO {table} BY NAME SELECT {listed} FROM {source} WHERE {where}", {"files": files}
        )
        return int(counted[0][0])

    def _run(self, sql: str, params: Parameters) -> duckdb.DuckDBPyConnection:
        self._memory.settle()
        while True:
            try:
                return self._connection.execute(sql, params)
            except duckdb.Error as error:
                if not self._memory.grows_for(error, sql):
                    raise QueryError(str(error)) from error


def _connect(path: Path) -> duckdb.DuckDBPyConnection:
    if not path.is_file():
        raise StoreMissingError(f"没有数据库文件：{path}。请先运行 xianjian run")
    try:
        return _without_bars(duckdb.connect(str(path.resolve()), read_only=True, config=dict(_READER)))
    except duckdb.Error as error:
        raise StoreError(f"打不开数据库 {path}：{error}") from error


def _without_bars(connection: duckdb.DuckDBPyConnection) -> duckdb.DuckDBPyConnection:
    connection.execute(_NO_BARS)
    return connection
