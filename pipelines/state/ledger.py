"""The ledger: which files were seen, which contents they hold, and how far each content has come.

Belongs here: tables ``files`` and ``documents``. Does not belong here: looking at files (sources).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from dataclasses import astuple, fields
from datetime import datetime

from pipelines.state.database import Database, to_text, to_time
from pipelines.state.records import DocumentRecord, FileRecord

_DOCUMENT_COLUMNS = tuple(f.name for f in fields(DocumentRecord))
# the first arrival of a content is what readers of core.documents ask for, so a later upsert does not move it
_DOCUMENT_UPDATES = tuple(c for c in _DOCUMENT_COLUMNS if c not in ("document_id", "sha256", "received_at"))
_SELECT_DOCUMENTS = f"SELECT {', '.join(_DOCUMENT_COLUMNS)} FROM documents"
_UPSERT_DOCUMENT = (
    f"INSERT INTO documents ({', '.join(_DOCUMENT_COLUMNS)}) VALUES ({', '.join('?' * len(_DOCUMENT_COLUMNS))}) "
    f"ON CONFLICT (document_id) DO UPDATE SET {', '.join(f'{c} = excluded.{c}' for c in _DOCUMENT_UPDATES)}"
)


class Ledger(Database):
    """Tables ``files`` and ``documents``."""

    _documents: tuple[DocumentRecord, ...] = ()
    _documents_as_of: tuple[int, int] | None = None

    def record_files(self, records: Iterable[FileRecord]) -> None:
        """Insert or update, in one transaction; the first ``first_seen`` of a path is kept."""
        with self.transaction():
            self._connection.executemany(
                "INSERT INTO files (path, sha256, size, mtime_ns, first_seen, last_seen, ctime_ns) "
                "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (path) DO UPDATE SET sha256 = excluded.sha256, "
                "size = excluded.size, mtime_ns = excluded.mtime_ns, last_seen = excluded.last_seen, "
                "ctime_ns = excluded.ctime_ns",
                [
                    (
                        r.path,
                        r.sha256,
                        r.size,
                        r.mtime_ns,
                        to_text(r.first_seen),
                        to_text(r.last_seen),
                        r.ctime_ns,
                    )
                    for r in records
                ],
            )

    def mark_seen(self, paths: Iterable[str], at: datetime) -> None:
        """These files were there at that moment and as the ledger has them."""
        now = to_text(at)
        with self.transaction():
            self._connection.executemany(
                "UPDATE files SET last_seen = ? WHERE path = ?", ((now, path) for path in paths)
            )

    def file(self, path: str) -> FileRecord | None:
        """The file of that relative path, None if it was never seen."""
        row = self._execute("SELECT * FROM files WHERE path = ?", (path,)).fetchone()
        return None if row is None else _file(row)

    def files(self) -> tuple[FileRecord, ...]:
        """Every file ever seen, by path."""
        return tuple(_file(row) for row in self._execute("SELECT * FROM files ORDER BY path"))

    def record_documents(self, records: Iterable[DocumentRecord]) -> None:
        """Insert or replace by ``document_id``, in one transaction; the first ``received_at`` is kept.

        Raises sqlite3.IntegrityError where ``document_id`` and ``sha256`` do not belong together.
        """
        with self.transaction():
            self._connection.executemany(_UPSERT_DOCUMENT, [_document_values(r) for r in records])

    def document(self, document_id: str) -> DocumentRecord | None:
        """The document of that id, None if it was never recorded."""
        row = self._execute(f"{_SELECT_DOCUMENTS} WHERE document_id = ?", (document_id,)).fetchone()
        return None if row is None else _document(row)

    def documents(self) -> tuple[DocumentRecord, ...]:
        """Every content ever recorded, by id. Kept until the ledger changes: a night asks several times, for 100,000 rows a second each."""
        as_of = self._connection.total_changes, int(self._execute("PRAGMA data_version").fetchone()[0])
        if self._documents_as_of != as_of:
            rows = self._execute(f"{_SELECT_DOCUMENTS} ORDER BY document_id")
            self._documents, self._documents_as_of = tuple(map(_document, rows)), as_of
        return self._documents

    def mark_extracted(self, document_ids: Iterable[str], extract_stamp: str, shard: str | None) -> None:
        """These documents' rows now stand in ``shard`` (None: they have none). Raises KeyError for an unknown id."""
        with self.transaction():
            for document_id in document_ids:
                done = self._execute(
                    "UPDATE documents SET extract_stamp = ?, shard = ? WHERE document_id = ?",
                    (extract_stamp, shard, document_id),
                )
                if done.rowcount != 1:
                    raise KeyError(document_id)

    def shards(self) -> frozenset[str]:
        """Names of the shards that hold the rows of some document; all other shard folders are leftovers."""
        rows = self._execute("SELECT DISTINCT shard FROM documents WHERE shard IS NOT NULL")
        return frozenset(str(row[0]) for row in rows)


def _file(row: sqlite3.Row) -> FileRecord:
    values = dict(row)
    values["first_seen"] = to_time(values["first_seen"])
    values["last_seen"] = to_time(values["last_seen"])
    return FileRecord(**values)


def _document(row: sqlite3.Row) -> DocumentRecord:
    values = dict(row)
    values["received_at"] = to_time(values["received_at"])
    values["is_sample"] = bool(values["is_sample"])
    return DocumentRecord(**values)


def _document_values(record: DocumentRecord) -> tuple[object, ...]:
    values = dict(zip(_DOCUMENT_COLUMNS, astuple(record), strict=True))
    values["received_at"] = to_text(record.received_at)
    values["is_sample"] = int(record.is_sample)
    return tuple(values.values())
