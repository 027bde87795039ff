"""What people asked to be done again and no night has published yet.

Belongs here: table ``intentions``, and the stamps that such a wish takes from the ledger. Does not belong here: which documents a
county or a year has (night), reading them again.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from pipelines.state.database import Database, to_text, to_time
from pipelines.state.records import IntentionKind, IntentionRecord


class Intentions(Database):
    """Table ``intentions``. A wish outlives the night that was killed over it: a document without a read stamp is read by the
    next night, whoever asked for it, and one that was read again already is not read a third time."""

    def intend(self, run_id: str, kind: IntentionKind, at: datetime, documents: Iterable[str] | None) -> None:
        """These documents (None: all) are to be read again and the result published, by this run or one after it."""
        with self.transaction():
            self._execute(
                "INSERT INTO intentions (run_id, kind, asked_at) VALUES (?, ?, ?)",
                (run_id, kind, to_text(at)),
            )
            if documents is None:
                self._execute("UPDATE documents SET read_stamp = NULL")
            else:
                self._connection.executemany(
                    "UPDATE documents SET read_stamp = NULL WHERE document_id = ?",
                    [(document_id,) for document_id in documents],
                )

    def intentions(self) -> tuple[IntentionRecord, ...]:
        """What is asked for and not published, in the order of asking."""
        rows = self._execute("SELECT run_id, kind, asked_at FROM intentions ORDER BY rowid")
        return tuple(IntentionRecord(row["run_id"], row["kind"], to_time(row["asked_at"])) for row in rows)

    def fulfil_intentions(self) -> None:
        """All that was asked for is published."""
        self._execute("DELETE FROM intentions")
