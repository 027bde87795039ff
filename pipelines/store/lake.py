"""Lake: the live build once more in DuckLake, for many readers on many machines; Postgres is its catalogue.

Belongs here: opening the lake, which build it shows, replacing that build in one transaction, retention of its snapshots.
Does not belong here: the connection (lake_connection), how tables and views get over (lake_copy), which build and when (night).

A snapshot of DuckLake is what one transaction left; ours bear the build's name in their commit message.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from types import TracebackType

from pipelines.store.connection import Store
from pipelines.store.errors import StoreError
from pipelines.store.lake_connection import LakeError, LakePlace, attach, connect, has_catalogue
from pipelines.store.lake_copy import BUILD, LAKE, copy_build
from pipelines.store.lake_folder import check_marked, claim
from pipelines.store.sql_text import literal

AUTHOR = "xianjian"
_GRACE = "INTERVAL 2 DAY"
"""Files that no snapshot needs stay this long: a query may still be reading them, a publication just writing them."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A state of the lake that can still be read. ``build_id`` None: somebody else wrote it."""

    snapshot_id: int
    written_at: datetime
    build_id: str | None


class Lake:
    """An open lake. Use it as a context manager; its methods raise StoreError."""

    def __init__(self, store: Store) -> None:
        self._store = store

    @classmethod
    def open(cls, place: LakePlace) -> Lake:
        """To publish; a lake that is not there yet is made. Raises LakeError."""
        with _refusals("打不开数据湖"):
            store = connect(place)
            if has_catalogue(store, place):
                check_marked(store, place.data)
            else:
                claim(store, place.data)
            # Small tables are files too: inlined, each would leave a table in Postgres for every publication.
            attach(store, place, f"DATA_PATH {literal(place.data)}, DATA_INLINING_ROW_LIMIT 0")
        return cls(store)

    @classmethod
    def open_read_only(cls, place: LakePlace) -> Lake:
        """As readers do. Raises LakeError, also where nothing was ever published."""
        with _refusals("打不开数据湖"):
            store = connect(place)
            attach(store, place, "READ_ONLY")
        return cls(store)

    def __enter__(self) -> Lake:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._store.close()

    @property
    def store(self) -> Store:
        """SQL on the lake: its schemas have the names that they have in a build."""
        return self._store

    def snapshots(self) -> tuple[Snapshot, ...]:
        """Every snapshot that can still be read, the newest first: that is the one that readers see."""
        rows = self._store.rows(
            f"SELECT snapshot_id, snapshot_time, author, commit_message FROM {LAKE}.snapshots() ORDER BY snapshot_id DESC"
        )
        return tuple(
            Snapshot(
                row["snapshot_id"],
                row["snapshot_time"],
                row["commit_message"] if row["author"] == AUTHOR else None,
            )
            for row in rows
        )

    def shown(self) -> str | None:
        """The build that readers see; None before the first, and where somebody else wrote after it."""
        return self.snapshots()[0].build_id

    def publish(self, database: Path, build_id: str) -> int:
        """Replace what the lake shows by the build in ``database``, all of it or nothing; how many rows it holds.

        Every table is read back and held against the build before the transaction ends.
        """
        with _refusals("数据湖没有换成新版"), self._store.beside(database, BUILD):
            self._store.execute("BEGIN")
            try:
                rows = copy_build(self._store)
                self._store.execute(
                    f"CALL {LAKE}.set_commit_message($author, $build)", {"author": AUTHOR, "build": build_id}
                )
                self._store.execute("COMMIT")
            except BaseException:
                _roll_back(self._store)
                raise
        return rows

    def forget(self, keep: int) -> int:
        """Leave the newest ``keep`` snapshots, and no file that none of them needs; how many snapshots went."""
        gone = [snapshot.snapshot_id for snapshot in self.snapshots()[keep:]]
        with _refusals("数据湖的旧快照没有清理"):
            if gone:
                self._store.execute(f"CALL ducklake_expire_snapshots('{LAKE}', versions => {gone})")
            for what in ("cleanup_old_files", "delete_orphaned_files"):
                self._store.execute(f"CALL ducklake_{what}('{LAKE}', older_than => now() - {_GRACE})")
        return len(gone)

    def count_tables(self) -> dict[str, int]:
        """Rows by ``schema.table``, all of one snapshot."""
        names = self._store.rows(
            "SELECT schema_name || '.' || table_name AS name FROM duckdb_tables() WHERE database_name = $lake ORDER BY 1",
            {"lake": LAKE},
        )
        counted = " UNION ALL ".join(
            f"SELECT '{row['name']}' AS name, count(*) AS n FROM {LAKE}.{row['name']}" for row in names
        )
        return {row["name"]: row["n"] for row in self._store.rows(counted)} if names else {}


def _roll_back(store: Store) -> None:
    """What the transaction wrote is given up. Where the connection is lost, Postgres has done so already."""
    try:
        store.execute("ROLLBACK")
    except StoreError:
        return


@contextmanager
def _refusals(what: str) -> Iterator[None]:
    """A refusal of DuckDB or Postgres, with what could not be done."""
    try:
        yield
    except LakeError:
        raise
    except StoreError as error:
        raise LakeError(f"{what}：{error}") from error
