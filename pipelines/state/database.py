"""The connection to state.sqlite: opening, migrating, transactions, times.

Belongs here: what every table needs. Does not belong here: any one table.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from pipelines.state.schema import MIGRATIONS

BUSY_SECONDS = 30.0
Clock = Callable[[], datetime]


class StateError(Exception):
    """state.sqlite cannot be used; the message says why and what to do."""

    def __init__(self, message_zh: str, message_en: str) -> None:
        super().__init__(f"{message_zh} / {message_en}")
        self.message_zh = message_zh
        self.message_en = message_en


def utc_now() -> datetime:
    """The present moment."""
    return datetime.now(UTC)


def to_text(moment: datetime) -> str:
    """UTC in one fixed width, so that text order is time order. Raises ValueError for a time without a zone."""
    if moment.tzinfo is None:
        raise ValueError("a time without a zone cannot be stored")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def to_time(text: str) -> datetime:
    """The inverse of :func:`to_text`."""
    return datetime.fromisoformat(text)


def to_time_or_none(text: str | None) -> datetime | None:
    """The inverse of :func:`to_text` where the column may be NULL."""
    return None if text is None else to_time(text)


def without_zone(moment: datetime) -> datetime:
    """The same moment as a naive UTC time, as published TIMESTAMP columns hold it."""
    return moment.astimezone(UTC).replace(tzinfo=None)


class Database:
    """An open state.sqlite. One object belongs to one thread; open another for another thread or process."""

    def __init__(self, warehouse: Path, clock: Clock = utc_now) -> None:
        self.warehouse = warehouse
        self.clock = clock
        path = warehouse / "state" / "state.sqlite"
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            self._connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
        except sqlite3.Error as error:
            raise _cannot_open(path, error) from error
        try:
            self._prepare(path)
        except sqlite3.Error as error:
            self._connection.close()
            raise _cannot_open(path, error) from error
        except StateError:
            self._connection.close()
            raise

    @classmethod
    def open(cls, warehouse: Path, clock: Clock = utc_now) -> Self:
        """Open or create ``<warehouse>/state/state.sqlite``, migrated to this code's schema. Raises StateError."""
        return cls(warehouse, clock)

    def sibling(self) -> Self:
        """A second connection to the same file, for another thread."""
        return type(self)(self.warehouse, self.clock)

    def close(self) -> None:
        """Close the connection; what was committed stays."""
        self._connection.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def copy_to(self, path: Path) -> None:
        """Copy the whole file in one piece, as it is at this moment, while others go on using it."""
        half_made = path.with_name(f".{path.name}")
        half_made.unlink(missing_ok=True)
        copy = sqlite3.connect(half_made)
        try:
            self._connection.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")  # one file, with nothing beside it
        finally:
            copy.close()
        half_made.replace(path)

    def integrity_faults(self) -> tuple[str, ...]:
        """What SQLite finds damaged in the file; empty where it is whole."""
        try:
            found = [str(row[0]) for row in self._execute("PRAGMA quick_check(10)")]
        except sqlite3.DatabaseError as error:  # too damaged to look for damage
            return (str(error),)
        return () if found == ["ok"] else tuple(found)

    def require_whole(self) -> None:
        """Raises StateError where the file could be opened and is damaged all the same."""
        if faults := self.integrity_faults():
            raise _damaged(self.warehouse / "state" / "state.sqlite", "; ".join(faults))

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing. A transaction inside a transaction joins the outer one."""
        if self._connection.in_transaction:
            yield
            return
        with self._connection:
            self._connection.execute("BEGIN IMMEDIATE")
            yield

    def _execute(self, sql: str, values: Sequence[Any] = ()) -> sqlite3.Cursor:
        return self._connection.execute(sql, values)

    def _prepare(self, path: Path) -> None:
        self._connection.row_factory = sqlite3.Row
        self._use_write_ahead_log()
        self._execute("PRAGMA synchronous = FULL")
        self._execute("PRAGMA foreign_keys = ON")
        if self._version() == len(MIGRATIONS):
            return
        with self.transaction():
            version = self._version()  # again: another process may have migrated while this one waited
            if version > len(MIGRATIONS):
                raise StateError(
                    f"状态库 {path} 由较新的程序写成（版本 {version}，本程序只认 {len(MIGRATIONS)}），请更新程序。",
                    f"{path} was written by newer code (version {version}, this code knows {len(MIGRATIONS)}): "
                    "update the program.",
                )
            for migration in MIGRATIONS[version:]:
                for statement in migration:
                    self._execute(statement)
            self._execute(f"PRAGMA user_version = {len(MIGRATIONS)}")

    def _use_write_ahead_log(self) -> None:
        # SQLite does not wait for its busy timeout when two processes switch a new file to WAL at once
        give_up = time.monotonic() + BUSY_SECONDS
        while True:
            try:
                self._execute("PRAGMA journal_mode = WAL")
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > give_up:
                    raise
                time.sleep(0.02)

    def _version(self) -> int:
        return int(self._execute("PRAGMA user_version").fetchone()[0])


def _cannot_open(path: Path, error: sqlite3.Error) -> StateError:
    if getattr(error, "sqlite_errorcode", None) in (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT):
        return _damaged(path, str(error))
    return StateError(
        f"状态库 {path} 打不开（{error}）。请检查磁盘空间、权限，以及是否有别的程序占用。",
        f"cannot open {path} ({error}). Check disk space, permissions and other programs that use it.",
    )


def _damaged(path: Path, why: str) -> StateError:
    return StateError(
        f"状态库 {path} 已损坏（{why}）。请停止运行，从备份恢复；没有备份就移走该文件，下一夜重新登记全部文件，提醒可能重发一次。",
        f"{path} is damaged ({why}). Stop nights and restore it from a backup; without one move it away: files will be "
        "registered anew, alerts may be sent once more.",
    )
