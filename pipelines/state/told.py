"""What was told: the last that each channel's readers heard of each thing that is wrong.

Belongs here: table ``told``. Does not belong here: what is news (alert), messages on their way (outbox).
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from pipelines.state.database import Database, to_text, to_time
from pipelines.state.records import ToldRecord

_OURSELVES = ""
"""The channel of things that the program remembers for itself."""


class Told(Database):
    """Table ``told``. Put every change in one transaction with the message that tells of it."""

    def told(self, channel: str) -> tuple[ToldRecord, ...]:
        """What the readers of a channel were last told and not yet told the end of."""
        rows = self._execute("SELECT * FROM told WHERE channel = ? ORDER BY kind, key", (channel,))
        return tuple(map(_record, rows))

    def told_anywhere(self) -> frozenset[tuple[str, str, str]]:
        """Kind, key and fingerprint of what any channel was told."""
        rows = self._execute("SELECT kind, key, fingerprint FROM told WHERE channel <> ?", (_OURSELVES,))
        return frozenset((row[0], row[1], row[2]) for row in rows)

    def remember_told(self, channel: str, told: Iterable[tuple[str, str, str, str]]) -> None:
        """Kind, key, fingerprint and words (JSON) of what the channel is told now; when it was first told stays."""
        now = to_text(self.clock())
        with self.transaction():
            self._connection.executemany(
                "INSERT INTO told (channel, kind, key, fingerprint, said, first_told_at, told_at) "
                "VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (channel, kind, key) DO UPDATE SET "
                "fingerprint = excluded.fingerprint, said = excluded.said, told_at = excluded.told_at",
                [(channel, *values, now, now) for values in told],
            )

    def forget_told(self, channel: str, told: Sequence[tuple[str, str]]) -> None:
        """These, by kind and key, are over, or no longer this channel's."""
        with self.transaction():
            self._connection.executemany(
                "DELETE FROM told WHERE channel = ? AND kind = ? AND key = ?",
                [(channel, *one) for one in told],
            )

    def known_fingerprint(self, key: str) -> str | None:
        """What the program last remembered for itself under this key, None if nothing."""
        row = self._execute(
            "SELECT fingerprint FROM told WHERE channel = ? AND key = ?", (_OURSELVES, key)
        ).fetchone()
        return None if row is None else str(row[0])

    def remember(self, key: str, fingerprint: str) -> None:
        """The program remembers this for itself. Put it in one transaction with the message that goes with it."""
        self.remember_told(_OURSELVES, [("", key, fingerprint, "{}")])


def _record(row: sqlite3.Row) -> ToldRecord:
    values = dict(row)
    values["first_told_at"] = to_time(values["first_told_at"])
    values["told_at"] = to_time(values["told_at"])
    return ToldRecord(**values)
